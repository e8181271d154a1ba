//! Where agents' audio goes in calls that `sipp` makes: a socket for each, which counts what comes.

use std::cell::Cell;
use std::rc::Rc;

use colloquy_telephone::rtp::Packet;
use tokio::net::UdpSocket;
use tokio::task::JoinSet;

/// Open sockets.
pub struct Sinks {
    ports: Vec<u16>,
    received: Rc<Cell<u64>>,
    _counting: JoinSet<()>,
}

impl Sinks {
    /// Opens so many; must run within a `LocalSet`.
    pub async fn open(count: usize) -> anyhow::Result<Self> {
        let received = Rc::new(Cell::new(0));
        let (mut ports, mut counting) = (Vec::with_capacity(count), JoinSet::new());
        for _ in 0..count {
            let socket = UdpSocket::bind("127.0.0.1:0").await?;
            ports.push(socket.local_addr()?.port());
            counting.spawn_local(count_packets(socket, received.clone()));
        }
        Ok(Self { ports, received, _counting: counting })
    }

    /// The ports as `sipp` reads them: the next one for each call.
    pub fn injection(&self) -> String {
        let lines: String = self.ports.iter().map(|port| format!("{port};\n")).collect();
        format!("SEQUENTIAL\n{lines}")
    }

    /// Packets that came to all of them.
    pub fn received(&self) -> u64 {
        self.received.get()
    }
}

async fn count_packets(socket: UdpSocket, received: Rc<Cell<u64>>) {
    let mut datagram = [0; 2_048];
    while let Ok(length) = socket.recv(&mut datagram).await {
        if Packet::parse(&datagram[..length]).is_some() {
            received.set(received.get() + 1);
        }
    }
}
