//! The shape of errors: `{"error": {"code", "message", "requestId"}}`.

use axum::Json;
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_domain::RequestId;
use colloquy_http::Problem;

use crate::{names, request_id};

/// An error.
#[derive(Serialize, ToSchema)]
pub struct AuralytikError {
    error: ErrorBody,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikErrorBody)]
struct ErrorBody {
    /// Stable code, such as `VALIDATION_ERROR`.
    code: &'static str,
    /// What is wrong, for people; names the field.
    message: String,
    /// Names the request in the server's log; the same as the header `X-Request-Id`.
    request_id: String,
    /// Seconds to wait, where there were too many requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    retry_after: Option<u64>,
    /// Members of the body that are wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    details: Option<Vec<ErrorDetail>>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = AuralytikErrorDetail)]
struct ErrorDetail {
    /// Path of the member, such as `events[0]`.
    field: String,
    /// What is wrong with it.
    message: String,
}

/// Writes a problem in this dialect's shape.
pub fn render(problem: &Problem, request_id: RequestId) -> Response {
    let status = names::status(problem.status);
    let details = names::is_about_members(problem).then(|| {
        let fields = problem.fields.iter();
        fields
            .map(|field| ErrorDetail { field: field.field.clone(), message: field.message.clone() })
            .collect()
    });
    let error = ErrorBody {
        code: names::error_code(status, problem),
        message: problem.detail.clone(),
        request_id: request_id::text(request_id),
        retry_after: retry_after(problem),
        details,
    };
    let mut response = (status, Json(AuralytikError { error })).into_response();
    request_id::put(response.headers_mut(), request_id);
    response
}

fn retry_after(problem: &Problem) -> Option<u64> {
    if problem.status != StatusCode::TOO_MANY_REQUESTS {
        return None;
    }
    let (_, value) = problem.headers.iter().find(|(name, _)| *name == RETRY_AFTER)?;
    value.to_str().ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;
    use axum::http::HeaderValue;
    use colloquy_app::AppError;
    use serde_json::{Value, json};

    async fn rendered(problem: Problem) -> (u16, Value) {
        let response = render(&problem, RequestId::generate());
        let status = response.status().as_u16();
        let header = response.headers()["x-request-id"].to_str().unwrap().to_owned();
        let body = to_bytes(response.into_body(), 10_000).await.unwrap();
        let mut body: Value = serde_json::from_slice(&body).unwrap();
        assert!(header.starts_with("req_"));
        assert_eq!(body["error"]["requestId"], header);
        body["error"].as_object_mut().unwrap().remove("requestId");
        (status, body["error"].take())
    }

    #[tokio::test]
    async fn members_of_a_body_are_told_otherwise_than_the_rest() {
        let member = AppError::invalid("name", "required", "name is required").into();
        let details = json!([{ "field": "name", "message": "name is required" }]);
        let expected =
            json!({ "code": "VALIDATION_ERROR", "message": "name is required", "details": details });
        assert_eq!(rendered(member).await, (400, expected));
        let no_object = AppError::malformed("body", "invalid_type", "the body must be a JSON object");
        let expected = json!({ "code": "INVALID_REQUEST", "message": "the body must be a JSON object" });
        assert_eq!(rendered(no_object.into()).await, (400, expected));
        let query = AppError::malformed("page", names::WRONG_QUERY, "page must be 1 or more");
        let expected = json!({ "code": "INVALID_REQUEST", "message": "page must be 1 or more" });
        assert_eq!(rendered(query.into()).await, (400, expected));
    }

    #[tokio::test]
    async fn only_too_many_requests_tell_how_long_to_wait() {
        let busy = Problem::unavailable("the server is busy");
        let expected = json!({ "code": "SERVICE_UNAVAILABLE", "message": "the server is busy" });
        assert_eq!(rendered(busy).await, (503, expected));
        let many = Problem::new(StatusCode::TOO_MANY_REQUESTS, "rate_limited", "too many")
            .with_header(RETRY_AFTER, HeaderValue::from(30_u64));
        let expected = json!({ "code": "RATE_LIMIT_EXCEEDED", "message": "too many", "retryAfter": 30 });
        assert_eq!(rendered(many).await, (429, expected));
    }

    #[tokio::test]
    async fn every_refusal_of_a_credential_has_its_code() {
        for (status, code, expected) in [
            (StatusCode::UNAUTHORIZED, "unauthorized", "UNAUTHORIZED"),
            (StatusCode::UNAUTHORIZED, names::WRONG_SIGNATURE, "INVALID_SIGNATURE"),
            (StatusCode::UNAUTHORIZED, names::WRONG_TIMESTAMP, "TIMESTAMP_EXPIRED"),
            (StatusCode::FORBIDDEN, "missing_scope", "INSUFFICIENT_SCOPE"),
        ] {
            let (told, body) = rendered(Problem::new(status, code, "no")).await;
            assert_eq!((told, body["code"].as_str()), (status.as_u16(), Some(expected)));
        }
    }
}
