//! Errors: RFC 9457 problem documents with `request_id` and `errors`.

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use colloquy_domain::RequestId;
use colloquy_http::Problem;

use crate::{ids, names};

/// Writes a problem in this dialect's shape.
pub fn render(problem: &Problem, request_id: RequestId) -> Response {
    let (slug, title) = category(problem.status);
    let mut body = json!({
        "type": format!("{}{slug}", names::PROBLEM_BASE),
        "title": title,
        "status": problem.status.as_u16(),
        "detail": problem.detail,
        "request_id": ids::request(request_id),
    });
    if !problem.fields.is_empty() {
        body["errors"] = problem
            .fields
            .iter()
            .map(|field| json!({ "field": field.field, "code": field.code, "message": field.message }))
            .collect();
    }
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("application/problem+json")),
        (HeaderName::from_static("x-api-version"), HeaderValue::from_static(names::API_VERSION)),
    ];
    (problem.status, headers, body.to_string()).into_response()
}

fn category(status: StatusCode) -> (&'static str, &'static str) {
    match status.as_u16() {
        401 => ("unauthorized", "Unauthorized"),
        403 => ("forbidden", "Forbidden"),
        404 => ("not_found", "Not Found"),
        405 => ("method_not_allowed", "Method Not Allowed"),
        409 => ("conflict", "Conflict"),
        413 => ("payload_too_large", "Payload Too Large"),
        422 => ("validation_failed", "Validation Failed"),
        429 => ("rate_limited", "Too Many Requests"),
        503 => ("service_unavailable", "Service Unavailable"),
        500.. => ("internal_error", "Internal Server Error"),
        _ => ("bad_request", "Bad Request"),
    }
}
