//! Which channel is there, and what is missing for the others.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use colloquy_domain::dialogue::Channel;
use colloquy_mail::Mailer;

use crate::email::EmailChannel;
use crate::outgoing::{Outgoing, SendError, Sent, TextChannel};
use crate::twilio::{Twilio, TwilioSettings};

/// Where the setting of calls stands that is asked for first.
const CALLS_NEED: &str = "sip.server";

/// How the written channels reach the world.
#[derive(Debug, Clone)]
pub struct ChannelSettings {
    /// Short messages and WhatsApp.
    pub twilio: TwilioSettings,
    /// The mail server, where one is set.
    pub mailer: Option<Mailer>,
    /// Sender of mail in dialogues; the mail server's usual one where it is left out.
    pub email_from: Option<String>,
}

/// The channels of a server.
#[derive(Clone)]
pub struct Channels {
    sms: Arc<dyn TextChannel>,
    whatsapp: Arc<dyn TextChannel>,
    email: Arc<dyn TextChannel>,
    calls_missing: Option<String>,
}

impl Channels {
    /// The channels of these settings. `http` should have a connect timeout and follow no redirects; it goes to the
    /// provider that the operator named.
    #[must_use]
    pub fn of(http: reqwest::Client, settings: ChannelSettings) -> Self {
        let twilio = Arc::new(settings.twilio);
        Self::new(
            Arc::new(Twilio::sms(http.clone(), Arc::clone(&twilio))),
            Arc::new(Twilio::whatsapp(http, twilio)),
            Arc::new(EmailChannel::new(settings.mailer, settings.email_from)),
        )
    }

    /// These drivers. Calls are not there until [`Self::with_calls`] says so.
    #[must_use]
    pub fn new(
        sms: Arc<dyn TextChannel>,
        whatsapp: Arc<dyn TextChannel>,
        email: Arc<dyn TextChannel>,
    ) -> Self {
        Self { sms, whatsapp, email, calls_missing: Some(CALLS_NEED.to_owned()) }
    }

    /// Says what is missing for calls; none where they can be placed.
    #[must_use]
    pub fn with_calls(mut self, missing: Option<String>) -> Self {
        self.calls_missing = missing;
        self
    }

    /// Name of the first setting without which a dialogue cannot be held by that channel; none where it can.
    #[must_use]
    pub fn missing(&self, channel: Channel) -> Option<String> {
        match channel {
            Channel::Call => self.calls_missing.clone(),
            Channel::Webchat => None,
            Channel::Sms => self.sms.missing(),
            Channel::Whatsapp => self.whatsapp.missing(),
            Channel::Email => self.email.missing(),
        }
    }

    /// What hands messages over, where the channel has such a thing.
    #[must_use]
    pub fn driver(&self, channel: Channel) -> Option<&Arc<dyn TextChannel>> {
        match channel {
            Channel::Sms => Some(&self.sms),
            Channel::Whatsapp => Some(&self.whatsapp),
            Channel::Email => Some(&self.email),
            Channel::Call | Channel::Webchat => None,
        }
    }
}

impl Default for Channels {
    /// None is configured but webchats, which need nothing.
    fn default() -> Self {
        Self::new(
            Arc::new(Unconfigured("twilio.account_sid")),
            Arc::new(Unconfigured("twilio.account_sid")),
            Arc::new(Unconfigured("smtp.url")),
        )
    }
}

impl fmt::Debug for Channels {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Channels");
        for channel in Channel::ALL {
            shown.field(channel.as_str(), &self.missing(*channel).is_none());
        }
        shown.finish()
    }
}

/// Stands where nothing is set.
struct Unconfigured(&'static str);

#[async_trait]
impl TextChannel for Unconfigured {
    fn missing(&self) -> Option<String> {
        Some(self.0.to_owned())
    }

    async fn send(&self, _outgoing: &Outgoing) -> Result<Sent, SendError> {
        Err(SendError::not_configured(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named() {
        let channels = Channels::default();
        for (channel, missing) in [
            (Channel::Call, Some("sip.server")),
            (Channel::Sms, Some("twilio.account_sid")),
            (Channel::Whatsapp, Some("twilio.account_sid")),
            (Channel::Email, Some("smtp.url")),
            (Channel::Webchat, None),
        ] {
            assert_eq!(channels.missing(channel).as_deref(), missing, "{channel:?}");
        }
        assert_eq!(channels.with_calls(None).missing(Channel::Call), None);
    }
}
