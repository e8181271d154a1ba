//! Projects: conversations that are scored alike.

use serde::{Deserialize, Serialize};

use crate::{Instant, ProjectId, ScorecardId, WorkspaceId};

/// The status of a project that nobody has ended. Statuses are free words: clients store their own.
pub const ACTIVE: &str = "active";

/// A project.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Project {
    /// The id.
    pub id: ProjectId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// Name; several may have the same.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// What kind of project, in its maker's words.
    pub kind: String,
    /// How far it is, in its maker's words; [`ACTIVE`] at first.
    pub status: String,
    /// What its conversations are scored by, unless one is told apart.
    pub scorecard_id: ScorecardId,
    /// Which of its evaluations a person should look at.
    pub review_rules: ReviewRules,
    /// When made.
    pub created_at: Instant,
    /// When changed last.
    pub updated_at: Instant,
}

/// Which evaluations a person should look at, beside those with unsure or disputed criteria and those that failed
/// a critical one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ReviewRules {
    /// Evaluations with a score below this, 0 to 100; none looks at no score.
    pub below_score: Option<f64>,
    /// So many of a hundred, drawn by chance, 0 to 100.
    pub sample_percent: f64,
}

impl Default for ReviewRules {
    fn default() -> Self {
        Self { below_score: Some(60.0), sample_percent: 5.0 }
    }
}

/// Which projects. What is left out does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProjectFilter {
    /// With exactly this status.
    pub status: Option<String>,
    /// Of exactly this kind.
    pub kind: Option<String>,
}
