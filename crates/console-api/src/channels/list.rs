//! `GET /api/colloquy/v1/channels`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::dialogues;
use colloquy_domain::dialogue::Channel;
use colloquy_http::{Authenticated, HttpState, Problem};

use crate::wire::{List, words};

/// Something by which agents hold dialogues.
#[derive(Serialize, ToSchema)]
pub struct ChannelState {
    #[schema(value_type = words::DialogueChannel)]
    channel: &'static str,
    /// Whether dialogues can be held by it.
    is_configured: bool,
    /// The first setting that is missing for that; null where none is.
    missing: Option<String>,
}

impl ChannelState {
    fn of((channel, missing): &(Channel, Option<String>)) -> Self {
        Self { channel: channel.as_str(), is_configured: missing.is_none(), missing: missing.clone() }
    }
}

/// Every channel, and what is missing for those by which nobody can be reached.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/channels",
    tag = "Dialogues",
    security(("key" = ["calls:read"])),
    responses((status = 200, description = "the channels", body = List<ChannelState>))
)]
pub async fn list_channels(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
) -> Result<Json<List<ChannelState>>, Problem> {
    caller.require("calls:read")?;
    Ok(Json(List::of(&dialogues::channels(state.app()), ChannelState::of)))
}
