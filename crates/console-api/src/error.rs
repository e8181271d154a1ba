//! The shape of errors: `{"error": {"code", "message", "fields", "request_id"}}`.

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_domain::RequestId;
use colloquy_http::Problem;

/// An error.
#[derive(Serialize, ToSchema)]
pub struct ErrorBody {
    error: ErrorDetail,
}

#[derive(Serialize, ToSchema)]
struct ErrorDetail {
    /// Stable code, such as `missing_scope`.
    code: &'static str,
    /// What is wrong, for people.
    message: String,
    /// Which fields are wrong; empty where the problem is not about fields.
    fields: Vec<ErrorField>,
    /// Names the request in the server's log.
    request_id: String,
}

#[derive(Serialize, ToSchema)]
struct ErrorField {
    /// Path of the field, such as `kind.options`.
    field: String,
    /// Stable code, such as `required`.
    code: &'static str,
    /// What is wrong with it.
    message: String,
}

/// Writes a problem in the house's shape.
pub fn render(problem: &Problem, request_id: RequestId) -> Response {
    let fields = problem
        .fields
        .iter()
        .map(|field| ErrorField {
            field: field.field.clone(),
            code: field.code,
            message: field.message.clone(),
        })
        .collect();
    let error = ErrorDetail {
        code: problem.code,
        message: problem.detail.clone(),
        fields,
        request_id: request_id.ulid(),
    };
    (problem.status, Json(ErrorBody { error })).into_response()
}
