//! The insight stages, seen from outside.
#![expect(
    clippy::unwrap_used,
    reason = "a test that finds nothing where something must be should stop there"
)]

mod actions;
mod bounds;
mod double;
mod metrics;
mod questions;
mod remote;
mod scoring;
mod stages;
mod support;
