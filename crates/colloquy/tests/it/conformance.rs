//! The tricky cases of the AskElephant road: section 17 of its wire specification, by their numbers.

mod authorization;
mod create;
mod events;
mod idempotency;
mod lists;
mod media;
mod ownership;
mod privacy;
