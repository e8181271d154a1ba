//! `GET` and `POST /api/v1/oauth/authorize`.

use axum::extract::{RawQuery, State};
use axum::http::header::{CACHE_CONTROL, LOCATION, REFERRER_POLICY};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use url::Url;

use colloquy_app::oauth::ErrorCode;
use colloquy_app::oauth::authorize::{Asked, Consent, NotApproved, NotShown, approve, look};
use colloquy_domain::OAuthClientId;
use colloquy_http::{Form, FormBody, HttpState, Problem};

use super::page;

/// What a client asks of a user, as it stands in the address.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description derive only")]
pub struct AuthorizeQuery {
    /// `client_…`.
    client_id: String,
    /// `code`.
    response_type: Option<String>,
    /// Where the answer goes: registered, or on the own machine with any port. May be left out where only one is
    /// registered.
    redirect_uri: Option<String>,
    /// Names separated by spaces; all that the client may have where they are left out.
    scope: Option<String>,
    /// Comes back with the answer.
    state: Option<String>,
    /// SHA-256 of the verifier, in base64url without padding.
    code_challenge: Option<String>,
    /// `S256`.
    code_challenge_method: Option<String>,
}

/// The same as the page's form sends it, with the user's answer.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "the fields are read by the description derive only")]
pub struct ConsentForm {
    client_id: String,
    response_type: Option<String>,
    redirect_uri: Option<String>,
    scope: Option<String>,
    state: Option<String>,
    code_challenge: Option<String>,
    code_challenge_method: Option<String>,
    /// A key of the user's; only to approve.
    key: Option<String>,
    /// `approve`; anything else denies.
    decision: Option<String>,
}

/// Shows a user what a client asks for. The browser goes back to the client only where it may: what is wrong with the
/// client or its address is told on a page.
#[utoipa::path(
    get,
    path = "/api/v1/oauth/authorize",
    operation_id = "oauthAuthorize",
    tag = "OAuth",
    security(()),
    params(AuthorizeQuery),
    responses(
        (status = 200, description = "the page that asks the user", body = String, content_type = "text/html"),
        (status = 303, description = "refused; the browser tells the client",
            headers(("Location" = String, description = "the redirect URI with `error`"))),
        (status = 400, description = "a page: the answer cannot be sent to where it should go", body = String, content_type = "text/html"),
        (status = 404, description = "a page: there is no such client", body = String, content_type = "text/html"),
        (status = 500, description = "a page: the server failed", body = String, content_type = "text/html"),
    )
)]
pub async fn show_consent(
    State(state): State<HttpState>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let form = Form::parse(query.unwrap_or_default().as_bytes());
    match look(state.app(), asked(&form)).await {
        Ok(consent) => Ok(page::consent(&consent, &form, StatusCode::OK, None)),
        Err(not_shown) => refused(not_shown),
    }
}

/// Takes the user's answer. Everything is checked again: nothing that the page carried is trusted.
#[utoipa::path(
    post,
    path = "/api/v1/oauth/authorize",
    operation_id = "oauthConsent",
    tag = "OAuth",
    security(()),
    request_body(content = ConsentForm, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 303, description = "the browser tells the client the answer",
            headers(("Location" = String, description = "the redirect URI with `code` or `error`"))),
        (status = 400, description = "a page: the answer cannot be sent to where it should go", body = String, content_type = "text/html"),
        (status = 403, description = "the page again: the key is not one with which this can be approved", body = String, content_type = "text/html"),
        (status = 404, description = "a page: there is no such client", body = String, content_type = "text/html"),
        (status = 413, description = "a page: the body is too large", body = String, content_type = "text/html"),
        (status = 500, description = "a page: the server failed", body = String, content_type = "text/html"),
    )
)]
pub async fn answer_consent(
    State(state): State<HttpState>,
    FormBody(form): FormBody,
) -> Result<Response, Problem> {
    let consent = match look(state.app(), asked(&form)).await {
        Ok(consent) => consent,
        Err(not_shown) => return refused(not_shown),
    };
    if form.get("decision") != Some("approve") {
        return back(&consent.way.with_error(ErrorCode::AccessDenied, "the user said no"));
    }
    let Some(key) = form.get("key") else {
        return Ok(again(&consent, &form, "Type a key of yours to approve."));
    };
    match approve(state.app(), consent.clone(), key).await {
        Ok(url) => back(&url),
        Err(NotApproved::WrongKey) => {
            let reason =
                "This key does not work here. It must be a valid key that belongs to you in this workspace.";
            Ok(again(&consent, &form, reason))
        }
        Err(NotApproved::NothingToGrant) => Ok(again(
            &consent,
            &form,
            "This key may do nothing of what is asked for. Use another one, or deny.",
        )),
        Err(NotApproved::Failed(error)) => Err(error.into()),
    }
}

fn asked(form: &Form) -> Asked {
    Asked {
        client_id: form.get("client_id").and_then(OAuthClientId::parse_spelled),
        redirect_uri: form.take("redirect_uri"),
        response_type: form.take("response_type"),
        scope: form.take("scope"),
        state: form.take("state"),
        code_challenge: form.take("code_challenge"),
        code_challenge_method: form.take("code_challenge_method"),
        repeated: form.repeated().map(str::to_owned),
    }
}

fn again(consent: &Consent, form: &Form, reason: &str) -> Response {
    page::consent(consent, form, StatusCode::FORBIDDEN, Some(reason))
}

fn refused(not_shown: NotShown) -> Result<Response, Problem> {
    match not_shown {
        NotShown::Back(url) => back(&url),
        NotShown::NoClient => Err(Problem::not_found("there is no program with this client_id")),
        NotShown::NoWay(reason) => Err(Problem::bad_request("invalid_request", reason)),
        NotShown::Failed(error) => Err(error.into()),
    }
}

/// Sends the browser on; by GET, so that the key goes nowhere else.
fn back(url: &Url) -> Result<Response, Problem> {
    let location = HeaderValue::try_from(url.as_str()).map_err(|_| Problem::internal())?;
    let headers = [
        (LOCATION, location),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    ];
    Ok((StatusCode::SEE_OTHER, headers).into_response())
}
