//! One spelling for both sides of a comparison.
//!
//! In order: lower case; amounts, per cent, ordinals, addresses and times spoken out; hesitations dropped;
//! contractions expanded; punctuation dropped; spelled numbers turned into digits and runs of numbers joined
//! ("four four two one" and "4421", "three thirty" and "3:30"). The rules are for English and leave other
//! languages nearly as they are. They follow the idea of the normaliser that OpenAI published with Whisper,
//! without its table of British and American spellings.

use super::numbers;

/// Hesitations: whether they are written down is a matter of taste.
const HESITATIONS: [&str; 10] = ["um", "uh", "uhm", "hm", "hmm", "mm", "mmm", "mhm", "er", "erm"];

/// Whole words that have two spellings.
const SPELLINGS: [(&str, &[&str]); 18] = [
    ("okay", &["ok"]),
    ("alright", &["all", "right"]),
    ("mister", &["mr"]),
    ("doctor", &["dr"]),
    ("missus", &["mrs"]),
    ("won't", &["will", "not"]),
    ("can't", &["can", "not"]),
    ("cannot", &["can", "not"]),
    ("shan't", &["shall", "not"]),
    ("let's", &["let", "us"]),
    ("gonna", &["going", "to"]),
    ("wanna", &["want", "to"]),
    ("gotta", &["got", "to"]),
    ("email", &["e", "mail"]),
    ("emails", &["e", "mails"]),
    ("online", &["on", "line"]),
    ("%", &["percent"]),
    ("&", &["and"]),
];

/// Endings that stand for a word.
const ENDINGS: [(&str, &str); 7] = [
    ("n't", "not"),
    ("'re", "are"),
    ("'ve", "have"),
    ("'ll", "will"),
    ("'m", "am"),
    ("'d", "would"),
    ("'s", "is"),
];

/// The words of `text` in one spelling.
#[must_use]
pub fn normalise(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for raw in text.to_lowercase().replace(['\u{2019}', '\u{2018}'], "'").split_whitespace() {
        speak_symbols(raw, &mut words);
    }
    let words = join_letters(words);
    let words: Vec<String> = words.into_iter().flat_map(|word| expand(&word)).collect();
    numbers::to_digits(&words)
}

/// Splits a written word at its symbols, and says those that are spoken.
fn speak_symbols(raw: &str, words: &mut Vec<String>) {
    let is_address = raw.contains('@');
    let mut word = String::new();
    let mut currency = None;
    let characters: Vec<char> = raw.chars().collect();
    for (index, character) in characters.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| characters[before]);
        let after = characters.get(index + 1).copied();
        let between_digits =
            before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit());
        let between_letters =
            before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
        let spoken = match character {
            '$' => {
                currency = Some("dollars");
                continue;
            }
            '€' => {
                currency = Some("euros");
                continue;
            }
            '£' => {
                currency = Some("pounds");
                continue;
            }
            ',' if between_digits => continue,
            '.' if between_digits => {
                word.push('.');
                continue;
            }
            '\'' if between_letters => {
                word.push('\'');
                continue;
            }
            '@' => Some("at"),
            '.' if between_letters && (is_address || word.chars().count() > 1) => Some("dot"),
            '.' if between_letters => None,
            '%' => Some("percent"),
            '&' => Some("and"),
            c if c.is_alphanumeric() => {
                word.push(*c);
                continue;
            }
            _ => None,
        };
        push(&mut word, words);
        words.extend(spoken.map(str::to_owned));
    }
    push(&mut word, words);
    words.extend(currency.map(str::to_owned));
}

fn push(word: &mut String, words: &mut Vec<String>) {
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}

/// "p m" is "pm", "a m" after a number is "am".
fn join_letters(words: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        match joined.last_mut() {
            Some(last) if word == "m" && last == "p" => *last = "pm".to_owned(),
            _ => joined.push(word),
        }
    }
    joined
}

fn expand(word: &str) -> Vec<String> {
    if HESITATIONS.contains(&word) {
        return Vec::new();
    }
    if let Some((_, spelling)) = SPELLINGS.iter().find(|(written, _)| *written == word) {
        return spelling.iter().map(|part| (*part).to_owned()).collect();
    }
    for (ending, stands_for) in ENDINGS {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| !stem.is_empty()) {
            return vec![stem.to_owned(), stands_for.to_owned()];
        }
    }
    vec![word.replace('\'', "")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_to_write_a_thing_become_one() {
        // Each row: as a person would spell it, as a recogniser would write it.
        let same = [
            ("eighteen hundred dollars", "$1,800"),
            ("one thousand two hundred and fifty", "1,250"),
            ("four four two one", "4421"),
            ("five oh two seven", "5027"),
            ("on the twenty fourth", "on the 24th"),
            ("at three thirty p m", "at 3:30 PM."),
            ("two point five percent", "2.5%"),
            ("a hundred people", "100 people"),
            ("nineteen ninety nine", "1999"),
            ("maya at brightway dot example", "Maya@brightway.example"),
            ("we'll send it, I'm sure", "We will send it. I am sure!"),
            ("um okay that is it", "OK, that's it."),
            ("twenty-five", "25"),
            ("ten of clubs", "10 of clubs"),
        ];
        for (spoken, written) in same {
            assert_eq!(normalise(spoken), normalise(written), "{spoken} / {written}");
        }
    }

    #[test]
    fn different_words_stay_different() {
        for (left, right) in [("fifteen", "fifty"), ("we can", "we can't"), ("first", "one"), ("", "a")] {
            assert_ne!(normalise(left), normalise(right), "{left} / {right}");
        }
        assert_eq!(normalise("Grüße aus Köln"), ["grüße", "aus", "köln"]);
    }
}
