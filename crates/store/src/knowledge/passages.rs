//! Reading passages: all of some knowledge bases for an index, or those that a message rests on.

use std::collections::HashMap;

use colloquy_domain::knowledge::Passage;
use colloquy_domain::{KnowledgeBaseId, KnowledgeSourceId, PassageId, WorkspaceId};
use sea_orm::{ConnectionTrait, Value};

use crate::error::StoreError;
use crate::lists::query::qualified;
use crate::sql::{Fields, IDS_AT_ONCE, placeholders, query_all, values};

pub(super) const COLUMNS: &str = "id, knowledge_base_id, source_id, position, text";

/// A passage with what a reader is told of where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedPassage {
    /// The passage.
    pub passage: Passage,
    /// The title of its source, else of its knowledge base.
    pub title: Option<String>,
    /// The address of its source; none for a text of the knowledge base's own.
    pub url: Option<String>,
}

fn read(row: &mut Fields<'_>) -> Result<Passage, StoreError> {
    Ok(Passage {
        id: PassageId(row.uuid()?),
        knowledge_base_id: KnowledgeBaseId(row.uuid()?),
        source_id: KnowledgeSourceId(row.uuid()?),
        position: row.number()?,
        text: row.take()?,
    })
}

fn read_cited(row: &mut Fields<'_>) -> Result<CitedPassage, StoreError> {
    let passage = read(row)?;
    let titles: [Option<String>; 2] = [row.take()?, row.take()?];
    let title = titles.into_iter().flatten().find(|title| !title.is_empty());
    Ok(CitedPassage { passage, title, url: row.take()? })
}

/// All passages of several knowledge bases, by knowledge base, source and place.
pub async fn passages(
    conn: &impl ConnectionTrait,
    ids: &[KnowledgeBaseId],
) -> Result<Vec<Passage>, StoreError> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let mut found = Vec::new();
    for some in ids.chunks(IDS_AT_ONCE) {
        let sql = format!(
            "SELECT {COLUMNS} FROM passage WHERE knowledge_base_id IN ({}) \
             ORDER BY knowledge_base_id, source_id, position",
            placeholders(1, some.len())
        );
        let values = some.iter().map(|id| id.0.into()).collect();
        found.extend(query_all(conn, &sql, values, read).await?);
    }
    Ok(found)
}

/// The passages with these ids, in their order. Those that are gone are absent.
pub async fn passages_by_ids(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    ids: &[PassageId],
) -> Result<Vec<CitedPassage>, StoreError> {
    let mut found: HashMap<PassageId, CitedPassage> = HashMap::with_capacity(ids.len());
    for some in ids.chunks(IDS_AT_ONCE) {
        let sql = format!(
            "SELECT {}, knowledge_source.title, knowledge_base.title, knowledge_source.url FROM passage \
             JOIN knowledge_source ON knowledge_source.id = passage.source_id \
             JOIN knowledge_base ON knowledge_base.id = passage.knowledge_base_id \
             WHERE knowledge_base.workspace_id = $1 AND knowledge_base.deleted_at IS NULL AND passage.id IN ({})",
            qualified("passage", COLUMNS),
            placeholders(2, some.len())
        );
        let mut values = values![workspace_id.0];
        values.extend(some.iter().map(|id| Value::from(id.0)));
        let cited = query_all(conn, &sql, values, read_cited).await?;
        found.extend(cited.into_iter().map(|cited| (cited.passage.id, cited)));
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}
