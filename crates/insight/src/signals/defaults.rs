//! The questions that a new workspace asks of its sales and support calls. They can be changed.

use colloquy_domain::signal::{SignalDefinition, SignalKind};
use colloquy_domain::{Instant, SignalDefinitionId, WorkspaceId};

struct Question {
    name: &'static str,
    question: &'static str,
    guidance: &'static str,
    kind: Kind,
    keywords: &'static [&'static str],
}

#[derive(Clone, Copy)]
enum Kind {
    YesNo,
    Number,
    Text,
}

impl Kind {
    fn matches(self, kind: &SignalKind) -> bool {
        matches!(
            (self, kind),
            (Self::YesNo, SignalKind::YesNo)
                | (Self::Number, SignalKind::Number { .. })
                | (Self::Text, SignalKind::Text)
        )
    }
}

const QUESTIONS: &[Question] = &[
    Question {
        name: "budget_discussed",
        question: "Does somebody say how much money they have planned or may spend?",
        guidance: "A budget or spending limit of the customer. A price or a charge alone is no budget.",
        kind: Kind::YesNo,
        keywords: &["budget", "afford", "spending limit", "set aside", "allocated"],
    },
    Question {
        name: "pricing_discussed",
        question: "Do they talk about the price of something that is offered for sale?",
        guidance: "The price of an offer, a quote, a discount. A charge in dispute, a refund or a credit does not count.",
        kind: Kind::YesNo,
        keywords: &[
            "price",
            "pricing",
            "quote",
            "discount",
            "per seat",
            "per user",
            "list price",
            "price list",
        ],
    },
    Question {
        name: "amount_mentioned",
        question: "What is the main amount of money in this conversation: the price quoted or the sum in dispute?",
        guidance: "The number alone, without currency.",
        kind: Kind::Number,
        keywords: &["dollars", "euros", "pounds", "amount"],
    },
    Question {
        name: "competitor_mentioned",
        question: "Does somebody name another company that sells the same kind of product or service?",
        guidance: "Another provider that the customer uses, considers or may change to.",
        kind: Kind::YesNo,
        keywords: &["competitor", "another provider", "another vendor", "other vendor", "other provider"],
    },
    Question {
        name: "competitor_name",
        question: "Which competing company is named?",
        guidance: "The name of another provider that the customer uses, considers or may change to. Not the company of either speaker.",
        kind: Kind::Text,
        keywords: &[],
    },
    Question {
        name: "decision_maker_identified",
        question: "Is it said who decides on the purchase or has to approve it?",
        guidance: "A person or role that signs, approves or decides.",
        kind: Kind::YesNo,
        keywords: &["decision maker", "final say", "sign off", "has to approve", "needs to approve"],
    },
    Question {
        name: "next_step_agreed",
        question: "Do both sides agree on something that one of them will do after this conversation?",
        guidance: "A promise that the other side accepts.",
        kind: Kind::YesNo,
        keywords: &["next step", "follow up"],
    },
    Question {
        name: "meeting_scheduled",
        question: "Do they agree on a further call or meeting on a certain day?",
        guidance: "A call or a meeting with a day. A delivery, a payment or an e-mail does not count.",
        kind: Kind::YesNo,
        keywords: &["calendar invite"],
    },
    Question {
        name: "timeline_discussed",
        question: "Do they name days or times for what comes next?",
        guidance: "A deadline, a date, a time span for something to come.",
        kind: Kind::YesNo,
        keywords: &["deadline", "timeline", "how soon", "how long will"],
    },
    Question {
        name: "objection_raised",
        question: "Does the customer object to the price or the fit of an offer?",
        guidance: "In a sales talk: too expensive, not needed, another offer is better. A complaint about service is no objection.",
        kind: Kind::YesNo,
        keywords: &["too expensive", "too much", "out of our budget", "not convinced"],
    },
    Question {
        name: "churn_risk",
        question: "Does the customer say that they may leave, cancel or change to another provider?",
        guidance: "A threat counts also where it depends on a condition.",
        kind: Kind::YesNo,
        keywords: &[
            "close the account",
            "cancel my account",
            "cancel my subscription",
            "cancel the contract",
            "go elsewhere",
        ],
    },
    Question {
        name: "refund_requested",
        question: "Does the customer ask for money back?",
        guidance: "A refund of something that was paid. A credit offered by the agent alone does not count.",
        kind: Kind::YesNo,
        keywords: &["refund", "money back", "reimburse"],
    },
    Question {
        name: "issue_resolved",
        question: "Is the customer's problem solved by the end of the conversation?",
        guidance: "The cause is removed, or the remedy is booked for good. A promise to deal with it later is not enough.",
        kind: Kind::YesNo,
        keywords: &["works again", "working again", "works now", "that fixed it", "problem solved"],
    },
    Question {
        name: "escalated",
        question: "Is the matter passed on to another team or to a superior?",
        guidance: "It is handed over, or a ticket with another team is opened. The mere mention of a manager does not count.",
        kind: Kind::YesNo,
        keywords: &["escalate", "second level"],
    },
];

/// The default questions for a new workspace.
#[must_use]
pub fn default_signal_definitions(workspace_id: WorkspaceId, now: Instant) -> Vec<SignalDefinition> {
    QUESTIONS
        .iter()
        .map(|question| SignalDefinition {
            id: SignalDefinitionId::generate(),
            workspace_id,
            name: question.name.to_owned(),
            question: question.question.to_owned(),
            guidance: Some(question.guidance.to_owned()),
            kind: match question.kind {
                Kind::YesNo => SignalKind::YesNo,
                Kind::Number => SignalKind::Number { unit: None },
                Kind::Text => SignalKind::Text,
            },
            keywords: question.keywords.iter().map(|keyword| (*keyword).to_owned()).collect(),
            enabled: true,
            created_at: now,
            updated_at: now,
        })
        .collect()
}

/// The name of the default question that a definition still asks. A workspace may keep the name and ask something
/// else by it: then what was made for the default says nothing, and this is none.
pub(crate) fn still_default(definition: &SignalDefinition) -> Option<&'static str> {
    let of_that_name = QUESTIONS.iter().find(|question| question.name == definition.name)?;
    let is_unchanged =
        of_that_name.question == definition.question && of_that_name.kind.matches(&definition.kind);
    is_unchanged.then_some(of_that_name.name)
}

/// The name of the yes/no question that a default question follows up: it makes sense where that is answered with
/// yes.
pub(crate) fn follows_up(definition: &SignalDefinition) -> Option<&'static str> {
    (still_default(definition)? == "competitor_name").then_some("competitor_mentioned")
}
