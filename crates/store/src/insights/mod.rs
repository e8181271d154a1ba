//! What was found in conversations, and what people said in its place ([`Corrected`]). Who writes what a stage has found
//! puts both together first ([`correction`](colloquy_domain::correction)): the functions here replace what is there.

mod action_items;
mod sentiment;
mod signals;
mod summary;
mod tag_assignments;

pub use self::action_items::{
    list_action_items, list_action_items_for_many, list_corrected_action_items, list_removed_action_items,
    note_removed_action_item, replace_action_items, replace_corrected_action_items,
};
pub use self::sentiment::{get_corrected_sentiment, get_sentiment, put_corrected_sentiment, put_sentiment};
pub use self::signals::{
    list_corrected_signals, list_signals, list_signals_for_many, replace_corrected_signals, replace_signals,
};
pub use self::summary::{
    get_corrected_summary, get_summary, list_summary_texts_for_many, put_corrected_summary, put_summary,
};
pub use self::tag_assignments::{
    forget_removed_tags, give_tag, list_corrected_tags, list_removed_tags, list_tag_assignments,
    list_tags_for_many, note_removed_tags, replace_corrected_tags, replace_found_tags,
    replace_tag_assignments,
};

use colloquy_domain::ConversationId;
use colloquy_domain::correction::Corrected;
use sea_orm::{ConnectionTrait, Value};
use serde::de::DeserializeOwned;

use crate::error::StoreError;
use crate::sql::{self, Fields, execute, values};

/// Reads the columns `document` and `correction`.
fn read_corrected<T: DeserializeOwned>(row: &mut Fields<'_>) -> Result<Corrected<T>, StoreError> {
    Ok(Corrected { value: row.json()?, correction: row.optional_json()? })
}

/// Puts rows in place of those that the conversation has in `table`.
async fn replace(
    conn: &impl ConnectionTrait,
    table: &str,
    columns: &str,
    conversation_id: ConversationId,
    rows: Vec<Vec<Value>>,
) -> Result<(), StoreError> {
    let remove = format!("DELETE FROM {table} WHERE conversation_id = $1");
    execute(conn, &remove, values![conversation_id.0]).await?;
    sql::insert(conn, table, columns, rows).await
}
