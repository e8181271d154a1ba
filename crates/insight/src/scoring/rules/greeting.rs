//! Did the agent greet the customer and say a name or company at the beginning?
//!
//! Both are looked for in the agent's first two turns. A name is known from the participants, follows words of
//! introduction, or stands there with a capital; a company is known by the domain of the agent's address. The name of
//! a department is neither.

use std::ops::Range;
use std::sync::LazyLock;

use colloquy_domain::scorecard::Answer;

use super::super::call::{Call, Place};
use super::super::ruling::Ruling;
use super::super::speakers::Side;
use super::super::wordings::Wordings;

/// Agent's turns that count as the beginning.
const OPENING_TURNS: usize = 2;
/// Words after an introduction among which the name has to be.
const MOST_WORDS_TO_NAME: usize = 5;

static GREETING: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "hi|hiya|hello|hey|howdy|greetings|g'day|good day|hallo",
        "(?:good|lovely) (?:morning|afternoon|evening)",
        "^(?:morning|afternoon|evening)",
        "welcome (?:to|back)",
        "(?:thanks|thank you) (?:so much |very much )?for (?:calling|ringing|phoning|contacting|holding|\
         waiting|choosing|reaching out|getting in touch|joining|picking up|answering|taking|making|\
         your (?:call|time|patience))",
        "(?:nice|good|great|lovely) to (?:meet|speak|talk|hear)",
        "pleasure to (?:meet|speak|talk)",
    ])
});

/// After these comes a name.
static INTRODUCING: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "(?:this|it|here) is",
        "(?:my name is|name's|name is|they call me)",
        "i am",
        "you are (?:speaking|talking|through|chatting|connected|on) (?:to|with)",
        "you (?:have|have got|are) (?:reached|through to|come through to)",
        "(?:calling|ringing|phoning|speaking|here|with you) (?:you )?(?:from|with|at|for|on behalf of)",
        "(?:for|to) (?:calling|ringing|phoning|contacting|choosing|reaching)",
        "welcome to",
    ])
    .unless(&["i am (?:calling|ringing|phoning|speaking)"])
});

/// A help that is offered makes an opening without a greeting less clear.
static OFFER: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&["(?:how|what) (?:can|may|could|might) (?:i|we) (?:help|do|assist|be)", "help you today"])
});

/// Names of departments and what goes with them.
const DEPARTMENT: &str = " account accounts admin administration appointments billing bookings booking care claims \
    client collections complaints customer customers claims delivery department desk dispatch enquiries enrolment \
    enrolments enrollment finance front helpdesk help helpline hotline line inquiries it level line maintenance \
    member membership memberships number office orders payments payroll reception renewals repairs reservations \
    returns sales second service services shipping support switchboard team tech technical ticketing tickets \
    warranty ";

/// Words that stand where a name could and are none.
const NO_NAME: &str = " a about afraid after again all also am an and any are as at back because being better but by \
    calling can checking could coming curious did do doing done essentially fine for from getting glad going good \
    great guessing happy having hearing here hope how i if in into is it its just kind like looking may me mine more my \
    no nice not now of okay on one only or our over pleased quite ready really regarding right ringing seeing \
    showing so some sorry still sure taking talking telling thank that the their there these they thinking this \
    to today too trying up us very waiting was we well what when where which who why will with wondering working \
    would yes you your ";

/// Words with a capital that are no company's.
const CAPITALS: &str = " i hi hiya hello hey good morning afternoon evening day thanks thank welcome mr mrs ms miss \
    dr sir madam monday tuesday wednesday thursday friday saturday sunday january february march april may june \
    july august september october november december english ";

/// Titles and words of greeting after which a name is the customer's.
const ADDRESSING: &str =
    " hi hiya hello hey morning afternoon evening mr mrs ms miss dr sir madam is are with to ";

fn is_in(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == word)
}

/// The ruling.
pub(super) fn rule(call: &Call<'_, '_>) -> Ruling {
    let opening: Vec<usize> =
        call.whole().filter(|turn| call.turns()[*turn].side == Side::Agent).take(OPENING_TURNS).collect();
    let Some(first) = opening.first().copied() else {
        return Ruling::new(call, Answer::No, 0.6, "the agent says nothing", &[]);
    };
    let within = |turns: Range<usize>| call.find(Side::Agent, turns, &GREETING).into_iter().next();
    let last = opening.last().copied().unwrap_or(first);
    let greeting = within(first..last + 1);
    let introduction = introduction(call, first..last + 1);
    let start = call.first_turns(Side::Agent, OPENING_TURNS);
    match (greeting, introduction) {
        (Some(greeting), Some((place, strength))) => {
            let is_at_once = greeting.turn == first && place.turn == first;
            let confidence = if is_at_once { strength } else { strength - 0.1 };
            let places =
                if place.sentence == greeting.sentence { vec![greeting] } else { vec![greeting, place] };
            Ruling::said(call, Answer::Yes, confidence, "the agent says", &places)
        }
        (Some(greeting), None) => {
            let lead = "the agent greets without a name or a company:";
            Ruling::said(call, Answer::No, 0.86, lead, &[greeting])
        }
        (None, Some((place, _))) if place.turn == first => {
            let has_offer = !call.find(Side::Agent, first..first + 1, &OFFER).is_empty();
            let (answer, confidence) = if has_offer { (Answer::Yes, 0.6) } else { (Answer::No, 0.72) };
            Ruling::said(call, answer, confidence, "the agent gives a name without a greeting:", &[place])
        }
        (None, Some(_)) => {
            Ruling::said(call, Answer::No, 0.85, "no greeting in the agent's first turn:", &start)
        }
        (None, None) => {
            let lead = "neither a greeting nor a name in the agent's first turns:";
            Ruling::said(call, Answer::No, 0.95, lead, &start)
        }
    }
}

/// Where the agent gives a name or a company, and how sure that is.
fn introduction(call: &Call<'_, '_>, turns: Range<usize>) -> Option<(Place, f64)> {
    let mut weaker: Option<(Place, f64)> = None;
    for (turn, sentence) in call.sentences(Side::Agent, turns) {
        let plain = call.plain(sentence);
        let words: Vec<&str> = plain.split(' ').collect();
        let squashed = words.concat();
        // "Will" and "May" are names as well.
        let is_known = words.iter().enumerate().any(|(number, word)| {
            let is_name = call.names().is_agents(word) && !call.names().is_customers(word);
            is_name && (!is_in(NO_NAME, word) || call.is_capital(sentence, number))
        }) || call.names().has_company(&squashed);
        let is_introduced = INTRODUCING.find(plain).is_some_and(|range| {
            let before = plain[..range.end].split(' ').count();
            let is_plain = !["i am", "it is", "this is", "here is"].contains(&&plain[range.clone()]);
            is_name_at(call, sentence, &words, before, is_plain)
        });
        if is_known || is_introduced || is_name_first(call, sentence, &words) {
            return Some((call.place(turn, sentence), 0.96));
        }
        if weaker.is_none() && is_company_alone(call, sentence, &words) {
            weaker = Some((call.place(turn, sentence), 0.84));
        }
    }
    weaker
}

/// Whether a name begins at that word or, after departments and small words, soon after it. `is_plain` where the words
/// before can hardly be followed by anything else.
fn is_name_at(call: &Call<'_, '_>, sentence: usize, words: &[&str], from: usize, is_plain: bool) -> bool {
    for (number, word) in words.iter().enumerate().skip(from).take(MOST_WORDS_TO_NAME) {
        if is_in(DEPARTMENT, word) || is_in(" the our from at of for with and here ", word) {
            continue;
        }
        if is_in(NO_NAME, word) || call.names().is_customers(word) {
            return false;
        }
        let is_clear = is_plain || !call.has_capitals();
        return call.is_capital(sentence, number) || (is_clear && number == from);
    }
    false
}

/// "Owen speaking", "Pippa here", "Corin on the line".
fn is_name_first(call: &Call<'_, '_>, sentence: usize, words: &[&str]) -> bool {
    words.windows(2).enumerate().any(|(number, pair)| {
        let is_followed = matches!(pair[1], "speaking" | "here")
            || (pair[1] == "on"
                && words.get(number + 2).is_some_and(|word| *word == "the")
                && words.get(number + 3).is_some_and(|word| matches!(*word, "line" | "phone")));
        is_followed
            && call.is_capital(sentence, number)
            && ![NO_NAME, DEPARTMENT, CAPITALS].iter().any(|list| is_in(list, pair[0]))
            && !call.names().is_customers(pair[0])
    })
}

/// "Good morning, Kestrel Hill Railway Museum."
fn is_company_alone(call: &Call<'_, '_>, sentence: usize, words: &[&str]) -> bool {
    let mut run: Vec<&str> = Vec::new();
    let mut before_run = "";
    let mut before = "";
    for number in 0..=words.len() {
        let word = words.get(number).copied().unwrap_or_default();
        let is_of_name = number < words.len()
            && call.is_capital(sentence, number)
            && !is_in(CAPITALS, word)
            && !call.names().is_customers(word)
            // A sentence begins with a capital, whatever its first word is.
            && !(number == 0 && is_in(NO_NAME, word));
        if is_of_name {
            if run.is_empty() {
                before_run = before;
            }
            run.push(word);
        } else {
            let is_addressed =
                is_in(ADDRESSING, before_run) && (run.len() == 1 || call.has_question_mark(sentence));
            let has_name = run.iter().any(|word| !is_in(DEPARTMENT, word));
            let is_followed_by_department = !run.is_empty() && is_in(DEPARTMENT, word);
            if has_name && !is_addressed && (run.len() > 1 || is_followed_by_department) {
                return true;
            }
            run.clear();
        }
        before = word;
    }
    false
}
