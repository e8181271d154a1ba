//! A channel that keeps what it is given.

use std::collections::VecDeque;
use std::sync::Mutex;

use async_trait::async_trait;
use colloquy_channel::{Outgoing, SendError, Sent, TextChannel};
use colloquy_domain::dialogue_message::MessageStatus;

/// Keeps what it is to send, or fails as it was told to.
#[derive(Default)]
pub struct Post {
    sent: Mutex<Vec<Outgoing>>,
    failures: Mutex<VecDeque<SendError>>,
}

impl Post {
    pub fn sent(&self) -> Vec<Outgoing> {
        self.sent.lock().expect("not poisoned").clone()
    }

    /// Fails the next time.
    pub fn fail(&self, message: &str, is_worth_retrying: bool) {
        self.failures.lock().expect("not poisoned").push_back(SendError {
            message: message.into(),
            is_worth_retrying,
            retry_after: None,
            is_unsubscribed: false,
        });
    }
}

#[async_trait]
impl TextChannel for Post {
    fn missing(&self) -> Option<String> {
        None
    }

    async fn send(&self, outgoing: &Outgoing) -> Result<Sent, SendError> {
        if let Some(failure) = self.failures.lock().expect("not poisoned").pop_front() {
            return Err(failure);
        }
        let mut sent = self.sent.lock().expect("not poisoned");
        sent.push(outgoing.clone());
        let sid = format!("SMprovider{}", sent.len());
        Ok(Sent { sid: Some(sid.clone()), channel_key: Some(sid), status: MessageStatus::Sent })
    }
}

/// Is not configured.
pub struct Nowhere;

#[async_trait]
impl TextChannel for Nowhere {
    fn missing(&self) -> Option<String> {
        Some("smtp.url".into())
    }

    async fn send(&self, _outgoing: &Outgoing) -> Result<Sent, SendError> {
        Err(SendError {
            message: "the channel is not configured".into(),
            is_worth_retrying: false,
            retry_after: None,
            is_unsubscribed: false,
        })
    }
}
