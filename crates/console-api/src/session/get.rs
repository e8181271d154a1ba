//! `GET /api/colloquy/v1/session`.

use axum::extract::State;
use axum::response::Response;
use colloquy_app::read;
use colloquy_http::{Asking, HttpState, Problem};

use super::answer::Session;

/// Who asks and what they may do: the person who is signed in, or the credential. Asked by a session it gives the cookie
/// anew, so that it lasts as long as the session.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/session",
    tag = "Console",
    responses((status = 200, description = "who asks", body = Session))
)]
pub async fn get_session(State(state): State<HttpState>, asking: Asking) -> Result<Response, Problem> {
    let Asking { caller, session } = asking;
    let user = match caller.user_id() {
        Some(id) => read::user(state.app(), &caller, id).await?,
        None => None,
    };
    let expires_at = session.as_ref().map(|(session, _)| session.expires_at);
    let told = Session::of(&caller, user.as_ref(), expires_at);
    told.answer(&state, session.as_ref().map(|(_, token)| token))
}
