//! The engine as the server sees it: lines in, lines out, on real speech and on none.
//!
//! Needs the models that `make models` fetches into `$XDG_CACHE_HOME/colloquy/models`.

mod extract;
mod moonshine;
mod speakers;
mod support;
mod texts;
