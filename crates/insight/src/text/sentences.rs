//! Cuts text into sentences.

use std::ops::Range;

/// Longest sentence in bytes: some two minutes of talk without a full stop. Rules read a sentence again for each
/// thing found in it, so that nothing may make one endless; what is longer is cut between words.
pub const LONGEST_SENTENCE: usize = 2_000;

/// Words after which a full stop does not end a sentence.
const ABBREVIATIONS: [&str; 18] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "e.g", "i.e", "etc", "vs", "no", "approx", "inc", "ltd", "jr",
    "sr", "dept", "ext",
];

/// The byte ranges of the sentences of `text`, without surrounding space, none of them empty, none longer than
/// [`LONGEST_SENTENCE`].
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((position, character)) = characters.next() {
        let next = characters.peek().copied();
        let is_end = match character {
            '\n' => true,
            '?' | '!' | '…' => next.is_none_or(|(_, after)| after.is_whitespace()),
            '.' => {
                next.is_none_or(|(_, after)| after.is_whitespace())
                    && !ends_in_abbreviation(&text[start..position], &text[position + 1..])
            }
            _ => false,
        };
        if is_end {
            let end = position + character.len_utf8();
            push_pieces(text, start..end, &mut found);
            start = end;
        }
    }
    push_pieces(text, start..text.len(), &mut found);
    found
}

fn push_pieces(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let mut start = range.start;
    while start < range.end {
        let end = end_of_piece(text, start..range.end, LONGEST_SENTENCE);
        push_trimmed(text, start..end, found);
        start = end;
    }
}

/// Where the first piece of at most `longest` bytes (four at least) of a range ends: after all of it, or between
/// two words, or within a word that fills half of the piece alone.
pub(crate) fn end_of_piece(text: &str, range: Range<usize>, longest: usize) -> usize {
    let longest = longest.max(4);
    if range.len() <= longest {
        return range.end;
    }
    let limit = text.floor_char_boundary(range.start + longest);
    let space = text[range.start..limit].rfind(char::is_whitespace);
    space.filter(|space| space * 2 >= longest).map_or(limit, |space| range.start + space)
}

fn push_trimmed(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let piece = &text[range.clone()];
    let trimmed = piece.trim();
    if trimmed.chars().any(char::is_alphanumeric) {
        let start = range.start + (piece.len() - piece.trim_start().len());
        found.push(start..start + trimmed.len());
    }
}

fn ends_in_abbreviation(before: &str, after: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
    let lower = word.to_lowercase();
    let goes_on_in_lower_case = after.trim_start().chars().next().is_some_and(char::is_lowercase);
    // "at 9 a.m. tomorrow" goes on; "at 9 a.m. Tomorrow" does not.
    if matches!(lower.as_str(), "a.m" | "p.m") {
        return goes_on_in_lower_case;
    }
    // "No." is an answer unless a number follows.
    if lower == "no" {
        return after.trim_start().chars().next().is_some_and(|c| c.is_ascii_digit());
    }
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase) && word != "I";
    is_initial || ABBREVIATIONS.contains(&lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_people_would_end_them() {
        let text = "No. I'll call Mr. Ortiz at 9 a.m. tomorrow, e.g. at home! It's $3.50 \n ok... No. 5 is J. Doe's?";
        let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(
            found,
            [
                "No.",
                "I'll call Mr. Ortiz at 9 a.m. tomorrow, e.g. at home!",
                "It's $3.50",
                "ok...",
                "No. 5 is J. Doe's?"
            ]
        );
        assert!(sentences(" … ?! \n").is_empty());
    }

    #[test]
    fn endless_sentences_are_cut_and_nothing_is_lost() {
        for text in ["monday tuesday ".repeat(70_000), "月".repeat(300_000), "a".repeat(100_000)] {
            let found = sentences(&text);
            assert!(found.iter().all(|range| range.len() <= LONGEST_SENTENCE));
            let kept: usize = found.iter().map(|range| text[range.clone()].replace(' ', "").len()).sum();
            assert_eq!(kept, text.replace(' ', "").len());
            assert!(found.len() <= 2 * text.len() / LONGEST_SENTENCE + 1);
        }
        let words = "monday tuesday ".repeat(1_000);
        let first = &words[sentences(&words)[0].clone()];
        assert!(first.starts_with("monday") && (first.ends_with("monday") || first.ends_with("tuesday")));
    }
}
