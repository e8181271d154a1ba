//! The bytes of a file.

use std::path::Path;

use bytes::Bytes;
use colloquy_domain::audio_file::{AudioFile, AudioFileState, Upload};
use colloquy_domain::{AudioFileId, WorkspaceId};
use colloquy_store::{Durability, StoreError, audio_files};
use futures::{Stream, StreamExt};
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

use super::{UNKNOWN_TYPE, UPLOADS};
use crate::again::again;
use crate::ingest::media::discard;
use crate::{App, AppError};

/// Longest media type that is kept.
const LONGEST_TYPE: usize = 100;

/// Why bytes were not taken.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveError {
    /// There is no such file any more.
    #[error("no such audio file")]
    Gone,
    /// There are more of them than may be.
    #[error("a file may have at most {0} bytes")]
    TooLarge(u64),
    /// The file is being processed, or was.
    #[error("the file was asked to be processed already")]
    Processing,
    /// Anything else.
    #[error(transparent)]
    App(#[from] AppError),
}

impl From<StoreError> for ReceiveError {
    fn from(error: StoreError) -> Self {
        Self::App(error.into())
    }
}

/// Stores a file's bytes, in place of those that came before. Who may put them is the address's business.
///
/// # Errors
/// [`ReceiveError`]; then what was there before is there still. Bytes that break off, or of which there are none, are
/// [`AppError::Malformed`].
pub async fn receive<S, E>(
    app: &App,
    id: AudioFileId,
    content_type: Option<String>,
    content: S,
) -> Result<AudioFile, ReceiveError>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: std::fmt::Display + Send,
{
    let file = audio_files::get_any(app.store.reader(), id).await?.ok_or(ReceiveError::Gone)?;
    if file.conversation_id.is_some() {
        return Err(ReceiveError::Processing);
    }
    let upload = store(app, file.workspace_id, content_type, content).await?;
    let object_key = upload.object_key.clone();
    match write(app, id, upload).await? {
        Written::Stored(stored, replaced) => {
            if let Some(replaced) = replaced {
                discard(app, &replaced).await;
            }
            Ok(*stored)
        }
        refused => {
            discard(app, &object_key).await;
            Err(match refused {
                Written::Processing => ReceiveError::Processing,
                _ => ReceiveError::Gone,
            })
        }
    }
}

/// What came of bytes that are stored.
enum Written {
    /// The file has them now; these it had before.
    Stored(Box<AudioFile>, Option<String>),
    /// There is no such file any more.
    Gone,
    /// Its former bytes are needed.
    Processing,
}

/// After an error of the database the commit may have happened all the same: then the object is needed. If it is not,
/// the sweep finds it.
async fn write(app: &App, id: AudioFileId, upload: Upload) -> Result<Written, AppError> {
    again(|| {
        let upload = upload.clone();
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let Some(mut file) = audio_files::get_for_update(tx, id).await? else {
                    return Ok(Written::Gone);
                };
                if file.conversation_id.is_some() {
                    return Ok(Written::Processing);
                }
                let uploaded_at = upload.uploaded_at;
                let replaced = file.upload.replace(upload).map(|replaced| replaced.object_key);
                file.state = AudioFileState::Uploaded;
                file.error = None;
                file.updated_at = uploaded_at;
                audio_files::update(tx, &file).await?;
                Ok(Written::Stored(Box::new(file), replaced))
            })
        })
    })
    .await
}

/// Takes the bytes to this machine's disk, and from there to the object store.
async fn store<S, E>(
    app: &App,
    workspace_id: WorkspaceId,
    content_type: Option<String>,
    content: S,
) -> Result<Upload, ReceiveError>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: std::fmt::Display + Send,
{
    let scratch = tempfile::NamedTempFile::new_in(&app.scratch_dir).map_err(AppError::internal)?;
    let (sha256, size_bytes) = take(content, scratch.path(), app.limits.upload_bytes).await?;
    if size_bytes == 0 {
        return Err(AppError::malformed("body", "required", "body must hold the file's bytes").into());
    }
    let content_type = match content_type.as_deref().and_then(media_type) {
        Some(told) => told,
        None => by_content(scratch.path()).await?,
    };
    let object_key = format!("{UPLOADS}/{workspace_id}/{}", Uuid::now_v7());
    app.objects.put_file(&object_key, scratch.path()).await.map_err(AppError::from)?;
    Ok(Upload { object_key, content_type, size_bytes, sha256, uploaded_at: app.now() })
}

/// Writes the bytes to `path`; returns their SHA-256 in hexadecimal, and how many they are.
async fn take<S, E>(content: S, path: &Path, most_bytes: u64) -> Result<(String, u64), ReceiveError>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: std::fmt::Display + Send,
{
    let mut content = std::pin::pin!(content);
    let mut file = tokio::fs::File::create(path).await.map_err(AppError::internal)?;
    let (mut digest, mut size_bytes) = (Sha256::new(), 0_u64);
    while let Some(piece) = content.next().await {
        let piece = piece.map_err(|error| {
            AppError::malformed("body", "incomplete", format!("body: the upload broke off: {error}"))
        })?;
        size_bytes += piece.len() as u64;
        if size_bytes > most_bytes {
            return Err(ReceiveError::TooLarge(most_bytes));
        }
        digest.update(&piece);
        file.write_all(&piece).await.map_err(AppError::internal)?;
    }
    file.flush().await.map_err(AppError::internal)?;
    let sha256 = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((sha256, size_bytes))
}

/// What the sender says that it is, where that is audio or video; clients that send files often say something general.
fn media_type(told: &str) -> Option<String> {
    let essence = told.split(';').next()?.trim().to_ascii_lowercase();
    let subtype = essence.strip_prefix("audio/").or_else(|| essence.strip_prefix("video/"))?;
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte);
    let is_type = !subtype.is_empty() && subtype.bytes().all(is_word) && essence.len() <= LONGEST_TYPE;
    is_type.then_some(essence)
}

/// What the file is by its content. One that cannot be read is taken all the same: processing says what is wrong.
async fn by_content(path: &Path) -> Result<String, AppError> {
    let path = path.to_owned();
    let probed = tokio::task::spawn_blocking(move || colloquy_media::probe(&path)).await;
    let probed = probed.map_err(AppError::internal)?;
    Ok(probed.map_or_else(|_| UNKNOWN_TYPE.to_owned(), |info| info.media_type))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_audio_and_video_are_believed() {
        assert_eq!(media_type("Audio/WAV; rate=8000").as_deref(), Some("audio/wav"));
        assert_eq!(media_type(" video/mp4 ").as_deref(), Some("video/mp4"));
        for told in ["", "text/html", "application/octet-stream", "audio/", "audio/a\"b"] {
            assert_eq!(media_type(told), None, "{told}");
        }
    }

    #[tokio::test]
    async fn no_more_is_taken_than_may_be() {
        let scratch = tempfile::NamedTempFile::new().unwrap();
        let pieces = |count: usize| {
            let piece = || Ok::<_, std::io::Error>(Bytes::from_static(b"1234"));
            futures::stream::iter((0..count).map(move |_| piece()).collect::<Vec<_>>())
        };
        let (sha256, size_bytes) = take(pieces(2), scratch.path(), 8).await.unwrap();
        assert_eq!(size_bytes, 8);
        assert_eq!(sha256, "1718c24b10aeb8099e3fc44960ab6949ab76a267352459f203ea1036bec382c2");
        assert!(matches!(take(pieces(3), scratch.path(), 8).await, Err(ReceiveError::TooLarge(8))));
        let broken = futures::stream::iter([Err::<Bytes, _>(std::io::Error::other("cut"))]);
        let refused = take(broken, scratch.path(), 8).await;
        assert!(matches!(refused, Err(ReceiveError::App(AppError::Malformed(_)))));
    }
}
