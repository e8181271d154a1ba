//! The scorecards that a workspace begins with: one for sales, one for support.
//!
//! Their questions are also those for which rules know wordings; the ids are how the rules find them, as long as
//! question and guidance are unchanged.

use super::{Criterion, CriterionKind, Section};

/// Name of the scorecard for sales.
pub const SALES: &str = "Sales call";
/// Name of the scorecard for support.
pub const SUPPORT: &str = "Support call";

/// A scorecard as a workspace begins with it.
#[derive(Debug, Clone, PartialEq)]
pub struct DefaultScorecard {
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// Whether new projects use it.
    pub is_default: bool,
    /// Its criteria.
    pub sections: Vec<Section>,
}

/// Both.
#[must_use]
pub fn default_scorecards() -> [DefaultScorecard; 2] {
    [
        DefaultScorecard {
            name: SUPPORT,
            description: "For calls in which customers ask for help: identity, empathy, a clear answer, what follows.",
            is_default: true,
            sections: vec![
                section("Opening", vec![greeted(), verified_identity(true)]),
                section("Conversation", vec![showed_empathy(), asked_open_question(), explained_clearly()]),
                section("Closing", vec![confirmed_next_steps(), offered_further_help()]),
                section("Conduct", vec![polite_throughout()]),
            ],
        },
        DefaultScorecard {
            name: SALES,
            description: "For calls in which something is offered: the customer's needs, objections, the next step.",
            is_default: false,
            sections: vec![
                section("Opening", vec![greeted()]),
                section(
                    "Conversation",
                    vec![asked_open_question(), explained_clearly(), handled_objection(), showed_empathy()],
                ),
                section("Closing", vec![confirmed_next_steps()]),
                section("Conduct", vec![polite_throughout()]),
            ],
        },
    ]
}

fn section(name: &str, criteria: Vec<Criterion>) -> Section {
    Section { name: name.to_owned(), criteria }
}

fn yes_no(id: &str, name: &str, question: &str, guidance: &str) -> Criterion {
    Criterion {
        id: id.to_owned(),
        name: name.to_owned(),
        question: question.to_owned(),
        guidance: Some(guidance.to_owned()),
        kind: CriterionKind::YesNo,
        not_applicable_when: None,
        weight: 1.0,
        is_critical: false,
    }
}

fn greeted() -> Criterion {
    yes_no(
        "greeted",
        "Greeting",
        "Did the agent greet the customer and say a name or company at the beginning?",
        "Yes: a greeting together with the agent's name or the company. No: the call begins without a greeting, or with \
         the name of a department alone.",
    )
}

fn verified_identity(is_critical: bool) -> Criterion {
    Criterion {
        not_applicable_when: Some("nothing of an account or a contract is looked at or changed".to_owned()),
        weight: 2.0,
        is_critical,
        ..yes_no(
            "verified_identity",
            "Identity check",
            "Did the agent check who the customer is before using the account?",
            "Yes: the agent asked for something that tells who the customer is, such as name and customer number, address \
             or date of birth. No: the account was looked at or changed without such a question.",
        )
    }
}

fn showed_empathy() -> Criterion {
    Criterion {
        not_applicable_when: Some("the customer tells of no trouble, worry or disappointment".to_owned()),
        ..yes_no(
            "showed_empathy",
            "Empathy",
            "Did the agent show understanding for the customer's situation?",
            "Yes: words of regret or understanding for what the customer tells. No: the customer tells of trouble and the \
             agent passes over it.",
        )
    }
}

fn asked_open_question() -> Criterion {
    yes_no(
        "asked_open_question",
        "Open question",
        "Did the agent ask an open question?",
        "Yes: a question that cannot be answered by yes, no or a single datum, also an offer to help put as a question. \
         No: only questions for yes, no, a number, a name or a date.",
    )
}

fn explained_clearly() -> Criterion {
    yes_no(
        "explained_clearly",
        "Clear explanation",
        "Did the agent explain the cause, the offer or the solution clearly?",
        "Yes: the customer learns what is the matter, what is offered or what is done about it, in plain words. No: the \
         agent evades, contradicts itself, or the customer complains of not understanding.",
    )
}

fn confirmed_next_steps() -> Criterion {
    Criterion {
        weight: 2.0,
        ..yes_no(
            "confirmed_next_steps",
            "Next steps",
            "Did the agent say or confirm near the end what happens next?",
            "Yes: who does what, or when the customer hears again, is said towards the end. No: the call ends without it.",
        )
    }
}

fn offered_further_help() -> Criterion {
    yes_no(
        "offered_further_help",
        "Further help",
        "Did the agent ask near the end whether there is anything else?",
        "Yes: an offer of further help before the goodbye. No: the call ends without one.",
    )
}

fn handled_objection() -> Criterion {
    Criterion {
        not_applicable_when: Some("the customer raises no objection".to_owned()),
        weight: 2.0,
        ..yes_no(
            "handled_objection",
            "Objections",
            "Did the agent take up the customer's objections?",
            "Yes: the agent answers an objection with an alternative, a reason that fits it, or a question about it. No: the \
             agent talks over it or only repeats the offer.",
        )
    }
}

fn polite_throughout() -> Criterion {
    Criterion {
        is_critical: true,
        ..yes_no(
            "polite_throughout",
            "Courtesy",
            "Was the agent polite throughout?",
            "No: the agent is rude, or cuts the customer off so that the customer complains. Yes: otherwise.",
        )
    }
}
