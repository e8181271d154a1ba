//! Webhooks as a receiver sees them: signatures checked by another library, receivers that misbehave.

mod delivery;
mod receiver;
mod signature;
