//! Calls with programs: conversations that came in as calls, with what is known of them as such.

use colloquy_domain::call::{CallDetails, CallOutcome, CallStatus, VoiceCallFilter};
use colloquy_domain::conversation::Conversation;
use colloquy_domain::filter::{InstantRange, Slice, Sliced};
use colloquy_domain::{CampaignId, ConversationId, Instant, WorkspaceId};
use sea_orm::ConnectionTrait;

use super::query::{Query, qualified};
use super::slices::{Listed, between, newest_first};
use crate::error::StoreError;
use crate::sql::{Fields, micros, number, query_all};
use crate::{calls, conversations};

/// By what the two tables belong together.
const SAME: &str = "call_detail.conversation_id = conversation.id";

/// The calls of the slice, the newest first, and how many satisfy the filter; private ones only where they are to be
/// included.
pub async fn voice_calls(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    filter: &VoiceCallFilter,
    include_private: bool,
    slice: Slice,
) -> Result<Sliced<(Conversation, CallDetails)>, StoreError> {
    let (mut query, workspace) = live(workspace_id, include_private);
    if let Some(campaign_id) = filter.campaign_id {
        require_campaign(&mut query, &workspace, campaign_id);
    }
    if let Some(status) = filter.status {
        query.require(format!("call_detail.status = '{}'", status.as_str()));
    }
    if let Some(outcome) = filter.outcome {
        query.require(came_out(outcome));
    }
    if let Some(direction) = filter.direction {
        query.require(format!("call_detail.direction = '{}'", direction.as_str()));
    }
    query.require_range("conversation.started_at", &between(filter.from, filter.until));
    let columns = columns();
    let listed = Listed {
        table: "conversation",
        id: "id",
        beside: Some(("call_detail", SAME)),
        columns: &columns,
        made_at: "created_at",
    };
    newest_first(conn, &listed, query, slice, read).await
}

/// The calls begun not before `from` and before `until` in the order in which they began: at most `limit` of those
/// after the place `after`, which is the beginning and the id of the last one that was read.
#[expect(
    clippy::too_many_arguments,
    reason = "each narrows or places what is read, and callers have them apart"
)]
pub async fn voice_calls_walk(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    from: Instant,
    until: Instant,
    campaign_id: Option<CampaignId>,
    include_private: bool,
    after: Option<(Instant, ConversationId)>,
    limit: u64,
) -> Result<Vec<(Conversation, CallDetails)>, StoreError> {
    let (mut query, workspace) = live(workspace_id, include_private);
    query.require(SAME);
    if let Some(campaign_id) = campaign_id {
        require_campaign(&mut query, &workspace, campaign_id);
    }
    let range = InstantRange { gte: Some(from), lt: Some(until), ..InstantRange::default() };
    query.require_range("conversation.started_at", &range);
    if let Some((started_at, id)) = after {
        let (started_at, id) = (query.value(micros(started_at)), query.value(id.0));
        query.require(format!("(conversation.started_at, conversation.id) > ({started_at}, {id})"));
    }
    let limit = query.value(number(limit));
    let sql = format!(
        "SELECT {} FROM conversation CROSS JOIN call_detail WHERE {} \
         ORDER BY conversation.started_at, conversation.id LIMIT {limit}",
        columns(),
        query.conditions()
    );
    query_all(conn, &sql, query.into_values(), read).await
}

fn columns() -> String {
    format!(
        "{}, {}",
        qualified("conversation", conversations::COLUMNS),
        qualified("call_detail", calls::COLUMNS)
    )
}

fn read(row: &mut Fields<'_>) -> Result<(Conversation, CallDetails), StoreError> {
    Ok((conversations::read(row)?, calls::read(row)?))
}

/// Conditions on conversations of the workspace that are not deleted, and the placeholder of the workspace.
pub(super) fn live(workspace_id: WorkspaceId, include_private: bool) -> (Query, String) {
    let mut query = Query::default();
    let workspace = query.value(workspace_id.0);
    query.require(format!("conversation.workspace_id = {workspace}"));
    query.require("conversation.deleted_at IS NULL");
    if !include_private {
        query.require("NOT conversation.is_private");
    }
    (query, workspace)
}

/// Conversations of the campaign only.
pub(super) fn require_campaign(query: &mut Query, workspace: &str, campaign_id: CampaignId) {
    let campaign = query.value(campaign_id.0);
    query.require(format!(
        "conversation.id IN (SELECT attribution.conversation_id FROM attribution \
         WHERE attribution.workspace_id = {workspace} AND attribution.campaign_id = {campaign})"
    ));
}

/// The condition that a call came out so, as [`CallDetails::outcome`] tells: one that ended without a word of why, or
/// with an unknown one, was held.
fn came_out(outcome: CallOutcome) -> String {
    let words = |outcome: CallOutcome| {
        outcome.ends().map(|status| format!("'{}'", status.as_str())).collect::<Vec<_>>().join(", ")
    };
    let over = format!("call_detail.status = '{}'", CallStatus::Ended.as_str());
    if outcome != CallOutcome::Completed {
        return format!("{over} AND call_detail.ended_status IN ({})", words(outcome));
    }
    let others: Vec<String> =
        CallOutcome::ALL.iter().filter(|other| **other != outcome).map(|other| words(*other)).collect();
    format!(
        "{over} AND (call_detail.ended_status IS NULL OR call_detail.ended_status NOT IN ({}))",
        others.join(", ")
    )
}
