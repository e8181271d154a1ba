//! `GET /conversations/{conversationId}/messages`.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::Serialize;
use time::Duration;
use utoipa::ToSchema;

use colloquy_app::chats;
use colloquy_domain::Instant;
use colloquy_domain::conversation::{Conversation, Participant};
use colloquy_domain::transcript::{Entry, Transcript};
use colloquy_http::{HttpState, Path, Problem};

use super::in_path;
use super::mask::masked;
use crate::auth::Signed;
use crate::ids;
use crate::wire::{AuralytikSide, iso, transcript};

/// Before the id of a message.
const MESSAGE: &str = "msg_";

/// The header that asks for a mask.
const EXCLUDE: &str = "x-exclude-pii";

/// What was said in a conversation.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikMessages)]
pub struct Messages {
    conversation_id: String,
    /// In order; empty while there is no transcript.
    messages: Vec<Message>,
}

/// Something that was said or written.
#[derive(Serialize, ToSchema)]
#[schema(as = AuralytikMessage)]
struct Message {
    id: String,
    /// The side that said it.
    #[schema(value_type = AuralytikSide)]
    role: &'static str,
    content: String,
    /// When.
    #[schema(format = DateTime)]
    timestamp: String,
}

/// Reads what was said in a conversation.
#[utoipa::path(
    get,
    path = "/conversations/{conversationId}/messages",
    operation_id = "auralytikListMessages",
    tag = "Auralytik: conversations",
    params(
        ("conversationId" = String, Path, description = "id of the conversation"),
        ("X-Exclude-PII" = Option<String>, Header, description = "`true` has telephone numbers, e-mail addresses \
            and four and more digits in a row masked"),
    ),
    security(("key" = ["conversations:read"])),
    responses((status = 200, description = "what was said", body = Messages)),
)]
pub async fn list_messages(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Messages>, Problem> {
    caller.require("conversations:read")?;
    let (conversation, said, participants) = chats::messages(state.app(), &caller, in_path(&id)?).await?;
    let is_masked = is_wanted(&headers);
    Ok(Json(Messages {
        conversation_id: ids::render(ids::CONVERSATION, conversation.id.0),
        messages: said.map_or_else(Vec::new, |said| render(&conversation, &said, &participants, is_masked)),
    }))
}

/// Whether the request asks for a mask. In doubt it does: who sends the header wants one.
fn is_wanted(headers: &HeaderMap) -> bool {
    let is_no = |text: &str| matches!(text.trim().to_ascii_lowercase().as_str(), "false" | "0" | "no" | "");
    headers.get(EXCLUDE).is_some_and(|value| !value.to_str().is_ok_and(is_no))
}

fn render(
    conversation: &Conversation,
    said: &Transcript,
    participants: &[Participant],
    is_masked: bool,
) -> Vec<Message> {
    let sides = transcript(Some(said), participants);
    let message = |(entry, side): (&Entry, crate::wire::TranscriptEntry)| Message {
        id: format!("{}{:06}", ids::render(MESSAGE, conversation.id.0), entry.id.0),
        role: side.role,
        content: if is_masked { masked(&side.text) } else { side.text },
        timestamp: iso(moment(conversation.started_at, entry.start_seconds)),
    };
    said.entries.iter().zip(sides).map(message).collect()
}

/// So many seconds into a conversation.
fn moment(started_at: Instant, seconds: f64) -> Instant {
    let into = Duration::checked_seconds_f64(seconds).unwrap_or_default();
    started_at.checked_add(into).unwrap_or(started_at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use time::macros::datetime;

    #[test]
    fn a_mask_is_asked_for_by_the_header() {
        let with = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(EXCLUDE, HeaderValue::from_static(value));
            is_wanted(&headers)
        };
        assert!(!is_wanted(&HeaderMap::new()));
        assert!(with("true") && with("True") && with("1"));
        assert!(!with("false") && !with(""));
    }

    #[test]
    fn a_message_comes_so_far_into_the_conversation() {
        let start = datetime!(2026-03-01 12:00 UTC);
        assert_eq!(moment(start, 61.5), datetime!(2026-03-01 12:01:01.5 UTC));
        assert_eq!(moment(start, f64::NAN), start);
        assert_eq!(moment(start, f64::MAX), start);
    }
}
