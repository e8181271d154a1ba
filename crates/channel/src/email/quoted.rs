//! Taking out of a mail what it repeats.
//!
//! An answer usually carries the whole exchange below it, and a signature. What the writer added is what was said: lines
//! with the mark `>` go, and so does everything from the line that introduces a copy. Answers between quoted lines stay.
//! There is no standard for any of this; where nothing would be left, the mail is kept as it is.

/// Words of programs that introduce a quote, in the languages that they commonly speak: how the line begins, …
const BEGINNINGS: [&str; 7] = ["on ", "am ", "le ", "el ", "il ", "op ", "em "];

/// … and what it says.
const VERBS: [&str; 7] = ["wrote", "schrieb", "écrit", "escribió", "scritto", "schreef", "escreveu"];

/// Lines that introduce a copy of the mail before, between hyphens.
const COPIES: [&str; 6] = [
    "original message",
    "ursprüngliche nachricht",
    "message d'origine",
    "mensaje original",
    "messaggio originale",
    "oorspronkelijk bericht",
];

/// How a copied head begins, …
const SENDERS: [&str; 5] = ["from:", "von:", "de:", "da:", "van:"];

/// … and what else stands in it.
const FIELDS: [&str; 18] = [
    "sent:",
    "date:",
    "to:",
    "cc:",
    "subject:",
    "gesendet:",
    "datum:",
    "an:",
    "betreff:",
    "envoyé",
    "à",
    "objet",
    "enviado",
    "para:",
    "asunto:",
    "inviato:",
    "verzonden:",
    "onderwerp:",
];

/// What programs write under a mail.
const FOOTERS: [&str; 8] = [
    "sent from my ",
    "sent from outlook",
    "get outlook for",
    "von meinem ",
    "gesendet von ",
    "envoyé de mon ",
    "enviado desde mi ",
    "inviato da ",
];

/// A line that introduces a quote goes over so many lines, …
const MOST_LINES: usize = 3;

/// … and so many characters.
const LONGEST_INTRODUCTION: usize = 300;

/// What the writer of a plain text mail added to what was there.
#[must_use]
pub fn without_quotes(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut kept: Vec<&str> = Vec::new();
    let mut has_words = false;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let rest = &lines[at..];
        if begins_copy(rest) || (has_words && is_signature(line)) {
            break;
        }
        if let Some(length) = introduction(rest) {
            let quoted = rest[length..].iter().find(|line| !line.trim().is_empty());
            if !quoted.is_some_and(|line| is_quoted(line)) {
                break;
            }
            at += length;
        } else {
            if !is_quoted(line) {
                kept.push(line);
                has_words |= !line.trim().is_empty();
            }
            at += 1;
        }
    }
    drop_footer(&mut kept);
    let added = joined(&kept);
    if added.is_empty() { joined(&lines) } else { added }
}

fn is_quoted(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

fn is_signature(line: &str) -> bool {
    line.trim_end() == "--"
}

/// How many lines introduce a quote here: `On …, … wrote:`. It names a time or an address, which no sentence does that
/// only ends in such words.
fn introduction(rest: &[&str]) -> Option<usize> {
    let mut whole = String::new();
    for (index, line) in rest.iter().take(MOST_LINES).enumerate() {
        let line = line.trim();
        if line.is_empty() || whole.len() + line.len() > LONGEST_INTRODUCTION {
            return None;
        }
        whole.push_str(&line.to_lowercase());
        whole.push(' ');
        if index == 0 && !BEGINNINGS.iter().any(|beginning| whole.starts_with(beginning)) {
            return None;
        }
        let is_dated = whole.contains(|c: char| c.is_ascii_digit() || c == '@');
        if whole.trim_end().ends_with(':') && is_dated && VERBS.iter().any(|verb| whole.contains(verb)) {
            return Some(index + 1);
        }
    }
    None
}

/// Whether a copy of the mail before begins here: a line that says so, or its head.
fn begins_copy(rest: &[&str]) -> bool {
    let Some(first) = rest.first().map(|line| line.trim()) else { return false };
    let is_rule = first.len() >= 10 && first.bytes().all(|byte| byte == b'_');
    if is_rule {
        let after = rest.iter().skip(1).position(|line| !line.trim().is_empty());
        return after.is_some_and(|blank| is_head(&rest[1 + blank..]));
    }
    let is_announced =
        first.starts_with("---") && COPIES.contains(&first.trim_matches(['-', ' ']).to_lowercase().as_str());
    is_announced || is_head(rest)
}

fn is_head(rest: &[&str]) -> bool {
    // Some programs write the names of fields bold, which is between asterisks in plain text; French has a space
    // before the colon.
    let bare = |line: &&str| line.trim().trim_start_matches('*').to_lowercase().replace(" :", ":");
    let mut lines = rest.iter().take(6).map(bare);
    let is_sender = lines.next().is_some_and(|line| SENDERS.iter().any(|name| line.starts_with(name)));
    is_sender && lines.filter(|line| FIELDS.iter().any(|name| line.starts_with(name))).count() >= 2
}

fn drop_footer(kept: &mut Vec<&str>) {
    while kept.last().is_some_and(|line| line.trim().is_empty() || is_footer(line)) {
        kept.pop();
    }
}

fn is_footer(line: &str) -> bool {
    let line = line.trim().to_lowercase();
    line.len() < 80 && FOOTERS.iter().any(|footer| line.starts_with(footer))
}

/// The lines, with one empty line at most between others and none at the ends.
fn joined(lines: &[&str]) -> String {
    let mut text = String::new();
    for line in lines {
        let line = line.trim_end();
        if line.is_empty() && (text.is_empty() || text.ends_with("\n\n")) {
            continue;
        }
        text.push_str(line);
        text.push('\n');
    }
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_is_kept_and_what_is_repeated_goes() {
        for (mail, added) in [
            (
                "Yes, please.\n\nOn Mon, 2 Mar 2026 at 10:00, Maya <maya@acme.example> wrote:\n> Shall we?\n",
                "Yes, please.",
            ),
            (
                "Yes.\n\nOn Mon, 2 Mar 2026 at 10:00, Maya Acme\n<maya@acme.example> wrote:\n\n> Shall we?\n",
                "Yes.",
            ),
            (
                "Ja.\n\nAm Mo., 2. März 2026 um 10:00 Uhr schrieb Maya <maya@acme.example>:\n\n> Sollen wir?",
                "Ja.",
            ),
            ("Oui.\n\nLe lun. 2 mars 2026 à 10:00, Maya a écrit :\nOn y va ?", "Oui."),
            ("> One?\nYes.\n> Two?\nNo.", "Yes.\nNo."),
            ("On 2 Mar 2026, Maya wrote:\n> One?\n\nYes.\n\n> Two?\n\nNo.\n-- \nJonas", "Yes.\n\nNo."),
            ("Fine.\n\n-----Original Message-----\nFrom: Maya\nAll good?", "Fine."),
            ("Gut.\n\n-----Ursprüngliche Nachricht-----\nVon: Maya", "Gut."),
            (
                "Fine.\n________________________________\nFrom: Maya <m@a>\nSent: Monday\nTo: Jonas\nSubject: x\n\nHi",
                "Fine.",
            ),
            ("Fine.\n\n*From:* Maya\n*Date:* Monday\n*To:* Jonas\n\nHi", "Fine."),
            ("Bien.\n\nDe : Maya\nEnvoyé : lundi\nÀ : Jonas\nObjet : x\n\nOui ?", "Bien."),
            ("Call me.\n\nSent from my iPhone", "Call me."),
            ("Call me.\n-- \nJonas Wöhr\n+49 30 1", "Call me."),
        ] {
            assert_eq!(without_quotes(mail), added, "{mail}");
        }
    }

    #[test]
    fn sentences_that_look_alike_stay() {
        for mail in [
            "On Monday I wrote:\nplease call me",
            "Here is the list:\n- from: Berlin\n- to: Paris",
            "From: Berlin I go to Paris.",
            "a -- b\n--verbose",
            "__________\nName",
        ] {
            assert_eq!(without_quotes(mail), mail);
        }
    }

    #[test]
    fn a_mail_that_only_repeats_is_kept() {
        assert_eq!(without_quotes("> Shall we?\n\n\n\n> Yes?"), "> Shall we?\n\n> Yes?");
        assert_eq!(without_quotes("Sent from my iPhone"), "Sent from my iPhone");
        assert_eq!(without_quotes(""), "");
    }
}
