//! What a client tells of a recording before it puts it here.

use colloquy_app::AppError;
use colloquy_app::attribution::AttributionGiven;
use colloquy_app::audio_files::Announcement;
use colloquy_domain::ProjectId;
use colloquy_http::describe::InstantText;
use serde_json::Value;
use utoipa::ToSchema;

use crate::{ids, members};

/// Longest name of a file.
const LONGEST_NAME: usize = 500;

/// Longest key of a campaign or call center, and longest name of a person.
const LONGEST_KEY: usize = 200;

/// A recording that is about to be put here.
#[derive(ToSchema)]
#[schema(as = AuralytikCreateUploadUrl, rename_all = "camelCase")]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateUploadUrl {
    #[schema(min_length = 1, max_length = 500, pattern = r"[^\s\x00-\x1f\x7f-\x9f]")]
    file_name: String,
    /// What it is to be evaluated for.
    engagement_id: String,
    /// Its campaign, by a name that its owner chooses; made where it is not there yet.
    #[schema(max_length = 200)]
    campaign_id: Option<String>,
    /// Its call center, likewise.
    #[schema(max_length = 200)]
    call_center_id: Option<String>,
    /// The person whose work it shows.
    #[schema(max_length = 200)]
    executive_name: Option<String>,
    /// Whether a program speaks for the organisation; false where nobody tells.
    #[schema(rename = "isAICall")]
    is_ai_call: Option<bool>,
    /// When it was recorded; now where nobody tells.
    #[schema(value_type = Option<InstantText>)]
    audio_date: Option<String>,
}

/// Reads an announcement. An id of an engagement of another shape is that of nothing.
pub fn read(body: &Value) -> Result<Announcement, AppError> {
    members::body(body, |fields| {
        fields.require("fileName");
        fields.require("engagementId");
        let engagement = fields.string("engagementId", 0, usize::MAX).unwrap_or_default();
        let mut key = |name: &str| fields.string(name, 0, LONGEST_KEY).map(str::to_owned);
        let given = AttributionGiven {
            campaign_key: key("campaignId"),
            call_center_key: key("callCenterId"),
            executive_name: key("executiveName"),
            is_ai_call: fields.boolean("isAICall"),
        };
        Announcement {
            file_name: members::words(fields, "fileName", LONGEST_NAME).unwrap_or_default(),
            project_id: ProjectId(ids::parse(ids::ENGAGEMENT, engagement).unwrap_or_default()),
            scorecard_id: None,
            given,
            recorded_at: fields.instant("audioDate"),
            is_private: None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use uuid::Uuid;

    #[test]
    fn an_announcement_names_the_file_and_its_engagement() {
        let id = Uuid::from_u128(7);
        let engagement = ids::render(ids::ENGAGEMENT, id);
        let told = json!({
            "fileName": "call.wav", "engagementId": engagement, "campaignId": "camp_spring", "isAICall": true,
            "audioDate": "2026-03-01T12:00:00+02:00",
        });
        let read_it = read(&told).unwrap();
        assert_eq!((read_it.file_name.as_str(), read_it.project_id), ("call.wav", ProjectId(id)));
        assert_eq!(read_it.given.campaign_key.as_deref(), Some("camp_spring"));
        assert_eq!((read_it.given.is_ai_call, read_it.given.executive_name), (Some(true), None));
        assert!(read_it.recorded_at.is_some());
        let other = read(&json!({ "fileName": "x", "engagementId": "eng_456" })).unwrap();
        assert_eq!(other.project_id, ProjectId(Uuid::nil()));
        let Err(AppError::Malformed(problems)) = read(&json!({ "fileName": " ", "isAICall": "yes" })) else {
            panic!("it is refused")
        };
        let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["engagementId", "isAICall", "fileName"]);
    }
}
