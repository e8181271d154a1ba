//! Chats on web pages, seen from the visitor.
//!
//! Whoever opens a chat gets a word that lets in, and nobody else has it: only its SHA-256 is kept. What the visitor says
//! carries a name of the browser's own, so that a browser that does not know whether it was heard says it once more.

use colloquy_domain::call::CallDirection;
use colloquy_domain::dialogue::{Channel, Dialogue, DialogueStatus};
use colloquy_domain::dialogue_message::{DialogueMessage, LONGEST_CONTENT, MessageStatus, Sender};
use colloquy_domain::inbound_route::InboundRoute;
use colloquy_domain::{ConversationId, Instant};
use colloquy_store::{Durability, StoreError, Tx, conversations, dialogue_messages, dialogues, jobs};

use super::begin;
use super::end::{self, End};
use super::jobs::reply as reply_job;
use super::new::{AgentOverride, Created, CustomerGiven};
use super::people::{self, Told};
use super::say::{self, Heard};
use super::write::{Cast, Draft, OurSide, write};
use crate::again::again;
use crate::{App, AppError, keys};

/// Longest name that a browser gives to what its visitor says, in characters.
pub const LONGEST_CLIENT_ID: usize = 64;

/// Messages of a chat, after which it takes no more: they are read together.
const MOST_MESSAGES: u64 = 5_000;

/// Says nothing about whether there ever was such a chat.
const NOT_LET_IN: AppError = AppError::Unauthorized("the access word opens no chat");

/// What a page knows of its visitor.
#[derive(Debug, Clone, Default)]
pub struct Visitor {
    /// Name.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
}

/// A new word that lets a visitor in.
pub(super) fn new_access() -> String {
    keys::random_text()
}

/// What is kept of it.
pub(super) fn access_sha256(access: &str) -> String {
    keys::sha256(access).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Opens a chat for a visitor, with the agent's first words where it speaks first.
///
/// # Errors
/// [`AppError::NotFound`] where the route is no webchat's, or nobody answers there.
pub async fn open(app: &App, route: &InboundRoute, visitor: Visitor) -> Result<Created, AppError> {
    let access = new_access();
    let access_sha256 = access_sha256(&access);
    let dialogue = again(|| {
        let (dialects, senders, now) = (app.dialects.clone(), app.speaking.senders.clone(), app.now());
        let (route, visitor, access_sha256) = (route.clone(), visitor.clone(), access_sha256.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = match route.channel {
                    Channel::Webchat => Cast::of_route(tx, &route).await?,
                    _ => None,
                };
                let cast = found.ok_or(AppError::NotFound("inbound route"))?;
                let given = CustomerGiven { language: visitor.language, ..CustomerGiven::default() };
                let told = Told { given, name: visitor.name, phone: None, email: visitor.email };
                let customer = people::find(tx, route.workspace_id, told).await?.claimed();
                let nothing = AgentOverride::default();
                let draft = Draft {
                    cast: &cast,
                    channel: Channel::Webchat,
                    direction: CallDirection::Inbound,
                    status: DialogueStatus::Open,
                    given: &nothing,
                    customer: &customer,
                    ours: OurSide::of(Channel::Webchat, &cast.profile, &nothing, &senders),
                    route_id: Some(route.id),
                    caller: None,
                    access_sha256: Some(access_sha256),
                };
                let mut dialogue = write(tx, &dialects, draft, now).await?;
                begin::open(tx, &mut dialogue, now).await?;
                Ok::<_, AppError>(dialogue)
            })
        })
    })
    .await?;
    Ok(Created { dialogue, is_held: false, access: Some(access) })
}

/// The chat that the word opens, also where it is over.
///
/// # Errors
/// [`AppError::Unauthorized`] where it opens none.
pub async fn join(app: &App, access: &str) -> Result<Dialogue, AppError> {
    let found = dialogues::by_access(app.store.reader(), &access_sha256(access)).await?;
    found.filter(|dialogue| dialogue.channel == Channel::Webchat).ok_or(NOT_LET_IN)
}

/// Keeps what the visitor says, and has it answered. `client_id` is the browser's name for it: said again under that name
/// it is the same message, which is returned.
///
/// # Errors
/// [`AppError::Unauthorized`] where the word opens no chat; [`AppError::Conflict`] where the chat is over;
/// [`AppError::Invalid`] where the text is empty or too long, or the name is.
pub async fn say(app: &App, access: &str, client_id: &str, text: &str) -> Result<DialogueMessage, AppError> {
    if !(1..=LONGEST_CLIENT_ID).contains(&client_id.chars().count()) || client_id.contains('\0') {
        let message = format!("client_id must have 1 to {LONGEST_CLIENT_ID} characters");
        return Err(AppError::invalid("client_id", "invalid_length", message));
    }
    if text.trim().is_empty() || text.chars().count() > LONGEST_CONTENT {
        let message = format!("text must have 1 to {LONGEST_CONTENT} characters");
        return Err(AppError::invalid("text", "invalid_length", message));
    }
    let seen = join(app, access).await?;
    let (workspace_id, id) = (seen.workspace_id, seen.conversation_id);
    let key = format!("{id}:{client_id}");
    again(|| {
        let (key, text, now) = (key.clone(), text.to_owned(), app.now());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let mut dialogue = dialogues::get_for_update(tx, id).await?.ok_or(NOT_LET_IN)?;
                let channel = Channel::Webchat;
                if let Some(known) =
                    dialogue_messages::by_channel_key(tx, workspace_id, channel, &key).await?
                {
                    return Ok(known);
                }
                if end::is_over(&dialogue) {
                    return Err(AppError::Conflict("the chat is over".into()));
                }
                if dialogue.message_count >= MOST_MESSAGES {
                    return Err(AppError::Conflict("the chat is full".into()));
                }
                let heard = Heard { text, media_url: None, channel_key: Some(key), at: now };
                let message = say::heard(tx, &mut dialogue, heard, now).await?;
                let message =
                    message.ok_or_else(|| StoreError::GaveWay("it was said twice at once".into()))?;
                dialogue.updated_at = now;
                dialogues::update(tx, &dialogue).await?;
                jobs::enqueue(tx, vec![reply_job(&dialogue, now)]).await?;
                Ok(message)
            })
        })
    })
    .await
}

/// Ends the chat for the visitor. One that is over stays as it is.
///
/// # Errors
/// [`AppError::Unauthorized`] where the word opens no chat.
pub async fn close(app: &App, access: &str) -> Result<(), AppError> {
    let id = join(app, access).await?.conversation_id;
    again(|| {
        let (dialects, now) = (app.dialects.clone(), app.now());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let conversation = conversations::get_for_update(tx, id).await?;
                let dialogue = dialogues::get_for_update(tx, id).await?;
                let (Some(conversation), Some(dialogue)) = (conversation, dialogue) else { return Ok(()) };
                if !end::is_over(&dialogue) {
                    let ends = End::because(DialogueStatus::Closed, "the visitor closed the chat");
                    end::write(tx, &dialects, &conversation, dialogue, ends, now).await?;
                }
                Ok::<_, AppError>(())
            })
        })
    })
    .await
}

/// Notes that the visitor's browser has what our agent said up to that position.
pub async fn delivered(app: &App, id: ConversationId, position: u64) -> Result<(), AppError> {
    reached(app, id, position, MessageStatus::Delivered).await
}

/// Notes that the visitor has seen what our agent said up to that position.
pub async fn seen(app: &App, id: ConversationId, position: u64) -> Result<(), AppError> {
    reached(app, id, position, MessageStatus::Read).await
}

async fn reached(
    app: &App,
    id: ConversationId,
    position: u64,
    status: MessageStatus,
) -> Result<(), AppError> {
    let is_news = |message: &DialogueMessage| {
        message.sender == Sender::Agent && message.position <= position && message.status.leads_to(status)
    };
    // Mostly there is nothing to write: browsers tell of everything that they have whenever they come back.
    if !dialogue_messages::list(app.store.reader(), id).await?.iter().any(is_news) {
        return Ok(());
    }
    let now = app.now();
    let written = app.store.write(Durability::Relaxed, move |tx| {
        Box::pin(async move { move_on(tx, id, position, status, now).await })
    });
    Ok(written.await?)
}

async fn move_on(
    tx: &Tx,
    id: ConversationId,
    position: u64,
    status: MessageStatus,
    now: Instant,
) -> Result<(), StoreError> {
    if dialogues::get_for_update(tx, id).await?.is_none_or(|dialogue| dialogue.channel != Channel::Webchat) {
        return Ok(());
    }
    for mut message in dialogue_messages::list(tx, id).await? {
        let is_ours = message.sender == Sender::Agent && message.position <= position;
        if is_ours && message.status.leads_to(status) {
            message.status = status;
            message.updated_at = now;
            dialogue_messages::update(tx, &message).await?;
        }
    }
    Ok(())
}
