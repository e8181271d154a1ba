//! Recordings that a client announces, puts here by a signed address, and has evaluated.
//!
//! [`announce()`] makes the row and [`upload_signature`] the secret part of an address that needs no credential;
//! [`receive()`] takes the bytes; [`process()`] makes a conversation of them, whose recording the uploaded object becomes,
//! and asks for its evaluation. From then on the file goes along with both (`follow`). Until it is processed it can be
//! replaced; afterwards the bytes stay, and asking again asks for one more evaluation.
//!
//! **Nothing is lost and nothing doubled.** Bytes are stored before the row that names them, and removed after the
//! commit that stops naming them; what a process leaves that dies in between is removed by the daily sweep. Of several
//! who ask for processing at once one makes the conversation: the file's row is locked. Whoever locks a file and its
//! conversation locks the conversation first, as workers do.

mod announce;
pub(crate) mod follow;
mod process;
mod read;
mod receive;
mod stored;

pub use self::announce::{Announcement, UPLOAD_LIFE, announce, upload_holds, upload_signature};
pub use self::process::process;
pub use self::read::{
    AudioFileShown, ProcessingStage, ProcessingStatus, download, get, list, status, transcript,
};
pub use self::receive::{ReceiveError, receive};
pub use self::stored::stored;

/// Where uploads stand in the object store.
pub(crate) const UPLOADS: &str = "uploads";

/// Media type of what nobody knows.
const UNKNOWN_TYPE: &str = "application/octet-stream";
