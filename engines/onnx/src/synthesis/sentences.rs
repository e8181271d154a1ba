//! Cuts a text into what the voice says at once: sentences, and parts of long ones.
//!
//! The voice has a melody for each sentence, so a sentence stays whole where it can. What it was trained on
//! bounds how long one may be.

/// Longest run of phonemes that is given to the voice at once.
const MOST_PHONEMES: usize = 400;

/// The sentences of `text` in order. Line breaks and closing marks (. ! ? …) end one; a period after one of
/// `titles`, after an initial, or after one of `abbreviations` before a figure does not.
pub fn sentences(
    text: &str,
    is_title: impl Fn(&str) -> bool,
    is_abbreviation: impl Fn(&str) -> bool,
) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines() {
        let characters: Vec<char> = line.trim().chars().collect();
        let (mut start, mut at) = (0, 1);
        while at < characters.len() {
            match ending(&characters, at) {
                Some(next) => {
                    if ends(&characters, at, next, &is_title, &is_abbreviation) {
                        found.push(characters[start..at].iter().collect());
                        start = next;
                    }
                    at = next;
                }
                None => at += 1,
            }
        }
        found.push(characters[start..].iter().collect::<String>());
    }
    found.retain(|sentence| !sentence.trim().is_empty());
    found
}

/// Where the next sentence would begin if one ended before `at`: after closing quotes and some space.
fn ending(characters: &[char], at: usize) -> Option<usize> {
    let is_mark = matches!(characters.get(at.checked_sub(1)?)?, '.' | '!' | '?' | '…');
    let after = |from: usize, is_skipped: fn(char) -> bool| {
        characters[from..].iter().position(|c| !is_skipped(*c)).map(|count| from + count)
    };
    let space = after(at, |c| matches!(c, '"' | '”' | '’' | ')' | ']'))?;
    let next = after(space, char::is_whitespace)?;
    (is_mark && next > space).then_some(next)
}

fn ends(
    characters: &[char],
    end: usize,
    next: usize,
    is_title: impl Fn(&str) -> bool,
    is_abbreviation: impl Fn(&str) -> bool,
) -> bool {
    if characters[next].is_lowercase() {
        return false;
    }
    if characters[end - 1] != '.' {
        return true;
    }
    let start = characters[..end].iter().rposition(|c| *c == ' ').map_or(0, |space| space + 1);
    let word: String = characters[start..end - 1].iter().collect();
    let word = word.trim_start_matches(['(', '"', '“', '\'', '‘']);
    let mut letters = word.chars();
    let is_initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    let is_before_figure = characters[next].is_ascii_digit();
    let is_number_sign = matches!(word, "No" | "Nos");
    let is_shortened = is_number_sign || is_abbreviation(&format!("{word}."));
    !(is_title(word) || is_initial || is_before_figure && is_shortened)
}

/// The phonemes of a sentence in parts that the voice can say: cut after a comma or its like, otherwise
/// between words, otherwise anywhere.
pub fn parts(phonemes: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut length = 0;
    for clause in bounded(phonemes) {
        let count = clause.chars().count();
        match parts.last_mut() {
            Some(part) if length + 1 + count <= MOST_PHONEMES => {
                part.push(' ');
                part.push_str(&clause);
                length += 1 + count;
            }
            _ => {
                parts.push(clause);
                length = count;
            }
        }
    }
    parts
}

/// Clauses in order, none too long.
fn bounded(phonemes: &str) -> Vec<String> {
    if phonemes.chars().count() <= MOST_PHONEMES {
        return vec![phonemes.to_owned()];
    }
    let mut clauses = Vec::new();
    for clause in split_after(phonemes, |c| matches!(c, ',' | ';' | ':' | '—')) {
        if clause.chars().count() <= MOST_PHONEMES {
            clauses.push(clause.to_owned());
            continue;
        }
        for word in clause.split_whitespace() {
            let characters: Vec<char> = word.chars().collect();
            clauses.extend(characters.chunks(MOST_PHONEMES).map(|chunk| chunk.iter().collect::<String>()));
        }
    }
    clauses
}

/// Splits at spaces that follow a mark.
fn split_after(text: &str, is_mark: impl Fn(char) -> bool) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut before) = (0, ' ');
    for (at, character) in text.char_indices() {
        if character == ' ' && is_mark(before) {
            parts.push(&text[start..at]);
            start = at + 1;
        }
        before = character;
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        sentences(text, |word| matches!(word, "Dr" | "St"), |word| matches!(word, "Jan." | "approx."))
    }

    #[test]
    fn sentences_end_at_marks_but_not_after_titles_initials_and_abbreviations() {
        assert_eq!(
            cut("Hi. \"Is it?\" Dr. Smith, J. K. of St. Ives, said so…  Yes!"),
            ["Hi.", "\"Is it?", "Dr. Smith, J. K. of St. Ives, said so…", "Yes!"]
        );
        assert_eq!(
            cut("On Jan. 5th. No. 5 is it. No. Really."),
            ["On Jan. 5th.", "No. 5 is it.", "No.", "Really."]
        );
        assert_eq!(cut("one\n\n two \nthree e.g. four."), ["one", "two", "three e.g. four."]);
        assert_eq!(cut(" \n\t\n"), [""; 0]);
        assert_eq!(cut("..."), ["..."]);
    }

    #[test]
    fn long_sentences_are_cut_after_commas_else_between_words_else_anywhere() {
        assert_eq!(parts("a b, c"), ["a b, c"]);
        let clause = format!("{},", "w ".repeat(120).trim_end());
        let long = [clause.as_str(); 4].join(" ");
        let found = parts(&long);
        assert_eq!(found.join(" "), long);
        assert!(found.len() == 4 && found.iter().all(|part| part.ends_with(',')), "{found:?}");
        let words = "word ".repeat(300);
        assert!(parts(&words).iter().all(|part| part.chars().count() <= MOST_PHONEMES));
        assert_eq!(parts(&"ə".repeat(1_000)).concat().chars().count(), 1_000);
        assert!(parts(&"ə".repeat(1_000)).iter().all(|part| part.chars().count() <= MOST_PHONEMES));
    }
}
