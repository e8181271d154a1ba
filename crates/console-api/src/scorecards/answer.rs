//! What answers look like.

use colloquy_domain::scorecard as domain;
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

use super::sections::ScorecardSection;

/// A scorecard without its criteria.
#[derive(Serialize, ToSchema)]
pub struct Scorecard {
    id: String,
    name: String,
    /// What it is for.
    description: Option<String>,
    /// Whether new projects use it where they name none; exactly one of the workspace does.
    is_default: bool,
    /// The newest version, from 1.
    version: u64,
    created_at: String,
    updated_at: String,
}

impl Scorecard {
    /// Renders it.
    pub fn of(scorecard: &domain::Scorecard) -> Self {
        Self {
            id: scorecard.id.to_string(),
            name: scorecard.name.clone(),
            description: scorecard.description.clone(),
            is_default: scorecard.is_default,
            version: scorecard.version,
            created_at: iso(scorecard.created_at),
            updated_at: iso(scorecard.updated_at),
        }
    }
}

/// A scorecard with the criteria of its newest version.
#[derive(Serialize, ToSchema)]
pub struct ScorecardWithSections {
    /// The scorecard itself.
    #[serde(flatten)]
    scorecard: Scorecard,
    sections: Vec<ScorecardSection>,
}

impl ScorecardWithSections {
    /// Renders it.
    pub fn of((scorecard, version): &(domain::Scorecard, domain::ScorecardVersion)) -> Self {
        Self {
            scorecard: Scorecard::of(scorecard),
            sections: version.sections.iter().map(ScorecardSection::of).collect(),
        }
    }
}

/// One state of a scorecard's criteria; it never changes.
#[derive(Serialize, ToSchema)]
pub struct ScorecardVersion {
    scorecard_id: String,
    /// From 1, without gaps.
    number: u64,
    sections: Vec<ScorecardSection>,
    created_at: String,
}

impl ScorecardVersion {
    /// Renders it.
    pub fn of(version: &domain::ScorecardVersion) -> Self {
        Self {
            scorecard_id: version.scorecard_id.to_string(),
            number: version.number,
            sections: version.sections.iter().map(ScorecardSection::of).collect(),
            created_at: iso(version.created_at),
        }
    }
}
