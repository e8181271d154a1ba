//! Webhooks as a receiver sees them: signatures checked by another library, receivers that misbehave.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed, which is what is wanted")]

mod delivery;
mod receiver;
mod signature;
