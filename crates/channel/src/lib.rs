//! By what dialogues are held in writing: short messages, WhatsApp, e-mail. Each channel stands behind one trait,
//! [`TextChannel`]; what knows a provider's wire is here, and nothing here knows a dialogue's rules or a table.
//!
//! **Out.** [`Channels`] has a driver for each channel. A driver that is not configured says which setting is missing.
//! It hands over one message and says how far that got; an error says whether trying again makes sense. Nothing here
//! tries again by itself: whoever calls keeps a row for each message and the schedule. Sending is at least once: where
//! a connection breaks after the last byte, nobody knows whether the provider took the message.
//!
//! **In.** Twilio posts what comes in and how far messages got to addresses of the server: [`twilio`] checks the
//! signature and reads the forms. E-mail is fetched: [`imap`] looks into a mailbox, [`email`] reads what lies there.
//! A mail is marked as seen only after its handler has taken it, so that a crash in between brings it again, under the
//! same name. Everything that comes in is written by strangers: it is bounded and cleaned before it is passed on.
//!
//! Webchats have no driver: their messages are read where they are stored. Calls have none either; [`Channels`] only
//! knows what is missing for them.

mod channels;
pub mod email;
pub mod imap;
pub mod opt_out;
mod outgoing;
mod text;
pub mod twilio;

pub use channels::{ChannelSettings, Channels};
pub use outgoing::{Outgoing, SendError, Sent, TextChannel, Thread};
