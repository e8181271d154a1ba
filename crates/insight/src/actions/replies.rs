//! What the other side answers: yes, no, or "forget the technician".

use std::sync::LazyLock;

use regex::Regex;

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is constant and every test compiles it")
}

const LEAD: &str = r"^(?:(?:oh|ah|okay|well|so|and|great|perfect|all right|right|um|yes|,) )*";

static AGREES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"{LEAD}(?:yes|sure|of course|absolutely|certainly|definitely|will do|no problem|no worries|not a problem|you bet|okay|all right|sounds (?:good|great|fine|perfect|like a plan)|got it|happy to|gladly|with pleasure|consider it done|fine|i can do that|i will do that|we can do that|deal|works for me|that works|that is fine|leave it with me|on it|understood|agreed|good idea|let us do that|right)\b"
    ))
});

/// Answers that only make sense after an offer or a promise.
static WELCOMES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"{LEAD}(?:please do|please|go ahead|do that|great|wonderful|excellent|lovely|perfect|brilliant|fantastic|awesome|cool|nice|good|thanks|thank you|much appreciated|i appreciate|i would appreciate|i would (?:like|love) that|that would be|that will be|that is (?:good|great|perfect|fine|useful|helpful|kind)|that helps|that suits|it works|.{{1,24}} (?:is|works|would be|sounds) (?:good|fine|perfect|great|okay|for me|for us|better)|.{{1,24}} works(?: [.,!]|$))"
    ))
});

static DECLINES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:oh|ah|okay|well|actually|hm|but|um|,) )*(?:no , no|no (?:, )?thanks?|no (?:, )?(?:please do not|do not|that is|i|we|it|let us|not|leave)\b|no [.!]|no$|not (?:yet|now|today|really|necessary)|i would rather|i am good|i am afraid|unfortunately|i can not|we can not|i do not think so)",
    )
});

static TAKES_BACK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:no need|not necessary|(?:will|would) not be necessary|(?:do|will) not need(?: (?:to|that|it|one|the|a|any))?|do not bother|please do not|do not worry about (?:it|that|the|sending|calling)|never mind|scratch that|strike that|cancel (?:that|it|the)|scrap (?:that|it|the)|drop (?:that|it|the|this)|skip (?:that|it|the|this)|forget (?:it|that|about|the|what|i|this)|let us (?:not|drop|skip|cancel|leave|forget|hold off|scrap|postpone)|hold off|leave it(?: (?:the way|as|like)| for now|$| [.,!])|on second thoughts?|changed my mind|take that back|instead of (?:that|sending|calling)|actually , no|wait , no|do not do that|do not (?:send|call|email|schedule|book|set|order|ship|escalate|open|change|cancel|move) (?:it|that|me|us|the|anything|anyone|a|an)|(?:hold|put) that (?:off|thought|on hold)|(?:will|can) not be able to (?:make|do|send|call)|can not (?:make|do) (?:it|that))\b",
    )
});

/// Looks like taking back and is a threat, a wish or a story: "if she doesn't, I'll cancel the contract".
static KEEPS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:if|unless)\b.*\bi will\b|\b(?:not|never) forget\b|\b(?:i|they|he|she|you) (?:will |would |have |want to |wanted to |had |had to |just |am going to |need to |tried to )*(?:cancel|drop|skip|scrap|leave|forget)\b",
    )
});

static DONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\b(?:it|that|this|all|everything) (?:is|has been|should be) (?:now |all |just )?(?:done|active|activated|sent|booked|set|on its way|taken care of|updated|changed|fixed|processed|gone|in your inbox|out)\b|\b(?:i|we) (?:have )?(?:just |already )+(?:\w+ed|sent|done|put|did|made|set|got)\b|\bi have (?:sent|done|booked|updated|changed|added|removed|put|set|reset|cancelled|canceled|processed|issued|refunded|submitted|opened|created|scheduled|forwarded|emailed)\b|^(?:(?:okay|there|and|all right|,) )*(?:done|sent|just sent|there we go|there you go|all set|all done)\b|\bsent it (?:just )?now\b|\byou should (?:have|see) it now\b|\bjust (?:sent|booked|did) (?:it|that)\b|\b(?:i|we) (?:see|got|have) (?:it|the (?:email|link|message|text)) (?:now|here|come in|coming in)\b|\bit (?:just )?(?:came|popped) (?:in|through|up)\b)",
    )
});

static RESCHEDULES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\b(?:make (?:it|that)|let us (?:say|make (?:it|that)|do)|(?:can|could|shall) (?:we|you) (?:say|do|make (?:it|that)|move (?:it|that) to|push (?:it|that) to)|how about|what about|move (?:it|that) to|push (?:it|that) to|better|rather|would .{1,20} work)\b.*|\binstead\b)",
    )
});

static ASKS_WHEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b(?:when|how soon|how long|by when|what (?:time|day|date)|which day|until when)\b")
});

/// A sentence says yes to a request, an offer or a promise.
pub(super) fn agrees(normal: &str) -> bool {
    AGREES.is_match(normal) && !declines(normal)
}

/// A sentence says yes to an offer or a promise, or is glad of it.
pub(super) fn welcomes(normal: &str) -> bool {
    (AGREES.is_match(normal) || WELCOMES.is_match(normal)) && !declines(normal) && !takes_back(normal)
}

/// A sentence says no.
pub(super) fn declines(normal: &str) -> bool {
    DECLINES.is_match(normal)
}

/// A sentence takes something back that was offered, promised or asked for.
pub(super) fn takes_back(normal: &str) -> bool {
    TAKES_BACK.is_match(normal) && !KEEPS.is_match(normal)
}

/// A sentence says that something has just been done.
pub(super) fn says_done(normal: &str) -> bool {
    DONE.is_match(normal)
}

/// A sentence moves something to another day.
pub(super) fn reschedules(normal: &str) -> bool {
    RESCHEDULES.is_match(normal)
}

/// A sentence asks for the day.
pub(super) fn asks_when(normal: &str) -> bool {
    ASKS_WHEN.is_match(normal) && normal.contains('?')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::phrase::Phrase;

    #[test]
    fn answers_are_told_apart() {
        let normal = |text: &str| Phrase::new(text).normal;
        for text in ["Sure.", "Yeah, will do.", "Okay, no problem.", "Of course, I'll do that."] {
            assert!(agrees(&normal(text)), "{text}");
        }
        for text in
            ["Nine is perfect.", "Please do.", "That would be great.", "Thanks so much!", "The 24th works."]
        {
            assert!(welcomes(&normal(text)), "{text}");
        }
        for text in [
            "No, thanks.",
            "No, that's fine as it is.",
            "Oh no, please don't.",
            "I'm afraid I can't.",
            "Nope.",
        ] {
            assert!(declines(&normal(text)), "{text}");
            assert!(!agrees(&normal(text)) && !welcomes(&normal(text)), "{text}");
        }
        for text in [
            "Actually, let's drop the Thursday call.",
            "So forget the technician, you won't need one.",
            "Scratch that.",
            "You don't need to call me.",
            "No need.",
        ] {
            assert!(takes_back(&normal(text)), "{text}");
        }
        for text in [
            "Don't forget to send it, and let's not forget Ann.",
            "If she doesn't, I'll cancel the contract.",
        ] {
            assert!(!takes_back(&normal(text)), "{text}");
        }
        assert!(says_done(&normal("Okay, it's active.")) && says_done(&normal("I've just booked it.")));
        assert!(!says_done(&normal("I'll be done on Friday.")));
    }
}
