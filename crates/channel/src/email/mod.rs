//! E-mail: letters that go out by the operator's mail server, and mail that is read from a mailbox.
//!
//! A letter's Message-ID names message and dialogue ([`MessageName`]). Mail programs repeat it in what answers the
//! letter, so that an answer is found by the dialogue it names, whatever became of the subject. Whoever has had a
//! letter knows its id: it says what is answered, and not who answers.
//!
//! Two programs that answer each other would never stop. So mail that no person wrote is not passed on as such:
//! [`read`] tells letters of people from reports of failed delivery and from everything else.

mod content;
mod failed;
mod html;
mod inbound;
mod limits;
mod loops;
mod name;
mod out;
mod quoted;

pub use failed::Bounce;
pub use inbound::{Arrived, IncomingMail, read};
pub use name::MessageName;
pub use out::EmailChannel;
pub use quoted::without_quotes;
