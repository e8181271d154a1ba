//! Contradicting a criterion, and being done with an evaluation as a whole.

use colloquy_domain::EvaluationId;
use colloquy_domain::evaluation::Dispute;
use colloquy_domain::review::ReviewKind;
use colloquy_store::Durability;

use super::LONGEST_REASON;
use super::open::{Open, Step, actor};
use crate::again::again;
use crate::evaluations::{self, EvaluationShown, one_shown};
use crate::keys::Caller;
use crate::{App, AppError};

/// Disputes a criterion: the answer counts as before until somebody decides it.
///
/// # Errors
/// [`AppError::Malformed`] naming `criterion_id` or `reason`; [`AppError::Conflict`] where it is disputed already or the
/// evaluation is not completed; those of [`evaluations::get`].
pub async fn dispute(
    app: &App,
    caller: &Caller,
    id: EvaluationId,
    criterion_id: String,
    reason: String,
) -> Result<EvaluationShown, AppError> {
    if reason.trim().is_empty() {
        return Err(AppError::malformed("reason", "required", "reason must not be blank"));
    }
    check_length(&reason)?;
    evaluations::get(app, caller, id).await?;
    let by = actor(caller);
    let disputed = again(|| {
        let (criterion_id, reason) = (criterion_id.clone(), reason.trim().to_owned());
        let now = app.now();
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let mut open = Open::lock(tx, id).await?;
                let result = open.results.iter_mut().find(|one| one.criterion_id == criterion_id);
                let result = result.ok_or_else(|| {
                    let message = "criterion_id is no criterion of the evaluation";
                    AppError::malformed("criterion_id", "unknown_value", message)
                })?;
                if result.dispute.is_some() {
                    return Err(AppError::Conflict("the criterion is disputed already".into()));
                }
                result.dispute = Some(Dispute { reason: reason.clone(), by, at: now });
                let counting = result.counting().cloned();
                let step = Step {
                    criterion_id: Some(criterion_id),
                    kind: ReviewKind::Dispute,
                    before: counting.clone(),
                    after: counting,
                    reason,
                };
                open.save(tx, vec![step], by, now).await
            })
        })
    })
    .await?;
    one_shown(app, disputed).await
}

/// Looks at an evaluation as a whole and leaves it: it waits no more because it failed, is below what the project asks
/// for, or was drawn. What is unsure or disputed waits until it is decided.
///
/// # Errors
/// [`AppError::Malformed`] naming `reason`; [`AppError::Conflict`] where the evaluation is not completed; those of
/// [`evaluations::get`].
pub async fn close(
    app: &App,
    caller: &Caller,
    id: EvaluationId,
    reason: Option<String>,
) -> Result<EvaluationShown, AppError> {
    let reason = reason.map(|reason| reason.trim().to_owned()).unwrap_or_default();
    check_length(&reason)?;
    evaluations::get(app, caller, id).await?;
    let by = actor(caller);
    let closed = again(|| {
        let (reason, now) = (reason.clone(), app.now());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let open = Open::lock(tx, id).await?;
                let step =
                    Step { criterion_id: None, kind: ReviewKind::Close, before: None, after: None, reason };
                open.save(tx, vec![step], by, now).await
            })
        })
    })
    .await?;
    one_shown(app, closed).await
}

fn check_length(reason: &str) -> Result<(), AppError> {
    if reason.chars().count() > LONGEST_REASON {
        let message = format!("reason must have at most {LONGEST_REASON} characters");
        return Err(AppError::malformed("reason", "invalid_length", message));
    }
    Ok(())
}
