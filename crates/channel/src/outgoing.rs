//! What a channel takes, and what it says to that.

use std::time::Duration;

use async_trait::async_trait;
use colloquy_domain::dialogue_message::MessageStatus;
use colloquy_domain::{ConversationId, DialogueMessageId};
use url::Url;

/// Hands messages over.
#[async_trait]
pub trait TextChannel: Send + Sync {
    /// Name of the first setting without which nothing can be sent; none where all are there.
    fn missing(&self) -> Option<String>;

    /// Hands one message over, once.
    ///
    /// # Errors
    ///
    /// The provider refuses it or cannot be reached; see [`SendError::is_worth_retrying`].
    async fn send(&self, outgoing: &Outgoing) -> Result<Sent, SendError>;
}

/// A message to a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// The message.
    pub message_id: DialogueMessageId,
    /// The dialogue that it belongs to.
    pub conversation_id: ConversationId,
    /// Our number or address; none for the one of the settings.
    pub from: Option<String>,
    /// The customer's number (E.164) or address.
    pub to: String,
    /// Subject, where the channel has one; made from the text where it is left out.
    pub subject: Option<String>,
    /// The words.
    pub text: String,
    /// A picture or file that comes along.
    pub media_url: Option<String>,
    /// What it answers, where the channel has threads.
    pub thread: Option<Thread>,
    /// Where the provider reports how far the message got.
    pub status_callback: Option<Url>,
}

/// The thread of a mail, by Message-IDs without angle brackets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Thread {
    /// What it answers.
    pub in_reply_to: Option<String>,
    /// What came before, oldest first.
    pub references: Vec<String>,
}

/// A message that was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Name by which the provider reports of it.
    pub sid: Option<String>,
    /// Name by which the channel knows it: answers refer to it.
    pub channel_key: Option<String>,
    /// How far it got.
    pub status: MessageStatus,
}

/// Why a message was not handed over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SendError {
    /// What went wrong, for people; says nothing secret.
    pub message: String,
    /// Whether the same message may be taken another time.
    pub is_worth_retrying: bool,
    /// How long the provider asks to wait.
    pub retry_after: Option<Duration>,
    /// The customer does not want messages from this sender any more.
    pub is_unsubscribed: bool,
}

impl SendError {
    /// It may be taken another time.
    pub(crate) fn passing(message: impl Into<String>) -> Self {
        Self { is_worth_retrying: true, ..Self::lasting(message) }
    }

    /// It would be refused again.
    pub(crate) fn lasting(message: impl Into<String>) -> Self {
        Self { message: message.into(), is_worth_retrying: false, retry_after: None, is_unsubscribed: false }
    }

    /// A setting is missing: somebody may add it.
    pub(crate) fn not_configured(setting: &str) -> Self {
        Self::lasting(format!("the channel is not configured on this server: set {setting}"))
    }
}
