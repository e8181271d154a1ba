//! Scorecards: what conversations are scored by.
//!
//! A scorecard's criteria stand in versions that never change: an evaluation names the version that it was made with,
//! and keeps it whatever is changed afterwards. Changing the sections makes a new version; changing the name does not.
//! Exactly one scorecard of a workspace is the default, which projects use that name none.

mod check;
mod defaults;

pub(crate) use self::defaults::{default_of, ensure_defaults};

use colloquy_domain::scorecard::{Scorecard, ScorecardVersion, Section};
use colloquy_domain::{Instant, ScorecardId, WorkspaceId};
use colloquy_store::{Durability, StoreError, Tx, constraint, scorecards, workspaces};

use crate::again::again;
use crate::clock::dated;
use crate::{App, AppError};

/// What a new scorecard is to be.
#[derive(Debug, Clone)]
pub struct NewScorecard {
    /// Name, unique in the workspace.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Its criteria.
    pub sections: Vec<Section>,
    /// Whether it is to be the default in place of the one that is.
    pub is_default: bool,
}

/// What is to change; `None` leaves it as it is.
#[derive(Debug, Clone, Default)]
pub struct ScorecardChange {
    /// New name.
    pub name: Option<String>,
    /// New description, or none any more.
    pub description: Option<Option<String>>,
    /// New criteria: a new version, where they differ.
    pub sections: Option<Vec<Section>>,
    /// Makes it the default.
    pub is_default: Option<bool>,
}

/// Adds a scorecard with its first version.
///
/// # Errors
/// [`AppError::Invalid`] naming each place that breaks a rule; [`AppError::Conflict`] where the name is taken.
pub async fn create(
    app: &App,
    workspace_id: WorkspaceId,
    new: NewScorecard,
) -> Result<(Scorecard, ScorecardVersion), AppError> {
    check::check(&new.name, new.description.as_deref(), &new.sections)?;
    again(|| {
        let (now, new) = (app.now(), new.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                // Before the first of its own, so that a workspace has the server's, too.
                ensure_defaults(tx, workspace_id, now).await?;
                let mut scorecard = Scorecard {
                    id: ScorecardId::generate(),
                    workspace_id,
                    name: new.name.trim().to_owned(),
                    description: new.description,
                    is_default: false,
                    version: 1,
                    created_at: now,
                    updated_at: now,
                };
                let version = ScorecardVersion {
                    scorecard_id: scorecard.id,
                    number: 1,
                    sections: new.sections,
                    created_at: now,
                };
                answer(scorecards::insert(tx, &scorecard, &version).await)?;
                if new.is_default {
                    make_default(tx, &mut scorecard).await?;
                }
                Ok((scorecard, version))
            })
        })
    })
    .await
}

/// A scorecard and its newest version.
pub async fn get(
    app: &App,
    workspace_id: WorkspaceId,
    id: ScorecardId,
) -> Result<(Scorecard, ScorecardVersion), AppError> {
    let scorecard = found(app, workspace_id, id).await?;
    let newest = scorecards::version(app.store.reader(), id, scorecard.version).await?;
    Ok((scorecard, newest.ok_or(AppError::NotFound("scorecard version"))?))
}

/// All scorecards of a workspace.
pub async fn list(app: &App, workspace_id: WorkspaceId) -> Result<Vec<Scorecard>, AppError> {
    let reader = app.store.reader();
    if scorecards::default_of(reader, workspace_id).await?.is_none() {
        let now = app.now();
        app.store
            .write(Durability::Full, move |tx| {
                Box::pin(async move { ensure_defaults(tx, workspace_id, now).await })
            })
            .await?;
    }
    Ok(scorecards::list(reader, workspace_id).await?)
}

/// Changes a scorecard. Evaluations that were made keep the version that they were made with.
///
/// # Errors
/// [`AppError::Conflict`] where the name is taken, or where the default is to be none: another one is made the default
/// instead.
pub async fn update(
    app: &App,
    workspace_id: WorkspaceId,
    id: ScorecardId,
    change: ScorecardChange,
) -> Result<(Scorecard, ScorecardVersion), AppError> {
    again(|| {
        let (now, change) = (app.now(), change.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move { update_in(tx, workspace_id, id, change, now).await })
        })
    })
    .await
}

async fn update_in(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: ScorecardId,
    change: ScorecardChange,
    now: Instant,
) -> Result<(Scorecard, ScorecardVersion), AppError> {
    if change.is_default == Some(true) {
        // In the same order as whoever makes another one the default.
        workspaces::get_for_update(tx, workspace_id).await?.ok_or(AppError::NotFound("workspace"))?;
    }
    let found = scorecards::get_for_update(tx, workspace_id, id).await?;
    let before = found.ok_or(AppError::NotFound("scorecard"))?;
    let newest = scorecards::version(tx, id, before.version).await?;
    let newest = newest.ok_or(AppError::NotFound("scorecard version"))?;
    let mut after = before.clone();
    after.name = change.name.map_or(after.name, |name| name.trim().to_owned());
    after.description = change.description.unwrap_or(after.description);
    let sections = change.sections.unwrap_or_else(|| newest.sections.clone());
    check::check(&after.name, after.description.as_deref(), &sections)?;
    if before.is_default && change.is_default == Some(false) {
        return Err(AppError::Conflict(
            "a workspace always has a default scorecard: make another one the default instead".into(),
        ));
    }
    let version = if sections == newest.sections {
        newest
    } else {
        after.version += 1;
        let next = ScorecardVersion { scorecard_id: id, number: after.version, sections, created_at: now };
        scorecards::add_version(tx, &next).await?;
        next
    };
    let becomes_default = change.is_default == Some(true) && !before.is_default;
    if after != before || becomes_default {
        after.updated_at = dated(tx, before.updated_at);
        answer(scorecards::update(tx, &after).await)?;
    }
    if becomes_default {
        make_default(tx, &mut after).await?;
    }
    Ok((after, version))
}

/// All versions of a scorecard.
pub async fn versions(
    app: &App,
    workspace_id: WorkspaceId,
    id: ScorecardId,
) -> Result<Vec<ScorecardVersion>, AppError> {
    found(app, workspace_id, id).await?;
    Ok(scorecards::versions(app.store.reader(), id).await?)
}

/// One version of a scorecard.
pub async fn version(
    app: &App,
    workspace_id: WorkspaceId,
    id: ScorecardId,
    number: u64,
) -> Result<ScorecardVersion, AppError> {
    found(app, workspace_id, id).await?;
    let version = scorecards::version(app.store.reader(), id, number).await?;
    version.ok_or(AppError::NotFound("scorecard version"))
}

/// Deletes a scorecard. Evaluations that were made with it keep their versions of it.
///
/// # Errors
/// [`AppError::Conflict`] where a project uses it, or where it is the default.
pub async fn delete(app: &App, workspace_id: WorkspaceId, id: ScorecardId) -> Result<(), AppError> {
    again(|| {
        let now = app.now();
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                // Locked, as by whoever gives it to a project.
                let found = scorecards::get_for_update(tx, workspace_id, id).await?;
                let scorecard = found.ok_or(AppError::NotFound("scorecard"))?;
                if scorecard.is_default {
                    return Err(AppError::Conflict("the default scorecard cannot be deleted".into()));
                }
                if scorecards::is_used(tx, id).await? {
                    return Err(AppError::Conflict("a project uses the scorecard".into()));
                }
                answer(scorecards::delete(tx, workspace_id, id, now).await)
            })
        })
    })
    .await
}

async fn found(app: &App, workspace_id: WorkspaceId, id: ScorecardId) -> Result<Scorecard, AppError> {
    let found = scorecards::get(app.store.reader(), workspace_id, id).await?;
    found.ok_or(AppError::NotFound("scorecard"))
}

/// Makes it the default in place of the one that is. The workspace's row is locked first: of two that are made the
/// default at once the later one stays it.
async fn make_default(tx: &Tx, scorecard: &mut Scorecard) -> Result<(), AppError> {
    let workspace = workspaces::get_for_update(tx, scorecard.workspace_id).await?;
    workspace.ok_or(AppError::NotFound("workspace"))?;
    scorecards::set_default(tx, scorecard.workspace_id, scorecard.id).await?;
    scorecard.is_default = true;
    Ok(())
}

fn answer(written: Result<(), StoreError>) -> Result<(), AppError> {
    match written {
        Err(error) if error.is_conflict_of(constraint::SCORECARD_NAME) => {
            Err(AppError::Conflict("a scorecard has this name already".into()))
        }
        Err(StoreError::NotFound(_)) => Err(AppError::NotFound("scorecard")),
        other => Ok(other?),
    }
}
