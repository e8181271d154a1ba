//! From a sentence to phonemes.
//!
//! The sentence is normalized, cut into pieces and tagged. Then its words are read from the last to the first,
//! because how "the" or "to" sounds depends on what follows. A word that no list has is read by a small network.

mod parts;
mod token;

use std::path::Path;

use self::parts::{Cutter, is_pause};
pub use self::token::Token;
use self::token::{joined, merged};
use super::lexicon::{Following, Lexicon};
use super::normalize::Normalizer;
use super::phonemes::{PRIMARY, Stress, is_consonant, is_vowel, stressed, weight};
use super::sentences::sentences;
use super::tagger::Tagger;
use super::tokens::Tokenizer;
use super::unknown::UnknownWords;
use crate::error::EngineError;
use crate::runtime::Runtime;

/// Most parts that are looked up as one word. The work on a word grows with the square of its parts.
const MOST_PARTS: usize = 12;

/// Reads sentences.
pub struct Reader {
    normalizer: Normalizer,
    tokenizer: Tokenizer,
    tagger: Tagger,
    cutter: Cutter,
    lexicon: Lexicon,
    unknown: UnknownWords,
}

impl Reader {
    /// Loads all tables and the network from `folder`.
    pub fn load(runtime: &Runtime, folder: &Path) -> Result<Self, EngineError> {
        let cutter =
            Cutter::new().map_err(|message| EngineError::Model { path: folder.to_owned(), message })?;
        Ok(Self {
            normalizer: Normalizer::load(folder)?,
            tokenizer: Tokenizer::load(folder)?,
            tagger: Tagger::load(folder)?,
            cutter,
            lexicon: Lexicon::load(folder)?,
            unknown: UnknownWords::load(runtime, folder)?,
        })
    }

    /// The sentences of a text.
    pub fn sentences(&self, text: &str) -> Vec<String> {
        let normalizer = &self.normalizer;
        sentences(text, |word| normalizer.is_title(word), |word| normalizer.is_abbreviation(word))
    }

    /// The phonemes of a sentence; empty where nothing in it can be said.
    pub fn read(&mut self, sentence: &str) -> Result<String, EngineError> {
        let text = self.normalizer.normalize(sentence);
        let pieces = self.tokenizer.pieces(&text);
        let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
        let mut words = self.cutter.words(&pieces, &self.tagger.tags(&texts));
        let mut following = Following::default();
        for word in words.iter_mut().rev() {
            following = match word.as_mut_slice() {
                [token] => self.read_token(token, following)?,
                _ => self.read_word(word, following)?,
            };
        }
        let mut phonemes = String::new();
        for word in &words {
            // The flap and the stop have letters of their own in the voice's alphabet.
            phonemes.push_str(&joined(word).replace('ɾ', "T").replace('ʔ', "t"));
            if word.last().is_some_and(|part| part.is_spaced) {
                phonemes.push(' ');
            }
        }
        Ok(phonemes.trim().to_owned())
    }

    /// A word of one part.
    fn read_token(&mut self, token: &mut Token, following: Following) -> Result<Following, EngineError> {
        if token.sounds.is_none() {
            token.sounds = match self.lexicon.read(token, following) {
                Some(sounds) => Some(sounds),
                None => Some(self.unknown_word(&token.text)?),
            };
        }
        Ok(before(following, token.sounds.as_deref().unwrap_or_default(), token))
    }

    /// A word of several parts: the longest ends that are known, from the back. Where a part is not, the whole
    /// word is unknown.
    fn read_word(&mut self, word: &mut [Token], mut following: Following) -> Result<Following, EngineError> {
        let mut right = word.len();
        let mut left = right.saturating_sub(MOST_PARTS);
        while left < right {
            let whole = merged(&word[left..right]);
            if let Some(sounds) = self.lexicon.read(&whole, following) {
                following = before(following, &sounds, &whole);
                word[left..right].iter_mut().for_each(|part| part.sounds = Some(String::new()));
                word[left].sounds = Some(sounds);
                right = left;
            } else if left + 1 < right {
                left += 1;
                continue;
            } else {
                right -= 1;
                if !word[right].text.chars().all(is_joint) {
                    let sounds = self.unknown_word(&merged(word).text)?;
                    word.iter_mut().for_each(|part| part.sounds = Some(String::new()));
                    word[0].sounds = Some(sounds);
                    return Ok(following);
                }
                word[right].sounds = Some(String::new());
            }
            left = right.saturating_sub(MOST_PARTS);
        }
        settle(word);
        Ok(following)
    }

    /// A word that is in no list: letters go to the network, digits are read, some signs have names.
    fn unknown_word(&mut self, word: &str) -> Result<String, EngineError> {
        let mut sounds: Vec<String> = Vec::new();
        for run in runs(word) {
            let first = run.chars().next().unwrap_or(' ');
            let own = if first.is_ascii_digit() {
                self.lexicon.digits(run).unwrap_or_default()
            } else if first.is_alphabetic() {
                self.unknown.read(run)?
            } else {
                run.chars().map(sign_sounds).collect()
            };
            if !own.is_empty() {
                sounds.push(own);
            }
        }
        Ok(sounds.join(" "))
    }
}

/// What the word before one with these sounds is followed by.
fn before(following: Following, sounds: &str, token: &Token) -> Following {
    let first = sounds.chars().find(|c| is_vowel(*c) || is_consonant(*c) || is_pause(*c));
    Following {
        vowel: match first {
            Some(pause) if is_pause(pause) => None,
            Some(sound) => Some(is_vowel(sound)),
            None => following.vowel,
        },
        is_to: match token.text.as_str() {
            "to" | "To" => true,
            "TO" => matches!(token.tag.as_str(), "TO" | "IN"),
            _ => false,
        },
    }
}

/// Signs that join parts of a word and are not said.
fn is_joint(c: char) -> bool {
    "',-._‘’/".contains(c)
}

/// Gives the parts of a read word their gaps and takes stress off, so that the word sounds as one.
fn settle(word: &mut [Token]) {
    let text = merged(word).text;
    let kind = |c: char| match c {
        c if c.is_alphabetic() => 0,
        c if c.is_ascii_digit() => 1,
        _ => 2,
    };
    let mut kinds: Vec<i32> = text.chars().filter(|c| !is_joint(*c)).map(kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let is_apart = text.contains([' ', '/']) || kinds.len() > 1;
    word.iter_mut().skip(1).for_each(|part| part.is_apart = is_apart);
    if is_apart {
        return;
    }
    let sounds = |part: &Token| part.sounds.clone().unwrap_or_default();
    // Parts with sounds: whether they have main stress, how long they are, where they are.
    let mut said: Vec<(bool, usize, usize)> = word
        .iter()
        .enumerate()
        .map(|(index, part)| (index, sounds(part)))
        .filter(|(_, sounds)| !sounds.is_empty())
        .map(|(index, sounds)| (sounds.contains(PRIMARY), weight(&sounds), index))
        .collect();
    let stresses = said.iter().filter(|(has_primary, ..)| *has_primary).count();
    let weaker: Vec<usize> = match said.as_slice() {
        // "T-shirt"
        [(.., first), (.., second)] if word[*first].text.chars().count() == 1 => vec![*second],
        all if all.len() < 2 || stresses <= all.len().div_ceil(2) => Vec::new(),
        _ => {
            said.sort_unstable();
            said.iter().take(said.len() / 2).map(|(.., index)| *index).collect()
        }
    };
    for index in weaker {
        word[index].sounds = Some(stressed(&sounds(&word[index]), Some(Stress::Weaker)));
    }
}

/// Runs of letters (with apostrophes between them), of digits (with commas and periods between them) and of
/// other signs.
fn runs(word: &str) -> Vec<&str> {
    let kind = |c: char| match c {
        c if c.is_alphabetic() => 'a',
        c if c.is_ascii_digit() => '0',
        c if c.is_whitespace() || c.is_alphanumeric() || c == '_' => ' ',
        _ => '!',
    };
    let characters: Vec<(usize, char)> = word.char_indices().collect();
    let kind_at = |index: usize| characters.get(index).map(|(_, c)| kind(*c));
    let byte_at = |index: usize| characters.get(index).map_or(word.len(), |(at, _)| *at);
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(own) = kind_at(at) {
        let start = at;
        loop {
            at += 1;
            let joins = match (own, characters.get(at).map(|(_, c)| *c)) {
                ('a', Some('\'' | '’')) | ('0', Some(',' | '.')) => kind_at(at + 1) == Some(own),
                _ => false,
            };
            if !joins && kind_at(at) != Some(own) {
                break;
            }
        }
        if own != ' ' {
            runs.push(&word[byte_at(start)..byte_at(at)]);
        }
    }
    runs
}

/// The name of a sign, where it has one that is said.
fn sign_sounds(sign: char) -> &'static str {
    match sign {
        '/' => "slˈæʃ",
        '=' => "ˈikwᵊlz",
        '+' => "plˈʌs",
        '&' => "ænd",
        '@' => "æt",
        '%' => "pəɹsˈɛnt",
        '#' => "hˈæʃ",
        '*' => "ˈæstəɹˌɪsk",
        '~' => "tˈɪldə",
        '^' => "kˈɛɹət",
        '<' => "lˈɛs ðən",
        '>' => "ɡɹˈATəɹ ðən",
        '—' => "—",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_word_falls_into_runs() {
        assert_eq!(runs("x-ray's"), ["x", "-", "ray's"]);
        assert_eq!(runs("ab1,200.5c++ _é"), ["ab", "1,200.5", "c", "++", "é"]);
        assert_eq!(runs("'a' 1. ٣"), ["'", "a", "'", "1", "."]);
        assert_eq!(runs(""), [""; 0]);
    }

    fn part(text: &str, sounds: &str) -> Token {
        Token { text: text.to_owned(), sounds: Some(sounds.to_owned()), ..Token::default() }
    }

    #[test]
    fn the_parts_of_a_word_share_its_stress() {
        let mut word = [part("T", "tˈi"), part("-", ""), part("shirt", "ʃˈɜɹt")];
        settle(&mut word);
        assert_eq!(joined(&word), "tˈiʃˌɜɹt");
        let mut word = [part("A", "ˈA"), part("/", ""), part("B", "bˈi")];
        settle(&mut word);
        assert_eq!(joined(&word), "ˈA bˈi");
    }
}
