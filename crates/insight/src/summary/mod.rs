//! What a conversation was about.
//!
//! With a model: a few sentences on reason and findings, each kept only where its numbers were said and where it
//! does not just repeat the transcript, and each a point with the sentences of the transcript that support it.
//! What was agreed is added by the rules that find action items, because a small model gives promises to the
//! wrong person and keeps those that were taken back. Long conversations are summarised piece by piece, and
//! the summaries once more. Without a model: the most telling sentences themselves ([`extractive`]).

mod extractive;

use std::collections::BTreeSet;

use colloquy_domain::SummaryId;
use colloquy_domain::evidence::Grounds;
use colloquy_domain::insight::{Summary, SummaryPoint};

use crate::analyst::Analyst;
use crate::error::InsightError;
use crate::evidence::Ranking;
use crate::model::{AnswerForm, ChatPrefix, Generated, LanguageModel};
use crate::offload::offloaded;
use crate::prompt::prefixes;
use crate::reading::Reading;
use crate::redact::PLACEHOLDER;
use crate::text::phrase::Phrase;
use crate::text::sentences::sentences;
use crate::view::{ConversationView, Utterance};

/// Sentences of a summary.
const MOST_SENTENCES: usize = 6;
/// Longest summary in tokens.
const SUMMARY_TOKENS: u32 = 260;
/// Longest summary of a piece in tokens.
const PIECE_TOKENS: u32 = 160;
/// How sure one can be of a summary none of whose sentences was dropped: small models still mix up who said what.
const CONFIDENCE: f64 = 0.6;
/// The same where every sentence would have to be dropped.
const DOUBTFUL: f64 = 0.3;
/// Promises told in a summary; all of them stand in the action items.
const MOST_AGREED: usize = 5;
/// Most quotes beside a point.
const MOST_EVIDENCE: usize = 2;

const TASK: &str = "Task: You are a note taker. Write 2 to 4 short sentences for somebody who was not there: the reason \
    for the conversation, what was found out, what was objected to or complained of. Call people by their first \
    names, in the third person. Leave out promises and next steps. Plain text, no list, no quotes.";
const TASK_OF_PIECE: &str = "Task: You are a note taker. Write 2 to 4 short sentences for somebody who was not there about \
    this part of a conversation. Call people by their first names, in the third person. Tell only what was said. \
    Plain text, no list, no quotes.";

pub(crate) async fn summary(analyst: &Analyst, view: &ConversationView<'_>) -> Result<Summary, InsightError> {
    let reading = offloaded(|| Reading::new(view));
    if reading.utterances.is_empty() {
        return Err(InsightError::NothingSaid);
    }
    let Some(model) = analyst.model.as_deref() else {
        return Ok(offloaded(|| extractive::summary(&reading)));
    };
    let pieces = prefixes(&reading, model).await?;
    let written = write(model, &pieces).await?;
    let lines = sentences_of(&written);
    if lines.is_empty() {
        return Err(InsightError::UnusableAnswer("the summary is empty".into()));
    }
    let kept = offloaded(|| sound(&lines, &reading));
    // Where no sentence holds, the text is shown all the same, and told for what it is.
    let (kept, is_doubtful) = if kept.is_empty() { (lines.clone(), true) } else { (kept, false) };
    let embedder = analyst.embedder.as_deref();
    let ranking = Ranking::new(&reading.utterances, embedder).await?;
    let mut points = Vec::new();
    for line in &kept {
        let evidence = ranking.support(line, MOST_EVIDENCE, embedder).await?;
        points.push(SummaryPoint { text: line.clone(), evidence });
    }
    // A sentence that nothing supports counts as little as one that was dropped.
    let supported = points.iter().filter(|point| !point.evidence.is_empty()).count();
    let confidence = if is_doubtful { DOUBTFUL } else { CONFIDENCE };
    let confidence =
        confidence * supported as f64 / if is_doubtful { points.len() } else { lines.len() } as f64;
    points.extend(offloaded(|| agreed(&reading)));
    let evidence = points.iter().filter_map(|point| point.evidence.first().cloned()).collect();
    Ok(Summary {
        id: SummaryId::generate(),
        text: points.iter().map(|point| point.text.as_str()).collect::<Vec<_>>().join(" "),
        points,
        grounds: Grounds { evidence, confidence, engine: model.label() },
    })
}

/// The sentences whose numbers were said and that are none of the transcript's own. Spelled numbers are read in
/// English only: in other languages numbers tell nothing.
fn sound(lines: &[String], reading: &Reading<'_>) -> Vec<String> {
    let said = numbers_said(&reading.utterances);
    let were_said = |line: &str| !reading.view.is_english() || numbers_of(line).is_subset(&said);
    let sound = lines.iter().filter(|line| were_said(line) && !is_echo(line, &reading.utterances));
    sound.cloned().collect()
}

/// What was agreed, as sentences: "Agreed: Nina Castell: send Marcus the quote, by 13 March 2026."
fn agreed(reading: &Reading<'_>) -> Vec<SummaryPoint> {
    reading
        .items()
        .iter()
        .take(MOST_AGREED)
        .map(|item| {
            let who = item.assignee_name.as_ref().map_or_else(String::new, |name| format!("{name}: "));
            let by = item
                .due_on
                .map_or_else(String::new, |day| format!(", by {} {} {}", day.day(), day.month(), day.year()));
            let mut title = item.title.chars();
            let title: String =
                title.next().map(|first| first.to_lowercase().chain(title).collect()).unwrap_or_default();
            SummaryPoint {
                text: format!("Agreed: {who}{title}{by}."),
                evidence: item.grounds.evidence.clone(),
            }
        })
        .collect()
}

/// The model said a sentence of the transcript again instead of telling about it.
fn is_echo(line: &str, utterances: &[Utterance<'_>]) -> bool {
    let is_labelled = ["AGENT ", "CUSTOMER ", "SPEAKER "].iter().any(|role| line.starts_with(role));
    let normal = Phrase::new(line).normal;
    is_labelled || utterances.iter().any(|utterance| utterance.normal() == normal)
}

/// The text of one piece, or the summary of the summaries of all pieces.
async fn write(model: &dyn LanguageModel, prefixes: &[ChatPrefix]) -> Result<Generated, InsightError> {
    if let [prefix] = prefixes {
        return model.generate(prefix, TASK, AnswerForm::Free, SUMMARY_TOKENS).await;
    }
    let mut parts = Vec::new();
    for prefix in prefixes {
        let part = model.generate(prefix, TASK_OF_PIECE, AnswerForm::Free, PIECE_TOKENS).await?;
        parts.push(sentences_of(&part).join(" "));
    }
    let system = prefixes.first().map(|prefix| prefix.system.clone()).unwrap_or_default();
    // Hours of talk: join the summaries in groups until one group is left.
    while parts.len() > 1 {
        let mut joined = Vec::new();
        for group in parts.chunks(12) {
            let context =
                format!("Summaries of the parts of one conversation, in order:\n{}\n\n", group.join("\n"));
            let prefix = ChatPrefix { system: system.clone(), context };
            let whole = model.generate(&prefix, TASK, AnswerForm::Free, SUMMARY_TOKENS).await?;
            joined.push(sentences_of(&whole).join(" "));
        }
        parts = joined;
    }
    Ok(Generated { text: parts.pop().unwrap_or_default(), is_finished: true })
}

/// The sentences that a model wrote, without list marks, without the one that was cut, without repetitions.
fn sentences_of(written: &Generated) -> Vec<String> {
    let text: String = written
        .text
        .lines()
        .map(|line| {
            line.trim().trim_start_matches(|c: char| matches!(c, '-' | '*' | '#' | '•') || c.is_whitespace())
        })
        .filter(|line| !line.is_empty() && !line.ends_with(':'))
        .collect::<Vec<_>>()
        .join("\n");
    let mut ranges = sentences(&text);
    if !written.is_finished && ranges.len() > 1 {
        ranges.pop();
    }
    let mut lines: Vec<String> = Vec::new();
    for range in ranges {
        let line = text[range].replace(PLACEHOLDER, "").split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().any(char::is_alphabetic) && !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.truncate(MOST_SENTENCES);
    lines
}

fn numbers_said(utterances: &[Utterance<'_>]) -> BTreeSet<String> {
    let mut said: BTreeSet<String> =
        utterances.iter().flat_map(|utterance| digits_in(utterance.normal())).collect();
    // Small numbers are said in many ways ("twice", "a couple", "one").
    said.extend((0..=3).map(|number| number.to_string()));
    said
}

fn numbers_of(line: &str) -> BTreeSet<String> {
    digits_in(&Phrase::new(line).normal).collect()
}

/// The numbers of a normal form: "the 24th at 2:30" has 24, 2 and 30.
fn digits_in(normal: &str) -> impl Iterator<Item = String> {
    normal
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .map(|number| number.trim_matches('.').to_owned())
        .filter(|number| !number.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_model_writes_is_cut_into_sound_sentences() {
        let written = Generated {
            text: "Summary:\n- Ann called. Ann called.\n* Her number [number] is known. She pays and".into(),
            is_finished: false,
        };
        assert_eq!(sentences_of(&written), ["Ann called.", "Her number is known."]);
    }

    #[test]
    fn numbers_are_compared_in_digits() {
        let said: BTreeSet<String> =
            digits_in(&Phrase::new("eighteen hundred dollars on the twenty fourth").normal).collect();
        assert!(numbers_of("It costs $1,800 from the 24th.").is_subset(&said));
        assert!(!numbers_of("It costs $1,900.").is_subset(&said));
    }
}
