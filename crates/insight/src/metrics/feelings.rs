//! Metrics of the sentiment stage's result.

use colloquy_domain::evidence::Evidence;
use colloquy_domain::insight::{Sentiment, SpeakerSentiment};
use colloquy_domain::metric::{EvidenceSpan, Measured, Role};

use super::statistics::mean;
use super::subject::{SIDES, Subject};

/// The values of a metric that is made of sentiment; none where the slug is none of these.
pub(super) fn measure(subject: &Subject<'_>, slug: &str) -> Option<Vec<Measured>> {
    if !matches!(slug, "sentiment_score" | "frustration_score") {
        return None;
    }
    let Some(sentiment) = subject.sentiment else {
        return Some(vec![Measured::data_missing("the conversation's sentiment is not known")]);
    };
    Some(match slug {
        "sentiment_score" => SIDES
            .into_iter()
            .map(|role| scored(subject, sentiment, role, |score| (score + 1.0) / 2.0).of(role))
            .collect(),
        _ => vec![scored(subject, sentiment, Role::Customer, |score| (-score).max(0.0))],
    })
}

fn scored(subject: &Subject<'_>, sentiment: &Sentiment, role: Role, value: impl Fn(f64) -> f64) -> Measured {
    let sides = subject.sides();
    let is_own = |speaker: &&SpeakerSentiment| sides.side(speaker.speaker_index) == Some(role);
    let own: Vec<&SpeakerSentiment> = sentiment.speakers.iter().filter(is_own).collect();
    let scores: Vec<f64> = own.iter().map(|speaker| value(speaker.score.clamp(-1.0, 1.0))).collect();
    let Some(mean) = mean(&scores) else {
        let who = if role == Role::Agent { "agent" } else { "customer" };
        return Measured::not_applicable(format!("no {who} says anything"));
    };
    let evidence = own.iter().flat_map(|speaker| &speaker.evidence).map(span).collect();
    Measured::number(mean)
        .because(format!("by the sentiment stage ({})", sentiment.grounds.engine.0))
        .with_evidence(evidence)
        .sure(sentiment.grounds.confidence)
}

/// A quote as evidence of a metric.
pub(super) fn span(evidence: &Evidence) -> EvidenceSpan {
    EvidenceSpan {
        from: evidence.entry_id,
        to: evidence.entry_id,
        quote: Some(evidence.quote.clone()),
        reason: None,
    }
}
