//! Who speaks for the house and who is the customer.
//!
//! What transcript or participants tell holds. Of two voices of which one is known the other is the other side. Where no
//! agent is known, or everybody is taken for a customer because nobody is one's own, the name of the person whose work the
//! call shows tells, else the words: who thanks for the call, offers help or asks for an account number is the agent; who
//! tells of "my account" and calls about something is the customer. Two voices that sound alike stay unknown.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use colloquy_domain::conversation::ParticipantRole;

use super::wordings::{Wordings, plain};
use crate::reading::Reading;

/// By how much the likelier of two must be ahead.
const CLEAR_LEAD: i32 = 2;
/// Times that one wording counts at most: a long call repeats itself.
const MOST_OF_A_KIND: i32 = 3;

/// The side that a voice is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Agent,
    Customer,
    /// Neither, as far as one can tell.
    Other,
}

/// The side of each voice.
pub(super) struct Sides(BTreeMap<u32, Side>);

static AGENT: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "thank(?:s| you) for (?:calling|contacting|holding|choosing|your patience|making the time|taking the time)",
        "(?:how|what) (?:can|may|could) i (?:help|assist|do for) you",
        "how may i (?:help|assist|direct)",
        "you have reached",
        "welcome to",
        "calling (?:you )?(?:from|on behalf of)",
        "(?:may|can|could) i (?:please )?(?:have|get|take|ask for|confirm) your",
        "(?:could|can|would) you (?:please )?(?:give|tell|confirm|verify|provide) (?:me )?your",
        "(?:verify|confirm) your (?:name|identity|account|address|date of birth|details)",
        "anything else (?:i|we) can",
        "let me (?:check|look|pull up|open|transfer|see what)",
        "your (?:account|order|policy|contract|booking|subscription|reservation|membership)",
        "(?:i will|i have) (?:just )?(?:credited?|refund(?:ed)?|send you|email you|put you through|transfer you)",
        "i am sorry (?:to hear|for the|about)",
        "our (?:system|team|engineers?|technicians?|plans?|package)",
    ])
});

/// How somebody names the house for which they speak. Of two who do so the first is the one who takes or makes the call.
static INTRODUCES: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "(?:this is|my name is|you are speaking (?:with|to)|you are through to) [a-z]+(?: [a-z]+)?(?: calling)? (?:from|with|at|of|here at) [a-z]",
    ])
});

/// Sentences at the beginning among which introductions stand.
const OPENING: usize = 6;

static CUSTOMER: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        // Also among the agent's wordings, where it is no answer to a call: the two cancel out.
        "thank(?:s| you) for calling (?:me )?back",
        "i am (?:calling|ringing|phoning) (?:about|because|to (?:ask|complain|cancel|report|check|find out|see))",
        "my (?:account|order|policy|contract|booking|subscription|bill|invoice|internet|phone|card|reservation|\
         membership|payment|package|parcel|delivery)",
        "i (?:was|have been|got) (?:over)?charged",
        "i (?:have|am having|had) (?:a|an|some) (?:problem|issue|question|trouble)",
        "i (?:would like|want|need) (?:to cancel|a refund|my money|to change|to speak|to return)",
        "(?:can|could) you (?:please )?(?:help me|check my|tell me why|explain)",
        "we only (?:have|put)",
        "i will have to think",
        "how much (?:does|would|is) (?:it|that)",
    ])
});

impl Sides {
    /// As far as roles, the name of whose work it shows, and words tell.
    pub fn of(reading: &Reading<'_>, agent_name: Option<&str>) -> Self {
        let voices: BTreeSet<u32> = reading.utterances.iter().map(|utterance| utterance.speaker()).collect();
        let mut sides: BTreeMap<u32, Side> = voices
            .into_iter()
            .map(|voice| {
                let side = match reading.role(voice) {
                    ParticipantRole::Agent => Side::Agent,
                    ParticipantRole::Customer => Side::Customer,
                    ParticipantRole::Other => Side::Other,
                };
                (voice, side)
            })
            .collect();
        let has_agent = sides.values().any(|side| *side == Side::Agent);
        let has_customer = sides.values().any(|side| *side == Side::Customer);
        let is_anybody_unknown = sides.values().any(|side| *side == Side::Other);
        let named = agent_name.filter(|_| !has_agent).and_then(|name| voice_named(reading, &sides, name));
        if let Some(agent) = named {
            on_both_sides_of(agent, &mut sides);
            return Self(sides);
        }
        let absent = match (has_agent, has_customer) {
            (true, false) => Some(Side::Customer),
            (false, true) if is_anybody_unknown => Some(Side::Agent),
            _ => None,
        };
        match absent {
            // Of many unknown voices nobody knows which would be the agent's.
            Some(Side::Agent) if sides.len() > 2 => {}
            Some(absent) => {
                sides.values_mut().filter(|side| **side == Side::Other).for_each(|side| *side = absent);
            }
            None if !has_agent => infer(reading, &mut sides),
            None => {}
        }
        Self(sides)
    }

    /// The side of a voice.
    pub fn side(&self, speaker_index: u32) -> Side {
        self.0.get(&speaker_index).copied().unwrap_or(Side::Other)
    }

    /// Whether somebody speaks for the house.
    pub fn have_agent(&self) -> bool {
        self.0.values().any(|side| *side == Side::Agent)
    }
}

/// Tells the agent by the words, where one voice is clearly likelier than the others.
fn infer(reading: &Reading<'_>, sides: &mut BTreeMap<u32, Side>) {
    let mut signs: BTreeMap<u32, (i32, i32)> = sides.keys().map(|voice| (*voice, (0, 0))).collect();
    for utterance in &reading.utterances {
        let words = plain(utterance.normal());
        if let Some((agent, customer)) = signs.get_mut(&utterance.speaker()) {
            *agent += i32::from(AGENT.are_in(&words));
            *customer += i32::from(CUSTOMER.are_in(&words));
        }
    }
    let mut opening = reading.utterances.iter().take(OPENING);
    let introduced = opening.find(|utterance| INTRODUCES.are_in(&plain(utterance.normal())));
    let introduced = introduced.map(|utterance| utterance.speaker());
    if let Some((agent, _)) = introduced.and_then(|voice| signs.get_mut(&voice)) {
        *agent += CLEAR_LEAD;
    }
    let mut ranked: Vec<(i32, u32)> = signs
        .into_iter()
        .map(|(voice, (agent, customer))| {
            (agent.min(MOST_OF_A_KIND + CLEAR_LEAD) - customer.min(MOST_OF_A_KIND), voice)
        })
        .collect();
    ranked.sort_by_key(|(score, voice)| (std::cmp::Reverse(*score), *voice));
    let agent = match ranked.as_slice() {
        [(score, voice)] if *score >= CLEAR_LEAD => *voice,
        [(best, voice), (second, _), ..] if best - second >= CLEAR_LEAD => *voice,
        _ => return,
    };
    on_both_sides_of(agent, sides);
}

/// Whoever else speaks is the customer, as far as one can tell.
fn on_both_sides_of(agent: u32, sides: &mut BTreeMap<u32, Side>) {
    for (voice, side) in sides.iter_mut() {
        *side = if *voice == agent { Side::Agent } else { Side::Customer };
    }
}

/// The only voice that is known by that name, or by its first part.
fn voice_named(reading: &Reading<'_>, sides: &BTreeMap<u32, Side>, name: &str) -> Option<u32> {
    let wanted = name.trim().to_lowercase();
    let first = wanted.split_whitespace().next()?;
    let bears = |voice: &&u32| {
        let known = reading.view.known_name(**voice).unwrap_or_default().trim().to_lowercase();
        known == wanted || known == first
    };
    let mut found = sides.keys().filter(bears);
    found.next().copied().filter(|_| found.next().is_none())
}
