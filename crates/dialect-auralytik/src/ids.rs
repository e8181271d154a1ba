//! Ids in this dialect's spelling: a prefix and the 26 characters of a ULID, in lower case.

use colloquy_app::AppError;
use colloquy_domain::id::{parse_ulid, ulid_text};
use uuid::Uuid;

/// Before the id of an engagement.
pub const ENGAGEMENT: &str = "eng_";
/// Before the id of an evaluation.
pub const EVALUATION: &str = "eval_";
/// Before the id of an audio file.
pub const AUDIO_FILE: &str = "af_";
/// Before the id of a conversation.
pub const CONVERSATION: &str = "conv_";
/// Before the id of a voice call.
pub const VOICE_CALL: &str = "vc_";
/// Before the id of an export.
pub const EXPORT_JOB: &str = "job_";
/// Before the id of a receiver of webhooks.
pub const WEBHOOK: &str = "wh_";
/// Before the id of a request.
pub const REQUEST: &str = "req_";

/// The prefix and the id.
pub fn render(prefix: &str, id: Uuid) -> String {
    format!("{prefix}{}", ulid_text(id).to_ascii_lowercase())
}

/// Reads what [`render`] wrote; anything else names nothing.
pub fn parse(prefix: &str, text: &str) -> Option<Uuid> {
    let text = text.strip_prefix(prefix)?;
    let is_lower = !text.bytes().any(|byte| byte.is_ascii_uppercase());
    is_lower.then(|| parse_ulid(text)).flatten()
}

/// Reads an id that stands in a path; one of another shape names nothing.
pub fn in_path<T>(prefix: &str, text: &str, make: fn(Uuid) -> T, what: &'static str) -> Result<T, AppError> {
    parse(prefix, text).map(make).ok_or(AppError::NotFound(what))
}

/// Reads a key that stands in a path; one that nothing can have names nothing.
pub fn key_in_path<'a>(text: &'a str, what: &'static str) -> Result<&'a str, AppError> {
    // No stored text has U+0000; PostgreSQL does not even look for it.
    if text.contains('\0') { Err(AppError::NotFound(what)) } else { Ok(text) }
}

/// What the variable part of a path with this name looks like, for descriptions.
pub fn pattern(name: &str) -> Option<&'static str> {
    match name {
        "engagementId" => Some("^eng_[0-7][0-9a-hjkmnp-tv-z]{25}$"),
        "evaluationId" => Some("^eval_[0-7][0-9a-hjkmnp-tv-z]{25}$"),
        "audioFileId" => Some("^af_[0-7][0-9a-hjkmnp-tv-z]{25}$"),
        "conversationId" => Some("^conv_[0-7][0-9a-hjkmnp-tv-z]{25}$"),
        "voiceCallId" => Some("^vc_[0-7][0-9a-hjkmnp-tv-z]{25}$"),
        "jobId" => Some("^job_[0-7][0-9a-hjkmnp-tv-z]{25}$"),
        "webhookId" => Some("^wh_[0-7][0-9a-hjkmnp-tv-z]{25}$"),
        // Campaigns have keys that their owners choose.
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_back_under_its_own_prefix_only() {
        let id = Uuid::from_u128(0x0190_1234_5678_7abc_8def_0123_4567_89ab);
        let text = render(ENGAGEMENT, id);
        assert!(text.starts_with("eng_") && text.len() == 30, "{text}");
        assert_eq!(text, text.to_lowercase());
        assert_eq!(parse(ENGAGEMENT, &text), Some(id));
        let bare = text.trim_start_matches("eng_");
        let wrong =
            [bare.to_owned(), format!("eval_{bare}"), text.to_uppercase(), format!("{text}0"), String::new()];
        for text in wrong {
            assert_eq!(parse(ENGAGEMENT, &text), None, "{text}");
        }
        assert_eq!(parse(EVALUATION, &render(EVALUATION, Uuid::max())), Some(Uuid::max()));
    }

    #[test]
    fn a_key_is_any_text_that_can_be_stored() {
        assert_eq!(key_in_path("spring sale/ü", "campaign").ok(), Some("spring sale/ü"));
        assert!(matches!(key_in_path("a\0b", "campaign"), Err(AppError::NotFound("campaign"))));
    }
}
