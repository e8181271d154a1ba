//! Questions that a workspace asks of every conversation.

use serde::{Deserialize, Serialize};

use crate::{Instant, SignalDefinitionId, WorkspaceId};

/// What kind of answer a signal has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum SignalKind {
    /// Yes or no.
    YesNo,
    /// A number.
    Number {
        /// Unit shown beside it ("USD").
        unit: Option<String>,
    },
    /// One of several.
    Choice {
        /// The options; at least two, all different.
        options: Vec<String>,
    },
    /// A short text.
    Text,
}

/// What a signal asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignalDefinition {
    /// Its id.
    pub id: SignalDefinitionId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// Short stable name, unique in the workspace ("pricing_discussed").
    pub name: String,
    /// The question in full.
    pub question: String,
    /// What counts and what does not.
    pub guidance: Option<String>,
    /// Kind of the answer.
    pub kind: SignalKind,
    /// Words and phrases that point to it; evidence search and the `basic` engine go by them.
    pub keywords: Vec<String>,
    /// Whether it is asked of new conversations.
    pub enabled: bool,
    /// When made.
    pub created_at: Instant,
    /// When changed last.
    pub updated_at: Instant,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type", content = "value")]
pub enum SignalValue {
    /// Yes or no.
    YesNo(bool),
    /// A number.
    Number(f64),
    /// The option chosen.
    Choice(String),
    /// A short text.
    Text(String),
}
