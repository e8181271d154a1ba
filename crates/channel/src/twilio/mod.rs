//! Twilio: short messages and WhatsApp.
//!
//! Messages go out by its REST interface. What comes in, and how far messages got, it posts to addresses of the server
//! as forms. Such a post is believed only where its signature is right ([`is_signed`]): the addresses are public.

mod client;
mod failure;
mod inbound;
mod signature;
mod status;

use colloquy_domain::secret::SecretText;
use url::Url;

pub use client::Twilio;
pub use inbound::TwilioMessage;
pub use signature::is_signed;
pub use status::{StatusReport, message_status};

/// Where Twilio is, unless the settings say otherwise.
pub const USUAL_URL: &str = "https://api.twilio.com";

/// Before the numbers of WhatsApp.
const WHATSAPP: &str = "whatsapp:";

/// How Twilio is reached, as the operator writes it.
#[derive(Debug, Clone)]
pub struct TwilioSettings {
    /// The account.
    pub account_sid: Option<String>,
    /// Its token: the password of requests and the key of signatures.
    pub auth_token: Option<SecretText>,
    /// Where Twilio is; see [`USUAL_URL`].
    pub url: Url,
    /// Our number for short messages (E.164), or a messaging service (`MG…`).
    pub sms_from: Option<String>,
    /// Our number for WhatsApp (E.164), or a messaging service.
    pub whatsapp_from: Option<String>,
}

/// The fields of a form, in the order in which they came.
#[must_use]
pub fn form(body: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(body).into_owned().collect()
}

/// The first field of that name that is not empty.
fn field<'a>(params: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = params.iter().find(|(key, value)| key == name && !value.is_empty());
    found.map(|(_, value)| value.as_str())
}
