//! Cuts text into words, numbers and punctuation.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
          [\w.+%-]+@[\w-]+(?:\.[\w-]+)+                      # an e-mail address
        | \d{1,4}[/-]\d{1,2}(?:[/-]\d{1,4})?\b               # a date in digits
        | \d+(?:[.,:]\d+)*(?:(?i:st|nd|rd|th|k|am|pm)\b)?    # a number, an ordinal, a time
        | \b(?i:[ap]\.m)\.?                                  # a.m., p.m.
        | \b(?i:e-mail(?:s|ed|ing)?)\b
        | \p{L}[\p{L}\p{M}\d]*(?:['’]\p{L}+)*                  # a word, with its contraction
        | \w+
        | [^\s\w]                                            # one mark of punctuation
        ",
    )
    .expect("the pattern is constant and every test of this crate compiles it")
});

/// The byte ranges of the tokens of `text`, in order.
pub(crate) fn tokenise(text: &str) -> Vec<Range<usize>> {
    TOKEN.find_iter(text).map(|token| token.range()).collect()
}

/// A token in the spelling that rules match on: lower case, straight apostrophes, contractions spelled out.
/// Empty for fillers and for marks that carry no meaning.
pub(crate) fn normal_spelling(token: &str) -> String {
    let lower = token.to_lowercase().replace('’', "'");
    match lower.as_str() {
        "um" | "umm" | "uh" | "uhm" | "er" | "erm" | "ah" | "hm" | "hmm" | "mm" | "mhm" => String::new(),
        "gonna" => "going to".into(),
        "wanna" => "want to".into(),
        "gotta" => "got to".into(),
        "lemme" => "let me".into(),
        "ok" | "okey" => "okay".into(),
        "yep" | "yeah" | "yup" | "yea" | "aye" => "yes".into(),
        "nope" | "nah" => "no".into(),
        "alright" => "all right".into(),
        "thx" => "thanks".into(),
        "won't" => "will not".into(),
        "can't" | "cannot" => "can not".into(),
        "shan't" => "shall not".into(),
        "ain't" => "is not".into(),
        "let's" => "let us".into(),
        "y'all" => "you".into(),
        "a.m" | "a.m." => "am".into(),
        "p.m" | "p.m." => "pm".into(),
        "tmrw" | "tomorow" => "tomorrow".into(),
        "%" => "percent".into(),
        "e-mail" | "e-mails" | "e-mailed" | "e-mailing" => lower.replace('-', ""),
        "," | "." | "?" | "!" | ";" | ":" | "$" | "€" | "£" => lower,
        _ => spell_out(&lower),
    }
}

fn spell_out(lower: &str) -> String {
    const IS: [&str; 10] = ["it", "that", "he", "she", "there", "what", "where", "who", "here", "how"];
    if let Some(verb) = lower.strip_suffix("n't") {
        return format!("{verb} not");
    }
    for (ending, word) in [("'ll", "will"), ("'re", "are"), ("'ve", "have"), ("'m", "am"), ("'d", "would")] {
        if let Some(subject) = lower.strip_suffix(ending) {
            return format!("{subject} {word}");
        }
    }
    match lower.strip_suffix("'s") {
        Some(subject) if IS.contains(&subject) => format!("{subject} is"),
        _ if lower.chars().any(char::is_alphanumeric) => lower.to_owned(),
        _ => String::new(),
    }
}
