//! Refusals of use cases that other APIs share, in the words of this one.

use colloquy_app::{AppError, FieldProblem};

/// What use cases call a member, and how it is spelled here.
const SPELLED: [(&str, &str); 5] = [
    ("agentId", "agent_id"),
    ("skillId", "skill_id"),
    ("customerPhone", "customer.phone"),
    ("customerEmail", "customer.email"),
    ("agentOverride.phone", "override.phone"),
];

/// Refusals of a body: who and what it names has to be there.
pub fn of_body(error: AppError) -> AppError {
    match error {
        AppError::NotFound("agent") => unknown("agent_id", "agent"),
        AppError::NotFound("skill") => unknown("skill_id", "skill"),
        AppError::Invalid(problems) => AppError::Invalid(problems.into_iter().map(spelled).collect()),
        other => of_dialogue(other),
    }
}

/// Refusals of a dialogue that a path names.
pub fn of_dialogue(error: AppError) -> AppError {
    match error {
        AppError::NotFound(_) => AppError::NotFound("dialogue"),
        other => other,
    }
}

/// The problem of a member that names nothing.
pub fn unknown(field: &str, noun: &str) -> AppError {
    AppError::invalid(field, "unknown_value", format!("{field} names no {noun} of this workspace"))
}

fn spelled(problem: FieldProblem) -> FieldProblem {
    let Some((theirs, ours)) = SPELLED.iter().find(|(theirs, _)| *theirs == problem.field) else {
        return problem;
    };
    let message = match problem.message.strip_prefix(theirs) {
        Some(rest) => format!("{ours}{rest}"),
        None => problem.message,
    };
    FieldProblem { field: (*ours).to_owned(), message, ..problem }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(error: AppError) -> Vec<(String, String)> {
        match of_body(error) {
            AppError::Invalid(problems) => {
                problems.into_iter().map(|problem| (problem.field, problem.message)).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn members_are_named_as_they_were_sent() {
        let given = |field: &str, message: &str| AppError::invalid(field, "x", message);
        let pair = |field: &str, message: &str| vec![(field.to_owned(), message.to_owned())];
        let phone = given("customerPhone", "customerPhone is needed for the channel sms");
        assert_eq!(told(phone), pair("customer.phone", "customer.phone is needed for the channel sms"));
        let channel = given("channel", "channel: sms is not configured");
        assert_eq!(told(channel), pair("channel", "channel: sms is not configured"));
        let agent = AppError::NotFound("agent");
        assert_eq!(told(agent), pair("agent_id", "agent_id names no agent of this workspace"));
        assert!(matches!(of_body(AppError::NotFound("call")), AppError::NotFound("dialogue")));
    }
}
