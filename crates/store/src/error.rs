//! What can go wrong with the database.
//!
//! A violated constraint that means something to a client has a name in [`constraint`] and comes out as
//! [`StoreError::Conflict`]; everything else that a database says is [`StoreError::Database`], for the log.

use std::ops::Deref;

use sea_orm::{DbErr, RuntimeErr, SqlxError};
use sqlx::error::DatabaseError;
use sqlx::sqlite::SqliteError;
use thiserror::Error;

/// Names of the unique constraints that callers tell apart.
pub mod constraint {
    /// A conversation's external id within its workspace.
    pub const CONVERSATION_EXTERNAL_ID: &str = "conversation_external_id";
    /// The external id of a call among those that are not deleted.
    pub const CALL_EXTERNAL_ID: &str = "conversation_key_external";
    /// A workspace's name.
    pub const WORKSPACE_NAME: &str = "workspace_name";
    /// A user's e-mail address within the workspace.
    pub const USER_EMAIL: &str = "app_user_email";
    /// The hash of a credential's token.
    pub const CREDENTIAL_TOKEN: &str = "credential_token";
    /// A signal definition's name within its workspace.
    pub const SIGNAL_DEFINITION_NAME: &str = "signal_definition_name";
    /// A tag's name within its workspace, whatever its case.
    pub const TAG_NAME: &str = "tag_name";
    /// A contact's e-mail address within the workspace.
    pub const CONTACT_EMAIL: &str = "contact_email_value";
    /// A contact's telephone number within the workspace.
    pub const CONTACT_PHONE: &str = "contact_phone_value";
    /// A company's domain within the workspace.
    pub const COMPANY_DOMAIN: &str = "company_domain_value";
    /// A metric's slug within its workspace.
    pub const METRIC_SLUG: &str = "metric_definition_slug";
    /// A variant's name within its metric.
    pub const METRIC_VARIANT_NAME: &str = "metric_variant_name";
    /// An agent's custom id within its workspace.
    pub const AGENT_CUSTOM_ID: &str = "agent_custom_id";
    /// A scorecard's name within its workspace, among those that are not deleted.
    pub const SCORECARD_NAME: &str = "scorecard_name";
    /// A campaign's key within its workspace.
    pub const CAMPAIGN_KEY: &str = "campaign_key";
    /// A call center's key within its workspace.
    pub const CALL_CENTER_KEY: &str = "call_center_key";
    /// The address of an inbound route within its channel.
    pub const INBOUND_ADDRESS: &str = "inbound_route_address";
    /// The name of a message within its workspace and channel.
    pub const DIALOGUE_MESSAGE_KEY: &str = "dialogue_message_key";

    /// Each constraint with the columns by which SQLite, which does not tell its name, reports it.
    pub(super) const ALL: [(&str, &str); 18] = [
        (CALL_EXTERNAL_ID, "conversation_key.workspace_id, conversation_key.value"),
        (WORKSPACE_NAME, "workspace.name"),
        (CONVERSATION_EXTERNAL_ID, "conversation.workspace_id, conversation.external_id"),
        (USER_EMAIL, "app_user.workspace_id, app_user.email"),
        (CREDENTIAL_TOKEN, "credential.token_sha256"),
        (SIGNAL_DEFINITION_NAME, "signal_definition.workspace_id, signal_definition.name"),
        (TAG_NAME, "tag.workspace_id, tag.name_key"),
        (CONTACT_EMAIL, "contact_email.workspace_id, contact_email.value"),
        (CONTACT_PHONE, "contact_phone.workspace_id, contact_phone.value"),
        (COMPANY_DOMAIN, "company_domain.workspace_id, company_domain.value"),
        (METRIC_SLUG, "metric_definition.workspace_id, metric_definition.slug"),
        (
            METRIC_VARIANT_NAME,
            "metric_variant.workspace_id, metric_variant.definition_id, metric_variant.name",
        ),
        (AGENT_CUSTOM_ID, "agent.workspace_id, agent.custom_id"),
        (SCORECARD_NAME, "scorecard.workspace_id, scorecard.name"),
        (CAMPAIGN_KEY, "campaign.workspace_id, campaign.key"),
        (CALL_CENTER_KEY, "call_center.workspace_id, call_center.key"),
        (INBOUND_ADDRESS, "inbound_route.channel, inbound_route.address"),
        (
            DIALOGUE_MESSAGE_KEY,
            "dialogue_message.workspace_id, dialogue_message.channel, dialogue_message.channel_key",
        ),
    ];
}

/// Why the store could not do what it was asked to.
#[derive(Debug, Clone, Error)]
pub enum StoreError {
    /// The row that was to be changed does not exist, or belongs to another workspace.
    #[error("{0} not found")]
    NotFound(&'static str),
    /// A unique constraint would have been violated; see [`constraint`].
    #[error("{constraint} is taken")]
    Conflict {
        /// Its name.
        constraint: &'static str,
    },
    /// The lease of a job ran out and somebody else has taken it: the work must not be committed.
    #[error("the lease of the job was lost")]
    LeaseLost,
    /// Transactions got in each other's way and this one was rolled back for it (PostgreSQL). The same work may
    /// succeed at once.
    #[error("the transaction gave way to another: {0}")]
    GaveWay(String),
    /// The database cannot be reached or is busy. Trying again later may help.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// The work of a transaction panicked or took too long; it was rolled back.
    #[error("the transaction was given up: {0}")]
    GivenUp(&'static str),
    /// A database URL or another setting makes no sense.
    #[error("{0}")]
    Configuration(String),
    /// A stored value cannot be read back.
    #[error("column {column} holds an unreadable value: {reason}")]
    Corrupt {
        /// Position or name of the column.
        column: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Anything else that the database says.
    #[error("database: {0}")]
    Database(#[source] DbErr),
}

impl StoreError {
    /// Whether the named unique constraint ([`constraint`]) is what was violated.
    #[must_use]
    pub fn is_conflict_of(&self, name: &str) -> bool {
        matches!(self, Self::Conflict { constraint } if *constraint == name)
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        if matches!(error, DbErr::ConnectionAcquire(_) | DbErr::Conn(_)) {
            return Self::Unavailable(error.to_string());
        }
        let (DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause))) = &error
        else {
            return Self::Database(error);
        };
        match cause.deref() {
            SqlxError::Database(told) if told.is_unique_violation() => {
                violated(told.constraint(), told.message())
                    .map_or_else(|| Self::Database(error.clone()), |constraint| Self::Conflict { constraint })
            }
            // 40001 serialization failure, 40P01 deadlock.
            SqlxError::Database(told) if matches!(told.code().as_deref(), Some("40001" | "40P01")) => {
                Self::GaveWay(told.to_string())
            }
            // SQLite: 5 busy, 6 locked, 10 i/o error, 13 disk full, 14 cannot open, and their refinements.
            SqlxError::Database(told) if is_sqlite_trouble(told.as_ref()) => {
                Self::Unavailable(told.to_string())
            }
            // PostgreSQL: class 08 connection, 53 resources, 57 operator intervention.
            SqlxError::Database(told) if is_postgres_trouble(told.code().as_deref()) => {
                Self::Unavailable(told.to_string())
            }
            SqlxError::Io(_) | SqlxError::PoolTimedOut | SqlxError::PoolClosed | SqlxError::WorkerCrashed => {
                Self::Unavailable(cause.to_string())
            }
            _ => Self::Database(error),
        }
    }
}

fn violated(name: Option<&str>, message: &str) -> Option<&'static str> {
    constraint::ALL
        .into_iter()
        .find(|(known, columns)| name == Some(known) || message.ends_with(columns))
        .map(|(known, _)| known)
}

fn is_sqlite_trouble(told: &dyn DatabaseError) -> bool {
    // Some of PostgreSQL's codes are numbers as well, and say something else.
    told.try_downcast_ref::<SqliteError>().is_some()
        && told
            .code()
            .and_then(|code| code.parse::<u32>().ok())
            .is_some_and(|code| matches!(code & 0xff, 5 | 6 | 10 | 13 | 14))
}

fn is_postgres_trouble(code: Option<&str>) -> bool {
    // Five characters, unlike SQLite's numbers.
    code.is_some_and(|code| code.len() == 5 && ["08", "53", "57"].iter().any(|class| code.starts_with(class)))
}
