//! `GET /storage/audio/{audioFileId}`.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, Response};
use colloquy_app::audio_files::stored;
use colloquy_app::links::Disposition;
use colloquy_domain::AudioFileId;
use colloquy_http::attachment::attachment;
use colloquy_http::media::{StoredFile, send};
use colloquy_http::{HttpState, Path, Problem, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::problem::not_given;
use crate::ids;

/// Longest ending of a file's name that is kept.
const LONGEST_ENDING: usize = 8;

/// The ending of a file whose name has none.
const UNKNOWN_ENDING: &str = "bin";

/// The signed part of an address.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DownloadQuery {
    /// When the address ends, Unix seconds.
    exp: Option<i64>,
    /// `attachment`.
    disp: Option<String>,
    /// Signature over method, file, end and disposition.
    sig: Option<String>,
}

/// Downloads a recording by the signed link that was given for it. Needs no credential; honours `Range`.
#[utoipa::path(
    get,
    path = "/storage/audio/{audioFileId}",
    operation_id = "auralytikGetAudio",
    tag = "Auralytik: storage",
    security(()),
    params(("audioFileId" = String, Path, description = "`af_…`"), DownloadQuery),
    responses(
        (status = 200, description = "the whole file"),
        (status = 206, description = "the bytes asked for"),
        (status = 403, description = "the address was not given by this server, or has ended"),
        (status = 416, description = "the range lies beyond the end"),
        (status = 500, description = "the server failed"),
    )
)]
pub async fn get_audio(
    State(state): State<HttpState>,
    method: Method,
    Path(id): Path<String>,
    Query(address): Query<DownloadQuery>,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    let app = state.app();
    let file = match ids::parse(ids::AUDIO_FILE, &id) {
        Some(id) => stored(app, AudioFileId(id)).await?,
        None => None,
    };
    let file = file.ok_or_else(not_given)?;
    let upload = file.upload.ok_or_else(not_given)?;
    let disposition = address.disp.as_deref().and_then(Disposition::parse);
    let holds = match (address.exp, disposition, &address.sig) {
        (Some(expires), Some(disposition), Some(signature)) => {
            app.links.holds(&upload.object_key, expires, disposition, None, signature, app.now())
        }
        _ => false,
    };
    if !holds {
        return Err(not_given());
    }
    let sent = StoredFile {
        object_key: &upload.object_key,
        media_type: &upload.content_type,
        size_bytes: upload.size_bytes,
        sha256: Some(&upload.sha256),
        disposition: saved_as(&file.file_name),
    };
    send(app, &method, &headers, sent).await
}

/// The file's own name, as far as it can be one.
fn saved_as(file_name: &str) -> HeaderValue {
    let is_ending = |text: &str| {
        (1..=LONGEST_ENDING).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    match file_name.rsplit_once('.') {
        Some((stem, ending)) if is_ending(ending) => attachment(stem, ending),
        _ => attachment(file_name, UNKNOWN_ENDING),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_saved_under_its_own_name() {
        let name = |text: &str| {
            let value = saved_as(text);
            let value = value.to_str().unwrap();
            value.split('"').nth(1).unwrap().to_owned()
        };
        assert_eq!(name("call 1.wav"), "call 1.wav");
        assert_eq!(name("call"), "call.bin");
        assert_eq!(name("../x.tar.gz"), "-x.tar.gz");
        assert_eq!(name("a.b\"c"), "a.b-c.bin");
    }
}
