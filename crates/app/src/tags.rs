//! The tags of a workspace: adding, changing, removing.

use colloquy_domain::directory::Tag;
use colloquy_domain::event::EventKind;
use colloquy_domain::{TagId, WorkspaceId};
use colloquy_store::{Durability, StoreError, tags};

use crate::clock::dated;
use crate::events::{change_event, event_about, publish};
use crate::{App, AppError, FieldProblem};

/// What a tag is, beside its id.
#[derive(Debug, Clone)]
pub struct TagContent {
    /// Name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// `#RRGGBB`.
    pub hex_color: Option<String>,
    /// Whether the tags stage may give it.
    pub auto_tagging_enabled: bool,
}

/// What is to change; `None` leaves it as it is.
#[derive(Debug, Clone, Default)]
pub struct TagChange {
    /// New name.
    pub name: Option<String>,
    /// New description, or none any more.
    pub description: Option<Option<String>>,
    /// New colour, or none any more.
    pub hex_color: Option<Option<String>>,
    /// Switch on or off.
    pub auto_tagging_enabled: Option<bool>,
}

/// All tags of a workspace, by name.
pub async fn list(app: &App, workspace_id: WorkspaceId) -> Result<Vec<Tag>, AppError> {
    Ok(tags::list(app.store.reader(), workspace_id, false).await?)
}

/// The tag with that id.
pub async fn get(app: &App, workspace_id: WorkspaceId, id: TagId) -> Result<Tag, AppError> {
    tags::get(app.store.reader(), workspace_id, id).await?.ok_or(AppError::NotFound("tag"))
}

/// Adds a tag.
pub async fn create(app: &App, workspace_id: WorkspaceId, content: TagContent) -> Result<Tag, AppError> {
    let now = app.now();
    let tag = Tag {
        id: TagId::generate(),
        workspace_id,
        name: content.name.trim().to_owned(),
        description: content.description,
        hex_color: content.hex_color,
        auto_tagging_enabled: content.auto_tagging_enabled,
        created_at: now,
        updated_at: now,
    };
    check(&tag)?;
    let (saved, dialects) = (tag.clone(), app.dialects.clone());
    let written = app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                tags::insert(tx, &saved).await?;
                publish(tx, &dialects, vec![event_about(EventKind::TagCreated, &saved, now)]).await
            })
        })
        .await;
    answer(written).map(|()| tag)
}

/// Changes a tag, also where it was given already.
pub async fn update(
    app: &App,
    workspace_id: WorkspaceId,
    id: TagId,
    change: TagChange,
) -> Result<Tag, AppError> {
    let (now, dialects) = (app.now(), app.dialects.clone());
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = tags::get_for_update(tx, workspace_id, id).await?;
                let before = found.ok_or(AppError::NotFound("tag"))?;
                let mut tag = before.clone();
                tag.name = change.name.map_or(tag.name, |name| name.trim().to_owned());
                tag.description = change.description.unwrap_or(tag.description);
                tag.hex_color = change.hex_color.unwrap_or(tag.hex_color);
                tag.auto_tagging_enabled = change.auto_tagging_enabled.unwrap_or(tag.auto_tagging_enabled);
                check(&tag)?;
                // Nothing to tell, and nothing to date anew.
                if tag == before {
                    return Ok(tag);
                }
                tag.updated_at = dated(tx, before.updated_at);
                answer(tags::update(tx, &tag).await)?;
                let event = change_event(EventKind::TagUpdated, &before, &tag, now);
                publish(tx, &dialects, vec![event]).await?;
                Ok(tag)
            })
        })
        .await
}

/// Deletes a tag: no conversation has it any more.
pub async fn delete(app: &App, workspace_id: WorkspaceId, id: TagId) -> Result<(), AppError> {
    let (now, dialects) = (app.now(), app.dialects.clone());
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = tags::get_for_update(tx, workspace_id, id).await?;
                let tag = found.ok_or(AppError::NotFound("tag"))?;
                answer(tags::delete(tx, workspace_id, id, now).await)?;
                publish(tx, &dialects, vec![event_about(EventKind::TagDeleted, &tag, now)]).await?;
                Ok(())
            })
        })
        .await
}

fn answer(written: Result<(), StoreError>) -> Result<(), AppError> {
    match written {
        Err(StoreError::Conflict { .. }) => {
            Err(AppError::Conflict("a tag has this name already; case makes no difference".into()))
        }
        Err(StoreError::NotFound(_)) => Err(AppError::NotFound("tag")),
        other => Ok(other?),
    }
}

fn check(tag: &Tag) -> Result<(), AppError> {
    let mut problems = Vec::new();
    if !(1..=255).contains(&tag.name.chars().count()) {
        problems.push(FieldProblem::new("name", "invalid_length", "name must have 1 to 255 characters"));
    }
    if tag.description.as_ref().is_some_and(|text| text.chars().count() > 2_000) {
        let message = "description must have at most 2000 characters";
        problems.push(FieldProblem::new("description", "invalid_length", message));
    }
    if tag.hex_color.as_ref().is_some_and(|color| !is_color(color)) {
        problems.push(FieldProblem::new("hex_color", "invalid_format", "hex_color must be like #1A2B3C"));
    }
    if problems.is_empty() { Ok(()) } else { Err(AppError::Invalid(problems)) }
}

fn is_color(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|digits| digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
