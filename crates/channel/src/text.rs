//! Cleaning what strangers wrote.

/// The text without control characters but line breaks and tabs, with one kind of line break, without white space at
/// its ends, and not longer than so many characters.
pub(crate) fn cleaned(text: &str, most: usize) -> String {
    let one_break = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let kept: String = one_break.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    cut(kept.trim(), most).trim_end().to_owned()
}

/// The text on one line, words apart by one space, not longer than so many characters.
pub(crate) fn one_line(text: &str, most: usize) -> String {
    let is_gap = |c: char| c.is_control() || c.is_whitespace();
    let words: Vec<&str> = text.split(is_gap).filter(|word| !word.is_empty()).collect();
    cut(&words.join(" "), most).trim_end().to_owned()
}

/// At most so many characters of it.
fn cut(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_that_a_database_or_a_terminal_would_mind() {
        assert_eq!(cleaned(" a\0b\r\nc\rd\u{1b}[31m\te\u{2028}f \n", 100), "ab\nc\nd[31m\te\nf");
        assert_eq!(cleaned("grüße an alle", 5), "grüße");
        assert_eq!(one_line("a\r\nBcc: b\0\u{85}  c", 100), "a Bcc: b c");
        assert_eq!(one_line("über alles", 5), "über");
    }
}
