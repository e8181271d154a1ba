//! What customers write: found or made is the dialogue that it belongs to, and the job that answers it.
//!
//! Everything happens in one transaction under a lock of the customer's address: of two first messages that come in at
//! once the later one finds the dialogue that the earlier one made, and what is delivered twice is one message.

use colloquy_channel::opt_out::{self, Wish};
use colloquy_domain::call::CallDirection;
use colloquy_domain::dialogue::{Channel, Dialogue, DialogueStatus, DoNotContact};
use colloquy_domain::inbound_route::InboundRoute;
use colloquy_domain::phone::{is_e164, normalise, valid_email};
use colloquy_domain::{ConversationId, DialogueMessageId, Instant, WorkspaceId};
use colloquy_store::{
    Durability, StoreError, Tx, conversations, dialogue_messages, dialogues, do_not_contact, jobs,
};
use serde_json::{Map, Value};

use super::end::{self, End};
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
        let workspaces = [found.as_ref().map(|found| found.workspace_id), self.route_workspace()];
        for workspace_id in workspaces.into_iter().flatten() {
            if let Some(arrival) = self.had_come(tx, workspace_id).await? {
                return Ok(arrival);
            }
        }
        if let Some(wish) = self.wish() {
            let workspace_id = workspaces.into_iter().flatten().next();
            let is_heard = match workspace_id {
                Some(workspace_id) => self.heed(tx, workspace_id, wish).await?,
                None => false,
            };
            match found {
                Some(dialogue) if wish == Wish::Stop => return self.opt_out(tx, dialogue).await,
                // "Yes" is an answer where nobody had opted out.
                None if is_heard || wish == Wish::Stop => {
                    return Ok(if workspace_id.is_some() { Arrival::Noted } else { Arrival::Unrouted });
                }
                _ => {}
            }
        }
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

    fn route_workspace(&self) -> Option<WorkspaceId> {
        self.incoming.route.as_ref().map(|route| route.workspace_id)
    }

    /// The dialogue that goes on with this customer, locked.
    async fn find(&self, tx: &Tx) -> Result<Option<Dialogue>, StoreError> {
        let found = match self.named(tx).await? {
            Some(named) => Some(named),
            None => self.find_by_address(tx).await?,
        };
        let Some(found) = found else { return Ok(None) };
        if self.wish() == Some(Wish::Stop) {
            // It will end, for which the conversation is locked first.
            conversations::get_for_update(tx, found.conversation_id).await?;
        }
        let locked = dialogues::get_for_update(tx, found.conversation_id).await?;
        Ok(locked.filter(|dialogue| !end::is_over(dialogue)))
    }

    /// The one that the message names. Whoever has had a letter of ours can name it: only the customer answers it.
    async fn named(&self, tx: &Tx) -> Result<Option<Dialogue>, StoreError> {
        let incoming = &self.incoming;
        let Some(id) = self.beside.conversation_id else { return Ok(None) };
        let named = dialogues::get_any(tx, id).await?;
        Ok(named.filter(|dialogue| {
            let from = Some(incoming.from.as_str());
            let is_customers = [&dialogue.customer_email, &dialogue.customer_phone]
                .into_iter()
                .any(|address| address.as_deref() == from);
            dialogue.channel == incoming.channel && is_customers && !end::is_over(dialogue)
        }))
    }

    async fn find_by_address(&self, tx: &Tx) -> Result<Option<Dialogue>, StoreError> {
        match (self.incoming.channel, self.route_workspace()) {
            (Channel::Email, Some(workspace_id)) => {
                dialogues::find_live_by_email(tx, workspace_id, &self.incoming.from).await
            }
            (Channel::Email, None) | (Channel::Webchat, _) => Ok(None),
            (Channel::Sms | Channel::Whatsapp | Channel::Call, _) => self.find_by_phone(tx).await,
        }
    }

    /// The one between these two numbers; else one in which ours is not known, as the provider chooses it.
    async fn find_by_phone(&self, tx: &Tx) -> Result<Option<Dialogue>, StoreError> {
        let incoming = &self.incoming;
        let (channel, from) = (incoming.channel, incoming.from.as_str());
        let exact = dialogues::find_live_by_phone(tx, channel, from, incoming.to.as_deref()).await?;
        if exact.is_some() || incoming.to.is_none() {
            return Ok(exact);
        }
        let any = dialogues::find_live_by_phone(tx, channel, from, None).await?;
        let may_be_ours = |dialogue: &Dialogue| {
            let own = self.route_workspace();
            dialogue.agent_phone.is_none() && own.is_none_or(|own| own == dialogue.workspace_id)
        };
        Ok(any.filter(may_be_ours))
    }

    /// Where the message is, if it came before.
    async fn had_come(&self, tx: &Tx, workspace_id: WorkspaceId) -> Result<Option<Arrival>, StoreError> {
        let (channel, key) = (self.incoming.channel, &self.incoming.channel_key);
        let known = dialogue_messages::by_channel_key(tx, workspace_id, channel, key).await?;
        Ok(known.map(|message| {
            Arrival::Taken(Taken {
                conversation_id: message.conversation_id,
                message_id: message.id,
                is_new: false,
            })
        }))
    }

    /// What the customer wants of our messages, where this says nothing else.
    fn wish(&self) -> Option<Wish> {
        let has_wishes = matches!(self.incoming.channel, Channel::Sms | Channel::Whatsapp);
        opt_out::wish(&self.incoming.text).filter(|_| has_wishes)
    }

    /// Notes the wish; whether that changed something.
    async fn heed(&self, tx: &Tx, workspace_id: WorkspaceId, wish: Wish) -> Result<bool, StoreError> {
        let address = self.incoming.from.clone();
        match wish {
            Wish::Stop => {
                let reason = Some(format!("opted out by {}", self.incoming.channel.as_str()));
                let entry = DoNotContact { workspace_id, address, reason, created_at: self.now };
                do_not_contact::put(tx, &entry).await
            }
            Wish::Start => do_not_contact::remove(tx, workspace_id, &address).await,
        }
    }

    /// The customer wants no more messages: nobody answers.
    async fn opt_out(&self, tx: &Tx, dialogue: Dialogue) -> Result<Arrival, AppError> {
        let (dialogue, arrival) = self.hear(tx, dialogue).await?;
        let conversation = conversations::get_for_update(tx, dialogue.conversation_id).await?;
        let conversation = conversation.ok_or(StoreError::NotFound("conversation"))?;
        let ends = End::because(DialogueStatus::Closed, "the customer opted out");
        end::write(tx, &self.dialects, &conversation, dialogue, ends, self.now).await?;
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
