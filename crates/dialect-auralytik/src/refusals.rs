//! Refusals of use cases in this dialect's names.

use colloquy_app::{AppError, FieldProblem};

/// Names of members: ours, theirs.
const MEMBERS: [(&str, &str); 10] = [
    ("kind", "type"),
    ("project_id", "engagementId"),
    ("file_name", "fileName"),
    ("campaign_key", "campaignId"),
    ("call_center_key", "callCenterId"),
    ("executive_name", "executiveName"),
    ("is_ai_call", "isAICall"),
    ("recorded_at", "audioDate"),
    ("from", "dateFrom"),
    ("until", "dateTo"),
];

/// Names of things: ours, theirs.
const THINGS: [(&str, &str); 1] = [("project", "engagement")];

/// The same refusal with the names that clients of this API know.
pub fn renamed(error: AppError) -> AppError {
    match error {
        AppError::Invalid(problems) => AppError::Invalid(problems.into_iter().map(in_their_words).collect()),
        AppError::Malformed(problems) => {
            AppError::Malformed(problems.into_iter().map(in_their_words).collect())
        }
        AppError::NotFound(what) => AppError::NotFound(theirs(&THINGS, what).unwrap_or(what)),
        other => other,
    }
}

fn theirs(names: &[(&str, &'static str)], ours: &str) -> Option<&'static str> {
    names.iter().find(|(own, _)| *own == ours).map(|(_, theirs)| *theirs)
}

fn in_their_words(problem: FieldProblem) -> FieldProblem {
    let Some(field) = theirs(&MEMBERS, &problem.field) else { return problem };
    // A message begins with the field that it is about.
    let rest = problem.message.strip_prefix(&problem.field);
    let message = rest.map_or_else(|| problem.message.clone(), |rest| format!("{field}{rest}"));
    FieldProblem { field: field.to_owned(), code: problem.code, message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_and_things_have_the_names_that_clients_know() {
        let refusal = AppError::malformed("kind", "required", "kind must not be blank");
        let AppError::Malformed(problems) = renamed(refusal) else { panic!("another kind") };
        assert_eq!(
            (problems[0].field.as_str(), problems[0].message.as_str()),
            ("type", "type must not be blank")
        );
        assert_eq!(renamed(AppError::NotFound("project")).to_string(), "no such engagement");
        assert_eq!(renamed(AppError::NotFound("evaluation")).to_string(), "no such evaluation");
    }
}
