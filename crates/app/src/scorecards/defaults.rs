//! The scorecards that a workspace begins with.

use colloquy_domain::scorecard::{Scorecard, ScorecardVersion, default_scorecards};
use colloquy_domain::{Instant, ScorecardId, WorkspaceId};
use colloquy_store::{StoreError, Tx, scorecards, workspaces};

/// Adds the default scorecards to a workspace that has never had one: when it is made, and for workspaces that are
/// older than scorecards as soon as somebody needs one. Since the default one cannot be deleted, a workspace that has
/// none has never had any.
pub(crate) async fn ensure_defaults(
    tx: &Tx,
    workspace_id: WorkspaceId,
    now: Instant,
) -> Result<(), StoreError> {
    if scorecards::default_of(tx, workspace_id).await?.is_some() {
        return Ok(());
    }
    // Two who need one at once: the second one waits here and then sees those of the first.
    workspaces::get_for_update(tx, workspace_id).await?.ok_or(StoreError::NotFound("workspace"))?;
    if scorecards::default_of(tx, workspace_id).await?.is_some() {
        return Ok(());
    }
    for default in default_scorecards() {
        let scorecard = Scorecard {
            id: ScorecardId::generate(),
            workspace_id,
            name: default.name.to_owned(),
            description: Some(default.description.to_owned()),
            is_default: default.is_default,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let version = ScorecardVersion {
            scorecard_id: scorecard.id,
            number: 1,
            sections: default.sections,
            created_at: now,
        };
        scorecards::insert(tx, &scorecard, &version).await?;
    }
    Ok(())
}

/// The scorecard that new projects of a workspace use where they name none.
pub(crate) async fn default_of(
    tx: &Tx,
    workspace_id: WorkspaceId,
    now: Instant,
) -> Result<Scorecard, StoreError> {
    ensure_defaults(tx, workspace_id, now).await?;
    scorecards::default_of(tx, workspace_id).await?.ok_or(StoreError::NotFound("scorecard"))
}
