//! Putting the pieces of a recording together.

use futures::TryStreamExt;
use tokio::io::{AsyncWriteExt, BufWriter};

use colloquy_domain::audio_piece::{Part, PiecedRecording, joined, length};
use colloquy_store::objects::ObjectError;
use colloquy_store::{StoreError, audio_pieces};

use crate::ingest::StoredMedia;
use crate::ingest::media::put;
use crate::{App, AppError};

/// Length of a WAV header.
const HEADER_BYTES: u64 = 44;

/// Silence that is written at once.
static SILENCE: [u8; 1 << 16] = [0; 1 << 16];

/// A recording that was put together.
#[derive(Debug, Clone)]
pub struct Joined {
    /// The recording.
    pub stored: StoredMedia,
    /// Positions of the pieces that did not come and are silent.
    pub lost: Vec<u32>,
}

/// Why pieces could not be put together.
#[derive(Debug)]
pub enum Unjoined {
    /// Trying again cannot help.
    Lasting(String),
    /// Something failed on our side.
    Ours(AppError),
}

impl From<AppError> for Unjoined {
    fn from(error: AppError) -> Self {
        Self::Ours(error)
    }
}

impl From<StoreError> for Unjoined {
    fn from(error: StoreError) -> Self {
        Self::Ours(error.into())
    }
}

impl From<ObjectError> for Unjoined {
    fn from(error: ObjectError) -> Self {
        Self::Ours(error.into())
    }
}

/// Puts the pieces that have come into one WAV, sample by sample as they came.
pub async fn join(app: &App, recording: &PiecedRecording) -> Result<Joined, Unjoined> {
    let pieces = audio_pieces::list(app.store.reader(), recording.workspace_id, &recording.key).await?;
    if pieces.is_empty() {
        return Err(Unjoined::Lasting("no audio has arrived".into()));
    }
    let (parts, lost) = joined(&pieces, recording.frame_bytes());
    let total = length(&parts);
    // What is left of a sample at the end is none.
    let data_bytes = total - total % recording.frame_bytes();
    let most = app.limits.media_bytes.min(u64::from(u32::MAX) - HEADER_BYTES);
    if data_bytes > most {
        return Err(Unjoined::Lasting(format!("the recording would have {data_bytes} bytes; {most} may be")));
    }
    let scratch = tempfile::NamedTempFile::new_in(&app.scratch_dir).map_err(AppError::internal)?;
    let file = tokio::fs::File::create(scratch.path()).await.map_err(AppError::internal)?;
    let mut file = BufWriter::with_capacity(1 << 18, file);
    file.write_all(&header(recording, data_bytes)).await.map_err(AppError::internal)?;
    for part in &parts {
        match part {
            Part::Piece(piece) => {
                let (mut content, _) = app.objects.get_range(&piece.object_key, None).await?;
                while let Some(bytes) = content.try_next().await? {
                    file.write_all(&bytes).await.map_err(AppError::internal)?;
                }
            }
            Part::Silence(bytes) => {
                let mut left = *bytes;
                while left > 0 {
                    let now = left.min(SILENCE.len() as u64) as usize;
                    file.write_all(&SILENCE[..now]).await.map_err(AppError::internal)?;
                    left -= now as u64;
                }
            }
        }
    }
    file.flush().await.map_err(AppError::internal)?;
    file.get_ref().set_len(HEADER_BYTES + data_bytes).await.map_err(AppError::internal)?;
    let stored = put(app, recording.workspace_id, scratch.path(), "audio/wav".to_owned()).await?;
    Ok(Joined { stored, lost })
}

/// The header of a WAV with samples of 16 bits; sizes fit into 32.
fn header(recording: &PiecedRecording, data_bytes: u64) -> Vec<u8> {
    let frame_bytes = u32::try_from(recording.frame_bytes()).unwrap_or(u32::MAX);
    let data_bytes = u32::try_from(data_bytes).unwrap_or(u32::MAX);
    let mut header = Vec::with_capacity(44);
    header.extend(b"RIFF");
    header.extend(data_bytes.saturating_add(36).to_le_bytes());
    header.extend(b"WAVEfmt ");
    header.extend(16_u32.to_le_bytes());
    header.extend(1_u16.to_le_bytes());
    header.extend(recording.channels.to_le_bytes());
    header.extend(recording.sample_rate.to_le_bytes());
    header.extend(recording.sample_rate.saturating_mul(frame_bytes).to_le_bytes());
    header.extend(u16::try_from(frame_bytes).unwrap_or(u16::MAX).to_le_bytes());
    header.extend(16_u16.to_le_bytes());
    header.extend(b"data");
    header.extend(data_bytes.to_le_bytes());
    header
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::call::{ConversationKey, ConversationKeyKind};
    use colloquy_domain::{ConversationId, WorkspaceId};

    #[test]
    fn the_header_is_that_of_a_wav() {
        let recording = PiecedRecording {
            conversation_id: ConversationId::generate(),
            workspace_id: WorkspaceId::generate(),
            key: ConversationKey { kind: ConversationKeyKind::PipecatCall, value: "p".into() },
            sample_rate: 24_000,
            channels: 2,
        };
        let header = header(&recording, 8);
        let expected =
            b"RIFF\x2c\0\0\0WAVEfmt \x10\0\0\0\x01\0\x02\0\xc0\x5d\0\0\0\x77\x01\0\x04\0\x10\0data\x08\0\0\0";
        assert_eq!(header, expected);
        assert_eq!(header.len() as u64, HEADER_BYTES);
    }
}
