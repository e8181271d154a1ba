//! Programs that ask for tokens by OAuth.

mod body;
mod create;
mod delete;
mod get;
mod list;
mod rotate_secret;
mod update;
mod wire;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(create::create_oauth_client, list::list_oauth_clients))
        .routes(routes!(get::get_oauth_client, update::update_oauth_client, delete::delete_oauth_client))
        .routes(routes!(rotate_secret::rotate_oauth_client_secret))
}
