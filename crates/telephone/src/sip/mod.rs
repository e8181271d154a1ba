//! SIP (RFC 3261), as much of it as a telephone needs.
//!
//! [`message`], [`header`], [`uri`] and [`framing`] know how it is written; [`wire`] sends and receives on UDP and TCP;
//! [`station`] takes what comes in to whom it is for; [`client`] and [`server`] are the two ends of a request, and repeat
//! what may have been lost; [`dialog`] is what two telephones have once a call is answered; [`digest`] answers
//! challenges; [`trust`] says who may begin something, and [`transactions`] keeps room for the server whoever else comes.
//!
//! Not here: TLS, SRV records, reliable provisional answers, session timers, forking beyond "hang up on the second
//! one that answers". Who asks for one of these is told so by SIP's own means.

pub(crate) mod client;
pub(crate) mod dialog;
pub(crate) mod digest;
mod framing;
pub(crate) mod header;
pub(crate) mod message;
mod own_address;
pub(crate) mod server;
pub(crate) mod station;
mod transactions;
pub(crate) mod trust;
pub(crate) mod uri;
pub(crate) mod wire;

use std::time::Duration;

/// The time that a message and its answer are thought to need.
pub(crate) const T1: Duration = Duration::from_millis(500);
/// The longest time between two repetitions.
pub(crate) const T2: Duration = Duration::from_secs(4);
/// How long something is repeated, or waited for: 64 times T1.
pub(crate) const GIVE_UP_AFTER: Duration = Duration::from_secs(32);
/// What we understand.
pub(crate) const ALLOW: &str = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO";
/// Who we say we are.
pub(crate) const USER_AGENT: &str = "colloquy";

/// 128 random bits in hexadecimal: tags, branches and call ids that nobody guesses.
pub(crate) fn random_word() -> String {
    format!("{:032x}", rand::random::<u128>())
}
