//! Lists as files, of any length: CSV for spreadsheets, NDJSON for programs.
//!
//! An answer is written while the list is read, page by page, so that it takes no more memory however long the list is.
//! What fails before the first page is answered as usual; after that the connection is cut, so that nobody takes a part
//! for the whole.

mod companies;
mod contacts;
mod conversations;
mod csv;
mod directory;
mod filter;
mod stream;
mod tags;
mod users;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(conversations::export_conversations))
        .routes(routes!(contacts::export_contacts))
        .routes(routes!(companies::export_companies))
        .routes(routes!(users::export_users))
        .routes(routes!(tags::export_tags))
}
