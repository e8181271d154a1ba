//! What people say of evaluations.
//!
//! A person decides criteria ([`decide()`]): where the answer is that of the engine the criterion is confirmed,
//! otherwise it is overridden, which needs a reason. The person's answer counts from then on, in the evaluation's
//! numbers and in analytics; what the engine said stays on record beside it, and every step stands in the [`history`]
//! with who, when and why. Somebody who does not agree disputes a criterion ([`dispute()`]); who decides it next settles
//! the dispute. What a person should look at stands in the [queue](queue()).
//!
//! Only completed evaluations are reviewed. Each step locks the evaluation's row, so that of two people who decide at
//! once the later one sees what the earlier one did.

mod decide;
mod dispute;
mod open;
mod queue;

pub use self::decide::{Verdict, decide};
pub use self::dispute::{close, dispute};
pub(crate) use self::queue::settle;
pub use self::queue::{queue, reasons};
pub use colloquy_store::review_queue::{QueueFilter, QueuedEvaluation};

use colloquy_domain::EvaluationId;
use colloquy_domain::review::Review;

use crate::keys::Caller;
use crate::{App, AppError, evaluations};

/// Longest reason, in characters.
const LONGEST_REASON: usize = 2_000;

/// What was said of an evaluation, oldest first.
///
/// # Errors
/// Those of [`evaluations::get`].
pub async fn history(app: &App, caller: &Caller, id: EvaluationId) -> Result<Vec<Review>, AppError> {
    evaluations::get(app, caller, id).await?;
    Ok(colloquy_store::reviews::list(app.store.reader(), id).await?)
}
