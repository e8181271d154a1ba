//! `GET /api/colloquy/v1/conversations`.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;

use colloquy_app::read;
use colloquy_http::{Authenticated, HttpState, Problem, Query};

use crate::error::ErrorBody;
use crate::query;
use crate::wire::List;
use crate::wire::conversation::Conversation;

/// Query of the list.
#[derive(Deserialize, utoipa::IntoParams)]
pub struct ListQuery {
    /// 1 to 200; 50 where it is left out.
    limit: Option<String>,
}

/// The newest conversations, newest first. Private ones are left out without `engagements:private:read`.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/conversations",
    tag = "Conversations",
    params(ListQuery),
    responses(
        (status = 200, description = "the newest", body = List<Conversation>),
        (status = "4XX", description = "refused; needs engagements:read", body = ErrorBody),
    )
)]
pub async fn list_conversations(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Query(query): Query<ListQuery>,
) -> Result<Json<List<Conversation>>, Problem> {
    caller.require("engagements:read")?;
    let limit = query::limit(query.limit.as_deref())?;
    let found = read::recent(state.app(), &caller, limit).await?;
    Ok(Json(List::of(&found, Conversation::of)))
}
