//! What agents find: the passages of all knowledge bases that one may look things up in, ready to be searched.
//!
//! Making an index reads every word of every passage, so indexes are kept, under the knowledge bases that they are made
//! of and the revision of each. Whether these are still the ones is asked each time, which is one short statement; so a
//! change counts from the next turn on, in all processes.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError};

use colloquy_agent::Index;
use colloquy_domain::{AgentId, KnowledgeBaseId, WorkspaceId};
use colloquy_store::knowledge;

use crate::{App, AppError};

/// So many indexes are kept. Agents with the same knowledge bases share one; where there are more, some are made anew
/// when they are needed again.
const MOST_KEPT: usize = 64;

/// Which knowledge bases, each with its revision.
type Key = Vec<(KnowledgeBaseId, u64)>;

/// What an agent finds now.
pub async fn index_of(
    app: &App,
    workspace_id: WorkspaceId,
    agent_id: AgentId,
) -> Result<Arc<Index>, AppError> {
    let reader = app.store.reader();
    let mut key = knowledge::revisions_of_agent(reader, workspace_id, agent_id).await?;
    if key.is_empty() {
        return Ok(Arc::default());
    }
    key.sort_unstable();
    if let Some(index) = kept(app, &key) {
        return Ok(index);
    }
    let ids: Vec<KnowledgeBaseId> = key.iter().map(|(id, _)| *id).collect();
    // Whoever writes passages meanwhile makes another revision of them: then the next turn makes the index anew.
    let passages = knowledge::passages(reader, &ids).await?;
    let made = tokio::task::spawn_blocking(move || Index::build(passages)).await;
    let index = Arc::new(made.map_err(AppError::internal)?);
    // A panic while the lock is held cannot leave the indexes half changed.
    let mut indexes = app.indexes().lock().unwrap_or_else(PoisonError::into_inner);
    keep(&mut indexes, key, index.clone());
    Ok(index)
}

fn kept(app: &App, key: &[(KnowledgeBaseId, u64)]) -> Option<Arc<Index>> {
    app.indexes().lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
}

fn keep(indexes: &mut HashMap<Key, Arc<Index>>, key: Key, index: Arc<Index>) {
    // Former revisions are asked for by nobody any more.
    indexes.retain(|kept, _| !is_former(kept, &key));
    while indexes.len() >= MOST_KEPT {
        let Some(any) = indexes.keys().next().cloned() else { break };
        indexes.remove(&any);
    }
    indexes.insert(key, index);
}

/// Whether a knowledge base of `kept` stands in `new` with a later revision.
fn is_former(kept: &[(KnowledgeBaseId, u64)], new: &[(KnowledgeBaseId, u64)]) -> bool {
    let is_later = |(id, revision): &(KnowledgeBaseId, u64)| {
        new.iter().any(|(other, later)| other == id && later > revision)
    };
    kept.iter().any(is_later)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn former_revisions_give_way_and_so_do_some_where_there_are_many() {
        let (one, other) = (KnowledgeBaseId::generate(), KnowledgeBaseId::generate());
        let mut indexes = HashMap::new();
        keep(&mut indexes, vec![(one, 1)], Arc::default());
        keep(&mut indexes, vec![(one, 1), (other, 1)], Arc::default());
        keep(&mut indexes, vec![(other, 2)], Arc::default());
        assert!(!indexes.contains_key([(one, 1), (other, 1)].as_slice()), "one of them has changed");
        assert!(indexes.contains_key([(one, 1)].as_slice()) && indexes.contains_key([(other, 2)].as_slice()));
        for _ in 0..MOST_KEPT + 1 {
            let key = vec![(KnowledgeBaseId::generate(), 1)];
            keep(&mut indexes, key.clone(), Arc::default());
            assert!(indexes.contains_key(key.as_slice()), "the newest is kept");
        }
        assert_eq!(indexes.len(), MOST_KEPT);
    }
}
