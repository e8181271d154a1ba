//! Where a text may be cut: for a voice that begins before the answer is complete, and for channels with short messages.

/// Words after which a full stop ends no sentence.
const ABBREVIATIONS: [&str; 18] = [
    "approx", "dept", "dr", "e.g", "etc", "ext", "i.e", "inc", "jr", "ltd", "mr", "mrs", "ms", "no", "prof",
    "sr", "st", "vs",
];
/// A sentence that is longer is spoken up to its last comma, one that is still longer up to its last word: characters.
const LONG: usize = 60;
const VERY_LONG: usize = 160;
/// No such part is shorter.
const LEAST_PART: usize = 20;

/// Takes the sentences that are complete out of `buffer`, in their order; what has only begun stays there, but for the
/// first part of a long sentence. When nothing more comes, the rest of the buffer is the last one.
pub fn sentences(buffer: &mut String) -> Vec<String> {
    let mut found = Vec::new();
    loop {
        let Some(piece) = first_piece(buffer) else { return found };
        let rest = buffer.split_off(piece.end);
        let sentence = std::mem::replace(buffer, rest);
        if sentence.chars().any(char::is_alphanumeric) {
            found.push(sentence.trim().to_owned());
        }
    }
}

/// The text with at most so many characters: whole sentences of it where that is a good part of them, else whole words
/// with `…` behind.
#[must_use]
pub fn cut(text: &str, longest: usize) -> String {
    let Some((limit, _)) = text.char_indices().nth(longest) else { return text.to_owned() };
    let end = ends(text).take_while(|end| *end <= limit).last();
    if let Some(end) = end.filter(|end| end * 3 >= limit) {
        return text[..end].trim_end().to_owned();
    }
    // Room for the dots.
    let limit = text.char_indices().nth(longest.saturating_sub(1)).map_or(0, |(place, _)| place);
    let space = text[..limit].rfind(char::is_whitespace).filter(|space| space * 2 >= limit);
    format!("{}…", text[..space.unwrap_or(limit)].trim_end())
}

/// The complete sentences of a text that was broken off; all of it, with `…` behind, where there is none.
#[must_use]
pub fn whole_sentences(text: &str) -> String {
    let text = text.trim();
    // A full stop at the end is one as soon as something follows.
    let followed = format!("{text} ");
    match ends(&followed).last() {
        Some(end) => followed[..end].trim_end().to_owned(),
        None if text.is_empty() => String::new(),
        None => format!("{text}…"),
    }
}

/// What can be spoken at once.
pub(crate) struct Piece {
    /// Where it ends in the text that it begins.
    pub end: usize,
    /// Whether its sentence ends with it.
    pub ends_sentence: bool,
}

/// The first sentence of a text, or the first part of a long one; none while it may go on.
pub(crate) fn first_piece(text: &str) -> Option<Piece> {
    let sentence = ends(text).next().map(|end| Piece { end, ends_sentence: true });
    sentence.or_else(|| end_of_part(text).map(|end| Piece { end, ends_sentence: false }))
}

/// Where sentences end for certain: a full stop is one only when space follows, since `3.` may go on with `50`.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices().filter_map(move |(place, character)| {
        let end = place + character.len_utf8();
        let after = text[end..].trim_start_matches(['"', '\'', '”', '’', ')']);
        let behind = text.len() - after.len();
        let is_followed_by_space = after.starts_with(char::is_whitespace);
        match character {
            '\n' | '。' | '！' | '？' => Some(end),
            '!' | '?' | '…' if is_followed_by_space => Some(behind),
            '.' if is_followed_by_space && !is_abbreviation(&text[..place], after) => Some(behind),
            _ => None,
        }
    })
}

fn is_abbreviation(before: &str, after: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = word.trim_start_matches(|character: char| !character.is_alphanumeric());
    let lower = word.to_lowercase();
    // "No." is an answer unless a number follows.
    if lower == "no" {
        return after.trim_start().starts_with(|next: char| next.is_ascii_digit());
    }
    // What stands behind an hour ends a sentence where another one begins.
    if matches!(lower.as_str(), "a.m" | "p.m") {
        return !after.trim_start().starts_with(char::is_uppercase);
    }
    // The number of an item of a list stands alone at the beginning of its line.
    let is_number = !word.is_empty() && word.chars().all(|character| character.is_ascii_digit());
    if is_number && before.rsplit('\n').next().is_some_and(|line| line.trim_start() == word) {
        return true;
    }
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase) && word != "I";
    is_initial || ABBREVIATIONS.contains(&lower.as_str())
}

/// Where the first part of a long sentence ends.
fn end_of_part(text: &str) -> Option<usize> {
    let place_of = |number: usize| text.char_indices().nth(number).map(|(place, _)| place);
    place_of(LONG)?;
    let least = place_of(LEAST_PART)?;
    let is_pause = |&(place, character): &(usize, char)| {
        place >= least
            && matches!(character, ',' | ';' | ':' | '–' | '—')
            && text[place + character.len_utf8()..].starts_with(char::is_whitespace)
    };
    let pause =
        text.char_indices().rev().find(is_pause).map(|(place, character)| place + character.len_utf8());
    pause.or_else(|| {
        place_of(VERY_LONG)?;
        text.rfind(char::is_whitespace).filter(|space| *space >= least)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn streamed(text: &str, size: usize) -> (Vec<String>, String) {
        let (mut buffer, mut found) = (String::new(), Vec::new());
        let characters: Vec<char> = text.chars().collect();
        for piece in characters.chunks(size) {
            buffer.extend(piece);
            found.extend(sentences(&mut buffer));
        }
        (found, buffer)
    }

    #[test]
    fn sentences_come_as_soon_as_they_are_complete() {
        let text = "Hello! It costs $3.50, Mr. Ortiz, e.g. today. \"Really?\" Yes.\nNo. 5 is mine";
        for size in [1, 2, 5, 100] {
            let (found, rest) = streamed(text, size);
            let expected = ["Hello!", "It costs $3.50, Mr. Ortiz, e.g. today.", "\"Really?\"", "Yes."];
            assert_eq!(found[..4], expected, "{size}");
            assert!(rest.trim().ends_with("mine"), "{rest}");
        }
        assert_eq!(streamed("Yes.", 1), (Vec::new(), "Yes.".to_owned()));
        assert_eq!(streamed("はい。そうです。", 1).0, ["はい。", "そうです。"]);
        assert_eq!(streamed(" \n\n ", 1).0, Vec::<String>::new());
    }

    #[test]
    fn a_long_sentence_begins_to_be_spoken() {
        let text = "If you send the order back within thirty days, we will pay for the postage and more";
        let (found, rest) = streamed(text, 3);
        assert_eq!(found, ["If you send the order back within thirty days,"]);
        assert_eq!(rest.trim(), "we will pay for the postage and more");
        let endless = "word ".repeat(100);
        let (found, rest) = streamed(&endless, 7);
        assert!(found.len() >= 2 && found.iter().all(|part| part.chars().count() <= VERY_LONG + 7));
        let whole = format!("{} {}", found.join(" "), rest.trim());
        assert_eq!(whole.split_whitespace().count(), 100);
    }

    #[test]
    fn texts_are_cut_at_sentences_else_at_words() {
        let rows = [
            ("Short.", 10, "Short."),
            ("One two. Three four. Five", 21, "One two. Three four."),
            ("One two. Three four. Five", 20, "One two. Three four."),
            ("One two three four five", 12, "One two…"),
            ("好好好好好好", 4, "好好好…"),
            ("A. bcdefghijklmnopqrstuvw", 10, "A. bcdefg…"),
        ];
        for (text, longest, expected) in rows {
            let short = cut(text, longest);
            assert_eq!(short, expected, "{text} {longest}");
            assert!(short.chars().count() <= longest);
        }
        assert_eq!(whole_sentences("It is so. And then"), "It is so.");
        assert_eq!(whole_sentences("It is so."), "It is so.");
        assert_eq!(whole_sentences("And then"), "And then…");
        assert_eq!(whole_sentences(" "), "");
    }
}
