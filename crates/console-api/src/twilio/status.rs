//! `POST /api/colloquy/v1/twilio/status`.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::response::Response;
use colloquy_app::dialogues::twilio;
use colloquy_http::{HttpState, Problem};
use utoipa::ToSchema;

use super::nothing_to_do;
use super::signed::signed;

/// Pauses before it is asked again whose message a report is on. The first report may be quicker than the commit by which
/// we know the message by Twilio's name, and Twilio does not tell again.
const PAUSES: [Duration; 3] =
    [Duration::from_millis(100), Duration::from_millis(400), Duration::from_millis(1_500)];

/// What Twilio posts of how far a message has got; it posts more, which is signed with it.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct TwilioStatusForm {
    /// Twilio's name of the message.
    #[schema(rename = "MessageSid")]
    message_sid: String,
    /// Such as `delivered`.
    #[schema(rename = "MessageStatus")]
    message_status: String,
    /// Why it did not arrive.
    #[schema(rename = "ErrorCode")]
    error_code: Option<String>,
}

/// Takes a report on a message of ours. Reports come late, twice and out of order: one that is no news changes nothing, and
/// neither does one on a message that is not ours.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/twilio/status",
    tag = "Twilio",
    params(("X-Twilio-Signature" = Option<String>, Header, description = "Twilio's signature")),
    request_body(content = TwilioStatusForm, content_type = "application/x-www-form-urlencoded"),
    security(()),
    responses(
        (status = 200, description = "noted, or nothing to note", body = String, content_type = "text/xml; charset=utf-8"),
        (status = 400, description = "the form cannot be read"),
        (status = 403, description = "Twilio has not signed it"),
        (status = 413, description = "the form is too large"),
        (status = 500, description = "the server failed"),
    )
)]
pub async fn receive_twilio_status(
    State(state): State<HttpState>,
    request: Request,
) -> Result<Response, Problem> {
    let params = signed(&state, request).await?;
    let mut is_ours = twilio::status(state.app(), &params).await?;
    for pause in PAUSES {
        if is_ours {
            break;
        }
        tokio::time::sleep(pause).await;
        is_ours = twilio::status(state.app(), &params).await?;
    }
    Ok(nothing_to_do())
}
