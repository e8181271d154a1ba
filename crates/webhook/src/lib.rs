//! Webhooks: how a message is signed, what became of an attempt, when the next one is due, and when an endpoint
//! is given up.
//!
//! Signatures, headers and schedule are those of Svix and of the Standard Webhooks specification, so that
//! receivers verify with the libraries that they already have; endpoints of APIs with other habits have a [`Manner`]
//! of their own. Everything here is a rule over values that the
//! caller keeps; the one thing that touches the network is [`deliver`], and it makes exactly one attempt.
//!
//! For one attempt the caller
//! 1. takes the message's bytes as they were stored (they are the same on every attempt, and it is them that
//!    are signed) and the endpoint's [`SigningSecrets`],
//! 2. calls [`deliver`], which answers with an [`AttemptResult`] whatever happens,
//! 3. acts on its [`Outcome`]: for [`Outcome::Retry`] asks [`next_attempt_after`] when to try again,
//!    and moves the endpoint's [`EndpointHealth`] on.
//!
//! Delivery is at least once: an attempt that failed for us may have succeeded for the receiver, which is why
//! the message's id never changes.

mod attempt;
mod headers;
mod health;
mod manner;
mod outcome;
mod rotation;
mod schedule;
mod secret;
mod signature;

pub use attempt::{ANSWER_CAP_BYTES, ATTEMPT_TIMEOUT, Message, deliver};
pub use headers::shown_headers;
pub use health::{CLOCK_STARTS_AFTER_FAILURES, DISABLE_AFTER, EndpointHealth, FAILURE_WINDOW, Verdict};
pub use manner::{Manner, Signing, sign_body, sign_timestamped};
pub use outcome::{AttemptResult, Outcome};
pub use rotation::{ROTATION_OVERLAP, SigningSecrets};
pub use schedule::{DELAYS, JITTER_MAX_FRACTION, Jitter, next_attempt_after};
pub use secret::{Secret, SecretError};
pub use signature::{sign, signed_headers};
