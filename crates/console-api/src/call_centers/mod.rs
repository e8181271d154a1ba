//! Call centers that conversations belong to.

mod create;
mod get;
mod list;
mod update;

use colloquy_domain::attribution as domain;
use colloquy_http::HttpState;
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Longest name.
const LONGEST_NAME: usize = 200;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_call_centers, create::create_call_center))
        .routes(routes!(get::get_call_center, update::update_call_center))
}

/// A call center.
#[derive(Serialize, ToSchema)]
pub struct CallCenter {
    /// By which it is referred to.
    key: String,
    /// The key where nobody gave one.
    name: String,
    created_at: String,
    updated_at: String,
}

impl CallCenter {
    fn of(call_center: &domain::CallCenter) -> Self {
        Self {
            key: call_center.key.clone(),
            name: call_center.name.clone(),
            created_at: iso(call_center.created_at),
            updated_at: iso(call_center.updated_at),
        }
    }
}
