//! The end of a call: what it is called, its recording, and the row that tells of both.

use std::io;
use std::path::Path;
use std::time::Duration;

use colloquy_app::dialogues::{CallResult, calls};
use colloquy_app::ingest::StoredMedia;
use colloquy_app::{App, AppError};
use colloquy_domain::call::EndedStatus;
use colloquy_domain::dialogue::DialogueStatus;
use colloquy_domain::{ConversationId, Instant, RecordingId, WorkspaceId};
use colloquy_telephone::{CallFailed, Recorder};
use sha2::{Digest, Sha256};
use tokio::io::AsyncReadExt;

/// Where recordings stand in the object store; what nobody refers to is swept from there.
const RECORDINGS: &str = "recordings";
/// What the recorder writes.
const MEDIA_TYPE: &str = "audio/wav";
/// Pauses between attempts to store a recording.
const PAUSES: [Duration; 3] = [Duration::from_millis(200), Duration::from_secs(1), Duration::from_secs(5)];
/// Shorter recordings hold nothing.
const SHORTEST_SECONDS: f64 = 0.1;
/// Frames of 20 ms in whose place recordings are silent, because the disk stood still.
const LOST_FRAMES: &str = "colloquy_voice_recording_frames_lost_total";

/// Why a call is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Over {
    /// Both said what they had to say.
    Goodbye,
    /// The customer hung up.
    FarEnd,
    /// Nobody said anything any more.
    Silence,
    /// It lasted as long as it may.
    TooLong,
    /// A machine answered.
    Voicemail,
    /// The dialogue was ended from outside, or this process ends.
    CalledOff,
    /// The agent had no answer, again and again.
    AgentFailed(String),
    /// The voice could not speak, again and again.
    VoiceFailed(String),
    /// The line broke.
    LineFailed(String),
}

impl Over {
    /// Whether the agent has just said its last words.
    pub fn is_after_words(&self) -> bool {
        matches!(self, Self::Goodbye | Self::Silence | Self::TooLong | Self::AgentFailed(_))
    }

    /// How it stands in the row.
    fn told(self) -> (DialogueStatus, EndedStatus, Option<String>) {
        use DialogueStatus::{Completed, Failed};
        match self {
            Self::Goodbye => (Completed, EndedStatus::AgentEndedCall, None),
            Self::FarEnd => (Completed, EndedStatus::CustomerEndedCall, None),
            Self::Silence => (Completed, EndedStatus::SilenceTimeOut, None),
            Self::TooLong => (Completed, EndedStatus::MaxDurationReached, None),
            Self::Voicemail => (DialogueStatus::Voicemail, EndedStatus::VoiceMailReached, None),
            Self::CalledOff => {
                (Failed, EndedStatus::AgentEndedCall, Some("the call was ended by this server".to_owned()))
            }
            Self::AgentFailed(reason) => {
                (Failed, EndedStatus::AgentError, Some(format!("the agent had no answer: {reason}")))
            }
            Self::VoiceFailed(reason) => {
                (Failed, EndedStatus::AgentDidNotSpeak, Some(format!("the voice failed: {reason}")))
            }
            Self::LineFailed(reason) => {
                (Completed, EndedStatus::PhoneCallProviderConnectionError, Some(reason))
            }
        }
    }

    /// As a result.
    pub fn result(self, answered_at: Instant, recording: Option<StoredMedia>) -> CallResult {
        let (status, ended_status, reason) = self.told();
        let (ended_status, answered_at) = (Some(ended_status), Some(answered_at));
        CallResult { status, reason, ended_status, answered_at, recording }
    }
}

/// How a call ends that was never answered.
pub(crate) fn unanswered(failed: &CallFailed) -> CallResult {
    let (status, ended_status) = match failed {
        CallFailed::Busy | CallFailed::Rejected { .. } => (DialogueStatus::Busy, EndedStatus::CustomerBusy),
        CallFailed::NoAnswer => (DialogueStatus::NoAnswer, EndedStatus::CustomerDidNotAnswer),
        CallFailed::Canceled => (DialogueStatus::Canceled, EndedStatus::AgentEndedCall),
        CallFailed::Unreachable(_) | CallFailed::Failed { .. } => {
            (DialogueStatus::Failed, EndedStatus::DialError)
        }
    };
    let is_told_by_status = matches!(failed, CallFailed::Busy | CallFailed::NoAnswer | CallFailed::Canceled);
    CallResult {
        status,
        reason: (!is_told_by_status).then(|| failed.to_string()),
        ended_status: Some(ended_status),
        answered_at: None,
        recording: None,
    }
}

/// How a call ends whose caller gave up before it was answered.
pub(crate) fn given_up() -> CallResult {
    let ended_status = Some(EndedStatus::CustomerEndedCall);
    CallResult { ended_status, ..unanswered(&CallFailed::Canceled) }
}

/// Writes the end, again and again for a while: a call whose end is not written looks as if it went on.
pub(crate) async fn write(app: &App, id: ConversationId, result: CallResult) -> Result<(), AppError> {
    let mut pauses = PAUSES.into_iter();
    loop {
        match (calls::ended(app, id, result.clone()).await, pauses.next()) {
            (Err(AppError::Unavailable(_) | AppError::Internal(_)), Some(pause)) => {
                tokio::time::sleep(pause).await;
            }
            (ended, _) => return ended,
        }
    }
}

/// Ends the recording and puts it into the object store. None where there is none, or where it could not be kept: what
/// was said is written down all the same.
pub(crate) async fn keep(
    app: &App,
    workspace_id: WorkspaceId,
    recorder: Option<Recorder>,
    path: &Path,
) -> Option<StoredMedia> {
    let finished = match recorder?.finish().await {
        Ok(info) => info,
        Err(error) => {
            tracing::error!(%error, "a call's recording could not be finished");
            return None;
        }
    };
    if finished.lost_frames > 0 {
        metrics::counter!(LOST_FRAMES).increment(finished.lost_frames);
    }
    if finished.seconds < SHORTEST_SECONDS {
        return None;
    }
    let object_key = format!("{RECORDINGS}/{workspace_id}/{}", RecordingId::generate());
    let mut pauses = PAUSES.into_iter();
    loop {
        let error = match store(app, &object_key, path).await {
            Ok(stored) => return Some(stored),
            Err(error) => error,
        };
        let Some(pause) = pauses.next() else {
            tracing::error!(error, "a call's recording could not be stored, and is lost");
            return None;
        };
        tokio::time::sleep(pause).await;
    }
}

async fn store(app: &App, object_key: &str, path: &Path) -> Result<StoredMedia, String> {
    let (sha256, size_bytes) = read_through(path).await.map_err(|error| error.to_string())?;
    app.objects.put_file(object_key, path).await.map_err(|error| error.to_string())?;
    Ok(StoredMedia {
        object_key: object_key.to_owned(),
        media_type: MEDIA_TYPE.to_owned(),
        size_bytes,
        sha256,
    })
}

/// SHA-256 in hexadecimal, and the length.
async fn read_through(path: &Path) -> io::Result<(String, u64)> {
    let mut file = tokio::fs::File::open(path).await?;
    let mut digest = Sha256::new();
    let mut size_bytes = 0;
    let mut buffer = vec![0; 1 << 18];
    loop {
        let length = file.read(&mut buffer).await?;
        if length == 0 {
            break;
        }
        digest.update(&buffer[..length]);
        size_bytes += length as u64;
    }
    let sha256 = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((sha256, size_bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn busy_no_answer_and_rejected_are_told_apart() {
        let rejected = CallFailed::Rejected { code: 603, reason: "Decline".to_owned() };
        let failed = CallFailed::Failed { code: 503, reason: "Unavailable".to_owned() };
        for (failed, status, reason) in [
            (CallFailed::Busy, DialogueStatus::Busy, None),
            (rejected, DialogueStatus::Busy, Some("rejected: 603 Decline")),
            (CallFailed::NoAnswer, DialogueStatus::NoAnswer, None),
            (CallFailed::Canceled, DialogueStatus::Canceled, None),
            (CallFailed::Unreachable("x".into()), DialogueStatus::Failed, Some("unreachable: x")),
            (failed, DialogueStatus::Failed, Some("failed: 503 Unavailable")),
        ] {
            let result = unanswered(&failed);
            assert_eq!((result.status, result.reason.as_deref()), (status, reason), "{failed:?}");
            assert!(result.ended_status.is_some() && result.answered_at.is_none());
        }
        assert_eq!(given_up().status, DialogueStatus::Canceled);
        assert_eq!(given_up().ended_status, Some(EndedStatus::CustomerEndedCall));
    }

    #[test]
    fn only_what_needs_words_has_a_reason() {
        let at = Instant::UNIX_EPOCH;
        assert_eq!(Over::Goodbye.result(at, None).reason, None);
        let silent = Over::Silence.result(at, None);
        assert_eq!(silent.status, DialogueStatus::Completed);
        assert_eq!(silent.ended_status, Some(EndedStatus::SilenceTimeOut));
        let voiceless = Over::VoiceFailed("no engine".to_owned()).result(at, None);
        assert_eq!(voiceless.reason.as_deref(), Some("the voice failed: no engine"));
    }
}
