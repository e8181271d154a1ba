//! Calls that a program tells of from within, while they go on.
//!
//! Such a program tells that a call has begun and that it has ended, and in between it brings the recording in pieces:
//! it asks for an address for each and puts the bytes there, without a credential, in any order and some of them twice
//! ([`pieces`]). What it tells may come in any order, too, and none of it comes again where it was lost: an end makes the
//! call where nothing is known of it, and a beginning that comes later adds what only it tells.
//!
//! After the end of a call the pieces are put together. Those that are still on their way are waited for, not for ever:
//! what is lost by then becomes silence of its length.

mod events;
mod forward;
mod join;
mod late;
pub mod pieces;
mod sweep;

pub use self::events::{Beginning, Ending, Observed, began, ended};
pub use self::forward::forward;
pub(crate) use self::join::{Unjoined, join};
pub use self::pieces::PIECES;
pub use self::sweep::sweep;
