//! Passwords: links by mail for whoever forgot theirs, and a new one for whoever knows it.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use colloquy_app::AppError;
use colloquy_app::passwords::{self, NotChanged};
use colloquy_app::sessions::{self, Attempts};
use colloquy_domain::password::{LONGEST, SHORTEST};
use colloquy_domain::secret::SecretText;
use colloquy_http::{Asking, Fields, HttpState, JsonBodyUpTo, Peer, Problem, same_site, session_cookie};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::session::{WrongPasswords, place, too_often};

/// Longest request.
const LONGEST_BYTES: usize = 16 << 10;
/// Longest e-mail address.
const LONGEST_EMAIL: usize = 320;
/// Longest word of a link.
const LONGEST_TOKEN: usize = 200;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(create_password_reset))
        .routes(routes!(confirm_password_reset))
        .routes(routes!(change_password))
}

/// Who wants a link.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct PasswordReset {
    /// E-mail address, in any case.
    #[schema(min_length = 1, max_length = 320)]
    email: String,
}

/// A new password, by the word of a link.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct PasswordResetConfirmation {
    /// What stands behind `#` in the link.
    #[schema(min_length = 1, max_length = 200)]
    token: String,
    #[schema(min_length = 10, max_length = 200)]
    password: String,
}

/// A new password in place of the present one.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct ChangePassword {
    #[schema(min_length = 1, max_length = 200)]
    current_password: String,
    #[schema(min_length = 10, max_length = 200)]
    password: String,
}

/// The links that were asked for in this process.
struct AskedFor(Attempts);

impl Default for AskedFor {
    fn default() -> Self {
        Self(Attempts::at_mails())
    }
}

/// Sends a link to a new password to whoever has an account with that address. Whether anybody has is not told: the answer
/// is the same, and comes before anybody is looked for. The link is good for one use within an hour.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/password-resets",
    tag = "Console",
    request_body = PasswordReset,
    security(()),
    responses(
        (status = 202, description = "if there is such an account, a link is on its way"),
        (status = 403, description = "the request comes from a page of another site"),
        (status = 422, description = "`channel_not_configured`: this server sends no mail, as `smtp.url` is not set"),
        (status = 429, description = "too many links were asked for; try again after Retry-After"),
    )
)]
async fn create_password_reset(
    State(state): State<HttpState>,
    peer: Peer,
    headers: HeaderMap,
    body: JsonBodyUpTo<LONGEST_BYTES>,
) -> Result<StatusCode, Problem> {
    same_site::check_origin(&state, &headers)?;
    let body = body.value()?;
    let mut fields = Fields::of_body(&body)?;
    fields.require("email");
    let email = fields.string("email", 1, LONGEST_EMAIL).unwrap_or_default();
    fields.finish()?;
    let app = state.app();
    let Some(mailer) = &app.mailer else {
        let detail = "this server sends no mail: set smtp.url, or make a link by `colloquy user password`";
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "channel_not_configured", detail));
    };
    state.kept(AskedFor::default).0.begin(email, place(peer), app.now()).map_err(too_often)?;
    passwords::ask(app, mailer.clone(), email);
    Ok(StatusCode::ACCEPTED)
}

/// Sets a password by the word of a link, which is used up by it. The user's sessions end.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/password-resets/confirm",
    tag = "Console",
    request_body = PasswordResetConfirmation,
    security(()),
    responses(
        (status = 204, description = "the password is set"),
        (status = 403, description = "the request comes from a page of another site"),
        (status = 404, description = "the link is used up or too old, or never was one"),
        (status = 500, description = "the server failed"),
    )
)]
async fn confirm_password_reset(
    State(state): State<HttpState>,
    headers: HeaderMap,
    body: JsonBodyUpTo<LONGEST_BYTES>,
) -> Result<StatusCode, Problem> {
    same_site::check_origin(&state, &headers)?;
    let (token, password) = read(&body.value()?, "token", LONGEST_TOKEN)?;
    passwords::confirm(state.app(), token.reveal(), &password).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sets the password of whoever asks, who has to know the present one. Their other sessions end.
#[utoipa::path(
    put,
    path = "/api/colloquy/v1/me/password",
    tag = "Console",
    request_body = ChangePassword,
    responses(
        (status = 204, description = "the password is set"),
        (status = 403, description = "the credential has no user"),
        (status = 409, description = "the password was changed meanwhile"),
        (status = 422, description = "`current_password` is not the present password"),
    )
)]
async fn change_password(
    State(state): State<HttpState>,
    asking: Asking,
    body: JsonBodyUpTo<LONGEST_BYTES>,
) -> Result<Response, Problem> {
    let (current, new) = read(&body.value()?, "current_password", LONGEST)?;
    let (app, caller) = (state.app(), &asking.caller);
    let wrong = state.kept(WrongPasswords::default);
    let user_id =
        passwords::change(app, &wrong.0, caller, &current, &new).await.map_err(|error| match error {
            NotChanged::TooOften { wait_seconds } => too_often(wait_seconds),
            NotChanged::Refused(error) => error.into(),
        })?;
    let mut answer = StatusCode::NO_CONTENT.into_response();
    if asking.session.is_some() {
        // The session that asks ended with the others; whoever sits there has just shown who they are.
        let begun = sessions::begin(app, caller.workspace_id(), user_id).await?;
        let cookie = session_cookie::keep(&state, &begun.token)?;
        answer.headers_mut().insert(axum::http::header::SET_COOKIE, cookie);
    }
    Ok(answer)
}

/// Reads what proves who somebody is, and the new password.
fn read(body: &Value, proof: &str, longest: usize) -> Result<(SecretText, SecretText), AppError> {
    let mut fields = Fields::of_body(body)?;
    fields.require(proof);
    fields.require("password");
    let shown = SecretText::new(fields.string(proof, 1, longest).unwrap_or_default());
    let password = SecretText::new(fields.string("password", SHORTEST, LONGEST).unwrap_or_default());
    fields.finish()?;
    Ok((shown, password))
}
