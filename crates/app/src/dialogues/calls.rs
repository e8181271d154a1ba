//! Telephone calls, seen from whoever holds them.
//!
//! A [`Telephone`] speaks with the network; rows are written here. A call of ours is placed by the job of the queue `call`,
//! which holds it from the first ring to the end and keeps its lease so long. Nobody else needs to reach that process: who
//! hangs up from outside gives the row a final status, which the job sees within a second. A process that dies takes its
//! calls with it; they are not placed again. The lease runs out, and whoever claims the job then writes down that the call
//! is over. A call that came in has the same job, which only does the latter, and is put off as long as the call is held
//! ([`stale_calls`]).
//!
//! What is said is written down as it is said ([`heard`], [`said`]). The end ([`ended`]) brings the recording; the dialogue
//! is `processing` until that has a transcript.

use std::time::Duration;

use async_trait::async_trait;
use colloquy_agent::ToolUse;
use colloquy_domain::call::{CallDirection, CallStatus, EndedStatus};
use colloquy_domain::dialogue::{Channel, Dialogue, DialogueStatus};
use colloquy_domain::dialogue_message::DialogueMessage;
use colloquy_domain::inbound_route::InboundRoute;
use colloquy_domain::{ConversationId, Instant, PassageId};
use colloquy_store::{Durability, StoreError, Tx, calls, dialogues, jobs};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::begin;
use super::end::{self, ENDS_AS, End};
use super::new::{AgentOverride, CustomerGiven};
use super::people::{self, Told};
use super::place::Place;
use super::say::{self, Heard};
use super::stale_calls;
use super::turn::use_tools;
use super::write::{Cast, Draft, OurSide, write};
use crate::again::again;
use crate::events::EventDialects;
use crate::ingest::StoredMedia;
use crate::work::WorkError;
use crate::{App, AppError};

/// How much later than it may last a call counts as lost.
pub(super) const SPARE: Duration = Duration::from_secs(60);

/// Member of a dialogue's `channel_state`: that the call was taken up, and is not placed once more.
pub(super) const TAKEN_UP: &str = "taken_up";

/// The way to telephones.
#[async_trait]
pub trait Telephone: Send + Sync {
    /// Name of the first setting without which no call can be placed; none where all are there.
    fn missing(&self) -> Option<String>;

    /// Places the call and holds it until it is over, and writes its end by [`ended`]. Where `cancelled` tells so it
    /// hangs up: somebody ended the dialogue, or this process is about to end, or the call lasts longer than it may. It
    /// hangs up as well where the future is dropped: then somebody else has the job.
    ///
    /// # Errors
    /// The call could not be placed or held. Where the end was not written it is written as failed, for this reason.
    async fn hold(
        &self,
        app: &App,
        dialogue: Dialogue,
        cancelled: CancellationToken,
    ) -> Result<(), WorkError>;
}

/// How a call ended.
#[derive(Debug, Clone)]
pub struct CallResult {
    /// As what.
    pub status: DialogueStatus,
    /// Why, where that needs words.
    pub reason: Option<String>,
    /// Why, in the word that calls of voice agents have for it.
    pub ended_status: Option<EndedStatus>,
    /// When somebody answered: the recording begins there.
    pub answered_at: Option<Instant>,
    /// The recording: the customer on the left channel, the agent on the right one.
    pub recording: Option<StoredMedia>,
}

/// What somebody who calls gets.
#[derive(Debug, Clone)]
pub enum Answer {
    /// This dialogue, which rings.
    Dialogue(Box<Dialogue>),
    /// As many calls go on as may.
    Busy,
    /// Nobody answers there.
    Nobody,
}

/// Something that our agent said on the telephone.
#[derive(Debug, Clone, Default)]
pub struct Utterance {
    /// The words, as far as they were heard.
    pub text: String,
    /// What they rest on.
    pub passage_ids: Vec<PassageId>,
    /// The tools that were used for them.
    pub tool_uses: Vec<ToolUse>,
    /// When the turn began; none for what is no answer.
    pub turn_began_at: Option<Instant>,
    /// Up to this position what the customer said is answered.
    pub answered_to: u64,
}

/// A call that comes in. It is the caller's to hold it, to [say so](stale_calls::keep) meanwhile, and to write its
/// [end](ended).
pub async fn answer(
    app: &App,
    route: &InboundRoute,
    from: Option<&str>,
    name: Option<&str>,
) -> Result<Answer, AppError> {
    let limits = app.speaking.limits;
    again(|| {
        let (dialects, senders, now) = (app.dialects.clone(), app.speaking.senders.clone(), app.now());
        let (route, from, name) = (route.clone(), from.map(str::to_owned), name.map(str::to_owned));
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = match route.channel {
                    Channel::Call => Cast::of_route(tx, &route).await?,
                    _ => None,
                };
                let Some(cast) = found else { return Ok(Answer::Nobody) };
                dialogues::lock_begins(tx, route.workspace_id).await?;
                if begin::calls_are_many(tx, route.workspace_id, limits).await? {
                    return Ok(Answer::Busy);
                }
                let given = CustomerGiven { phone_number: from, ..CustomerGiven::default() };
                let told = Told { given, name, ..Told::default() };
                let customer = people::find(tx, route.workspace_id, told).await?;
                let nothing = AgentOverride::default();
                let mut ours = OurSide::of(Channel::Call, &cast.profile, &nothing, &senders);
                ours.phone = route.address.clone().or(ours.phone);
                let draft = Draft {
                    cast: &cast,
                    channel: Channel::Call,
                    direction: CallDirection::Inbound,
                    status: DialogueStatus::Ringing,
                    given: &nothing,
                    customer: &customer,
                    ours,
                    route_id: Some(route.id),
                    caller: None,
                    access_sha256: None,
                };
                let mut dialogue = write(tx, &dialects, draft, now).await?;
                end::note(&mut dialogue, TAKEN_UP, json!(true));
                dialogues::update(tx, &dialogue).await?;
                let lost_at = stale_calls::lost_at(now);
                jobs::enqueue(tx, vec![super::jobs::call(&dialogue, lost_at)]).await?;
                Ok::<_, AppError>(Answer::Dialogue(Box::new(dialogue)))
            })
        })
    })
    .await
}

/// Notes how far a call is. Says false, and changes nothing, where it cannot get there from where it is: somebody has
/// ended it.
pub async fn advance(app: &App, id: ConversationId, status: DialogueStatus) -> Result<bool, AppError> {
    again(|| {
        let now = app.now();
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let Some(mut dialogue) = dialogues::get_for_update(tx, id).await? else { return Ok(false) };
                if end::is_over(&dialogue) || !dialogue.status.leads_to(status, dialogue.channel) {
                    return Ok(!end::is_over(&dialogue) && dialogue.status == status);
                }
                end::move_to(&mut dialogue, status);
                dialogue.updated_at = now;
                if matches!(status, DialogueStatus::Answer | DialogueStatus::InProgress) {
                    dialogue.started_at.get_or_insert(now);
                    dialogue.heard_at = now;
                }
                dialogues::update(tx, &dialogue).await?;
                if let Some(mut details) = calls::get(tx, id).await? {
                    if status != DialogueStatus::Ringing {
                        details.status = CallStatus::InProgress;
                    }
                    calls::update(tx, &details).await?;
                }
                Ok::<_, AppError>(true)
            })
        })
    })
    .await
}

/// Writes down what the customer said. None where the call is over.
pub async fn heard(
    app: &App,
    id: ConversationId,
    text: &str,
    at: Instant,
) -> Result<Option<DialogueMessage>, AppError> {
    let heard = Heard { text: text.to_owned(), media_url: None, channel_key: None, at };
    again(|| {
        let (heard, now) = (heard.clone(), app.now());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = dialogues::get_for_update(tx, id).await?;
                let Some(mut dialogue) = found.filter(|dialogue| dialogue.ended_at.is_none()) else {
                    return Ok(None);
                };
                let message = say::heard(tx, &mut dialogue, heard, now).await?;
                dialogues::update(tx, &dialogue).await?;
                Ok::<_, AppError>(message)
            })
        })
    })
    .await
}

/// Writes down what our agent said. None where the call is over.
pub async fn said(
    app: &App,
    id: ConversationId,
    utterance: Utterance,
) -> Result<Option<DialogueMessage>, AppError> {
    again(|| {
        let (utterance, now) = (utterance.clone(), app.now());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = dialogues::get_for_update(tx, id).await?;
                let Some(mut dialogue) = found.filter(|dialogue| dialogue.ended_at.is_none()) else {
                    return Ok(None);
                };
                let Utterance { text, passage_ids, tool_uses, turn_began_at, answered_to } = utterance;
                let message = say::said(tx, &mut dialogue, text, passage_ids, now).await?;
                use_tools(tx, &dialogue, &tool_uses, turn_began_at.unwrap_or(now), now).await?;
                dialogue.answered_to = dialogue.answered_to.max(answered_to).min(dialogue.message_count);
                dialogues::update(tx, &dialogue).await?;
                Ok::<_, AppError>(Some(message))
            })
        })
    })
    .await
}

/// Whether a call is to be hung up: somebody ended it, or it is gone.
pub async fn is_over(app: &App, id: ConversationId) -> Result<bool, AppError> {
    let found = dialogues::get_any(app.store.reader(), id).await?;
    Ok(found.is_none_or(|dialogue| end::is_over(&dialogue)))
}

/// Writes the end of a call, once; a second end changes nothing. A final status that somebody gave it before stays.
pub async fn ended(app: &App, id: ConversationId, result: CallResult) -> Result<(), AppError> {
    again(|| {
        let (dialects, result, now) = (app.dialects.clone(), result.clone(), app.now());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move { Ok::<_, AppError>(end_in(tx, &dialects, id, result, now).await?) })
        })
    })
    .await
}

pub(super) async fn end_in(
    tx: &Tx,
    dialects: &EventDialects,
    id: ConversationId,
    result: CallResult,
    now: Instant,
) -> Result<(), StoreError> {
    let Some(Place { conversation, dialogue }) = Place::lock(tx, id).await? else { return Ok(()) };
    if dialogue.ended_at.is_some() {
        return Ok(());
    }
    let was_given = dialogue.status.is_over() && dialogue.status != DialogueStatus::Processing;
    let ends = End {
        status: if was_given { dialogue.status } else { result.status },
        reason: result.reason.filter(|_| !was_given),
        ended_status: result.ended_status,
        answered_at: result.answered_at,
        recording: result.recording,
    };
    end::write(tx, dialects, &conversation, dialogue, ends, now).await.map(|_| ())
}

/// The recording's transcript is there, or will never be: the call is as it ended. The conversation's row is locked.
pub(crate) async fn transcribed(tx: &Tx, id: ConversationId, now: Instant) -> Result<(), StoreError> {
    let Some(mut dialogue) = dialogues::get_for_update(tx, id).await? else { return Ok(()) };
    if dialogue.status != DialogueStatus::Processing {
        return Ok(());
    }
    let ends_as = dialogue.channel_state.get(ENDS_AS).and_then(Value::as_str).and_then(DialogueStatus::parse);
    end::move_to(&mut dialogue, ends_as.unwrap_or(DialogueStatus::Completed));
    dialogue.updated_at = now;
    dialogues::update(tx, &dialogue).await
}
