//! Sockets for RTP: even ports of a range, with room for what comes while nobody looks.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::ops::RangeInclusive;

use rand::Rng;
use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::UdpSocket;

/// More than two seconds of packets.
const RECEIVE_BUFFER_BYTES: usize = 256 * 1024;

/// A socket on a free even port; the search begins anywhere, so that ports are not used again at once.
pub(crate) fn bind(ip: IpAddr, ports: &RangeInclusive<u16>) -> io::Result<UdpSocket> {
    let even: Vec<u16> = ports.clone().filter(|port| *port > 0 && port.is_multiple_of(2)).collect();
    if even.is_empty() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "no port for rtp is allowed"));
    }
    let first = rand::rng().random_range(0..even.len());
    for port in even[first..].iter().chain(&even[..first]) {
        match bind_one(SocketAddr::new(ip, *port)) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            bound => return bound,
        }
    }
    Err(io::Error::new(io::ErrorKind::AddrInUse, "all ports for rtp are in use"))
}

fn bind_one(address: SocketAddr) -> io::Result<UdpSocket> {
    let socket = Socket::new(Domain::for_address(address), Type::DGRAM, Some(Protocol::UDP))?;
    socket.set_nonblocking(true)?;
    // The system gives as much as it allows, which is well.
    socket.set_recv_buffer_size(RECEIVE_BUFFER_BYTES)?;
    socket.bind(&address.into())?;
    UdpSocket::from_std(socket.into())
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    #[tokio::test]
    async fn each_call_has_its_own_even_port() {
        let ip = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let range = 47_301..=47_305;
        let sockets: Vec<UdpSocket> = std::iter::from_fn(|| bind(ip, &range).ok()).take(5).collect();
        let mut ports: Vec<u16> = sockets
            .iter()
            .filter_map(|socket| socket.local_addr().ok())
            .map(|address| address.port())
            .collect();
        ports.sort_unstable();
        assert_eq!(ports, [47_302, 47_304]);
    }
}
