//! Domain types in this dialect's JSON.

pub mod directory;
pub mod engagement;
pub mod insight;
pub mod schema;
pub mod timeline;
