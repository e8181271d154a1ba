//! How often somebody may guess.
//!
//! An attempt is counted when it begins and taken back when it was right: of a hundred guesses that come at once, five are
//! looked at. Counts stand for a quarter of an hour from the first of them; whoever has used theirs up waits until then.
//! What is counted is an address as it is tried from one place, so that who guesses does not keep its owner out; an address
//! from everywhere; and a place, unless others may stand behind it.
//! Addresses are kept as hashes, and no more of all than fit into a few megabytes: where there are too many, the oldest
//! goes.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use colloquy_domain::Instant;
use time::Duration;

use crate::keys::sha256;

/// How long a failure counts.
const WINDOW: Duration = Duration::minutes(15);

/// Counts that are kept.
const MOST_KEPT: usize = 20_000;

/// The counts of one process.
#[derive(Debug)]
pub struct Attempts {
    counted: Mutex<HashMap<Who, Run>>,
    /// In a row for an address from one place.
    from_one_place: u32,
    /// In a row for an address from everywhere.
    of_address: u32,
    /// For a peer, whomever it tries to be.
    of_peer: u32,
}

/// From where somebody tries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    /// The address, as far as is known.
    pub peer: Option<IpAddr>,
    /// Whether many may stand behind it: what they do is not one guesser's.
    pub is_shared: bool,
}

/// An attempt that was counted.
#[derive(Debug)]
pub struct Attempt {
    /// Begins anew where the attempt was right.
    at_address: [Who; 2],
    peer: Option<Who>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Who {
    /// Of that hash, from one place.
    AddressFrom([u8; 32], Option<IpAddr>),
    /// Of that hash, from everywhere.
    Address([u8; 32]),
    Peer(IpAddr),
}

#[derive(Debug, Clone, Copy)]
struct Run {
    since: Instant,
    count: u32,
}

impl Attempts {
    /// As many as people need who mistype their password.
    #[must_use]
    pub fn at_passwords() -> Self {
        Self { counted: Mutex::default(), from_one_place: 5, of_address: 50, of_peer: 20 }
    }

    /// As many as people need whose mail does not come at once: nobody's letter box is filled, wherever that is asked from.
    #[must_use]
    pub fn at_mails() -> Self {
        Self { counted: Mutex::default(), from_one_place: 3, of_address: 3, of_peer: 20 }
    }

    /// Counts an attempt; otherwise the whole seconds to wait, at least 1.
    pub fn begin(&self, address: &str, place: Place, now: Instant) -> Result<Attempt, u64> {
        let hash = sha256(&address.trim().to_lowercase());
        let network = place.peer.map(network);
        let at_address = [Who::AddressFrom(hash, network), Who::Address(hash)];
        let peer = network.filter(|_| !place.is_shared).map(Who::Peer);
        let mut counted = self.counted();
        let limits = [
            (Some(&at_address[0]), self.from_one_place),
            (Some(&at_address[1]), self.of_address),
            (peer.as_ref(), self.of_peer),
        ];
        let waits = limits.into_iter().filter_map(|(who, most)| {
            let run = current(&counted, who?, now)?;
            (run.count >= most).then(|| seconds(run.since + WINDOW - now))
        });
        if let Some(wait) = waits.max() {
            return Err(wait);
        }
        for who in at_address.iter().chain(&peer) {
            let run = current(&counted, who, now).unwrap_or(Run { since: now, count: 0 });
            make_room(&mut counted, who, now);
            counted.insert(who.clone(), Run { count: run.count + 1, ..run });
        }
        Ok(Attempt { at_address, peer })
    }

    /// The attempt was right: the address begins anew, and the peer has one failure less.
    pub fn take_back(&self, attempt: &Attempt) {
        let mut counted = self.counted();
        for who in &attempt.at_address {
            counted.remove(who);
        }
        if let Some(run) = attempt.peer.as_ref().and_then(|peer| counted.get_mut(peer)) {
            run.count = run.count.saturating_sub(1);
        }
    }

    /// Nobody has looked whether the attempt was right: it counts for nothing.
    pub fn forgo(&self, attempt: &Attempt) {
        let mut counted = self.counted();
        for who in attempt.at_address.iter().chain(&attempt.peer) {
            if let Some(run) = counted.get_mut(who) {
                run.count = run.count.saturating_sub(1);
            }
        }
    }

    fn counted(&self) -> MutexGuard<'_, HashMap<Who, Run>> {
        // A panic while the lock is held cannot leave the map half changed.
        self.counted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What still counts.
fn current(counted: &HashMap<Who, Run>, who: &Who, now: Instant) -> Option<Run> {
    // A clock that was set back must not lock anybody out for longer.
    counted.get(who).copied().filter(|run| (Duration::ZERO..WINDOW).contains(&(now - run.since)))
}

fn make_room(counted: &mut HashMap<Who, Run>, who: &Who, now: Instant) {
    if counted.len() < MOST_KEPT || counted.contains_key(who) {
        return;
    }
    counted.retain(|_, run| (Duration::ZERO..WINDOW).contains(&(now - run.since)));
    if counted.len() >= MOST_KEPT
        && let Some(oldest) = counted.iter().min_by_key(|(_, run)| run.since).map(|(who, _)| who.clone())
    {
        counted.remove(&oldest);
    }
}

fn seconds(wait: Duration) -> u64 {
    u64::try_from(wait.whole_seconds()).unwrap_or(0) + 1
}

/// Whoever has one address of a network of IPv6 has all of them.
fn network(peer: IpAddr) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V6(address) => {
            let kept = address.to_bits() & (u128::MAX << 64);
            IpAddr::V6(std::net::Ipv6Addr::from_bits(kept))
        }
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start() -> Instant {
        Instant::UNIX_EPOCH + Duration::days(20_000)
    }

    fn peer(text: &str) -> Place {
        Place { peer: Some(text.parse().expect("an address")), is_shared: false }
    }

    const NOWHERE: Place = Place { peer: None, is_shared: false };

    #[test]
    fn an_address_waits_after_five_failures_until_the_first_is_a_quarter_of_an_hour_old() {
        let (attempts, now) = (Attempts::at_passwords(), start());
        for minute in 0..5 {
            let at = now + Duration::minutes(minute);
            assert!(attempts.begin("Rae@acme.example", NOWHERE, at).is_ok(), "{minute}");
        }
        let later = now + Duration::minutes(5);
        assert_eq!(attempts.begin(" rae@ACME.example", NOWHERE, later).expect_err("too often"), 601);
        assert!(attempts.begin("kim@acme.example", NOWHERE, later).is_ok(), "others do not wait");
        assert!(attempts.begin("rae@acme.example", NOWHERE, now + Duration::minutes(15)).is_ok());
    }

    #[test]
    fn what_was_right_begins_anew() {
        let (attempts, now) = (Attempts::at_passwords(), start());
        for _ in 0..3 {
            for _ in 0..4 {
                attempts.begin("rae@acme.example", NOWHERE, now).expect("allowed");
            }
            let right = attempts.begin("rae@acme.example", NOWHERE, now).expect("allowed");
            attempts.take_back(&right);
        }
    }

    #[test]
    fn a_peer_waits_after_twenty_failures_whomever_it_tries_to_be() {
        let (attempts, now) = (Attempts::at_passwords(), start());
        for number in 0..20 {
            let tried = attempts.begin(&format!("{number}@acme.example"), peer("2001:db8:1:2::7"), now);
            assert!(tried.is_ok(), "{number}");
        }
        let neighbour = peer("2001:db8:1:2:3::8");
        assert!(attempts.begin("x@acme.example", neighbour, now).is_err(), "one network, one guesser");
        assert!(attempts.begin("x@acme.example", peer("2001:db8:1:3::7"), now).is_ok());
        // Being right once does not buy twenty more guesses.
        let (attempts, from) = (Attempts::at_passwords(), peer("192.0.2.1"));
        for number in 0..19 {
            attempts.begin(&format!("{number}@acme.example"), from, now).expect("allowed");
        }
        let right = attempts.begin("own@acme.example", from, now).expect("allowed");
        attempts.take_back(&right);
        assert!(attempts.begin("20@acme.example", from, now).is_ok());
        assert!(attempts.begin("21@acme.example", from, now).is_err());
        assert!(attempts.begin("21@acme.example", peer("::ffff:192.0.2.1"), now).is_err(), "the same");
    }

    #[test]
    fn who_guesses_keeps_others_out_neither_by_an_address_nor_by_a_place_that_is_shared() {
        let (attempts, now) = (Attempts::at_passwords(), start());
        let (guesser, owner) = (peer("192.0.2.1"), peer("192.0.2.2"));
        for _ in 0..5 {
            attempts.begin("rae@acme.example", guesser, now).expect("allowed");
        }
        assert!(attempts.begin("rae@acme.example", guesser, now).is_err());
        assert!(attempts.begin("rae@acme.example", owner, now).is_ok());
        for number in 10..54 {
            let from = peer(&format!("192.0.2.{number}"));
            attempts.begin("rae@acme.example", from, now).expect("allowed");
        }
        assert!(attempts.begin("rae@acme.example", peer("192.0.2.99"), now).is_err(), "fifty in all");
        let proxy = Place { is_shared: true, ..peer("10.0.0.2") };
        for number in 0..100 {
            attempts.begin(&format!("{number}@acme.example"), proxy, now).expect("allowed");
        }
    }

    #[test]
    fn what_nobody_looked_at_does_not_count() {
        let (attempts, now, from) = (Attempts::at_passwords(), start(), peer("192.0.2.1"));
        for _ in 0..100 {
            let attempt = attempts.begin("rae@acme.example", from, now).expect("allowed");
            attempts.forgo(&attempt);
        }
    }

    #[test]
    fn guesses_that_come_at_once_are_counted_before_any_is_known_to_be_wrong() {
        let (attempts, now) = (Attempts::at_passwords(), start());
        let begun = (0..100).filter(|_| attempts.begin("rae@acme.example", NOWHERE, now).is_ok());
        assert_eq!(begun.count(), 5);
    }

    #[test]
    fn no_more_are_kept_than_fit() {
        let (attempts, now) = (Attempts::at_passwords(), start());
        attempts.begin("first@acme.example", NOWHERE, now - Duration::SECOND).expect("allowed");
        for number in 0..MOST_KEPT / 2 + 10 {
            attempts.begin(&format!("{number}@acme.example"), NOWHERE, now).expect("allowed");
        }
        assert_eq!(attempts.counted().len(), MOST_KEPT);
        attempts.begin("later@acme.example", NOWHERE, now + WINDOW).expect("allowed");
        assert_eq!(attempts.counted().len(), 2, "what does not count any more is forgotten");
    }
}
