//! Conversations: the newest, one in full, its transcript as a file; its place in the CRM and in the
//! contact center, the survey after it, and its end.

mod attribution;
mod crm_association;
mod delete;
mod export;
pub mod filter;
mod get;
mod list;
mod survey;
mod transcript;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_conversations))
        .routes(routes!(get::get_conversation, delete::delete_conversation))
        .routes(routes!(crm_association::set_crm_association, crm_association::clear_crm_association))
        .routes(routes!(export::export_conversation))
        .routes(routes!(transcript::get_transcript))
        .routes(routes!(attribution::get_attribution, attribution::set_attribution))
        .routes(routes!(survey::get_survey, survey::set_survey, survey::delete_survey))
}
