//! What a new call brings.

use colloquy_domain::Instant;
use colloquy_domain::call::{
    CallDirection, CallInterface, CallOrigin, CallStatus, ConversationKey, EndedStatus,
};
use serde_json::Value;

use crate::agents::{AgentReference, GivenAgent};
use crate::ingest::StoredMedia;
use crate::properties::PropertyChange;
use crate::tools::GivenInvocation;

/// A call that somebody tells of.
#[derive(Debug, Clone)]
pub struct NewCall {
    /// What told of it.
    pub origin: CallOrigin,
    /// Who called whom.
    pub direction: CallDirection,
    /// Over what.
    pub interface: CallInterface,
    /// How far it is. Only one that is over is analysed.
    pub status: CallStatus,
    /// Why it is over.
    pub ended_status: Option<EndedStatus>,
    /// Made to try something out.
    pub is_test: bool,
    /// What nothing else holds: an object.
    pub extra: Value,
    /// Title; one is found later where none is given.
    pub title: Option<String>,
    /// Start.
    pub started_at: Instant,
    /// End, where it is known by itself; else the recording tells, or the transcript.
    pub ended_at: Option<Instant>,
    /// The names by which it is known elsewhere.
    pub keys: Vec<ConversationKey>,
    /// The agents who take part, found or made.
    pub agents: Vec<GivenAgent>,
    /// The customers who take part.
    pub customers: Vec<NewCustomer>,
    /// What was said; what is said in the recording counts where this is empty.
    pub turns: Vec<NewTurn>,
    /// The tools that were used.
    pub tool_invocations: Vec<GivenInvocation>,
    /// Properties to attach.
    pub properties: PropertyChange,
    /// The recording.
    pub recording: CallRecording,
}

/// A customer, as far as is known of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewCustomer {
    /// Telephone number.
    pub phone: Option<String>,
    /// Name of the voice, by which turns point at it.
    pub label: Option<String>,
}

/// Something that was said. Times are milliseconds from the call's start.
#[derive(Debug, Clone)]
pub struct NewTurn {
    /// What it is called in the request (`transcript[0]`), for errors.
    pub place: String,
    /// Who said it.
    pub by: Speaks,
    /// What.
    pub text: String,
    /// Start.
    pub start_ms: u64,
    /// End, not before the start.
    pub end_ms: u64,
    /// The language, such as `en` or `en-US`.
    pub language: Option<String>,
}

/// Who says something. One that names nobody is the only, else the first of its side.
#[derive(Debug, Clone)]
pub enum Speaks {
    /// An agent of the call.
    Agent(AgentReference),
    /// A customer of the call: what is given must be theirs.
    Customer(NewCustomer),
}

/// Where a call's recording is.
#[derive(Debug, Clone)]
pub enum CallRecording {
    /// There is none, or none yet.
    Nothing,
    /// It stands elsewhere, and is fetched in the background.
    Elsewhere {
        /// Its address.
        url: String,
        /// Address of one with a channel for each side.
        stereo_url: Option<String>,
    },
    /// It is here.
    Here(StoredMedia),
    /// Its [pieces](crate::observers) are put together in the background, not before then.
    InPieces {
        /// The name of the call under which they come.
        key: ConversationKey,
        /// Samples a second.
        sample_rate: u32,
        /// Channels.
        channels: u16,
        /// When those that are on their way should have come.
        not_before: Instant,
    },
}
