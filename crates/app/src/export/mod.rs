//! Conversations as files for people: plain text and Markdown. Subtitles are [`colloquy_speech::formats`].

mod markdown;
mod plain;

use colloquy_domain::conversation::{Conversation, Participant};
use colloquy_domain::directory::Tag;
use colloquy_domain::insight::{ActionItem, Summary};
use colloquy_domain::transcript::Transcript;

pub use self::markdown::markdown;
pub use self::plain::plain_text;

use crate::{App, AppError, read};

/// What such a file is made of.
#[derive(Debug, Clone)]
pub struct Exported {
    /// The conversation.
    pub conversation: Conversation,
    /// Who took part.
    pub participants: Vec<Participant>,
    /// What it was about.
    pub summary: Option<Summary>,
    /// What was undertaken.
    pub action_items: Vec<ActionItem>,
    /// Tags that fit.
    pub tags: Vec<Tag>,
    /// What was said.
    pub transcript: Option<Transcript>,
}

/// Reads all of it.
pub async fn load(app: &App, conversation: Conversation) -> Result<Exported, AppError> {
    let id = conversation.id;
    Ok(Exported {
        participants: read::participants(app, id).await?,
        summary: read::summary(app, id).await?,
        action_items: read::action_items(app, id).await?.into_iter().map(|(item, _)| item).collect(),
        tags: read::tags(app, id).await?.into_iter().map(|(_, tag)| tag).collect(),
        transcript: read::transcript(app, id).await?,
        conversation,
    })
}

impl Exported {
    /// The start, as people read it.
    fn date(&self) -> String {
        let start = self.conversation.started_at.to_offset(time::UtcOffset::UTC);
        format!(
            "{:04}-{:02}-{:02} {:02}:{:02} UTC",
            start.year(),
            u8::from(start.month()),
            start.day(),
            start.hour(),
            start.minute()
        )
    }

    /// The length, once known.
    fn length(&self) -> Option<String> {
        self.conversation.duration_seconds().map(|seconds| colloquy_speech::formats::clock(seconds as f64))
    }

    /// Names of those who took part, with the part they played; who has no name is left out.
    fn people(&self) -> Vec<(&str, &'static str)> {
        let named = |one: &'_ Participant| one.name.as_deref().is_some_and(|name| !name.trim().is_empty());
        self.participants
            .iter()
            .filter(|participant| named(participant))
            .map(|participant| (participant.name.as_deref().unwrap_or_default(), participant.role.as_str()))
            .collect()
    }
}

/// A text on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
