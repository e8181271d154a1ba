//! The texts of a knowledge base, and the passages that each is cut into.

use std::collections::{HashMap, VecDeque};

use colloquy_domain::knowledge::KnowledgeSource;
use colloquy_domain::{KnowledgeBaseId, KnowledgeSourceId, PassageId};
use sea_orm::{ConnectionTrait, Value};

use crate::error::StoreError;
use crate::sql::{
    self, Fields, execute, insert_or, number, optional_micros, placeholders, query_all, values,
};
use crate::tx::Tx;

const COLUMNS: &str = "id, knowledge_base_id, url, title, read_at, error";

fn read(row: &mut Fields<'_>) -> Result<KnowledgeSource, StoreError> {
    Ok(KnowledgeSource {
        id: KnowledgeSourceId(row.uuid()?),
        knowledge_base_id: KnowledgeBaseId(row.uuid()?),
        url: row.take()?,
        title: row.take()?,
        read_at: row.optional_instant()?,
        error: row.take()?,
    })
}

/// The sources of a knowledge base, in the order in which they were made.
pub async fn sources(
    conn: &impl ConnectionTrait,
    id: KnowledgeBaseId,
) -> Result<Vec<KnowledgeSource>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM knowledge_source WHERE knowledge_base_id = $1 ORDER BY id");
    query_all(conn, &sql, values![id.0], read).await
}

/// Stores a source in place of what was known of it, and these passages, in order, in place of those that it had. A
/// passage with the same words keeps its id.
pub async fn put_source(tx: &Tx, source: &KnowledgeSource, passages: &[String]) -> Result<(), StoreError> {
    put(tx, source).await?;
    let mut former = former_passages(tx, source.id).await?;
    execute(tx, "DELETE FROM passage WHERE source_id = $1", values![source.id.0]).await?;
    let rows: Vec<Vec<Value>> = passages
        .iter()
        .enumerate()
        .map(|(position, text)| {
            let kept = former.get_mut(text).and_then(VecDeque::pop_front);
            let id = kept.unwrap_or_else(PassageId::generate);
            values![id.0, source.knowledge_base_id.0, source.id.0, number(position), text.as_str()]
        })
        .collect();
    sql::insert(tx, "passage", super::passages::COLUMNS, rows).await
}

/// The ids of a source's passages by their words; the same words may stand there more than once.
async fn former_passages(
    tx: &Tx,
    id: KnowledgeSourceId,
) -> Result<HashMap<String, VecDeque<PassageId>>, StoreError> {
    let sql = "SELECT text, id FROM passage WHERE source_id = $1 ORDER BY position";
    let found =
        query_all(tx, sql, values![id.0], |row| Ok((row.take::<String>()?, PassageId(row.uuid()?)))).await?;
    let mut by_text: HashMap<String, VecDeque<PassageId>> = HashMap::with_capacity(found.len());
    for (text, id) in found {
        by_text.entry(text).or_default().push_back(id);
    }
    Ok(by_text)
}

/// Stores what is known of a source that could not be read. The passages that it had stay.
pub async fn note_source_error(tx: &Tx, source: &KnowledgeSource) -> Result<(), StoreError> {
    put(tx, source).await
}

async fn put(tx: &Tx, source: &KnowledgeSource) -> Result<(), StoreError> {
    let row = values![
        source.id.0,
        source.knowledge_base_id.0,
        source.url.clone(),
        source.title.clone(),
        optional_micros(source.read_at),
        source.error.clone(),
    ];
    let replaced = "ON CONFLICT (id) DO UPDATE SET url = excluded.url, title = excluded.title, \
                    read_at = excluded.read_at, error = excluded.error";
    insert_or(tx, "knowledge_source", COLUMNS, vec![row], replaced).await.map(|_| ())
}

/// Removes all sources of a knowledge base but these, with their passages.
pub async fn keep_sources(
    tx: &Tx,
    id: KnowledgeBaseId,
    kept: &[KnowledgeSourceId],
) -> Result<(), StoreError> {
    let mut sql = "DELETE FROM knowledge_source WHERE knowledge_base_id = $1".to_owned();
    if !kept.is_empty() {
        sql.push_str(&format!(" AND id NOT IN ({})", placeholders(2, kept.len())));
    }
    let mut values = values![id.0];
    values.extend(kept.iter().map(|id| Value::from(id.0)));
    // Their passages go with them.
    execute(tx, &sql, values).await.map(|_| ())
}
