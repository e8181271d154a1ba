//! The sockets: SIP comes and goes by UDP and TCP on one port.
//!
//! What comes in is read into messages and handed on with the way back, a [`Flow`]. Connections are kept open and used
//! again, by whichever side opened them.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::OwnedWriteHalf;
use tokio::net::{TcpListener, TcpStream, UdpSocket};
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::framing::{Frame, Framer};
use super::message::Message;

/// Messages that wait to be looked at. When it is full, datagrams wait in the system, and are repeated where they are
/// lost there.
const RECEIVED_QUEUE: usize = 1_024;
/// Messages that wait to be sent over one connection; one more closes it.
const SEND_QUEUE: usize = 256;
const MAX_CONNECTIONS: usize = 512;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const WRITE_TIMEOUT: Duration = Duration::from_secs(10);
/// Ports tried where UDP's free port is taken for TCP.
const PORT_TRIES: usize = 20;
/// Larger than any datagram.
const DATAGRAM_BYTES: usize = 65_536;

/// A way to and from somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flow {
    Udp(SocketAddr),
    Tcp(SocketAddr),
}

impl Flow {
    pub fn address(self) -> SocketAddr {
        match self {
            Flow::Udp(address) | Flow::Tcp(address) => address,
        }
    }

    pub fn is_udp(self) -> bool {
        matches!(self, Flow::Udp(_))
    }

    /// The protocol's name in Via.
    pub fn protocol(self) -> &'static str {
        if self.is_udp() { "UDP" } else { "TCP" }
    }

    /// The same kind of way to another address.
    pub fn to(self, address: SocketAddr) -> Flow {
        match self {
            Flow::Udp(_) => Flow::Udp(address),
            Flow::Tcp(_) => Flow::Tcp(address),
        }
    }
}

/// A message, and the way that it came.
#[derive(Debug)]
pub(crate) struct Received {
    pub message: Message,
    pub flow: Flow,
}

/// See the module.
#[derive(Debug)]
pub(crate) struct Wire {
    udp: UdpSocket,
    local: SocketAddr,
    connections: Mutex<HashMap<SocketAddr, mpsc::Sender<Vec<u8>>>>,
    received: mpsc::Sender<Received>,
    stop: CancellationToken,
}

impl Wire {
    /// Listens, until it is stopped.
    pub async fn open(
        listen: SocketAddr,
        stop: CancellationToken,
    ) -> io::Result<(Arc<Wire>, mpsc::Receiver<Received>)> {
        let (udp, tcp) = bind(listen).await?;
        let (received, receiver) = mpsc::channel(RECEIVED_QUEUE);
        let local = udp.local_addr()?;
        let connections = Mutex::new(HashMap::new());
        let wire = Arc::new(Wire { udp, local, connections, received, stop });
        tokio::spawn(Arc::clone(&wire).receive());
        tokio::spawn(Arc::clone(&wire).accept(tcp));
        Ok((wire, receiver))
    }

    /// Where it listens.
    pub fn local(&self) -> SocketAddr {
        self.local
    }

    /// Sends a message; connects where that is needed.
    pub async fn send(self: &Arc<Self>, flow: Flow, bytes: Vec<u8>) -> io::Result<()> {
        match flow {
            Flow::Udp(address) => self.udp.send_to(&bytes, address).await.map(|_| ()),
            Flow::Tcp(address) => {
                let connection = self.connections.lock().get(&address).cloned();
                let connection = match connection {
                    Some(connection) => connection,
                    None => self.connect(address).await?,
                };
                connection.try_send(bytes).map_err(|_refused| {
                    self.connections.lock().remove(&address);
                    io::Error::new(io::ErrorKind::BrokenPipe, "the connection does not take more")
                })
            }
        }
    }

    /// Whether a connection with this address is open.
    pub fn is_connected(&self, address: SocketAddr) -> bool {
        self.connections.lock().contains_key(&address)
    }

    async fn connect(self: &Arc<Self>, address: SocketAddr) -> io::Result<mpsc::Sender<Vec<u8>>> {
        let stream = timeout(CONNECT_TIMEOUT, TcpStream::connect(address))
            .await
            .map_err(|_elapsed| io::Error::new(io::ErrorKind::TimedOut, "no connection in time"))??;
        Ok(self.serve(stream, address))
    }

    async fn receive(self: Arc<Self>) {
        let mut datagram = vec![0; DATAGRAM_BYTES];
        loop {
            let received = tokio::select! {
                () = self.stop.cancelled() => return,
                received = self.udp.recv_from(&mut datagram) => received,
            };
            let Ok((length, from)) = received else {
                // A peer's system complains of an earlier datagram; or it is ours, and goes on for a while.
                tokio::time::sleep(Duration::from_millis(5)).await;
                continue;
            };
            let bytes = &datagram[..length];
            // Empty lines keep a way through a router open.
            if bytes.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            match Message::parse(bytes) {
                Ok(message) => {
                    if self.received.send(Received { message, flow: Flow::Udp(from) }).await.is_err() {
                        return;
                    }
                }
                Err(error) => tracing::debug!(%from, %error, "a datagram is dropped"),
            }
        }
    }

    async fn accept(self: Arc<Self>, listener: TcpListener) {
        loop {
            let accepted = tokio::select! {
                () = self.stop.cancelled() => return,
                accepted = listener.accept() => accepted,
            };
            match accepted {
                Ok((stream, from)) if self.connections.lock().len() < MAX_CONNECTIONS => {
                    self.serve(stream, from);
                }
                Ok((_, from)) => tracing::warn!(%from, "too many sip connections: one is refused"),
                Err(error) => {
                    // Out of descriptors, most likely; some will be given back.
                    tracing::warn!(error = &error as &dyn std::error::Error, "no sip connection is taken");
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
            }
        }
    }

    /// Reads and writes a connection in the background.
    fn serve(self: &Arc<Self>, stream: TcpStream, peer: SocketAddr) -> mpsc::Sender<Vec<u8>> {
        // Messages are small and each is waited for.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%peer, %error, "a sip connection keeps its delay");
        }
        let (sender, to_send) = mpsc::channel(SEND_QUEUE);
        self.connections.lock().insert(peer, sender.clone());
        let (reader, writer) = stream.into_split();
        tokio::spawn(write(writer, to_send));
        let (wire, own) = (Arc::clone(self), sender.clone());
        tokio::spawn(async move {
            tokio::select! {
                () = wire.stop.cancelled() => {}
                () = wire.read(reader, peer, &own) => {}
            }
            let mut connections = wire.connections.lock();
            // A new connection with the same peer may have taken the place.
            if connections.get(&peer).is_some_and(|present| present.same_channel(&own)) {
                connections.remove(&peer);
            }
        });
        sender
    }

    async fn read(
        &self,
        mut reader: tokio::net::tcp::OwnedReadHalf,
        peer: SocketAddr,
        answers: &mpsc::Sender<Vec<u8>>,
    ) {
        let mut framer = Framer::default();
        let mut bytes = vec![0; 8 * 1024];
        loop {
            match reader.read(&mut bytes).await {
                Ok(0) | Err(_) => return,
                Ok(count) => framer.push(&bytes[..count]),
            }
            loop {
                match framer.take_frame() {
                    Ok(Some(Frame::Message(message))) => {
                        let received = Received { message, flow: Flow::Tcp(peer) };
                        if self.received.send(received).await.is_err() {
                            return;
                        }
                    }
                    Ok(Some(Frame::Ping)) => {
                        if answers.try_send(b"\r\n".to_vec()).is_err() {
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
        }
    }
}

async fn write(mut writer: OwnedWriteHalf, mut to_send: mpsc::Receiver<Vec<u8>>) {
    while let Some(bytes) = to_send.recv().await {
        if !matches!(timeout(WRITE_TIMEOUT, writer.write_all(&bytes)).await, Ok(Ok(()))) {
            return;
        }
    }
}

/// Both sockets on one port.
async fn bind(listen: SocketAddr) -> io::Result<(UdpSocket, TcpListener)> {
    let mut tries = if listen.port() == 0 { PORT_TRIES } else { 1 };
    loop {
        let udp = UdpSocket::bind(listen).await?;
        match TcpListener::bind(udp.local_addr()?).await {
            Ok(tcp) => return Ok((udp, tcp)),
            Err(error) if tries <= 1 => return Err(error),
            Err(_) => tries -= 1,
        }
    }
}
