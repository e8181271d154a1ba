//! `GET /voice-calls`.

use axum::Json;
use axum::extract::State;
use utoipa::IntoParams;

use colloquy_app::{App, AppError, voice_calls};
use colloquy_domain::WorkspaceId;
use colloquy_domain::call::{CallStatus, VoiceCallFilter};
use colloquy_http::{HttpState, Problem, QueryPairs};

use super::names::{self, AuralytikCallDirection, AuralytikVoiceCallState};
use super::wire::VoiceCall;
use crate::auth::Signed;
use crate::base::Base;
use crate::envelope::{Listed, listed};
use crate::filters;
use crate::params::{self, DateOrInstant, Paging, USUAL_PAGE};

/// Which calls.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[expect(dead_code, reason = "the fields are read by the description only")]
struct VoiceCallParams {
    /// Only those of this campaign.
    campaign_id: Option<String>,
    /// Only those that are so far, or came out so.
    #[param(inline)]
    state: Option<AuralytikVoiceCallState>,
    /// Only those that way.
    #[param(inline)]
    direction: Option<AuralytikCallDirection>,
    /// Begun at this instant or later; of a bare date from its start in UTC.
    #[param(inline)]
    date_from: Option<DateOrInstant>,
    /// Begun at this instant or earlier; of a bare date up to its end in UTC.
    #[param(inline)]
    date_to: Option<DateOrInstant>,
}

/// Lists calls, newest first, without what was said. Private ones are left out unless the key may read these.
#[utoipa::path(
    get,
    path = "/voice-calls",
    operation_id = "auralytikListVoiceCalls",
    tag = "Auralytik: voice calls",
    params(VoiceCallParams, Paging),
    security(("key" = ["voice:read"])),
    responses((status = 200, description = "a page", body = Listed<VoiceCall>)),
)]
pub async fn list_voice_calls(
    State(state): State<HttpState>,
    base: Base,
    Signed(caller): Signed,
    pairs: QueryPairs,
) -> Result<Json<Listed<VoiceCall>>, Problem> {
    caller.require("voice:read")?;
    let app = state.app();
    let page = params::page(&pairs, USUAL_PAGE)?;
    let filter = read(app, caller.workspace_id(), &pairs).await?;
    let found = voice_calls::list(app, &caller, &filter, page.slice()).await?;
    let rows = found.rows.into_iter().map(VoiceCall::of).collect();
    Ok(Json(listed(base, &state, rows, found.total, page)))
}

async fn read(app: &App, workspace_id: WorkspaceId, pairs: &QueryPairs) -> Result<VoiceCallFilter, AppError> {
    let (from, until) = filters::dates(pairs)?;
    let direction = params::one_of(pairs, "direction", &names::DIRECTIONS)?;
    let mut filter = VoiceCallFilter { direction, from, until, ..VoiceCallFilter::default() };
    match params::one_of(pairs, "state", &names::STATES)? {
        Some(names::State::Ringing) => filter.status = Some(CallStatus::Ringing),
        Some(names::State::InProgress) => filter.status = Some(CallStatus::InProgress),
        Some(names::State::Over(outcome)) => filter.outcome = Some(outcome),
        None => {}
    }
    filter.campaign_id = filters::campaign(app, workspace_id, pairs).await?;
    Ok(filter)
}
