//! Calls from dialers.
//!
//! A dialer tells of a call in several events, in any order and some of them twice. Each is kept ([`receive`]) for
//! a month; the one that says where the recording is makes a conversation of all that has been told of the call so
//! far, through [`ingest`](crate::ingest). What is told later completes that conversation. The call's id in the
//! dialer is the conversation's external id, so that a repetition finds it.
//!
//! A dialer that knows no credentials sends to the address of a [connection](connections), which has a secret in it.
//!
//! What cannot be taken is refused, and a dialer sends again what was refused. The recording is fetched while the
//! dialer waits; a dialer that hangs up meanwhile does not stop that, and finds the conversation when it comes again.
//! The transaction that keeps the event writes a job for its call, too, which the end of the taking removes: where the
//! request does not get that far, or fails at what may pass, the job does the same a while later.

mod complete;
pub mod connections;
mod receive;
mod signature;
mod sweep;
mod take;
mod turns;

pub use self::receive::{IncomingEvent, Received, events, receive};
pub use self::signature::check as check_signature;
pub use self::sweep::sweep;
pub(crate) use self::take::{may_pass, take_later};
pub(crate) use self::turns::Turns;
