//! `X-Request-Id`, which every answer carries.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use colloquy_domain::RequestId;

use crate::ids;

/// The header, for descriptions.
pub const DESCRIBED: (&str, &str) = ("X-Request-Id", "names the request in the server's log");

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request as clients see it.
pub fn text(id: RequestId) -> String {
    ids::render(ids::REQUEST, id.0)
}

/// Puts the header among the others.
pub fn put(headers: &mut HeaderMap, id: RequestId) {
    if let Ok(value) = HeaderValue::try_from(text(id)) {
        headers.insert(HEADER, value);
    }
}

/// The layer that adds it to answers. What the http crate refuses has it from whoever renders the refusal.
pub async fn tell(request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().copied();
    let mut response = next.run(request).await;
    if let Some(id) = id {
        put(response.headers_mut(), id);
    }
    response
}
