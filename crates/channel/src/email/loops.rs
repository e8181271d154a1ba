//! Mail that no person wrote.
//!
//! Absence notes, newsletters, reports of servers and our own letters come back as mail like any other. What they say
//! about themselves is gathered from RFC 3834 and from what mail programs do; where in doubt, it is a program: a letter
//! that is not answered can be written again, a loop cannot be taken back.

use mailparse::{MailHeaderMap, ParsedMail};

use super::name::MessageName;

/// Left parts of addresses behind which nobody sits.
const NOBODY: [&str; 12] = [
    "mailer-daemon",
    "postmaster",
    "noreply",
    "no-reply",
    "no_reply",
    "donotreply",
    "do-not-reply",
    "do_not_reply",
    "bounce",
    "bounces",
    "auto-reply",
    "autoreply",
];

/// Headers that only programs write.
const MARKS: [&str; 6] =
    ["List-Id", "List-Unsubscribe", "X-Autoreply", "X-Autorespond", "X-Auto-Reply", "X-Loop"];

/// Why the mail is taken for a program's; none where a person may have written it. `from` is its sender and `own` are
/// our own addresses, all in lower case.
pub(super) fn why_automatic(mail: &ParsedMail<'_>, from: &str, own: &[String]) -> Option<&'static str> {
    let value = |name: &str| {
        mail.headers.get_first_value(name).map(|value| value.trim().to_ascii_lowercase()).unwrap_or_default()
    };
    let submitted = value("Auto-Submitted");
    let suppressed = value("X-Auto-Response-Suppress");
    let local_part = from.split('@').next().unwrap_or_default();
    if own.iter().any(|address| address == from) {
        Some("it comes from our own address")
    } else if MessageName::read(value("Message-ID").trim_matches(['<', '>'])).is_some() {
        Some("it is a letter of ours")
    } else if !submitted.is_empty() && submitted.split(';').next().map(str::trim) != Some("no") {
        Some("it says so in Auto-Submitted")
    } else if suppressed.split(',').any(|word| matches!(word.trim(), "all" | "autoreply")) {
        Some("it wants no automatic answers")
    } else if matches!(value("Precedence").as_str(), "bulk" | "junk" | "list" | "auto_reply") {
        Some("it says so in Precedence")
    } else if MARKS.iter().any(|name| mail.headers.get_first_header(name).is_some()) {
        Some("it has the headers of a list or of an automatic answer")
    } else if value("Return-Path") == "<>" || mail.ctype.mimetype == "multipart/report" {
        Some("it is a report")
    } else if NOBODY.contains(&local_part) || local_part.starts_with("bounce+") {
        Some("nobody reads what is sent to its sender")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::{ConversationId, DialogueMessageId};

    fn why(headers: &str, from: &str) -> Option<&'static str> {
        let raw = format!("{headers}\nSubject: x\n\nHi");
        let mail = mailparse::parse_mail(raw.trim_start().as_bytes()).unwrap();
        why_automatic(&mail, from, &["help@acme.example".to_owned()])
    }

    #[test]
    fn what_programs_write_is_told_from_what_people_write() {
        let person = "jonas@customer.example";
        for headers in [
            "",
            "Auto-Submitted: no",
            "Auto-Submitted: NO; owner=x",
            "Precedence: first-class",
            "X-Auto-Response-Suppress: DR, RN",
            "Return-Path: <jonas@customer.example>",
            "Message-ID: <CAF.1@mail.gmail.com>",
        ] {
            assert_eq!(why(headers, person), None, "{headers}");
        }
        let ours = MessageName {
            message_id: DialogueMessageId::generate(),
            conversation_id: ConversationId::generate(),
        };
        for headers in [
            "Auto-Submitted: auto-replied",
            "auto-submitted: Auto-Generated; owner=x",
            "Precedence: Bulk",
            "Precedence: auto_reply",
            "X-Auto-Response-Suppress: OOF, AutoReply",
            "X-Auto-Response-Suppress: All",
            "List-Id: News <news.shop.example>",
            "X-Autoreply: yes",
            "Return-Path: <>",
            "Content-Type: multipart/report; boundary=a",
            &format!("Message-ID: <{}@acme.example>", ours.local_part()),
        ] {
            assert!(why(headers, person).is_some(), "{headers}");
        }
        for from in
            ["help@acme.example", "mailer-daemon@x.example", "no-reply@x.example", "bounce+1@x.example"]
        {
            assert!(why("", from).is_some(), "{from}");
        }
    }
}
