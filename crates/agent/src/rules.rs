//! The rules around a turn, which need no model: goodbyes, what cannot be understood, silence, fillers, and where a text
//! may be cut. All of it is decided by the words alone.

mod sentences;

use colloquy_domain::words::words;

pub(crate) use self::sentences::first_piece;
pub use self::sentences::{cut, sentences, whole_sentences};

/// What may follow a goodbye without making it something else.
const COURTESY: [&str; 16] = [
    "again", "all", "and", "cheers", "everyone", "for", "have", "much", "now", "so", "thank", "thanks",
    "then", "to", "very", "you",
];
const PRESENCE_QUESTIONS: [&str; 3] =
    ["Are you still there?", "Hello, can you hear me?", "Is anybody there?"];
const CLOSING_WORDS: &str = "Thank you for your time. Goodbye!";
const NOT_UNDERSTOOD: &str = "Sorry, could you say that again, please?";
/// How recognisers write what they could not make out.
const NOISES: [&str; 9] = [
    "inaudible",
    "unintelligible",
    "noise",
    "background noise",
    "music",
    "silence",
    "blank_audio",
    "crosstalk",
    "laughter",
];

/// Whether what the customer said last is one of these goodbyes. Case and punctuation do not count; the whole phrase must
/// be there, as the last words or followed by courtesies alone: "I'll say goodbye to my old phone" is none.
#[must_use]
pub fn is_goodbye(text: &str, phrases: &[String]) -> bool {
    let said = folded(text);
    let is_one = |phrase: &Vec<String>| {
        !phrase.is_empty()
            && said.windows(phrase.len()).rposition(|part| part == phrase.as_slice()).is_some_and(|place| {
                let rest = &said[place + phrase.len()..];
                rest.iter().all(|word| COURTESY.contains(&word.as_str()))
            })
    };
    phrases.iter().map(|phrase| folded(phrase)).any(|phrase| is_one(&phrase))
}

fn folded(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.text).collect()
}

/// Whether nothing could be made out: no words, no signs, or only what a recogniser writes in their stead.
#[must_use]
pub fn is_not_understood(text: &str) -> bool {
    let mut rest = text.to_lowercase();
    for noise in NOISES {
        for (open, close) in [('[', ']'), ('(', ')')] {
            rest = rest.replace(&format!("{open}{noise}{close}"), " ");
        }
    }
    !rest.chars().any(says_something)
}

/// Letters, digits and pictures do; punctuation does not.
fn says_something(character: char) -> bool {
    character.is_alphanumeric() || matches!(u32::from(character), 0x2190..=0x2bff | 0x1f000..=0x1faff)
}

/// What is asked into a silence, for the n-th time (from 0).
#[must_use]
pub fn presence_question(n: u32) -> &'static str {
    PRESENCE_QUESTIONS[n as usize % PRESENCE_QUESTIONS.len()]
}

/// What a dialogue ends with.
#[must_use]
pub fn closing_words() -> &'static str {
    CLOSING_WORDS
}

/// What is said where the customer was not understood, for the n-th time; a fixed question where the agent has none.
#[must_use]
pub fn cutoff_response(responses: &[String], n: usize) -> &str {
    filler(responses, n).unwrap_or(NOT_UNDERSTOOD)
}

/// The n-th filler, beginning anew after the last; none where there are none. Give it a random number for a random one.
#[must_use]
pub fn filler(fillers: &[String], n: usize) -> Option<&str> {
    let place = n.checked_rem(fillers.len())?;
    fillers.get(place).map(String::as_str)
}

/// A text, or a piece of one, without the signs that a voice would stumble over.
#[must_use]
pub fn without_markup(text: &str) -> String {
    text.chars().filter(|character| !matches!(character, '*' | '`' | '#')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases(list: &[&str]) -> Vec<String> {
        list.iter().map(|&phrase| phrase.to_owned()).collect()
    }

    #[test]
    fn a_goodbye_is_one_whatever_its_dress() {
        let known = phrases(&["Goodbye", "bye", "Talk to you later.", "auf Wiederhören", "—"]);
        let rows = [
            ("Goodbye!", true),
            ("ok, GOODBYE", true),
            ("Bye bye.", true),
            ("Goodbye, and thank you very much", true),
            ("Great - talk to you later", true),
            ("Auf Wiederhoren", true),
            ("talk to you", false),
            ("I'll say goodbye to my old phone", false),
            ("goodbye is what I said, but how much is it?", false),
            ("by", false),
            ("the byelaw", false),
            ("", false),
            ("—", false),
        ];
        for (text, expected) in rows {
            assert_eq!(is_goodbye(text, &known), expected, "{text}");
        }
        assert!(!is_goodbye("bye", &[]));
    }

    #[test]
    fn noise_is_not_understood_and_signs_are() {
        for text in ["", " … ", "[inaudible]", "(Unintelligible).", "[BLANK_AUDIO]", "?!", "[noise] [music]"]
        {
            assert!(is_not_understood(text), "{text}");
        }
        for text in ["ok", "👍", "7", "[yes]", "(music) hello", "はい", "→"] {
            assert!(!is_not_understood(text), "{text}");
        }
    }

    #[test]
    fn there_is_always_something_to_say() {
        let asked: Vec<&str> = (0..4).map(presence_question).collect();
        assert_eq!(asked[0], asked[3]);
        assert_ne!(asked[0], asked[1]);
        let fillers = phrases(&["Hm.", "Well."]);
        assert_eq!(
            (filler(&fillers, 0), filler(&fillers, 3), filler(&[], 3)),
            (Some("Hm."), Some("Well."), None)
        );
        assert_eq!(cutoff_response(&[], 5), NOT_UNDERSTOOD);
        assert_eq!(without_markup("**Order** `#12`"), "Order 12");
        assert!(!closing_words().is_empty());
    }
}
