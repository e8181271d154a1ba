//! Agents, seen from outside: an endpoint and servers of actions on loopback.
#![expect(
    clippy::unwrap_used,
    reason = "a test that finds nothing where something must be should stop there"
)]

mod actions;
mod embedded;
mod endpoint;
mod injection;
mod remote;
mod shop;
mod support;
mod turns;
