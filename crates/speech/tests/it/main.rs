//! Who said what and when: the way through the engines, told and real.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed, which is what is wanted")]

mod diarize_real;
mod diarize_told;
mod languages;
mod listen_real;
mod support;
mod synthesis_real;
