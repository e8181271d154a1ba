//! From a recording to who said what and when: voice activity, recognition, speakers.
//!
//! Recognition and the voices' models run in engine processes or on an endpoint that the operator named; what
//! is here cuts the audio, asks, and puts the answers together.

mod error;
mod listen;

pub use self::error::SpeechError;
pub use self::listen::{Heard, Listen, ListenRequest, ProgressSink, prepare};
