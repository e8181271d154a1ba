//! The index of words over conversations.
//!
//! One row per conversation with all its distinct words, in four fields. The words come ready-made
//! ([`colloquy_domain::words`]), so that both engines find the same: SQLite keeps them in an FTS5 table that takes
//! words as they are, PostgreSQL in a `tsvector` whose weights are the fields. The row is written in the transaction
//! that changes what it is made of.
//!
//! A row's position is its conversation's start, in milliseconds, with room for 32,768 conversations in each. Hits come
//! in the order of positions, newest first, and the walk ends when there are enough: a word that stands everywhere
//! costs no more than a rare one. Every row also holds a word that names its workspace, so that the index never looks
//! at what belongs to others.
//!
//! What the index cannot tell (phrases, and where exactly a word stands) is looked for in the text itself, by the
//! caller.

mod expression;
mod find;
mod index;

pub(crate) use self::expression::workspace_word;
pub use self::find::{Found, Term, Wanted, find};
pub use self::index::{Document, clear, count_stale, index_bytes, insert, put, remove, stale};
