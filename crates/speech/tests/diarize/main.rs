//! Who speaks when: the way through the networks, told and real.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed, which is what is wanted")]

mod real;
mod told;
