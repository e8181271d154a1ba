//! Did the agent ask an open question?
//!
//! A question is open by how it begins: what, how and why ask for more than a datum unless they ask for a name, a
//! number or a date ("what is your address", "how many"). Who, when and where ask for one. Verbs in front ask for yes
//! or no, unless they ask to tell, explain or describe. An offer to help put as a question counts.

use std::sync::LazyLock;

use colloquy_domain::scorecard::Answer;

use super::super::call::{Call, Place};
use super::super::ruling::Ruling;
use super::super::speakers::Side;
use super::super::wordings::Wordings;

static OFFER: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "how (?:can|may|could|might|shall|should) (?:i|we) (?:be of|help|assist|make|support|direct)",
        "what (?:can|may|could|might) (?:i|we) (?:do for|help|assist|get for|get you)",
        "what brings you|what (?:is|was) the reason for (?:your|the) call|what are you calling (?:about|\
         for|in)|what (?:is|was) it about",
    ])
});

static OPEN: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "what (?:[a-z]+s) (?:you|him|her|them|your|people|it)|(?:talk|speak) to me about|\
         give me (?:an idea|a picture|a sense|a feel|a rough idea|the background)|how (?:does|do|is|did|\
         would|will|has) (?:a|an|someone|anyone|everything|nobody|[a-z]+s)",
        "(?:can|could|would|will|please)? ?(?:you )?(?:just )?(?:tell|walk|talk|take|run|fill) (?:me|\
         us) (?:through|about|a bit|a little|more|what|how|why|in on|in about|exactly what|\
         something about|everything|the whole|your|all about)",
        "(?:can|could|would) you (?:please )?(?:describe|explain|elaborate|expand|go into|share)|\
         describe (?:the|what|how|it|your|that|for)|explain to me",
        "why (?:do|did|is|are|was|were|would|have|has|does|not|that|now|then)|how come",
        "what (?:happened|happens|happened then|made|makes|led|prompted|brought|worries|bothers|concerns|\
         matters|went|goes|else|exactly|kind of|sort of|type of things|would|should|might|could)",
        "what (?:do|did|does|are|were|is|was|has|have|will) (?:you|we|they|he|she|it|that|this|your|the|\
         those|these|things|my|people|his|her|going|been|happening|important|wrong|missing|stopping|\
         holding|driving|behind|keeping|on your)",
        "what (?:challenges|problems|issues|troubles|difficulties|symptoms|goals|concerns|questions|\
         worries|plans|ideas|thoughts|experience|experiences|reasons|changes|options|results)",
        "how (?:do|does|did|would|will|have|has|is|are|was|were|can|could|should) (?:you|we|they|he|she|\
         it|that|this|your|the|those|these|things|my|his|her|people|everyone)",
        "(?:i would|i would love|i am curious) (?:like )?to (?:hear|know|understand) (?:more|what|how|why|\
         about|a bit)|say more|in what way|in which way|in your own words|your thoughts on",
        "which (?:[a-z]+ ){1,8}and (?:what|how|why)",
    ])
    .unless(&[
        // A datum.
        "what (?:is|was|are|were|would be|will be) (?:the|your|his|her|their|its|that|this|my|a good|\
         the best|a|his) (?:[a-z]+ ){0,2}(?:names?|surname|numbers?|address|addresses|street|postcode|\
         post|zip|date|day|time|email|phone|amount|total|price|cost|account|order|reference|id|code|birth|\
         birthday|model|make|size|color|colour|age|year|month|balance|budget|deadline|password|pin|\
         registration|plate|title|zip|serial|city|town|country|state|policy|extension|mobile|cell|\
         landline|callback|spelling|rate|temperature|width|length|height|weight|company|role|position|\
         occupation|brand|version|status|mileage|floor|error|size)",
        "what (?:time|day|date|dates|amount|number|year|month|size|model|make|address|name|street|color|\
         colour|email|city|town|plan|price|percentage|quantity|age|company|floor|room|version|colour|\
         part of|type of|kind of (?:car|phone|plan|account|card|device|ticket))",
        "how (?:many|much|long|old|often|far|soon|big|late|large|tall|wide|heavy|high|early|fast|quickly|\
         recently)",
        "how (?:is|are|was|were) (?:you|your day|the weather|your week|it going|things|your weekend|\
         everything)(?: doing| today| going| this| keeping| [a-z]+ing well| sir| madam| morning| \
         afternoon| evening)*$",
        "how (?:does|do|would|is|about) (?:that|this|it|you)? ?(?:sound|sounds|spell|pronounce|\
         look for you|suit|work for you|feel about (?:monday|tuesday))",
        "how do (?:you|i|we) (?:spell|pronounce|say)|how would you like to pay|how would you like (?:that|\
         it) (?:sent|paid)|what about|how about|what if|what do you say",
        "what (?:would|will|should|could) (?:it|that|this) (?:cost|be|come)|\
         what would you like to (?:order|book|drink)|what (?:do|did) you (?:pay|spend|say your|call)",
        "why (?:do|does) not (?:we|i|you)|(?:and|so|but|well) what$|tell (?:me|us) your (?:name|address|\
         number|date|postcode|account|email|policy|full|order|last)",
        "(?:tell|give) (?:me|us) what (?:your|the) (?:name|number|address|postcode)",
        "(?:that|this|which) is (?:what|how|why)|(?:know|see|sure|matter|understand|hear|check|confirm|\
         explain|exactly|is|was|was|of|on|about|into|just|from|got|say|said|like|tell you|\
         telling you) (?:what|how|why)",
    ])
});

/// Words before a question that are no part of it.
static LEAD: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "^(?:(?:so|and|but|okay|well|now|right|then|great|thanks|thank you|sure|good|all|perfect|yes|no|\
         hi|hello|sorry|oh|first|just|also|fine|or|because) )*",
    ])
});

/// Statements that begin like questions.
static STATEMENT: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "^(?:[a-z]+ ){0,3}what (?:i|we|you|they|he|she|it) (?:can|will|would|could|do|did|have|need|want|\
         get|say|said|see|are|is|offer|should|pay|might|mean)",
        "what (?:happened|happens|matters|that means|this means|it means|that does|this does|\
         makes it) (?:is|was|here is|there is|then is)",
        "^(?:[a-z]+ ){0,3}(?:how|why) (?:it|that|this|we|you|they|i) (?:works?|is|are|was|do|does|did|\
         have|will|can)",
    ])
});

/// The ruling.
pub(super) fn rule(call: &Call<'_, '_>) -> Ruling {
    let offers = call.find(Side::Agent, call.whole(), &OFFER);
    let (mut open, mut likely, mut closed): (Vec<Place>, Vec<Place>, Vec<Place>) = Default::default();
    for (turn, sentence) in call.sentences(Side::Agent, call.whole()) {
        let plain = call.plain(sentence);
        let place = call.place(turn, sentence);
        let is_marked = call.has_question_mark(sentence);
        match OPEN.find(plain).filter(|_| !STATEMENT.are_in(plain)) {
            Some(found) => {
                let lead = LEAD.find(plain).map_or(0, |lead| lead.end);
                let is_first = found.start <= lead + 1;
                match (is_marked, is_first) {
                    (true, _) | (_, true) => open.push(place),
                    (false, false) => likely.push(place),
                }
            }
            None if is_marked => closed.push(place),
            None => {}
        }
    }
    if !offers.is_empty() || !open.is_empty() {
        let confidence = if offers.is_empty() { 0.9 } else { 0.95 };
        let places: Vec<Place> = open.into_iter().chain(offers).collect();
        return Ruling::said(call, Answer::Yes, confidence, "the agent asks", &places);
    }
    if !likely.is_empty() {
        // Without question marks a question shows by its words alone, wherever it stands.
        let confidence = if call.has_question_marks() { 0.6 } else { 0.82 };
        return Ruling::said(call, Answer::Yes, confidence, "the agent may be asking", &likely);
    }
    if closed.is_empty() {
        let start = call.first_turns(Side::Agent, 2);
        return Ruling::said(
            call,
            Answer::No,
            0.88,
            "the agent asks nothing open; the first words are",
            &start,
        );
    }
    Ruling::said(call, Answer::No, 0.87, "the agent asks only for yes, no or a single datum:", &closed)
}
