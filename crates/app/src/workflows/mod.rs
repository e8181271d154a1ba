//! Rules that act by themselves: managing them, starting their runs, and what a run tells.
//!
//! [`start`] is called in the transaction that ends a stage. It looks for rules that wait for this moment, asks each
//! whether the conversation is one of its own, and writes a run with its job. So a run is never lost, and a unique
//! row for each conversation and rule keeps it from happening twice, whatever races or is repeated. What a run does
//! is done by a worker ([`crate::work`]); mails and calls are made at least once and carry an id that stays the same.
//!
//! A rule holds for conversations that are accepted after it was made, switched on, or given another trigger or
//! filter. What it does is fixed when it starts; trying a failed run again takes the rule as it is by then.

mod check;
mod facts;
mod names;
mod preview;
mod recap;
mod recipients;
mod rules;
mod runs;
mod sample;
mod start;
mod template;

pub use self::check::{ActionInput, CallInput, ConditionInput, TriggerInput};
pub(crate) use self::facts::{Facts, Sources};
pub use self::preview::{Preview, PreviewedAction, preview};
pub(crate) use self::recap::recap;
pub(crate) use self::recipients::recipients;
pub use self::rules::{NewWorkflow, WorkflowChange, create, delete, get, list, rotate_secret, update};
pub(crate) use self::runs::run_job;
pub use self::runs::{list_of_conversation, list_of_workflow, one, retry};
pub(crate) use self::start::start;
pub(crate) use self::template::{content_type, render_body_aside};
