//! `POST /api/colloquy/v1/dialers/{dialer}/events` and `POST /api/colloquy/v1/dialers/{dialer}/{token}`.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use colloquy_app::dialers::{self, Received, check_signature, connections};
use colloquy_app::keys::Caller;
use colloquy_app::{App, AppError};
use colloquy_domain::dialer::{CallHandling, Dialer};
use colloquy_http::caller::within_rate;
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem, Query};

use super::{names, parse};
use crate::wire::words;

/// An event of a dialer. Described in WAVV's names; others are understood, too, whatever their case.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct DialerEvent {
    /// Its type, such as `call.recorded`. What is not known is acknowledged, and noted.
    #[schema(min_length = 1, max_length = 100, pattern = r"\S")]
    event: String,
    /// The call.
    data: Option<DialerCall>,
}

/// What a dialer tells of a call.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct DialerCall {
    /// The dialer's id of the call; required where the type is known.
    #[schema(value_type = Option<words::Reference>)]
    id: Option<String>,
    /// The dialer's id of the agent.
    #[schema(rename = "userId", value_type = Option<words::Reference>)]
    user_id: Option<String>,
    #[schema(value_type = Option<words::CallDirection>)]
    direction: Option<String>,
    /// The number that was dialled.
    #[schema(value_type = Option<words::Reference>)]
    phone: Option<String>,
    /// The number that the call came from.
    #[schema(rename = "callerId", value_type = Option<words::Reference>)]
    caller_id: Option<String>,
    /// The lead's id.
    #[schema(rename = "contactId", value_type = Option<words::Reference>)]
    contact_id: Option<String>,
    /// The lead's name.
    #[schema(rename = "contactName", value_type = Option<words::Reference>)]
    contact_name: Option<String>,
    #[schema(rename = "startedAt", value_type = Option<words::DialerInstant>)]
    started_at: Option<String>,
    #[schema(rename = "endedAt", value_type = Option<words::DialerInstant>)]
    ended_at: Option<String>,
    #[schema(minimum = 0, maximum = 604_800)]
    seconds: Option<f64>,
    /// https address of the recording; required in `call.recorded`. An empty one counts as left out.
    #[schema(rename = "recordingUrl", max_length = 2048)]
    recording_url: Option<String>,
}

/// What came of an event.
#[derive(Serialize, ToSchema)]
pub struct DialerAnswer {
    /// `noted`: kept for its recording. `not_understood`: kept, of a type that is not known. `taken`: its call has
    /// become a conversation. `known`: it had before.
    #[schema(value_type = words::DialerOutcome)]
    status: &'static str,
    /// The conversation, where there is one.
    conversation_id: Option<String>,
}

impl DialerAnswer {
    fn of(received: Received) -> Self {
        let (status, conversation) = match received {
            Received::Noted => ("noted", None),
            Received::NotUnderstood => ("not_understood", None),
            Received::Taken(id) => ("taken", Some(id)),
            Received::Known(id) => ("known", Some(id)),
        };
        Self { status, conversation_id: conversation.map(|id| id.to_string()) }
    }
}

/// How calls are taken.
#[derive(Deserialize, utoipa::IntoParams)]
pub struct ReceiveQuery {
    /// Whether workflows may run for the call; true where it is left out.
    #[param(value_type = Option<bool>)]
    run_workflows: Option<String>,
}

/// Takes an event of a dialer. `CallStarted` and `CallEnded` are noted; `CallRecorded` makes a conversation of what is
/// known of the call by then, and what is told later completes it. Sent again, an event changes nothing. The agent is
/// found among the workspace's users by the e-mail address or telephone number that the event brings; else the user
/// behind the credential owns the call. 422 where the recording cannot be fetched: the dialer then sends it again.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/dialers/{dialer}/events",
    tag = "Dialers",
    params(("dialer" = inline(words::Dialer), Path, description = "the dialer"), ReceiveQuery),
    request_body = DialerEvent,
    security(("key" = ["engagements:write"])),
    responses(
        (status = 200, description = "taken; the dialer need not send it again", body = DialerAnswer),
        (status = 409, description = "the call's conversation was deleted, or is being made at this moment"),
    )
)]
pub async fn receive_dialer_event(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(name): Path<String>,
    Query(query): Query<ReceiveQuery>,
    body: JsonBody,
) -> Result<Json<DialerAnswer>, Problem> {
    caller.require("engagements:write")?;
    let dialer = dialer(&name)?;
    let run_workflows = match query.run_workflows.as_deref() {
        None | Some("true") => true,
        Some("false") => false,
        Some(_) => {
            let message = "run_workflows must be true or false";
            return Err(AppError::malformed("run_workflows", "invalid_type", message).into());
        }
    };
    let handling = CallHandling { run_workflows, link_template: None, agents: Default::default() };
    received(state.app(), &caller, &handling, dialer, body).await
}

/// The same for dialers that can be given nothing but an address: the secret in it opens that and nothing else. Where the
/// connection has a signing secret the body has to be signed with it, in `X-WAVV-Signature`.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/dialers/{dialer}/{token}",
    tag = "Dialers",
    params(
        ("dialer" = inline(words::Dialer), Path, description = "the dialer"),
        ("token" = String, Path, description = "the secret of the address", pattern = "^[0-9A-Za-z]{32}$"),
        ("X-WAVV-Signature" = Option<String>, Header, description = "`t=<Unix seconds>,v1=<hexadecimal HMAC-SHA256>`"),
    ),
    request_body = DialerEvent,
    security(()),
    responses(
        (status = 200, description = "taken; the dialer need not send it again", body = DialerAnswer),
        (status = 401, description = "the signature is missing, wrong or too old"),
        (status = 403, description = "the call is a private conversation that did not come by this address"),
        (status = 404, description = "there is no such address"),
        (status = 409, description = "the call's conversation was deleted, or is being made at this moment"),
        (status = 429, description = "too many requests; try again after Retry-After"),
        (status = 500, description = "the server failed"),
    )
)]
pub async fn receive_at_connection(
    State(state): State<HttpState>,
    Path((name, token)): Path<(String, String)>,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Json<DialerAnswer>, Problem> {
    let app = state.app();
    let dialer = dialer(&name)?;
    let (caller, connection) = connections::open(app, dialer, &token).await?;
    within_rate(&state, &caller)?;
    if let Some(secret) = &connection.signing_secret {
        let signature = headers.get(names::SIGNATURE).and_then(|value| value.to_str().ok());
        check_signature(secret, signature, body.bytes(), app.now())
            .map_err(|error| colloquy_http::caller::challenge(error.into()))?;
    }
    received(app, &caller, &connection.handling, dialer, body).await
}

async fn received(
    app: &App,
    caller: &Caller,
    handling: &CallHandling,
    dialer: Dialer,
    body: JsonBody,
) -> Result<Json<DialerAnswer>, Problem> {
    let (event, paths) = parse::event(dialer, &body.value()?)?;
    let received = dialers::receive(app, caller, handling, event).await;
    Ok(Json(DialerAnswer::of(received.map_err(|error| paths.translated(error))?)))
}

/// A dialer that is not known is a path that does not exist.
pub fn dialer(name: &str) -> Result<Dialer, AppError> {
    Dialer::parse(name).ok_or(AppError::NotFound("dialer"))
}
