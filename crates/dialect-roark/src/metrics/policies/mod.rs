//! Policies: which metrics run on which calls.

mod body;
pub mod create;
pub mod delete;
pub mod get;
pub mod list;
pub mod update;
mod wire;
