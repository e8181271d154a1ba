//! Projects: conversations that are scored alike.
//!
//! Kinds and statuses are free words of whoever made the project. What its conversations are scored by is the newest
//! version of its scorecard at the time of each evaluation; changing it changes nothing that was scored before.

use std::collections::HashMap;

use colloquy_domain::credential::READ_PRIVATE;
use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::project::{ACTIVE, Project, ProjectFilter, ReviewRules};
use colloquy_domain::{Instant, ProjectId, ScorecardId, WorkspaceId};
use colloquy_store::{Durability, Tx, projects};

use crate::again::again;
use crate::clock::dated;
use crate::keys::Caller;
use crate::{App, AppError, FieldProblem, scorecards};

/// Longest name, kind and status, in characters.
const LONGEST_NAME: usize = 1_000;
/// Longest description, in characters.
const LONGEST_DESCRIPTION: usize = 20_000;

/// What a new project is to be.
#[derive(Debug, Clone)]
pub struct NewProject {
    /// Name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// What kind of project.
    pub kind: String,
    /// What its conversations are scored by; the workspace's default where none is given.
    pub scorecard_id: Option<ScorecardId>,
    /// Which of its evaluations a person should look at.
    pub review_rules: Option<ReviewRules>,
}

/// What is to change; `None` leaves it as it is.
#[derive(Debug, Clone, Default)]
pub struct ProjectChange {
    /// New name.
    pub name: Option<String>,
    /// New description, or none any more.
    pub description: Option<Option<String>>,
    /// New status.
    pub status: Option<String>,
    /// What its conversations are scored by from now on.
    pub scorecard_id: Option<ScorecardId>,
    /// New rules; they hold for what is completed or reviewed from now on.
    pub review_rules: Option<ReviewRules>,
}

/// Adds a project, which is [active](ACTIVE).
///
/// # Errors
/// [`AppError::Malformed`] naming `name`, `kind`, `description` or a member of `review_rules`; [`AppError::NotFound`]
/// where there is no such scorecard.
pub async fn create(app: &App, caller: &Caller, new: NewProject) -> Result<Project, AppError> {
    let workspace_id = caller.workspace_id();
    again(|| {
        let (now, new) = (app.now(), new.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let mut project = Project {
                    id: ProjectId::generate(),
                    workspace_id,
                    name: new.name,
                    description: new.description,
                    kind: new.kind,
                    status: ACTIVE.to_owned(),
                    // Until it is known.
                    scorecard_id: new.scorecard_id.unwrap_or(ScorecardId(uuid::Uuid::nil())),
                    review_rules: new.review_rules.unwrap_or_default(),
                    created_at: now,
                    updated_at: now,
                };
                check(&project)?;
                project.scorecard_id = scorecard(tx, workspace_id, new.scorecard_id, now).await?;
                projects::insert(tx, &project).await?;
                Ok(project)
            })
        })
    })
    .await
}

/// One project.
pub async fn get(app: &App, workspace_id: WorkspaceId, id: ProjectId) -> Result<Project, AppError> {
    let found = projects::get(app.store.reader(), workspace_id, id).await?;
    found.ok_or(AppError::NotFound("project"))
}

/// Projects that satisfy the filter, newest first.
pub async fn list(
    app: &App,
    workspace_id: WorkspaceId,
    filter: &ProjectFilter,
    slice: Slice,
) -> Result<Sliced<Project>, AppError> {
    Ok(projects::list(app.store.reader(), workspace_id, filter, slice).await?)
}

/// Changes a project; the instant of its last change moves only where something does.
///
/// # Errors
/// Those of [`create`], and [`AppError::NotFound`] where there is no such project.
pub async fn update(
    app: &App,
    workspace_id: WorkspaceId,
    id: ProjectId,
    change: ProjectChange,
) -> Result<Project, AppError> {
    again(|| {
        let (now, change) = (app.now(), change.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = projects::get_for_update(tx, workspace_id, id).await?;
                let before = found.ok_or(AppError::NotFound("project"))?;
                let mut after = before.clone();
                after.name = change.name.unwrap_or(after.name);
                after.description = change.description.unwrap_or(after.description);
                after.status = change.status.unwrap_or(after.status);
                after.review_rules = change.review_rules.unwrap_or(after.review_rules);
                check(&after)?;
                if let Some(wanted) = change.scorecard_id
                    && wanted != before.scorecard_id
                {
                    after.scorecard_id = scorecard(tx, workspace_id, Some(wanted), now).await?;
                }
                if after == before {
                    return Ok(after);
                }
                after.updated_at = dated(tx, before.updated_at);
                projects::update(tx, &after).await?;
                Ok(after)
            })
        })
    })
    .await
}

/// How many evaluations these projects have, whatever became of them. Those of private conversations count for callers
/// with [`READ_PRIVATE`] only. A project that has none may be left out.
pub async fn evaluation_counts(
    app: &App,
    caller: &Caller,
    ids: &[ProjectId],
) -> Result<HashMap<ProjectId, u64>, AppError> {
    let include_private = caller.may(READ_PRIVATE);
    Ok(projects::evaluation_counts(app.store.reader(), ids, include_private).await?)
}

/// The same of one project.
pub async fn evaluation_count(app: &App, caller: &Caller, id: ProjectId) -> Result<u64, AppError> {
    let counts = evaluation_counts(app, caller, &[id]).await?;
    Ok(counts.get(&id).copied().unwrap_or(0))
}

/// The scorecard that is wanted, locked so that nobody deletes it before the project uses it; or the default.
async fn scorecard(
    tx: &Tx,
    workspace_id: WorkspaceId,
    wanted: Option<ScorecardId>,
    now: Instant,
) -> Result<ScorecardId, AppError> {
    let id = match wanted {
        Some(id) => id,
        None => scorecards::default_of(tx, workspace_id, now).await?.id,
    };
    let found = colloquy_store::scorecards::get_for_update(tx, workspace_id, id).await?;
    Ok(found.ok_or(AppError::NotFound("scorecard"))?.id)
}

/// Every rule on values, all told at once.
fn check(project: &Project) -> Result<(), AppError> {
    let mut problems = Vec::new();
    for (field, text) in [("name", &project.name), ("kind", &project.kind), ("status", &project.status)] {
        if text.trim().is_empty() {
            problems.push(FieldProblem::new(field, "required", format!("{field} must not be blank")));
        } else if text.chars().count() > LONGEST_NAME {
            let message = format!("{field} must have at most {LONGEST_NAME} characters");
            problems.push(FieldProblem::new(field, "invalid_length", message));
        }
    }
    if project.description.as_ref().is_some_and(|text| text.chars().count() > LONGEST_DESCRIPTION) {
        let message = format!("description must have at most {LONGEST_DESCRIPTION} characters");
        problems.push(FieldProblem::new("description", "invalid_length", message));
    }
    let rules = &project.review_rules;
    for (field, number) in [
        ("review_rules.below_score", rules.below_score),
        ("review_rules.sample_percent", Some(rules.sample_percent)),
    ] {
        if number.is_some_and(|number| !(0.0..=100.0).contains(&number)) {
            let message = format!("{field} must be from 0 to 100");
            problems.push(FieldProblem::new(field, "invalid_range", message));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(AppError::Malformed(problems)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_names_its_field() {
        let mut project = Project {
            id: ProjectId::generate(),
            workspace_id: WorkspaceId::generate(),
            name: "Q1".into(),
            description: None,
            kind: "quality_review".into(),
            status: ACTIVE.into(),
            scorecard_id: ScorecardId::generate(),
            review_rules: ReviewRules::default(),
            created_at: Instant::UNIX_EPOCH,
            updated_at: Instant::UNIX_EPOCH,
        };
        assert!(check(&project).is_ok());
        project.name = " ".into();
        project.kind = "x".repeat(1_001);
        project.description = Some("x".repeat(20_001));
        project.review_rules = ReviewRules { below_score: Some(100.5), sample_percent: f64::NAN };
        let Err(AppError::Malformed(found)) = check(&project) else { panic!("it is refused") };
        let fields: Vec<&str> = found.iter().map(|problem| problem.field.as_str()).collect();
        let expected =
            ["name", "kind", "description", "review_rules.below_score", "review_rules.sample_percent"];
        assert_eq!(fields, expected);
    }
}
