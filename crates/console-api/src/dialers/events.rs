//! `GET /api/colloquy/v1/dialers/{dialer}/events`.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use colloquy_app::{AppError, dialers};
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_domain::dialer as domain;
use colloquy_http::problem::iso;
use colloquy_http::{Authenticated, HttpState, Path, Problem, Query};

use super::receive::dialer;
use crate::wire::words;
use crate::{ids, query};

/// Which events.
#[derive(Deserialize, utoipa::IntoParams)]
pub struct EventsQuery {
    /// 50 where it is left out.
    #[param(value_type = Option<u64>, minimum = 1, maximum = 200)]
    limit: Option<String>,
    /// Only what came before the event of this id.
    #[param(pattern = "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$")]
    before: Option<String>,
}

/// What a dialer told.
#[derive(Serialize, ToSchema)]
pub struct NotedEvent {
    id: String,
    /// In the dialer's spelling.
    event_type: String,
    #[schema(value_type = words::CallEventKind)]
    kind: &'static str,
    /// The dialer's id of the call; null where the event named none.
    call_id: Option<String>,
    #[schema(value_type = Option<words::CallDirection>)]
    direction: Option<&'static str>,
    agent: CallParty,
    lead: CallParty,
    started_at: Option<String>,
    ended_at: Option<String>,
    seconds: Option<i64>,
    recording_url: Option<String>,
    /// What the call has become.
    conversation_id: Option<String>,
    /// When it came last.
    received_at: String,
}

/// One side of a call.
#[derive(Serialize, ToSchema)]
struct CallParty {
    /// The dialer's id.
    id: Option<String>,
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
}

impl CallParty {
    fn of(party: &domain::CallParty) -> Self {
        let domain::CallParty { id, name, email, phone } = party.clone();
        Self { id, name, email, phone }
    }
}

impl NotedEvent {
    fn of(event: &domain::DialerEvent) -> Self {
        let facts = &event.facts;
        Self {
            id: event.id.to_string(),
            event_type: event.event_type.clone(),
            kind: event.kind.as_str(),
            call_id: Some(event.call_id.clone()).filter(|id| !id.is_empty()),
            direction: facts.direction.map(|direction| direction.as_str()),
            agent: CallParty::of(&facts.agent),
            lead: CallParty::of(&facts.lead),
            started_at: facts.started_at.map(iso),
            ended_at: facts.ended_at.map(iso),
            seconds: facts.seconds,
            recording_url: facts.recording_url.clone(),
            conversation_id: event.conversation_id.map(|id| id.to_string()),
            received_at: iso(event.received_at),
        }
    }
}

/// A part of what was told.
#[derive(Serialize, ToSchema)]
pub struct NotedEventPage {
    /// Newest first.
    data: Vec<NotedEvent>,
    /// `before` of the next part; null where this is the last.
    next_before: Option<String>,
}

/// What a dialer told in the last month, newest first: of each call one event of each type, as it came last.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/dialers/{dialer}/events",
    tag = "Dialers",
    params(("dialer" = inline(words::Dialer), Path, description = "the dialer"), EventsQuery),
    security(("key" = ["workspace:admin"])),
    responses((status = 200, description = "the events", body = NotedEventPage))
)]
pub async fn list_dialer_events(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(name): Path<String>,
    Query(query): Query<EventsQuery>,
) -> Result<Json<NotedEventPage>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let dialer = dialer(&name)?;
    let limit = query::limit(query.limit.as_deref())?;
    let unknown = || AppError::malformed("before", "invalid_format", "before must be the id of an event");
    let before =
        query.before.as_deref().map(|text| ids::dialer_event(text).map_err(|_| unknown())).transpose()?;
    let found = dialers::events(state.app(), &caller, dialer, limit, before).await?;
    let is_full = u64::try_from(found.len()).is_ok_and(|length| length == limit);
    let next_before = found.last().filter(|_| is_full).map(|last| last.id.to_string());
    Ok(Json(NotedEventPage { data: found.iter().map(NotedEvent::of).collect(), next_before }))
}
