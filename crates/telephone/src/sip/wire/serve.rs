//! One connection: what comes is read into messages, what is to be sent is written. It ends in both directions at once, and
//! its place is free only then.
//!
//! A peer has a while for each message, however slowly it dribbles, and is not kept for ever without one. A connection that
//! a call goes by is: the system asks whether its other side is still there.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use socket2::{SockRef, TcpKeepalive};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_util::sync::CancellationToken;

use super::connections::Place;
use super::{Flow, Received, Wire};
use crate::sip::framing::{Frame, Framer};
use crate::sip::trust::Standing;

/// Messages that wait to be sent over one connection; one more closes it.
const SEND_QUEUE: usize = 256;
const WRITE_TIMEOUT: Duration = Duration::from_secs(10);
const READ_BYTES: usize = 8 * 1024;
/// Silence after which the system asks whether the other side is there, and how often it asks then.
const ASK_AFTER: Duration = Duration::from_secs(60);
const ASK_EVERY: Duration = Duration::from_secs(15);

impl Wire {
    /// Reads and writes a connection in the background; where its messages are put.
    pub(super) fn serve(
        self: &Arc<Self>,
        stream: TcpStream,
        peer: SocketAddr,
        place: Place,
    ) -> mpsc::Sender<Vec<u8>> {
        prepare(&stream, peer);
        let (sender, to_send) = mpsc::channel(SEND_QUEUE);
        let closed = CancellationToken::new();
        let id = self.connections.insert(peer, sender.clone(), closed.clone());
        let (reader, writer) = stream.into_split();
        let (wire, answers) = (Arc::clone(self), sender.clone());
        tokio::spawn(async move {
            let writing = write(writer, to_send);
            tokio::pin!(writing);
            tokio::select! {
                () = wire.stop.cancelled() => {}
                () = closed.cancelled() => {}
                () = &mut writing => {}
                () = wire.read(reader, peer, place.standing, answers) => {
                    // Nobody adds to what waits to be sent, and that still is.
                    wire.connections.forget(peer, id);
                    if timeout(WRITE_TIMEOUT, &mut writing).await.is_err() {
                        tracing::debug!(%peer, "a sip connection does not take its last answers");
                    }
                }
            }
            wire.connections.forget(peer, id);
            drop(place);
        });
        sender
    }

    async fn read(
        &self,
        mut reader: OwnedReadHalf,
        peer: SocketAddr,
        standing: Standing,
        answers: mpsc::Sender<Vec<u8>>,
    ) {
        let limits = &self.connections.limits;
        let mut patience = Patience::new(limits.idle_of(standing), limits.message_within, Instant::now());
        let mut framer = Framer::default();
        let mut bytes = vec![0; READ_BYTES];
        loop {
            match timeout_at(patience.ends_at(), reader.read(&mut bytes)).await {
                Ok(Ok(0) | Err(_)) => return,
                Ok(Ok(count)) => framer.push(&bytes[..count]),
                Err(_elapsed) if !framer.has_begun() && self.connections.is_held(peer) => {
                    patience.note(true, false, Instant::now());
                    continue;
                }
                Err(_elapsed) => {
                    tracing::debug!(%peer, "a sip connection is closed: it says nothing, or too slowly");
                    return;
                }
            }
            // Empty lines keep a connection open, but not one of a stranger.
            let mut is_alive = !framer.has_begun() && standing != Standing::Stranger;
            loop {
                match framer.take_frame() {
                    Ok(Some(frame)) => {
                        is_alive |= matches!(frame, Frame::Message(_)) || standing != Standing::Stranger;
                        if !self.lets_in(standing) || !self.take(frame, peer, &answers).await {
                            return;
                        }
                    }
                    Ok(None) => break,
                    Err(error) => {
                        tracing::debug!(%peer, %error, "a sip connection is closed");
                        return;
                    }
                }
            }
            patience.note(is_alive, framer.has_begun(), Instant::now());
        }
    }

    /// False where the connection is of no more use.
    async fn take(&self, frame: Frame, peer: SocketAddr, answers: &mpsc::Sender<Vec<u8>>) -> bool {
        match frame {
            Frame::Message(message) => {
                self.received.send(Received { message, flow: Flow::Tcp(peer) }).await.is_ok()
            }
            Frame::Ping => answers.try_send(b"\r\n".to_vec()).is_ok(),
        }
    }
}

fn prepare(stream: &TcpStream, peer: SocketAddr) {
    // Messages are small and each is waited for.
    let asks = TcpKeepalive::new().with_time(ASK_AFTER).with_interval(ASK_EVERY);
    let prepared = stream.set_nodelay(true).and_then(|()| SockRef::from(stream).set_tcp_keepalive(&asks));
    if let Err(error) = prepared {
        tracing::debug!(%peer, %error, "a sip connection stays as the system made it");
    }
}

async fn write(mut writer: OwnedWriteHalf, mut to_send: mpsc::Receiver<Vec<u8>>) {
    while let Some(bytes) = to_send.recv().await {
        if !matches!(timeout(WRITE_TIMEOUT, writer.write_all(&bytes)).await, Ok(Ok(()))) {
            return;
        }
    }
}

/// Until when a connection is waited for.
#[derive(Debug)]
struct Patience {
    idle: Duration,
    message_within: Duration,
    alive_at: Instant,
    /// When the message began that is not whole.
    begun_at: Option<Instant>,
}

impl Patience {
    fn new(idle: Duration, message_within: Duration, now: Instant) -> Self {
        Self { idle, message_within, alive_at: now, begun_at: None }
    }

    fn ends_at(&self) -> Instant {
        self.begun_at.map_or(self.alive_at + self.idle, |begun_at| begun_at + self.message_within)
    }

    /// Something came, or is not asked for. `is_alive`: it was whole, so that what has begun now is another message.
    fn note(&mut self, is_alive: bool, has_begun: bool, now: Instant) {
        if is_alive {
            self.alive_at = now;
            self.begun_at = None;
        }
        self.begun_at = if has_begun { Some(self.begun_at.unwrap_or(now)) } else { None };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_has_its_time_and_silence_another() {
        let begin = Instant::now();
        let after = |seconds: u64| begin + Duration::from_secs(seconds);
        let mut patience = Patience::new(Duration::from_secs(100), Duration::from_secs(10), begin);
        assert_eq!(patience.ends_at(), after(100));
        // When something comes; whether a message is whole by it, and whether one has begun; until when is waited.
        let rows = [
            (50, false, true, 60),
            // A byte now and then wins nothing.
            (55, false, true, 60),
            (59, false, true, 60),
            (59, true, true, 69),
            (60, true, false, 160),
            // What is neither says nothing.
            (90, false, false, 160),
        ];
        for (at, is_alive, has_begun, until) in rows {
            patience.note(is_alive, has_begun, after(at));
            assert_eq!(patience.ends_at(), after(until), "at {at} s");
        }
    }
}
