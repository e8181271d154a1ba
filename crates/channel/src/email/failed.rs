//! Reports that a letter did not arrive.
//!
//! They have a form (RFC 3464), and older servers write prose. Either repeats the letter's Message-ID: in the headers
//! of the report's own thread, or in the copy that comes with it. Our ids are unlike anything else, so that they are
//! looked for in the whole text.

use colloquy_domain::DialogueMessageId;
use mailparse::ParsedMail;

use super::name::MessageName;
use crate::text::one_line;

/// Longest Message-ID of ours between angle brackets, in bytes: two ids and a domain.
const LONGEST_NAME: usize = 400;

/// A letter of ours that did not arrive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounce {
    /// The message.
    pub message_id: DialogueMessageId,
    /// Why, in the other server's words.
    pub reason: String,
}

/// The report that this mail is, where it is one on a letter of ours.
pub(super) fn bounce(mail: &ParsedMail<'_>, raw: &[u8], from: &str) -> Option<Bounce> {
    let text = String::from_utf8_lossy(raw);
    let is_report = mail.ctype.mimetype == "multipart/report"
        || from.starts_with("mailer-daemon@")
        || from.starts_with("postmaster@");
    let action = field(&text, "action:").map(str::to_ascii_lowercase);
    // A report that the letter is late, or has arrived, is none of its failure.
    if !is_report || action.is_some_and(|action| action != "failed") {
        return None;
    }
    let name = names(&text).next()?;
    let reason = field(&text, "diagnostic-code:")
        .or_else(|| field(&text, "status:"))
        .map_or_else(|| "the mail came back".to_owned(), |words| format!("the mail came back: {words}"));
    Some(Bounce { message_id: name.message_id, reason: one_line(&reason, 300) })
}

/// What follows the first line that begins with that name, which is in lower case.
fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| {
        let (begin, rest) = line.split_at_checked(name.len())?;
        begin.eq_ignore_ascii_case(name).then(|| rest.trim())
    })
}

/// Every id of ours between angle brackets.
fn names(text: &str) -> impl Iterator<Item = MessageName> + '_ {
    text.split('<').skip(1).filter_map(|rest| {
        let (id, _) = rest.split_once('>').filter(|(id, _)| id.len() <= LONGEST_NAME)?;
        MessageName::read(id)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::ConversationId;

    fn report(action: &str, name: MessageName) -> String {
        format!(
            "From: MAILER-DAEMON@mx.example\nContent-Type: multipart/report; boundary=b\n\n\
             --b\nContent-Type: text/plain\n\nSorry <x@y>.\n\
             --b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n\
             Action: {action}\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 no such person\n\
             --b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{}@acme.example>\n--b--\n",
            name.local_part()
        )
    }

    fn read(raw: &str, from: &str) -> Option<Bounce> {
        bounce(&mailparse::parse_mail(raw.as_bytes()).unwrap(), raw.as_bytes(), from)
    }

    #[test]
    fn a_letter_that_came_back_is_found() {
        let name = MessageName {
            message_id: DialogueMessageId::generate(),
            conversation_id: ConversationId::generate(),
        };
        let reason = "the mail came back: smtp; 550 no such person".to_owned();
        let expected = Bounce { message_id: name.message_id, reason };
        assert_eq!(read(&report("failed", name), "mailer-daemon@mx.example"), Some(expected));
        assert_eq!(read(&report("delayed", name), "mailer-daemon@mx.example"), None);

        let prose =
            format!("Subject: failure\n\nIt failed:\nMessage-Id: <{}@a.example>\n", name.local_part());
        assert_eq!(read(&prose, "mailer-daemon@mx.example").unwrap().reason, "the mail came back");
        assert_eq!(read(&prose, "jonas@customer.example"), None);
        assert_eq!(read("Subject: failure\n\nIt failed.", "mailer-daemon@mx.example"), None);
    }
}
