//! Fetching mail from a mailbox, by IMAP (RFC 3501).
//!
//! Every now and then a connection is made, the mails that nobody has seen are fetched one after the other, and each is
//! marked as seen once the [`MailHandler`] has taken it. A crash in between brings the mail again, under the same name;
//! so does a second server that looks into the same mailbox. A mail that its handler cannot take stays unseen and is
//! fetched the next time, and holds up none behind it.
//!
//! The client is our own because it needs five commands and bounds on everything that the other side may send: lines,
//! mails, answers. Of a long mail the beginning is fetched, where its text stands.
//!
//! The server is named by the operator. Passwords go over TLS only, except to this very machine.

mod account;
mod error;
mod fetched;
mod poll;
mod response;
mod session;
mod wire;

pub use account::{ImapAccount, ImapSettings};
pub use error::ImapError;
pub use poll::{MailHandler, fetch_once, keep_fetching};

/// So much of a mail is fetched, in bytes: what is said stands at its beginning, attachments behind.
pub const LONGEST_MAIL: usize = 1024 * 1024;
