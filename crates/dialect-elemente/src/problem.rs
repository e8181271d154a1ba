//! The shape of errors: `{"statusCode", "message", "error"}`, as NestJS writes them by default.
//!
//! What is wrong with a body is an array of texts, one for each member; everything else is one text.

use axum::Json;
use axum::response::{IntoResponse, Response};
use colloquy_app::FieldProblem;
use colloquy_domain::RequestId;
use colloquy_http::Problem;
use serde::Serialize;
use utoipa::ToSchema;

use crate::names;

/// An error.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ElementeError {
    /// The same as the answer's status.
    status_code: u16,
    message: ErrorMessage,
    /// The name of the status, but for 401, 429 and 500.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, value_type = Option<String>)]
    error: Option<&'static str>,
}

/// What is wrong, for people.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = ElementeErrorMessage)]
enum ErrorMessage {
    /// In one text.
    One(String),
    /// For each member of the body that is wrong.
    Several(Vec<String>),
}

/// Writes a problem in this dialect's shape. Requests have no ids here.
pub fn render(problem: &Problem, _request_id: RequestId) -> Response {
    let status = names::status_code(problem.status);
    let body = ElementeError {
        status_code: status.as_u16(),
        message: match names::fixed_message(status) {
            Some(fixed) => ErrorMessage::One(fixed.to_owned()),
            None => message(problem),
        },
        error: names::error_name(status),
    };
    (status, Json(body)).into_response()
}

fn message(problem: &Problem) -> ErrorMessage {
    let is_about_query = problem.fields.iter().any(|field| names::QUERY_CODES.contains(&field.code));
    if !problem.fields.is_empty() && !is_about_query {
        return ErrorMessage::Several(problem.fields.iter().map(in_our_words).collect());
    }
    ErrorMessage::One(match problem.detail.strip_prefix("no such ") {
        Some(noun) => format!("{} not found", capitalised(names::noun(noun))),
        None => problem.detail.clone(),
    })
}

/// The message begins with the member that it is about; use cases may call it otherwise than it is called here.
fn in_our_words(problem: &FieldProblem) -> String {
    let Some(rest) = problem.message.strip_prefix(&problem.field) else { return problem.message.clone() };
    let parts = problem.field.split('.').map(|part| {
        let (name, place) = part.split_at(part.find('[').unwrap_or(part.len()));
        names::member(name) + place
    });
    parts.collect::<Vec<_>>().join(".") + rest
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|letter| letter.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;
    use axum::http::StatusCode;
    use colloquy_app::AppError;
    use serde_json::{Value, json};

    async fn rendered(problem: impl Into<Problem>) -> Value {
        let response = render(&problem.into(), RequestId::generate());
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), 10_000).await.unwrap();
        let body: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(body["statusCode"], status);
        body
    }

    #[tokio::test]
    async fn members_of_a_body_are_told_one_by_one_and_all_else_in_one_text() {
        let member = AppError::invalid("agentId", "invalid_format", "agentId must be a UUID");
        let expected =
            json!({ "statusCode": 400, "message": ["agentId must be a UUID"], "error": "Bad Request" });
        assert_eq!(rendered(member).await, expected);
        let ours =
            AppError::malformed("input_variables[1].name", "required", "input_variables[1].name is required");
        assert_eq!(rendered(ours).await["message"], json!(["inputVariables[1].name is required"]));
        let query = AppError::malformed("page", names::WRONG_QUERY, "page must be 1 or more");
        assert_eq!(rendered(query).await["message"], "page must be 1 or more");
        let broken = Problem::bad_request("malformed_json", "the body cannot be read as JSON");
        assert_eq!(rendered(broken).await["message"], "the body cannot be read as JSON");
    }

    #[tokio::test]
    async fn what_nest_says_by_itself_is_said_so() {
        for (problem, expected) in [
            (
                Problem::new(StatusCode::UNAUTHORIZED, "unauthorized", "the credential is unknown"),
                json!({ "statusCode": 401, "message": "Unauthorized" }),
            ),
            (Problem::internal(), json!({ "statusCode": 500, "message": "Internal server error" })),
            (
                Problem::new(StatusCode::TOO_MANY_REQUESTS, "rate_limited", "too many"),
                json!({ "statusCode": 429, "message": "ThrottlerException: Too Many Requests" }),
            ),
            (
                AppError::NotFound("dialogue").into(),
                json!({ "statusCode": 404, "message": "Call not found", "error": "Not Found" }),
            ),
            (
                AppError::NotFound("knowledge base").into(),
                json!({ "statusCode": 404, "message": "Knowledge base not found", "error": "Not Found" }),
            ),
            (
                Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "not this method"),
                json!({ "statusCode": 405, "message": "not this method", "error": "Method Not Allowed" }),
            ),
        ] {
            assert_eq!(rendered(problem).await, expected);
        }
    }
}
