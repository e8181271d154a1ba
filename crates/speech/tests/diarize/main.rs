//! Who speaks when: the way through the networks, told and real.

mod real;
mod told;
