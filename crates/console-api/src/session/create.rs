//! `POST /api/colloquy/v1/session`.

use axum::extract::State;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use colloquy_app::AppError;
use colloquy_app::sessions::{self, Attempts, NotSignedIn, Place, SignIn as Given};
use colloquy_domain::password::LONGEST;
use colloquy_domain::secret::SecretText;
use colloquy_http::{Fields, HttpState, JsonBodyUpTo, Peer, Problem, same_site};
use serde_json::Value;
use utoipa::ToSchema;

use super::answer::{Session, begun};

/// Longest request.
const LONGEST_BYTES: usize = 16 << 10;
/// Longest e-mail address.
const LONGEST_EMAIL: usize = 320;

/// With what somebody signs in.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct SignIn {
    /// E-mail address, in any case.
    #[schema(min_length = 1, max_length = 320)]
    email: String,
    #[schema(min_length = 1, max_length = 200)]
    password: String,
}

/// The guesses of this process that were wrong.
pub struct WrongPasswords(pub Attempts);

impl Default for WrongPasswords {
    fn default() -> Self {
        Self(Attempts::at_passwords())
    }
}

/// The refusal of one guess too many.
pub fn too_often(wait_seconds: u64) -> Problem {
    Problem::new(
        StatusCode::TOO_MANY_REQUESTS,
        "too_many_attempts",
        format!("too many attempts; try again in {wait_seconds} s"),
    )
    .with_header(RETRY_AFTER, HeaderValue::from(wait_seconds))
}

/// Signs somebody in to the console. The answer sets a cookie that scripts cannot read; with it every operation of this API
/// can be used that the person's role allows, those that change something with the header `x-colloquy-console: 1`. A wrong
/// address and a wrong password are answered alike. After 5 failures in a row for an address from one place, 50 from
/// everywhere, or 20 from one place for all addresses, within a quarter of an hour, one has to wait.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/session",
    tag = "Console",
    request_body = SignIn,
    security(()),
    responses(
        (
            status = 200,
            description = "signed in",
            body = Session,
            headers(("Set-Cookie" = String, description = "the session, for the browser to keep"))
        ),
        (status = 401, description = "the address or the password is wrong"),
        (status = 403, description = "the request comes from a page of another site"),
        (status = 429, description = "too many failures; try again after Retry-After"),
        (status = 500, description = "the server failed"),
    )
)]
pub async fn create_session(
    State(state): State<HttpState>,
    peer: Peer,
    headers: HeaderMap,
    body: JsonBodyUpTo<LONGEST_BYTES>,
) -> Result<Response, Problem> {
    same_site::check_origin(&state, &headers)?;
    let given = read(&body.value()?, peer)?;
    let attempts = state.kept(WrongPasswords::default);
    match sessions::sign_in(state.app(), &attempts.0, given).await {
        Ok(signed_in) => begun(&state, &signed_in),
        Err(NotSignedIn::TooOften { wait_seconds }) => Err(too_often(wait_seconds)),
        Err(NotSignedIn::Wrong) => {
            let detail = "the e-mail address or the password is wrong";
            let problem = Problem::new(StatusCode::UNAUTHORIZED, "wrong_credentials", detail);
            Err(colloquy_http::caller::challenge(problem))
        }
        Err(NotSignedIn::Failed(error)) => Err(error.into()),
    }
}

/// A proxy that does not say for whom it asks may stand there.
pub fn place(peer: Peer) -> Place {
    Place { peer: peer.0, is_shared: peer.is_near() }
}

fn read(body: &Value, peer: Peer) -> Result<Given, AppError> {
    let mut fields = Fields::of_body(body)?;
    fields.require("email");
    fields.require("password");
    let email = fields.string("email", 1, LONGEST_EMAIL).unwrap_or_default().to_owned();
    let password = SecretText::new(fields.string("password", 1, LONGEST).unwrap_or_default());
    fields.finish()?;
    Ok(Given { email, password, place: place(peer) })
}
