//! Changes of an engagement.

mod replace_contacts;
mod replace_tags;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Most contacts and most tags of one engagement.
const MOST_IDS: usize = 500;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(replace_contacts::replace_engagement_contacts))
        .routes(routes!(replace_tags::replace_engagement_tags))
}
