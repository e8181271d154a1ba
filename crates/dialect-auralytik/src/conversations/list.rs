//! `GET /conversations`.

use axum::Json;
use axum::extract::State;
use utoipa::IntoParams;

use colloquy_app::chats::{self, ChatFilter};
use colloquy_app::{App, AppError};
use colloquy_domain::WorkspaceId;
use colloquy_http::{HttpState, Problem, QueryPairs};

use super::names::{self, AuralytikConversationStatus};
use super::wire::Conversation;
use crate::auth::Signed;
use crate::base::Base;
use crate::envelope::{Listed, listed};
use crate::filters;
use crate::params::{self, DateOrInstant, Paging, USUAL_PAGE};

/// Which conversations.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[expect(dead_code, reason = "the fields are read by the description only")]
struct ConversationParams {
    /// Only those held in this way.
    channel_id: Option<String>,
    /// Only those of this campaign.
    campaign_id: Option<String>,
    /// Only those that are so far.
    #[param(inline)]
    status: Option<AuralytikConversationStatus>,
    /// Begun at this instant or later; of a bare date from its start in UTC.
    #[param(inline)]
    date_from: Option<DateOrInstant>,
    /// Begun at this instant or earlier; of a bare date up to its end in UTC.
    #[param(inline)]
    date_to: Option<DateOrInstant>,
}

/// Lists conversations of all kinds, newest first. Private ones are left out unless the key may read these.
#[utoipa::path(
    get,
    path = "/conversations",
    operation_id = "auralytikListConversations",
    tag = "Auralytik: conversations",
    params(ConversationParams, Paging),
    security(("key" = ["conversations:read"])),
    responses((status = 200, description = "a page", body = Listed<Conversation>)),
)]
pub async fn list_conversations(
    State(state): State<HttpState>,
    base: Base,
    Signed(caller): Signed,
    pairs: QueryPairs,
) -> Result<Json<Listed<Conversation>>, Problem> {
    caller.require("conversations:read")?;
    let app = state.app();
    let page = params::page(&pairs, USUAL_PAGE)?;
    let Some(filter) = read(app, caller.workspace_id(), &pairs).await? else {
        return Ok(Json(listed(base, &state, Vec::new(), 0, page)));
    };
    let found = chats::list(app, &caller, &filter, page.slice()).await?;
    let rows = found.rows.into_iter().map(Conversation::of).collect();
    Ok(Json(listed(base, &state, rows, found.total, page)))
}

/// The filter; none where it names a channel that there is not, so that nothing can be found.
async fn read(
    app: &App,
    workspace_id: WorkspaceId,
    pairs: &QueryPairs,
) -> Result<Option<ChatFilter>, AppError> {
    let (from, until) = filters::dates(pairs)?;
    let is_over = params::one_of(pairs, "status", &names::STATUSES)?;
    let channel = pairs.one("channelId")?;
    let kind = channel.and_then(names::kind_of);
    if channel.is_some() && kind.is_none() {
        return Ok(None);
    }
    let campaign_id = filters::campaign(app, workspace_id, pairs).await?;
    Ok(Some(ChatFilter { kind, campaign_id, is_over, from, until }))
}
