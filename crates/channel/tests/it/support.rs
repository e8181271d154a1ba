//! What several tests need.

use std::time::Duration;

use colloquy_channel::Outgoing;
use colloquy_domain::{ConversationId, DialogueMessageId};

/// A message to that number or address.
pub fn outgoing(to: &str) -> Outgoing {
    Outgoing {
        message_id: DialogueMessageId::generate(),
        conversation_id: ConversationId::generate(),
        from: None,
        to: to.to_owned(),
        subject: None,
        text: "Grüße & more".to_owned(),
        media_url: None,
        thread: None,
        status_callback: None,
    }
}

/// A client as the server makes it.
pub fn http() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(Duration::from_secs(5))
        .build()
        .unwrap()
}

/// Asks until something is there.
pub async fn eventually<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    for _ in 0..500 {
        if let Some(found) = ask() {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("never came: {what}");
}
