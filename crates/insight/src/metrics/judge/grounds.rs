//! Why a judgement is what it is: the model's reasons, and the words that support it.

use colloquy_domain::evidence::Evidence;
use colloquy_domain::metric::{EvidenceSpan, Judge, Measured, MeasuredValue, OutputType, Role};

use super::answer::{answer, question, whole_sentences};
use super::material::Material;
use crate::embedder::Embedder;
use crate::error::InsightError;
use crate::evidence::{Ranking, distinct, quote};
use crate::metrics::feelings::span;
use crate::metrics::subject::Sides;
use crate::model::{AnswerForm, ChatPrefix, LanguageModel};
use crate::offload::offloaded;
use crate::prompt::{Beginnings, beginnings};
use crate::reading::Reading;
use crate::text::phrase::Phrase;
use crate::view::Utterance;

/// Most quotes beside a value.
const MOST_EVIDENCE: usize = 3;
/// Longest reasons and quote in tokens.
const REASON_TOKENS: u32 = 120;
const QUOTE_TOKENS: u32 = 40;
/// The confidence of an answer that nothing in the transcript was found for: a person should look.
const CONFIDENCE_WITHOUT_EVIDENCE: f64 = 0.6;
/// A quote of fewer words stands in any transcript.
const FEWEST_WORDS: usize = 2;

/// What judgements of one conversation share.
pub(super) struct Bench<'b, 'a> {
    pub model: &'b dyn LanguageModel,
    embedder: Option<&'b dyn Embedder>,
    pub reading: &'b Reading<'a>,
    ranking: Ranking<'b, 'a>,
}

impl<'b, 'a> Bench<'b, 'a> {
    pub async fn new(
        model: &'b dyn LanguageModel,
        embedder: Option<&'b dyn Embedder>,
        reading: &'b Reading<'a>,
    ) -> Result<Self, InsightError> {
        let ranking = Ranking::new(&reading.utterances, embedder).await?;
        Ok(Self { model, embedder, reading, ranking })
    }

    /// The judgement of the whole call, or of one side in it.
    pub async fn call(
        &self,
        judge: &Judge,
        side: Option<Role>,
        material: &Material,
    ) -> Result<Vec<Measured>, InsightError> {
        let Beginnings { pieces, is_material_cut } =
            beginnings(self.reading, self.model, &material.0).await?;
        let question = question(judge, side, None);
        if judge.output == OutputType::Offset {
            return Ok(vec![self.offset(&pieces, &question, side).await?]);
        }
        let Some(answer) = answer(self.model, &pieces, judge, &question).await? else {
            return Ok(vec![Measured::data_missing("the model finds no answer in the conversation")]);
        };
        let Some(piece) = pieces.get(answer.piece) else {
            return Err(InsightError::UnusableAnswer("no piece was asked".into()));
        };
        let mut values = Vec::with_capacity(answer.values.len());
        for (value, confidence) in answer.values {
            let said = shown(judge, &value);
            let mut reasoning = self.reason(piece, &question, &said).await?;
            if is_material_cut {
                reasoning.push_str(" (what the agent was given was too long for the model and was cut)");
            }
            let evidence = self.evidence(piece, &question, &said, &reasoning, side).await?;
            // That something did not happen stands nowhere.
            let is_no = value == MeasuredValue::Boolean(false);
            let highest = if evidence.is_empty() && !is_no { CONFIDENCE_WITHOUT_EVIDENCE } else { 1.0 };
            let measured = if let MeasuredValue::Number(number) = value {
                Measured::number(number)
            } else {
                Measured::success(value)
            };
            values.push(measured.because(reasoning).with_evidence(evidence).sure(confidence.min(highest)));
        }
        Ok(values)
    }

    /// When something happens: where the words are said that the model quotes.
    async fn offset(
        &self,
        pieces: &[ChatPrefix],
        question: &str,
        side: Option<Role>,
    ) -> Result<Measured, InsightError> {
        for piece in pieces {
            if let Some(found) = self.quoted(piece, question, "the moment", side).await? {
                let value = Measured::number((found.start_seconds * 1_000.0).round());
                return Ok(value
                    .because("the time of the quoted words")
                    .with_evidence(vec![span(&found)])
                    .sure(0.7));
            }
        }
        Ok(Measured::data_missing("the model quotes no words of the conversation for it"))
    }

    async fn reason(&self, piece: &ChatPrefix, question: &str, said: &str) -> Result<String, InsightError> {
        let task = format!("{question}\nThe answer is: {said}\nSay why in at most two sentences.");
        let written = self.model.generate(piece, &task, AnswerForm::Free, REASON_TOKENS).await?;
        Ok(whole_sentences(&written.text, written.is_finished))
    }

    async fn evidence(
        &self,
        piece: &ChatPrefix,
        question: &str,
        said: &str,
        reasoning: &str,
        wanted: Option<Role>,
    ) -> Result<Vec<EvidenceSpan>, InsightError> {
        let quoted = self.quoted(piece, question, said, wanted).await?;
        let query = format!("{question} {reasoning}");
        let found = self.ranking.support(&query, MOST_EVIDENCE, self.embedder).await?;
        let found = found.into_iter().filter(|evidence| self.is_said_by(evidence, wanted));
        Ok(distinct(quoted.into_iter().chain(found), MOST_EVIDENCE).iter().map(span).collect())
    }

    fn is_said_by(&self, evidence: &Evidence, wanted: Option<Role>) -> bool {
        let entry = self.reading.view.transcript.entry(evidence.entry_id);
        wanted.is_none()
            || entry.is_some_and(|entry| Sides::of(&self.reading.view).side(entry.speaker_index) == wanted)
    }

    /// Words that the model quotes, where they stand in the transcript.
    async fn quoted(
        &self,
        piece: &ChatPrefix,
        question: &str,
        said: &str,
        wanted: Option<Role>,
    ) -> Result<Option<Evidence>, InsightError> {
        let task = format!(
            "{question}\nThe answer is: {said}\nQuote the words of the conversation that show it best, exactly, or none."
        );
        let written =
            self.model.generate(piece, &task, AnswerForm::ShortTextOrNone, QUOTE_TOKENS).await?.text;
        Ok(offloaded(|| {
            let found = verbatim(&self.reading.utterances, &written);
            found.filter(|evidence| self.is_said_by(evidence, wanted))
        }))
    }
}

/// The place where words stand, whatever their case, numbers and punctuation; verbatim as they stand there.
pub(super) fn verbatim(utterances: &[Utterance<'_>], written: &str) -> Option<Evidence> {
    let written = written.trim().trim_matches(['"', '“', '”', '\'']);
    // Models like to say who said it.
    let candidates = [Some(written), written.split_once(": ").map(|(_, said)| said)];
    candidates.into_iter().flatten().find_map(|candidate| {
        let phrase = Phrase::new(candidate);
        let wanted = phrase.normal.trim_matches(|c: char| !c.is_alphanumeric() && !"$€£".contains(c));
        if wanted.split(' ').filter(|word| word.chars().any(char::is_alphanumeric)).count() < FEWEST_WORDS {
            return None;
        }
        utterances.iter().find_map(|utterance| {
            let normal = utterance.normal();
            let (start, _) = normal.match_indices(wanted).find(|(start, _)| {
                let end = start + wanted.len();
                (*start == 0 || normal.as_bytes()[start - 1] == b' ')
                    && (end == normal.len() || normal.as_bytes()[end] == b' ')
            })?;
            let source = utterance.phrase.source_range(start..start + wanted.len());
            let range = utterance.range.start + source.start..utterance.range.start + source.end;
            Some(quote(utterance.entry, range))
        })
    })
}

/// An answer in the words in which it was asked for.
fn shown(judge: &Judge, value: &MeasuredValue) -> String {
    let label = |label: &Option<String>, other: &str| {
        label.clone().filter(|label| !label.trim().is_empty()).unwrap_or_else(|| other.to_owned())
    };
    match value {
        MeasuredValue::Boolean(true) => label(&judge.true_label, "yes"),
        MeasuredValue::Boolean(false) => label(&judge.false_label, "no"),
        MeasuredValue::Number(number) => number.to_string(),
        MeasuredValue::Text(text) => text.clone(),
    }
}
