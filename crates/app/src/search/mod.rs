//! Word search over titles, people and what was said.
//!
//! The index ([`colloquy_store::search`]) names conversations that have all the words, newest first. Their texts are
//! then read to see where the words stand, and whether those of a phrase stand next to each other. A page looks at a
//! bounded number of conversations: where a phrase of common words is rare it may hold fewer hits than asked for, or
//! none, and still name the cursor with which the search goes on.
//!
//! A caller finds only by what it may read: addresses need `contacts:read`, what was said `transcript_timelines:read`.
//! Private conversations are left out as in lists.

mod document;
mod index;
mod page;
mod places;
mod query;

pub use self::document::{Person, Spoken, document};
pub use self::index::{Heard, clear_index, heard, index_bytes, outdated, rebuild, rewrite};
pub use self::page::{Hit, Page, SearchRequest, search};
pub use self::places::{Place, PlaceKind};
