//! What browsers get where no API has anything: the console.

use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;

use crate::HttpState;

/// Answers what is no operation of any API: a page or a file of the console, or nothing, which becomes a 404 in the shape
/// of the path's owner.
pub type Pages = fn(&HttpState, &Method, &Uri, &HeaderMap) -> Option<Response>;

/// For processes that have no console.
pub(crate) fn none(_: &HttpState, _: &Method, _: &Uri, _: &HeaderMap) -> Option<Response> {
    None
}
