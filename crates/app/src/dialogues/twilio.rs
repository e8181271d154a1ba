//! What Twilio posts to this server: messages of customers, and how far ours have got.
//!
//! The addresses are public; a post counts only where its signature is right ([`is_signed`]).

use colloquy_channel::twilio::{self, StatusReport, TwilioMessage};
use colloquy_domain::WorkspaceId;
use colloquy_domain::dialogue::Channel;
use colloquy_store::inbound_routes;
use url::Url;

use super::incoming::{Arrival, Incoming, incoming};
use super::reports::reported;
use crate::{App, AppError};

/// Where Twilio posts messages of customers, below the public URL.
pub const MESSAGES_PATH: &str = "/api/colloquy/v1/twilio/messages";

/// Where it posts how far ours have got.
pub const STATUS_PATH: &str = "/api/colloquy/v1/twilio/status";

/// The address that Twilio is given for reports on a message.
pub(super) fn status_callback(app: &App) -> Option<Url> {
    Url::parse(&address(app, STATUS_PATH)).ok()
}

fn address(app: &App, path_and_query: &str) -> String {
    format!("{}{path_and_query}", app.public_url.as_str().trim_end_matches('/'))
}

/// Whether Twilio signed a form that was posted to that path, with the query where there was one, of the public URL. Never
/// so where no account is set.
#[must_use]
pub fn is_signed(app: &App, path_and_query: &str, params: &[(String, String)], signature: &str) -> bool {
    let Some(auth_token) = &app.speaking.twilio_auth_token else { return false };
    twilio::is_signed(auth_token, &address(app, path_and_query), params, signature)
}

/// Takes in the message that a form brings; none where it brings none.
pub async fn message(app: &App, params: &[(String, String)]) -> Result<Option<Arrival>, AppError> {
    let Some(message) = TwilioMessage::read(params) else { return Ok(None) };
    let route = inbound_routes::by_address(app.store.reader(), message.channel, &message.to).await?;
    let arrival = incoming(
        app,
        Incoming {
            channel: message.channel,
            from: message.from,
            to: Some(message.to),
            route,
            text: message.text,
            media_url: message.media_url,
            channel_key: message.channel_key,
            name: message.name,
            at: app.now(),
        },
    )
    .await?;
    if arrival == Arrival::Unrouted {
        tracing::info!(channel = message.channel.as_str(), "nobody answers where a message came in");
    }
    Ok(Some(arrival))
}

/// Takes the report that a form brings. Says whether it is on a message of ours.
pub async fn status(app: &App, params: &[(String, String)]) -> Result<bool, AppError> {
    let Some(report) = StatusReport::read(params) else { return Ok(false) };
    let wanted = |_: WorkspaceId, channel: Channel| matches!(channel, Channel::Sms | Channel::Whatsapp);
    reported(app, wanted, &report.sid, report.status, report.error).await
}
