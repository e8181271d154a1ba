//! Refusals of the use case in this dialect's names of fields.

use colloquy_app::{AppError, FieldProblem};

const NAMES: [(&str, &str); 11] = [
    ("prompt", "llmPrompt"),
    ("true_label", "booleanTrueLabel"),
    ("false_label", "booleanFalseLabel"),
    ("options", "classificationOptions"),
    ("max_classifications", "maxClassifications"),
    ("scale_min", "scaleMin"),
    ("scale_max", "scaleMax"),
    ("scale_labels", "scaleLabels"),
    ("contexts", "supportedContexts"),
    ("role", "participantRole"),
    ("trigger_combinator", "triggerCombinator"),
];

/// The same refusal, naming fields as they are named here.
pub fn in_our_words(error: AppError) -> AppError {
    match error {
        AppError::Invalid(problems) => AppError::Malformed(problems.into_iter().map(renamed).collect()),
        other => other,
    }
}

fn renamed(problem: FieldProblem) -> FieldProblem {
    let Some((from, to)) = NAMES.into_iter().find(|(from, _)| *from == problem.field) else { return problem };
    let rest = problem.message.strip_prefix(from).map(str::to_owned);
    let message = rest.map_or(problem.message, |rest| format!("{to}{rest}"));
    FieldProblem { field: to.to_owned(), code: problem.code, message }
}
