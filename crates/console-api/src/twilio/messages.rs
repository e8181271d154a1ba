//! `POST /api/colloquy/v1/twilio/messages`.

use axum::extract::{Request, State};
use axum::response::Response;
use colloquy_app::AppError;
use colloquy_app::dialogues::{Arrival, twilio};
use colloquy_http::{HttpState, Problem};
use utoipa::ToSchema;

use super::nothing_to_do;
use super::signed::signed;

/// What Twilio posts of a message; it posts more, which is signed with it.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct TwilioMessageForm {
    /// Twilio's name of the message: what comes twice under one is one message.
    #[schema(rename = "MessageSid")]
    message_sid: String,
    /// The customer's number, behind `whatsapp:` where it came by WhatsApp.
    #[schema(rename = "From")]
    from: String,
    /// Our number, written likewise.
    #[schema(rename = "To")]
    to: String,
    #[schema(rename = "Body")]
    body: Option<String>,
    /// Address of the first picture or file.
    #[schema(rename = "MediaUrl0")]
    media_url: Option<String>,
    /// The name that the customer shows at WhatsApp.
    #[schema(rename = "ProfileName")]
    profile_name: Option<String>,
}

/// Takes a message of a customer's to a number of ours. The agent of the number's inbound route answers it. Posted again it
/// is the same message.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/twilio/messages",
    tag = "Twilio",
    params(("X-Twilio-Signature" = Option<String>, Header, description = "Twilio's signature")),
    request_body(content = TwilioMessageForm, content_type = "application/x-www-form-urlencoded"),
    security(()),
    responses(
        (status = 200, description = "taken, now or before", body = String, content_type = "text/xml; charset=utf-8"),
        (status = 400, description = "the form brings no message"),
        (status = 403, description = "Twilio has not signed it"),
        (status = 404, description = "nobody answers at that number"),
        (status = 413, description = "the form is too large"),
        (status = 500, description = "the server failed"),
    )
)]
pub async fn receive_twilio_message(
    State(state): State<HttpState>,
    request: Request,
) -> Result<Response, Problem> {
    let params = signed(&state, request).await?;
    match twilio::message(state.app(), &params).await? {
        Some(Arrival::Taken(_) | Arrival::Noted) => Ok(nothing_to_do()),
        Some(Arrival::Unrouted) => Err(AppError::NotFound("inbound route").into()),
        None => {
            let detail = "the form must bring MessageSid, From and To, both numbers of one channel";
            Err(Problem::bad_request("bad_request", detail))
        }
    }
}
