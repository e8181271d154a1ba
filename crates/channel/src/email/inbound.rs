//! Reading a mail as it lies in a mailbox.

use colloquy_domain::dialogue_message::LONGEST_CONTENT;
use colloquy_domain::phone;
use colloquy_mail::{is_address, is_message_id};
use mailparse::{MailAddr, MailHeaderMap, ParsedMail};

use super::failed::{Bounce, bounce};
use super::limits::why_not_bearable;
use super::loops::why_automatic;
use super::name::MessageName;
use super::{content, without_quotes};
use crate::outgoing::Thread;
use crate::text::{cleaned, one_line};

/// Headers in which our own address may stand: first those that say where it was delivered.
const RECIPIENTS: [&str; 5] = ["Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc"];

/// So many recipients are looked at.
const MOST_RECIPIENTS: usize = 50;

/// So many ids of earlier mail are kept, the newest.
const MOST_REFERENCES: usize = 50;

/// What a mail is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arrived {
    /// Somebody wrote to us.
    Mail(Box<IncomingMail>),
    /// A letter of ours did not arrive.
    Bounce(Bounce),
    /// No person wrote it, for this reason.
    Automatic(&'static str),
    /// It cannot be read, for this reason.
    Unreadable(&'static str),
}

/// A mail that somebody wrote to us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomingMail {
    /// The sender's address, in lower case.
    pub from: String,
    /// The sender's name, where the mail has one.
    pub from_name: Option<String>,
    /// Addresses to which it went, in lower case: those first where it was delivered.
    pub to: Vec<String>,
    /// The subject.
    pub subject: String,
    /// What the sender wrote, without what the mail repeats.
    pub text: String,
    /// Name by which the mail is known, however often it is fetched.
    pub channel_key: String,
    /// Its Message-ID, without angle brackets.
    pub message_id: Option<String>,
    /// Message-IDs of what came before, oldest first.
    pub references: Vec<String>,
    /// The newest letter of ours that it refers to. It says what is answered, not that the sender may answer it:
    /// whoever has had the letter can name it.
    pub answers: Option<MessageName>,
}

impl IncomingMail {
    /// The thread of a letter that answers this mail.
    #[must_use]
    pub fn thread(&self) -> Thread {
        Thread { in_reply_to: self.message_id.clone(), references: self.references.clone() }
    }

    /// The subject of a letter that answers this mail.
    #[must_use]
    pub fn reply_subject(&self) -> String {
        let is_reply = self.subject.get(..3).is_some_and(|begin| begin.eq_ignore_ascii_case("re:"));
        if is_reply || self.subject.is_empty() {
            self.subject.clone()
        } else {
            format!("Re: {}", self.subject)
        }
    }
}

/// Reads a mail, or its beginning. `fallback_key` names one without a Message-ID, and `own` are our own addresses in
/// lower case: mail from them comes from ourselves.
///
/// The parser is not ours and the mail is a stranger's: callers run this where a panic costs one mail and no more.
#[must_use]
pub fn read(raw: &[u8], fallback_key: &str, own: &[String]) -> Arrived {
    if let Some(reason) = why_not_bearable(raw) {
        return Arrived::Unreadable(reason);
    }
    let Ok(mail) = mailparse::parse_mail(raw) else {
        return Arrived::Unreadable("it has not the form of a mail");
    };
    let Some((from, from_name)) = sender(&mail) else {
        return Arrived::Unreadable("it has no sender");
    };
    if let Some(bounce) = bounce(&mail, raw, &from) {
        return Arrived::Bounce(bounce);
    }
    if let Some(reason) = why_automatic(&mail, &from, own) {
        return Arrived::Automatic(reason);
    }
    if !is_address(&from) {
        return Arrived::Unreadable("its sender has an address that cannot be answered");
    }
    let subject = one_line(&mail.headers.get_first_value("Subject").unwrap_or_default(), 500);
    let text = cleaned(&without_quotes(&cleaned(&content::text(&mail), usize::MAX)), LONGEST_CONTENT);
    let message_id = ids(&mail, "Message-ID").pop();
    let answered = ids(&mail, "In-Reply-To");
    let mut references = ids(&mail, "References");
    for id in &answered {
        if !references.contains(id) {
            references.push(id.clone());
        }
    }
    let answers =
        answered.iter().chain(references.iter().rev()).find_map(|message_id| MessageName::read(message_id));
    references.drain(..references.len().saturating_sub(MOST_REFERENCES));
    Arrived::Mail(Box::new(IncomingMail {
        from,
        from_name,
        to: recipients(&mail),
        subject,
        text,
        channel_key: message_id.clone().unwrap_or_else(|| fallback_key.to_owned()),
        message_id,
        references,
        answers,
    }))
}

/// Address and name in `From`.
fn sender(mail: &ParsedMail<'_>) -> Option<(String, Option<String>)> {
    let header = mail.headers.get_first_header("From")?;
    let parsed = mailparse::addrparse_header(header).ok().and_then(|list| match list.first()? {
        MailAddr::Single(single) => Some((single.addr.clone(), single.display_name.clone())),
        MailAddr::Group(group) => group.addrs.first().map(|one| (one.addr.clone(), one.display_name.clone())),
    });
    // A name with a comma and no quotes around it is wrong, and common.
    let (address, name) = parsed.or_else(|| Some((addresses(&header.get_value()).pop()?, None)))?;
    let name = name.map(|name| one_line(&name, 200)).filter(|name| !name.is_empty());
    Some((phone::normalise_email(&address)?, name))
}

fn recipients(mail: &ParsedMail<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in RECIPIENTS {
        for value in mail.headers.get_all_values(name) {
            for address in addresses(&value) {
                if found.len() < MOST_RECIPIENTS && !found.contains(&address) {
                    found.push(address);
                }
            }
        }
    }
    found
}

/// Everything in a header that looks like an address, in lower case.
fn addresses(value: &str) -> Vec<String> {
    let is_mark = |c: char| c.is_whitespace() || c.is_control() || "<>()[]\",;:".contains(c);
    value.split(is_mark).filter_map(phone::normalise_email).collect()
}

/// The newest Message-IDs in a header, in their order.
fn ids(mail: &ParsedMail<'_>, header: &str) -> Vec<String> {
    let value = mail.headers.get_first_value(header).unwrap_or_default();
    let words = value.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | ','));
    let ids: Vec<&str> = words.filter(|word| is_message_id(word)).collect();
    ids[ids.len().saturating_sub(MOST_REFERENCES)..].iter().map(|id| (*id).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::{ConversationId, DialogueMessageId};

    fn mail(raw: &str) -> IncomingMail {
        match read(raw.as_bytes(), "box.1.2", &["help@acme.example".to_owned()]) {
            Arrived::Mail(mail) => *mail,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_answer_is_read() {
        let ours = MessageName {
            message_id: DialogueMessageId::generate(),
            conversation_id: ConversationId::generate(),
        };
        let letter = format!("{}@acme.example", ours.local_part());
        let read = mail(&format!(
            "Delivered-To: Help@Acme.example\nFrom: =?utf-8?q?Jonas_W=C3=B6hr?= <Jonas@Customer.Example>\n\
             To: \"Acme, Help\" <help@acme.example>, x@y.example\nSubject: =?utf-8?q?Re:_Gr=C3=BC=C3=9Fe?=\n\
             Message-ID: <CAF.1@mail.example>\nIn-Reply-To: <{letter}>\nReferences: <old@acme.example>\n <{letter}>\n\n\
             Yes.\n\nOn Mon, 2 Mar 2026, Help <help@acme.example> wrote:\n> Shall we?\n"
        ));
        assert_eq!(
            (read.from.as_str(), read.from_name.as_deref()),
            ("jonas@customer.example", Some("Jonas Wöhr"))
        );
        assert_eq!(read.to, ["help@acme.example", "x@y.example"]);
        assert_eq!((read.subject.as_str(), read.text.as_str()), ("Re: Grüße", "Yes."));
        assert_eq!(read.reply_subject(), "Re: Grüße");
        assert_eq!((read.channel_key.as_str(), read.answers), ("CAF.1@mail.example", Some(ours)));
        let thread = read.thread();
        assert_eq!(thread.in_reply_to.as_deref(), Some("CAF.1@mail.example"));
        assert_eq!(thread.references, ["old@acme.example".to_owned(), letter]);
    }

    #[test]
    fn a_mail_without_an_id_is_known_by_where_it_lies() {
        let read = mail("From: Wöhr, Jonas <jonas@customer.example>\nSubject: Order\n\nHi\0 there");
        assert_eq!((read.channel_key.as_str(), read.message_id), ("box.1.2", None));
        assert_eq!((read.from.as_str(), read.text.as_str()), ("jonas@customer.example", "Hi there"));
        assert!(read.answers.is_none() && read.references.is_empty());
    }

    #[test]
    fn what_is_no_letter_of_a_person_says_why() {
        let read = |raw: &str| read(raw.as_bytes(), "k", &["help@acme.example".to_owned()]);
        for raw in ["", "Subject: x\n\nHi", "From: nobody\n\nHi", "From: ü@customer.example\n\nHi"] {
            assert!(matches!(read(raw), Arrived::Unreadable(_)), "{raw}");
        }
        for raw in ["From: Help@acme.example\n\nHi", "From: a@b.example\nAuto-Submitted: auto-replied\n\nHi"]
        {
            assert!(matches!(read(raw), Arrived::Automatic(_)), "{raw}");
        }
        let deep = "Content-Type: multipart/mixed; boundary=a\n\n--a\n".repeat(5_000);
        assert!(matches!(read(&format!("From: a@b.example\n{deep}")), Arrived::Unreadable(_)));
    }
}
