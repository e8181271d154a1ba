//! `POST /v1/call/{callId}/tool-invocations`.

use axum::Json;
use axum::extract::State;
use colloquy_app::{AppError, tools};
use colloquy_domain::ConversationId;
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::collect::{self, Collection, Metric};
use crate::envelope::RoarkData;
use crate::invocations::body::ToolInvocation;
use crate::{ids, invocations, members};

/// Most invocations of a request.
const MOST_INVOCATIONS: usize = 500;

/// Invocations to add.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
#[schema(as = RoarkAppendToolInvocations, rename_all = "camelCase")]
pub struct Append {
    #[schema(min_items = 1, max_items = 500)]
    tool_invocations: Vec<ToolInvocation>,
    /// What to measure afterwards.
    #[schema(value_type = Vec<Metric>, required = false, max_items = 20)]
    metrics: Option<Vec<Metric>>,
}

/// What became of them.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkAppendedToolInvocations)]
pub struct Appended {
    call_id: String,
    /// How many are new.
    added: usize,
    /// How many were there already, by name, start and end.
    skipped: usize,
    #[serde(flatten)]
    collection: Collection,
}

/// Adds tool invocations to a call; those that are there already are skipped, so that repeating a request does no harm.
#[utoipa::path(
    post,
    path = "/v1/call/{callId}/tool-invocations",
    operation_id = "roarkAppendToolInvocations",
    tag = "Roark: calls",
    params(("callId" = String, Path, description = "a UUID")),
    request_body = Append,
    security(("key" = ["engagements:write"])),
    responses((status = 200, description = "what became of them", body = RoarkData<Appended>))
)]
pub async fn append_tool_invocations(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<RoarkData<Appended>>, Problem> {
    caller.require("engagements:write")?;
    let body = body.value()?;
    let id = ids::in_path(&id, ConversationId, "call")?;
    let (given, metrics) = read(&body)?;
    let appended = tools::add(state.app(), &caller, id, given).await?;
    let data = Appended {
        call_id: id.to_string(),
        added: appended.added.len(),
        skipped: appended.skipped,
        collection: collect::start(state.app(), &caller, id, metrics).await,
    };
    Ok(Json(RoarkData { data }))
}

fn read(body: &Value) -> Result<(Vec<tools::GivenInvocation>, Vec<String>), AppError> {
    members::body(body, |fields| {
        fields.require("toolInvocations");
        if fields.value("toolInvocations").and_then(Value::as_array).is_some_and(Vec::is_empty) {
            fields.refuse("toolInvocations", "invalid_length", "must have 1 to 500 items");
        }
        let given = fields.items("toolInvocations", MOST_INVOCATIONS, invocations::read);
        (given.into_iter().flatten().collect(), collect::read(fields))
    })
}
