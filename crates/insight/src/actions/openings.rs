//! The wordings that open a promise, an offer or a request, up to the verb.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::text::phrase::Phrase;

/// What a clause is by its opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// "I will", "I'm going to".
    Promise,
    /// "I'm sending": a promise only with a day beside it.
    Progressive,
    /// "I need to", "I should": meant, not promised.
    Intention,
    /// "I can", "would you like me to": stands once it is accepted.
    Offer,
    /// "I could", "I might": nothing unless accepted.
    VagueOffer,
    /// "Let me": mostly done at once.
    LetMe,
    /// "Can you", "please".
    Request,
    /// "Can I have": what is meant shows in the answer.
    Ask,
    /// "You'll send me", "you need to".
    Assignment,
    /// "You'll have it by Friday": somebody on the speaker's side sees to it.
    Delivery,
    /// "Let's", "shall we", "how about".
    Joint,
    /// "Dana will", "someone from billing will".
    ThirdParty,
}

/// An opening found in a sentence.
#[derive(Debug, Clone)]
pub(super) struct Opening {
    /// What it opens.
    pub kind: Kind,
    /// The opening itself, in the normal form; the verb follows it.
    pub range: Range<usize>,
    /// The verb ends in "-ing" because of the opening.
    pub is_gerund: bool,
    /// Who is named as the doer, in the normal form.
    pub doer: Option<Range<usize>>,
}

/// What may stand between subject, auxiliary and verb.
const ADVERBS: &str = r"(?:(?:also|just|then|definitely|certainly|gladly|happily|personally|quickly|actually|really|probably|first|always|immediately|simply|at least|of course|for sure|surely|absolutely|still|further|again|go ahead and|make sure to|make sure i|make sure we|make sure that i|make sure that we|be sure to|try to|try and|be able to|be happy to|be glad to|make a note to|have to|need to|want to|please|kindly|maybe|perhaps|possibly|hopefully|therefore|in the meantime|meanwhile|all|both|,) )*";

static OPENINGS: LazyLock<Vec<(Kind, bool, Regex)>> = LazyLock::new(|| {
    let patterns: Vec<(Kind, bool, String)> = vec![
        (
            Kind::Ask,
            false,
            r"(?:can|could|may) (?:i|we) (?:please |also |just )*(?:have|get|receive) ".into(),
        ),
        (Kind::Request, true, r"(?:would|do) you mind (?P<verb>\w+ing)".into()),
        (
            Kind::Request,
            false,
            format!(r"(?:can|could|would|will) (?:you|one of you|somebody|someone) {ADVERBS}"),
        ),
        (Kind::Request, false, format!(r"(?:i|we) (?:(?:would|will) )?(?:need|want|like) you to {ADVERBS}")),
        (Kind::Request, false, format!(r"if you (?:can|could|would|will) {ADVERBS}")),
        (
            Kind::Request,
            false,
            r"(?:do not forget to|remember to|make sure (?:that )?you|be sure to) ".into(),
        ),
        (Kind::Request, false, r"please (?:also |just |then )*".into()),
        (
            Kind::Promise,
            false,
            r"what (?:i|we) (?:will|am going to|are going to|can) do is (?:i will |we will |to )?".into(),
        ),
        (Kind::Promise, true, format!(r"(?:i|we) {ADVERBS}will {ADVERBS}be {ADVERBS}(?P<verb>\w+ing)")),
        (
            Kind::Promise,
            false,
            format!(
                r"(?:i|we) {ADVERBS}(?:will|shall|am going to|are going to|promise to|promise i will|promise you i will|promise that i will) {ADVERBS}"
            ),
        ),
        (Kind::Promise, false, format!(r"(?:i am|we are) {ADVERBS}going to {ADVERBS}")),
        (
            Kind::Intention,
            false,
            format!(
                r"(?:i|we) {ADVERBS}(?:need to|have to|have got to|must|should|ought to|plan to|intend to) {ADVERBS}"
            ),
        ),
        (
            Kind::Intention,
            false,
            format!(
                r"(?:i am|we are) {ADVERBS}(?:planning to|supposed to|meant to|hoping to|about to) {ADVERBS}"
            ),
        ),
        (
            Kind::Offer,
            false,
            format!(r"(?:i|we) (?:would be|am|are) {ADVERBS}(?:happy|glad|willing|able) to {ADVERBS}"),
        ),
        (Kind::Progressive, true, format!(r"(?:i am|we are) {ADVERBS}(?P<verb>\w+ing)")),
        (Kind::Offer, false, format!(r"(?:i|we) {ADVERBS}can {ADVERBS}")),
        (Kind::VagueOffer, false, format!(r"(?:i|we) {ADVERBS}(?:could|might|may|would) {ADVERBS}")),
        (
            Kind::Offer,
            false,
            format!(
                r"(?:(?:do |would )?you (?:want|like) (?:me|us) to|want (?:me|us) to|(?:shall|should|can|may|could) i) {ADVERBS}"
            ),
        ),
        (Kind::LetMe, false, format!(r"let me {ADVERBS}")),
        (Kind::Joint, false, format!(r"let us {ADVERBS}")),
        (
            Kind::Joint,
            false,
            format!(
                r"(?:(?:shall|should|can|could) we|why do not we|how about we|what if we|what do you say we) {ADVERBS}"
            ),
        ),
        (
            Kind::Delivery,
            false,
            format!(
                r"you (?:will|should|can|are going to) {ADVERBS}(?:have|get|receive|see|hear|expect|find) "
            ),
        ),
        (Kind::Assignment, false, format!(r"you (?:will|are going to) {ADVERBS}")),
        (Kind::Assignment, false, format!(r"you (?:need to|have to|should|must|would) {ADVERBS}")),
        (
            Kind::ThirdParty,
            false,
            format!(
                r"(?P<doer>(?:my|our|the|a|one of (?:my|our|the)) (?:\w+ ){{0,2}}?(?:colleagues?|teams?|manager|managers|engineer|engineers|technician|technicians|specialist|specialists|supervisor|assistant|department|driver|lawyer|accountant|boss|people|rep|reps|agent|partner)|someone|somebody)(?: (?:from|in|at|on) (?:\w+ ){{0,2}}?\w+)? (?:will|is going to|are going to) {ADVERBS}"
            ),
        ),
        (Kind::ThirdParty, false, format!(r"(?P<doer>\p{{L}}+ \p{{L}}+) (?:will|is going to) {ADVERBS}")),
        (Kind::ThirdParty, false, format!(r"(?P<doer>\p{{L}}+) (?:will|is going to) {ADVERBS}")),
    ];
    patterns
        .into_iter()
        .map(|(kind, is_gerund, pattern)| {
            let pattern = Regex::new(&format!(r"\b{pattern}"));
            (kind, is_gerund, pattern.expect("the patterns are constant and every test compiles them"))
        })
        .collect()
});

/// A bare imperative at the start of a sentence: "So send me the draft".
static IMPERATIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:(?:okay|so|and|then|also|well|all right|great|perfect|sure|yes|just|but|,) )*(?P<verb>send|email|mail|forward|call|text|ring|schedule|book|upload|submit|resend|ship|copy|loop|invite|remind) (?:me|us|him|her|them|it|that|this|the|over|in|a|an|\p{L}+ on)\b")
        .expect("the pattern is constant and every test compiles it")
});

/// All openings of a sentence, in order, none overlapping.
pub(super) fn openings(phrase: &Phrase<'_>) -> Vec<Opening> {
    let normal = phrase.normal.as_str();
    let mut found: Vec<Opening> = Vec::new();
    if let Some(imperative) = IMPERATIVE.captures(normal)
        && let Some(verb) = imperative.name("verb")
    {
        found.push(Opening {
            kind: Kind::Request,
            range: verb.start()..verb.start(),
            is_gerund: false,
            doer: None,
        });
    }
    for (kind, is_gerund, pattern) in OPENINGS.iter() {
        for captures in pattern.captures_iter(normal) {
            let Some(whole) = captures.get(0) else { continue };
            let end = captures.name("verb").map_or(whole.end(), |verb| verb.start());
            let range = whole.start()..end;
            // The earlier pattern is the more telling one.
            if found.iter().any(|other| {
                other.range.start < range.end && range.start < other.range.end.max(other.range.start + 1)
            }) {
                continue;
            }
            let doer = captures.name("doer").map(|doer| doer.range());
            if doer.as_ref().is_some_and(|doer| !is_somebody(phrase, doer)) {
                continue;
            }
            found.push(Opening { kind: *kind, range, is_gerund: *is_gerund, doer });
        }
    }
    found.sort_by_key(|opening| opening.range.start);
    found
}

/// "My colleague", "someone", or a name: one or two words with capitals, not only the first of the sentence.
fn is_somebody(phrase: &Phrase<'_>, doer: &Range<usize>) -> bool {
    const PRONOUNS: [&str; 24] = [
        "it",
        "that",
        "this",
        "they",
        "he",
        "she",
        "you",
        "we",
        "i",
        "who",
        "what",
        "which",
        "there",
        "those",
        "these",
        "so",
        "and",
        "then",
        "but",
        "everything",
        "nothing",
        "everyone",
        "nobody",
        "all",
    ];
    let words = &phrase.normal[doer.clone()];
    let first = words.split(' ').next().unwrap_or_default();
    if matches!(first, "my" | "our" | "the" | "a" | "one" | "someone" | "somebody") {
        return first != "a" || words.contains(' ');
    }
    let source = phrase.original(doer.clone());
    let are_capitals = source.split(' ').all(|word| word.starts_with(char::is_uppercase));
    are_capitals && !words.split(' ').any(|word| PRONOUNS.contains(&word))
}
