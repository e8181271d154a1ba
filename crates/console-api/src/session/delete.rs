//! `DELETE /api/colloquy/v1/session`.

use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use colloquy_app::sessions;
use colloquy_http::{Asking, HttpState, Problem, session_cookie};

/// Signs out: the session ends, and the browser forgets the cookie. A key stays as it is.
#[utoipa::path(
    delete,
    path = "/api/colloquy/v1/session",
    tag = "Console",
    responses((status = 204, description = "signed out"))
)]
pub async fn delete_session(
    State(state): State<HttpState>,
    asking: Asking,
) -> Result<(StatusCode, [(HeaderName, HeaderValue); 1]), Problem> {
    if let Some((session, _)) = asking.session {
        sessions::end(state.app(), session.id).await?;
    }
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, session_cookie::forget(&state)?)]))
}
