//! A file for whoever has a link to it.

use colloquy_domain::AudioFileId;
use colloquy_domain::audio_file::AudioFile;
use colloquy_store::audio_files;

use crate::{App, AppError};

/// A file of whatever workspace: for links that carry their own permission.
pub async fn stored(app: &App, id: AudioFileId) -> Result<Option<AudioFile>, AppError> {
    Ok(audio_files::get_any(app.store.reader(), id).await?)
}
