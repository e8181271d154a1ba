//! Recordings that come in pieces while a call goes on: raw samples, 16 bits each, little end first, the channels taking
//! turns. Joined by position they are one stream.

use crate::call::ConversationKey;
use crate::{ConversationId, WorkspaceId};

/// Bytes of a sample of one channel.
pub const SAMPLE_BYTES: u64 = 2;

/// A piece that has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AudioPiece {
    /// Its place in the stream, from 0.
    pub position: u32,
    /// Key of its bytes in the object store.
    pub object_key: String,
    /// Their length.
    pub size_bytes: u64,
}

/// How the pieces of a conversation's recording are to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PiecedRecording {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// Whose it is.
    pub workspace_id: WorkspaceId,
    /// The name of the call under which the pieces came.
    pub key: ConversationKey,
    /// Samples a second of each channel.
    pub sample_rate: u32,
    /// Channels that take turns.
    pub channels: u16,
}

impl PiecedRecording {
    /// Bytes of one sample of all channels.
    #[must_use]
    pub fn frame_bytes(&self) -> u64 {
        u64::from(self.channels) * SAMPLE_BYTES
    }
}

/// A part of the joined stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part<'a> {
    /// A piece that has come.
    Piece(&'a AudioPiece),
    /// So many bytes of silence, for one that has not.
    Silence(u64),
}

/// The pieces as one stream, and the positions of those that are missing. Whoever cuts a stream cuts pieces of one
/// length: silence as long as most of the others keeps what follows a lost one where it belongs. `pieces` are in order.
#[must_use]
pub fn joined(pieces: &[AudioPiece], frame_bytes: u64) -> (Vec<Part<'_>>, Vec<u32>) {
    let gap_bytes = usual_length(pieces) / frame_bytes.max(1) * frame_bytes;
    let (mut parts, mut lost, mut next) = (Vec::with_capacity(pieces.len()), Vec::new(), 0);
    for piece in pieces {
        let missing = piece.position.saturating_sub(next);
        if missing > 0 {
            parts.push(Part::Silence(u64::from(missing) * gap_bytes));
            lost.extend(next..piece.position);
        }
        parts.push(Part::Piece(piece));
        next = piece.position.saturating_add(1);
    }
    (parts, lost)
}

/// The most frequent length; of equally frequent ones the longest, since only the last piece is short.
fn usual_length(pieces: &[AudioPiece]) -> u64 {
    let mut lengths: Vec<u64> = pieces.iter().map(|piece| piece.size_bytes).collect();
    lengths.sort_unstable();
    let runs = lengths.chunk_by(|one, other| one == other);
    runs.max_by_key(|run| (run.len(), run.first().copied())).and_then(|run| run.first().copied()).unwrap_or(0)
}

/// Length of a stream.
#[must_use]
pub fn length(parts: &[Part<'_>]) -> u64 {
    let lengths = parts.iter().map(|part| match part {
        Part::Piece(piece) => piece.size_bytes,
        Part::Silence(bytes) => *bytes,
    });
    lengths.fold(0, u64::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(given: &[(u32, u64)]) -> Vec<AudioPiece> {
        let piece = |(position, size_bytes): &(u32, u64)| AudioPiece {
            position: *position,
            object_key: position.to_string(),
            size_bytes: *size_bytes,
        };
        given.iter().map(piece).collect()
    }

    #[test]
    fn what_is_whole_stays_as_it_is() {
        let given = pieces(&[(0, 8), (1, 8), (2, 4)]);
        let (parts, lost) = joined(&given, 4);
        assert_eq!(parts, given.iter().map(Part::Piece).collect::<Vec<_>>());
        assert_eq!((length(&parts), lost), (20, vec![]));
        assert_eq!(joined(&[], 4), (vec![], vec![]));
    }

    #[test]
    fn what_is_lost_is_as_silent_as_it_was_long() {
        let given = pieces(&[(2, 10), (3, 10), (6, 3)]);
        let (parts, lost) = joined(&given, 4);
        // Ten bytes are no whole samples of two channels: eight are.
        assert_eq!(parts[0], Part::Silence(16));
        assert_eq!(parts[3], Part::Silence(16));
        assert_eq!((parts.len(), lost), (5, vec![0, 1, 4, 5]));
        assert_eq!(length(&parts), 16 + 20 + 16 + 3);
        let short_end = pieces(&[(0, 12), (2, 4)]);
        assert_eq!(joined(&short_end, 4).0[1], Part::Silence(12));
    }
}
