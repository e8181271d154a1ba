//! What a client writes of an engagement.

use colloquy_app::AppError;
use colloquy_app::projects::{NewProject, ProjectChange};
use serde_json::Value;
use utoipa::ToSchema;

use crate::members;

/// Longest name, type and status.
const LONGEST_WORDS: usize = 1_000;

/// Longest description.
const LONGEST_DESCRIPTION: usize = 20_000;

/// A new engagement.
#[derive(ToSchema)]
#[schema(as = AuralytikCreateEngagement)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateEngagement {
    /// Several may have the same.
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    name: String,
    #[schema(max_length = 20000)]
    description: Option<String>,
    /// What kind of engagement, such as `quality_review`; any word.
    #[schema(rename = "type", min_length = 1, max_length = 1000, pattern = r"\S")]
    kind: String,
}

/// A change; what is left out stays. The type stays as it is.
#[derive(ToSchema)]
#[schema(as = AuralytikUpdateEngagement)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct UpdateEngagement {
    #[schema(value_type = String, required = false, min_length = 1, max_length = 1000, pattern = r"\S")]
    name: Option<String>,
    /// null clears it.
    #[schema(max_length = 20000)]
    description: Option<String>,
    /// `active`, `completed`, or any other word.
    #[schema(value_type = String, required = false, min_length = 1, max_length = 1000, pattern = r"\S")]
    status: Option<String>,
}

/// Reads a new engagement.
pub fn read_new(body: &Value) -> Result<NewProject, AppError> {
    members::body(body, |fields| {
        fields.require("name");
        fields.require("type");
        NewProject {
            name: members::words(fields, "name", LONGEST_WORDS).unwrap_or_default(),
            description: fields.string("description", 0, LONGEST_DESCRIPTION).map(str::to_owned),
            kind: members::words(fields, "type", LONGEST_WORDS).unwrap_or_default(),
            scorecard_id: None,
            review_rules: None,
        }
    })
}

/// Reads what is to become of an engagement.
pub fn read_change(body: &Value) -> Result<ProjectChange, AppError> {
    members::body(body, |fields| ProjectChange {
        name: members::words_if_there(fields, "name", LONGEST_WORDS),
        description: members::clearable(fields, "description", LONGEST_DESCRIPTION),
        status: members::words_if_there(fields, "status", LONGEST_WORDS),
        ..ProjectChange::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn refused(result: Result<impl Sized, AppError>) -> Vec<String> {
        match result {
            Err(AppError::Malformed(problems)) => problems.into_iter().map(|problem| problem.field).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn a_new_engagement_has_a_name_and_a_type() {
        let new = read_new(&json!({ "name": "Q1", "type": "quality_review", "status": "completed", "x": 1 }));
        let new = new.unwrap();
        assert_eq!((new.name.as_str(), new.kind.as_str(), new.description), ("Q1", "quality_review", None));
        assert_eq!(refused(read_new(&json!({}))), ["name", "type"]);
        assert_eq!(refused(read_new(&json!({ "name": " ", "type": 1 }))), ["name", "type"]);
        assert_eq!(refused(read_new(&json!({ "name": "", "type": null }))), ["type", "name"]);
    }

    #[test]
    fn a_change_may_be_empty_and_null_clears_the_description_only() {
        let change = read_change(&json!({ "type": "other" })).unwrap();
        assert!(change.name.is_none() && change.description.is_none() && change.status.is_none());
        let change = read_change(&json!({ "description": null, "status": "done" })).unwrap();
        assert_eq!((change.description, change.status), (Some(None), Some("done".to_owned())));
        assert_eq!(refused(read_change(&json!({ "name": null, "status": "" }))), ["name", "status"]);
    }
}
