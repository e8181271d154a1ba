//! `POST /v1/integrations/pipecat` and `POST /v1/integrations/livekit-sdk`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use colloquy_app::AppError;
use colloquy_app::keys::Caller;
use colloquy_app::observers;
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Problem};

use super::schema::{LivekitEvent, PipecatEvent};
use super::{Observer, began, ended};
use crate::envelope::RoarkData;

/// The call that an event tells of.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkObservedCall)]
pub struct ObservedCall {
    /// Its id here.
    call_id: String,
}

/// Takes an event of the Pipecat observer: a call has begun, or has ended. Sent again, it changes nothing.
#[utoipa::path(
    post,
    path = "/v1/integrations/pipecat",
    operation_id = "roarkTakePipecatEvent",
    tag = "Roark: observers",
    request_body = PipecatEvent,
    security(("key" = ["engagements:write"])),
    responses(
        (status = 200, description = "taken", body = RoarkData<ObservedCall>),
        (status = 404, description = "the call was deleted"),
    ),
)]
pub async fn take_pipecat_event(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<Json<RoarkData<ObservedCall>>, Problem> {
    take(&state, &caller, Observer::Pipecat, body).await
}

/// Takes an event of the LiveKit observer: a call has begun, or has ended. Sent again, it changes nothing.
#[utoipa::path(
    post,
    path = "/v1/integrations/livekit-sdk",
    operation_id = "roarkTakeLivekitEvent",
    tag = "Roark: observers",
    request_body = LivekitEvent,
    security(("key" = ["engagements:write"])),
    responses(
        (status = 200, description = "taken", body = RoarkData<ObservedCall>),
        (status = 404, description = "the call was deleted"),
    ),
)]
pub async fn take_livekit_event(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<Json<RoarkData<ObservedCall>>, Problem> {
    take(&state, &caller, Observer::Livekit, body).await
}

async fn take(
    state: &HttpState,
    caller: &Caller,
    observer: Observer,
    body: JsonBody,
) -> Result<Json<RoarkData<ObservedCall>>, Problem> {
    caller.require("engagements:write")?;
    let body = body.value()?;
    let id = match event_of(&body)? {
        Event::Began => {
            let (observed, beginning) = began::parse(observer, &body, state.app().now())?;
            observers::began(state.app(), caller, &observed, beginning).await?
        }
        Event::Ended => {
            let (observed, ending) = ended::parse(observer, &body, state.app().now())?;
            observers::ended(state.app(), caller, &observed, ending).await?
        }
    };
    Ok(Json(RoarkData { data: ObservedCall { call_id: id.to_string() } }))
}

enum Event {
    Began,
    Ended,
}

fn event_of(body: &Value) -> Result<Event, AppError> {
    let mut fields = Fields::of_body(body)?;
    fields.require("event");
    let event = match fields.string("event", 1, 100) {
        Some("call-started") => Some(Event::Began),
        Some("call-ended") => Some(Event::Ended),
        Some(_) => {
            fields.refuse("event", "unknown_value", "must be call-started or call-ended");
            None
        }
        None => None,
    };
    fields.finish()?;
    event.ok_or_else(|| AppError::malformed("event", "required", "event is required"))
}
