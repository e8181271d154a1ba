//! Why a document could not be read. Messages are fit for who named the document.

use serde::{Deserialize, Serialize};

use crate::builder::MOST_TEXT_BYTES;
use crate::child::{LONGEST, MOST_BYTES};
use crate::docx::MOST_UNPACKED_BYTES;

/// Why a document could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum DocumentError {
    /// It is not what it says, or broken.
    #[error("the document cannot be read: {0}")]
    Unreadable(String),
    /// It is larger than documents may be.
    #[error("the document is larger than {} MiB", MOST_BYTES >> 20)]
    TooLarge,
    /// It unpacks to more than documents may.
    #[error("the document unpacks to more than {} MiB", MOST_UNPACKED_BYTES >> 20)]
    TooMuchUnpacked,
    /// There is more text in it than is kept of one.
    #[error("the document has more than {} MiB of text", MOST_TEXT_BYTES >> 20)]
    TooMuchText,
    /// Its reader took too long.
    #[error("the document could not be read within {} s", LONGEST.as_secs())]
    TooSlow,
    /// Its reader took too much memory, or came to another bad end.
    #[error("the document brought its reader down")]
    ReaderDied,
    /// There was no reader: this says nothing about the document.
    #[error("the reader of documents could not be started: {0}")]
    NoReader(String),
}

impl DocumentError {
    /// Whether trying again may help.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::NoReader(_))
    }
}
