//! A message and how it is written down.

use lettre::Address;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use time::OffsetDateTime;

use crate::error::MailError;

/// Longest subject, in characters.
const LONGEST_SUBJECT: usize = 200;

/// A message to one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Address of the recipient.
    pub to: String,
    /// Name of the recipient, where known.
    pub to_name: Option<String>,
    /// Subject.
    pub subject: String,
    /// The text for programs that show no HTML.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// The left part of the Message-ID; the same whenever this message is sent. The sender's domain follows.
    pub message_id: String,
    /// The left part of the List-Id, by which recipients sort.
    pub list_id: String,
    /// When it was written.
    pub written_at: OffsetDateTime,
}

/// Whether a message can be sent to this address.
#[must_use]
pub fn is_address(text: &str) -> bool {
    // Addresses beyond ASCII need a server that knows SMTPUTF8, and literals like user@[10.0.0.1] name a machine.
    text.is_ascii() && !text.contains('[') && text.parse::<Address>().is_ok()
}

impl Mail {
    pub(crate) fn write(&self, from: &Mailbox) -> Result<lettre::Message, MailError> {
        let address: Address = self.to.parse().map_err(MailError::unwritable)?;
        let name = self.to_name.as_deref().map(one_line).filter(|name| !name.is_empty());
        let domain = from.email.domain();
        lettre::Message::builder()
            .from(from.clone())
            .to(Mailbox::new(name, address))
            .subject(subject_line(&self.subject))
            .date(self.written_at.into())
            .message_id(Some(format!("<{}@{domain}>", self.message_id)))
            // Nobody's absence note answers a program.
            .raw_header(header("Auto-Submitted", "auto-generated".to_owned()))
            .raw_header(header("X-Auto-Response-Suppress", "All".to_owned()))
            .raw_header(header("List-Id", format!("<{}.{domain}>", self.list_id)))
            .multipart(MultiPart::alternative_plain_html(self.text.clone(), self.html.clone()))
            .map_err(MailError::unwritable)
    }
}

/// A subject as it stands in the header: one line of bounded length.
pub(crate) fn subject_line(text: &str) -> String {
    let mut subject = one_line(text);
    if let Some((cut, _)) = subject.char_indices().nth(LONGEST_SUBJECT) {
        subject.truncate(cut);
        subject.push('…');
    }
    subject
}

pub(crate) fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

/// A text that can stand in a header: control characters and line breaks of every kind become spaces.
fn one_line(text: &str) -> String {
    let is_break = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}');
    text.split(|c: char| is_break(c) || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    fn mail(subject: &str, name: &str) -> String {
        let mail = Mail {
            to: "jonas@customer.example".into(),
            to_name: Some(name.into()),
            subject: subject.into(),
            text: "Hello\n.\nBcc: text@evil.example".into(),
            html: "<p>Hello</p>".into(),
            message_id: "run.1".into(),
            list_id: "workflow-1".into(),
            written_at: datetime!(2026-03-01 12:00 UTC),
        };
        let from: Mailbox = "Acme <calls@acme.example>".parse().unwrap();
        String::from_utf8(mail.write(&from).unwrap().formatted()).unwrap()
    }

    fn headers(message: &str) -> Vec<&str> {
        let head = message.split_once("\r\n\r\n").unwrap().0;
        head.lines().filter(|line| !line.starts_with([' ', '\t'])).collect()
    }

    #[test]
    fn nothing_that_users_write_becomes_a_header() {
        let plain = headers(&mail("Renewal", "Jonas")).len();
        for evil in [
            "Hi\r\nBcc: x@evil.example",
            "Hi\nBcc: x@evil.example",
            "Hi\rBcc: x@evil.example",
            "Hi\u{2028}Bcc: x@evil.example",
            "Hi\0\u{85}Bcc: x",
            "ünïcödé\r\n\r\n<b>body</b>",
        ] {
            for message in [mail(evil, "Jonas"), mail("Renewal", evil)] {
                let found = headers(&message);
                assert_eq!(found.len(), plain, "{found:?}");
                assert!(!found.iter().any(|line| line.to_lowercase().starts_with("bcc")), "{found:?}");
                let to: Vec<&&str> = found.iter().filter(|line| line.starts_with("To:")).collect();
                assert_eq!(to.len(), 1, "{found:?}");
            }
        }
    }

    #[test]
    fn a_message_says_that_a_program_wrote_it_and_keeps_its_id() {
        let message = mail("Renewal", "Jonas");
        for line in [
            "From: \"Acme\" <calls@acme.example>",
            "To: \"Jonas\" <jonas@customer.example>",
            "Subject: Renewal",
            "Message-ID: <run.1@acme.example>",
            "Auto-Submitted: auto-generated",
            "List-Id: <workflow-1.acme.example>",
            "Date: Sun, 01 Mar 2026 12:00:00 +0000",
        ] {
            let bare = line.replace('"', "");
            assert!(
                headers(&message).iter().any(|found| found.replace('"', "") == bare),
                "{line} in {:?}",
                headers(&message)
            );
        }
    }

    #[test]
    fn only_addresses_are_addresses() {
        for good in ["a@b.example", "first.last+tag@sub.b.example"] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@",
            "@b",
            "a b@c.example",
            "a@b.example\r\nBcc: c@d.example",
            "A <a@b.example>",
            "a@b,c@d",
            "ü@b.example",
            "a@[127.0.0.1]",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
