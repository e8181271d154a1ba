//! What the language model is asked, and what it says.
//!
//! All questions of one piece of a long conversation are asked before the next piece: the engine keeps what it read for as
//! long. A question that cannot be asked or whose answer cannot be used fails alone; an engine that is away fails the
//! scoring.

use colloquy_domain::scorecard::{Answer, Criterion, CriterionKind};

use super::ScoringFacts;
use super::ruling::Ruling;
use crate::error::InsightError;
use crate::model::{ChatPrefix, LanguageModel, probability_of};
use crate::prompt::one_line;
use crate::signals::yes;

/// Longest question, guidance and condition of a user's in a prompt, in characters.
const LONGEST_TEXT: usize = 500;
/// Longest option in a prompt, in characters.
const LONGEST_OPTION: usize = 100;
/// Most tools that are named in a prompt, and the longest name, in characters.
const MOST_TOOLS: usize = 30;
const LONGEST_TOOL: usize = 60;

/// A criterion with what was heard so far.
pub(super) struct Inquiry<'c> {
    pub criterion: &'c Criterion,
    /// What the rules say, where they know it.
    pub ruling: Option<Ruling>,
    /// The lowest probability of all pieces that the question does not arise.
    pub absent: Option<f64>,
    pub heard: Heard,
    /// Why it cannot be answered.
    pub failure: Option<InsightError>,
}

/// What the model said about the pieces read so far.
pub(super) enum Heard {
    Nothing,
    /// The highest probability of yes: what the agent did in one piece was done.
    Yes(f64),
    /// The probability of each place or option, added up over the pieces.
    Shares(Vec<f64>),
}

impl<'c> Inquiry<'c> {
    /// Nothing was heard yet.
    pub fn new(criterion: &'c Criterion, ruling: Option<Ruling>) -> Self {
        Self { criterion, ruling, absent: None, heard: Heard::Nothing, failure: None }
    }

    /// When the question does not arise, where that has to be asked: not where the rules found that it does.
    fn absence(&self) -> Option<&'c str> {
        let when = self.criterion.not_applicable_when.as_deref().filter(|when| !when.trim().is_empty())?;
        let is_open = self.ruling.as_ref().is_none_or(|ruling| ruling.answer == Answer::NotApplicable);
        is_open.then_some(when)
    }

    async fn ask(
        &mut self,
        model: &dyn LanguageModel,
        piece: &ChatPrefix,
        facts: &str,
    ) -> Result<(), InsightError> {
        if let Some(when) = self.absence() {
            let question = format!("Is it true of this conversation: {}?", one_line(when, LONGEST_TEXT));
            let probability = yes(model, piece, &question).await?;
            self.absent = Some(self.absent.map_or(probability, |before| before.min(probability)));
        }
        if self.ruling.as_ref().is_some_and(|ruling| ruling.answer == Answer::NotApplicable) {
            return Ok(());
        }
        let mut question = question(self.criterion);
        if self.ruling.is_none() {
            question.push_str(facts);
        }
        let (question, options) = match &self.criterion.kind {
            CriterionKind::YesNo => {
                let probability = yes(model, piece, &question).await?;
                let before = if let Heard::Yes(before) = self.heard { before } else { 0.0 };
                self.heard = Heard::Yes(before.max(probability));
                return Ok(());
            }
            CriterionKind::Scale { lowest, highest } => {
                let question =
                    format!("{question}\nThe scale goes from {lowest} (worst) to {highest} (best).");
                (question, (*lowest..=*highest).map(|place| place.to_string()).collect::<Vec<_>>())
            }
            CriterionKind::Choice { options } => {
                let labels = options.iter().map(|option| one_line(&option.label, LONGEST_OPTION));
                (question, labels.collect())
            }
        };
        let told = shares(model, piece, &question, &options).await?;
        match &mut self.heard {
            Heard::Shares(sums) if sums.len() == told.len() => {
                sums.iter_mut().zip(told).for_each(|(sum, share)| *sum += share);
            }
            heard => *heard = Heard::Shares(told),
        }
        Ok(())
    }
}

/// Asks all questions.
pub(super) async fn interview(
    model: &dyn LanguageModel,
    pieces: &[ChatPrefix],
    facts: &ScoringFacts,
    inquiries: &mut [Inquiry<'_>],
) -> Result<(), InsightError> {
    let facts = in_words(facts);
    for piece in pieces {
        for inquiry in inquiries.iter_mut().filter(|inquiry| inquiry.failure.is_none()) {
            match inquiry.ask(model, piece, &facts).await {
                Err(error) if error.concerns_one_question() => inquiry.failure = Some(error),
                asked => asked?,
            }
        }
    }
    match failure_of_all(inquiries) {
        Some(failure) => Err(failure),
        None => Ok(()),
    }
}

/// Where of several questions none at all could be answered it is not the questions that are wrong.
fn failure_of_all(inquiries: &mut [Inquiry<'_>]) -> Option<InsightError> {
    if inquiries.len() < 2 || inquiries.iter().any(|inquiry| inquiry.failure.is_none()) {
        return None;
    }
    let is_of_engine = |failure: &mut InsightError| !matches!(failure, InsightError::Invalid(_));
    inquiries.iter_mut().find_map(|inquiry| inquiry.failure.take_if(is_of_engine))
}

/// How likely each option is.
async fn shares(
    model: &dyn LanguageModel,
    piece: &ChatPrefix,
    question: &str,
    options: &[String],
) -> Result<Vec<f64>, InsightError> {
    let are_alike = options.iter().enumerate().any(|(number, option)| {
        let lower = option.to_lowercase();
        option.is_empty() || options[..number].iter().any(|other| other.to_lowercase() == lower)
    });
    if are_alike || options.len() < 2 {
        return Err(InsightError::Invalid("the options cannot be told apart".into()));
    }
    let question = format!("Question: {question}\nAnswer with one of: {}.", options.join(", "));
    let told = model.choose(piece, &question, options).await?;
    let shares: Result<Vec<f64>, InsightError> =
        (0..options.len()).map(|option| probability_of(&told, option)).collect();
    let shares = shares?;
    let total: f64 = shares.iter().sum();
    if total <= 0.0 {
        return Err(InsightError::UnusableAnswer("no option has a probability".into()));
    }
    Ok(shares.into_iter().map(|share| share / total).collect())
}

fn question(criterion: &Criterion) -> String {
    let mut text = one_line(&criterion.question, LONGEST_TEXT);
    if let Some(guidance) = criterion.guidance.as_deref().filter(|guidance| !guidance.trim().is_empty()) {
        text.push('\n');
        text.push_str(&one_line(guidance, LONGEST_TEXT));
    }
    text
}

/// What is known beside the transcript, as it follows a question; empty where nothing is.
fn in_words(facts: &ScoringFacts) -> String {
    let mut known = Vec::new();
    if let Some(count) = facts.interruptions_by_agent {
        known.push(format!("the agent interrupted the customer {count} times"));
    }
    if let Some(seconds) = facts.longest_silence_seconds.filter(|seconds| seconds.is_finite()) {
        known.push(format!("the longest silence lasted {seconds:.0} seconds"));
    }
    if !facts.tools.is_empty() {
        let names = facts.tools.iter().take(MOST_TOOLS).map(|tool| one_line(tool, LONGEST_TOOL));
        known.push(format!("the agent used the tools {}", names.collect::<Vec<_>>().join(", ")));
    }
    if known.is_empty() { String::new() } else { format!("\nAlso known: {}.", known.join("; ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_told_in_words_and_only_where_there_are_any() {
        assert_eq!(in_words(&ScoringFacts::default()), "");
        let facts = ScoringFacts {
            agent_name: None,
            interruptions_by_agent: Some(2),
            longest_silence_seconds: Some(11.6),
            tools: vec!["look_up".into(), "re\nfund".into()],
        };
        let expected = "\nAlso known: the agent interrupted the customer 2 times; the longest silence lasted 12 \
                        seconds; the agent used the tools look_up, re fund.";
        assert_eq!(in_words(&facts), expected);
    }
}
