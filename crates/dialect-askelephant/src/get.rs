//! `GET /api/v2/engagements/{engagement_id}`.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;

use colloquy_app::{AppError, read};
use colloquy_http::{Authenticated, HttpState, Path, Problem, Query};

use crate::etag::conditional;
use crate::expand::Expansions;
use crate::expanded;
use crate::ids;
use crate::wire::schema;
use crate::words::translated;

/// Query of a read.
#[derive(Deserialize, utoipa::IntoParams)]
pub struct ReadQuery {
    /// Comma-separated: `companies`, `contacts`, `owner`, `action_items`, `signals`, `transcript`,
    /// `media_url`, `tags`.
    expand: Option<String>,
}

/// Reads an engagement, with what `expand` asks for.
#[utoipa::path(
    get,
    path = "/api/v2/engagements/{engagement_id}",
    operation_id = "getEngagement",
    tag = "Engagements",
    params(("engagement_id" = String, Path, description = "`ngmt_…`"), ReadQuery),
    responses(
        (status = 200, description = "the engagement", body = schema::Engagement),
        (status = 304, description = "unchanged since the ETag in If-None-Match"),
        (status = 400, description = "unknown expansion", body = schema::ProblemDocument, content_type = "application/problem+json"),
        (status = 401, description = "no or unknown credential", body = schema::ProblemDocument, content_type = "application/problem+json"),
        (status = 403, description = "a scope is missing", body = schema::ProblemDocument, content_type = "application/problem+json"),
        (status = 404, description = "no such engagement", body = schema::ProblemDocument, content_type = "application/problem+json"),
        (status = 429, description = "too many requests", body = schema::ProblemDocument, content_type = "application/problem+json"),
    )
)]
pub async fn get_engagement(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    Query(query): Query<ReadQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let app = state.app();
    caller.require("engagements:read")?;
    let expansions = Expansions::parse(query.expand.as_deref())?;
    expansions.require_scopes(&caller)?;
    let id = ids::parse_engagement(&id).ok_or(AppError::NotFound("engagement"))?;
    let conversation = read::conversation(app, &caller, id).await.map_err(translated)?;
    let rendered = expanded::render(app, &caller, &[conversation], &expansions).await?;
    conditional(&headers, &expansions.canonical(), rendered.into_iter().next().unwrap_or_default())
}
