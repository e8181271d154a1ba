//! Files with many rows, made in the background: `/exports`, and what exports of analytics share with them.

mod ai_calls;
mod days;
mod get;
mod wire;
mod words;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use self::wire::Job;
pub use self::words::{AuralytikExportFormat, FORMATS, one_of};

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(ai_calls::export_ai_calls)).routes(routes!(get::get_export))
}
