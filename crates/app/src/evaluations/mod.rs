//! Evaluations: the scoring of a conversation within a project.
//!
//! An evaluation is [begun](begin) in one transaction with its event; it waits until the conversation's transcript and
//! its insights are known ([`ready`]), and a worker scores it ([`crate::work`]). Where there will be no transcript it
//! fails in the transaction in which that shows ([`fail`]). The stage of the conversation that is called evaluation
//! tells of the latest of its evaluations. A conversation may be evaluated as often as somebody asks, in as many
//! projects as there are; within a project the newest one is the current one, which alone counts in analytics. What
//! people decided goes on to it ([`carry`]).
//!
//! Where a row is locked, the conversation comes before its evaluations, and before both the job.

mod begin;
mod carry;
mod create;
mod fail;
mod read;
mod ready;
mod reopen;
mod stage;
mod told;

pub(crate) use self::begin::begin;
pub(crate) use self::carry::carry;
pub use self::create::{create, reevaluate};
pub(crate) use self::fail::{fail_pending, give_up};
pub use self::read::{EvaluationResults, EvaluationShown, get, list, results, shown, transcript};
pub(crate) use self::read::{Names, one_shown};
pub(crate) use self::ready::after_stage;
pub(crate) use self::reopen::reopen;
pub(crate) use self::stage::{length, put_stage};
pub(crate) use self::told::event;
