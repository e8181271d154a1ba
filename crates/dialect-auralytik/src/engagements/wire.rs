//! How engagements are told.

use colloquy_domain::project::Project;
use serde::Serialize;
use utoipa::ToSchema;

use crate::ids;
use crate::wire::iso;

/// An engagement: evaluations that belong together.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikEngagement)]
pub struct EngagementAnswer {
    id: String,
    /// Several may have the same.
    name: String,
    #[schema(required)]
    description: Option<String>,
    /// What kind of engagement, in its maker's words.
    #[serde(rename = "type")]
    kind: String,
    /// How far it is, in its maker's words; `active` at first.
    status: String,
    /// Its evaluations, however far they are.
    evaluation_count: u64,
    created_at: String,
    updated_at: String,
}

impl EngagementAnswer {
    /// With the number of its evaluations.
    pub fn of(project: Project, evaluation_count: u64) -> Self {
        Self {
            id: ids::render(ids::ENGAGEMENT, project.id.0),
            name: project.name,
            description: project.description,
            kind: project.kind,
            status: project.status,
            evaluation_count,
            created_at: iso(project.created_at),
            updated_at: iso(project.updated_at),
        }
    }
}
