//! Agents of this server on the telephone.
//!
//! [`VoiceLine`] is the server's way to telephones: it places calls and holds them, and [`keep_answering`] takes those
//! that come in. Between the line (`colloquy-telephone`), recognition and synthesis (`colloquy-speech`) and the agent
//! (`colloquy-agent`) stands one loop for each call, the `session`. It never waits for any of them: frames, words, pieces
//! of an answer and synthesised sentences come to it as they come, and what is written into the database goes through a
//! `pen` that writes in order while the call goes on.
//!
//! - `hearing` is the customer's side: frames in, words out.
//! - `mouth` is the agent's side: sentences in, samples out, and which words were sent for certain.
//! - [`barge`], [`silence`], [`timing`], [`keys`] and `script` are the rules between the two, decided by times and words
//!   alone.
//! - `turn` asks the agent, `end` writes how the call ended and keeps its recording.
//!
//! **What was said is what was heard.** A message of the agent is written down when it was sent, with the words that were;
//! an answer that was interrupted ends where the customer interrupted it, and one of which nothing was heard is none: the
//! customer's words are answered anew, together with those that came after. Fillers and what is said while an action runs
//! are in the recording alone.
//!
//! **Work that has begun is let finish** where breaking it off would cost more: engines lose their process when they are
//! interrupted, and an action that has run has to be written down. An answer without actions is broken off.

pub mod barge;
mod end;
mod hearing;
mod hold;
mod incoming;
pub mod keys;
mod line;
mod mouth;
mod opening;
mod outgoing;
mod pen;
mod script;
mod senses;
mod session;
pub mod silence;
pub mod timing;
mod turn;

pub use self::incoming::keep_answering;
pub use self::line::VoiceLine;
pub use self::senses::{Ears, Senses};
