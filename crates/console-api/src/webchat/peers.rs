//! How many chats may be opened from one address.
//!
//! Whoever opens a chat shows no credential, and a chat is work: a conversation, a greeting, answers of a model. So so many
//! may be opened from one address at once, and then one after the other. Of IPv6 a network counts as one address, since
//! whoever has one has all of it.
//!
//! A request that comes from this machine or from its private network may have been handed on: by a proxy, which says for
//! whom (`X-Forwarded-For`) and is believed, or by something that translates addresses and says nothing. Behind the latter
//! stand many, who may open more together. From anywhere else that header is not read: it could say anything.
//!
//! The table is bounded. Who finds no place in it shares one bucket with everybody else who finds none.

use std::collections::HashMap;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header::RETRY_AFTER;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use colloquy_http::{HttpState, Problem};
use tokio::time::Instant;

use super::pace::{Pace, Rate};

const FORWARDED_FOR: &str = "x-forwarded-for";

/// Chats that one address may open.
const OF_ONE: Rate = Rate { at_once: 60.0, refill: Duration::from_secs(1) };
/// Chats that those may open behind whom many may stand.
const OF_MANY: Rate = Rate { at_once: 300.0, refill: Duration::from_millis(200) };

/// Addresses that have a bucket of their own.
const MOST_PEERS: usize = 10_000;
/// Time from one look for buckets that nobody needs any more to the next.
const TIDY_PAUSE: Duration = Duration::from_secs(1);

/// Who opens a chat, as far as that can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Peer {
    /// Somebody elsewhere.
    One(IpAddr),
    /// Somebody in the own network, behind whom others may stand.
    Near(IpAddr),
    /// Nobody knows who.
    Unknown,
}

impl Peer {
    fn of(address: IpAddr, headers: &HeaderMap) -> Self {
        match Self::at(address) {
            Self::Near(near) => forwarded_for(headers).unwrap_or(Self::Near(near)),
            peer => peer,
        }
    }

    fn at(address: IpAddr) -> Self {
        let address = address.to_canonical();
        if is_near(address) {
            return Self::Near(address);
        }
        Self::One(match address {
            IpAddr::V4(address) => address.into(),
            IpAddr::V6(address) => network(address).into(),
        })
    }

    fn rate(self) -> Rate {
        match self {
            Self::One(_) => OF_ONE,
            Self::Near(_) | Self::Unknown => OF_MANY,
        }
    }
}

impl FromRequestParts<HttpState> for Peer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &HttpState) -> Result<Self, Infallible> {
        let address = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        Ok(address.map_or(Self::Unknown, |address| Self::of(address, &parts.headers)))
    }
}

/// For whom a request was handed on: each proxy adds the one who asked it behind those whom that one named. So the last one
/// who is not near is the first whom a proxy of ours has seen.
fn forwarded_for(headers: &HeaderMap) -> Option<Peer> {
    let lines = headers.get_all(FORWARDED_FOR).iter().filter_map(|value| value.to_str().ok());
    let named: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    let mut nearest = None;
    for name in named.iter().rev() {
        let name = name.trim_start_matches('[');
        let address = name.parse::<IpAddr>().or_else(|_| match name.split_once(']') {
            Some((address, _port)) => address.parse(),
            None => name.rsplit_once(':').map_or(name, |(address, _port)| address).parse(),
        });
        // Whoever writes something else is no proxy of ours.
        let Ok(address) = address else { break };
        let peer = Peer::at(address);
        if matches!(peer, Peer::One(_)) {
            return Some(peer);
        }
        nearest = nearest.or(Some(peer));
    }
    nearest
}

/// Whether an address is this machine's or one of a private network.
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

/// The first half of an address, which says where a network is.
fn network(address: Ipv6Addr) -> Ipv6Addr {
    Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)
}

/// Everybody who has opened a chat lately.
#[derive(Debug, Default)]
pub struct Peers(Mutex<Table>);

#[derive(Debug, Default)]
struct Table {
    paces: HashMap<Peer, Pace>,
    tidied_at: Option<Instant>,
}

impl Peers {
    /// Lets somebody open a chat, or says how long to wait.
    pub fn take(&self, peer: Peer, now: Instant) -> Result<(), Duration> {
        let mut table = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let peer = table.place_of(peer, now);
        let pace = table.paces.entry(peer).or_insert_with(|| Pace::of(peer.rate(), now));
        if pace.take(now) { Ok(()) } else { Err(pace.wait()) }
    }
}

impl Table {
    /// Under whom it is counted.
    fn place_of(&mut self, peer: Peer, now: Instant) -> Peer {
        if self.paces.len() < MOST_PEERS || self.paces.contains_key(&peer) {
            return peer;
        }
        if self.tidied_at.is_none_or(|then| now >= then + TIDY_PAUSE) {
            self.tidied_at = Some(now);
            self.paces.retain(|_, pace| !pace.is_full(now));
        }
        if self.paces.len() < MOST_PEERS { peer } else { Peer::Unknown }
    }
}

/// What is told to who has to wait.
pub fn too_many(wait: Duration) -> Problem {
    let seconds = (wait.as_secs_f64().ceil() as u64).max(1);
    let detail = format!("too many chats are opened from this address; try again in {seconds} s");
    Problem::new(StatusCode::TOO_MANY_REQUESTS, "rate_limited", detail)
        .with_header(RETRY_AFTER, HeaderValue::from(seconds))
}

#[cfg(test)]
mod tests;
