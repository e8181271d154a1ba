//! What an action is called: the clause in which it was promised, as an imperative.
//!
//! "I'll send you a revised quote for the smaller package by Friday" becomes "Send Marcus a revised quote for
//! the smaller package": pronouns become names, the day goes (it stands beside the title), the reasons go.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::dates::DateMention;
use crate::text::phrase::Phrase;

/// Longest title in characters.
const LONGEST_TITLE: usize = 90;

/// Where the action ends and its reasons, aims and echoes begin.
static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r" (?:, )?(?:so that\b|so (?:you|we|i|they|he|she)\b|because\b|since (?:you|we|i|they|it)\b|in case\b|okay\b|, (?:and|but|to|which|if|then|so|as|while|since|though|all right|right|is that|does that|would that|how|what|when|where|who)\b|; |\? |as soon as\b|once (?:you|i|we|they|it|that)\b|when (?:you|i|we|they|it) \w+|if (?:you|that|it|possible)\b|(?:and|but) (?:they|he|she|it|that|this|then) (?:will|should|can|is)\b).*$",
    )
    .expect("the pattern is constant and every test compiles it")
});

/// Names to put in the place of pronouns.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// Of "I", "me", "my": the speaker.
    pub speaker: Option<String>,
    /// Of "you", "your": who is spoken to.
    pub listener: Option<String>,
    /// The speaker is the one who will do it.
    pub speaker_acts: bool,
}

/// The title of the action in `action`, whose verb in its base form is `verb`; what "it" stands for goes in its
/// place where the caller knows. `is_object_only`: the verb is not in `action` ("you'll have *the contract*").
pub(super) fn title(
    phrase: &Phrase<'_>,
    action: &Range<usize>,
    verb: &str,
    days: &[DateMention],
    names: &Names,
    antecedent: Option<&str>,
    is_object_only: bool,
) -> String {
    let clause = &phrase.normal[action.clone()];
    let end = TAIL.find(clause).map_or(action.end, |tail| action.start + tail.start());
    let mut words: Vec<String> = Vec::new();
    let mut last_source: Option<Range<usize>> = None;
    for word in phrase.words() {
        let place = &word.normal;
        let is_outside = place.start < action.start || place.end > end;
        if is_outside || days.iter().any(|day| day.normal.start <= place.start && place.end <= day.normal.end)
        {
            continue;
        }
        if last_source.as_ref() == Some(&word.source) {
            continue;
        }
        last_source = Some(word.source.clone());
        let normal = &phrase.normal[place.clone()];
        if words.is_empty() {
            words.push(capitalised(verb));
            if !is_object_only {
                continue;
            }
        }
        if let Some(spelled) = spelling(normal, phrase, &word.source, names, antecedent, words.len()) {
            words.push(spelled);
        }
    }
    finish(words)
}

fn spelling(
    normal: &str,
    phrase: &Phrase<'_>,
    source: &Range<usize>,
    names: &Names,
    antecedent: Option<&str>,
    position: usize,
) -> Option<String> {
    let possessive = |name: &str| format!("{name}'s");
    let (mine, yours) = (names.speaker.as_deref(), names.listener.as_deref());
    Some(match normal {
        "you" if position == 1 && yours.is_none() && names.speaker_acts => "the others".to_owned(),
        "you" => yours?.to_owned(),
        "your" | "yours" => yours.map_or_else(|| "the".to_owned(), possessive),
        "me" | "us" if !names.speaker_acts => mine?.to_owned(),
        "my" | "our" if names.speaker_acts => "the".to_owned(),
        "my" | "our" => mine.map_or_else(|| "the".to_owned(), possessive),
        "it" | "that" | "this" | "them" | "those" | "these" if position == 1 && antecedent.is_some() => {
            antecedent?.to_owned()
        }
        "just" | "also" | "please" | "definitely" | "actually" | "really" | "basically" => return None,
        _ if normal.starts_with(|c: char| c.is_ascii_digit()) => normal.to_owned(),
        _ => phrase.source()[source.clone()].to_owned(),
    })
}

fn finish(words: Vec<String>) -> String {
    const DANGLING: [&str; 24] = [
        "for", "on", "by", "to", "with", "at", "and", "then", "in", "of", "or", "so", "but", "the", "a",
        "an", "from", "as", "until", "before", "after", "well", "too", "that",
    ];
    let mut title = String::new();
    for word in words {
        let is_mark = word.chars().all(|c| !c.is_alphanumeric());
        if title.chars().count() + word.chars().count() > LONGEST_TITLE {
            break;
        }
        if !title.is_empty() && !is_mark {
            title.push(' ');
        }
        title.push_str(&word);
    }
    loop {
        let trimmed = title
            .trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '%' | '"'))
            .to_owned();
        let last = trimmed.rsplit(' ').next().unwrap_or_default().to_lowercase();
        if DANGLING.contains(&last.as_str()) && trimmed.contains(' ') {
            title = trimmed[..trimmed.len() - last.len()].to_owned();
            continue;
        }
        return trimmed;
    }
}

pub(super) fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
