//! Engagements with what `expand` asks for: one or many, each kind of thing read once for all of them.

use serde_json::{Value, json};

use colloquy_app::keys::Caller;
use colloquy_app::links::Disposition;
use colloquy_app::{App, AppError, belongings, read};
use colloquy_domain::ConversationId;
use colloquy_domain::conversation::Conversation;

use crate::expand::{Expansion, Expansions};
use crate::wire::{directory, engagement, insight};

/// Renders them in order.
pub async fn render(
    app: &App,
    caller: &Caller,
    conversations: &[Conversation],
    expansions: &Expansions,
) -> Result<Vec<Value>, AppError> {
    let ids: Vec<ConversationId> = conversations.iter().map(|conversation| conversation.id).collect();
    let mut rendered =
        Rendered { conversations, values: conversations.iter().map(engagement::render).collect() };
    if expansions.has(Expansion::Contacts) || expansions.has(Expansion::Companies) {
        let contacts = belongings::contacts(app, caller, &ids).await?;
        if expansions.has(Expansion::Companies) {
            let companies = belongings::companies(app, caller, &contacts).await?;
            rendered.set("companies", |conversation| {
                companies.of(conversation.id).map(directory::engagement_company).collect()
            });
        }
        if expansions.has(Expansion::Contacts) {
            rendered.set("contacts", |conversation| {
                contacts.of(conversation.id).map(directory::engagement_contact).collect()
            });
        }
    }
    if expansions.has(Expansion::Owner) {
        let owners = belongings::owners(app, caller, conversations).await?;
        rendered.set("owner", |conversation| {
            owners.of(conversation.id).next().map_or(Value::Null, directory::user)
        });
    }
    if expansions.has(Expansion::ActionItems) {
        let items = belongings::action_items(app, &ids).await?;
        rendered.set("action_items", |conversation| {
            items.of(conversation.id).map(|(item, found_at)| insight::action_item(item, *found_at)).collect()
        });
    }
    if expansions.has(Expansion::Signals) {
        let signals = belongings::signals(app, &ids).await?;
        rendered
            .set("signals", |conversation| signals.of(conversation.id).filter_map(insight::signal).collect());
    }
    if expansions.has(Expansion::Transcript) {
        let texts = belongings::transcript_texts(app, &ids).await?;
        rendered.set("transcript", |conversation| json!(texts.of(conversation.id).next()));
    }
    if expansions.has(Expansion::MediaUrl) {
        let recordings = belongings::recordings(app, &ids).await?;
        rendered.set("media_url", |conversation| {
            let first = recordings.of(conversation.id).next();
            json!(first.map(|recording| read::media_link(app, recording, Disposition::Inline)))
        });
    }
    if expansions.has(Expansion::Tags) {
        let tags = belongings::tags(app, &ids).await?;
        rendered.set("tags", |conversation| tags.of(conversation.id).map(directory::tag).collect());
    }
    Ok(rendered.values)
}

struct Rendered<'a> {
    conversations: &'a [Conversation],
    values: Vec<Value>,
}

impl Rendered<'_> {
    /// Gives each a member.
    fn set(&mut self, name: &str, make: impl Fn(&Conversation) -> Value) {
        for (conversation, value) in self.conversations.iter().zip(&mut self.values) {
            value[name] = make(conversation);
        }
    }
}
