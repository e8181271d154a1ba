//! What the signalling and the audio of one call share.

use std::net::SocketAddr;

use parking_lot::Mutex;
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

use crate::recorder::Tap;
use crate::sdp::{Local, Remote, SdpError};

/// Keys that wait to be read; more are lost.
const KEYS: usize = 64;

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

    /// Agrees to another description; ours is the answer.
    pub fn renegotiate(&self, offer: &str) -> Result<String, SdpError> {
        let mut local = self.local.lock();
        let next = Local { version: local.version + 1, ..*local };
        let (answer, remote) = next.answer(offer)?;
        *local = next;
        *self.remote.lock() = remote;
        Ok(answer)
    }

    /// Our description, for who asks without giving theirs. What was agreed stays.
    pub fn describe(&self) -> String {
        self.local.lock().offer()
    }

    /// A key of the other side.
    pub fn hear_key(&self, key: char) {
        if self.keys.try_send(key).is_err() {
            tracing::debug!("a key is lost: nobody reads keys");
        }
    }
}

/// Where audio is sent, and from where it is taken.
#[derive(Debug, Default)]
pub(crate) struct Peer {
    agreed: Option<SocketAddr>,
    behind_router: Option<SocketAddr>,
}

impl Peer {
    /// Whether a packet from this address is the other side's.
    pub fn accepts(&mut self, agreed: SocketAddr, from: SocketAddr) -> bool {
        self.follow(agreed);
        if from.ip() == agreed.ip() {
            return true;
        }
        match self.behind_router {
            Some(known) => known == from,
            None => {
                let is_theirs = crate::sip::dialog::may_be(agreed, from);
                if is_theirs {
                    self.behind_router = Some(from);
                }
                is_theirs
            }
        }
    }

    /// Where packets go: as agreed, or back to where a router sends them from.
    pub fn destination(&mut self, agreed: SocketAddr) -> SocketAddr {
        self.follow(agreed);
        self.behind_router.unwrap_or(agreed)
    }

    /// What was seen of another address says nothing.
    fn follow(&mut self, agreed: SocketAddr) {
        if self.agreed != Some(agreed) {
            *self = Peer { agreed: Some(agreed), behind_router: None };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_are_not_heard_and_routers_are_seen_through() {
        let address = |text: &str| text.parse::<SocketAddr>().expect("an address");
        let mut peer = Peer::default();
        let public = address("203.0.113.5:4000");
        assert!(peer.accepts(public, address("203.0.113.5:9999")));
        assert!(!peer.accepts(public, address("203.0.113.6:4000")));
        assert_eq!(peer.destination(public), public);
        // It says 10.0.0.5 and comes from elsewhere: the first one is taken for it, no second.
        let inner = address("10.0.0.5:4000");
        assert_eq!(peer.destination(inner), inner);
        assert!(peer.accepts(inner, address("203.0.113.7:7000")));
        assert!(!peer.accepts(inner, address("203.0.113.8:7000")));
        assert_eq!(peer.destination(inner), address("203.0.113.7:7000"));
        assert_eq!(peer.destination(public), public, "agreed anew");
    }
}
