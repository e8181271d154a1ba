//! Receivers of webhooks: `/webhooks`. Receivers that are told events in another API's shape are none of this one's.

mod create;
mod delete;
mod deliveries;
mod events;
mod list;
mod test_message;
mod update;
mod wire;

use colloquy_app::{App, AppError, webhooks};
use colloquy_domain::endpoint::Endpoint;
use colloquy_domain::{EndpointId, WorkspaceId};
use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::{NAME, ids};

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(create::create_webhook, list::list_webhooks))
        .routes(routes!(update::update_webhook, delete::delete_webhook))
        .routes(routes!(test_message::test_webhook))
        .routes(routes!(deliveries::list_deliveries))
}

/// The receiver of that id.
async fn find(app: &App, workspace_id: WorkspaceId, id: &str) -> Result<Endpoint, AppError> {
    let id = ids::in_path(ids::WEBHOOK, id, EndpointId, "webhook")?;
    let found = webhooks::get(app, workspace_id, id).await?;
    if found.dialect == NAME { Ok(found) } else { Err(AppError::NotFound("webhook")) }
}
