//! By what address others reach this machine, where nobody has said.

use std::net::{IpAddr, SocketAddr};

/// Our address on the way to somebody, as the system would choose it. Nothing is sent.
pub(crate) fn own_address_towards(peer: SocketAddr) -> Option<IpAddr> {
    let any: SocketAddr = if peer.is_ipv4() { ([0_u8; 4], 0).into() } else { ([0_u16; 8], 0).into() };
    let socket = std::net::UdpSocket::bind(any).ok()?;
    socket.connect(peer).ok()?;
    socket.local_addr().ok().map(|address| address.ip())
}
