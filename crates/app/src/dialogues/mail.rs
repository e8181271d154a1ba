//! Mail of customers, and the threads of ours.
//!
//! A mail that answers a letter of ours names its dialogue, and belongs there where the customer wrote it; else the one
//! that goes on with its sender, at the route of the address that it was written to. What a letter in return has to say of
//! the thread is kept with the dialogue.

use async_trait::async_trait;
use colloquy_channel::Thread;
use colloquy_channel::email::{Bounce, IncomingMail};
use colloquy_channel::imap::MailHandler;
use colloquy_domain::dialogue::{Channel, Dialogue};
use colloquy_domain::dialogue_message::MessageStatus;
use colloquy_domain::inbound_route::InboundRoute;
use colloquy_store::{dialogue_messages, inbound_routes};
use serde_json::{Map, Value, json};

use super::incoming::{Arrival, Beside, Incoming, take};
use super::reports;
use crate::{App, AppError};

/// Members of a dialogue's `channel_state`.
const SUBJECT: &str = "subject";
const IN_REPLY_TO: &str = "in_reply_to";
const REFERENCES: &str = "references";

/// Takes what lies in the server's mailbox.
pub struct MailTaker(pub App);

#[async_trait]
impl MailHandler for MailTaker {
    async fn mail(&self, mail: IncomingMail) -> Result<(), String> {
        match take_mail(&self.0, mail).await {
            Ok(Arrival::Unrouted) => {
                tracing::info!("nobody answers where a mail came in");
                Ok(())
            }
            Ok(Arrival::Taken(_) | Arrival::Noted) => Ok(()),
            Err(error) => Err(error.to_string()),
        }
    }

    async fn bounce(&self, bounce: Bounce) -> Result<(), String> {
        match came_back(&self.0, bounce).await {
            Ok(_) => Ok(()),
            Err(error) => Err(error.to_string()),
        }
    }
}

/// Takes a mail in.
pub async fn take_mail(app: &App, mail: IncomingMail) -> Result<Arrival, AppError> {
    let found = route(app, &mail.to).await?;
    let thread = mail.thread();
    let mut state = Map::new();
    let subject = mail.reply_subject();
    state.insert(SUBJECT.into(), Some(subject).filter(|subject| !subject.is_empty()).into());
    state.insert(IN_REPLY_TO.into(), thread.in_reply_to.into());
    state.insert(REFERENCES.into(), json!(thread.references));
    let beside = Beside { conversation_id: mail.answers.map(|name| name.conversation_id), state };
    let incoming = Incoming {
        channel: Channel::Email,
        from: mail.from,
        to: found.as_ref().and_then(|route| route.address.clone()),
        route: found,
        text: mail.text,
        media_url: None,
        channel_key: mail.channel_key,
        name: mail.from_name,
        at: app.now(),
    };
    take(app, incoming, beside).await
}

/// The route of the first of these addresses that has one.
async fn route(app: &App, addresses: &[String]) -> Result<Option<InboundRoute>, AppError> {
    for address in addresses {
        let found = inbound_routes::by_address(app.store.reader(), Channel::Email, address).await?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// A letter of ours did not arrive.
async fn came_back(app: &App, bounce: Bounce) -> Result<bool, AppError> {
    let found = dialogue_messages::get(app.store.reader(), bounce.message_id).await?;
    match found {
        Some(message) => reports::note(app, &message, MessageStatus::Undelivered, Some(bounce.reason)).await,
        None => Ok(false),
    }
}

/// The subject of a letter in the dialogue, where the customer wrote one.
pub(super) fn subject(dialogue: &Dialogue) -> Option<String> {
    dialogue.channel_state.get(SUBJECT).and_then(Value::as_str).map(str::to_owned)
}

/// What a letter in the dialogue answers; none where the customer has not written.
pub(super) fn thread(dialogue: &Dialogue) -> Option<Thread> {
    let state = &dialogue.channel_state;
    let in_reply_to = state.get(IN_REPLY_TO).and_then(Value::as_str).map(str::to_owned)?;
    let references = state.get(REFERENCES).and_then(Value::as_array);
    let mut references: Vec<String> =
        references.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    if !references.contains(&in_reply_to) {
        references.push(in_reply_to.clone());
    }
    Some(Thread { in_reply_to: Some(in_reply_to), references })
}
