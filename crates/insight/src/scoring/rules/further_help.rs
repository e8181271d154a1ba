//! Did the agent ask near the end whether there is anything else?

use std::sync::LazyLock;

use colloquy_domain::scorecard::Answer;

use super::super::call::Call;
use super::super::ruling::Ruling;
use super::super::speakers::Side;
use super::super::wordings::Wordings;

static OFFER: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "(?:anything|something|any thing|nothing|everything) (?:else|more|further)|is there (?:anything|\
         something) (?:you|i|we|that)|got everything|everything you (?:need|wanted|came for)",
        "(?:any|some|other|more|further|last|final) (?:other |more |further |last |final )?(?:questions?|\
         concerns?|queries|issues?|worries)",
        "(?:further|other|another|more) (?:problems?|help|assistance|things?)",
        "what else (?:can|could|may)|(?:is|was|will|would) (?:that|there|this) (?:be )?(?:all|\
         everything)(?: for)?",
        "(?:does|did) that (?:cover|answer|sort|settle)|(?:have|did) (?:i|we) (?:answer|cover|miss|\
         forget)[a-z]*",
        "(?:can|could|may) (?:i|we) (?:help|assist)(?: you)? (?:further|with any|any further|some more)",
        "anything (?:i|we) (?:can|could|missed|forgot|have not|did not)|while (?:i have got you|\
         you have got me|you are on)",
        "are you (?:all set|happy with everything|otherwise)|what other|help with today",
    ])
    .unless(&[
        "(?:nothing|not anything|do not need anything|can not do anything) (?:else|more) (?:i|we|you|to|\
         that)",
        "(?:no|without) (?:other|more|further) (?:questions?|problems?|issues?|help)",
        "(?:one|two|few|some) more (?:things?|questions?)|another (?:thing|problem) (?:is|was)",
        "how can i help|what can i help",
    ])
});

/// It may be meant for the same matter only.
static INVITATION: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "(?:if|should|whenever) (?:you|there|anything|it) <4>(?:need|have|think of|wonder|come up|\
         comes up|get stuck|occurs|want)",
        "(?:shout|call|ring|write|email|come back|get in touch|reach out|give us a (?:call|ring|shout|\
         bell)|let (?:me|us) know|just ask|do ask|ask away) <3>(?:if|any ?time|whenever)",
        "you know where (?:we|i|to find)|we are (?:always )?here|i am here",
    ])
});

/// The customer's "no, that's all" answers such a question.
static THAT_IS_ALL: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "(?:no|nope|nothing) <3>(?:that is|that was|that would be|that will be|i think that is) (?:all|it|\
         everything)",
        "nothing else|i am (?:all )?(?:good|set)|that will do|no more questions",
    ])
});

/// The ruling.
pub(super) fn rule(call: &Call<'_, '_>) -> Ruling {
    let closing = call.closing();
    let late = call.find(Side::Agent, closing.clone(), &OFFER);
    if let Some(last) = late.last() {
        // The last one is the one before the goodbye.
        return Ruling::said(call, Answer::Yes, 0.95, "the agent asks", std::slice::from_ref(last));
    }
    let before = call.find(Side::Agent, 0..closing.start, &OFFER);
    let end = call.last_sentences(Side::Agent, 2);
    let invited = call.find(Side::Agent, closing.clone(), &INVITATION);
    if !invited.is_empty() {
        return Ruling::said(call, Answer::Yes, 0.66, "the agent says only", &invited);
    }
    let denied = call.find(Side::Customer, closing, &THAT_IS_ALL);
    if !denied.is_empty() {
        let places: Vec<_> = denied.into_iter().chain(end).collect();
        let lead = "the customer says that it is all, and no such question was found:";
        return Ruling::said(call, Answer::No, 0.66, lead, &places);
    }
    // An offer in the first half is how a call begins.
    if before.iter().any(|place| place.turn * 2 > call.turns().len()) {
        return Ruling::said(call, Answer::No, 0.62, "the agent asks, but not near the end:", &before);
    }
    Ruling::said(
        call,
        Answer::No,
        0.94,
        "no offer of further help before the end; the agent's last words are",
        &end,
    )
}
