//! `GET /audio-files`.

use axum::Json;
use axum::extract::State;
use colloquy_app::audio_files;
use colloquy_domain::audio_file::AudioFileFilter;
use colloquy_http::{HttpState, Problem, QueryPairs};
use utoipa::IntoParams;

use super::wire::AudioFileAnswer;
use crate::auth::Signed;
use crate::base::Base;
use crate::envelope::{Listed, listed};
use crate::filters;
use crate::params::{self, DateOrInstant, Flag};

/// Rows of a page where nothing is said: twice as many as of other lists.
const USUAL_PAGE: u64 = 50;

/// What the description says of the parameters.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[expect(dead_code, reason = "the fields are read by the descriptions only")]
pub struct ListParams {
    /// Number of the page, from 1.
    #[param(minimum = 1, default = 1)]
    page: Option<u64>,
    /// Rows of a page; more than 100 are taken for 100.
    #[param(minimum = 1, default = 50)]
    page_size: Option<u64>,
    /// Of this engagement.
    engagement_id: Option<String>,
    /// Of this campaign.
    campaign_id: Option<String>,
    /// Where a program spoke for the organisation, or not.
    #[param(rename = "isAICall", inline)]
    is_ai_call: Option<Flag>,
    /// Recorded at this instant or later; of a bare date from its start in UTC.
    #[param(inline)]
    date_from: Option<DateOrInstant>,
    /// Recorded at this instant or earlier; of a bare date up to its end in UTC.
    #[param(inline)]
    date_to: Option<DateOrInstant>,
}

/// Lists recordings, the newest first. Private ones of others are left out without the scope that opens them.
#[utoipa::path(
    get,
    path = "/audio-files",
    operation_id = "auralytikListAudioFiles",
    tag = "Auralytik: audio files",
    params(ListParams),
    security(("key" = ["audio:read"])),
    responses((status = 200, description = "a page of recordings", body = Listed<AudioFileAnswer>))
)]
pub async fn list_audio_files(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    base: Base,
    query: QueryPairs,
) -> Result<Json<Listed<AudioFileAnswer>>, Problem> {
    caller.require("audio:read")?;
    let app = state.app();
    let page = params::page(&query, USUAL_PAGE)?;
    let (from, until) = filters::dates(&query)?;
    let filter = AudioFileFilter {
        project_id: filters::engagement(&query)?,
        is_ai_call: params::boolean(&query, "isAICall")?,
        campaign_id: filters::campaign(app, caller.workspace_id(), &query).await?,
        from,
        until,
    };
    let found = audio_files::list(app, &caller, &filter, page.slice()).await?;
    let rows = found.rows.into_iter().map(AudioFileAnswer::from).collect();
    Ok(Json(listed(base, &state, rows, found.total, page)))
}
