//! A conversation as Markdown (CommonMark, with the check boxes of GitHub).

use std::fmt::Write;

use colloquy_domain::insight::ActionItem;
use colloquy_speech::formats::clock;

use super::{Exported, one_line};

/// Title, facts, summary, action items and the transcript with its times. Parts that are not there are left out.
#[must_use]
pub fn markdown(exported: &Exported) -> String {
    let mut text = format!("# {}\n\n", escaped(&exported.conversation.title));
    // Writing to a string cannot fail.
    let _ = writeln!(text, "- Date: {}", exported.date());
    if let Some(length) = exported.length() {
        let _ = writeln!(text, "- Length: {length}");
    }
    let people: Vec<String> =
        exported.people().into_iter().map(|(name, role)| format!("{} ({role})", escaped(name))).collect();
    if !people.is_empty() {
        let _ = writeln!(text, "- People: {}", people.join(", "));
    }
    let tags: Vec<String> = exported.tags.iter().map(|tag| escaped(&tag.name)).collect();
    if !tags.is_empty() {
        let _ = writeln!(text, "- Tags: {}", tags.join(", "));
    }
    if let Some(summary) = &exported.summary {
        let _ = write!(text, "\n## Summary\n\n{}\n", escaped(&summary.text));
        for (number, point) in summary.points.iter().enumerate() {
            let blank = if number == 0 { "\n" } else { "" };
            let _ = writeln!(text, "{blank}- {}", escaped(&point.text));
        }
    }
    if !exported.action_items.is_empty() {
        text.push_str("\n## Action items\n\n");
        for item in &exported.action_items {
            let mark = if item.is_done { 'x' } else { ' ' };
            let _ = writeln!(text, "- [{mark}] {}", action_item(item));
        }
    }
    if let Some(transcript) = &exported.transcript {
        text.push_str("\n## Transcript\n");
        for entry in &transcript.entries {
            let name = escaped(&transcript.speaker_name(entry.speaker_index));
            let _ =
                write!(text, "\n\\[{}\\] **{name}:** {}\n", clock(entry.start_seconds), escaped(&entry.text));
        }
    }
    text
}

/// `Send the quote (Rae, due 2026-06-05, at 00:01:05)`.
fn action_item(item: &ActionItem) -> String {
    let due =
        item.due_on.map(|day| format!("due {:04}-{:02}-{:02}", day.year(), u8::from(day.month()), day.day()));
    let place = item.grounds.evidence.first().map(|place| format!("at {}", clock(place.start_seconds)));
    let facts: Vec<String> =
        item.assignee_name.as_deref().map(escaped).into_iter().chain(due).chain(place).collect();
    let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
    format!("{}{facts}", escaped(&item.title))
}

/// A text on one line, in which nothing means anything to Markdown.
fn escaped(text: &str) -> String {
    let text = one_line(text);
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '#' | '$') {
            shown.push('\\');
        }
        shown.push(character);
    }
    // At the beginning of a line more signs have a meaning.
    let digits = shown.bytes().take_while(u8::is_ascii_digit).count();
    let opens_list = match shown.as_bytes().get(digits) {
        Some(b'.' | b')') => digits > 0,
        Some(b'-' | b'+' | b'=') => digits == 0,
        _ => false,
    };
    if opens_list {
        shown.insert(digits, '\\');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_in_a_text_means_anything() {
        let rows = [
            ("plain, really! (yes)", "plain, really! (yes)"),
            ("a *b* _c_ `d` <e> [f](g) # h", "a \\*b\\* \\_c\\_ \\`d\\` \\<e\\> \\[f\\](g) \\# h"),
            ("1. one\n\n# two", "1\\. one \\# two"),
            ("12) x", "12\\) x"),
            ("- x", "\\- x"),
            ("=== x", "\\=== x"),
            ("3 - 2", "3 - 2"),
            ("R&amp;D ~~no~~ a|b \\", "R\\&amp;D \\~\\~no\\~\\~ a\\|b \\\\"),
            ("", ""),
        ];
        for (text, expected) in rows {
            assert_eq!(escaped(text), expected, "{text}");
        }
    }
}
