//! Finds in each sentence what may be an action: opening, verb, object, day, and what speaks against it.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use time::{Date, OffsetDateTime};

use super::openings::{Kind, Opening, openings};
use super::verbs::{Strength, Verb, verb_at};
use crate::dates::{DateMention, mentions};
use crate::text::stems::content_stems;
use crate::view::Utterance;

/// Something said that may be an action.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// Position of its sentence.
    pub position: usize,
    /// By whom it is said.
    pub speaker: u32,
    /// What it is by its opening.
    pub kind: Kind,
    /// The verb.
    pub verb: Verb,
    /// From the verb to the end of the clause, in the sentence's normal form.
    pub action: Range<usize>,
    /// Who is named as the doer, verbatim.
    pub named_doer: Option<String>,
    /// Words that carry the subject.
    pub subject: BTreeSet<String>,
    /// The day named in its clause.
    pub due: Option<Date>,
    /// Said with "maybe", "I think", "probably".
    pub is_hedged: bool,
    /// Addressed to somebody: "send *you*".
    pub has_recipient: bool,
    /// The sentence is a question.
    pub is_question: bool,
    /// The sentence goes over what was agreed: "So, I'll send … and you'll …".
    pub is_recap: bool,
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is constant and every test compiles it")
}

static CONDITION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b(?:if|unless|in case|provided|assuming|suppose|supposing|otherwise|in the event)\b")
});
static POLITE_CONDITION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\bif (?:you (?:like|want|wish|prefer|would like|do not mind|need me to|want me to)|that is (?:okay|all right|fine|good)(?: (?:with|for) you)?|that (?:works|helps|suits)(?: (?:you|for you))?|it helps|it is (?:okay|all right)|possible|not too much trouble)\b",
    )
});
static WHETHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:check|see|ask|find out|know|whether|confirm|tell|look|wonder|verify|ask \w+|tell \w+|clarify) (?:with \w+ (?:\w+ )?)?if\b",
    )
});
static KNOW_IF_ANYTHING: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"know (?:if|when|once) (?:anything|something|there|it|that|you|i|we|any)\b"));
static HEDGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:maybe|perhaps|possibly|probably|hopefully|i think|i guess|i suppose|not sure|ideally|eventually|at some point|some day|someday|one day|might)\b",
    )
});
static REPORTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\b(?:said|told|promised|thought|says|mentioned|claimed|assumed|wish|wished|hoped|figured)(?: (?:me|us|you|him|her|them))?(?: that)?|\b(?:what|how|where|why|who|which|whatever|wherever|the (?:thing|things|stuff|one|ones|way) that|the (?:thing|things|stuff|one|ones|way))(?: \w+)?|\b(?:did|was|were) not know) $",
    )
});
static RECIPIENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\w+(?: \w+)? ?\b(?:you|him|her|them|me|us)\b|\b(?:to|with|for) (?:you|him|her|them|me|us)\b")
});
static AT_ONCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:right now|just now|real quick|for a (?:second|moment|minute)|one (?:second|moment)|while (?:we|you|i) (?:are|am)|as we speak|at the moment|hold on|bear with me)\b|\bnow(?: [.,?!]|$)",
    )
});
static RECAP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:okay|all right|great|perfect|right|well|and|,) )*(?:so\b|to (?:recap|summari[sz]e|sum up|confirm)|just to (?:recap|confirm|summari[sz]e|be clear|make sure)|let me (?:recap|summari[sz]e|repeat|confirm)|in summary|recap|once again|again ,)",
    )
});
static JOINT_VERB: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:schedule|book|arrange|set|plan|meet|call|talk|speak|touch base|reconvene|regroup|catch up|have (?:a|another|the|that|this|our) (?:\w+ ){0,2}(?:call|meeting|chat|demo|session|follow)|do (?:a|another|the|that|this|our|your) (?:\w+ ){0,2}(?:call|meeting|demo|session|follow)|get together|put|pick this up|follow up|connect|jump on|hop on|sync)\b",
    )
});
static DELIVERY_FROM_US: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:from (?:me|us|my|our)|in your inbox)\b"));

/// Everything in a sentence that may be an action.
pub(super) fn candidates(
    position: usize,
    utterance: &Utterance<'_>,
    started_at: OffsetDateTime,
) -> Vec<Candidate> {
    let normal = utterance.normal();
    let found = openings(&utterance.phrase);
    if found.is_empty() {
        return Vec::new();
    }
    let days = mentions(normal, started_at);
    let is_question = normal.ends_with('?');
    let is_recap = RECAP.is_match(normal);
    let mut candidates = Vec::new();
    for (number, opening) in found.iter().enumerate() {
        let clause_end = end_of_clause(normal, found.get(number + 1));
        let previous_end = match number {
            0 => 0,
            _ => found[number - 1].range.end,
        };
        let lead = lead(normal, previous_end, opening, number == 0);
        if REPORTED.is_match(&normal[..opening.range.start]) {
            continue;
        }
        let action = opening.range.end..clause_end.max(opening.range.end);
        let clause = &normal[action.clone()];
        let Some(kind) = kind_of(opening, lead, clause) else { continue };
        let Some(verb) = verb_of(kind, opening, clause) else { continue };
        let due = due_day(&days, normal, opening, &action, number == 0);
        // "I'll escalate this, and someone will get back to you by Friday": the day of the result is the day.
        let is_result =
            kind == Kind::ThirdParty && opening.doer.clone().is_some_and(|doer| !is_name(utterance, doer));
        if is_result
            && let Some(promise) =
                candidates.last_mut().filter(|last: &&mut Candidate| last.kind == Kind::Promise)
        {
            promise.due = due.or(promise.due);
            continue;
        }
        if AT_ONCE.is_match(clause) && due.is_none() {
            continue;
        }
        candidates.push(Candidate {
            position,
            speaker: utterance.speaker(),
            kind,
            subject: subject(normal, &action, &days),
            named_doer: opening.doer.clone().map(|doer| utterance.phrase.original(doer).to_owned()),
            due,
            is_hedged: HEDGE.is_match(lead) || HEDGE.is_match(&normal[opening.range.clone()]),
            has_recipient: RECIPIENT.is_match(clause),
            is_question,
            is_recap,
            verb,
            action,
        });
    }
    candidates
}

fn is_name(utterance: &Utterance<'_>, doer: Range<usize>) -> bool {
    utterance.phrase.original(doer).starts_with(char::is_uppercase)
}

/// The words before the opening that belong to it: all of them for the first, those after the last comma or
/// "and" for others.
fn lead<'n>(normal: &'n str, previous_end: usize, opening: &Opening, is_first: bool) -> &'n str {
    let between = &normal[previous_end.min(opening.range.start)..opening.range.start];
    if is_first {
        return between;
    }
    let cut = [" and ", " but ", " so "].iter().filter_map(|joint| between.rfind(joint)).max();
    match cut {
        Some(cut) => &between[cut..],
        None => between.rfind(", ").map_or(between, |comma| match between[..comma].rfind(',') {
            // "…, if you like, I'll": the condition stands between commas.
            Some(before) if CONDITION.is_match(&between[before..comma]) => &between[before..],
            _ => &between[comma..],
        }),
    }
}

/// Where the clause ends: before the next opening and the words that join the two, or with the sentence.
fn end_of_clause(normal: &str, next: Option<&Opening>) -> usize {
    let mut end = next.map_or(normal.len(), |next| next.range.start);
    loop {
        let clause = normal[..end].trim_end();
        let shorter = [
            " and", " but", " so", " then", " because", " ,", " .", " !", " ?", " ;", " :", " or", " if",
            " that",
        ]
        .iter()
        .find_map(|tail| clause.strip_suffix(tail));
        match shorter {
            Some(shorter) => end = shorter.len(),
            None => return clause.len(),
        }
    }
}

/// The kind after a look at what stands around: conditions make it nothing, courtesy makes it an offer.
fn kind_of(opening: &Opening, lead: &str, clause: &str) -> Option<Kind> {
    let is_condition_in = |text: &str| CONDITION.is_match(text) && !POLITE_CONDITION.is_match(text);
    if is_condition_in(lead) {
        return None;
    }
    if KNOW_IF_ANYTHING.is_match(clause) || (is_condition_in(clause) && !WHETHER.is_match(clause)) {
        return None;
    }
    let is_polite = POLITE_CONDITION.is_match(lead) || POLITE_CONDITION.is_match(clause);
    Some(match opening.kind {
        Kind::Promise if is_polite && lead.contains("if you") => Kind::Offer,
        kind => kind,
    })
}

fn verb_of(kind: Kind, opening: &Opening, clause: &str) -> Option<Verb> {
    let words: Vec<&str> = clause.split(' ').filter(|word| !word.is_empty()).collect();
    match kind {
        // What is asked for shows in the answer.
        Kind::Ask => Some(Verb { strength: Strength::Weak, group: "send", base: "send".into() }),
        Kind::Delivery => DELIVERY_FROM_US.is_match(clause).then(|| Verb {
            strength: Strength::Medium,
            group: "send",
            base: "get".into(),
        }),
        Kind::Joint => JOINT_VERB.is_match(clause).then(|| Verb {
            strength: Strength::Medium,
            group: "schedule",
            base: words[0].to_owned(),
        }),
        _ => verb_at(&words, opening.is_gerund),
    }
}

/// The day that goes with a clause: a limit in it before any other day in it, else one before the opening.
fn due_day(
    days: &[DateMention],
    normal: &str,
    opening: &Opening,
    action: &Range<usize>,
    is_first: bool,
) -> Option<Date> {
    let within = |range: &Range<usize>| {
        let inside = |day: &&DateMention| range.start <= day.normal.start && day.normal.start < range.end;
        let limit = days.iter().filter(inside).find(|day| day.is_deadline);
        limit.or_else(|| days.iter().find(inside)).map(|day| day.date)
    };
    let before = match is_first {
        true => 0..opening.range.start,
        false => normal[..opening.range.start].rfind(',').unwrap_or(opening.range.start)..opening.range.start,
    };
    within(&(opening.range.start..action.end.max(opening.range.end))).or_else(|| within(&before))
}

fn subject(normal: &str, action: &Range<usize>, days: &[DateMention]) -> BTreeSet<String> {
    let mut text = String::new();
    let mut from = action.start;
    for day in days.iter().filter(|day| action.start <= day.normal.start && day.normal.end <= action.end) {
        text.push_str(&normal[from..day.normal.start.max(from)]);
        text.push(' ');
        from = day.normal.end;
    }
    text.push_str(&normal[from.min(action.end)..action.end]);
    // Without the verb: "send the quote" and "send the contract" are two things.
    let object = text.trim_start().split_once(' ').map_or("", |(_, object)| object);
    content_stems(object)
}
