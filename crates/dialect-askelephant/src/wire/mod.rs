//! Domain types in this dialect's JSON.

pub mod comment;
pub mod directory;
pub mod engagement;
pub mod insight;
pub mod refusals;
pub mod schema;
pub mod timeline;
