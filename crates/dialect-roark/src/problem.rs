//! The shape of errors: `{"type", "code", "message", "param", "details", "requestId"}`, flat.

use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_domain::RequestId;
use colloquy_http::Problem;

use crate::names;

/// An error.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoarkError {
    /// Kind of the error.
    #[serde(rename = "type")]
    #[schema(value_type = ErrorType)]
    kind: &'static str,
    /// Stable code, such as `invalid_parameter`.
    code: &'static str,
    /// What is wrong, for people; names the field.
    message: String,
    /// The first field that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    param: Option<String>,
    /// All fields that are wrong, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    details: Option<ErrorDetails>,
    /// Names the request in the server's log.
    request_id: String,
}

colloquy_http::words! {
    /// Kinds of errors.
    ErrorType = ["validation", "authentication", "forbidden", "not_found", "rate_limit", "internal"];
}

#[derive(Serialize, ToSchema)]
#[schema(as = RoarkErrorDetails)]
struct ErrorDetails {
    fields: Vec<ErrorField>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = RoarkErrorField)]
struct ErrorField {
    /// Path of the field, such as `transcript[0].text`.
    field: String,
    /// Stable code, such as `required`.
    code: &'static str,
    /// What is wrong with it.
    message: String,
}

/// Writes a problem in this dialect's shape.
pub fn render(problem: &Problem, request_id: RequestId) -> Response {
    let status = match problem.status {
        StatusCode::UNPROCESSABLE_ENTITY => StatusCode::BAD_REQUEST,
        status => status,
    };
    let several = problem.fields.len() > 1;
    let fields = problem.fields.iter().map(|field| ErrorField {
        field: field.field.clone(),
        code: field.code,
        message: field.message.clone(),
    });
    let body = RoarkError {
        kind: names::error_type(status),
        code: names::error_code(status, problem),
        message: problem.detail.clone(),
        param: problem.fields.first().map(|field| field.field.clone()),
        details: several.then(|| ErrorDetails { fields: fields.collect() }),
        request_id: request_id.0.to_string(),
    };
    let mut response = (status, Json(body)).into_response();
    // Clients repeat conflicts and failures by themselves; neither of these gets better by that.
    if matches!(status, StatusCode::CONFLICT | StatusCode::NOT_IMPLEMENTED) {
        let name = HeaderName::from_static("x-should-retry");
        response.headers_mut().insert(name, HeaderValue::from_static("false"));
    }
    response
}
