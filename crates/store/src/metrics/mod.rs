//! What is measured in conversations: definitions with their variants and versions, policies, collection jobs, values.
//!
//! The server's own definitions are not here; see `colloquy_domain::metric::builtin`.

pub mod activity;
mod catalogue;
pub mod collections;
pub mod definitions;
pub mod policies;
pub mod values;
pub mod variants;

pub use self::catalogue::Catalogue;
