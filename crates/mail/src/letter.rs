//! A letter: one message of a conversation that is held by mail.
//!
//! Mail programs put letters into threads by the ids that stand in `In-Reply-To` and `References`. The ids of what
//! the other side wrote come from strangers: what is no id is left out, so that none can become a header.

use lettre::Address;
use lettre::message::{Mailbox, SinglePart};
use time::OffsetDateTime;

use crate::error::MailError;
use crate::message::{header, subject_line};

/// So many ids stand in `References`: the first, by which programs find the thread, and the newest.
const MOST_REFERENCES: usize = 20;

/// Longest id that is repeated, in bytes. RFC 5322 allows lines of 998.
const LONGEST_MESSAGE_ID: usize = 250;

/// A message of a conversation to its other side. It is plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The sender: an address, or a name and an address; none for the one of the settings.
    pub from: Option<String>,
    /// Address of the recipient.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The left part of the Message-ID; the same whenever this letter is sent. The sender's domain follows.
    pub message_id: String,
    /// Message-ID of what it answers, without angle brackets.
    pub in_reply_to: Option<String>,
    /// Message-IDs of what was written before, oldest first, without angle brackets.
    pub references: Vec<String>,
    /// When it was written.
    pub written_at: OffsetDateTime,
}

/// A letter that the server took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// Its Message-ID, without angle brackets.
    pub message_id: String,
}

/// Whether a text can stand between the angle brackets of a Message-ID.
#[must_use]
pub fn is_message_id(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_graphic() && !b"<>()\"\\,;".contains(&byte);
    text.len() <= LONGEST_MESSAGE_ID
        && text.bytes().all(is_part)
        && text.split_once('@').is_some_and(|(left, right)| !left.is_empty() && !right.is_empty())
}

impl Letter {
    /// The message and its Message-ID.
    pub(crate) fn write(&self, usual_sender: &Mailbox) -> Result<(lettre::Message, String), MailError> {
        let from = match &self.from {
            Some(text) => text.parse::<Mailbox>().map_err(|error| {
                MailError::unwritable(format!("its sender is no address that mail can come from: {error}"))
            })?,
            None => usual_sender.clone(),
        };
        let to: Address = self.to.parse().map_err(MailError::unwritable)?;
        let message_id = format!("{}@{}", self.message_id, from.email.domain());
        let mut builder = lettre::Message::builder()
            .from(from)
            .to(Mailbox::new(None, to))
            .subject(subject_line(&self.subject))
            .date(self.written_at.into())
            .message_id(Some(format!("<{message_id}>")))
            // Nobody's absence note answers a program; reports of failed delivery are welcome.
            .raw_header(header("Auto-Submitted", self.submission().to_owned()))
            .raw_header(header("X-Auto-Response-Suppress", "OOF, AutoReply".to_owned()));
        if let Some(answered) = self.answered() {
            builder = builder.in_reply_to(format!("<{answered}>"));
        }
        let thread = self.thread();
        if !thread.is_empty() {
            let ids: Vec<String> = thread.into_iter().map(|id| format!("<{id}>")).collect();
            builder = builder.references(ids.join(" "));
        }
        let message =
            builder.singlepart(SinglePart::plain(self.text.clone())).map_err(MailError::unwritable)?;
        Ok((message, message_id))
    }

    /// By RFC 3834: what answers somebody, and what begins.
    fn submission(&self) -> &'static str {
        if self.in_reply_to.is_some() { "auto-replied" } else { "auto-generated" }
    }

    fn answered(&self) -> Option<&str> {
        self.in_reply_to.as_deref().filter(|id| is_message_id(id))
    }

    /// What came before, and at the end what it answers.
    fn thread(&self) -> Vec<&str> {
        let mut thread: Vec<&str> = Vec::new();
        for id in self.references.iter().map(String::as_str).filter(|id| is_message_id(id)) {
            if !thread.contains(&id) {
                thread.push(id);
            }
        }
        if let Some(answered) = self.answered() {
            thread.retain(|id| *id != answered);
            thread.push(answered);
        }
        let too_many = thread.len().saturating_sub(MOST_REFERENCES);
        if too_many > 0 {
            thread.drain(1..=too_many);
        }
        thread
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    fn letter() -> Letter {
        Letter {
            from: None,
            to: "jonas@customer.example".into(),
            subject: "Re: Order 17".into(),
            text: "Hello\nGrüße".into(),
            message_id: "m.c".into(),
            in_reply_to: None,
            references: Vec::new(),
            written_at: datetime!(2026-03-01 12:00 UTC),
        }
    }

    /// Headers, unfolded.
    fn headers(letter: &Letter) -> Vec<String> {
        let usual: Mailbox = "Acme <calls@acme.example>".parse().unwrap();
        let message = String::from_utf8(letter.write(&usual).unwrap().0.formatted()).unwrap();
        let head = message.split_once("\r\n\r\n").unwrap().0.replace("\r\n ", " ");
        head.split("\r\n").map(str::to_owned).collect()
    }

    fn value(letter: &Letter, name: &str) -> Option<String> {
        let prefix = format!("{name}: ");
        headers(letter).iter().find_map(|line| line.strip_prefix(&prefix)).map(str::to_owned)
    }

    #[test]
    fn a_letter_stands_in_its_thread() {
        let first = letter();
        assert_eq!(value(&first, "Message-ID").unwrap(), "<m.c@acme.example>");
        assert_eq!(value(&first, "Auto-Submitted").unwrap(), "auto-generated");
        assert_eq!((value(&first, "In-Reply-To"), value(&first, "References")), (None, None));

        let answer = Letter {
            from: Some("Maya <help@shop.example>".into()),
            in_reply_to: Some("2@customer.example".into()),
            references: vec!["1@acme.example".into(), "2@customer.example".into()],
            ..letter()
        };
        assert_eq!(value(&answer, "Message-ID").unwrap(), "<m.c@shop.example>");
        assert_eq!(value(&answer, "From").unwrap().replace('"', ""), "Maya <help@shop.example>");
        assert_eq!(value(&answer, "In-Reply-To").unwrap(), "<2@customer.example>");
        assert_eq!(value(&answer, "References").unwrap(), "<1@acme.example> <2@customer.example>");
        assert_eq!(value(&answer, "Auto-Submitted").unwrap(), "auto-replied");
    }

    #[test]
    fn ids_of_strangers_become_no_headers() {
        let plain = headers(&Letter { in_reply_to: Some("a@b".into()), ..letter() }).len();
        for evil in ["a@b>\r\nBcc: x@evil.example", "a@b\nBcc: c", "a b@c", "", "a@", "@b", "ü@b", "a@b,<c@d"]
        {
            assert!(!is_message_id(evil), "{evil}");
            let answer = Letter { in_reply_to: Some(evil.into()), references: vec![evil.into()], ..letter() };
            assert_eq!(headers(&answer).len(), plain - 2, "{evil}");
        }
        assert!(!is_message_id(&format!("{}@b", "a".repeat(250))));
        assert!(is_message_id("CAF+x=_y.z@mail.gmail.com") && is_message_id("x@[10.0.0.1]"));
    }

    #[test]
    fn a_long_thread_keeps_its_first_and_its_newest() {
        let references = (0..50).map(|number| format!("{number}@a.example")).collect();
        let answer = Letter { references, in_reply_to: Some("last@a.example".into()), ..letter() };
        let thread = answer.thread();
        assert_eq!(thread.len(), MOST_REFERENCES);
        assert_eq!((thread[0], thread[1]), ("0@a.example", "32@a.example"));
        assert_eq!(thread[MOST_REFERENCES - 1], "last@a.example");
    }

    #[test]
    fn a_sender_that_is_none_is_said() {
        let error = Letter { from: Some("nobody".into()), ..letter() }
            .write(&"calls@acme.example".parse().unwrap())
            .unwrap_err();
        assert!(error.to_string().contains("sender"), "{error}");
    }
}
