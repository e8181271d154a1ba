//! Dialogues: conversations that agents of this server hold.
//!
//! A dialogue *is* a conversation, with the same id. It is made in one transaction with everything that a conversation
//! has (`write`), whoever begins it: a client ([`create()`]), somebody who writes to one of our addresses
//! ([`incoming()`]), a visitor of a page ([`webchat`]) or a caller ([`calls`]).
//!
//! **While it goes on messages are rows.** Who writes one holds the lock of the dialogue's row, so that positions have no
//! gaps. What comes in and the job that answers it (`turn`) are one transaction, and only after its commit is it
//! acknowledged to the channel; what comes in twice under one name of the channel's is one message. What our side says is
//! written as queued, in the transaction of the turn that says it, with the job that hands it over (`send`); jobs of one
//! dialogue follow each other, so that messages go out in their order. A webchat hands over nothing: visitors read rows.
//!
//! **A turn answers what it has read.** `answered_to` is the position of the last message that the turn saw. What the
//! customer said meanwhile is answered by the next turn, whose job is written by the transaction that ends this one: the
//! dialogue's lock makes sure that either the incoming message or the turn sees the other.
//!
//! **Locks** are taken in one order: conversation, dialogue, job (`place`). Who hears or ends something writes and withdraws
//! jobs while it holds the dialogue; a worker that held its job and waited for the dialogue would wait for ever.
//!
//! **When it is over** (`end`) one transaction writes what was said as the transcript and the job that analyses it. A
//! telephone call has a recording instead, and is `processing` until its transcript is there.
//!
//! Whoever sends is held back by caps for each workspace and by its do-not-contact list (`begin`, `send`). Customers put
//! themselves there, and take themselves off ([`incoming()`]).

mod begin;
mod brief;
pub mod calls;
pub mod change;
mod channels;
pub mod create;
mod end;
mod facts;
mod hold;
mod idle;
pub mod incoming;
mod jobs;
pub mod mail;
pub mod new;
mod pages;
mod people;
mod place;
pub mod read;
pub mod reports;
mod say;
mod send;
pub mod stale_calls;
mod sweep;
pub mod test_chat;
mod transcript;
mod turn;
pub mod twilio;
pub mod watch;
pub mod webchat;
mod write;

pub(crate) use self::begin::run as begin;
pub(crate) use self::calls::transcribed;
pub use self::calls::{CallResult, Telephone};
pub use self::change::{DialogueChange, change};
pub use self::channels::channels;
pub use self::create::create;
pub(crate) use self::hold::run as hold_call;
pub(crate) use self::idle::run as idle;
pub use self::incoming::{Arrival, Incoming, Taken, incoming};
pub use self::new::{AgentOverride, Created, CustomValue, CustomerGiven, NewDialogue};
pub use self::pages::{WalkFilter, page};
pub use self::read::{DialogueShown, get, list};
pub use self::reports::reports;
pub(crate) use self::send::run as send;
pub(crate) use self::sweep::sweep;
pub use self::turn::Situation;
pub(crate) use self::turn::{give_up as give_up_reply, run as reply, seen};

use time::Duration;

/// Silence of a visitor after which a webchat is stalled.
const WEBCHAT_STALLS: Duration = Duration::minutes(5);

/// Silence of a visitor after which a webchat is over.
const WEBCHAT_EXPIRES: Duration = Duration::hours(24);

/// Silence of the customer after which a dialogue by messages is over.
const MESSAGES_EXPIRE: Duration = Duration::hours(72);

/// Time between two looks whether a dialogue that is held back may begin, and is next.
const HELD: Duration = Duration::SECOND;

/// Why a dialogue ends with somebody who must not be written to or called.
const DO_NOT_CONTACT: &str = "the customer is on the do-not-contact list";
