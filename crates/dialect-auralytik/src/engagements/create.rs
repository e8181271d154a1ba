//! `POST /engagements`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use colloquy_app::projects;
use colloquy_http::{HttpState, JsonBody, Problem};

use super::body::{self, CreateEngagement};
use super::wire::EngagementAnswer;
use crate::auth::Signed;
use crate::base::Base;
use crate::{ids, refusals};

/// Adds an engagement. It is `active`, whatever the body says of a status; the same body twice makes two.
#[utoipa::path(
    post,
    path = "/engagements",
    operation_id = "auralytikCreateEngagement",
    tag = "Auralytik: engagements",
    request_body = CreateEngagement,
    security(("key" = ["engagements:write"])),
    responses((
        status = 201,
        description = "created",
        body = EngagementAnswer,
        headers(("Location" = String, description = "its path"))
    ))
)]
pub async fn create_engagement(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    base: Base,
    body: JsonBody,
) -> Result<impl IntoResponse, Problem> {
    caller.require("engagements:write")?;
    let new = body::read_new(&body.value()?)?;
    let project = projects::create(state.app(), &caller, new).await.map_err(refusals::renamed)?;
    let location = base.path(&format!("/engagements/{}", ids::render(ids::ENGAGEMENT, project.id.0)));
    Ok((StatusCode::CREATED, [(LOCATION, location)], Json(EngagementAnswer::of(project, 0))))
}
