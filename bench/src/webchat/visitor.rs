//! A visitor of a web page: the session that was opened, and a connection over which to chat.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use bytes::Bytes;
use futures::{SinkExt, StreamExt};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::handshake;
use hyper::{Request, StatusCode, header};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, client_async};

const WEBCHAT: &str = "/api/colloquy/v1/webchat";

/// The address of the first visitor; those of the others follow. All of 127.0.0.0/8 is this machine.
const FIRST_ADDRESS: u32 = u32::from_be_bytes([127, 1, 0, 1]);

/// Longest wait for a frame.
const PATIENCE: Duration = Duration::from_secs(120);

/// A chat that was opened.
pub struct Session {
    access: String,
    from: Ipv4Addr,
}

/// A connection on which the visitor of a session is in.
pub struct Visitor {
    socket: WebSocketStream<TcpStream>,
    /// It has every message up to there.
    position: u64,
}

impl Session {
    /// Opens a chat at a route, from the address of the visitor of that number.
    pub async fn open(server: SocketAddr, route: &str, number: u32) -> anyhow::Result<Self> {
        let from = Ipv4Addr::from(FIRST_ADDRESS + number);
        let (mut sender, connection) = handshake(TokioIo::new(connect(from, server).await?)).await?;
        tokio::spawn(connection);
        let body = json!({ "route_id": route, "language": "en" }).to_string();
        let request = Request::post(format!("{WEBCHAT}/sessions"))
            .header(header::HOST, server.to_string())
            .header(header::CONTENT_TYPE, "application/json")
            .body(Full::new(Bytes::from(body)))?;
        let response = sender.send_request(request).await?;
        let status = response.status();
        let answer = response.into_body().collect().await?.to_bytes();
        if status != StatusCode::CREATED {
            bail!("a session from {from} was answered {status}: {}", String::from_utf8_lossy(&answer));
        }
        let session: Value = serde_json::from_slice(&answer)?;
        Ok(Self { access: session["access"].as_str().context("a session without a word")?.to_owned(), from })
    }

    /// Connects, and is let in with the messages after that position to come; gives the position of the last one, too.
    pub async fn join(&self, server: SocketAddr, after: u64) -> anyhow::Result<(Visitor, u64)> {
        let stream = connect(self.from, server).await?;
        let (socket, _) = client_async(format!("ws://{server}{WEBCHAT}/socket"), stream).await?;
        let mut visitor = Visitor { socket, position: after };
        visitor.send(&json!({ "type": "join", "access": self.access, "after": after })).await?;
        let joined = visitor.frame().await?.context("the connection has ended")?;
        ensure!(joined["type"] == "joined", "not let in: {joined}");
        let last = joined["position"].as_u64().context("a chat without its last position")?;
        Ok((visitor, last))
    }

    /// Where everything stands that the visitor said after that position, by the browser's names.
    pub async fn said(&self, server: SocketAddr, after: u64) -> anyhow::Result<HashMap<String, Vec<u64>>> {
        let (mut visitor, last) = self.join(server, after).await?;
        let mut said: HashMap<String, Vec<u64>> = HashMap::new();
        while visitor.position < last {
            let frame = visitor.frame().await?.context("the connection has ended")?;
            if let Some(client_id) = frame["client_id"].as_str().filter(|_| frame["type"] == "message") {
                said.entry(client_id.to_owned()).or_default().push(visitor.position);
            }
        }
        Ok(said)
    }
}

impl Visitor {
    /// Says something and waits until it is acknowledged, with its position. None where the connection has ended.
    pub async fn say(&mut self, client_id: &str, text: &str) -> anyhow::Result<Option<u64>> {
        let frame = json!({ "type": "say", "client_id": client_id, "text": text });
        if self.send(&frame).await.is_err() {
            return Ok(None);
        }
        while let Some(frame) = self.frame().await? {
            if frame["type"] == "ack" && frame["client_id"] == client_id {
                return Ok(Some(
                    frame["position"].as_u64().context("an acknowledgement without a position")?,
                ));
            }
        }
        Ok(None)
    }

    /// Waits until our agent has said something after that position.
    pub async fn answer_after(&mut self, position: u64) -> anyhow::Result<()> {
        while let Some(frame) = self.frame().await? {
            if frame["type"] == "message" && frame["sender"] == "agent" && self.position > position {
                return Ok(());
            }
        }
        bail!("the connection has ended before an answer came")
    }

    async fn send(&mut self, frame: &Value) -> anyhow::Result<()> {
        Ok(self.socket.send(Message::text(frame.to_string())).await?)
    }

    /// The next frame; none where the connection has ended. Messages have to come each once, in their order.
    async fn frame(&mut self) -> anyhow::Result<Option<Value>> {
        let text = loop {
            let next =
                tokio::time::timeout(PATIENCE, self.socket.next()).await.context("no frame in time")?;
            match next {
                Some(Ok(Message::Text(text))) => break text,
                Some(Ok(Message::Close(_)) | Err(_)) | None => return Ok(None),
                Some(Ok(_)) => {}
            }
        };
        let frame: Value = serde_json::from_str(text.as_str())?;
        match frame["type"].as_str() {
            Some("message") => {
                let position = frame["position"].as_u64().context("a message without a position")?;
                ensure!(position == self.position + 1, "message {position} came after {}", self.position);
                self.position = position;
            }
            Some("error") => bail!("the server refused: {frame}"),
            _ => {}
        }
        Ok(Some(frame))
    }
}

async fn connect(from: Ipv4Addr, to: SocketAddr) -> anyhow::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.bind(SocketAddr::from((from, 0))).with_context(|| format!("no visitor can come from {from}"))?;
    let stream = socket.connect(to).await.context("connect")?;
    stream.set_nodelay(true)?;
    Ok(stream)
}
