//! Why the system says what it says.

use serde::{Deserialize, Serialize};

use crate::transcript::EntryId;

/// A place in the transcript that supports a statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The transcript entry.
    pub entry_id: EntryId,
    /// Start of the quoted words, seconds from the conversation's start.
    pub start_seconds: f64,
    /// End of the quoted words, seconds from the conversation's start.
    pub end_seconds: f64,
    /// The words, verbatim as they stand in that entry.
    pub quote: String,
}

/// Which engine made a statement: `basic`, `embedded:<model>`, `remote:<model>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EngineLabel(pub String);

/// What every insight carries beside its content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Grounds {
    /// Places that support it, best first.
    pub evidence: Vec<Evidence>,
    /// How sure the engine is, 0 to 1.
    pub confidence: f64,
    /// The engine that said it.
    pub engine: EngineLabel,
}
