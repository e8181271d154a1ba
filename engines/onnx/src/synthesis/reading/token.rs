//! A word on its way to sounds.

/// A word, a part of one, or a mark.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Token {
    /// As it is written.
    pub text: String,
    /// Part of speech.
    pub tag: String,
    /// Whether a space follows.
    pub is_spaced: bool,
    /// Its sounds, once they are known; empty for what is not said.
    pub sounds: Option<String>,
    /// Whether nothing but a space stands before it.
    pub is_head: bool,
    /// What is read in its place.
    pub alias: Option<String>,
    /// The currency sign that stood before a number.
    pub currency: Option<char>,
    /// Whether it is said apart from the part before it.
    pub is_apart: bool,
}

/// The parts of a word as one, without sounds.
pub fn merged(parts: &[Token]) -> Token {
    let mut text = String::new();
    for (index, part) in parts.iter().enumerate() {
        text.push_str(&part.text);
        if part.is_spaced && index + 1 < parts.len() {
            text.push(' ');
        }
    }
    // The part with most capitals and length says what the word is; the first of several.
    let size =
        |part: &&Token| -> usize { part.text.chars().map(|c| if c.is_uppercase() { 2 } else { 1 }).sum() };
    let heaviest = parts.iter().rev().max_by_key(size);
    Token {
        text,
        tag: heaviest.map(|part| part.tag.clone()).unwrap_or_default(),
        is_spaced: parts.last().is_some_and(|part| part.is_spaced),
        is_head: parts.first().is_some_and(|part| part.is_head),
        currency: parts.iter().filter_map(|part| part.currency).max(),
        is_apart: parts.first().is_some_and(|part| part.is_apart),
        ..Token::default()
    }
}

/// The sounds of the parts of a word.
pub fn joined(parts: &[Token]) -> String {
    let mut sounds = String::new();
    for part in parts {
        let own = part.sounds.as_deref().unwrap_or_default();
        if part.is_apart && !own.is_empty() && sounds.ends_with(|c: char| !c.is_whitespace()) {
            sounds.push(' ');
        }
        sounds.push_str(own);
    }
    sounds
}
