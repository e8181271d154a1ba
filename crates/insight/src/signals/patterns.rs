//! Wordings that answer the default questions. A workspace's own questions go by their keywords alone.

use std::sync::LazyLock;

use colloquy_domain::conversation::ParticipantRole;
use regex::Regex;

use crate::reading::Reading;
use crate::view::Utterance;

/// Who has to say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Voice {
    Anyone,
    /// Not the agent.
    Customer,
    /// Not the customer.
    Agent,
}

impl Voice {
    /// Whether a speaker of that role counts; one of unknown role always does.
    fn admits(self, role: ParticipantRole) -> bool {
        match self {
            Self::Anyone => true,
            Self::Customer => role != ParticipantRole::Agent,
            Self::Agent => role != ParticipantRole::Customer,
        }
    }
}

/// Wordings of one default question.
pub(crate) struct Wording {
    name: &'static str,
    voice: Voice,
    pattern: Regex,
}

impl Wording {
    /// Whether the one who says a sentence counts for the question.
    pub(crate) fn admits(&self, reading: &Reading<'_>, utterance: &Utterance<'_>) -> bool {
        self.voice.admits(reading.role(utterance.speaker()))
    }

    /// Whether a sentence answers the question with yes.
    pub(crate) fn fits(&self, reading: &Reading<'_>, utterance: &Utterance<'_>) -> bool {
        self.admits(reading, utterance) && self.pattern.is_match(utterance.normal())
    }
}

static WORDINGS: LazyLock<Vec<Wording>> = LazyLock::new(|| {
    [
        ("budget_discussed", Voice::Anyone, r"\b(?:budget(?:s|ed)?|afford|spending limit|cost cap)\b|\b(?:set aside|allocated|earmarked)\b.*\d"),
        (
            "pricing_discussed",
            Voice::Anyone,
            r"\b(?:pricing|discount|list price|price tag|per (?:user|seat|head|licen[sc]e)|quoted|(?:revised|new|updated|written) quote|percent off)\b|\b(?:price|prices)\b|\d+(?:\.\d+)?(?: dollars| euros| pounds)? (?:a|per|each) (?:month|year|seat|user|week)\b|\b(?:costs?|comes to|runs at|starts at|priced at|go for|comes out at)\b.*\d",
        ),
        (
            "decision_maker_identified",
            Voice::Anyone,
            r"\b(?:signs (?:off|anything|every|all|it|the|contracts?)|approves|decides|(?:has|have|needs?|will have|must) to? ?(?:sign(?: off)?|approve|okay|agree to)|final (?:say|decision)|sign off|signs off|decision maker|(?:his|her|their|my director's|my boss's|our director's) (?:blessing|approval|okay|decision)|i (?:can )?(?:make|take) the decision|up to (?:my|our) (?:\w+ ){0,2}(?:boss|director|manager|ceo|cfo|board|owner|partner))\b",
        ),
        (
            "churn_risk",
            Voice::Customer,
            r"\b(?:switch(?:ing)? (?:over )?to|clos(?:e|ing) (?:the|my|our) account|cancel(?:l?ing)? (?:my|our|the|this) (?:\w+ )?(?:account|subscription|contract|service|plan|membership|policy)|leav(?:e|ing) you|go(?:ing)? elsewhere|take (?:my|our) business|(?:look(?:ing)? (?:at|for|around for)|find(?:ing)?) (?:another|other|alternatives|a different|someone else)|done with (?:you|this company)|not (?:going to )?renew|somewhere else)\b",
        ),
        (
            "refund_requested",
            Voice::Customer,
            r"\b(?:(?:want|like|need|get|have|give me|expect|claim|demand|ask for|asking for|request) (?:\w+ ){0,5}(?:refund(?:ed)?|back|reimburse\w*)\b.*(?:\b(?:money|payments?|charge|fee|deposit|amount|refund|dollars|euros|pounds)\b|[.!?])|(?:money|payments?|charge|fee|deposit|amount) back|refund (?:me|it|that|the)|reimburse (?:me|us)|charge ?back)",
        ),
        (
            "issue_resolved",
            Voice::Anyone,
            r"\b(?:(?:it|that|this|everything|all) (?:works|is working)(?: now| again)?(?: [.,!]|$| perfectly| fine)|works (?:now|again)|working (?:now|again)|that (?:fixed|solved|did) it|problem (?:is |has been )?(?:solved|fixed|gone)|(?:i|we) (?:have )?just (?:booked|refunded|fixed|replaced|reset|processed|resolved|corrected|issued)|(?:is|has been|are|have been) (?:now )?(?:resolved|fixed|refunded|solved|restored|corrected)|back (?:online|up and running)|up and running|(?:all|it is) sorted(?: now)?|i am in now|you are good to go)\b",
        ),
        (
            "objection_raised",
            Voice::Customer,
            r"\b(?:too (?:expensive|pricey|costly|steep)|(?:a lot|much|way|far) more than|more than (?:i|we) (?:expected|planned|wanted|budgeted|thought)|out of (?:our |my )?(?:budget|range)|over (?:our )?budget|can not afford|cheaper|not convinced|(?:will|would) not (?:really )?use|quoted (?:us|me)|not (?:a |the )?(?:good |right )?fit|concern(?:ed|s)? (?:about|is) (?:the )?(?:price|cost|fit)|hard to justify|price is (?:high|steep|a problem)|tight on (?:budget|money))\b",
        ),
        (
            "escalated",
            Voice::Agent,
            r"\b(?:escalat\w+|(?:ticket|case) with (?:the|our)|(?:pass(?:ing)?|hand(?:ing)?|forward(?:ing)?|send(?:ing)?) (?:this|it|that|your case|the case) (?:on |over |along |up )?to (?:our|the|my|a) (?:\w+ ){0,2}(?:team|department|manager|supervisor|specialists?|engineers?|level)|raise (?:this|it|that) with|(?:second|next|third) level|tier (?:2|3)|(?:get|bring|put) (?:my|our|a) (?:manager|supervisor) (?:on|in))\b",
        ),
        ("timeline_discussed", Voice::Anyone, r"\b(?:deadline|timeline|time frame|how soon|how long (?:will|does|until))\b"),
        ("meeting_scheduled", Voice::Anyone, r"\b(?:calendar invite|meeting is (?:set|booked|confirmed)|appointment (?:is|for))\b"),
        ("competitor_mentioned", Voice::Anyone, r"\b(?:competitors?|(?:another|other|different) (?:provider|vendor|supplier|carrier)s?)\b"),
    ]
    .into_iter()
    .map(|(name, voice, pattern)| Wording {
        name,
        voice,
        pattern: Regex::new(pattern).expect("the patterns are constant and every test compiles them"),
    })
    .collect()
});

/// The wordings of the default question of that name.
pub(crate) fn wording(name: &str) -> Option<&'static Wording> {
    WORDINGS.iter().find(|wording| wording.name == name)
}
