//! Definitions of metrics.

mod body;
pub mod change;
pub mod create;
pub mod get;
pub mod list;
pub mod parts;
mod refusals;
pub mod update;
pub mod wire;

pub(super) use self::refusals::in_our_words;
