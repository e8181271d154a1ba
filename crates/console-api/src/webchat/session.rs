//! `POST /api/colloquy/v1/webchat/sessions`.

use axum::Json;
use axum::extract::State;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_MAX_AGE, CACHE_CONTROL, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use colloquy_app::AppError;
use colloquy_app::dialogues::watch;
use colloquy_app::dialogues::webchat::{self, Visitor};
use colloquy_domain::{CredentialId, InboundRouteId};
use colloquy_http::{Fields, HttpState, JsonBodyUpTo, Peer, Problem};
use tokio::time::Instant as Moment;

use super::origin;
use super::peers::{Peers, too_many};
use crate::ids;
use crate::wire::words;

/// Longest request.
const LONGEST_BYTES: usize = 16 << 10;
/// Longest name of a visitor.
const LONGEST_NAME: usize = 200;
/// Longest e-mail address.
const LONGEST_EMAIL: usize = 320;
/// Longest name of a language.
const LONGEST_LANGUAGE: usize = 35;

/// A visitor who wants to chat.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct OpenWebchatSession {
    /// Id of the inbound route that answers.
    #[schema(max_length = 100)]
    route_id: String,
    /// The visitor's name, where the page knows it.
    #[schema(max_length = 200)]
    name: Option<String>,
    /// The visitor's e-mail address, where the page knows it.
    #[schema(max_length = 320)]
    email: Option<String>,
    /// The visitor's language, BCP 47.
    #[schema(max_length = 35)]
    language: Option<String>,
}

/// A chat that was opened.
#[derive(Serialize, ToSchema)]
pub struct WebchatSession {
    /// Id of the dialogue, which is a conversation.
    conversation_id: String,
    /// The word that lets the visitor in, and nobody else: shown once.
    access: String,
    #[schema(value_type = words::DialogueStatus)]
    status: &'static str,
    /// By what name our agent introduces itself.
    agent_name: String,
}

/// Opens a chat for a visitor of a web page. Needs no credential: the route is public, and only pages of the origins that
/// it names may use it. The chat itself goes over a WebSocket.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/webchat/sessions",
    tag = "Webchat",
    request_body = OpenWebchatSession,
    security(()),
    responses(
        (status = 201, description = "opened", body = WebchatSession),
        (status = 403, description = "pages of this origin may not use the route"),
        (status = 404, description = "there is no such route, or nobody answers there"),
        (status = 429, description = "too many chats are opened there, or from this address; try again after Retry-After"),
        (status = 500, description = "the server failed"),
    )
)]
pub async fn open_webchat_session(
    State(state): State<HttpState>,
    peer: Peer,
    headers: HeaderMap,
    body: JsonBodyUpTo<LONGEST_BYTES>,
) -> Response {
    let opened = opened(&state, peer, &headers, body).await;
    let shared = shared_with(&headers);
    match opened {
        Ok(session) => {
            let answer = (StatusCode::CREATED, [(CACHE_CONTROL, "no-store")], Json(session));
            (shared, answer).into_response()
        }
        // The page's script is to see why.
        Err(problem) => shared
            .into_iter()
            .fold(problem, |problem, (name, value)| problem.with_header(name, value))
            .into_response(),
    }
}

/// Tells a browser that scripts of other pages may open chats: which route takes whose is told when they do.
#[utoipa::path(
    options,
    path = "/api/colloquy/v1/webchat/sessions",
    tag = "Webchat",
    security(()),
    responses((status = 204, description = "they may ask"))
)]
pub async fn announce_webchat_session(headers: HeaderMap) -> Response {
    let told: [(HeaderName, &str); 3] = [
        (ACCESS_CONTROL_ALLOW_METHODS, "POST"),
        (ACCESS_CONTROL_ALLOW_HEADERS, "content-type"),
        (ACCESS_CONTROL_MAX_AGE, "600"),
    ];
    (StatusCode::NO_CONTENT, shared_with(&headers), told).into_response()
}

/// Lets scripts of the page that asks read the answer. Nothing in it goes by who they are: no cookie is looked at.
fn shared_with(headers: &HeaderMap) -> [(HeaderName, HeaderValue); 2] {
    let origin = headers.get(axum::http::header::ORIGIN).cloned();
    let origin = origin.unwrap_or(HeaderValue::from_static("*"));
    [(ACCESS_CONTROL_ALLOW_ORIGIN, origin), (VARY, HeaderValue::from_static("origin"))]
}

async fn opened(
    state: &HttpState,
    peer: Peer,
    headers: &HeaderMap,
    body: JsonBodyUpTo<LONGEST_BYTES>,
) -> Result<WebchatSession, Problem> {
    // Before anything is looked up: an address that asks too often costs no more than this.
    state.kept(Peers::default).take(peer, Moment::now()).map_err(too_many)?;
    let app = state.app();
    let (route_id, visitor) = read(&body.value()?)?;
    let route = watch::webchat_route(app, route_id).await?.filter(|route| route.is_active);
    let route = route.ok_or(AppError::NotFound("inbound route"))?;
    if !origin::may_use(app, &route, origin::of(headers).as_deref()) {
        let detail = "pages of this origin may not use the route: add the origin to its allowed_origins";
        return Err(Problem::new(StatusCode::FORBIDDEN, "wrong_origin", detail));
    }
    // A route counts like a credential: it is what opens the door.
    state.count(CredentialId(route.id.0))?;
    let created = webchat::open(app, &route, visitor).await?;
    let access =
        created.access.ok_or_else(|| AppError::internal("a webchat was made without access word"))?;
    let dialogue = created.dialogue;
    Ok(WebchatSession {
        conversation_id: dialogue.conversation_id.to_string(),
        access,
        status: dialogue.status.as_str(),
        agent_name: dialogue.brief.agent_name,
    })
}

fn read(body: &Value) -> Result<(InboundRouteId, Visitor), AppError> {
    let mut fields = Fields::of_body(body)?;
    fields.require("route_id");
    let route_id = fields.string("route_id", 0, 100).unwrap_or_default();
    let mut text = |name: &str, longest: usize| {
        let text = fields.string(name, 0, longest).map(str::trim);
        text.filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let visitor = Visitor {
        name: text("name", LONGEST_NAME),
        email: text("email", LONGEST_EMAIL),
        language: text("language", LONGEST_LANGUAGE),
    };
    fields.finish()?;
    Ok((ids::inbound_route(route_id)?, visitor))
}
