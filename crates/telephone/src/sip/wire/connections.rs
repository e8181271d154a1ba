//! Connections: which are open, how many somebody may have, and for how long one may be silent.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::sip::trust::{Standing, machine_of};

/// What connections may cost us.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Connections in all.
    pub all: usize,
    /// Those that others than the server opened, together.
    pub of_others: usize,
    /// Of one machine that was named.
    pub of_one: usize,
    /// Those of strangers, together.
    pub of_strangers: usize,
    /// Of one of them.
    pub of_stranger: usize,
    /// How long a connection may be silent that no call holds.
    pub idle: Duration,
    /// The same of strangers.
    pub idle_of_strangers: Duration,
    /// How long a message may take from its first byte to its last.
    pub message_within: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            all: 512,
            of_others: 384,
            of_one: 32,
            of_strangers: 64,
            of_stranger: 4,
            // Longer than registrations lie apart.
            idle: Duration::from_secs(600),
            idle_of_strangers: Duration::from_secs(30),
            message_within: Duration::from_secs(10),
        }
    }
}

impl Limits {
    /// How long somebody of this standing may be silent.
    pub fn idle_of(&self, standing: Standing) -> Duration {
        match standing {
            Standing::Server | Standing::Named => self.idle,
            Standing::Stranger => self.idle_of_strangers,
        }
    }
}

/// See the module.
#[derive(Debug)]
pub(crate) struct Connections {
    pub limits: Limits,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    by_peer: HashMap<SocketAddr, Connection>,
    last_id: u64,
    /// What is open, whether it can be found by its peer or not.
    all: usize,
    of_others: usize,
    of_strangers: usize,
    of_machines: HashMap<IpAddr, usize>,
}

#[derive(Debug)]
struct Connection {
    id: u64,
    sender: mpsc::Sender<Vec<u8>>,
    closed: CancellationToken,
    /// Calls that go this way.
    held: usize,
}

/// A place among the connections, given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Place {
    connections: Arc<Connections>,
    machine: IpAddr,
    pub standing: Standing,
}

impl Connections {
    pub fn new(limits: Limits) -> Self {
        Self { limits, state: Mutex::default() }
    }

    /// A place for somebody who connects; none where that would be too many.
    pub fn admit(self: &Arc<Self>, peer: IpAddr, standing: Standing) -> Option<Place> {
        let limits = &self.limits;
        let has_room = {
            let state = self.state.lock();
            let own = state.of_machines.get(&machine_of(peer)).copied().unwrap_or(0);
            let is_among_others = state.of_others < limits.of_others;
            state.all < limits.all
                && match standing {
                    Standing::Server => true,
                    Standing::Named => is_among_others && own < limits.of_one,
                    Standing::Stranger => {
                        is_among_others
                            && own < limits.of_stranger
                            && state.of_strangers < limits.of_strangers
                    }
                }
        };
        has_room.then(|| self.take_place(peer, standing))
    }

    /// A place for a connection of ours, however many there are: each belongs to a call, or to the registration.
    pub fn take_place(self: &Arc<Self>, peer: IpAddr, standing: Standing) -> Place {
        let machine = machine_of(peer);
        self.state.lock().count(machine, standing);
        Place { connections: Arc::clone(self), machine, standing }
    }

    /// Makes a connection known by its peer, in place of one of before; what it is called.
    pub fn insert(&self, peer: SocketAddr, sender: mpsc::Sender<Vec<u8>>, closed: CancellationToken) -> u64 {
        let mut state = self.state.lock();
        state.last_id += 1;
        let id = state.last_id;
        // A call that went by the one of before goes by this one.
        let held = state.by_peer.get(&peer).map_or(0, |before| before.held);
        state.by_peer.insert(peer, Connection { id, sender, closed, held });
        id
    }

    /// Nothing is sent over it any more. Another connection with the same peer stays.
    pub fn forget(&self, peer: SocketAddr, id: u64) {
        let mut state = self.state.lock();
        if state.by_peer.get(&peer).is_some_and(|present| present.id == id) {
            state.by_peer.remove(&peer);
        }
    }

    /// Where messages for this peer go.
    pub fn sender(&self, peer: SocketAddr) -> Option<mpsc::Sender<Vec<u8>>> {
        self.state.lock().by_peer.get(&peer).map(|connection| connection.sender.clone())
    }

    pub fn is_open(&self, peer: SocketAddr) -> bool {
        self.state.lock().by_peer.contains_key(&peer)
    }

    /// Closes it, in both directions.
    pub fn close(&self, peer: SocketAddr) {
        if let Some(connection) = self.state.lock().by_peer.remove(&peer) {
            connection.closed.cancel();
        }
    }

    /// One more call needs it.
    pub fn hold(&self, peer: SocketAddr) {
        if let Some(connection) = self.state.lock().by_peer.get_mut(&peer) {
            connection.held += 1;
        }
    }

    /// One call less needs it.
    pub fn release(&self, peer: SocketAddr) {
        if let Some(connection) = self.state.lock().by_peer.get_mut(&peer) {
            connection.held = connection.held.saturating_sub(1);
        }
    }

    pub fn is_held(&self, peer: SocketAddr) -> bool {
        self.state.lock().by_peer.get(&peer).is_some_and(|connection| connection.held > 0)
    }
}

impl State {
    fn count(&mut self, machine: IpAddr, standing: Standing) {
        self.all += 1;
        self.of_others += usize::from(standing != Standing::Server);
        self.of_strangers += usize::from(standing == Standing::Stranger);
        *self.of_machines.entry(machine).or_default() += 1;
    }

    fn discount(&mut self, machine: IpAddr, standing: Standing) {
        self.all -= 1;
        self.of_others -= usize::from(standing != Standing::Server);
        self.of_strangers -= usize::from(standing == Standing::Stranger);
        if let Some(own) = self.of_machines.get_mut(&machine) {
            *own -= 1;
            if *own == 0 {
                self.of_machines.remove(&machine);
            }
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.connections.state.lock().discount(self.machine, self.standing);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As many places as somebody gets.
    fn fill(connections: &Arc<Connections>, last: u8, standing: Standing) -> Vec<Place> {
        std::iter::from_fn(|| connections.admit(IpAddr::from([9, 9, 9, last]), standing)).collect()
    }

    #[test]
    fn nobody_takes_all_the_places() {
        let limits = Limits {
            all: 20,
            of_others: 14,
            of_one: 5,
            of_strangers: 6,
            of_stranger: 2,
            ..Limits::default()
        };
        let connections = Arc::new(Connections::new(limits));
        let mut kept = Vec::new();
        // Who connects as often as it can, in this order; how often it is let in.
        let rows = [
            (1, Standing::Stranger, 2),
            (2, Standing::Stranger, 2),
            (3, Standing::Stranger, 2),
            (4, Standing::Stranger, 0),
            (5, Standing::Named, 5),
            (6, Standing::Named, 3),
            (7, Standing::Named, 0),
            (8, Standing::Server, 6),
        ];
        for (last, standing, expected) in rows {
            let places = fill(&connections, last, standing);
            assert_eq!(places.len(), expected, "{standing:?} {last}");
            kept.push(places);
        }
        drop(kept.remove(0));
        assert_eq!(fill(&connections, 4, Standing::Stranger).len(), 2, "places are given back");
        drop(kept);
        let state = connections.state.lock();
        assert_eq!((state.all, state.of_others, state.of_strangers), (0, 0, 0));
        assert!(state.of_machines.is_empty());
    }

    #[test]
    fn a_newer_connection_stays_when_the_older_one_ends() {
        let connections = Connections::new(Limits::default());
        let peer = SocketAddr::from(([9, 9, 9, 9], 5060));
        let (sender, _receiver) = mpsc::channel(1);
        let older = connections.insert(peer, sender.clone(), CancellationToken::new());
        connections.hold(peer);
        let closed = CancellationToken::new();
        let newer = connections.insert(peer, sender, closed.clone());
        connections.forget(peer, older);
        assert!(connections.is_open(peer) && connections.is_held(peer));
        connections.release(peer);
        connections.release(peer);
        assert!(!connections.is_held(peer));
        connections.close(peer);
        assert!(closed.is_cancelled() && !connections.is_open(peer));
        connections.forget(peer, newer);
    }
}
