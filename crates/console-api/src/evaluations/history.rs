//! `GET /api/colloquy/v1/evaluations/{evaluation_id}/reviews`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::reviews;
use colloquy_domain::review as domain;
use colloquy_http::problem::iso;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;
use crate::wire::criterion::CriterionAnswer;
use crate::wire::evaluation::ReviewActor;
use crate::wire::{List, words};

/// What a person said of a criterion, or of an evaluation as a whole. It never changes.
#[derive(Serialize, ToSchema)]
pub struct Review {
    id: String,
    /// Null for the whole.
    criterion_id: Option<String>,
    #[schema(value_type = words::ReviewKind)]
    kind: &'static str,
    /// The answer that counted before; null where none did.
    before: Option<CriterionAnswer>,
    /// The answer that counts since; null where none does.
    after: Option<CriterionAnswer>,
    /// Why; empty where nobody said.
    reason: String,
    by: ReviewActor,
    created_at: String,
}

impl Review {
    fn of(review: &domain::Review) -> Self {
        Self {
            id: review.id.to_string(),
            criterion_id: review.criterion_id.clone(),
            kind: review.kind.as_str(),
            before: review.before.as_ref().map(CriterionAnswer::of),
            after: review.after.as_ref().map(CriterionAnswer::of),
            reason: review.reason.clone(),
            by: ReviewActor::of(review.by),
            created_at: iso(review.at),
        }
    }
}

/// Everything that people said of an evaluation, oldest first.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/evaluations/{evaluation_id}/reviews",
    tag = "Evaluations",
    params(("evaluation_id" = String, Path, description = "its id")),
    security(("key" = ["evaluations:read"])),
    responses(
        (status = 200, description = "what was said", body = List<Review>),
    )
)]
pub async fn list_reviews(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<List<Review>>, Problem> {
    caller.require("evaluations:read")?;
    let all = reviews::history(state.app(), &caller, ids::evaluation(&id)?).await?;
    Ok(Json(List::of(&all, Review::of)))
}
