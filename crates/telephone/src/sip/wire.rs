//! The sockets: SIP comes and goes by UDP and TCP on one port.
//!
//! What comes in is read into messages and handed on with the way back, a [`Flow`]. Connections are kept open and used
//! again, by whichever side opened them, as long as somebody says something over them or a call needs them.
//!
//! Whoever may call shares the sockets with everybody else on the net. What strangers send is dropped before it is read
//! once it is too much, and how many [`connections`] each may have is bounded.

mod connections;
mod serve;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::net::{TcpListener, TcpStream, UdpSocket};
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

use super::message::Message;
use super::trust::{Standing, Trust};
use crate::bucket::Bucket;
use connections::Connections;
pub(crate) use connections::Limits;

/// Messages that wait to be looked at. When it is full, datagrams wait in the system, and are repeated where they are
/// lost there.
const RECEIVED_QUEUE: usize = 1_024;
/// Messages of strangers that are read at once, and in each second.
const STRANGERS_AT_ONCE: u32 = 200;
const STRANGERS_PER_SECOND: u32 = 100;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
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
    trust: Arc<Trust>,
    connections: Arc<Connections>,
    strangers: Mutex<Bucket>,
    received: mpsc::Sender<Received>,
    stop: CancellationToken,
}

impl Wire {
    /// Listens, until it is stopped.
    pub async fn open(
        listen: SocketAddr,
        trust: Arc<Trust>,
        limits: Limits,
        stop: CancellationToken,
    ) -> io::Result<(Arc<Wire>, mpsc::Receiver<Received>)> {
        let (udp, tcp) = bind(listen).await?;
        let (received, receiver) = mpsc::channel(RECEIVED_QUEUE);
        let local = udp.local_addr()?;
        let connections = Arc::new(Connections::new(limits));
        let strangers = Mutex::new(Bucket::new(STRANGERS_AT_ONCE, STRANGERS_PER_SECOND));
        let wire = Arc::new(Wire { udp, local, trust, connections, strangers, received, stop });
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
                let connection = match self.connections.sender(address) {
                    Some(connection) => connection,
                    None => self.connect(address).await?,
                };
                connection.try_send(bytes).map_err(|_refused| {
                    self.connections.close(address);
                    io::Error::new(io::ErrorKind::BrokenPipe, "the connection does not take more")
                })
            }
        }
    }

    /// Whether a connection with this address is open.
    pub fn is_connected(&self, address: SocketAddr) -> bool {
        self.connections.is_open(address)
    }

    /// A call goes this way: its connection stays open although nobody says anything over it.
    pub fn hold(&self, flow: Flow) {
        if let Flow::Tcp(address) = flow {
            self.connections.hold(address);
        }
    }

    /// That call is over.
    pub fn release(&self, flow: Flow) {
        if let Flow::Tcp(address) = flow {
            self.connections.release(address);
        }
    }

    async fn connect(self: &Arc<Self>, address: SocketAddr) -> io::Result<mpsc::Sender<Vec<u8>>> {
        let stream = timeout(CONNECT_TIMEOUT, TcpStream::connect(address))
            .await
            .map_err(|_elapsed| io::Error::new(io::ErrorKind::TimedOut, "no connection in time"))??;
        let place = self.connections.take_place(address.ip(), Standing::Named);
        Ok(self.serve(stream, address, place))
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
            let is_empty = bytes.iter().all(u8::is_ascii_whitespace);
            if is_empty || !self.lets_in(self.trust.standing(from.ip())) {
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

    /// Whether one more message of somebody of this standing is looked at.
    fn lets_in(&self, standing: Standing) -> bool {
        standing != Standing::Stranger || self.strangers.lock().take(Instant::now())
    }

    async fn accept(self: Arc<Self>, listener: TcpListener) {
        loop {
            let accepted = tokio::select! {
                () = self.stop.cancelled() => return,
                accepted = listener.accept() => accepted,
            };
            match accepted {
                Ok((stream, from)) => {
                    let standing = self.trust.standing(from.ip());
                    match self.connections.admit(from.ip(), standing) {
                        Some(place) => {
                            self.serve(stream, from, place);
                        }
                        None => tracing::debug!(%from, ?standing, "too many sip connections: one is refused"),
                    }
                }
                Err(error) => {
                    // Out of descriptors, most likely; some will be given back.
                    tracing::warn!(error = &error as &dyn std::error::Error, "no sip connection is taken");
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
            }
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

#[cfg(test)]
mod tests;
