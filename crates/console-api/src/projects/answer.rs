//! What answers look like.

use colloquy_domain::project as domain;
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

/// A project.
#[derive(Serialize, ToSchema)]
pub struct Project {
    id: String,
    name: String,
    /// What it is for.
    description: Option<String>,
    /// What kind of project, in its maker's words.
    kind: String,
    /// How far it is, in its maker's words; `active` at first.
    status: String,
    /// What its conversations are scored by.
    scorecard_id: String,
    review_rules: ReviewRules,
    /// How many evaluations it has; those of private conversations count with `engagements:private:read` only.
    evaluation_count: u64,
    created_at: String,
    updated_at: String,
}

/// Which evaluations a person should look at, beside those with unsure or disputed criteria and those that failed a
/// critical one.
#[derive(Serialize, ToSchema)]
pub struct ReviewRules {
    /// Those with a score below this; null looks at no score.
    #[schema(minimum = 0, maximum = 100, required = true)]
    below_score: Option<f64>,
    /// So many of a hundred, drawn by chance.
    #[schema(minimum = 0, maximum = 100)]
    sample_percent: f64,
}

impl Project {
    /// Renders it with how many evaluations it has.
    pub fn of(project: &domain::Project, evaluation_count: u64) -> Self {
        Self {
            id: project.id.to_string(),
            name: project.name.clone(),
            description: project.description.clone(),
            kind: project.kind.clone(),
            status: project.status.clone(),
            scorecard_id: project.scorecard_id.to_string(),
            review_rules: ReviewRules {
                below_score: project.review_rules.below_score,
                sample_percent: project.review_rules.sample_percent,
            },
            evaluation_count,
            created_at: iso(project.created_at),
            updated_at: iso(project.updated_at),
        }
    }
}
