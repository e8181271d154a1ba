//! From a recording to who said what and when: voice activity, recognition, speakers. And for calls that go on:
//! hearing while somebody speaks, and speaking.
//!
//! Recognition and the voices' models run in engine processes or on an endpoint that the operator named; what
//! is here cuts the audio, asks, and puts the answers together.

pub mod assemble;
pub mod diarize;
mod error;
pub mod formats;
mod listen;
mod listener;
pub mod live;
pub mod measure;
mod rate;
pub mod recognise;
pub mod remote;
pub mod segment;
mod sentences;
mod synthesis;
pub mod vad;

pub use self::error::SpeechError;
pub use self::listen::{Heard, Listen, ListenRequest, ProgressSink, prepare};
pub use self::listener::Listener;
pub use self::synthesis::{Speak, Spoken, TELEPHONE_RATE_HZ, Voice, to_telephone};
