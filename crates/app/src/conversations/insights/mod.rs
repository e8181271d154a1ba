//! What people say in place of what the machine found: summary, action items, answers, tags, sentiment.
//!
//! A person's word takes the machine's place, so that every API and every file tells it; what the machine had found stays
//! beside it, and a stage that runs again leaves both ([`colloquy_domain::correction`]). Whoever may correct a conversation
//! may do so. Each change is one transaction with the event that the conversation changed.

mod action_items;
mod sentiment;
mod signals;
mod summary;
mod tags;

pub use self::action_items::{
    ActionItemChange, LONGEST_ASSIGNEE, LONGEST_ITEM, MOST_PLACES, NewActionItem, add_action_item,
    change_action_item, remove_action_item,
};
pub use self::sentiment::put_sentiment;
pub use self::signals::{Answer, LONGEST_ANSWER, answer_signal};
pub use self::summary::{LONGEST_SUMMARY, put_summary};
pub(in crate::conversations) use self::tags::was_found;
pub use self::tags::{give_tag, take_tag};

use colloquy_domain::correction::Corrected;
use colloquy_domain::directory::Tag;
use colloquy_domain::insight::{ActionItem, Sentiment, Signal, Summary, TagAssignment};
use colloquy_domain::{ConversationId, Instant};
use colloquy_store::insights;

use crate::{App, AppError, read};

/// Everything that was found in a conversation, with what people had to do with it.
#[derive(Debug, Clone, PartialEq)]
pub struct CorrectedInsights {
    /// What it was about; none until it is there.
    pub summary: Option<Corrected<Summary>>,
    /// What was undertaken, with the time at which it was found or written.
    pub action_items: Vec<(Corrected<ActionItem>, Instant)>,
    /// Answers to the workspace's questions.
    pub signals: Vec<Corrected<Signal>>,
    /// Tags that fit.
    pub tags: Vec<(Corrected<TagAssignment>, Tag)>,
    /// How people felt; none until it is there.
    pub sentiment: Option<Corrected<Sentiment>>,
}

impl CorrectedInsights {
    /// Whether a person changed any of it.
    #[must_use]
    pub fn are_edited(&self) -> bool {
        self.summary.as_ref().is_some_and(|one| one.correction.is_some())
            || self.sentiment.as_ref().is_some_and(|one| one.correction.is_some())
            || self.action_items.iter().any(|(one, _)| one.correction.is_some())
            || self.signals.iter().any(|one| one.correction.is_some())
            || self.tags.iter().any(|(one, _)| one.correction.is_some())
    }
}

/// Reads all of it; who may see the conversation is the caller's question.
pub async fn load(app: &App, id: ConversationId) -> Result<CorrectedInsights, AppError> {
    let reader = app.store.reader();
    let items = insights::list_corrected_action_items(reader, id).await?;
    let found_at = read::items_found_at(app, id).await?;
    Ok(CorrectedInsights {
        summary: insights::get_corrected_summary(reader, id).await?,
        action_items: items.into_iter().map(|item| with_time(item, found_at)).collect(),
        signals: insights::list_corrected_signals(reader, id).await?,
        tags: insights::list_corrected_tags(reader, id).await?,
        sentiment: insights::get_corrected_sentiment(reader, id).await?,
    })
}

fn with_time(item: Corrected<ActionItem>, found_at: Instant) -> (Corrected<ActionItem>, Instant) {
    let since = item.value.written_at.unwrap_or(found_at);
    (item, since)
}
