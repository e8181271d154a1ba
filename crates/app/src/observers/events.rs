//! A call has begun, or has ended.

use serde_json::{Map, Value};
use time::Duration;

use colloquy_domain::call::{
    CallDirection, CallInterface, CallOrigin, CallStatus, ConversationKey, EndedStatus,
};
use colloquy_domain::{ConversationId, Instant};
use colloquy_store::{audio_pieces, calls as stored};

use super::late;
use super::pieces::check_own;
use crate::agents::GivenAgent;
use crate::calls::{self, CallEnd, CallRecording, NewCall, NewCustomer, NewTurn};
use crate::keys::Caller;
use crate::properties::PropertyChange;
use crate::tools::GivenInvocation;
use crate::{App, AppError};

/// How long after the end of a call its recording is put together where no piece is missing. Whoever sends pieces waits
/// for them before it tells of the end; a proxy may have been slower.
const GRACE: Duration = Duration::seconds(2);

/// The same where one is missing: no sender waits longer for an answer.
const GRACE_WITH_GAPS: Duration = Duration::seconds(10);

/// Who tells of a call.
#[derive(Debug, Clone)]
pub struct Observed {
    /// What kind of program.
    pub origin: CallOrigin,
    /// The name under which it tells of the call.
    pub key: ConversationKey,
}

/// A call has begun.
#[derive(Debug, Clone)]
pub struct Beginning {
    /// Other names of the call.
    pub more_keys: Vec<ConversationKey>,
    /// When.
    pub at: Instant,
    /// Who speaks for the workspace.
    pub agent: GivenAgent,
    /// Made to try something out.
    pub is_test: bool,
    /// What nothing else holds.
    pub extra: Map<String, Value>,
}

/// A call has ended.
#[derive(Debug, Clone)]
pub struct Ending {
    /// When it began, where that is told.
    pub started_at: Option<Instant>,
    /// When it ended.
    pub ended_at: Instant,
    /// Why.
    pub ended_status: EndedStatus,
    /// What nothing else holds.
    pub extra: Map<String, Value>,
    /// What was said.
    pub turns: Vec<NewTurn>,
    /// The tools that were used.
    pub tool_invocations: Vec<GivenInvocation>,
    /// Samples a second and channels of the recording whose pieces were sent.
    pub recording: Option<(u32, u16)>,
}

/// Notes that a call has begun; one that is known stays as it is, but for what it lacks where its end came first.
///
/// # Errors
/// [`AppError::NotFound`] where the call was deleted: what is told of it late must not bring it back.
pub async fn began(
    app: &App,
    caller: &Caller,
    observed: &Observed,
    beginning: Beginning,
) -> Result<ConversationId, AppError> {
    let id = match known(app, caller, observed).await? {
        Some(id) => id,
        None => {
            let new = live_call(observed, beginning.clone());
            let (id, is_new) = calls::create_unless_known(app, caller, new, observed.key.clone()).await?;
            if is_new {
                return Ok(id);
            }
            id
        }
    };
    late::add(app, caller, id, beginning).await?;
    Ok(id)
}

/// Notes that a call has ended, which begins its analysis; one that has ended already stays as it is. A call that
/// nothing was told of before is taken in now, with its end.
///
/// # Errors
/// Those of [`began`]; [`AppError::Invalid`] where what was said is more than a call can hold. Then nothing is taken in.
pub async fn ended(
    app: &App,
    caller: &Caller,
    observed: &Observed,
    ending: Ending,
) -> Result<ConversationId, AppError> {
    let recording = match ending.recording {
        Some((sample_rate, channels)) => {
            let not_before = app.now() + grace(app, caller, &observed.key).await?;
            CallRecording::InPieces { key: observed.key.clone(), sample_rate, channels, not_before }
        }
        None => CallRecording::Nothing,
    };
    let id = match known(app, caller, observed).await? {
        Some(id) => id,
        None => {
            let new = ended_call(observed, ending.clone(), recording.clone());
            let (id, is_new) = calls::create_unless_known(app, caller, new, observed.key.clone()).await?;
            if is_new {
                return Ok(id);
            }
            id
        }
    };
    let end = CallEnd {
        started_at: ending.started_at,
        ended_at: Some(ending.ended_at),
        ended_status: Some(ending.ended_status),
        extra: ending.extra,
        turns: ending.turns,
        tool_invocations: ending.tool_invocations,
        recording,
    };
    calls::end(app, caller, id, end).await?;
    Ok(id)
}

async fn known(app: &App, caller: &Caller, observed: &Observed) -> Result<Option<ConversationId>, AppError> {
    let (reader, workspace_id) = (app.store.reader(), caller.workspace_id());
    let found = stored::find_by_key(reader, workspace_id, &observed.key).await?;
    match found {
        Some(id) => check_own(app, caller, id).await?,
        None if audio_pieces::is_key_of_deleted(reader, workspace_id, &observed.key).await? => {
            return Err(AppError::NotFound("call"));
        }
        None => {}
    }
    Ok(found)
}

fn live_call(observed: &Observed, beginning: Beginning) -> NewCall {
    let mut keys = beginning.more_keys;
    keys.insert(0, observed.key.clone());
    NewCall {
        is_test: beginning.is_test,
        extra: beginning.extra.into(),
        keys,
        agents: vec![beginning.agent],
        ..new_call(observed, CallStatus::InProgress, beginning.at)
    }
}

/// Who spoke for the workspace is not told here.
fn ended_call(observed: &Observed, ending: Ending, recording: CallRecording) -> NewCall {
    let started_at = ending.started_at.unwrap_or(ending.ended_at);
    NewCall {
        ended_status: Some(ending.ended_status),
        extra: ending.extra.into(),
        ended_at: Some(ending.ended_at),
        turns: ending.turns,
        tool_invocations: ending.tool_invocations,
        recording,
        ..new_call(observed, CallStatus::Ended, started_at)
    }
}

/// A call with a customer of whom nothing is known. Which way it went and over what is not told: somebody speaks to a
/// program that waits for them.
fn new_call(observed: &Observed, status: CallStatus, started_at: Instant) -> NewCall {
    NewCall {
        origin: observed.origin,
        direction: CallDirection::Inbound,
        interface: CallInterface::Web,
        status,
        ended_status: None,
        is_test: false,
        extra: Value::Object(Map::new()),
        title: None,
        started_at,
        ended_at: None,
        keys: vec![observed.key.clone()],
        agents: Vec::new(),
        customers: vec![NewCustomer::default()],
        turns: Vec::new(),
        tool_invocations: Vec::new(),
        properties: PropertyChange::default(),
        recording: CallRecording::Nothing,
    }
}

/// How long pieces that are on their way are waited for.
async fn grace(app: &App, caller: &Caller, key: &ConversationKey) -> Result<Duration, AppError> {
    let pieces = audio_pieces::list(app.store.reader(), caller.workspace_id(), key).await?;
    let is_whole =
        !pieces.is_empty() && (0..).zip(&pieces).all(|(position, piece)| piece.position == position);
    Ok(if is_whole { GRACE } else { GRACE_WITH_GAPS })
}
