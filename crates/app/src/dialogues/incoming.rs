//! What customers write: found or made is the dialogue that it belongs to (`find`), and the job that answers it. Some say
//! that they want no more messages, or want them again (`wishes`).
//!
//! Everything happens in one transaction under a lock of the customer's address: of two first messages that come in at
//! once the later one finds the dialogue that the earlier one made, and what is delivered twice is one message.

mod find;
mod wishes;

use colloquy_domain::call::CallDirection;
use colloquy_domain::dialogue::{Channel, Dialogue, DialogueStatus};
use colloquy_domain::inbound_route::InboundRoute;
use colloquy_domain::phone::{is_e164, normalise, valid_email};
use colloquy_domain::{ConversationId, DialogueMessageId, Instant};
use colloquy_store::{Durability, StoreError, Tx, dialogues, jobs};
use serde_json::{Map, Value};

use self::wishes::Heeded;
use super::end;
use super::jobs::reply as reply_job;
use super::new::{AgentOverride, CustomerGiven};
use super::people::{self, Told};
use super::say::{self, Heard};
use super::write::{Cast, Draft, OurSide, write};
use crate::again::again;
use crate::app::Senders;
use crate::events::EventDialects;
use crate::{App, AppError};

/// A message of a customer's.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// By what.
    pub channel: Channel,
    /// The customer's number or address.
    pub from: String,
    /// Ours, where it is known.
    pub to: Option<String>,
    /// Who answers where this begins a dialogue.
    pub route: Option<InboundRoute>,
    /// The words.
    pub text: String,
    /// Address of a picture or file that came along.
    pub media_url: Option<String>,
    /// Name by which the channel knows it: what comes twice under one name is one message.
    pub channel_key: String,
    /// The customer's name, as the channel tells it.
    pub name: Option<String>,
    /// When it was written.
    pub at: Instant,
}

/// Where a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// The dialogue.
    pub conversation_id: ConversationId,
    /// The message.
    pub message_id: DialogueMessageId,
    /// False where it had come before: then nothing was changed.
    pub is_new: bool,
}

/// What became of what came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// It is in a dialogue, and will be answered where it is to be.
    Taken(Taken),
    /// A wish to get no more messages, or to get them again, of somebody with whom there is no dialogue: it is noted.
    Noted,
    /// There is no dialogue that it belongs to, and nobody answers at that address. It is kept nowhere.
    Unrouted,
}

/// What only the channel knows of a message.
#[derive(Debug, Clone, Default)]
pub(super) struct Beside {
    /// The dialogue that it names.
    pub conversation_id: Option<ConversationId>,
    /// What the dialogue is to keep for its channel: members.
    pub state: Map<String, Value>,
}

/// Takes a message in. When this returns without error it is kept, and may be acknowledged to the channel.
pub async fn incoming(app: &App, incoming: Incoming) -> Result<Arrival, AppError> {
    take(app, incoming, Beside::default()).await
}

/// The same with what only the channel knows.
pub(super) async fn take(app: &App, mut incoming: Incoming, beside: Beside) -> Result<Arrival, AppError> {
    let spelled: fn(&str) -> Option<String> =
        if incoming.channel == Channel::Email { valid_email } else { normalise };
    // Behind a short code is a program.
    let is_person = |from: &String| incoming.channel == Channel::Email || is_e164(from);
    let from = spelled(&incoming.from).filter(is_person);
    let to = incoming.to.as_deref().and_then(spelled);
    let Some(from) = from else { return Ok(Arrival::Unrouted) };
    (incoming.from, incoming.to) = (from, to);
    again(|| {
        let (dialects, senders) = (app.dialects.clone(), app.speaking.senders.clone());
        let taking =
            Taking { dialects, senders, incoming: incoming.clone(), beside: beside.clone(), now: app.now() };
        app.store.write(Durability::Full, move |tx| Box::pin(async move { taking.run(tx).await }))
    })
    .await
}

struct Taking {
    dialects: EventDialects,
    senders: Senders,
    incoming: Incoming,
    beside: Beside,
    now: Instant,
}

impl Taking {
    async fn run(self, tx: &Tx) -> Result<Arrival, AppError> {
        let incoming = &self.incoming;
        dialogues::lock_customer(tx, incoming.channel, &incoming.from).await?;
        let found = self.find(tx).await?;
        let owners = self.owners(tx, found.as_ref()).await?;
        for workspace_id in &owners {
            if let Some(arrival) = self.had_come(tx, *workspace_id).await? {
                return Ok(arrival);
            }
        }
        let Some(wish) = self.wish() else { return self.answer(tx, found).await };
        let noted = if owners.is_empty() { Arrival::Unrouted } else { Arrival::Noted };
        match (self.heed(tx, &owners, wish).await?, found) {
            (Heeded::Stopped, Some(dialogue)) => self.opt_out(tx, dialogue).await,
            (Heeded::Before, _) | (Heeded::Stopped | Heeded::Started, None) => Ok(noted),
            // "Yes" is an answer where nobody had opted out, and where a dialogue goes on.
            (Heeded::Started | Heeded::Nothing, found) => self.answer(tx, found).await,
        }
    }

    /// Has it answered: in the dialogue that was found, else in a new one.
    async fn answer(&self, tx: &Tx, found: Option<Dialogue>) -> Result<Arrival, AppError> {
        let dialogue = match found {
            Some(dialogue) => dialogue,
            None => match self.begin(tx).await? {
                Some(dialogue) => dialogue,
                None => return Ok(Arrival::Unrouted),
            },
        };
        let (dialogue, arrival) = self.hear(tx, dialogue).await?;
        jobs::enqueue(tx, vec![reply_job(&dialogue, self.now)]).await?;
        Ok(arrival)
    }

    /// A dialogue that the customer begins; none where nobody answers.
    async fn begin(&self, tx: &Tx) -> Result<Option<Dialogue>, AppError> {
        let incoming = &self.incoming;
        let Some(route) = incoming.route.as_ref().filter(|route| route.channel == incoming.channel) else {
            return Ok(None);
        };
        let Some(cast) = Cast::of_route(tx, route).await? else { return Ok(None) };
        let is_mail = incoming.channel == Channel::Email;
        let given = CustomerGiven {
            phone_number: Some(incoming.from.clone()).filter(|_| !is_mail),
            email: Some(incoming.from.clone()).filter(|_| is_mail),
            ..CustomerGiven::default()
        };
        let told = Told { given, name: incoming.name.clone(), ..Told::default() };
        let customer = people::find(tx, route.workspace_id, told).await?;
        let nothing = AgentOverride::default();
        let mut ours = OurSide::of(incoming.channel, &cast.profile, &nothing, &self.senders);
        // Answers come from where the customer wrote to.
        let own = incoming.to.clone().or_else(|| route.address.clone());
        if is_mail {
            ours.email = own.or(ours.email);
        } else {
            ours.phone = own.or(ours.phone);
        }
        let draft = Draft {
            cast: &cast,
            channel: incoming.channel,
            direction: CallDirection::Inbound,
            status: DialogueStatus::Open,
            given: &nothing,
            customer: &customer,
            ours,
            route_id: Some(route.id),
            caller: None,
            access_sha256: None,
        };
        Ok(Some(write(tx, &self.dialects, draft, self.now).await?))
    }

    async fn hear(&self, tx: &Tx, mut dialogue: Dialogue) -> Result<(Dialogue, Arrival), AppError> {
        let incoming = &self.incoming;
        let heard = Heard {
            text: incoming.text.clone(),
            media_url: incoming.media_url.clone(),
            channel_key: Some(incoming.channel_key.clone()),
            at: incoming.at,
        };
        let message = say::heard(tx, &mut dialogue, heard, self.now).await?;
        // Another transaction wrote it at this moment: the next attempt finds it.
        let message = message.ok_or_else(|| StoreError::GaveWay("the message came twice at once".into()))?;
        for (name, value) in &self.beside.state {
            end::note(&mut dialogue, name, value.clone());
        }
        dialogue.updated_at = self.now;
        dialogues::update(tx, &dialogue).await?;
        let conversation_id = dialogue.conversation_id;
        let taken = Taken { conversation_id, message_id: message.id, is_new: true };
        Ok((dialogue, Arrival::Taken(taken)))
    }
}
