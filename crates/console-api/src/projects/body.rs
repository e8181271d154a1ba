//! What requests about projects read from their bodies.

use colloquy_app::AppError;
use colloquy_app::projects::{NewProject, ProjectChange};
use colloquy_domain::project::ReviewRules as DomainRules;
use colloquy_domain::{ConversationId, ScorecardId};
use colloquy_http::Fields;
use serde_json::Value;
use utoipa::ToSchema;

use super::answer::ReviewRules;
use crate::ids;

/// No text may be longer; the rules on each are the use case's and stricter.
const LONGEST_TEXT: usize = 20_000;
/// Longest spelling of an id.
const LONGEST_ID: usize = 100;

/// A new project.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateProject {
    /// Several may have the same.
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    name: String,
    /// What it is for.
    #[schema(max_length = 20000)]
    description: Option<String>,
    /// What kind of project, in your own words.
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    kind: String,
    /// What its conversations are scored by; the workspace's default scorecard where it is left out.
    #[schema(max_length = 100)]
    scorecard_id: Option<String>,
    /// A score below 60, and 5 of a hundred, where they are left out.
    review_rules: Option<ReviewRules>,
}

/// A change; what is left out stays.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct UpdateProject {
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    name: Option<String>,
    /// What it is for; null removes it.
    #[schema(max_length = 20000)]
    description: Option<String>,
    /// How far it is, in your own words.
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    status: Option<String>,
    /// What its conversations are scored by from now on.
    #[schema(max_length = 100)]
    scorecard_id: Option<String>,
    /// They hold for what is completed or reviewed from now on.
    review_rules: Option<ReviewRules>,
}

/// Which conversation is to be evaluated.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct EvaluateConversation {
    /// Any spelling of its id.
    #[schema(max_length = 100)]
    conversation_id: String,
    /// By what; the project's scorecard where it is left out.
    #[schema(max_length = 100)]
    scorecard_id: Option<String>,
}

/// Reads a new project.
pub fn new_project(body: &Value) -> Result<NewProject, AppError> {
    let mut fields = Fields::of_body(body)?;
    for name in ["name", "kind"] {
        fields.require(name);
    }
    let kind = fields.string("kind", 0, LONGEST_TEXT).unwrap_or_default().to_owned();
    let change = read(fields)?;
    Ok(NewProject {
        name: change.name.unwrap_or_default(),
        description: change.description.flatten(),
        kind,
        scorecard_id: change.scorecard_id,
        review_rules: change.review_rules,
    })
}

/// Reads a change.
pub fn change(body: &Value) -> Result<ProjectChange, AppError> {
    let mut fields = Fields::of_body(body)?;
    let status = fields.string("status", 0, LONGEST_TEXT).map(str::to_owned);
    Ok(ProjectChange { status, ..read(fields)? })
}

/// Reads what is to be evaluated, and by what.
pub fn evaluated(body: &Value) -> Result<(ConversationId, Option<ScorecardId>), AppError> {
    let mut fields = Fields::of_body(body)?;
    fields.require("conversation_id");
    let conversation = fields.string("conversation_id", 0, LONGEST_ID).unwrap_or_default();
    let scorecard = fields.string("scorecard_id", 0, LONGEST_ID);
    fields.finish()?;
    let conversation = ids::conversation(conversation).map_err(unknown)?;
    Ok((conversation, scorecard.map(ids::scorecard).transpose().map_err(unknown)?))
}

/// What a body names and is not there is a wrong value: only what the path names is not found.
pub fn unknown(error: AppError) -> AppError {
    match error {
        AppError::NotFound("conversation") => {
            AppError::invalid("conversation_id", "unknown", "conversation_id names no conversation")
        }
        AppError::NotFound("scorecard") => {
            AppError::invalid("scorecard_id", "unknown", "scorecard_id names no scorecard")
        }
        other => other,
    }
}

/// Members that creating and changing have in common.
fn read(mut fields: Fields<'_>) -> Result<ProjectChange, AppError> {
    let name = fields.string("name", 0, LONGEST_TEXT).map(str::to_owned);
    let new_description = fields.string("description", 0, LONGEST_TEXT).map(str::to_owned);
    let description = if fields.is_null("description") { Some(None) } else { new_description.map(Some) };
    let scorecard = fields.string("scorecard_id", 0, LONGEST_ID);
    let review_rules = rules(&mut fields);
    fields.finish()?;
    let scorecard_id = scorecard.map(ids::scorecard).transpose().map_err(unknown)?;
    Ok(ProjectChange { name, description, status: None, scorecard_id, review_rules })
}

fn rules(fields: &mut Fields<'_>) -> Option<DomainRules> {
    let value = fields.value("review_rules")?;
    let Some(mut rules) = Fields::of(value, "review_rules") else {
        fields.refuse("review_rules", "invalid_type", "must be an object");
        return None;
    };
    // null has a meaning of its own: it must be said.
    if !rules.is_null("below_score") {
        rules.require("below_score");
    }
    rules.require("sample_percent");
    let (below_score, sample_percent) = (rules.number("below_score"), rules.number("sample_percent"));
    fields.adopt(rules);
    Some(DomainRules { below_score, sample_percent: sample_percent? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn rules_are_given_whole() {
        let rules =
            |rules: Value| change(&json!({ "review_rules": rules })).map(|change| change.review_rules);
        let given = rules(json!({ "below_score": null, "sample_percent": 5 })).unwrap();
        assert_eq!(given, Some(DomainRules { below_score: None, sample_percent: 5.0 }));
        for (wrong, field) in [
            (json!({ "sample_percent": 5 }), "review_rules.below_score"),
            (json!({ "below_score": 60 }), "review_rules.sample_percent"),
            (json!(60), "review_rules"),
        ] {
            assert!(
                matches!(rules(wrong), Err(AppError::Malformed(problems)) if problems[0].field == field),
                "{field}"
            );
        }
    }
}
