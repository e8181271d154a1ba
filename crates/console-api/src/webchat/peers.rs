//! How many chats may be opened from one address.
//!
//! Whoever opens a chat shows no credential, and a chat is work: a conversation, a greeting, answers of a model. So so many
//! may be opened from one address at once, and then one after the other. Of IPv6 a network counts as one address, since
//! whoever has one has all of it.
//!
//! Whoever is near may be something that translates addresses and does not say for whom: many may stand behind it, who may
//! open more together.
//!
//! The table is bounded. Who finds no place in it shares one bucket with everybody else who finds none.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use colloquy_http::{Peer, Problem};
use tokio::time::Instant;

use super::pace::{Pace, Rate};

/// Chats that one address may open.
const OF_ONE: Rate = Rate { at_once: 60.0, refill: Duration::from_secs(1) };
/// Chats that those may open behind whom many may stand.
const OF_MANY: Rate = Rate { at_once: 300.0, refill: Duration::from_millis(200) };

/// Addresses that have a bucket of their own.
const MOST_PEERS: usize = 10_000;
/// Time from one look for buckets that nobody needs any more to the next.
const TIDY_PAUSE: Duration = Duration::from_secs(1);

/// Who opens a chat, as they are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Counted {
    /// Somebody elsewhere, or a network of IPv6.
    One(IpAddr),
    /// Somebody in the own network, behind whom others may stand.
    Near(IpAddr),
    /// Nobody knows who.
    Unknown,
}

impl Counted {
    fn of(peer: Peer) -> Self {
        match peer.0 {
            None => Self::Unknown,
            Some(address) if peer.is_near() => Self::Near(address),
            Some(IpAddr::V6(address)) => Self::One(network(address).into()),
            Some(address) => Self::One(address),
        }
    }

    fn rate(self) -> Rate {
        match self {
            Self::One(_) => OF_ONE,
            Self::Near(_) | Self::Unknown => OF_MANY,
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
    paces: HashMap<Counted, Pace>,
    tidied_at: Option<Instant>,
}

impl Peers {
    /// Lets somebody open a chat, or says how long to wait.
    pub fn take(&self, peer: Peer, now: Instant) -> Result<(), Duration> {
        let mut table = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let counted = table.place_of(Counted::of(peer), now);
        let pace = table.paces.entry(counted).or_insert_with(|| Pace::of(counted.rate(), now));
        if pace.take(now) { Ok(()) } else { Err(pace.wait()) }
    }
}

impl Table {
    /// Under whom it is counted.
    fn place_of(&mut self, counted: Counted, now: Instant) -> Counted {
        if self.paces.len() < MOST_PEERS || self.paces.contains_key(&counted) {
            return counted;
        }
        if self.tidied_at.is_none_or(|then| now >= then + TIDY_PAUSE) {
            self.tidied_at = Some(now);
            self.paces.retain(|_, pace| !pace.is_full(now));
        }
        if self.paces.len() < MOST_PEERS { counted } else { Counted::Unknown }
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
