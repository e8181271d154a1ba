//! What creating and changing a campaign read from their bodies.

use colloquy_app::AppError;
use colloquy_app::campaigns::{CampaignChange, NewCampaign};
use colloquy_domain::Instant;
use colloquy_domain::attribution::{CampaignKind, CampaignStatus, VOICE};
use colloquy_http::Fields;
use colloquy_http::describe::InstantText;
use serde_json::Value;
use utoipa::ToSchema;

use crate::wire::words;

/// Longest key and name.
const LONGEST_NAME: usize = 200;
/// Longest channel.
const LONGEST_CHANNEL: usize = 100;
/// Longest description.
const LONGEST_DESCRIPTION: usize = 2_000;

/// A new campaign.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateCampaign {
    /// By which it is to be referred to; unique, and the server's own where it is left out.
    #[schema(
        min_length = 1,
        max_length = 200,
        pattern = r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$"
    )]
    key: Option<String>,
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    name: String,
    /// What it is for.
    #[schema(max_length = 2000)]
    description: Option<String>,
    /// `voice_bot` where it is left out.
    #[schema(value_type = Option<words::CampaignKind>)]
    kind: Option<String>,
    /// `running` where it is left out.
    #[schema(value_type = Option<words::CampaignStatus>)]
    status: Option<String>,
    /// Over what, in a free word; `Voice` where it is left out.
    #[schema(min_length = 1, max_length = 100, pattern = r"\S")]
    channel: Option<String>,
    /// When it begins.
    #[schema(value_type = Option<InstantText>)]
    starts_at: Option<String>,
    /// When it ends: not before it begins.
    #[schema(value_type = Option<InstantText>)]
    ends_at: Option<String>,
}

/// A change; what is left out stays.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct UpdateCampaign {
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    name: Option<String>,
    /// What it is for; null removes it.
    #[schema(max_length = 2000)]
    description: Option<String>,
    #[schema(value_type = Option<words::CampaignKind>)]
    kind: Option<String>,
    #[schema(value_type = Option<words::CampaignStatus>)]
    status: Option<String>,
    /// Over what, in a free word.
    #[schema(min_length = 1, max_length = 100, pattern = r"\S")]
    channel: Option<String>,
    /// When it begins; null removes it.
    #[schema(value_type = Option<InstantText>)]
    starts_at: Option<String>,
    /// When it ends: not before it begins. Null removes it.
    #[schema(value_type = Option<InstantText>)]
    ends_at: Option<String>,
}

/// Reads a new campaign.
pub fn new_campaign(body: &Value) -> Result<NewCampaign, AppError> {
    let mut fields = Fields::of_body(body)?;
    fields.require("name");
    let key = key(&mut fields);
    let change = read(fields)?;
    Ok(NewCampaign {
        key,
        name: change.name.unwrap_or_default(),
        description: change.description.flatten(),
        kind: change.kind.unwrap_or(CampaignKind::VoiceBot),
        status: change.status.unwrap_or(CampaignStatus::Running),
        channel: change.channel.unwrap_or_else(|| VOICE.to_owned()),
        starts_at: change.starts_at.flatten(),
        ends_at: change.ends_at.flatten(),
    })
}

/// Reads a change.
pub fn change(body: &Value) -> Result<CampaignChange, AppError> {
    read(Fields::of_body(body)?)
}

/// Reads `key`: a line that says something.
pub fn key(fields: &mut Fields<'_>) -> Option<String> {
    let key = fields.string("key", 1, LONGEST_NAME)?;
    if key.trim().is_empty() || key.chars().any(char::is_control) {
        fields.refuse("key", "invalid_characters", "must be more than blanks and have no control characters");
        return None;
    }
    Some(key.to_owned())
}

/// Reads a text that says something.
pub fn said(fields: &mut Fields<'_>, name: &str, longest: usize) -> Option<String> {
    let text = fields.string(name, 1, longest)?;
    if text.trim().is_empty() {
        fields.refuse(name, "required", "must not be blank");
        return None;
    }
    Some(text.to_owned())
}

fn read(mut fields: Fields<'_>) -> Result<CampaignChange, AppError> {
    let name = said(&mut fields, "name", LONGEST_NAME);
    let channel = said(&mut fields, "channel", LONGEST_CHANNEL);
    let new_description = fields.string("description", 0, LONGEST_DESCRIPTION).map(str::to_owned);
    let description = if fields.is_null("description") { Some(None) } else { new_description.map(Some) };
    let kind = word(&mut fields, "kind", "must be voice_bot or flow", CampaignKind::parse);
    let status = word(&mut fields, "status", "must be running, paused or completed", CampaignStatus::parse);
    let (starts_at, ends_at) = (instant(&mut fields, "starts_at"), instant(&mut fields, "ends_at"));
    fields.finish()?;
    Ok(CampaignChange { name, description, kind, status, channel, starts_at, ends_at })
}

fn word<T>(fields: &mut Fields<'_>, name: &str, rule: &str, parse: fn(&str) -> Option<T>) -> Option<T> {
    let found = parse(fields.string(name, 0, LONGEST_NAME)?);
    if found.is_none() {
        fields.refuse(name, "unknown_value", rule);
    }
    found
}

/// An instant, or null, which removes it.
fn instant(fields: &mut Fields<'_>, name: &str) -> Option<Option<Instant>> {
    if fields.is_null(name) { Some(None) } else { fields.instant(name).map(Some) }
}
