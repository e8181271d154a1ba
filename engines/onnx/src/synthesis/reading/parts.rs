//! From tokens to words: each token is cut where letters, digits and marks meet ("iPhone", "AB12"), marks get
//! their sounds (or none), and what no space divides becomes one word of several parts.

use fancy_regex::Regex;

use super::token::Token;
use crate::synthesis::lexicon::is_currency;
use crate::synthesis::tokens::Piece;

/// In this order: apostrophes in front; a capital before a capitalised word; a number; hyphens; apostrophes in
/// a row; letters up to a capital; letters with apostrophes between; any other sign; apostrophes at the end.
const PART: &str = concat!(
    r"^['‘’]+|[A-ZÀ-ÖØ-Þ](?=[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ])|(?:^-)?(?:[0-9]?[,.]?[0-9])+|[-_]+|['‘’]{2,}",
    r"|[^\W\d_]*?(?:['‘’][^\W\d_])*?[a-zß-öø-ÿ](?=[A-ZÀ-ÖØ-Þ])|[^\W\d_]+(?:['‘’][^\W\d_])*",
    r"|[^\w\-'‘’]|['‘’]+$",
);
/// Tags of marks.
const MARKS: [&str; 11] = [".", ",", "-LRB-", "-RRB-", "``", "\"\"", "''", ":", "$", "#", "NFP"];

/// Marks that the voice knows: pauses, tones and quotes.
pub fn is_mark(c: char) -> bool {
    is_pause(c) || "\"“”".contains(c)
}

/// Marks that are pauses or tones.
pub fn is_pause(c: char) -> bool {
    ";:,.!?—…".contains(c)
}

/// A word in its parts. Parts of one word have no space between them.
pub type Word = Vec<Token>;

/// Cuts tokens into words.
pub struct Cutter(Regex);

impl Cutter {
    /// Compiles the pattern.
    pub fn new() -> Result<Self, String> {
        Regex::new(PART).map(Self).map_err(|error| format!("pattern of parts: {error}"))
    }

    /// The words of a sentence, from its pieces and their tags.
    pub fn words(&self, pieces: &[Piece], tags: &[&str]) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::new();
        // Whether the last word goes on with the next part.
        let mut is_open = false;
        let mut currency = None;
        for (index, (piece, tag)) in pieces.iter().zip(tags).enumerate() {
            let texts = self.parts(&piece.text);
            let goes_on = tags.get(index + 1) == Some(&"CD");
            for (number, text) in texts.iter().enumerate() {
                let is_last = number + 1 == texts.len();
                let mut token = Token {
                    text: (*text).to_owned(),
                    tag: (*tag).to_owned(),
                    is_spaced: is_last && piece.is_spaced,
                    is_head: true,
                    ..Token::default()
                };
                token.sounds = mark_sounds(&token);
                if token.tag == "$" && is_currency(text) {
                    currency = text.chars().next();
                } else if token.sounds.is_none() && currency.is_some() {
                    if *tag != "CD" {
                        currency = None;
                    } else if is_last && !goes_on {
                        token.currency = currency;
                    }
                } else if token.sounds.is_none() && *text == "2" && is_between_letters(&texts, number) {
                    token.alias = Some("to".to_owned());
                }
                let stands_alone = token.sounds.is_some() || token.alias.is_some();
                let is_spaced = token.is_spaced;
                match words.last_mut() {
                    Some(word) if is_open && !stands_alone => {
                        token.is_head = false;
                        word.push(token);
                        is_open = !is_spaced;
                    }
                    _ => {
                        words.push(vec![token]);
                        is_open = !stands_alone && !is_spaced;
                    }
                }
            }
            if let (true, Some(last)) = (texts.is_empty() && piece.is_spaced, words.last_mut()) {
                // Nothing of this piece is said, but the space behind it is there.
                if let Some(part) = last.last_mut() {
                    part.is_spaced = true;
                }
                is_open = false;
            }
        }
        words
    }

    fn parts<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let found = self.0.find_iter(text).map_while(Result::ok);
        found.map(|part| part.as_str()).filter(|part| !part.is_empty()).collect()
    }
}

/// The sounds of a mark; nothing for what is a word.
fn mark_sounds(token: &Token) -> Option<String> {
    let (tag, text) = (token.tag.as_str(), token.text.as_str());
    if tag == "$" && is_currency(text) {
        return Some(String::new());
    }
    if tag == ":" && matches!(text, "-" | "–") {
        return Some("—".to_owned());
    }
    let is_word = text.chars().all(|c| c.is_ascii_alphabetic());
    if !MARKS.contains(&tag) || is_word {
        return None;
    }
    Some(match tag {
        "-LRB-" => "(".to_owned(),
        "-RRB-" => ")".to_owned(),
        "``" => "“".to_owned(),
        "\"\"" | "''" => "”".to_owned(),
        _ => text.chars().filter(|c| is_mark(*c)).collect(),
    })
}

/// Whether a part stands between letters, as the figure in "B2B".
fn is_between_letters(parts: &[&str], number: usize) -> bool {
    let before = number.checked_sub(1).and_then(|before| parts.get(before)?.chars().next_back());
    let after = parts.get(number + 1).and_then(|after| after.chars().next());
    before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic)
}
