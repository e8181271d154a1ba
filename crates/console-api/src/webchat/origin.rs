//! Whose pages may open a chat.
//!
//! A browser says from which page a script asks, and a script cannot change that. It keeps other people's pages from using
//! a route; whoever writes a client of their own can say anything, and gets no more than any visitor.

use axum::http::HeaderMap;
use axum::http::header::ORIGIN;
use colloquy_app::App;
use colloquy_domain::inbound_route::InboundRoute;

/// Of which page a request comes, as the browser says.
pub fn of(headers: &HeaderMap) -> Option<String> {
    let origin = headers.get(ORIGIN)?.to_str().ok()?;
    Some(origin.trim().to_ascii_lowercase())
}

/// Whether such a page may use the route. Pages of this server may use every one: they are for trying it.
pub fn may_use(app: &App, route: &InboundRoute, origin: Option<&str>) -> bool {
    if route.allowed_origins.is_empty() {
        return true;
    }
    let Some(origin) = origin else { return false };
    let own = app.public_url.origin().ascii_serialization();
    let allowed = route.allowed_origins.iter().map(|one| one.trim_end_matches('/'));
    allowed.chain([own.as_str()]).any(|one| one.eq_ignore_ascii_case(origin))
}
