//! The call's properties beside what was said.
//!
//! A value that was said in the same words or digits matches. One that nearly was, in spelling or sound, was most
//! likely misheard. Another value of the same kind where the property is named contradicts it. What was not said at
//! all proves nothing.

mod likeness;

use colloquy_domain::metric::{EvidenceSpan, Measured, PropertyVerdict, Verdict};

use self::likeness::{is_digits, sounds_alike};
use super::subject::{ExpectedProperty, MetricSettings, Subject};
use crate::reading::Reading;
use crate::text::phrase::Phrase;
use crate::view::Utterance;

/// What is compared by rules of thumb is never certain.
const CONFIDENCE: f64 = 0.8;
/// Digits from which on a number may be said with or without the ones before (country and area codes).
const FEWEST_FINAL_DIGITS: usize = 7;
/// Longest value that is looked for, in words.
const MOST_WORDS: usize = 30;
/// Most properties that are compared: a conversation may have any number of them.
const MOST_PROPERTIES: usize = 100;
/// Most work that goes into looking for misheard values, in pairs of letters: about a second.
const MOST_EFFORT: usize = 500_000_000;
/// What comparing two texts costs beside their letters.
const EFFORT_OF_COMPARING: usize = 64;
/// Words after "is" that are taken for a value.
const MOST_WORDS_OF_VALUE: usize = 4;

/// The values of the metric; none where the slug is another one.
pub(super) fn measure(subject: &Subject<'_>, settings: &MetricSettings, slug: &str) -> Option<Vec<Measured>> {
    if slug != "property_transcript_mismatch" {
        return None;
    }
    let is_wanted = |property: &&ExpectedProperty| {
        let names = &settings.verified_properties;
        names.is_empty() || names.contains(&property.name)
    };
    let properties: Vec<&ExpectedProperty> = subject.properties.iter().filter(is_wanted).collect();
    Some(vec![if properties.is_empty() {
        Measured::not_applicable("the call has no properties to compare")
    } else if !subject.has_words() {
        Measured::data_missing("there is no transcript")
    } else {
        compared(&Reading::new(&subject.view), &properties)
    }])
}

fn compared(reading: &Reading<'_>, properties: &[&ExpectedProperty]) -> Measured {
    let said: Vec<Said<'_, '_>> = reading.utterances.iter().map(Said::of).collect();
    let (compared, left_out) = properties.split_at(properties.len().min(MOST_PROPERTIES));
    let mut effort = Effort { left: MOST_EFFORT, is_spent: false };
    let verdicts: Vec<PropertyVerdict> =
        compared.iter().map(|property| verdict(&said, property, &mut effort)).collect();
    let mismatches = verdicts.iter().filter(|verdict| verdict.verdict == Verdict::Mismatch);
    let evidence = mismatches.clone().filter_map(|verdict| {
        let entry = verdict.entry?;
        Some(EvidenceSpan { from: entry, to: entry, quote: None, reason: verdict.reasoning.clone() })
    });
    let count = mismatches.clone().count();
    let mut reasoning = format!("{count} of {} properties are contradicted", verdicts.len());
    if !left_out.is_empty() {
        let rule = format!("; {} more were not compared, as at most {MOST_PROPERTIES} are", left_out.len());
        reasoning.push_str(&rule);
    }
    if effort.is_spent {
        reasoning.push_str("; not everything was looked for that may have been misheard: it was too much");
    }
    let mut value =
        Measured::number(count as f64).because(reasoning).with_evidence(evidence.collect()).sure(CONFIDENCE);
    value.property_verdicts = verdicts;
    value
}

/// What may still be done.
struct Effort {
    left: usize,
    /// Whether something was left undone.
    is_spent: bool,
}

impl Effort {
    /// Whether that much more may be done.
    fn spend(&mut self, effort: usize) -> bool {
        self.is_spent |= effort > self.left;
        self.left = self.left.saturating_sub(effort);
        !self.is_spent
    }
}

/// A sentence, ready to be searched.
struct Said<'u, 'a> {
    utterance: &'u Utterance<'a>,
    words: Vec<&'u str>,
    /// How many letters each word has.
    letters: Vec<usize>,
    /// All its digits in a row.
    digits: String,
}

impl<'u, 'a> Said<'u, 'a> {
    fn of(utterance: &'u Utterance<'a>) -> Self {
        let words = spoken_words(utterance.normal());
        let letters = words.iter().map(|word| letters_of(word)).collect();
        let digits = utterance.normal().chars().filter(char::is_ascii_digit).collect();
        Self { utterance, words, letters, digits }
    }

    fn has(&self, wanted: &[&str]) -> bool {
        !wanted.is_empty() && self.words.windows(wanted.len()).any(|window| window == wanted)
    }
}

fn letters_of(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// The words of a normal form, without punctuation.
fn spoken_words(normal: &str) -> Vec<&str> {
    normal.split_ascii_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).collect()
}

fn verdict(said: &[Said<'_, '_>], property: &ExpectedProperty, effort: &mut Effort) -> PropertyVerdict {
    let phrase = Phrase::new(&property.value);
    let wanted = spoken_words(&phrase.normal);
    let told = |verdict, reasoning: &str, at: Option<(&Said<'_, '_>, String)>| PropertyVerdict {
        property_name: property.name.clone(),
        expected_value: property.value.clone(),
        verdict,
        observed_value: at.as_ref().map(|(_, observed)| observed.clone()),
        reasoning: Some(reasoning.to_owned()),
        entry: at.map(|(sentence, _)| sentence.utterance.entry.id),
    };
    if wanted.is_empty() || wanted.len() > MOST_WORDS || matches!(wanted.as_slice(), ["true" | "false"]) {
        return told(Verdict::NotMentioned, "a value of this kind cannot be looked up in words", None);
    }
    let digits: String = property.value.chars().filter(char::is_ascii_digit).collect();
    let is_number = is_digits(&property.value);
    if let Some(found) = said.iter().find(|one| one.has(&wanted) || (is_number && has_number(one, &digits))) {
        return told(Verdict::Match, "said in these words", Some((found, property.value.clone())));
    }
    let wanted_text = wanted.concat();
    // Short words sound like many others, and digits like none.
    if wanted_text.chars().count() >= 4 && !wanted_text.chars().any(|c| c.is_ascii_digit()) {
        let mut heard = said.iter();
        let heard = heard.find_map(|one| Some((one, misheard(one, &wanted, &wanted_text, effort)?)));
        if let Some((found, observed)) = heard {
            return told(
                Verdict::TranscriptionError,
                "words that sound or are spelled nearly alike were written down",
                Some((found, observed)),
            );
        }
        if effort.is_spent {
            // What seems to be another value may be this one, misheard.
            return told(Verdict::NotMentioned, "not said in these words; nothing else was looked for", None);
        }
    }
    if let Some((found, observed)) = contradicted(said, property, &digits, is_number) {
        return told(
            Verdict::Mismatch,
            "another value is said where the property is named",
            Some((found, observed)),
        );
    }
    told(Verdict::NotMentioned, "neither the value nor another one in its place is said", None)
}

/// Whether a sentence has that number: whole, or its last digits where it is as long as a telephone number.
fn has_number(sentence: &Said<'_, '_>, digits: &str) -> bool {
    if digits.len() < FEWEST_FINAL_DIGITS {
        // A short number would be found within any longer one.
        return sentence.words.iter().any(|word| {
            let own: String = word.chars().filter(char::is_ascii_digit).collect();
            own == digits && is_digits(word)
        });
    }
    let ending = &digits[digits.len() - FEWEST_FINAL_DIGITS..];
    sentence.digits.contains(digits)
        || (sentence.digits.ends_with(ending) && digits.ends_with(sentence.digits.as_str()))
}

/// The words of a sentence that sound like the wanted ones.
fn misheard(
    sentence: &Said<'_, '_>,
    wanted: &[&str],
    wanted_text: &str,
    effort: &mut Effort,
) -> Option<String> {
    let wanted_letters = letters_of(wanted_text);
    let fewest = wanted.len().saturating_sub(1).max(1);
    for length in fewest..=wanted.len() + 1 {
        for (window, letters) in sentence.words.windows(length).zip(sentence.letters.windows(length)) {
            let letters: usize = letters.iter().sum();
            // What has half as many letters cannot sound alike.
            let is_near = letters.min(wanted_letters) * 2 >= letters.max(wanted_letters);
            let comparing = EFFORT_OF_COMPARING.saturating_add(letters.saturating_mul(wanted_letters));
            if !effort.spend(if is_near { comparing } else { length }) {
                return None;
            }
            if is_near && sounds_alike(&window.concat(), wanted_text) {
                return Some(window.join(" "));
            }
        }
    }
    None
}

/// Another value of the property's kind, said where the property is named.
fn contradicted<'s, 'u, 'a>(
    said: &'s [Said<'u, 'a>],
    property: &ExpectedProperty,
    digits: &str,
    is_number: bool,
) -> Option<(&'s Said<'u, 'a>, String)> {
    let name = property.name.replace(['_', '-', '.'], " ").to_lowercase();
    let name_words: Vec<&str> =
        name.split_whitespace().filter(|word| !matches!(*word, "id" | "the" | "customer")).collect();
    let is_email = property.value.contains('@');
    for (position, sentence) in said.iter().enumerate() {
        let is_named = (is_email && sentence.words.contains(&"email"))
            || (!name_words.is_empty() && name_words.iter().all(|word| sentence.words.contains(word)));
        if !is_named {
            continue;
        }
        // The answer to "what is your order number" is in the next sentence.
        let here = [Some(sentence), said.get(position + 1)];
        for one in here.into_iter().flatten() {
            let observed = if is_email {
                one.words.iter().find(|word| word.contains('@')).map(|word| (*word).to_owned())
            } else if is_number {
                number_in(one).filter(|number| number != digits)
            } else {
                stated(one, &name_words)
            };
            if let Some(observed) = observed {
                return Some((one, observed));
            }
        }
    }
    None
}

fn number_in(sentence: &Said<'_, '_>) -> Option<String> {
    let word = sentence.words.iter().find(|word| is_digits(word))?;
    Some(word.chars().filter(char::is_ascii_digit).collect())
}

/// What follows on "<name> is" or "<name> was".
fn stated(sentence: &Said<'_, '_>, name_words: &[&str]) -> Option<String> {
    let last = *name_words.last()?;
    let normal: Vec<&str> = sentence.utterance.normal().split_ascii_whitespace().collect();
    let start = normal.windows(2).position(|pair| pair[0] == last && matches!(pair[1], "is" | "was"))? + 2;
    let value: Vec<&str> = normal[start..]
        .iter()
        .take_while(|word| word.chars().any(char::is_alphanumeric))
        .take(MOST_WORDS_OF_VALUE)
        .copied()
        .collect();
    let is_question = sentence.utterance.phrase.source().trim_end().ends_with('?');
    let is_vague =
        value.first().is_some_and(|first| matches!(*first, "not" | "what" | "it" | "that" | "there"));
    (!value.is_empty() && !is_question && !is_vague).then(|| value.join(" "))
}
