//! Changes of an engagement.

mod replace_contacts;
mod replace_tags;

use axum::Json;
use colloquy_app::AppError;
use colloquy_domain::ConversationId;
use colloquy_domain::conversation::Conversation;
use colloquy_http::{HttpState, JsonBody, Problem};
use serde_json::Value;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::words::translated_to_rules;
use crate::{ids, members, wire};

/// Most contacts and most tags of one engagement.
const MOST_IDS: usize = 500;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(replace_contacts::replace_engagement_contacts))
        .routes(routes!(replace_tags::replace_engagement_tags))
}

/// Gives the engagement the ids that the body has under `member`, and answers with what it is then. Everything that is
/// wrong with them breaks a rule: this operation documents no 400 for values.
async fn replaced<T, F: Future<Output = Result<Conversation, AppError>>>(
    engagement: &str,
    body: JsonBody,
    member: &str,
    read_id: fn(&str) -> Option<T>,
    replace: impl FnOnce(ConversationId, Vec<T>) -> F,
) -> Result<Json<Value>, Problem> {
    let body = body.value()?;
    let id = ids::parse_engagement(engagement).ok_or(AppError::NotFound("engagement"))?;
    let read = members::body(&body, |fields| members::ids(fields, member, MOST_IDS, read_id));
    let replaced = replace(id, read.map_err(translated_to_rules)?).await;
    Ok(Json(wire::engagement::render(&replaced.map_err(translated_to_rules)?)))
}
