//! `GET /v1/metric/collection-jobs`.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use colloquy_app::AppError;
use colloquy_app::metrics::jobs;
use colloquy_domain::CollectionJobId;
use colloquy_domain::metric::CollectionStatus;
use colloquy_http::{Authenticated, HttpState, Problem, Query};

use super::super::words::{RoarkCollectionStatus, parse_upper};
use super::wire::Job;
use crate::envelope::{Cursor, Pagination, RoarkList, limit};

/// Longest page.
const MOST: u64 = 50;

/// Which page.
#[derive(Deserialize, IntoParams)]
pub struct PageQuery {
    /// 20 where it is left out.
    #[param(value_type = Option<u64>, minimum = 1, maximum = 50)]
    limit: Option<String>,
    /// `nextCursor` of the page before.
    after: Option<String>,
    /// Only jobs that are so far.
    #[param(value_type = Option<RoarkCollectionStatus>, inline)]
    status: Option<String>,
}

/// Lists collection jobs, newest first.
#[utoipa::path(
    get,
    path = "/v1/metric/collection-jobs",
    operation_id = "roarkListMetricCollectionJobs",
    tag = "Roark: metrics",
    params(PageQuery),
    security(("key" = ["metrics:read"])),
    responses((status = 200, description = "a page of jobs", body = RoarkList<Job>)),
)]
pub async fn list_collection_jobs(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Query(query): Query<PageQuery>,
) -> Result<Json<RoarkList<Job>>, Problem> {
    caller.require("metrics:read")?;
    let limit = limit(query.limit.as_deref(), MOST)?;
    let after = query.after.as_deref().map(Cursor::read).transpose()?;
    let read_status = |text: &str| {
        parse_upper(text, CollectionStatus::parse).ok_or_else(|| {
            let message = "status must be one of PENDING, PROCESSING, COMPLETED, FAILED, CANCELED";
            AppError::malformed("status", "unknown_value", message)
        })
    };
    let status = query.status.as_deref().map(read_status).transpose()?;
    let after = after.map(|(cursor, _)| CollectionJobId(cursor.id));
    let page = jobs::list(state.app(), caller.workspace_id(), status, limit, after).await?;
    let next = page.next.map(|id| Cursor { sort_value: None, id: id.0 });
    Ok(Json(RoarkList {
        data: page.jobs.iter().map(Job::of).collect(),
        pagination: Pagination::new(next.as_ref(), page.total),
    }))
}
