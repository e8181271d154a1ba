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
    /// What the answer is to bring along, separated by commas.
    #[param(
        pattern = "^\\s*(companies|contacts|owner|action_items|signals|transcript|media_url|tags)?\\s*(,\\s*(companies|contacts|owner|action_items|signals|transcript|media_url|tags)?\\s*)*$"
    )]
    expand: Option<String>,
}

/// Reads an engagement, with what `expand` asks for.
#[utoipa::path(
    get,
    path = "/api/v2/engagements/{engagement_id}",
    operation_id = "getEngagement",
    tag = "Engagements",
    params(
        ("engagement_id" = String, Path, description = "`ngmt_…`"),
        ("If-None-Match" = Option<String>, Header, description = "ETags of versions that the client has"),
        ReadQuery,
    ),
    security(("key" = ["engagements:read"])),
    responses(
        (status = 200, description = "the engagement", body = schema::Engagement, headers(("ETag" = String))),
        (status = 304, description = "unchanged since the ETag in If-None-Match"),
        (status = 400, description = "unknown expansion"),
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
