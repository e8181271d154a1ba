//! Why a request was not answered, before any dialect gives it its shape.
//!
//! [`Problem`] is what handlers and extractors return. As a response it has only a status; the outermost layer
//! takes the problem out of the response's extensions and lets the path's owner write the body. What only the
//! log should see is logged here, once, with its whole chain of causes.

use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use colloquy_app::{AppError, FieldProblem};

/// Seconds after which somebody who found the server busy may come again.
const COME_AGAIN_SECONDS: u64 = 5;

/// A refusal or failure.
#[derive(Debug, Clone)]
pub struct Problem {
    /// HTTP status; 4xx or 5xx.
    pub status: StatusCode,
    /// Stable machine-readable code (`missing_scope`).
    pub code: &'static str,
    /// What is wrong, for people. Never an internal text.
    pub detail: String,
    /// Fields that are wrong.
    pub fields: Vec<FieldProblem>,
    /// Headers that belong to it (`Retry-After`, `Allow`).
    pub headers: Vec<(HeaderName, HeaderValue)>,
}

impl Problem {
    /// A problem without fields.
    #[must_use]
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self { status, code, detail: detail.into(), fields: Vec::new(), headers: Vec::new() }
    }

    /// The path or the thing it names does not exist.
    #[must_use]
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", detail)
    }

    /// Something failed on our side; the cause is in the log.
    #[must_use]
    pub fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal_error",
            "the server failed; the cause is in its log",
        )
    }

    /// The server cannot answer now, and may be able to in a moment.
    #[must_use]
    pub fn unavailable(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail)
            .with_header(RETRY_AFTER, HeaderValue::from(COME_AGAIN_SECONDS))
    }

    /// The request itself is wrong.
    #[must_use]
    pub fn bad_request(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail)
    }

    /// The same with a header.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    fn with_fields(status: StatusCode, code: &'static str, fields: Vec<FieldProblem>) -> Self {
        let detail = fields.iter().map(|field| field.message.as_str()).collect::<Vec<_>>().join("; ");
        Self { status, code, detail, fields, headers: Vec::new() }
    }
}

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Unauthorized(detail) => Self::new(StatusCode::UNAUTHORIZED, "unauthorized", detail),
            AppError::MissingScope(_) => Self::new(StatusCode::FORBIDDEN, "missing_scope", error.to_string()),
            AppError::Forbidden(detail) => Self::new(StatusCode::FORBIDDEN, "forbidden", detail),
            AppError::NotFound(_) => Self::not_found(error.to_string()),
            AppError::Malformed(fields) => Self::with_fields(StatusCode::BAD_REQUEST, "bad_request", fields),
            AppError::Invalid(fields) => {
                Self::with_fields(StatusCode::UNPROCESSABLE_ENTITY, "validation_failed", fields)
            }
            AppError::Conflict(detail) => Self::new(StatusCode::CONFLICT, "conflict", detail),
            AppError::Unavailable(_) => {
                tracing::error!(error = %Chain(&error), "a request found the database busy or away");
                Self::unavailable("the server is busy; try again in a moment")
            }
            AppError::Internal(source) => {
                tracing::error!(error = %Chain(source.as_ref()), "a request failed");
                Self::internal()
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// An error with all its causes, on one line.
struct Chain<'a>(&'a (dyn std::error::Error + 'static));

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut next = self.0.source();
        while let Some(cause) = next {
            write!(f, ": {cause}")?;
            next = cause.source();
        }
        Ok(())
    }
}

/// ISO 8601 in UTC with three digits of milliseconds.
#[must_use]
pub fn iso(instant: colloquy_domain::Instant) -> String {
    let instant = instant.to_offset(time::UtcOffset::UTC);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
        instant.year(),
        u8::from(instant.month()),
        instant.day(),
        instant.hour(),
        instant.minute(),
        instant.second(),
        instant.millisecond()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_that_is_busy_or_away_is_no_fault_of_ours_and_may_be_asked_again() {
        let busy = Problem::from(AppError::Unavailable("pool timed out".into()));
        assert_eq!(busy.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(busy.headers, [(RETRY_AFTER, HeaderValue::from(COME_AGAIN_SECONDS))]);
        assert!(!busy.detail.contains("pool"), "what the database says is for the log: {}", busy.detail);
        let broken = Problem::from(AppError::internal("it took too long"));
        assert_eq!(broken.status, StatusCode::INTERNAL_SERVER_ERROR);
    }
}
