//! `/storage`: files by signed address, which needs no credential.
//!
//! The service that this one stands in for keeps its files in Azure, and clients use its blob libraries: so uploads want
//! the header `x-ms-blob-type`, and errors are XML.

mod audio;
mod exports;
mod problem;
mod upload;

use colloquy_app::App;
use colloquy_app::audio_files::upload_signature;
use colloquy_app::links::Disposition;
use colloquy_domain::{AudioFileId, Instant};
use colloquy_http::edge::is_below;
use colloquy_http::{Edge, HttpState, Manners};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::{ids, request_id};

/// Owns the files by signed address.
pub fn edge() -> Edge {
    Edge {
        name: "auralytik-storage",
        owns: |path| is_below(path, "/storage"),
        render: problem::render,
        manners: |_| Manners {
            error_schema: None,
            error_type: problem::XML,
            headers: &[request_id::DESCRIBED],
            id_pattern: ids::pattern,
            rule_status: "400",
        },
        key_header: None,
        absent: |_, _| None,
    }
}

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(upload::put_audio, audio::get_audio))
        .routes(routes!(exports::get_export))
}

/// The address to which the bytes of a file are put until then.
pub fn upload_address(app: &App, id: AudioFileId, expires_at: Instant) -> String {
    let expires = expires_at.unix_timestamp();
    let signature = upload_signature(app, id, expires);
    address(app, id, &format!("sv=2023&sp=w&se={expires}&sig={signature}"))
}

/// The address at which the bytes of a file can be had until then.
pub fn download_address(app: &App, id: AudioFileId, object_key: &str, expires_at: Instant) -> String {
    address(app, id, &app.links.query(object_key, expires_at, Disposition::Attachment, None))
}

fn address(app: &App, id: AudioFileId, query: &str) -> String {
    let base = app.public_url.as_str().trim_end_matches('/');
    format!("{base}/storage/audio/{}?{query}", ids::render(ids::AUDIO_FILE, id.0))
}
