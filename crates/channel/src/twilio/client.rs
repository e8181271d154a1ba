//! Sends messages by Twilio's REST interface.
//!
//! Twilio knows no key by which it would recognise a request that is sent again: a message whose answer is lost may
//! arrive twice. So nothing is tried again once a success was announced, even where the rest of the answer is lost.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use colloquy_domain::dialogue_message::MessageStatus;
use colloquy_domain::secret::SecretText;
use reqwest::Response;
use reqwest::header::CONTENT_TYPE;
use serde::Deserialize;
use url::Url;

use super::failure::{broken, refused};
use super::{TwilioSettings, WHATSAPP, message_status};
use crate::outgoing::{Outgoing, SendError, Sent, TextChannel};

/// Longest wait for an answer.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Longest answer that is read, in bytes.
const LONGEST_ANSWER: usize = 64 * 1024;

/// The interface's version, which stands in its addresses.
const VERSION: &str = "2010-04-01";

/// Short messages, or WhatsApp, by Twilio.
pub struct Twilio {
    http: reqwest::Client,
    settings: Arc<TwilioSettings>,
    is_whatsapp: bool,
}

/// The account, and who its messages come from.
struct Access<'a> {
    account_sid: &'a str,
    auth_token: &'a SecretText,
    usual_sender: &'a str,
}

#[derive(Default, Deserialize)]
struct Taken {
    sid: Option<String>,
    status: Option<String>,
}

impl fmt::Debug for Twilio {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Twilio").field("is_whatsapp", &self.is_whatsapp).finish_non_exhaustive()
    }
}

impl Twilio {
    /// Short messages.
    #[must_use]
    pub fn sms(http: reqwest::Client, settings: Arc<TwilioSettings>) -> Self {
        Self { http, settings, is_whatsapp: false }
    }

    /// WhatsApp.
    #[must_use]
    pub fn whatsapp(http: reqwest::Client, settings: Arc<TwilioSettings>) -> Self {
        Self { http, settings, is_whatsapp: true }
    }

    /// What is needed to send, or the name of the first setting that is missing.
    fn access(&self) -> Result<Access<'_>, &'static str> {
        let settings = &self.settings;
        let (sender, setting) = if self.is_whatsapp {
            (&settings.whatsapp_from, "twilio.whatsapp_from")
        } else {
            (&settings.sms_from, "twilio.sms_from")
        };
        Ok(Access {
            account_sid: settings.account_sid.as_deref().ok_or("twilio.account_sid")?,
            auth_token: settings.auth_token.as_ref().ok_or("twilio.auth_token")?,
            usual_sender: sender.as_deref().ok_or(setting)?,
        })
    }

    fn address(&self, account_sid: &str) -> Result<Url, SendError> {
        let mut url = self.settings.url.clone();
        {
            let mut path = url.path_segments_mut().map_err(|()| {
                SendError::lasting("twilio.url must be an address such as https://api.twilio.com")
            })?;
            path.pop_if_empty().extend([VERSION, "Accounts", account_sid, "Messages.json"]);
        }
        Ok(url)
    }

    fn form(&self, outgoing: &Outgoing, usual_sender: &str) -> String {
        let sender = outgoing.from.as_deref().unwrap_or(usual_sender);
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("To", &self.spelled(&outgoing.to));
        if sender.starts_with("MG") {
            form.append_pair("MessagingServiceSid", sender);
        } else {
            form.append_pair("From", &self.spelled(sender));
        }
        form.append_pair("Body", &outgoing.text);
        if let Some(media_url) = &outgoing.media_url {
            form.append_pair("MediaUrl", media_url);
        }
        if let Some(status_callback) = &outgoing.status_callback {
            form.append_pair("StatusCallback", status_callback.as_str());
        }
        form.finish()
    }

    /// A number as this channel writes it.
    fn spelled(&self, number: &str) -> String {
        let prefix = if self.is_whatsapp && !number.starts_with(WHATSAPP) { WHATSAPP } else { "" };
        format!("{prefix}{number}")
    }
}

#[async_trait]
impl TextChannel for Twilio {
    fn missing(&self) -> Option<String> {
        self.access().err().map(str::to_owned)
    }

    #[tracing::instrument(skip_all, fields(dialogue_message.id = %outgoing.message_id))]
    async fn send(&self, outgoing: &Outgoing) -> Result<Sent, SendError> {
        let access = self.access().map_err(SendError::not_configured)?;
        let request = self
            .http
            .post(self.address(access.account_sid)?)
            .timeout(TIMEOUT)
            .basic_auth(access.account_sid, Some(access.auth_token.reveal()))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(self.form(outgoing, access.usual_sender));
        let mut response = request.send().await.map_err(|error| broken(error, TIMEOUT))?;
        let body = read(&mut response).await;
        let status = response.status();
        if !status.is_success() {
            return Err(refused(status, response.headers(), &body, access.auth_token.reveal()));
        }
        let taken: Taken = serde_json::from_slice(&body).unwrap_or_default();
        if taken.sid.is_none() {
            tracing::warn!(%status, "twilio took a message and did not say by what name; reports of it are lost");
        }
        let status = taken.status.as_deref().and_then(message_status).unwrap_or(MessageStatus::Sent);
        Ok(Sent { channel_key: taken.sid.clone(), sid: taken.sid, status })
    }
}

/// As much of the answer as comes, within bounds: its status counts in any case.
async fn read(response: &mut Response) -> Vec<u8> {
    let mut body = Vec::new();
    while let Ok(Some(chunk)) = response.chunk().await {
        let room = LONGEST_ANSWER - body.len();
        body.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if body.len() == LONGEST_ANSWER {
            break;
        }
    }
    body
}
