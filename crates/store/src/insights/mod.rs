//! What was found in conversations. A stage that runs again replaces what it found before.

mod action_items;
mod sentiment;
mod signals;
mod summary;
mod tag_assignments;

pub use self::action_items::{list_action_items, list_action_items_for_many, replace_action_items};
pub use self::sentiment::{get_sentiment, put_sentiment};
pub use self::signals::{list_signals, list_signals_for_many, replace_signals};
pub use self::summary::{get_summary, list_summary_texts_for_many, put_summary};
pub use self::tag_assignments::{
    give_tag, list_tag_assignments, list_tags_for_many, replace_found_tags, replace_tag_assignments,
};

use colloquy_domain::ConversationId;
use sea_orm::{ConnectionTrait, Value};

use crate::error::StoreError;
use crate::sql::{self, execute, values};

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
