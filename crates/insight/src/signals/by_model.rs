//! Answers by the language model.
//!
//! A long conversation is asked piece by piece, all questions of one piece before the next one: the engine keeps
//! what it read for as long as it is asked about the same. Where what the model wrote and what the rules found
//! differ, it chooses between the two, in a second walk over the pieces.
//!
//! A question that cannot be asked or whose answer cannot be used fails alone; an engine that is away fails the
//! stage.

use colloquy_domain::evidence::Evidence;
use colloquy_domain::signal::{SignalDefinition, SignalKind, SignalValue};

use super::basic::{Answer, MOST_EVIDENCE};
use super::defaults::still_default;
use super::values;
use super::weigh::{Opinion, weighed};
use crate::embedder::Embedder;
use crate::error::InsightError;
use crate::evidence::{Keywords, Ranking, distinct};
use crate::model::{AnswerForm, ChatPrefix, LanguageModel, probability_of};
use crate::offload::offloaded;
use crate::prompt::one_line;
use crate::reading::Reading;

/// Longest question and guidance of a user's in a prompt, in characters.
const LONGEST_QUESTION: usize = 500;
/// Longest option in a prompt, in characters: as long as one may be, so that no two become the same.
const LONGEST_OPTION: usize = 100;
/// Longest generated value in tokens.
const VALUE_TOKENS: u32 = 32;
/// How sure one can be of a value that model and rules agree on.
const CONFIDENCE_OF_BOTH: f64 = 0.85;
/// The confidence of an answer that nothing in the transcript was found for: a person should look.
const CONFIDENCE_WITHOUT_EVIDENCE: f64 = 0.6;

/// Who is asked, about what.
pub(super) struct Interview<'i, 'a> {
    pub reading: &'i Reading<'a>,
    pub model: &'i dyn LanguageModel,
    /// The conversation in pieces that the model can read.
    pub pieces: &'i [ChatPrefix],
    pub ranking: &'i Ranking<'i, 'a>,
    pub embedder: Option<&'i dyn Embedder>,
}

/// A question with what was heard so far.
struct Inquiry<'d> {
    definition: &'d SignalDefinition,
    /// What the rules say.
    rules: Answer,
    heard: Heard,
    /// Why it cannot be answered.
    failure: Option<InsightError>,
}

/// What the model said about the pieces read so far.
enum Heard {
    Nothing,
    /// The highest probability of yes.
    Yes(f64),
    /// The likeliest option.
    Choice(String, f64),
    /// The first value that was said.
    Value(Answer),
    /// What the model chose of what it wrote and what the rules found.
    Settled(Answer),
}

/// What became of a question: an answer, or why there is none.
pub(super) type Outcome = Result<Answer, InsightError>;

impl Interview<'_, '_> {
    /// One outcome for each question, in their order. The questions come with what the rules say.
    pub(super) async fn outcomes(
        &self,
        questions: Vec<(&SignalDefinition, Answer)>,
    ) -> Result<Vec<Outcome>, InsightError> {
        let mut inquiries: Vec<Inquiry<'_>> = questions
            .into_iter()
            .map(|(definition, rules)| Inquiry { definition, rules, heard: Heard::Nothing, failure: None })
            .collect();
        for piece in self.pieces {
            for inquiry in inquiries.iter_mut().filter(|inquiry| inquiry.is_open()) {
                let asked = self.ask(piece, inquiry).await;
                inquiry.note(asked)?;
            }
        }
        self.settle(&mut inquiries).await?;
        if let Some(failure) = failure_of_all(&mut inquiries) {
            return Err(failure);
        }
        let mut outcomes = Vec::with_capacity(inquiries.len());
        for inquiry in inquiries {
            outcomes.push(match inquiry.failure {
                Some(failure) => Err(failure),
                None => Ok(self.answer(inquiry.definition, inquiry.rules, inquiry.heard).await?),
            });
        }
        Ok(outcomes)
    }

    async fn ask(&self, piece: &ChatPrefix, inquiry: &mut Inquiry<'_>) -> Result<(), InsightError> {
        let definition = inquiry.definition;
        match &definition.kind {
            SignalKind::YesNo => {
                let probability = yes(self.model, piece, &question(definition)).await?;
                let before = if let Heard::Yes(before) = inquiry.heard { before } else { 0.0 };
                inquiry.heard = Heard::Yes(before.max(probability));
            }
            SignalKind::Choice { options } => {
                let (option, probability) = self.choose(piece, definition, options).await?;
                if !matches!(inquiry.heard, Heard::Choice(_, before) if before >= probability) {
                    inquiry.heard = Heard::Choice(option, probability);
                }
            }
            SignalKind::Number { .. } => {
                let task =
                    format!("Question: {}\nAnswer with the number only, or none.", question(definition));
                let form = AnswerForm::NumberOrNone;
                let written = self.model.generate(piece, &task, form, VALUE_TOKENS).await?.text;
                let said = offloaded(|| values::number(&self.reading.utterances, &written));
                inquiry.heard = said.map_or(Heard::Nothing, Heard::Value);
            }
            SignalKind::Text => {
                let task = format!(
                    "Question: {}\nAnswer in the words of the conversation only, or none.",
                    question(definition)
                );
                let form = AnswerForm::ShortTextOrNone;
                let written = self.model.generate(piece, &task, form, VALUE_TOKENS).await?.text;
                let said = offloaded(|| values::text(&self.reading.utterances, &written));
                let said = said.filter(|answer| !self.is_own_firm(definition, answer));
                inquiry.heard = said.map_or(Heard::Nothing, Heard::Value);
            }
        }
        Ok(())
    }

    /// Small models take the customer's own firm for a competitor.
    fn is_own_firm(&self, definition: &SignalDefinition, answer: &Answer) -> bool {
        still_default(definition) == Some("competitor_name")
            && matches!(&answer.value, Some(SignalValue::Text(name)) if self.reading.is_somebody_here(name))
    }

    async fn choose(
        &self,
        piece: &ChatPrefix,
        definition: &SignalDefinition,
        options: &[String],
    ) -> Result<(String, f64), InsightError> {
        let shown: Vec<String> = options.iter().map(|option| one_line(option, LONGEST_OPTION)).collect();
        let are_alike = shown.iter().enumerate().any(|(number, option)| {
            option.is_empty() || shown[..number].iter().any(|other| reads_alike(option, other))
        });
        if are_alike || shown.len() < 2 {
            let reason = format!("the options of {:?} cannot be told apart", definition.name);
            return Err(InsightError::Invalid(reason));
        }
        let question =
            format!("Question: {}\nAnswer with one of: {}.", question(definition), shown.join(", "));
        let probabilities = self.model.choose(piece, &question, &shown).await?;
        let mut best: Option<(&String, f64)> = None;
        for (number, option) in options.iter().enumerate() {
            let probability = probability_of(&probabilities, number)?;
            if best.is_none_or(|(_, highest)| probability > highest) {
                best = Some((option, probability));
            }
        }
        best.map(|(option, probability)| (option.clone(), probability))
            .ok_or_else(|| InsightError::UnusableAnswer("no probabilities".into()))
    }

    /// Puts the value that the model wrote beside the one that the rules found: where these differ it chooses
    /// between them, which it does better than it writes.
    async fn settle(&self, inquiries: &mut [Inquiry<'_>]) -> Result<(), InsightError> {
        let mut contested: Vec<(&mut Inquiry<'_>, [String; 2], [f64; 2])> = inquiries
            .iter_mut()
            .filter(|inquiry| inquiry.failure.is_none() && inquiry.has_value_kind())
            .filter_map(|inquiry| {
                let shown = [shown(inquiry.written()), shown(inquiry.rules.value.as_ref())];
                let is_contested =
                    inquiry.written() != inquiry.rules.value.as_ref() && !reads_alike(&shown[0], &shown[1]);
                is_contested.then_some((inquiry, shown, [0.0; 2]))
            })
            .collect();
        for piece in self.pieces {
            for (inquiry, shown, sums) in &mut contested {
                if inquiry.failure.is_some() {
                    continue;
                }
                let question = format!(
                    "Question: {}\nAnswer with one of: {}.",
                    question(inquiry.definition),
                    shown.join(", ")
                );
                let chosen = self.model.choose(piece, &question, shown.as_slice()).await;
                let noted = chosen.and_then(|probabilities| {
                    for (number, sum) in sums.iter_mut().enumerate() {
                        *sum += probability_of(&probabilities, number)? / self.pieces.len() as f64;
                    }
                    Ok(())
                });
                inquiry.note(noted)?;
            }
        }
        for (inquiry, _, [written, rules]) in contested {
            let answer = match (written >= rules, std::mem::replace(&mut inquiry.heard, Heard::Nothing)) {
                (true, Heard::Value(answer)) => Answer { confidence: written, ..answer },
                (true, _) => Answer::none(written),
                (false, _) => Answer { confidence: rules, ..inquiry.rules.clone() },
            };
            inquiry.heard = Heard::Settled(answer);
        }
        Ok(())
    }

    /// The answer after all pieces.
    async fn answer(
        &self,
        definition: &SignalDefinition,
        rules: Answer,
        heard: Heard,
    ) -> Result<Answer, InsightError> {
        Ok(match heard {
            Heard::Yes(judged) => {
                let probability = weighed(judged, Opinion::of(self.reading, definition, &rules));
                let is_yes = probability >= 0.5;
                let value = Some(SignalValue::YesNo(is_yes));
                let confidence = probability.max(1.0 - probability);
                match is_yes {
                    true => self.supported(definition, value, confidence, rules.evidence).await?,
                    // That something was not said stands nowhere.
                    false => Answer { value, confidence, evidence: Vec::new() },
                }
            }
            Heard::Choice(option, confidence) => {
                let value = Some(SignalValue::Choice(option));
                let by_rules = if rules.value == value { rules.evidence } else { Vec::new() };
                self.supported(definition, value, confidence, by_rules).await?
            }
            Heard::Value(written) if written.value != rules.value => written,
            Heard::Value(written) => Answer { confidence: CONFIDENCE_OF_BOTH, ..written },
            Heard::Nothing => Answer::none(CONFIDENCE_OF_BOTH),
            Heard::Settled(answer) => answer,
        })
    }

    /// The answer with what supports it: the places that the rules found, those with a keyword, those that are
    /// about the same.
    async fn supported(
        &self,
        definition: &SignalDefinition,
        value: Option<SignalValue>,
        confidence: f64,
        by_rules: Vec<Evidence>,
    ) -> Result<Answer, InsightError> {
        let keywords = Keywords::new(definition.keywords.iter().map(String::as_str));
        let mut evidence = offloaded(|| {
            distinct(by_rules.into_iter().chain(self.ranking.with_keywords(&keywords)), MOST_EVIDENCE)
        });
        if evidence.len() < MOST_EVIDENCE {
            let query = format!("{} {}", definition.question, definition.keywords.join(" "));
            let found = self.ranking.support(&query, MOST_EVIDENCE, self.embedder).await?;
            evidence = distinct(evidence.into_iter().chain(found), MOST_EVIDENCE);
        }
        let highest = if evidence.is_empty() { CONFIDENCE_WITHOUT_EVIDENCE } else { 1.0 };
        Ok(Answer { value, confidence: confidence.min(highest), evidence })
    }
}

impl Inquiry<'_> {
    /// Whether the next piece may bring more.
    fn is_open(&self) -> bool {
        self.failure.is_none() && !matches!(self.heard, Heard::Value(_))
    }

    fn has_value_kind(&self) -> bool {
        matches!(self.definition.kind, SignalKind::Number { .. } | SignalKind::Text)
    }

    /// The value that the model wrote.
    fn written(&self) -> Option<&SignalValue> {
        if let Heard::Value(answer) = &self.heard { answer.value.as_ref() } else { None }
    }

    /// Keeps what only this question failed by; passes on what concerns all.
    fn note(&mut self, asked: Result<(), InsightError>) -> Result<(), InsightError> {
        match asked {
            Err(error) if error.concerns_one_question() => {
                self.failure = Some(error);
                Ok(())
            }
            other => other,
        }
    }
}

/// Where no question at all could be answered it is not the questions that are wrong.
fn failure_of_all(inquiries: &mut [Inquiry<'_>]) -> Option<InsightError> {
    let have_all_failed = inquiries.iter().all(|inquiry| inquiry.failure.is_some());
    let is_of_engine = |failure: &mut InsightError| !matches!(failure, InsightError::Invalid(_));
    let mut failures = inquiries.iter_mut().filter(|_| have_all_failed);
    failures.find_map(|inquiry| inquiry.failure.take_if(is_of_engine))
}

/// Whether two options would be one and the same to a model, which may begin an answer with a capital.
fn reads_alike(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
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

/// The probability of yes to a question about one piece of a conversation.
pub(crate) async fn yes(
    model: &dyn LanguageModel,
    piece: &ChatPrefix,
    question: &str,
) -> Result<f64, InsightError> {
    let options = ["yes".to_owned(), "no".to_owned()];
    let question = format!("Question: {question}\nAnswer yes or no.");
    let probabilities = model.choose(piece, &question, &options).await?;
    probability_of(&probabilities, 0)
}
