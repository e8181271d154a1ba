//! Values that a model wrote, kept only where they were said.

use colloquy_domain::evidence::Evidence;
use colloquy_domain::signal::SignalValue;

use super::basic::{Answer, MOST_EVIDENCE};
use crate::evidence::{distinct, quote_utterance};
use crate::view::Utterance;

/// How sure one can be of a value that was said, though perhaps not as the answer.
const CONFIDENCE: f64 = 0.75;

/// A number counts only where it was said, in words or in digits.
pub(super) fn number(utterances: &[Utterance<'_>], written: &str) -> Option<Answer> {
    let value: f64 = written.trim().replace([',', '$', '€', '£'], "").parse().ok()?;
    let said = utterances
        .iter()
        .filter(|utterance| utterance.phrase.words().iter().any(|word| word.value == Some(value)))
        .map(quote_utterance);
    answer(SignalValue::Number(value), distinct(said, MOST_EVIDENCE))
}

/// A text counts only where it stands in one sentence, in whatever case; its value is what stands there.
pub(super) fn text(utterances: &[Utterance<'_>], written: &str) -> Option<Answer> {
    let written = written.trim().trim_matches(|c: char| !c.is_alphanumeric());
    let is_nothing =
        matches!(written.to_lowercase().as_str(), "" | "none" | "no" | "n/a" | "unknown" | "not mentioned");
    if is_nothing {
        return None;
    }
    let has_it = |utterance: &&Utterance<'_>| find_words(utterance.phrase.source(), written).is_some();
    let first = utterances.iter().find(has_it)?.phrase.source();
    let value = first.get(find_words(first, written)?)?.to_owned();
    let said = utterances.iter().filter(has_it).map(quote_utterance);
    answer(SignalValue::Text(value), distinct(said, MOST_EVIDENCE))
}

fn answer(value: SignalValue, evidence: Vec<Evidence>) -> Option<Answer> {
    (!evidence.is_empty()).then_some(Answer { value: Some(value), confidence: CONFIDENCE, evidence })
}

/// Where `wanted` stands in `text` as whole words, in whatever case.
fn find_words(text: &str, wanted: &str) -> Option<std::ops::Range<usize>> {
    let is_part_of_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.char_indices().find_map(|(start, _)| {
        let mut rest = text[start..].char_indices();
        for expected in wanted.chars() {
            let (_, found) = rest.next()?;
            if found != expected && !found.to_lowercase().eq(expected.to_lowercase()) {
                return None;
            }
        }
        let end = rest.next().map_or(text.len(), |(offset, _)| start + offset);
        let is_whole = !is_part_of_word(text[..start].chars().next_back())
            && !is_part_of_word(text[end..].chars().next());
        is_whole.then_some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_and_in_any_case() {
        assert_eq!(find_words("Then ROTA Pilot quoted us", "rota pilot"), Some(5..15));
        assert_eq!(find_words("Metropolitan", "metro"), None);
        assert_eq!(find_words("Über uns", "über"), Some(0..5));
        assert_eq!(find_words("", "x"), None);
    }
}
