//! `POST /v1/metric/collection-jobs`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::Value;
use utoipa::ToSchema;

use colloquy_app::AppError;
use colloquy_app::metrics::jobs::{self, NewCollection};
use colloquy_domain::{ConversationId, MetricPolicyId};
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Problem};

use super::super::definitions::parts;
use super::wire::Job;
use crate::envelope::RoarkData;
use crate::ids;

/// Most conversations of a job.
const MOST_CALLS: usize = 500;
/// Most metrics of a job.
const MOST_METRICS: usize = 20;

/// What is to be measured.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkCreateMetricCollectionJob)]
#[expect(dead_code, reason = "read by the schema derive only")]
struct CreateJob {
    /// Either this or `chatIds`. Calls times metrics are at most 5000.
    #[schema(min_items = 1, max_items = 500)]
    call_ids: Option<Vec<uuid::Uuid>>,
    /// Chats are not there yet: none has an id.
    #[schema(min_items = 1, max_items = 500)]
    chat_ids: Option<Vec<uuid::Uuid>>,
    /// Required without `policyId`; with it all of its metrics where it is left out.
    #[schema(min_items = 1, max_items = 20)]
    metrics: Option<Vec<MetricRef>>,
    /// Measures with that policy's settings, whether its conditions hold or not.
    policy_id: Option<uuid::Uuid>,
}

/// A metric, by its id or slug, or by the id of one of its variants.
#[derive(ToSchema)]
#[schema(as = RoarkMetricRef)]
#[expect(dead_code, reason = "read by the schema derive only")]
pub struct MetricRef {
    #[schema(min_length = 1, max_length = 100)]
    id: String,
}

/// Measures calls.
#[utoipa::path(
    post,
    path = "/v1/metric/collection-jobs",
    operation_id = "roarkCreateMetricCollectionJob",
    tag = "Roark: metrics",
    request_body = CreateJob,
    security(("key" = ["metrics:write"])),
    responses(
        (status = 201, description = "the job", body = RoarkData<Job>),
        (status = 404, description = "no such call, metric or policy"),
    ),
)]
pub async fn create_collection_job(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<(StatusCode, Json<RoarkData<Job>>), Problem> {
    caller.require("metrics:write")?;
    let new = read(&body.value()?)?;
    let made = jobs::create(state.app(), &caller, new).await?;
    Ok((StatusCode::CREATED, Json(RoarkData { data: Job::of(&made) })))
}

fn read(body: &Value) -> Result<NewCollection, AppError> {
    let mut fields = Fields::of_body(body)?;
    let calls = conversations(&mut fields, "callIds");
    let chats = conversations(&mut fields, "chatIds");
    if calls.is_some() == chats.is_some() {
        fields.refuse("callIds", "required", "or chatIds is required, and only one of them");
    }
    let policy = parts::id(&mut fields, "policyId", MetricPolicyId);
    let metrics = fields.value("metrics").map(|_| metrics(&mut fields));
    if metrics.as_ref().is_some_and(Vec::is_empty) {
        fields.refuse("metrics", "invalid_length", "must name at least one");
    }
    if metrics.is_none() && fields.value("policyId").is_none() {
        fields.refuse("metrics", "required", "is required, or policyId");
    }
    fields.finish()?;
    if chats.is_some() {
        return Err(AppError::NotFound("chat"));
    }
    Ok(NewCollection {
        conversations: calls.unwrap_or_default(),
        metrics: metrics.unwrap_or_default(),
        policy,
    })
}

/// Metrics by their ids.
pub fn metrics(fields: &mut Fields<'_>) -> Vec<String> {
    fields.items("metrics", MOST_METRICS, |item| {
        item.require("id");
        item.string("id", 1, 100).unwrap_or_default().to_owned()
    })
}

fn conversations(fields: &mut Fields<'_>, name: &str) -> Option<Vec<ConversationId>> {
    let given = fields.strings(name, MOST_CALLS, 100)?;
    if given.is_empty() {
        fields.refuse(name, "invalid_length", "must name at least one");
    }
    let found: Vec<ConversationId> =
        given.iter().filter_map(|text| ids::parse(text)).map(ConversationId).collect();
    if found.len() < given.len() {
        fields.refuse(name, "invalid_format", "must hold UUIDs only");
    }
    Some(found)
}
