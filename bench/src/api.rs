//! A client of the server: one connection that stays open.

use std::net::SocketAddr;

use anyhow::{Context, bail};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Method, Request, StatusCode, header};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

/// One connection, for one request at a time.
pub struct Connection {
    sender: SendRequest<Full<Bytes>>,
    address: SocketAddr,
    key: String,
}

impl Connection {
    /// Connects.
    pub async fn open(address: SocketAddr, key: &str) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await.context("connect")?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self { sender, address, key: key.to_owned() })
    }

    /// Sends a request and reads the whole answer.
    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        body: Option<Bytes>,
    ) -> anyhow::Result<(StatusCode, Bytes)> {
        self.send_as("application/json", method, path, body).await
    }

    /// The same with a body of another type.
    pub async fn send_as(
        &mut self,
        content_type: &'static str,
        method: Method,
        path: &str,
        body: Option<Bytes>,
    ) -> anyhow::Result<(StatusCode, Bytes)> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, self.address.to_string())
            .header(header::AUTHORIZATION, &self.key)
            .header(header::CONTENT_TYPE, content_type)
            .body(Full::new(body.unwrap_or_default()))?;
        self.sender.ready().await?;
        let response = self.sender.send_request(request).await?;
        let status = response.status();
        Ok((status, response.into_body().collect().await?.to_bytes()))
    }

    /// Sends a request whose answer must have this status.
    pub async fn expect(
        &mut self,
        status: StatusCode,
        method: Method,
        path: &str,
        body: Option<Bytes>,
    ) -> anyhow::Result<Bytes> {
        let (answered, answer) = self.send(method, path, body).await?;
        if answered != status {
            bail!("{path} answered {answered}: {}", String::from_utf8_lossy(&answer));
        }
        Ok(answer)
    }

    /// Creates an engagement and returns its id.
    pub async fn create(&mut self, body: Bytes) -> anyhow::Result<String> {
        let answer =
            self.expect(StatusCode::CREATED, Method::POST, "/api/v2/engagements", Some(body)).await?;
        engagement_id(&answer).context("no engagement id in the answer")
    }

    /// Adds a receiver of created engagements.
    pub async fn add_webhook(&mut self, url: &str) -> anyhow::Result<()> {
        let body = serde_json::json!({ "url": url, "event_types": ["v1.engagement.created"] });
        let body = Some(Bytes::from(body.to_string()));
        self.expect(StatusCode::CREATED, Method::POST, "/api/colloquy/v1/webhooks", body).await?;
        Ok(())
    }

    /// Reads JSON.
    pub async fn get(&mut self, path: &str) -> anyhow::Result<Value> {
        Ok(serde_json::from_slice(&self.expect(StatusCode::OK, Method::GET, path, None).await?)?)
    }
}

/// The first engagement id in a body. Looked for as text: parsing every body would cost the machine more than
/// it costs to make them.
pub fn engagement_id(body: &[u8]) -> Option<String> {
    const PREFIX: &[u8] = b"ngmt_";
    const LENGTH: usize = PREFIX.len() + 26;
    let start = body.windows(PREFIX.len()).position(|window| window == PREFIX)?;
    let id = body.get(start..start + LENGTH)?;
    Some(String::from_utf8_lossy(id).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_in_bodies() {
        let body = br#"{"type":"x","data":{"object":{"id":"ngmt_01KFXKBAV0R7S2VBVK3QSBHMR3","a":1}}}"#;
        assert_eq!(engagement_id(body).as_deref(), Some("ngmt_01KFXKBAV0R7S2VBVK3QSBHMR3"));
        assert_eq!(engagement_id(b"ngmt_short"), None);
        assert_eq!(engagement_id(b"{}"), None);
    }
}
