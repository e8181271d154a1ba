//! Changing a knowledge base, and reading it again.

use colloquy_domain::knowledge::{KnowledgeBase, KnowledgeStatus};
use colloquy_domain::{Instant, KnowledgeBaseId, WorkspaceId};
use colloquy_store::{Durability, jobs, knowledge};

use super::{NewKnowledgeBase, check, read_job};
use crate::clock::dated;
use crate::{App, AppError};

const OUTDATED: &str = "the knowledge base was changed since base_updated_at: read it and change that";

/// Changes a knowledge base. Where text, title, pages or the time between two readings become others, it is read anew.
///
/// # Errors
/// As [`create`](super::create), and [`AppError::NotFound`].
pub async fn change(
    app: &App,
    workspace_id: WorkspaceId,
    id: KnowledgeBaseId,
    change: impl FnOnce(&mut NewKnowledgeBase) + Send + 'static,
) -> Result<KnowledgeBase, AppError> {
    change_as_of(app, workspace_id, id, None, change).await
}

/// The same of a knowledge base as it was last changed `as_of`, to the millisecond.
///
/// # Errors
/// As [`change`], and [`AppError::Conflict`] where somebody has changed it since.
pub async fn change_as_of(
    app: &App,
    workspace_id: WorkspaceId,
    id: KnowledgeBaseId,
    as_of: Option<Instant>,
    change: impl FnOnce(&mut NewKnowledgeBase) + Send + 'static,
) -> Result<KnowledgeBase, AppError> {
    let now = app.now();
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = knowledge::get_for_update(tx, id).await?;
                let found = found.filter(|base| base.workspace_id == workspace_id);
                let before = found.ok_or(AppError::NotFound("knowledge base"))?;
                if as_of.is_some_and(|known| milliseconds(known) != milliseconds(before.updated_at)) {
                    return Err(AppError::Conflict(OUTDATED.to_owned()));
                }
                let mut content = content_of(&before);
                change(&mut content);
                let content = check::checked(content)?;
                check::agents(tx, workspace_id, &before.agent_ids, &content.agent_ids).await?;
                let mut after = KnowledgeBase {
                    name: content.name,
                    kind: content.kind,
                    title: content.title,
                    description: content.description,
                    text: content.text,
                    urls: content.urls,
                    agent_ids: content.agent_ids,
                    refresh: content.refresh,
                    ..before.clone()
                };
                if after == before {
                    return Ok(after);
                }
                // Clients know it to the millisecond, and tell by it whether something changed.
                after.updated_at =
                    dated(tx, before.updated_at).max(before.updated_at + time::Duration::MILLISECOND);
                let is_to_be_read = after.text != before.text
                    || after.title != before.title
                    || after.urls != before.urls
                    || after.refresh != before.refresh;
                if is_to_be_read {
                    // Until somebody finds out otherwise, as of a new one.
                    after.status = KnowledgeStatus::Active;
                    after.refresh_at = None;
                }
                knowledge::update(tx, &after).await?;
                if is_to_be_read {
                    // Whoever reads the former text and pages just now must not write them down.
                    jobs::replace(tx, read_job(workspace_id, id, now)).await?;
                }
                Ok(after)
            })
        })
        .await
}

/// Reads its text and pages again, now.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn read_again(app: &App, workspace_id: WorkspaceId, id: KnowledgeBaseId) -> Result<(), AppError> {
    let now = app.now();
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = knowledge::get_for_update(tx, id).await?;
                found
                    .filter(|base| base.workspace_id == workspace_id)
                    .ok_or(AppError::NotFound("knowledge base"))?;
                jobs::replace(tx, read_job(workspace_id, id, now)).await?;
                Ok(())
            })
        })
        .await
}

/// As clients are told of it.
fn milliseconds(instant: Instant) -> i128 {
    instant.unix_timestamp_nanos().div_euclid(1_000_000)
}

fn content_of(base: &KnowledgeBase) -> NewKnowledgeBase {
    NewKnowledgeBase {
        name: base.name.clone(),
        kind: base.kind.clone(),
        title: base.title.clone(),
        text: base.text.clone(),
        description: base.description.clone(),
        urls: base.urls.clone(),
        agent_ids: base.agent_ids.clone(),
        refresh: base.refresh,
    }
}
