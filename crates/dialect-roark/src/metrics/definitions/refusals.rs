//! Refusals of the use case in this dialect's names of fields.

use colloquy_app::AppError;

use crate::refusals::renamed;

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
    renamed(error, &NAMES)
}
