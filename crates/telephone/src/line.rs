//! What the signalling and the audio of one call share.

use std::net::SocketAddr;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::bucket::Bucket;
use crate::recorder::Tap;
use crate::sdp::{Local, Remote, SdpError};

/// Keys that wait to be read; more are lost.
const KEYS: usize = 64;
/// Keys that are heard at once, as many as a number has that a machine dials, and in each second, as fast as fingers are.
const KEYS_AT_ONCE: u32 = 32;
const KEYS_PER_SECOND: u32 = 10;
/// Silence after which the other side may send from another port.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(2);

/// One of the two sides of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// This telephone.
    Us,
    /// The other side.
    Them,
}

/// How a call ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Who ended it.
    pub by: Party,
    /// Why.
    pub reason: String,
}

/// What was sent and received.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct CallStats {
    /// RTP packets sent.
    pub sent: u64,
    /// RTP packets received, each counted once.
    pub received: u64,
    /// RTP packets that the other side sent and that did not come.
    pub lost: u64,
    /// RTP packets that came too late to be heard.
    pub late: u64,
    /// How unevenly packets come (RFC 3550), in milliseconds.
    pub jitter_ms: f64,
    /// From the invitation to the answer, in milliseconds; of an incoming call that includes what our side took.
    pub set_up_ms: u64,
}

/// See the module.
#[derive(Debug)]
pub(crate) struct Line {
    /// Set when the call is over: the audio stops.
    pub over: CancellationToken,
    /// Set when the other side knows, too, or cannot be told.
    pub gone: CancellationToken,
    pub stats: Mutex<CallStats>,
    pub tap: Tap,
    ended: watch::Sender<Option<Ended>>,
    local: Mutex<Local>,
    remote: Mutex<Remote>,
    keys: mpsc::Sender<char>,
    key_pace: Mutex<Bucket>,
}

impl Line {
    /// A call as agreed, and where its keys are read.
    pub fn new(local: Local, remote: Remote, set_up_ms: u64) -> (Line, mpsc::Receiver<char>) {
        let (keys, receiver) = mpsc::channel(KEYS);
        let line = Line {
            over: CancellationToken::new(),
            gone: CancellationToken::new(),
            stats: Mutex::new(CallStats { set_up_ms, ..CallStats::default() }),
            tap: Tap::default(),
            ended: watch::Sender::new(None),
            local: Mutex::new(local),
            remote: Mutex::new(remote),
            keys,
            key_pace: Mutex::new(Bucket::new(KEYS_AT_ONCE, KEYS_PER_SECOND)),
        };
        (line, receiver)
    }

    /// Ends the call, unless it is over.
    pub fn end(&self, by: Party, reason: &str) {
        self.ended.send_if_modified(|ended| {
            let is_first = ended.is_none();
            if is_first {
                *ended = Some(Ended { by, reason: reason.to_owned() });
            }
            is_first
        });
        self.over.cancel();
    }

    pub fn ended(&self) -> watch::Receiver<Option<Ended>> {
        self.ended.subscribe()
    }

    /// Whether we ended it, so that the other side has to be told.
    pub fn is_ended_by_us(&self) -> bool {
        self.ended.borrow().as_ref().is_some_and(|ended| ended.by == Party::Us)
    }

    pub fn remote(&self) -> Remote {
        *self.remote.lock()
    }

    /// Agrees to another description, as `screen` lets it be; ours is the answer.
    pub fn renegotiate(
        &self,
        offer: &str,
        screen: impl FnOnce(Remote) -> Remote,
    ) -> Result<String, SdpError> {
        let mut local = self.local.lock();
        let next = Local { version: local.version + 1, ..*local };
        let (answer, remote) = next.answer(offer)?;
        *local = next;
        *self.remote.lock() = screen(remote);
        Ok(answer)
    }

    /// Our description, for who asks without giving theirs. What was agreed stays.
    pub fn describe(&self) -> String {
        self.local.lock().offer()
    }

    /// A key of the other side. Those that come faster than anybody presses them are lost.
    pub fn hear_key(&self, key: char) {
        self.hear_key_at(key, Instant::now());
    }

    fn hear_key_at(&self, key: char, now: Instant) {
        if !self.key_pace.lock().take(now) {
            tracing::debug!("a key is lost: nobody presses keys so fast");
        } else if self.keys.try_send(key).is_err() {
            tracing::debug!("a key is lost: nobody reads keys");
        }
    }
}

/// Where audio is sent, and from where it is taken.
///
/// The first packet of audio from the machine that was agreed on says which port the other side sends from; from then on
/// nobody else is heard, until that port has been silent for a while. Times count from the beginning of the call.
#[derive(Debug, Default)]
pub(crate) struct Peer {
    agreed: Option<SocketAddr>,
    source: Option<Source>,
}

#[derive(Debug)]
struct Source {
    address: SocketAddr,
    heard_at: Duration,
}

impl Peer {
    /// Whether a packet from this address may be the other side's. Tell by [`Peer::heard`] that it was.
    pub fn may_be(&mut self, remote: &Remote, from: SocketAddr, now: Duration) -> bool {
        self.follow(remote.address);
        match &self.source {
            Some(source) if now.saturating_sub(source.heard_at) < FORGOTTEN_AFTER => source.address == from,
            _ => from.ip().to_canonical() == remote.address.ip().to_canonical(),
        }
    }

    /// A packet came from there that may be the other side's, and is one that can be played.
    pub fn heard(&mut self, from: SocketAddr, now: Duration) {
        self.source = Some(Source { address: from, heard_at: now });
    }

    /// Where packets go: as agreed, or back to where a router sends them from.
    pub fn destination(&mut self, remote: &Remote) -> SocketAddr {
        self.follow(remote.address);
        match &self.source {
            Some(source) if remote.is_behind_router => source.address,
            _ => remote.address,
        }
    }

    /// What was seen of another address says nothing.
    fn follow(&mut self, agreed: SocketAddr) {
        if self.agreed != Some(agreed) {
            *self = Peer { agreed: Some(agreed), source: None };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::g711::Codec;

    fn address(text: &str) -> SocketAddr {
        text.parse().expect("an address")
    }

    fn remote(at: &str, is_behind_router: bool) -> Remote {
        let (codec, payload_type, event_type) = (Codec::Pcmu, 0, None);
        Remote { address: address(at), codec, payload_type, event_type, is_listening: true, is_behind_router }
    }

    const fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn who_was_heard_first_is_heard_and_nobody_else() {
        let mut peer = Peer::default();
        let agreed = remote("203.0.113.5:4000", false);
        // Seconds, address, whether it is heard.
        let rows = [
            (0, "203.0.113.6:4000", false),
            (0, "203.0.113.5:9999", true),
            (1, "203.0.113.5:4000", false),
            (1, "203.0.113.5:9999", true),
            (2, "203.0.113.5:4000", false),
            // Its other port has been silent for two seconds.
            (3, "203.0.113.6:4000", false),
            (3, "203.0.113.5:4000", true),
            (4, "203.0.113.5:9999", false),
        ];
        for (at, from, is_heard) in rows {
            let (from, now) = (address(from), seconds(at));
            assert_eq!(peer.may_be(&agreed, from, now), is_heard, "{from} after {at} s");
            if is_heard {
                peer.heard(from, now);
            }
        }
        assert_eq!(peer.destination(&agreed), agreed.address, "as it was agreed");
        let other = remote("203.0.113.7:4000", false);
        assert!(peer.may_be(&other, address("203.0.113.7:5"), seconds(4)), "agreed anew");
    }

    #[test]
    fn what_cannot_be_played_says_nothing_of_who_sends() {
        let mut peer = Peer::default();
        let agreed = remote("203.0.113.5:4000", true);
        for port in [1, 2, 3] {
            let from = SocketAddr::new(agreed.address.ip(), port);
            assert!(peer.may_be(&agreed, from, seconds(0)), "nobody was heard so far");
            assert_eq!(peer.destination(&agreed), agreed.address);
        }
    }

    #[test]
    fn a_router_is_seen_through() {
        let mut peer = Peer::default();
        let behind = remote("203.0.113.5:4000", true);
        assert_eq!(peer.destination(&behind), address("203.0.113.5:4000"));
        peer.heard(address("203.0.113.5:61000"), seconds(1));
        assert_eq!(peer.destination(&behind), address("203.0.113.5:61000"));
        // It goes on while the other side is silent.
        assert!(!peer.may_be(&behind, address("203.0.113.6:61000"), seconds(60)));
        assert_eq!(peer.destination(&behind), address("203.0.113.5:61000"));
    }

    #[test]
    fn a_flood_of_keys_is_no_flood_of_keys() {
        let local = Local { address: address("192.0.2.1:4000"), session: 1, version: 1 };
        let (line, mut keys) = Line::new(local, remote("192.0.2.2:4000", false), 0);
        let begin = Instant::now();
        let mut heard = |at: u64| {
            (0..1_000).for_each(|_| line.hear_key_at('5', begin + seconds(at)));
            std::iter::from_fn(|| keys.try_recv().ok()).count()
        };
        assert_eq!(heard(0), 32);
        assert_eq!(heard(0), 0);
        assert_eq!(heard(1), 10);
        assert_eq!(heard(60), 32);
    }
}
