//! `/audio-files`: recordings that are announced, put to a signed address ([`crate::storage`]), and evaluated.

mod announcement;
mod download_url;
mod get;
mod list;
mod process;
mod processing_status;
mod transcript;
mod upload_url;
mod wire;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_audio_files))
        .routes(routes!(upload_url::create_upload_url))
        .routes(routes!(get::get_audio_file))
        .routes(routes!(process::process_audio_file))
        .routes(routes!(processing_status::get_processing_status))
        .routes(routes!(download_url::get_download_url))
        .routes(routes!(transcript::get_audio_file_transcript))
}
