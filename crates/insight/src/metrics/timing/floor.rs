//! Who has the floor: pauses, responses, interruptions.
//!
//! Within-speaker silences are pauses, between-speaker silences are responses (Heldner and Edlund, "Pauses, gaps and
//! overlaps in conversations", 2010).

use colloquy_domain::metric::Role;

use super::sides::Sides;
use crate::metrics::spans::{Span, gaps};

/// Who begins this soon after the other began at the same time: nobody interrupts.
const SAME_BEGINNING_SECONDS: f64 = 0.2;
/// Shorter overlaps happen at every change of turns.
const SHORTEST_OVERLAP_SECONDS: f64 = 0.2;
/// Who says less signals attention ("mhm", "right").
const SHORTEST_INTERRUPTION_SECONDS: f64 = 0.5;

/// An answer of the agent's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Response {
    /// When the agent begins.
    pub answered_at: f64,
    /// How long after the customer's last sound.
    pub seconds: f64,
}

/// Somebody begins to talk into the other's words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Interruption {
    /// When.
    pub at: f64,
    /// How long both talk.
    pub overlap_seconds: f64,
}

/// The silences after which a side goes on itself, while the other says nothing.
pub(super) fn pauses(sides: &Sides, role: Role) -> Vec<Span> {
    let (own, other) =
        if role == Role::Agent { (&sides.agent, &sides.customer) } else { (&sides.customer, &sides.agent) };
    let mut next = 0;
    let mut found = Vec::new();
    for gap in gaps(own) {
        while other.get(next).is_some_and(|span| span.end <= gap.start) {
            next += 1;
        }
        if other.get(next).is_none_or(|span| span.start >= gap.end) {
            found.push(gap);
        }
    }
    found
}

/// The agent's answers: what it begins to say after the customer said something since it spoke last. Where it begins
/// before the customer is done there is no response time.
pub(super) fn responses(sides: &Sides) -> Vec<Response> {
    let mut found = Vec::new();
    let mut heard = 0;
    let mut customer_ended = f64::NEG_INFINITY;
    let mut agent_ended = f64::NEG_INFINITY;
    for answer in &sides.agent {
        while let Some(span) = sides.customer.get(heard).filter(|span| span.start < answer.start) {
            customer_ended = customer_ended.max(span.end);
            heard += 1;
        }
        let is_answer = customer_ended > agent_ended && customer_ended <= answer.start;
        if is_answer && customer_ended.is_finite() {
            found.push(Response { answered_at: answer.start, seconds: answer.start - customer_ended });
        }
        agent_ended = answer.end;
    }
    found
}

/// How often a side begins to talk into the other's words.
pub(super) fn interruptions(sides: &Sides, by: Role) -> Vec<Interruption> {
    let (own, other) =
        if by == Role::Agent { (&sides.agent, &sides.customer) } else { (&sides.customer, &sides.agent) };
    let mut found = Vec::new();
    let mut next = 0;
    for span in own {
        while other.get(next).is_some_and(|talk| talk.end <= span.start) {
            next += 1;
        }
        let Some(talk) = other.get(next) else { break };
        let overlap_seconds = span.overlap(*talk);
        let is_later = span.start - talk.start >= SAME_BEGINNING_SECONDS;
        if is_later
            && overlap_seconds >= SHORTEST_OVERLAP_SECONDS
            && span.seconds() >= SHORTEST_INTERRUPTION_SECONDS
        {
            found.push(Interruption { at: span.start, overlap_seconds });
        }
    }
    found
}
