//! The engine as the server sees it: lines in, lines out, on real speech and on none.
//!
//! Needs the models that `make models` fetches into `$XDG_CACHE_HOME/colloquy/models`.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed, which is what is wanted")]

mod extract;
mod moonshine;
mod speakers;
mod support;
mod synthesis;
mod texts;
