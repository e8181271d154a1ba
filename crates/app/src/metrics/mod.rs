//! What is measured in conversations: definitions, variants, policies, collection jobs, values.
//!
//! A workspace sees the server's own definitions beside those that it made ([`definitions`]). A policy that holds for
//! a conversation starts a collection job in the transaction that ends its transcript ([`start`]); clients start
//! others ([`jobs`]). A worker measures each conversation of a job by itself ([`crate::work`]), so that jobs show how
//! far they are and can be stopped.

mod check;
pub mod definitions;
mod gone;
pub mod jobs;
pub mod policies;
mod start;
pub mod values;
pub mod variants;

pub(crate) use colloquy_store::metrics::Catalogue;

pub(crate) use self::gone::settle_gone;
pub use self::jobs::collect;
pub(crate) use self::start::start;
