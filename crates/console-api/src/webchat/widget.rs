//! The browser's side: one script for any page, and pages of this server: for trying it, and for a chat that was begun for
//! its visitor.

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use colloquy_app::dialogues::watch;
use colloquy_app::{App, AppError};
use colloquy_http::{HttpState, Path, Problem};

use crate::ids;

const SCRIPT: &str = include_str!("widget.js");
const PAGE: &str = include_str!("page.html");
const VISIT: &str = include_str!("visit.html");
/// In place of the route's id in the page.
const ROUTE: &str = "ROUTE-ID";

/// Nothing from elsewhere, nothing inline; connections to this server alone.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The chat for web pages: `<script src="…/widget.js" data-route="…" async></script>` puts a button on the page that opens
/// it. Further settings are `data-title`, `data-name`, `data-email` and `data-language`.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/webchat/widget.js",
    tag = "Webchat",
    security(()),
    responses((status = 200, description = "the script", body = String, content_type = "text/javascript; charset=utf-8"))
)]
pub async fn webchat_widget() -> impl IntoResponse {
    let headers: [(HeaderName, &str); 4] = [
        (CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (CACHE_CONTROL, "public, max-age=300"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Pages that take only what says that it is for them take this, too.
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    (headers, SCRIPT)
}

/// A page for trying a webchat.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/webchat/{inbound_route_id}",
    tag = "Webchat",
    params(("inbound_route_id" = String, Path, description = "id of the inbound route")),
    security(()),
    responses(
        (status = 200, description = "the page", body = String, content_type = "text/html; charset=utf-8"),
        (status = 404, description = "there is no such route"),
        (status = 500, description = "the server failed"),
    )
)]
pub async fn webchat_page(
    State(state): State<HttpState>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let route = watch::webchat_route(state.app(), ids::inbound_route(&id)?).await?;
    let route = route.ok_or(AppError::NotFound("inbound route"))?;
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    ];
    // An id is hexadecimal digits and hyphens, which mean nothing in a page.
    Ok((headers, PAGE.replace(ROUTE, &route.id.to_string())).into_response())
}

/// The page of a chat that was begun for its visitor. Which one it is stands behind the `#` of the address, which no browser
/// sends: the word that lets in comes into no log.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/webchat/open",
    tag = "Webchat",
    security(()),
    responses((status = 200, description = "the page", body = String, content_type = "text/html; charset=utf-8"))
)]
pub async fn webchat_visit() -> impl IntoResponse {
    let headers: [(HeaderName, &str); 3] = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CACHE_CONTROL, "no-cache"),
        (CONTENT_SECURITY_POLICY, POLICY),
    ];
    (headers, VISIT)
}

/// Where the visitor whom this word lets in can open the chat.
pub fn visit_url(app: &App, access: &str) -> String {
    let base = app.public_url.as_str().trim_end_matches('/');
    // Such a word is letters and digits.
    format!("{base}/api/colloquy/v1/webchat/open#{access}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Largest script, in bytes: pages of other people carry it.
    const LARGEST_SCRIPT: usize = 16 << 10;

    #[test]
    fn the_script_is_small_and_sets_texts_as_texts() {
        assert!(SCRIPT.len() < LARGEST_SCRIPT, "{}", SCRIPT.len());
        for never in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "import "] {
            assert!(!SCRIPT.contains(never), "{never}");
        }
        for page in [PAGE, VISIT] {
            assert!(!page.contains("<style") && !page.contains("//"), "{page}");
        }
        // Without a route the script takes the word from the address.
        assert!(PAGE.contains(ROUTE) && !VISIT.contains("data-route"), "{VISIT}");
    }
}
