//! What answers about calls hold.

pub mod body;
mod call;
mod parts;

pub use self::call::{Call, CreatedCall};
pub use self::parts::{
    CallCost, CallTranscript, DeletedCall, DeletedCalls, SentimentRun, SpeakerSentiment, TranscriptEntry,
    TranscriptParticipant,
};
