//! What can go wrong with files.

use thiserror::Error;

/// Why a file could not be stored or read.
#[derive(Debug, Error)]
pub enum ObjectError {
    /// There is no such file.
    #[error("no file has the key {0:?}")]
    NotFound(String),
    /// The key cannot be a path.
    #[error("{key:?} is no key: {reason}")]
    BadKey {
        /// The key.
        key: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The range begins behind the end of the file, or is empty.
    #[error("{key:?} has only {size_bytes} bytes")]
    OutOfRange {
        /// The key.
        key: String,
        /// The length of the file.
        size_bytes: u64,
    },
    /// The setting makes no sense.
    #[error("storage_url: {0}")]
    Configuration(String),
    /// The local file that is to be read or written cannot be.
    #[error("local file: {0}")]
    Local(#[from] std::io::Error),
    /// Anything else that the store says. For the log.
    #[error("storage of {key:?}: {reason}")]
    Storage {
        /// The key.
        key: String,
        /// What was said.
        reason: String,
    },
}

impl ObjectError {
    pub(super) fn of(key: &str, error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::NotFound(key.to_owned()),
            other => Self::Storage { key: key.to_owned(), reason: other.to_string() },
        }
    }
}
