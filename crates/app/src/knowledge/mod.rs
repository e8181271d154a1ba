//! Knowledge bases: texts and pages that agents answer from.
//!
//! What a client names is written down with a job; a worker reads the text and the pages, cuts them into passages and
//! puts these in place of the former ones ([`crate::work`]). From then on agents find them ([`index_of`]). A change of
//! what is to be read writes that job anew, and whoever is at the old one loses it. A knowledge base that is read again
//! from time to time has a job that waits for the next time.

mod check;
mod create;
mod index;
mod update;

pub use self::create::create;
pub use self::index::index_of;
pub use self::update::{change, change_as_of, read_again};

use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::job::JobKind;
use colloquy_domain::knowledge::{KnowledgeBase, KnowledgeSource, Refresh};
use colloquy_domain::{AgentId, Instant, KnowledgeBaseId, PassageId, WorkspaceId};
pub use colloquy_store::knowledge::CitedPassage;
use colloquy_store::{Durability, NewJob, jobs, knowledge};

use crate::lists::{Page, Walk};
use crate::{App, AppError, onward};

/// Attempts at reading; pages that are away for a moment are asked for again.
const ATTEMPTS: u32 = 4;

/// What a knowledge base is, beside its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewKnowledgeBase {
    /// Name; the title where it is blank.
    pub name: String,
    /// `faq`, `text`, `url` or any other word of the client's.
    pub kind: String,
    /// Title; the name where it is blank.
    pub title: String,
    /// A text of its own.
    pub text: Option<String>,
    /// What it holds, in words.
    pub description: Option<String>,
    /// Pages and documents that are read.
    pub urls: Vec<String>,
    /// The agents that may look things up in it; empty: all.
    pub agent_ids: Vec<AgentId>,
    /// How often the pages are read anew.
    pub refresh: Refresh,
}

/// One knowledge base.
pub async fn get(
    app: &App,
    workspace_id: WorkspaceId,
    id: KnowledgeBaseId,
) -> Result<KnowledgeBase, AppError> {
    let found = knowledge::get(app.store.reader(), workspace_id, id).await?;
    found.ok_or(AppError::NotFound("knowledge base"))
}

/// Knowledge bases, the newest first.
pub async fn list(
    app: &App,
    workspace_id: WorkspaceId,
    slice: Slice,
) -> Result<Sliced<KnowledgeBase>, AppError> {
    Ok(knowledge::list(app.store.reader(), workspace_id, slice).await?)
}

/// Knowledge bases page by page, the newest first and without their texts.
pub async fn page(
    app: &App,
    workspace_id: WorkspaceId,
    walk: Walk,
    limit: u64,
) -> Result<Page<KnowledgeBase>, AppError> {
    let rows = onward::rows_of(limit);
    let found = knowledge::onward(app.store.reader(), workspace_id, walk.after, rows).await?;
    Ok(onward::page(found, limit, |base| (base.created_at, base.id.0)))
}

/// Deletes a knowledge base with what was read for it: no agent finds it any more.
pub async fn delete(app: &App, workspace_id: WorkspaceId, id: KnowledgeBaseId) -> Result<(), AppError> {
    let now = app.now();
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                if !knowledge::delete(tx, workspace_id, id, now).await? {
                    return Err(AppError::NotFound("knowledge base"));
                }
                // Nothing is left to be read, now or later.
                jobs::withdraw(tx, &job_key(id)).await?;
                Ok(())
            })
        })
        .await
}

/// The texts of a knowledge base: its own, and its pages, each with how reading it went.
pub async fn sources(
    app: &App,
    workspace_id: WorkspaceId,
    id: KnowledgeBaseId,
) -> Result<Vec<KnowledgeSource>, AppError> {
    get(app, workspace_id, id).await?;
    Ok(knowledge::sources(app.store.reader(), id).await?)
}

/// The passages with these ids and where each stands, in their order. Those that are gone are left out.
pub async fn cited(
    app: &App,
    workspace_id: WorkspaceId,
    ids: &[PassageId],
) -> Result<Vec<CitedPassage>, AppError> {
    Ok(knowledge::passages_by_ids(app.store.reader(), workspace_id, ids).await?)
}

/// The job that reads a knowledge base; each has at most one at a time.
pub(crate) fn read_job(workspace_id: WorkspaceId, id: KnowledgeBaseId, run_at: Instant) -> NewJob {
    NewJob {
        workspace_id,
        lane: workspace_id.0,
        kind: JobKind::ReadKnowledge { knowledge_base_id: id },
        run_at,
        max_attempts: ATTEMPTS,
        dedupe_key: Some(job_key(id)),
    }
}

fn job_key(id: KnowledgeBaseId) -> String {
    format!("knowledge:{id}")
}
