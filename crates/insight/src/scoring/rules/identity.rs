//! Did the agent check who the customer is before using the account?
//!
//! Three things are looked for: what the agent asks that tells who somebody is, where the agent looks at or changes
//! something of the customer's, and where the check is skipped in words. An address that is asked for in order to send
//! something to it checks nobody. Data that the customer gives unasked are no check either.

use std::sync::LazyLock;

use colloquy_domain::scorecard::Answer;

use super::super::call::{Call, Place};
use super::super::ruling::Ruling;
use super::super::speakers::Side;
use super::super::wordings::Wordings;

/// A sentence of at most so many words that names a datum asks for it: "Date of birth."
const SHORT_WORDS: usize = 6;
/// Turns by which an account may be looked at before the question, as in one breath.
const SAME_BREATH_TURNS: usize = 1;

/// Data that tell who somebody is, each kind for itself.
static DATA: LazyLock<[(Wordings, bool); 6]> = LazyLock::new(|| {
    [
        (
            Wordings::new(&[
                "(?:account|customer|client|policy|order|booking|reservation|confirmation|member|\
                 membership|contract|invoice|tracking|claim|case|loan|card|patient|employee|licen[sc]e|\
                 subscriber|user|student|reference|parcel|ticket|booking reference|\
                 registration) (?:numbers?|id|code|reference|name)",
                "number (?:on|of|at the top of) (?:your|the) <1>(?:bill|invoice|card|letter|contract|\
                 policy|order|letter|statement)",
                "username|reference number|booking reference|number plate",
            ]),
            true,
        ),
        (Wordings::new(&["date of birth|birth date|birthday|born|dob|year of birth"]), true),
        (
            Wordings::new(&[
                "last (?:4|four|3|three|two|2) <1>(?:digits|numbers|of)|social security",
                "(?:security|secret|memorable) (?:question|word|code|answer|phrase|name|number|date)",
                "pass ?(?:word|code|phrase)|pin|pin (?:code|number)|maiden name|code (?:word|phrase)",
                "code (?:that )?(?:i|we) (?:just |have )*(?:sent|texted)",
                "photo id|identification|driver's licen[sc]e|passport",
            ]),
            true,
        ),
        (
            Wordings::new(&[
                "post ?code|zip|zip code|first line of <2>address|house number|street|(?:home|billing|\
                 service|your|the|full|postal|registered|delivery|property|installation|what) address|\
                 address (?:on|for|of|we have)",
            ]),
            false,
        ),
        (
            Wordings::new(&[
                "(?:your|the|full|first|last|family|what) name|surname|name (?:on|for|of|is it|please|\
                 it is|the account|and)",
                "who am i (?:speaking|talking) (?:to|with)|who is (?:this|calling|speaking)|\
                 whom am i speaking",
                "may i ask who|^name|am i (?:speaking|talking) (?:to|with)|\
                 speaking with <2>account holder|account holder",
            ]),
            false,
        ),
        (
            Wordings::new(&[
                "(?:phone|telephone|mobile|cell|contact) number|email (?:address )?(?:on|for|that|we|is|\
                 you|registered)|(?:registered|your) email",
            ]),
            false,
        ),
    ]
});

static ASKING: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "(?:can|could|may|would|will|might) (?:i|you|we)",
        "please|need|require|confirm|verify|give me|tell me|spell|let me have|let me take|i will take|\
         provide",
        "what is|what was|what's|which|have you got|do you have|remind me|without (?:that|those|it|them)",
        "who am i|who is|may i ask|and (?:your|the)|(?:i )?just want to (?:check|make sure)|before i|\
         before we",
    ])
});

/// The datum is wanted to send something to it, or it is the agent who tells it.
static FOR_DELIVERY: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "(?:send|email|mail|post|ship|text|deliver|forward) (?:it|you|that|this|them|the|a|an|over|out)",
        "(?:call|ring|phone|reach) you (?:back|on|at)|best number|where should i|in case we (?:get|are)",
        "(?:you|we) (?:do not|will not|would not) need|your (?:reference|confirmation|ticket|case|claim|\
         order) number (?:is|will)",
        "(?:change|update|new) <2>(?:address|email|phone|name)|what (?:address|email|name) (?:would|\
         should|do) you",
    ])
});

static VERIFYING: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "verif(?:y|ied|ying|ication)|identify you|your identity|who you are|data protection|\
         security (?:check|questions?)",
        "for (?:your )?security|security (?:purposes|reasons)|make sure (?:i am|that i am) (?:speaking|\
         talking)",
        "(?:that|it|this|everything) matches|to be (?:on the )?safe|you are verified|(?:pass|passed|\
         through) security",
        "before i (?:can )?(?:open|access|look|pull|go into|get into|touch|do anything|change|discuss)",
        "can not <2>(?:open|access|look|pull|discuss|do anything) <4>without",
    ])
    .unless(&["(?:skip|no need|not need|without) <4>(?:verif[a-z]+|security|identity|who you are)"])
});

static SKIPPED: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "skip (?:that|this|the|all that|it)|your <1>number (?:came|comes|popped|pops|shows|showed|\
         is showing) up",
        "(?:came|comes|popped|come) up on (?:the|my) (?:screen|display)|caller id|i (?:know|\
         recogni[sz]e) (?:you|your)",
        "(?:no need|do not need) (?:to verify|for (?:that|security|any|the)|to (?:identify|check)|\
         your <2>number)",
        "(?:look|looking|looked|found|find|got) (?:him|her|you|it|them|that) up by (?:name|phone|number|\
         the)",
        "(?:i )?(?:already )?(?:have|see|got) (?:you|your account|your name|your details) (?:open|here|up|\
         right here|on)",
        "i trust you|you sound like|that will do without",
    ])
});

static PROTEST: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "(?:do not|did not|will not|would not) you <4>(?:who i am|my name|password|my number|identify|\
         verify|security|proof)",
        "you do not (?:need|want) <4>(?:password|number|name|id|pin|details|proof|verify|security|address|\
         code)",
        "(?:are not|are) you (?:not )?(?:going to|meant to|supposed to) <2>(?:ask|verify|check) <2>(?:me|\
         who|my|name|id)?",
        "how do you know (?:who|it is|that i|i am)|anybody could|anyone could|could be anyone|\
         could be anybody",
    ])
});

/// The agent looks at or changes something of the customer's.
static USING: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "(?:see|have|found|find|open|opened|opening|pull|pulled|pulling|bring|brought|bringing|look|\
         looking|check|checking|checked|updated?|changed?|cancelled?|cancelling|closed?) <4>(?:your|\
         the) <2>(?:account|order|booking|reservation|policy|contract|subscription|bills?|invoice|\
         payments?|records?|file|profile|plan|case|charges?|card|details|statement|balance|membership|\
         claim|loan|mortgage|appointment|delivery|shipment|package|parcel|line|refund|meter|usage|\
         prescription)",
        "i (?:can |do )?(?:see|have) <2>(?:both|it|you|that|them|him|her|two|here)(?: here| on| of| up| \
         right| from| that)?",
        "(?:on|in|from|to|into) your (?:account|file|plan|contract|card|record|bill|policy|profile)",
        "i (?:have|will|am|can|could)(?: just| now| also| already)? (?:refund|credit|cancel|book|rebook|\
         chang|updat|appl|reset|mov|issu|process|remov|waiv|upgrad|activat|deactivat|block|unlock|revers|\
         reschedul|assign|switch|set up|replac|extend|suspend|clos|downgrad|mark|put)[a-z]*",
        "got (?:you|him|her|it)|there you are|i have the account|you are in a contract|your contract|\
         your (?:balance|account|plan|contract|policy|order|booking|payment|parcel|package|claim|\
         subscription) (?:is|was|has|shows|runs|went|got)",
        "(?:is|are) (?:paid|refunded|credited|booked|cancelled) (?:now|to)|i am (?:assigning|\
         looking (?:him|her|you|it) up)",
    ])
    .unless(&[
        "(?:let me|i will|before i|i can not|can not) <2>(?:open|pull|look|check|find) <4>(?:without|once|\
         until)",
        "i see|i have (?:a|an|some|no) ",
        "before (?:i|we) <2>(?:open|pull|look|check|go|access) <3>(?:account|order|file|policy|contract|\
         profile|record)",
    ])
});

/// The ruling.
pub(super) fn rule(call: &Call<'_, '_>) -> Ruling {
    let agent = |wordings: &Wordings| call.find(Side::Agent, call.whole(), wordings);
    let (asked, kinds, has_hard) = asked(call);
    let verifying = agent(&VERIFYING);
    let skipped = agent(&SKIPPED);
    let protest = call.find(Side::Customer, call.whole(), &PROTEST);
    let used = agent(&USING);
    let is_checked = kinds >= 2 || (kinds == 1 && (has_hard || !verifying.is_empty()));
    let starts_before = |one: &[Place], other: &[Place]| match (one.first(), other.first()) {
        (Some(one), Some(other)) => one.turn + SAME_BREATH_TURNS < other.turn,
        _ => false,
    };
    let is_checked_before = is_checked && starts_before(&asked, &skipped);
    if !skipped.is_empty() && !is_checked_before {
        let places: Vec<Place> = skipped.into_iter().chain(protest).collect();
        return Ruling::said(call, Answer::No, 0.93, "the agent goes without a check:", &places);
    }
    if !protest.is_empty() && !is_checked {
        return Ruling::said(call, Answer::No, 0.93, "the customer misses the check:", &protest);
    }
    if is_checked {
        let strength = if kinds >= 2 || !verifying.is_empty() { 0.95 } else { 0.84 };
        // Looked at first and asked later is no check before the account is used.
        let confidence = if starts_before(&used, &asked) { strength - 0.12 } else { strength };
        return Ruling::said(call, Answer::Yes, confidence, "the agent asks", &asked);
    }
    match (kinds, used.is_empty()) {
        (0, false) => {
            // One place may be a manner of speaking, and help in general touches no account.
            let confidence = if used.len() > 1 { 0.86 } else { 0.68 };
            let lead = "the account is used and nothing is asked that tells who the customer is:";
            Ruling::said(call, Answer::No, confidence, lead, &used)
        }
        (0, true) => {
            let reason = "nothing of an account or a contract is looked at or changed";
            Ruling::new(call, Answer::NotApplicable, 0.84, reason, &call.first_turns(Side::Agent, 2))
        }
        (_, false) => Ruling::said(call, Answer::Yes, 0.62, "the agent asks for one thing only:", &asked),
        (_, true) => {
            let lead = "no account is used, though the agent asks";
            Ruling::said(call, Answer::NotApplicable, 0.62, lead, &asked)
        }
    }
}

/// Where the agent asks for data that tell who somebody is, of how many kinds, and whether one alone is enough.
fn asked(call: &Call<'_, '_>) -> (Vec<Place>, usize, bool) {
    let mut places = Vec::new();
    let mut found = [false; 6];
    for (turn, sentence) in call.sentences(Side::Agent, call.whole()) {
        let plain = call.plain(sentence);
        let is_short = plain.split(' ').count() <= SHORT_WORDS;
        let is_asking = call.has_question_mark(sentence) || is_short || ASKING.are_in(plain);
        if !is_asking || FOR_DELIVERY.are_in(&call.plain_of_turn(turn)) {
            continue;
        }
        let mut is_here = false;
        for (number, (wordings, _)) in DATA.iter().enumerate() {
            if wordings.are_in(plain) {
                found[number] = true;
                is_here = true;
            }
        }
        if is_here {
            places.push(call.place(turn, sentence));
        }
    }
    let kinds = found.iter().filter(|is_found| **is_found).count();
    let has_hard = DATA.iter().zip(found).any(|((_, is_hard), is_found)| *is_hard && is_found);
    (places, kinds, has_hard)
}
