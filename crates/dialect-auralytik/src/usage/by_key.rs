//! `GET /usage/by-key`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::usage;
use colloquy_domain::usage::KeyUsage;
use colloquy_http::{HttpState, Problem, QueryPairs};

use super::{KEY, PeriodParams, period};
use crate::auth::Signed;
use crate::ids;
use crate::wire::iso;

/// What each key used in a month.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikUsageByKey)]
pub struct UsageByKey {
    /// The month.
    billing_period: String,
    keys: Vec<KeyRow>,
}

/// What a key used.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikKeyUsage)]
struct KeyRow {
    key_id: String,
    name: String,
    /// Requests.
    calls: u64,
    /// The latest of them.
    #[schema(required)]
    last_used_at: Option<String>,
}

impl KeyRow {
    fn of(usage: KeyUsage) -> Self {
        Self {
            key_id: ids::render(KEY, usage.credential_id.0),
            name: usage.name,
            calls: usage.calls,
            last_used_at: usage.last_used_at.map(iso),
        }
    }
}

/// Tells what each key used in a month, also those that are revoked by now.
#[utoipa::path(
    get,
    path = "/usage/by-key",
    operation_id = "auralytikGetUsageByKey",
    tag = "Auralytik: usage",
    params(PeriodParams),
    security(("key" = ["usage:read"])),
    responses((status = 200, description = "what was used", body = UsageByKey)),
)]
pub async fn get_usage_by_key(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    pairs: QueryPairs,
) -> Result<Json<UsageByKey>, Problem> {
    caller.require("usage:read")?;
    let app = state.app();
    let period = period(&pairs, app.now())?;
    let found = usage::by_key(app, caller.workspace_id(), period).await?;
    let keys = found.into_iter().map(KeyRow::of).collect();
    Ok(Json(UsageByKey { billing_period: period.text(), keys }))
}
