//! Whom no agent may write to or call.

mod answer;
mod delete;
mod list;
mod put;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_do_not_contact, put::put_do_not_contact))
        .routes(routes!(delete::delete_do_not_contact))
}
