//! Taking a conversation in.
//!
//! [`create`] keeps the order that makes a retry safe: is it there already → who owns it → are its values
//! sound → fetch the media → write everything in one transaction. Until that transaction nothing is written
//! but an object that nobody refers to, and it is removed when the transaction does not come. Where that cannot be
//! told (the process died, the client hung up, the database did not answer), [`sweep`] removes it later.

mod create;
mod external_url;
pub(crate) mod media;
mod ownership;
pub(crate) mod people;
mod sweep;
mod transcript;

pub(crate) use self::create::transcribe_job;
pub use self::create::{Created, MediaSource, NewConversation, NewParticipant, create};
pub(crate) use self::external_url::check as check_link;
pub use self::media::StoredMedia;
pub(crate) use self::ownership::resolve as owner_of;
pub use self::sweep::{keep_sweeping, sweep};
pub use self::transcript::{SuppliedEntry, SuppliedSentence, SuppliedSpeaker, SuppliedTranscript};
