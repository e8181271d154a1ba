//! Comments on transcripts. They are read and resolved over the house API.

pub mod body;
mod create;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(create::create_transcript_comment))
}
