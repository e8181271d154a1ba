//! Errors as RFC 6749, section 5.2, shapes them.

use axum::Json;
use axum::http::header::{CACHE_CONTROL, PRAGMA, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use colloquy_app::oauth::{ErrorCode, OAuthError};
use colloquy_domain::RequestId;
use colloquy_http::Problem;

use crate::names;

/// Writes a problem in that shape. It has no place for the request's id; that goes into a header.
pub fn render(problem: &Problem, request_id: RequestId) -> Response {
    let body = json!({ "error": error_name(problem), "error_description": allowed(&problem.detail) });
    let mut response = (problem.status, never_stored(), Json(body)).into_response();
    if let Ok(value) = HeaderValue::try_from(crate::ids::request(request_id)) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    response
}

/// What every answer of these endpoints carries.
pub fn never_stored() -> [(HeaderName, HeaderValue); 3] {
    [
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (PRAGMA, HeaderValue::from_static("no-cache")),
        (HeaderName::from_static("x-api-version"), HeaderValue::from_static(names::API_VERSION)),
    ]
}

/// The problem that a refusal is.
pub fn of(error: OAuthError) -> Problem {
    match error {
        OAuthError::Failed(error) => error.into(),
        OAuthError::Refused { code: ErrorCode::InvalidClient, description } => {
            let challenge = HeaderValue::from_static("Basic realm=\"colloquy\", charset=\"UTF-8\"");
            Problem::new(StatusCode::UNAUTHORIZED, ErrorCode::InvalidClient.as_str(), description)
                .with_header(WWW_AUTHENTICATE, challenge)
        }
        OAuthError::Refused { code, description } => Problem::bad_request(code.as_str(), description),
    }
}

/// The refusal of a request that is wrong by itself.
pub fn invalid_request(description: impl Into<String>) -> Problem {
    Problem::bad_request(ErrorCode::InvalidRequest.as_str(), description)
}

/// The name of the error: one of the standard's, also for what the standard does not foresee.
fn error_name(problem: &Problem) -> &'static str {
    match problem.status {
        StatusCode::BAD_REQUEST if problem.code != "incomplete_body" => problem.code,
        StatusCode::UNAUTHORIZED => ErrorCode::InvalidClient.as_str(),
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => "temporarily_unavailable",
        status if status.is_server_error() => "server_error",
        _ => ErrorCode::InvalidRequest.as_str(),
    }
}

/// A description may hold printable ASCII without quotation marks and backslashes.
fn allowed(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '"' | '\\' => '\'',
            ' '..='~' => character,
            _ => '?',
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_keep_to_the_standards_characters() {
        assert_eq!(allowed("there is no scope \"ä\\b\"\n"), "there is no scope '?'b'?");
    }

    #[test]
    fn every_status_has_a_name_of_the_standard() {
        let rows = [
            (Problem::bad_request("invalid_grant", ""), "invalid_grant"),
            (Problem::bad_request("incomplete_body", ""), "invalid_request"),
            (Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", ""), "invalid_request"),
            (Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", ""), "invalid_request"),
            (Problem::new(StatusCode::TOO_MANY_REQUESTS, "rate_limited", ""), "temporarily_unavailable"),
            (Problem::unavailable(""), "temporarily_unavailable"),
            (Problem::internal(), "server_error"),
        ];
        for (problem, expected) in rows {
            assert_eq!(error_name(&problem), expected, "{problem:?}");
        }
    }
}
