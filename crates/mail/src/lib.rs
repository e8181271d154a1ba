//! Mail: one message to one recipient, handed to the operator's SMTP server. A [`Mail`] is sent by a program about
//! something; a [`Letter`] is one message of a conversation and says which one it answers.
//!
//! The server is named by the operator, so it is no address that [netguard] has to look at. What goes into a message
//! comes from users: headers are built by a library that encodes them, and control characters are taken out first, so
//! that a title cannot become a header.
//!
//! Sending is at least once: a connection that breaks after the last byte leaves open whether the message was taken.
//! The caller gives each message an id that stays the same, by which mail programs know repetitions.
//!
//! [netguard]: https://docs.rs/colloquy-netguard

mod error;
mod letter;
mod message;
mod server;

pub use error::{MailError, SettingsProblem};
pub use letter::{Letter, Posted, is_message_id};
pub use message::{Mail, is_address};
pub use server::{Mailer, SmtpSettings, Taken};
