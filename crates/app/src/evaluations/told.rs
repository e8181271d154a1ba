//! What others are told of an evaluation.

use colloquy_domain::Instant;
use colloquy_domain::evaluation::Evaluation;
use colloquy_domain::event::{EvaluationTold, Event, EventKind};
use colloquy_store::{StoreError, Tx, projects};

use crate::attribution::told_keys;
use crate::events::event_about;

/// The evaluation as it is now, with the names by which clients know what it belongs to.
pub(crate) async fn told(tx: &Tx, evaluation: &Evaluation) -> Result<EvaluationTold, StoreError> {
    let project = projects::get(tx, evaluation.workspace_id, evaluation.project_id).await?;
    let (campaign_key, call_center_key) = told_keys(tx, &evaluation.attribution).await?;
    Ok(EvaluationTold {
        evaluation: evaluation.clone(),
        project_name: project.map(|project| project.name).unwrap_or_default(),
        campaign_key,
        call_center_key,
    })
}

/// An event about it.
pub(crate) async fn event(
    tx: &Tx,
    kind: EventKind,
    evaluation: &Evaluation,
    now: Instant,
) -> Result<Event, StoreError> {
    Ok(event_about(kind, told(tx, evaluation).await?, now))
}
