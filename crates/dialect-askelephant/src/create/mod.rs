//! `POST /api/v2/engagements`.

mod parse;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::Value;

use colloquy_app::{ingest, read};
use colloquy_http::{Authenticated, HttpState, JsonBody, Problem};

use crate::wire::{engagement, schema, timeline};
use crate::words::translated;

/// Takes a call or meeting in: a recording by its URL, a transcript, or both. The same `external_id` again
/// answers 200 with what is stored and changes nothing.
#[utoipa::path(
    post,
    path = "/api/v2/engagements",
    operation_id = "createEngagement",
    tag = "Engagements",
    request_body = schema::CreateEngagement,
    security(("key" = ["engagements:write"])),
    responses(
        (status = 201, description = "created", body = schema::Engagement),
        (status = 200, description = "the external_id is known: the stored engagement", body = schema::Engagement),
        (status = 400, description = "wrong shape, or an ownership rule is broken"),
        (status = 409, description = "the external_id belonged to a deleted engagement"),
        (status = 422, description = "a URL, media or content rule is broken"),
    )
)]
pub async fn create_engagement(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<(StatusCode, Json<Value>), Problem> {
    caller.require("engagements:write")?;
    let body = body.value()?;
    let new = parse::new_conversation(&body)?;
    let created = ingest::create(state.app(), &caller, new).await.map_err(translated)?;
    let id = created.conversation.id;
    // Nothing has been found in a new one yet.
    let sentiment = if created.is_new { None } else { read::sentiment(state.app(), id).await? };
    let mut rendered = engagement::render(&created.conversation);
    rendered["transcript_timeline"] = timeline::render(id, created.transcript.as_ref(), sentiment.as_ref());
    let status = if created.is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(rendered)))
}
