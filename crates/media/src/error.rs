//! What can go wrong with a media file.
//!
//! All but [`MediaError::Io`] and [`MediaError::Cancelled`] are verdicts on the file: a second attempt ends
//! the same way. The messages are made to be shown to whoever sent the file; they hold no path.

use std::io;

/// Why a file could not be read as audio.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    /// Not a format, codec or channel layout that can be read.
    #[error("unsupported media: {what}")]
    Unsupported {
        /// What it seems to be ("windows media").
        what: String,
    },
    /// The format is known, the content breaks its rules.
    #[error("corrupt media: {detail}")]
    Corrupt {
        /// Which rule.
        detail: String,
    },
    /// The file ends before its audio does.
    #[error("truncated media: the file ends after {decoded_seconds:.1} s of audio{}", of_expected(*.expected_seconds))]
    Truncated {
        /// How much audio was there.
        decoded_seconds: f64,
        /// How much its header promised, where it says.
        expected_seconds: Option<f64>,
    },
    /// A container without an audio track.
    #[error("no audio: the file has no audio track")]
    NoAudio,
    /// More audio than [`DecodeLimits::max_duration_seconds`](crate::DecodeLimits::max_duration_seconds).
    #[error("media too long: more than {limit_seconds:.0} s of audio")]
    TooLong {
        /// The limit.
        limit_seconds: f64,
    },
    /// The caller asked to stop.
    #[error("cancelled")]
    Cancelled,
    /// The file system failed, on the way in or out.
    #[error("cannot {action}")]
    Io {
        /// What was tried ("read the media file").
        action: &'static str,
        /// The system's answer.
        #[source]
        source: io::Error,
    },
}

impl MediaError {
    /// A stable word for logs, stage errors and metrics.
    pub fn code(&self) -> &'static str {
        match self {
            MediaError::Unsupported { .. } => "media_unsupported",
            MediaError::Corrupt { .. } => "media_corrupt",
            MediaError::Truncated { .. } => "media_truncated",
            MediaError::NoAudio => "media_no_audio",
            MediaError::TooLong { .. } => "media_too_long",
            MediaError::Cancelled => "cancelled",
            MediaError::Io { .. } => "media_io",
        }
    }

    /// Whether the same file may succeed another time: it failed for a reason outside the file.
    pub fn is_retryable(&self) -> bool {
        matches!(self, MediaError::Io { .. } | MediaError::Cancelled)
    }

    pub(crate) fn corrupt(detail: impl Into<String>) -> MediaError {
        MediaError::Corrupt { detail: detail.into() }
    }

    pub(crate) fn unsupported(what: impl Into<String>) -> MediaError {
        MediaError::Unsupported { what: what.into() }
    }

    /// For `map_err`: an I/O failure while doing `action`.
    pub(crate) fn io(action: &'static str) -> impl Fn(io::Error) -> MediaError {
        move |source| MediaError::Io { action, source }
    }
}

fn of_expected(expected_seconds: Option<f64>) -> String {
    expected_seconds.map(|seconds| format!(" of {seconds:.1} s")).unwrap_or_default()
}
