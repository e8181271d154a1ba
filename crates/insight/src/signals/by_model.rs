//! Answers by the language model.

use colloquy_domain::evidence::Evidence;
use colloquy_domain::signal::{SignalDefinition, SignalKind, SignalValue};

use super::basic::Answer;
use super::competitors::is_participant;
use super::weigh::{Opinion, weighed};
use crate::embedder::Embedder;
use crate::error::InsightError;
use crate::evidence::{Ranking, quote, quote_utterance};
use crate::model::{AnswerForm, ChatPrefix, LanguageModel};
use crate::prompt::one_line;
use crate::view::{ConversationView, Utterance};

/// Most quotes beside an answer.
const MOST_EVIDENCE: usize = 3;
/// Longest question, guidance and option of a user's in a prompt, in characters.
const LONGEST_QUESTION: usize = 500;
const LONGEST_OPTION: usize = 60;
/// Longest generated value in tokens.
const VALUE_TOKENS: u32 = 32;

/// The model's answer to one question. `rules` is what the rules say: their places come first as evidence where
/// both agree.
#[expect(
    clippy::too_many_arguments,
    reason = "what a question is asked of; a struct would be built for one call"
)]
pub(super) async fn answer(
    view: &ConversationView<'_>,
    model: &dyn LanguageModel,
    prefixes: &[ChatPrefix],
    utterances: &[Utterance<'_>],
    ranking: &Ranking<'_, '_>,
    embedder: Option<&dyn Embedder>,
    definition: &SignalDefinition,
    rules: Answer,
) -> Result<Answer, InsightError> {
    match &definition.kind {
        SignalKind::YesNo => {
            let judged = yes(model, prefixes, &question(definition)).await?;
            let probability = weighed(judged, Opinion::of(definition, &rules));
            let is_yes = probability >= 0.5;
            let evidence = match is_yes {
                true => supporting(ranking, embedder, definition, rules.evidence).await?,
                false => Vec::new(),
            };
            let confidence = probability.max(1.0 - probability);
            Ok(Answer { value: Some(SignalValue::YesNo(is_yes)), confidence, evidence })
        }
        SignalKind::Choice { options } => {
            let (option, confidence) = choose(model, prefixes, definition, options).await?;
            let evidence = supporting(ranking, embedder, definition, rules.evidence).await?;
            Ok(Answer { value: Some(SignalValue::Choice(option)), confidence, evidence })
        }
        SignalKind::Number { .. } => {
            let written = number(model, prefixes, utterances, definition).await?;
            settled(model, prefixes, definition, written, rules).await
        }
        SignalKind::Text => {
            let mut written = text(model, prefixes, utterances, definition).await?;
            // Small models take the customer's own firm for a competitor.
            let is_own =
                |value: &SignalValue| matches!(value, SignalValue::Text(name) if is_participant(view, name));
            if definition.name == "competitor_name" && written.value.as_ref().is_some_and(is_own) {
                written = Answer { value: None, confidence: 0.6, evidence: Vec::new() };
            }
            settled(model, prefixes, definition, written, rules).await
        }
    }
}

/// The value that the model wrote, the one that the rules found, or none: where these differ the model chooses
/// between them, which it does better than it writes.
async fn settled(
    model: &dyn LanguageModel,
    prefixes: &[ChatPrefix],
    definition: &SignalDefinition,
    written: Answer,
    rules: Answer,
) -> Result<Answer, InsightError> {
    if written.value == rules.value {
        let evidence = if written.evidence.is_empty() { rules.evidence } else { written.evidence };
        return Ok(Answer { value: written.value, confidence: 0.85, evidence });
    }
    let answers = [written, rules];
    let options: Vec<String> = answers.iter().map(|answer| shown(answer.value.as_ref())).collect();
    let question = format!("Question: {}\nAnswer with one of: {}.", question(definition), options.join(", "));
    let mut sums = [0.0_f64; 2];
    for prefix in prefixes {
        let probabilities = model.choose(prefix, &question, &options).await?;
        for (sum, probability) in sums.iter_mut().zip(probabilities) {
            *sum += f64::from(probability) / prefixes.len() as f64;
        }
    }
    let [written, rules] = answers;
    let (chosen, confidence) = if sums[0] >= sums[1] { (written, sums[0]) } else { (rules, sums[1]) };
    Ok(Answer { confidence, ..chosen })
}

fn shown(value: Option<&SignalValue>) -> String {
    match value {
        Some(SignalValue::Number(number)) => format!("{number}"),
        Some(SignalValue::Text(text) | SignalValue::Choice(text)) => one_line(text, LONGEST_OPTION),
        Some(SignalValue::YesNo(is_yes)) => if *is_yes { "yes" } else { "no" }.to_owned(),
        None => "none".to_owned(),
    }
}

fn question(definition: &SignalDefinition) -> String {
    let mut text = one_line(&definition.question, LONGEST_QUESTION);
    if let Some(guidance) = definition.guidance.as_deref().filter(|guidance| !guidance.trim().is_empty()) {
        text.push('\n');
        text.push_str(&one_line(guidance, LONGEST_QUESTION));
    }
    text
}

/// The probability of yes to a question, the highest over all pieces.
pub(crate) async fn yes(
    model: &dyn LanguageModel,
    prefixes: &[ChatPrefix],
    question: &str,
) -> Result<f64, InsightError> {
    let options = ["yes".to_owned(), "no".to_owned()];
    let question = format!("Question: {question}\nAnswer yes or no.");
    let mut highest = 0.0_f64;
    for prefix in prefixes {
        let probabilities = model.choose(prefix, &question, &options).await?;
        highest = highest.max(probabilities.first().copied().map_or(0.0, f64::from));
    }
    Ok(highest)
}

async fn choose(
    model: &dyn LanguageModel,
    prefixes: &[ChatPrefix],
    definition: &SignalDefinition,
    options: &[String],
) -> Result<(String, f64), InsightError> {
    let shown: Vec<String> = options.iter().map(|option| one_line(option, LONGEST_OPTION)).collect();
    if shown.iter().any(String::is_empty) || shown.is_empty() {
        return Err(InsightError::Invalid(format!("signal {:?} has an empty option", definition.name)));
    }
    let question = format!("Question: {}\nAnswer with one of: {}.", question(definition), shown.join(", "));
    let mut best = (String::new(), -1.0);
    for prefix in prefixes {
        let probabilities = model.choose(prefix, &question, &shown).await?;
        for (option, probability) in options.iter().zip(probabilities) {
            if f64::from(probability) > best.1 {
                best = (option.clone(), f64::from(probability));
            }
        }
    }
    Ok(best)
}

async fn supporting(
    ranking: &Ranking<'_, '_>,
    embedder: Option<&dyn Embedder>,
    definition: &SignalDefinition,
    by_rules: Vec<Evidence>,
) -> Result<Vec<Evidence>, InsightError> {
    let mut evidence = by_rules;
    evidence.extend(ranking.quotes(&ranking.with_keywords(&definition.keywords)));
    if evidence.len() < MOST_EVIDENCE {
        let query = format!("{} {}", definition.question, definition.keywords.join(" "));
        evidence.extend(ranking.support(&query, MOST_EVIDENCE, embedder).await?);
    }
    let mut seen = Vec::new();
    evidence.retain(|one| {
        let place = (one.entry_id, one.quote.clone());
        let is_new = !seen.contains(&place);
        seen.push(place);
        is_new
    });
    evidence.truncate(MOST_EVIDENCE);
    Ok(evidence)
}

/// A number counts only where somebody said it.
async fn number(
    model: &dyn LanguageModel,
    prefixes: &[ChatPrefix],
    utterances: &[Utterance<'_>],
    definition: &SignalDefinition,
) -> Result<Answer, InsightError> {
    let task = format!("Question: {}\nAnswer with the number only, or none.", question(definition));
    for prefix in prefixes {
        let written = model.generate(prefix, &task, AnswerForm::NumberOrNone, VALUE_TOKENS).await?.text;
        let Ok(value) = written.trim().replace([',', '$', '€', '£'], "").parse::<f64>() else { continue };
        let said: Vec<Evidence> = utterances
            .iter()
            .filter(|utterance| utterance.phrase.words().iter().any(|word| word.value == Some(value)))
            .map(quote_utterance)
            .take(MOST_EVIDENCE)
            .collect();
        if !said.is_empty() {
            return Ok(Answer { value: Some(SignalValue::Number(value)), confidence: 0.75, evidence: said });
        }
    }
    Ok(Answer { value: None, confidence: 0.6, evidence: Vec::new() })
}

/// A text counts only where it stands in one entry, in whatever case.
async fn text(
    model: &dyn LanguageModel,
    prefixes: &[ChatPrefix],
    utterances: &[Utterance<'_>],
    definition: &SignalDefinition,
) -> Result<Answer, InsightError> {
    let task =
        format!("Question: {}\nAnswer in the words of the conversation only, or none.", question(definition));
    for prefix in prefixes {
        let written = model.generate(prefix, &task, AnswerForm::ShortTextOrNone, VALUE_TOKENS).await?.text;
        let written = written.trim().trim_matches(|c: char| !c.is_alphanumeric());
        if written.is_empty()
            || matches!(written.to_lowercase().as_str(), "none" | "no" | "n/a" | "unknown" | "not mentioned")
        {
            continue;
        }
        if let Some((value, evidence)) = verbatim(utterances, written) {
            return Ok(Answer { value: Some(SignalValue::Text(value)), confidence: 0.75, evidence });
        }
    }
    Ok(Answer { value: None, confidence: 0.6, evidence: Vec::new() })
}

/// The words as they stand in the transcript, and the sentences that have them.
fn verbatim(utterances: &[Utterance<'_>], written: &str) -> Option<(String, Vec<Evidence>)> {
    let mut value = None;
    let mut evidence = Vec::new();
    for utterance in utterances {
        let source = utterance.phrase.source();
        let Some(range) = find_words(source, written) else { continue };
        value.get_or_insert_with(|| source[range].to_owned());
        if evidence.len() < MOST_EVIDENCE {
            evidence.push(quote(utterance.entry, utterance.range.clone()));
        }
    }
    value.map(|value| (value, evidence))
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
