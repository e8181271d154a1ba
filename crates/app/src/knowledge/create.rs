//! Making a knowledge base.

use colloquy_domain::knowledge::{KnowledgeBase, KnowledgeStatus};
use colloquy_domain::{KnowledgeBaseId, WorkspaceId};
use colloquy_store::{Durability, jobs, knowledge};

use super::{NewKnowledgeBase, check, read_job};
use crate::{App, AppError};

/// Makes a knowledge base, and has it read.
///
/// # Errors
/// [`AppError::Malformed`] naming each field that breaks a rule, and `agent_ids` where one of them is not there.
pub async fn create(
    app: &App,
    workspace_id: WorkspaceId,
    new: NewKnowledgeBase,
) -> Result<KnowledgeBase, AppError> {
    let (new, now) = (check::checked(new)?, app.now());
    let base = KnowledgeBase {
        id: KnowledgeBaseId::generate(),
        workspace_id,
        name: new.name,
        kind: new.kind,
        title: new.title,
        description: new.description,
        text: new.text,
        urls: new.urls,
        agent_ids: new.agent_ids,
        refresh: new.refresh,
        status: KnowledgeStatus::Active,
        refresh_at: None,
        revision: 0,
        created_at: now,
        updated_at: now,
    };
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                check::agents(tx, workspace_id, &[], &base.agent_ids).await?;
                knowledge::insert(tx, &base).await?;
                jobs::enqueue(tx, vec![read_job(workspace_id, base.id, now)]).await?;
                Ok(base)
            })
        })
        .await
}
