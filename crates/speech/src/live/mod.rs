//! Hearing while somebody speaks, for calls. It knows no telephone: frames go in, events and words come out.
//!
//! [`Watch`] tells speech from silence and noise, and when a voice is certain; [`LiveEar`] adds the words,
//! [`LiveHearing`] gets them from the recognisers.

mod ear;
mod finished;
mod floor;
mod hearing;
#[cfg(test)]
mod noises;
mod options;
mod pitch;
#[cfg(test)]
mod tests;
mod voicing;
mod watch;

pub use self::ear::{LiveEar, Recognising};
pub use self::finished::sounds_finished;
pub use self::hearing::{Hear, LiveHearing, LiveRecognisers};
pub use self::options::LiveOptions;
pub use self::watch::{EarEvent, PUSHED_SAMPLES, Watch};
