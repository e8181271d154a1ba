//! A conversation as plain text.

use std::fmt::Write;

use colloquy_speech::formats;

use super::{Exported, one_line};

/// A head with title, date and people, then a line for each entry of the transcript.
#[must_use]
pub fn plain_text(exported: &Exported) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{}", one_line(&exported.conversation.title));
    let length = exported.length().map(|length| format!(", {length}")).unwrap_or_default();
    let _ = writeln!(text, "{}{length}", exported.date());
    for (name, role) in exported.people() {
        let _ = writeln!(text, "{} ({role})", one_line(name));
    }
    if let Some(transcript) = &exported.transcript {
        let _ = write!(text, "\n{}", formats::plain_text(&transcript.speakers, &transcript.entries));
    }
    text
}
