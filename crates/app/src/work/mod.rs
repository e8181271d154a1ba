//! Workers: they claim jobs, do them, and write each result in the transaction that ends its job.
//!
//! A job's end checks that its lease is still ours. A worker that lost its lease (it hung, or its machine
//! slept) rolls back, so that no job has two results. Work that fails is retried with growing delays when
//! trying again may help, and given up at once when it cannot.

mod beats;
mod deliver;
mod dialer_call;
mod dialogue;
mod evaluation;
mod export;
mod failure;
mod fetch;
mod gauges;
mod identify;
mod insight;
mod knowledge;
pub(crate) mod lease;
pub(crate) mod metric;
mod options;
mod runtime;
mod stage;
mod transcribe;
mod workflow;

pub use self::beats::Beats;
pub use self::failure::WorkError;
pub use self::gauges::renew_gauges;
pub use self::options::WorkerOptions;
pub use self::runtime::{Workers, attempt};
pub use self::stage::Ended;
