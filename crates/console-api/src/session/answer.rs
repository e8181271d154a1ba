//! Who is signed in, as it is told to them.

use axum::Json;
use axum::http::header::{CACHE_CONTROL, SET_COOKIE};
use axum::response::{IntoResponse, Response};
use colloquy_app::keys::Caller;
use colloquy_app::sessions::SignedIn;
use colloquy_domain::Instant;
use colloquy_domain::credential::Scopes;
use colloquy_domain::directory::User;
use colloquy_domain::secret::SecretText;
use colloquy_http::problem::iso;
use colloquy_http::{HttpState, Problem, session_cookie};
use serde::Serialize;
use utoipa::ToSchema;

use crate::wire::words;

/// Who asks, and what they may do.
#[derive(Serialize, ToSchema)]
pub struct Session {
    /// Who is signed in; null for a key without a person.
    user: Option<SessionUser>,
    #[schema(format = "uuid")]
    workspace_id: String,
    /// What they may do; `workspace:admin` is everything.
    scopes: Vec<String>,
    /// When the session ends if nobody uses it until then; null for a key.
    expires_at: Option<String>,
}

/// Who is signed in.
#[derive(Serialize, ToSchema)]
pub struct SessionUser {
    #[schema(format = "uuid")]
    id: String,
    email: String,
    name: String,
    #[schema(value_type = words::UserRole)]
    role: &'static str,
}

impl Session {
    /// Of whoever asks; `expires_at` where they do so by a session.
    pub fn of(caller: &Caller, user: Option<&User>, expires_at: Option<Instant>) -> Self {
        let scopes = &caller.credential.scopes;
        Self::with(user, caller.workspace_id().to_string(), scopes, expires_at)
    }

    fn with(user: Option<&User>, workspace_id: String, scopes: &Scopes, expires_at: Option<Instant>) -> Self {
        Self {
            user: user.map(|user| SessionUser {
                id: user.id.to_string(),
                email: user.email.clone(),
                name: user.name.clone(),
                role: user.role.as_str(),
            }),
            workspace_id,
            scopes: scopes.0.iter().map(|scope| scope.as_str().to_owned()).collect(),
            expires_at: expires_at.map(iso),
        }
    }

    /// The answer, with the token for the browser to keep where there is one.
    pub fn answer(self, state: &HttpState, token: Option<&SecretText>) -> Result<Response, Problem> {
        let mut answer = ([(CACHE_CONTROL, "no-store")], Json(self)).into_response();
        if let Some(token) = token {
            answer.headers_mut().insert(SET_COOKIE, session_cookie::keep(state, token)?);
        }
        Ok(answer)
    }
}

/// The answer to somebody whose session has just begun.
pub fn begun(state: &HttpState, signed_in: &SignedIn) -> Result<Response, Problem> {
    let SignedIn { token, session, user } = signed_in;
    let scopes = session.credential().scopes;
    let told = Session::with(Some(user), session.workspace_id.to_string(), &scopes, Some(session.expires_at));
    told.answer(state, Some(token))
}
