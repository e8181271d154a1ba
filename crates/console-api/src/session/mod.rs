//! Signing in to the console and out of it, and who is signed in.

mod answer;
mod create;
mod delete;
mod get;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use self::create::{WrongPasswords, place, too_often};

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(get::get_session, create::create_session, delete::delete_session))
}
