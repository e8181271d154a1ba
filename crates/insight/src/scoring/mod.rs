//! Scoring: one result for each criterion of a scorecard.
//!
//! Two judges can speak. **Rules** with wordings ([`rules`]) know the criteria of the default scorecards and decide them
//! without any model. The **language model** is asked everything: the probability of yes and no, of each place on a scale,
//! of each option; nothing is generated. A small model leans towards yes, so beside the rules it counts less than they
//! do ([`weigh`]), and where the two contradict each other without strong grounds the result is unsure, for a person to
//! decide. A workspace's own questions need a model.
//!
//! Every result points at words of the transcript; where something is absent, at the places where it should have been.

mod answers;
mod call;
mod interview;
mod names;
mod nearest;
mod rules;
mod ruling;
mod speakers;
mod weigh;
mod wordings;

use colloquy_domain::conversation::ParticipantRole;
use colloquy_domain::evaluation::CriterionResult;
use colloquy_domain::evidence::{EngineLabel, Evidence, Grounds};
use colloquy_domain::scorecard::{Criterion, ScorecardVersion};

use self::answers::{Judged, judged};
use self::call::{Call, MOST_EVIDENCE};
use self::interview::{Inquiry, interview};
use self::nearest::Nearest;
use self::ruling::Ruling;
use self::speakers::{Side, Sides};
use crate::analyst::{Analyst, basic, rules_must_know_the_language};
use crate::error::InsightError;
use crate::evidence::quote_utterance;
use crate::offload::offloaded;
use crate::prompt::prefixes;
use crate::reading::Reading;
use crate::view::ConversationView;

/// From this confidence on an answer counts; below a person should look.
const SURE: f64 = 0.7;

/// What a criterion that needs a model says without one.
const NO_MODEL: &str = "no language model is configured: this question needs one";
/// What the rules say where they cannot tell who is who.
const NO_AGENT: &str = "it cannot be told which of the speakers is the agent";
const SILENT_AGENT: &str = "the agent says nothing";

/// What is known beside the transcript.
#[derive(Debug, Clone, Default)]
pub struct ScoringFacts {
    /// Name of the person whose work the conversation shows.
    pub agent_name: Option<String>,
    /// How often the agent began to speak while the customer still did, where a recording or word times tell.
    pub interruptions_by_agent: Option<u32>,
    /// Longest silence in seconds.
    pub longest_silence_seconds: Option<f64>,
    /// Names of the tools that the agent used, in order.
    pub tools: Vec<String>,
}

/// The side of each speaker of a transcript, in their order, as scoring takes it.
#[must_use]
pub fn sides(view: &ConversationView<'_>, agent_name: Option<&str>) -> Vec<ParticipantRole> {
    let reading = Reading::new(view);
    let sides = Sides::of(&reading, agent_name);
    let role = |(voice, _)| match sides.side(voice) {
        Side::Agent => ParticipantRole::Agent,
        Side::Customer => ParticipantRole::Customer,
        Side::Other => ParticipantRole::Other,
    };
    (0..).zip(&view.transcript.speakers).map(role).collect()
}

/// What the rules say to a criterion.
enum ByRules {
    Ruled(Ruling),
    /// It is a default one, but cannot be decided here.
    Undecidable(&'static str),
    /// It is none of theirs.
    Unknown,
}

/// One result for each criterion, in the scorecard's order.
pub(crate) async fn score(
    analyst: &Analyst,
    view: &ConversationView<'_>,
    version: &ScorecardVersion,
    facts: &ScoringFacts,
) -> Result<Vec<CriterionResult>, InsightError> {
    if analyst.model.is_none() {
        rules_must_know_the_language(view)?;
    }
    let criteria: Vec<&Criterion> = version.criteria().collect();
    let (reading, by_rules) = offloaded(|| {
        let reading = Reading::new(view);
        let by_rules = by_rules(&reading, &criteria, facts);
        (reading, by_rules)
    });
    if reading.utterances.is_empty() {
        return Err(InsightError::NothingSaid);
    }
    let found: Vec<(Judged, Vec<Evidence>)> = match analyst.model.as_deref() {
        None => by_rules.into_iter().map(without_model).collect(),
        Some(model) => {
            let mut inquiries: Vec<Inquiry<'_>> = criteria
                .iter()
                .zip(by_rules)
                .map(|(criterion, by_rules)| match by_rules {
                    ByRules::Ruled(ruling) => Inquiry::new(criterion, Some(ruling)),
                    ByRules::Undecidable(_) | ByRules::Unknown => Inquiry::new(criterion, None),
                })
                .collect();
            let pieces = prefixes(&reading, model).await?;
            interview(model, &pieces, facts, &mut inquiries).await?;
            inquiries
                .into_iter()
                .map(|inquiry| {
                    let judged = judged(&inquiry);
                    (judged, inquiry.ruling.map(|ruling| ruling.evidence).unwrap_or_default())
                })
                .collect()
        }
    };
    let engine = analyst.model.as_deref().map_or_else(basic, |model| model.label());
    let mut nearest = Nearest::new(&reading, analyst.embedder.as_deref());
    let mut results = Vec::with_capacity(criteria.len());
    for (criterion, (judged, mut evidence)) in criteria.into_iter().zip(found) {
        if evidence.is_empty() {
            evidence = nearest.to(criterion).await?;
        }
        results.push(result(&reading, criterion, judged, evidence, &engine));
    }
    Ok(results)
}

/// What the rules say to each criterion.
fn by_rules(reading: &Reading<'_>, criteria: &[&Criterion], facts: &ScoringFacts) -> Vec<ByRules> {
    let is_readable = reading.view.is_english() && !reading.utterances.is_empty();
    let are_wanted = criteria.iter().any(|criterion| rules::default_of(criterion).is_some());
    if !is_readable || !are_wanted {
        return criteria.iter().map(|_| ByRules::Unknown).collect();
    }
    let sides = Sides::of(reading, facts.agent_name.as_deref());
    let call = Call::new(reading, &sides);
    let obstacle = if !sides.have_agent() {
        Some(NO_AGENT)
    } else if call.first_turns(Side::Agent, 1).is_empty() {
        Some(SILENT_AGENT)
    } else {
        None
    };
    let of_criterion = |criterion: &&Criterion| match (rules::default_of(criterion), obstacle) {
        (None, _) => ByRules::Unknown,
        (Some(_), Some(obstacle)) => ByRules::Undecidable(obstacle),
        (Some(_), None) => rules::ruling(&call, facts, criterion).map_or(ByRules::Unknown, ByRules::Ruled),
    };
    criteria.iter().map(of_criterion).collect()
}

fn without_model(by_rules: ByRules) -> (Judged, Vec<Evidence>) {
    match by_rules {
        ByRules::Ruled(ruling) => {
            let judged = Judged {
                answer: Some(ruling.answer),
                confidence: ruling.confidence,
                is_unsure: ruling.confidence < SURE,
                reasoning: ruling.reasoning,
            };
            (judged, ruling.evidence)
        }
        ByRules::Undecidable(reason) => (Judged::none(reason), Vec::new()),
        ByRules::Unknown => (Judged::none(NO_MODEL), Vec::new()),
    }
}

fn result(
    reading: &Reading<'_>,
    criterion: &Criterion,
    judged: Judged,
    mut evidence: Vec<Evidence>,
    engine: &EngineLabel,
) -> CriterionResult {
    evidence.truncate(MOST_EVIDENCE);
    if evidence.is_empty() {
        evidence.extend(reading.utterances.first().map(quote_utterance));
    }
    // What is not finite could be written and never read back.
    let confidence = if judged.confidence.is_finite() { judged.confidence.clamp(0.0, 1.0) } else { 0.0 };
    CriterionResult {
        criterion_id: criterion.id.clone(),
        is_unsure: judged.is_unsure || judged.answer.is_none(),
        answer: judged.answer,
        reasoning: judged.reasoning,
        grounds: Grounds { evidence, confidence, engine: engine.clone() },
        decision: None,
        dispute: None,
    }
}
