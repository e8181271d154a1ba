//! What creating and changing a scorecard read from their bodies.

use colloquy_app::AppError;
use colloquy_app::scorecards::{NewScorecard, ScorecardChange};
use colloquy_http::Fields;
use serde_json::Value;
use utoipa::ToSchema;

use super::sections::{self, ScorecardSection};

/// No text may be longer; the rules on each are the use case's and stricter.
const LONGEST_TEXT: usize = 10_000;

/// A new scorecard.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateScorecard {
    /// Unique.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    name: String,
    /// What it is for.
    #[schema(max_length = 2000)]
    description: Option<String>,
    #[schema(min_items = 1, max_items = 100)]
    sections: Vec<ScorecardSection>,
    /// true makes it the default in place of the one that is; false where it is left out.
    is_default: Option<bool>,
}

/// A change; what is left out stays.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct UpdateScorecard {
    /// Unique.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    name: Option<String>,
    /// What it is for; null removes it.
    #[schema(max_length = 2000)]
    description: Option<String>,
    /// In place of those that it has: a new version, where they differ.
    #[schema(min_items = 1, max_items = 100)]
    sections: Option<Vec<ScorecardSection>>,
    /// true makes it the default in place of the one that is.
    is_default: Option<bool>,
}

/// Reads a new scorecard.
pub fn new_scorecard(body: &Value) -> Result<NewScorecard, AppError> {
    let mut fields = Fields::of_body(body)?;
    for name in ["name", "sections"] {
        fields.require(name);
    }
    let change = read(fields)?;
    Ok(NewScorecard {
        name: change.name.unwrap_or_default(),
        description: change.description.flatten(),
        sections: change.sections.unwrap_or_default(),
        is_default: change.is_default.unwrap_or(false),
    })
}

/// Reads a change.
pub fn change(body: &Value) -> Result<ScorecardChange, AppError> {
    read(Fields::of_body(body)?)
}

fn read(mut fields: Fields<'_>) -> Result<ScorecardChange, AppError> {
    let name = fields.string("name", 0, LONGEST_TEXT).map(str::to_owned);
    let new_description = fields.string("description", 0, LONGEST_TEXT).map(str::to_owned);
    let description = if fields.is_null("description") { Some(None) } else { new_description.map(Some) };
    let sections = sections::read(&mut fields);
    let is_default = fields.boolean("is_default");
    fields.finish()?;
    Ok(ScorecardChange { name, description, sections, is_default })
}
