//! A visitor of a web page, who chats over a WebSocket.

use std::time::Duration;

use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::client::Client;

const WEBCHAT: &str = "/api/colloquy/v1/webchat";

/// Longest wait for a frame.
const PATIENCE: Duration = Duration::from_secs(60);

/// One connection.
pub struct Visitor {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

/// Opens a chat at a route; returns the session.
pub async fn open_session(base: &str, route: &Value) -> Value {
    let body = json!({ "route_id": route["id"], "name": "Jonas Weber", "language": "en" });
    Client::nobody(base).post(&format!("{WEBCHAT}/sessions"), &body).await.expect(201).json()
}

impl Visitor {
    /// Connects; an error where the server is gone.
    pub async fn try_connect(base: &str, origin: Option<&str>) -> Result<Self, String> {
        let url = format!("{}{WEBCHAT}/socket", base.replacen("http", "ws", 1));
        let mut request = url.into_client_request().expect("an address");
        if let Some(origin) = origin {
            request.headers_mut().insert("origin", HeaderValue::from_str(origin).expect("an origin"));
        }
        let (socket, _) = connect_async(request).await.map_err(|error| error.to_string())?;
        Ok(Self { socket })
    }

    /// Connects.
    pub async fn connect(base: &str) -> Self {
        Self::try_connect(base, None).await.expect("a connection")
    }

    /// Connects and is let in; returns what it was told of the chat.
    pub async fn join(base: &str, session: &Value, after: u64) -> (Self, Value) {
        let mut visitor = Self::connect(base).await;
        visitor.send(&join_frame(session, after)).await;
        let joined = visitor.next().await.expect("an answer");
        assert_eq!(joined["type"], "joined", "{joined}");
        (visitor, joined)
    }

    /// Sends a frame, as far as the connection is there.
    pub async fn send(&mut self, frame: &Value) {
        self.send_text(&frame.to_string()).await;
    }

    /// Sends any text.
    pub async fn send_text(&mut self, text: &str) {
        // Whether it arrived is told by what comes back.
        let _ = self.socket.send(Message::text(text)).await;
    }

    /// Says something under a name.
    pub async fn say(&mut self, client_id: &str, text: &str) {
        self.send(&json!({ "type": "say", "client_id": client_id, "text": text })).await;
    }

    /// The next frame; none where the connection has ended.
    pub async fn next(&mut self) -> Option<Value> {
        loop {
            let next = tokio::time::timeout(PATIENCE, self.socket.next()).await.expect("a frame in time");
            match next? {
                Ok(Message::Text(text)) => {
                    return Some(serde_json::from_str(text.as_str()).expect("frames are JSON"));
                }
                Ok(Message::Close(_)) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }

    /// Takes frames until one is as it should be; returns that one.
    pub async fn until(&mut self, what: &str, is_it: impl Fn(&Value) -> bool) -> Value {
        let mut passed = Vec::new();
        let looking = async {
            while let Some(frame) = self.next().await {
                if is_it(&frame) {
                    return Some(frame);
                }
                passed.push(frame);
            }
            None
        };
        match tokio::time::timeout(PATIENCE, looking).await {
            Ok(Some(frame)) => frame,
            Ok(None) => panic!("the connection ended before {what}: {passed:?}"),
            Err(_) => panic!("{what} did not come in time: {passed:?}"),
        }
    }

    /// Takes frames until a message at that place.
    pub async fn message(&mut self, position: u64) -> Value {
        let what = format!("message {position}");
        self.until(&what, |frame| frame["type"] == "message" && frame["position"] == position).await
    }

    /// Takes frames until what was said under that name is acknowledged.
    pub async fn ack(&mut self, client_id: &str) -> Value {
        self.until("ack", |frame| frame["type"] == "ack" && frame["client_id"] == client_id).await
    }

    /// Waits for the end; returns its code, where the other side gave one.
    pub async fn closed(&mut self) -> Option<u16> {
        loop {
            let next = tokio::time::timeout(PATIENCE, self.socket.next()).await.expect("an end in time");
            match next {
                Some(Ok(Message::Close(frame))) => return frame.map(|frame| frame.code.into()),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return None,
            }
        }
    }
}

/// The first frame of a connection.
pub fn join_frame(session: &Value, after: u64) -> Value {
    json!({ "type": "join", "access": session["access"], "after": after })
}
