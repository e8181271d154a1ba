//! `GET /api/colloquy/v1/webchat/socket`.

use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade, close_code};
use axum::http::header::UPGRADE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use colloquy_http::{HttpState, Problem};

use super::frames::{LONGEST_FRAME, ServerFrame};
use super::hub::Hub;
use super::origin;
use super::visit::{Visit, Visited};

/// What a connection keeps for reading: visitors write little.
const READ_BUFFER_BYTES: usize = 4 << 10;
/// Longest wait until a frame is taken.
const SEND_WITHIN: Duration = Duration::from_secs(10);

/// Why a connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The other side is gone.
    Gone,
    /// This side ends it, with a code of RFC 6455 and a reason.
    Closed(u16, &'static str),
}

impl End {
    pub const OVER: Self = Self::Closed(close_code::NORMAL, "the chat is over");
    pub const REFUSED: Self = Self::Closed(close_code::POLICY, "refused");
    pub const UNREADABLE: Self = Self::Closed(close_code::POLICY, "too many frames that cannot be read");
    pub const TOO_SLOW: Self = Self::Closed(close_code::AGAIN, "too slow; come back with the last position");
    pub const SILENT: Self = Self::Closed(close_code::POLICY, "silent for too long");
    pub const GOING_AWAY: Self =
        Self::Closed(close_code::AWAY, "the server ends; come back with the last position");
    pub const FAILED: Self =
        Self::Closed(close_code::ERROR, "the server failed; come back with the last position");
}

/// Opens the connection over which a visitor of a web page chats: a WebSocket with one JSON object in each text frame. The
/// first frame is `{"type":"join","access","after"}` with the word from the session and the position of the last message
/// that the visitor has. Then the visitor sends `{"type":"say","client_id","text"}`, `{"type":"seen","position"}` and
/// `{"type":"close"}`, and is told `joined`, `message`, `ack`, `status`, `message_status`, `typing` and `error`. What was
/// acknowledged is kept; what was not is to be sent again with the same `client_id`.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/webchat/socket",
    tag = "Webchat",
    security(()),
    responses(
        (status = 101, description = "the connection is a WebSocket from here on"),
        (status = 426, description = "the request asks for no WebSocket"),
        (status = 503, description = "there are too many connections; try again after Retry-After"),
    )
)]
pub async fn webchat_socket(
    State(state): State<HttpState>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Problem> {
    let upgrade = upgrade.map_err(|rejection| {
        Problem::new(StatusCode::UPGRADE_REQUIRED, "upgrade_required", rejection.body_text())
            .with_header(UPGRADE, HeaderValue::from_static("websocket"))
    })?;
    let hub = state.kept(Hub::default);
    let place =
        hub.place().ok_or_else(|| Problem::unavailable("there are too many chats; try again in a moment"))?;
    let visited =
        Visited { app: state.app().clone(), hub, origin: origin::of(&headers), is_ending: state.is_ending() };
    let upgrade = upgrade
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(0)
        .max_message_size(LONGEST_FRAME)
        .max_frame_size(LONGEST_FRAME);
    // The state itself is not kept: it lives as long as the server serves.
    Ok(upgrade.on_upgrade(move |mut socket| async move {
        let end = match Visit::begin(&mut socket, visited).await {
            Ok(visit) => visit.last(&mut socket).await,
            Err(end) => end,
        };
        close(&mut socket, end).await;
        drop(place);
    }))
}

/// Sends a frame.
pub async fn send(socket: &mut WebSocket, frame: &ServerFrame<'_>) -> Result<(), End> {
    let Ok(text) = serde_json::to_string(frame) else { return Err(End::FAILED) };
    send_message(socket, Message::text(text)).await
}

/// Sends something, if the other side takes it in time.
pub async fn send_message(socket: &mut WebSocket, message: Message) -> Result<(), End> {
    match tokio::time::timeout(SEND_WITHIN, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(End::Gone),
        Err(_) => Err(End::TOO_SLOW),
    }
}

async fn close(socket: &mut WebSocket, end: End) {
    let End::Closed(code, reason) = end else { return };
    let frame = CloseFrame { code, reason: Utf8Bytes::from_static(reason) };
    // The other side answers with its own; whether it does changes nothing.
    let told = async {
        if socket.send(Message::Close(Some(frame))).await.is_ok() {
            while let Some(Ok(_)) = socket.recv().await {}
        }
    };
    let _ = tokio::time::timeout(Duration::from_secs(1), told).await;
}
