//! `GET /webhooks/{webhookId}/deliveries`.

use axum::Json;
use axum::extract::State;

use colloquy_app::webhooks;
use colloquy_http::{HttpState, Path, Problem, QueryPairs};

use super::find;
use super::wire::Delivery;
use crate::auth::Signed;
use crate::base::Base;
use crate::envelope::{Listed, listed};
use crate::params::{self, Paging, USUAL_PAGE};

/// Lists what was sent to a receiver and what is to be, newest first.
#[utoipa::path(
    get,
    path = "/webhooks/{webhookId}/deliveries",
    operation_id = "auralytikListDeliveries",
    tag = "Auralytik: webhooks",
    params(("webhookId" = String, Path, description = "id of the receiver"), Paging),
    security(("key" = ["webhooks:manage"])),
    responses((status = 200, description = "a page", body = Listed<Delivery>)),
)]
pub async fn list_deliveries(
    State(state): State<HttpState>,
    base: Base,
    Signed(caller): Signed,
    Path(id): Path<String>,
    pairs: QueryPairs,
) -> Result<Json<Listed<Delivery>>, Problem> {
    caller.require("webhooks:manage")?;
    let (app, workspace_id) = (state.app(), caller.workspace_id());
    let page = params::page(&pairs, USUAL_PAGE)?;
    let endpoint = find(app, workspace_id, &id).await?;
    let found = webhooks::list_sliced(app, workspace_id, endpoint.id, page.slice()).await?;
    let rows = found.rows.into_iter().map(Delivery::of).collect();
    Ok(Json(listed(base, &state, rows, found.total, page)))
}
