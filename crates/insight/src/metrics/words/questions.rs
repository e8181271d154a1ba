//! Questions that nobody answers.

use std::sync::LazyLock;

use colloquy_domain::metric::{Measured, Role};
use regex::Regex;

use super::{MOST_EVIDENCE, Spoken, evidence};
use crate::metrics::subject::Sides;
use crate::view::Utterance;

/// After this much silence who goes on was not answered.
const PATIENCE_SECONDS: f64 = 3.0;

/// How questions begin, where a transcript has no question marks.
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:(?:so|and|but|okay|well|hi|hello|sorry) ,? ?)*(?:(?:what|when|where|who|why|which|how) (?:is|are|was|were|do|does|did|can|could|will|would|should|much|many|long|often|about)|(?:is|are|was|were|do|does|did|can|could|will|would|should|have|has) (?:i|you|we|they|he|she|it|there|that|this|the|my|your|our)) ",
    )
    .expect("the pattern is constant and the tests of metrics compile it")
});

/// A reply that only asks to wait.
static WAIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:(?:okay|sure|all right|yes|so|well|please|and) ?,? ?)*(?:(?:just )?(?:one|a) (?:moment|second|minute|sec)|hold on|hang on|bear with me|let me (?:check|see|look)|i will (?:check|look)|give me (?:a|one))\b")
        .expect("the pattern is constant and the tests of metrics compile it")
});

/// What one side says without a reply: its sentences, in order.
struct Burst<'u, 'a> {
    role: Option<Role>,
    utterances: Vec<&'u Utterance<'a>>,
}

/// The questions of a side that are followed by nothing of the other side's that could be an answer.
pub(super) fn unanswered(spoken: &Spoken<'_, '_>, role: Role) -> Measured {
    if spoken.said_by(role).next().is_none() {
        return Measured::not_applicable("this side says nothing");
    }
    let all = &spoken.reading.utterances;
    let has_marks = all.iter().any(|utterance| utterance.phrase.source().contains('?'));
    let bursts = bursts(spoken);
    let mut asked = 0_u32;
    let mut places = Vec::new();
    for (number, burst) in bursts.iter().enumerate() {
        let is_question = |utterance: &&&Utterance<'_>| is_question(utterance, has_marks);
        let Some(question) = burst.utterances.iter().rfind(is_question).filter(|_| burst.role == Some(role))
        else {
            continue;
        };
        asked += 1;
        let mut after = bursts[number + 1..].iter().take_while(|burst| burst.role != Some(role));
        let is_answered = match after.next() {
            None => false,
            // "One moment", and then the line is dead.
            Some(reply) => {
                let is_last = !bursts[number + 1..].iter().skip(1).any(|later| later.role != Some(role));
                !(is_last && reply.utterances.iter().all(|utterance| WAIT.is_match(utterance.normal())))
            }
        };
        if !is_answered {
            places.push(evidence(question, Some("no answer follows".into())));
        }
    }
    let count = places.len();
    places.truncate(MOST_EVIDENCE);
    Measured::number(count as f64)
        .because(format!("of {asked} questions"))
        .with_evidence(places)
        .sure(if has_marks { 1.0 } else { 0.7 })
}

fn is_question(utterance: &Utterance<'_>, has_marks: bool) -> bool {
    let source = utterance.phrase.source().trim_end_matches(['"', '”', '\'', ')', ' ']);
    if has_marks { source.ends_with('?') } else { OPENING.is_match(&format!("{} ", utterance.normal())) }
}

fn bursts<'u, 'a>(spoken: &'u Spoken<'_, 'a>) -> Vec<Burst<'u, 'a>> {
    let mut bursts: Vec<Burst<'u, 'a>> = Vec::new();
    let sides = Sides::of(&spoken.reading.view);
    for utterance in &spoken.reading.utterances {
        let role = sides.side(utterance.speaker());
        let goes_on = bursts.last().is_some_and(|burst| {
            let silence = burst
                .utterances
                .last()
                .map_or(0.0, |last| utterance.entry.start_seconds - last.entry.end_seconds);
            burst.role == role && silence < PATIENCE_SECONDS
        });
        match bursts.last_mut() {
            Some(burst) if goes_on => burst.utterances.push(utterance),
            _ => bursts.push(Burst { role, utterances: vec![utterance] }),
        }
    }
    bursts
}
