//! Documents as they come, made by hand, and programs that read them in several bad ways.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

mod made;
#[cfg(unix)]
mod programs;
mod readers;
