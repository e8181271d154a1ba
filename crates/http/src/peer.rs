//! From where a request comes.
//!
//! A reverse proxy makes all requests come from one address, and says in `X-Forwarded-For` for whom it asks. That is
//! believed where the connection comes from this machine or a private network. From anywhere else the header is not read:
//! it could say anything.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// Where a request comes from, as far as is known: for counting, never for trusting.
///
/// Who stands in the own network may lie about it and be counted as many: whatever counts peers needs another limit
/// beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub Option<IpAddr>);

impl Peer {
    /// Whether it is this machine or in a private network: something that translates addresses and says nothing of it may
    /// stand there, and many behind that.
    #[must_use]
    pub fn is_near(self) -> bool {
        self.0.is_some_and(is_near)
    }

    fn behind(connected: IpAddr, headers: &HeaderMap) -> Self {
        let connected = connected.to_canonical();
        let forwarded_for = if is_near(connected) { forwarded_for(headers) } else { None };
        Self(Some(forwarded_for.unwrap_or(connected)))
    }
}

impl<S: Sync> FromRequestParts<S> for Peer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        let connected = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        Ok(connected.map_or(Self(None), |address| Self::behind(address, &parts.headers)))
    }
}

/// For whom a request was handed on: each proxy adds the one who asked it behind those whom that one named. So the last one
/// who is not near is the first whom a proxy of ours has seen.
fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let lines = headers.get_all(FORWARDED_FOR).iter().filter_map(|value| value.to_str().ok());
    let named: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    let mut nearest = None;
    for name in named.iter().rev() {
        // Whoever writes something else is no proxy of ours.
        let Some(address) = address(name) else { break };
        if !is_near(address) {
            return Some(address);
        }
        nearest = nearest.or(Some(address));
    }
    nearest
}

/// An address, with or without a port: `198.51.100.7:4711`, `[2001:db8::7]:4711`.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim_start_matches('[');
    let address = text.parse::<IpAddr>().or_else(|_| match text.split_once(']') {
        Some((address, _port)) => address.parse(),
        None => text.rsplit_once(':').map_or(text, |(address, _port)| address).parse(),
    });
    address.ok().map(|address| address.to_canonical())
}

fn is_near(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            // 100.64.0.0/10 is between carriers and their customers, and within clouds.
            let is_shared = u32::from(address) >> 22 == u32::from(Ipv4Addr::new(100, 64, 0, 0)) >> 22;
            address.is_loopback() || address.is_private() || address.is_link_local() || is_shared
        }
        IpAddr::V6(address) => {
            address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn peer(connected: &str, forwarded_for: &[&'static str]) -> Peer {
        let mut headers = HeaderMap::new();
        for &line in forwarded_for {
            headers.append(FORWARDED_FOR, HeaderValue::from_static(line));
        }
        Peer::behind(connected.parse().expect("an address"), &headers)
    }

    #[test]
    fn only_who_is_near_says_for_whom_it_asks() {
        let (elsewhere, near) = (false, true);
        let rows: [(&str, &[&'static str], &str, bool); 22] = [
            ("203.0.113.5", &[], "203.0.113.5", elsewhere),
            ("::ffff:203.0.113.5", &[], "203.0.113.5", elsewhere),
            ("2001:db8:1:2:3::4", &[], "2001:db8:1:2:3::4", elsewhere),
            // From elsewhere it could say anything.
            ("203.0.113.5", &["198.51.100.7"], "203.0.113.5", elsewhere),
            ("100.128.0.1", &["198.51.100.7"], "100.128.0.1", elsewhere),
            // Proxies of ours.
            ("127.0.0.1", &["198.51.100.7"], "198.51.100.7", elsewhere),
            ("::1", &["198.51.100.7"], "198.51.100.7", elsewhere),
            ("10.0.0.2", &["2001:db8:1:2:3::4"], "2001:db8:1:2:3::4", elsewhere),
            ("172.17.0.1", &["198.51.100.7:4711"], "198.51.100.7", elsewhere),
            ("100.64.0.1", &["[2001:db8:1:2::4]:4711"], "2001:db8:1:2::4", elsewhere),
            ("fd00::1", &["[2001:db8:1:2::4]"], "2001:db8:1:2::4", elsewhere),
            ("169.254.1.1", &["::ffff:198.51.100.7"], "198.51.100.7", elsewhere),
            // What the client itself wrote stands before what a proxy says of it.
            ("127.0.0.1", &["1.2.3.4, 198.51.100.7"], "198.51.100.7", elsewhere),
            ("127.0.0.1", &["1.2.3.4", "198.51.100.7"], "198.51.100.7", elsewhere),
            ("127.0.0.1", &["1.2.3.4, 198.51.100.7, 10.0.0.9"], "198.51.100.7", elsewhere),
            ("127.0.0.1", &["1.2.3.4, nonsense"], "127.0.0.1", near),
            ("127.0.0.1", &["1.2.3.4, nonsense, 10.0.0.9"], "10.0.0.9", near),
            // Who is near asks for itself, or for somebody near.
            ("127.0.0.1", &[], "127.0.0.1", near),
            ("192.168.1.7", &[""], "192.168.1.7", near),
            ("127.0.0.1", &["192.168.1.8"], "192.168.1.8", near),
            ("127.0.0.1", &["192.168.1.8, 10.0.0.9"], "10.0.0.9", near),
            ("fe80::1", &["unknown"], "fe80::1", near),
        ];
        for (connected, forwarded_for, expected, is_near) in rows {
            let found = peer(connected, forwarded_for);
            let expected: IpAddr = expected.parse().expect("an address");
            assert_eq!(
                (found.0, found.is_near()),
                (Some(expected), is_near),
                "{connected} {forwarded_for:?}"
            );
        }
        assert!(!Peer(None).is_near());
    }
}
