//! Conversations: the newest, one in full, its transcript as a file; its place in the CRM and in the
//! contact center, the survey after it, and its end. What people correct in it, what is found in it anew, and the links
//! that show it stand here, too.

mod attribution;
mod bulk;
mod crm_association;
mod delete;
mod export;
pub mod filter;
mod get;
mod insights;
mod list;
mod shared_view;
mod shares;
mod stages;
mod survey;
mod transcript;
mod transcript_edit;
mod transcript_revisions;
mod update;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_conversations))
        .routes(routes!(bulk::change_conversations))
        .routes(routes!(get::get_conversation, update::update_conversation, delete::delete_conversation))
        .routes(routes!(crm_association::set_crm_association, crm_association::clear_crm_association))
        .routes(routes!(export::export_conversation))
        .routes(routes!(transcript::get_transcript, transcript_edit::update_transcript))
        .routes(routes!(transcript_revisions::list_transcript_revisions))
        .routes(routes!(transcript_revisions::get_transcript_revision))
        .routes(routes!(transcript_revisions::restore_transcript_revision))
        .merge(insights::routes())
        .routes(routes!(stages::run_stage))
        .routes(routes!(shares::create_share, shares::list_shares))
        .routes(routes!(shares::delete_share))
        .routes(routes!(shares::get_shared))
        .routes(routes!(attribution::get_attribution, attribution::set_attribution))
        .routes(routes!(survey::get_survey, survey::set_survey, survey::delete_survey))
}
