//! Names and words of this API; those that rest on a choice of ours, because the public sources leave them open, say so.

use axum::http::StatusCode;
use colloquy_domain::audio_file::AudioFileState;
use colloquy_domain::evaluation::{EvaluationState, Feeling};
use colloquy_http::Problem;

/// How far an evaluation is.
pub const STATES: [(&str, EvaluationState); 4] = [
    ("Pending", EvaluationState::Pending),
    ("Processing", EvaluationState::Processing),
    ("Completed", EvaluationState::Completed),
    ("Failed", EvaluationState::Failed),
];

/// How people felt.
pub const FEELINGS: [(&str, Feeling); 3] =
    [("Positive", Feeling::Positive), ("Neutral", Feeling::Neutral), ("Negative", Feeling::Negative)];

/// How far an evaluation is, in a word.
pub fn state(state: EvaluationState) -> &'static str {
    match state {
        EvaluationState::Pending => "Pending",
        EvaluationState::Processing => "Processing",
        EvaluationState::Completed => "Completed",
        EvaluationState::Failed => "Failed",
    }
}

/// How people felt, in a word.
pub fn feeling(feeling: Feeling) -> &'static str {
    match feeling {
        Feeling::Positive => "Positive",
        Feeling::Neutral => "Neutral",
        Feeling::Negative => "Negative",
    }
}

/// How far a file is, in a word.
pub fn file_state(state: AudioFileState) -> &'static str {
    match state {
        AudioFileState::AwaitingUpload => "AwaitingUpload",
        AudioFileState::Uploaded => "Uploaded",
        AudioFileState::Processing => "Processing",
        AudioFileState::Completed => "Completed",
        AudioFileState::Failed => "Failed",
    }
}

/// How far the processing of a file is, in the words of evaluations.
pub fn processing_state(state: AudioFileState) -> &'static str {
    match state {
        AudioFileState::AwaitingUpload | AudioFileState::Uploaded => "Pending",
        AudioFileState::Processing => "Processing",
        AudioFileState::Completed => "Completed",
        AudioFileState::Failed => "Failed",
    }
}

/// The best note of a criterion. Our choice: the sources tell no scale.
pub const MOST_NOTE: u32 = 100;

/// The note from which on a criterion counts among the strengths. Our choice.
pub const STRENGTH_NOTE: f64 = 80.0;

/// The code of a field of the query that is wrong: it is told otherwise than one of the body.
pub const WRONG_QUERY: &str = "invalid_query";

/// Codes of what is wrong with a query, as the http crate has them.
const QUERY_CODES: [&str; 3] = [WRONG_QUERY, "repeated_parameter", "invalid_encoding"];

/// The code of a signature that is missing or wrong.
pub const WRONG_SIGNATURE: &str = "invalid_signature";

/// The code of a timestamp that is missing, malformed or too far from ours.
pub const WRONG_TIMESTAMP: &str = "timestamp_expired";

/// A status as this API has it.
pub fn status(status: StatusCode) -> StatusCode {
    if status == StatusCode::UNPROCESSABLE_ENTITY { StatusCode::BAD_REQUEST } else { status }
}

/// The code of an error with that status. Only that of too many requests is documented.
pub fn error_code(status: StatusCode, problem: &Problem) -> &'static str {
    match status.as_u16() {
        400 if is_about_members(problem) => "VALIDATION_ERROR",
        400 => "INVALID_REQUEST",
        401 if problem.code == WRONG_SIGNATURE => "INVALID_SIGNATURE",
        401 if problem.code == WRONG_TIMESTAMP => "TIMESTAMP_EXPIRED",
        401 => "UNAUTHORIZED",
        403 if problem.code == "missing_scope" => "INSUFFICIENT_SCOPE",
        403 => "FORBIDDEN",
        404 => "NOT_FOUND",
        405 => "METHOD_NOT_ALLOWED",
        409 => "CONFLICT",
        413 => "PAYLOAD_TOO_LARGE",
        429 => "RATE_LIMIT_EXCEEDED",
        503 => "SERVICE_UNAVAILABLE",
        500.. => "INTERNAL_ERROR",
        _ => "INVALID_REQUEST",
    }
}

/// Whether members of a body are wrong: not the query, and not the body as a whole.
pub fn is_about_members(problem: &Problem) -> bool {
    problem.fields.first().is_some_and(|field| {
        let is_whole = field.field == "body" && field.code == "invalid_type";
        !is_whole && !QUERY_CODES.contains(&field.code)
    })
}
