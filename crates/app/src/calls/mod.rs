//! Calls of voice agents: conversations between programs and customers.
//!
//! A call is a conversation with a few things more: who called whom over what, how far the call itself is, the agents
//! behind its participants, the names by which it is known elsewhere. [`create()`] takes in a call that is over, or one
//! that has just begun (its status says which); [`end`] ends one that goes on. Whatever is wrong with what came
//! along leaves nothing behind: no call, no agent, no endpoint.
//!
//! What is to be done for a call that is over is called its [`analysis`]: the recording, which is fetched in the
//! background where it stands elsewhere, the transcript, the insights. Its end is told once.
//!
//! Every conversation that is spoken can be read as a call, whichever way it came in.

pub(crate) mod analysis;
pub mod channels;
mod create;
mod delete;
mod end;
mod list;
mod new;
mod people;
pub(crate) mod title;
mod transcript;
mod view;

pub(crate) use self::create::fetch_job;
pub use self::create::{create, create_unless_known};
pub use self::delete::{Deleted, delete, delete_many};
pub use self::end::{CallEnd, end};
pub use self::list::{CallPage, list, place_of};
pub use self::new::{CallRecording, NewCall, NewCustomer, NewTurn, Speaks};
pub(crate) use self::people::agent as agent_participant;
pub(crate) use self::transcript::name as name_voice;
pub(crate) use self::view::to_change;
pub use self::view::{Call, conversation, get, get_own};
