//! The rules for the criteria of the default scorecards, one file each.
//!
//! A rule reads the part of the call that its criterion is about, looks for what speaks for it and against it, and says
//! yes, no or not applicable with how likely that is right. They were made on the calls in `bench/calls/dev` and know
//! English only. They hold for as long as a criterion asks what the default asks.

mod courtesy;
mod empathy;
mod explanation;
mod further_help;
mod greeting;
mod identity;
mod next_steps;
mod objection;
mod open_question;

use std::sync::LazyLock;

use colloquy_domain::scorecard::{Answer, Criterion, default_scorecards};

use super::ScoringFacts;
use super::call::Call;
use super::ruling::Ruling;

/// The confidence of "not applicable" where the scorecard says otherwise when that is.
const CONFIDENCE_OF_OTHER_ABSENCE: f64 = 0.5;

static DEFAULTS: LazyLock<Vec<Criterion>> = LazyLock::new(|| {
    let sections = default_scorecards().into_iter().flat_map(|scorecard| scorecard.sections);
    sections.flat_map(|section| section.criteria).collect()
});

/// The default criterion that a criterion still is, in what it asks and how that is decided.
pub(super) fn default_of(criterion: &Criterion) -> Option<&'static Criterion> {
    DEFAULTS.iter().find(|default| {
        default.id == criterion.id
            && default.question == criterion.question
            && default.guidance == criterion.guidance
            && default.kind == criterion.kind
    })
}

/// What the rules say to a criterion; none where it is no default one.
pub(super) fn ruling(call: &Call<'_, '_>, facts: &ScoringFacts, criterion: &Criterion) -> Option<Ruling> {
    let default = default_of(criterion)?;
    let mut ruling = match default.id.as_str() {
        "greeted" => greeting::rule(call),
        "verified_identity" => identity::rule(call),
        "showed_empathy" => empathy::rule(call),
        "asked_open_question" => open_question::rule(call),
        "explained_clearly" => explanation::rule(call),
        "handled_objection" => objection::rule(call),
        "confirmed_next_steps" => next_steps::rule(call),
        "offered_further_help" => further_help::rule(call),
        "polite_throughout" => courtesy::rule(call, facts),
        _ => return None,
    };
    let is_other_absence = default.not_applicable_when != criterion.not_applicable_when;
    if ruling.answer == Answer::NotApplicable && is_other_absence {
        ruling.confidence = ruling.confidence.min(CONFIDENCE_OF_OTHER_ABSENCE);
    }
    Some(ruling)
}

#[cfg(test)]
mod tests;
