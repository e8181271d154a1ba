//! Getting a recording before its conversation is accepted: a 201 means that we have the bytes.

use std::path::Path;

use futures::StreamExt;
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use colloquy_domain::recording::Recording;
use colloquy_domain::{ConversationId, Instant, RecordingId, WorkspaceId};
use colloquy_media::{MediaError, MediaInfo};
use colloquy_netguard::{FetchError, FetchLimits};

use super::MediaSource;
use crate::{App, AppError};

/// Where recordings stand in the object store.
pub(super) const RECORDINGS: &str = "recordings";

/// Redirects that a media host may make.
const MOST_REDIRECTS: usize = 5;

/// A recording in the object store that no row refers to yet.
#[derive(Debug, Clone)]
pub struct StoredMedia {
    /// Key in the object store.
    pub object_key: String,
    /// Media type by content, or as the server said where the content tells nothing.
    pub media_type: String,
    /// Length.
    pub size_bytes: u64,
    /// SHA-256, lower-case hexadecimal.
    pub sha256: String,
}

impl StoredMedia {
    /// The row for it.
    #[must_use]
    pub fn recording(
        self,
        workspace_id: WorkspaceId,
        conversation_id: ConversationId,
        now: Instant,
    ) -> Recording {
        Recording {
            id: RecordingId::generate(),
            workspace_id,
            conversation_id,
            object_key: self.object_key,
            media_type: self.media_type,
            size_bytes: self.size_bytes,
            sha256: self.sha256,
            channels: None,
            duration_seconds: None,
            waveform: None,
            created_at: now,
        }
    }
}

/// Fetches or copies the recording into the object store.
pub async fn store(
    app: &App,
    workspace_id: WorkspaceId,
    source: &MediaSource,
) -> Result<StoredMedia, AppError> {
    let scratch = tempfile::NamedTempFile::new_in(&app.scratch_dir).map_err(AppError::internal)?;
    let declared_type = match source {
        MediaSource::Url(url) => Some(fetch(app, url, scratch.path()).await?),
        MediaSource::File(path) => {
            tokio::fs::copy(path, scratch.path()).await.map_err(|error| {
                AppError::invalid("file", "unreadable", format!("{}: {error}", path.display()))
            })?;
            None
        }
    };
    let media_type = match (probe(scratch.path()).await?, declared_type) {
        (Ok(info), _) => info.media_type,
        // Not readable: the transcript stage will say what is wrong with it.
        (Err(_), Some(declared)) => declared,
        (Err(error), None) => {
            return Err(AppError::invalid("file", "unsupported_media", format!("file: {error}")));
        }
    };
    put(app, workspace_id, scratch.path(), media_type).await
}

/// Why a recording could not be had from where it stands.
#[derive(Debug)]
pub(crate) enum Unfetched {
    /// Later it may be there.
    Passing(String),
    /// The host refused it; it may not have been ready yet.
    Denied(String),
    /// Trying again cannot help.
    Lasting(String),
    /// Something failed on our side.
    Ours(AppError),
}

/// Fetches a recording into the object store, for a conversation that was accepted already. Only its content tells
/// whether it is one: stores of objects often declare nothing.
pub(crate) async fn fetch_by_content(
    app: &App,
    workspace_id: WorkspaceId,
    url: &str,
) -> Result<StoredMedia, Unfetched> {
    let scratch = tempfile::NamedTempFile::new_in(&app.scratch_dir).map_err(ours)?;
    let mut fetched = app.guard.fetch(url, limits(app)).await.map_err(unfetched)?;
    match fetched.status {
        200..300 => {}
        status @ (408 | 425 | 429 | 500..) => {
            return Err(Unfetched::Passing(format!("the host answered {status}")));
        }
        status => return Err(Unfetched::Denied(format!("the host answered {status}"))),
    }
    let mut file = tokio::fs::File::create(scratch.path()).await.map_err(ours)?;
    while let Some(piece) = fetched.body.next().await {
        file.write_all(&piece.map_err(unfetched)?).await.map_err(ours)?;
    }
    file.flush().await.map_err(ours)?;
    let probed = probe(scratch.path()).await.map_err(Unfetched::Ours)?;
    let info = probed.map_err(|error| Unfetched::Lasting(format!("it is no recording: {error}")))?;
    put(app, workspace_id, scratch.path(), info.media_type).await.map_err(Unfetched::Ours)
}

/// Puts a file of this machine into the object store, whatever it holds.
pub(crate) async fn put(
    app: &App,
    workspace_id: WorkspaceId,
    path: &Path,
    media_type: String,
) -> Result<StoredMedia, AppError> {
    let (sha256, size_bytes) = read_through(path).await.map_err(AppError::internal)?;
    let object_key = format!("{RECORDINGS}/{workspace_id}/{}", RecordingId::generate());
    app.objects.put_file(&object_key, path).await?;
    Ok(StoredMedia { object_key, media_type, size_bytes, sha256 })
}

fn ours(error: std::io::Error) -> Unfetched {
    Unfetched::Ours(AppError::internal(error))
}

fn unfetched(error: FetchError) -> Unfetched {
    let text = error.to_string();
    match error {
        FetchError::Unreachable(_) | FetchError::TimedOut { .. } | FetchError::Broken(_) => {
            Unfetched::Passing(text)
        }
        _ => Unfetched::Lasting(text),
    }
}

fn limits(app: &App) -> FetchLimits {
    FetchLimits {
        max_bytes: app.limits.media_bytes,
        total_timeout: app.limits.media_fetch,
        max_redirects: MOST_REDIRECTS,
    }
}

/// Removes an object whose conversation was not written after all.
pub async fn discard(app: &App, object_key: &str) {
    if let Err(error) = app.objects.delete(object_key).await {
        tracing::warn!(object.key = object_key, %error, "could not remove an unused recording");
    }
}

/// Streams the answer into `path`; returns the media type that the server declared, without parameters.
async fn fetch(app: &App, url: &str, path: &Path) -> Result<String, AppError> {
    let mut fetched = app.guard.fetch(url, limits(app)).await.map_err(refused)?;
    if !(200..300).contains(&fetched.status) {
        return Err(media_problem(
            "media_unreachable",
            format!("media: the host answered {}", fetched.status),
        ));
    }
    let declared = media_type(fetched.content_type.as_deref())?;
    let mut file = tokio::fs::File::create(path).await.map_err(AppError::internal)?;
    while let Some(piece) = fetched.body.next().await {
        file.write_all(&piece.map_err(refused)?).await.map_err(AppError::internal)?;
    }
    file.flush().await.map_err(AppError::internal)?;
    Ok(declared)
}

fn media_type(content_type: Option<&str>) -> Result<String, AppError> {
    let essence =
        content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_media = ["audio/", "video/"]
        .iter()
        .any(|prefix| essence.strip_prefix(prefix).is_some_and(|subtype| !subtype.is_empty()));
    if is_media {
        return Ok(essence);
    }
    let shown = if essence.is_empty() { "no content type" } else { &essence };
    Err(media_problem("unsupported_media_type", format!("media must be audio/* or video/*, not {shown}")))
}

fn refused(error: FetchError) -> AppError {
    let code = match &error {
        FetchError::Refused(_) | FetchError::RedirectRefused { .. } => "refused_url",
        FetchError::TooLarge { .. } => "media_too_large",
        FetchError::TimedOut { .. } => "media_timeout",
        _ => "media_unreachable",
    };
    media_problem(code, format!("media: {error}"))
}

fn media_problem(code: &'static str, message: String) -> AppError {
    AppError::invalid("media", code, message)
}

/// What the file is, by its content.
async fn probe(path: &Path) -> Result<Result<MediaInfo, MediaError>, AppError> {
    let path = path.to_owned();
    tokio::task::spawn_blocking(move || colloquy_media::probe(&path)).await.map_err(AppError::internal)
}

/// SHA-256 in hexadecimal, and the length.
async fn read_through(path: &Path) -> std::io::Result<(String, u64)> {
    let mut file = tokio::fs::File::open(path).await?;
    let mut digest = Sha256::new();
    let mut size_bytes = 0;
    let mut buffer = vec![0; 1 << 18];
    loop {
        let length = file.read(&mut buffer).await?;
        if length == 0 {
            break;
        }
        let piece = &buffer[..length];
        digest.update(piece);
        size_bytes += length as u64;
    }
    let sha256 = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((sha256, size_bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_audio_and_video_are_media() {
        for accepted in ["audio/mpeg", "AUDIO/MPEG; rate=8000", " video/mp4 "] {
            assert!(media_type(Some(accepted)).is_ok(), "{accepted}");
        }
        for refused in [
            None,
            Some(""),
            Some("text/html"),
            Some("application/octet-stream"),
            Some("audio/"),
            Some("x-audio/mpeg"),
        ] {
            assert!(media_type(refused).is_err(), "{refused:?}");
        }
    }
}
