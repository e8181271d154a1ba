//! Putting a text together from its words and what stands between them.

use crate::DocumentError;

/// So much text is kept of one document.
pub(crate) const MOST_TEXT_BYTES: usize = 8 << 20;

/// What stands before the next word; of several the greatest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
    Paragraph,
}

/// A text that grows. It never begins or ends with a gap.
#[derive(Debug, Default)]
pub(crate) struct TextBuilder {
    text: String,
    gap: Gap,
    is_full: bool,
}

impl TextBuilder {
    /// Adds words; any white space between them is one space.
    pub(crate) fn words(&mut self, text: &str) {
        if text.starts_with(char::is_whitespace) {
            self.space();
        }
        for (number, word) in text.split_whitespace().enumerate() {
            if number > 0 {
                self.space();
            }
            self.word(word);
        }
        if text.ends_with(char::is_whitespace) {
            self.space();
        }
    }

    /// Adds lines as they are; empty ones part paragraphs.
    pub(crate) fn lines(&mut self, text: &str) {
        let mut is_first = true;
        for line in text.lines() {
            if line.trim().is_empty() {
                self.paragraph();
                continue;
            }
            if !is_first {
                self.line();
            }
            is_first = false;
            self.words(line);
        }
        if text.ends_with('\n') {
            self.line();
        }
    }

    /// What follows is another word.
    pub(crate) fn space(&mut self) {
        self.gap = self.gap.max(Gap::Space);
    }

    /// What follows stands on another line.
    pub(crate) fn line(&mut self) {
        self.gap = self.gap.max(Gap::Line);
    }

    /// What follows is another paragraph.
    pub(crate) fn paragraph(&mut self) {
        self.gap = self.gap.max(Gap::Paragraph);
    }

    /// What follows is another cell of the same row.
    pub(crate) fn cell(&mut self) {
        self.space();
        self.word("|");
        self.space();
    }

    /// Bytes so far, without the gap that would come next.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// The text.
    pub(crate) fn finish(self) -> Result<String, DocumentError> {
        if self.is_full { Err(DocumentError::TooMuchText) } else { Ok(self.text) }
    }

    fn word(&mut self, word: &str) {
        if word.chars().all(is_unseen) {
            return;
        }
        if self.is_full || self.text.len() + word.len() > MOST_TEXT_BYTES {
            self.is_full = true;
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str(match self.gap {
                Gap::None => "",
                Gap::Space => " ",
                Gap::Line => "\n",
                Gap::Paragraph => "\n\n",
            });
        }
        self.gap = Gap::None;
        self.text.extend(word.chars().filter(|character| !is_unseen(*character)));
    }
}

/// Characters that nobody sees and that would keep words from being found.
fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_as_large_as_the_largest_and_stand_between_words_only() {
        let mut builder = TextBuilder::default();
        builder.paragraph();
        builder.words("  one\ttwo\u{0}\n");
        builder.line();
        builder.space();
        builder.words("thr\u{ad}ee");
        builder.words("four");
        builder.paragraph();
        builder.line();
        builder.words(" five ");
        assert_eq!(builder.finish().as_deref(), Ok("one two\nthreefour\n\nfive"));
    }

    #[test]
    fn lines_stay_and_empty_ones_part_paragraphs() {
        let mut builder = TextBuilder::default();
        builder.lines("\nQ: Where?\r\nA:   There.\n \n\nQ: When?\n");
        assert_eq!(builder.finish().as_deref(), Ok("Q: Where?\nA: There.\n\nQ: When?"));
    }

    #[test]
    fn a_text_is_not_longer_than_it_may_be() {
        let mut builder = TextBuilder::default();
        let word = "x".repeat(1 << 20);
        for _ in 0..8 {
            builder.words(&word);
        }
        assert_eq!(builder.len(), MOST_TEXT_BYTES);
        builder.words("y");
        assert_eq!(builder.finish(), Err(DocumentError::TooMuchText));
    }
}
