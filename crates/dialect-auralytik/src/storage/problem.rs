//! Errors as blob clients read them: `<Error><Code>…</Code><Message>…</Message></Error>`.

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use colloquy_domain::RequestId;
use colloquy_http::Problem;

use crate::{names, request_id};

/// The content type.
pub const XML: &str = "application/xml";

/// The code of a header that is required and missing.
pub const MISSING_HEADER: &str = "missing_header";

/// The code of a header with a value that cannot be.
pub const WRONG_HEADER: &str = "invalid_header";

/// The refusal of an address that this server did not give, or that has ended. A wrong signature and a missing file look
/// the same: an address tells nothing to whom it was not given.
pub fn not_given() -> Problem {
    Problem::new(StatusCode::FORBIDDEN, "invalid_link", "the address is not valid or has ended")
}

/// Writes a problem in this shape.
pub fn render(problem: &Problem, id: RequestId) -> Response {
    let status = names::status(problem.status);
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{}</Code><Message>{}</Message></Error>",
        code(status, problem),
        escaped(&problem.detail)
    );
    let mut response = (status, [(CONTENT_TYPE, HeaderValue::from_static(XML))], body).into_response();
    request_id::put(response.headers_mut(), id);
    response
}

/// The codes of Azure, as far as it has one that fits.
fn code(status: StatusCode, problem: &Problem) -> &'static str {
    match status.as_u16() {
        400 if problem.code == MISSING_HEADER => "MissingRequiredHeader",
        400 if problem.code == WRONG_HEADER => "InvalidHeaderValue",
        403 => "AuthenticationFailed",
        404 => "BlobNotFound",
        405 => "UnsupportedHttpVerb",
        409 => "BlobBeingProcessed",
        413 => "RequestBodyTooLarge",
        416 => "InvalidRange",
        503 => "ServerBusy",
        500.. => "InternalError",
        _ => "InvalidInput",
    }
}

/// A text within an element; characters that XML 1.0 has no way to write are left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\t' | '\n' | '\r' => escaped.push(character),
            '\0'..'\u{20}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;

    #[tokio::test]
    async fn an_error_is_xml_with_a_code_that_blob_clients_know() {
        let missing = Problem::bad_request(MISSING_HEADER, "x-ms-blob-type <must> be \"there\" & right\u{1}");
        let response = render(&missing, RequestId::generate());
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
        assert_eq!(response.headers()[CONTENT_TYPE], XML);
        assert!(response.headers()["x-request-id"].to_str().unwrap().starts_with("req_"));
        let body = to_bytes(response.into_body(), 10_000).await.unwrap();
        let expected = "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>MissingRequiredHeader</Code>\
                        <Message>x-ms-blob-type &lt;must&gt; be \"there\" &amp; right</Message></Error>";
        assert_eq!(String::from_utf8(body.to_vec()).unwrap(), expected);
        assert_eq!(code(StatusCode::FORBIDDEN, &not_given()), "AuthenticationFailed");
        let wrong = Problem::bad_request(WRONG_HEADER, "no");
        assert_eq!(code(StatusCode::BAD_REQUEST, &wrong), "InvalidHeaderValue");
    }
}
