//! When something in a list changed last.

use colloquy_domain::WorkspaceId;
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{query_one, values};

/// A list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Conversations; private ones only where they are to be included.
    Conversations {
        /// Whether they are.
        include_private: bool,
    },
    /// Contacts.
    Contacts,
    /// Companies.
    Companies,
    /// Users.
    Users,
    /// Tags.
    Tags,
}

/// The latest time of change in the list, in microseconds since 1970; none where the list is empty.
pub async fn latest(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    list: List,
) -> Result<Option<i64>, StoreError> {
    let (table, condition) = match list {
        List::Conversations { include_private: true } => ("conversation", "AND deleted_at IS NULL"),
        List::Conversations { include_private: false } => {
            ("conversation", "AND deleted_at IS NULL AND NOT is_private")
        }
        List::Contacts => ("contact", "AND deleted_at IS NULL"),
        List::Companies => ("company", "AND deleted_at IS NULL"),
        List::Users => ("app_user", ""),
        List::Tags => ("tag", "AND deleted_at IS NULL"),
    };
    let sql = format!(
        "SELECT updated_at FROM {table} WHERE workspace_id = $1 {condition} \
         ORDER BY updated_at DESC, id DESC LIMIT 1"
    );
    query_one(conn, &sql, values![workspace_id.0], |row| row.take()).await
}
