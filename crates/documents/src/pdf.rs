//! The text of a PDF. Meant for a process of its own: the reader is another's, and is known to give up by panics.

use crate::builder::TextBuilder;
use crate::{Document, DocumentError};

/// So much is told of what the reader says, in characters.
const LONGEST_REASON: usize = 200;

/// Reads a PDF. Its lines stay lines; words that were parted at the end of one are put together again.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, DocumentError> {
    let text = pdf_extract::extract_text_from_mem(bytes).map_err(|error| {
        DocumentError::Unreadable(error.to_string().chars().take(LONGEST_REASON).collect())
    })?;
    let mut builder = TextBuilder::default();
    builder.lines(&joined(&text));
    Ok(Document { title: None, text: builder.finish()? })
}

/// The text with words whole that go over the end of a line.
fn joined(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut is_second_half = false;
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let line = if is_second_half { line.trim() } else { line.trim_end() };
        let next = lines.peek().and_then(|next| next.trim_start().chars().next());
        let first_half = line
            .strip_suffix('-')
            .filter(|half| half.ends_with(char::is_alphabetic) && next.is_some_and(char::is_lowercase));
        joined.push_str(first_half.unwrap_or(line));
        is_second_half = first_half.is_some();
        if !is_second_half {
            joined.push('\n');
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn words_over_the_end_of_a_line_become_whole() {
        for (text, expected) in [
            ("infor-\n  mation\nand more", "information\nand more\n"),
            ("Berlin-\nMitte", "Berlin-\nMitte\n"), // a name keeps its hyphen
            ("pages 3-\n4", "pages 3-\n4\n"),
            ("a list:\n-\nb", "a list:\n-\nb\n"),
            ("cut-", "cut-\n"),
            ("one-\ntwo-\nthree", "onetwothree\n"),
        ] {
            assert_eq!(joined(text), expected, "{text:?}");
        }
    }
}
