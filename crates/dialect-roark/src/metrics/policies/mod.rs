//! Policies: which metrics run on which calls.

mod body;
pub mod create;
pub mod delete;
pub mod get;
pub mod list;
pub mod update;
mod wire;

use colloquy_app::AppError;

use crate::refusals::renamed;

/// Refusals of the use case in this dialect's names of fields.
fn in_our_words(error: AppError) -> AppError {
    renamed(error, &[("key", "conditionKey"), ("operator", "conditionOperator"), ("value", "conditionValue")])
}
