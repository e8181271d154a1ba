//! Requests that came in and whose repetitions may still come.
//!
//! There is room for some thousands. Nobody but the server gets more than a part of it, so that whatever others send, the
//! server's calls come in.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;

use super::server::ServerTransaction;
use super::trust::{Standing, machine_of};

/// Requests that are remembered.
const MOST: usize = 8_192;
/// Of all who are not the server together.
const MOST_OF_OTHERS: usize = 4_096;
/// Of one of them.
const MOST_OF_ONE: usize = 1_024;

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Transactions {
    by_key: HashMap<String, Kept>,
    /// Those of others than the server, in all and by machine.
    of_others: usize,
    of_machines: HashMap<IpAddr, usize>,
}

#[derive(Debug)]
struct Kept {
    transaction: Arc<ServerTransaction>,
    standing: Standing,
}

impl Kept {
    /// Whom it is counted against; nobody where it is the server's.
    fn machine(&self) -> Option<IpAddr> {
        let is_counted = self.standing != Standing::Server;
        is_counted.then(|| machine_of(self.transaction.flow.address().ip()))
    }
}

impl Transactions {
    /// The one with this key.
    pub fn get(&self, key: &str) -> Option<Arc<ServerTransaction>> {
        self.by_key.get(key).map(|kept| Arc::clone(&kept.transaction))
    }

    /// Remembers one that came from somebody of this standing. False where there is no room for it.
    pub fn put(&mut self, key: String, transaction: Arc<ServerTransaction>, standing: Standing) -> bool {
        let kept = Kept { transaction, standing };
        let machine = kept.machine();
        let has_room = self.by_key.len() < MOST
            && machine.is_none_or(|machine| {
                let own = self.of_machines.get(&machine).copied().unwrap_or(0);
                own < MOST_OF_ONE && self.of_others < MOST_OF_OTHERS
            });
        if has_room {
            self.by_key.insert(key, kept);
            self.count(machine);
        }
        has_room
    }

    /// Forgets those of which no repetition can come any more.
    pub fn sweep(&mut self) {
        self.by_key.retain(|_, kept| !kept.transaction.is_over());
        self.of_others = 0;
        self.of_machines.clear();
        let machines: Vec<Option<IpAddr>> = self.by_key.values().map(Kept::machine).collect();
        machines.into_iter().for_each(|machine| self.count(machine));
    }

    fn count(&mut self, machine: Option<IpAddr>) {
        if let Some(machine) = machine {
            self.of_others += 1;
            *self.of_machines.entry(machine).or_default() += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use super::*;
    use crate::sip::message::Message;
    use crate::sip::wire::Flow;

    fn transaction(from: [u8; 4]) -> Arc<ServerTransaction> {
        let request = Message::request("OPTIONS", "sip:a@b").with("Via", "SIP/2.0/UDP h;branch=z9hG4bKa");
        let flow = Flow::Udp(SocketAddr::from((from, 5060)));
        Arc::new(ServerTransaction::new(request, flow).expect("a transaction"))
    }

    /// Puts as many as there is room for.
    fn fill(table: &mut Transactions, from: [u8; 4], standing: Standing) -> usize {
        let one = transaction(from);
        (0..).take_while(|number| table.put(format!("{from:?} {number}"), Arc::clone(&one), standing)).count()
    }

    #[test]
    fn whoever_fills_the_table_leaves_room_for_the_server() {
        let mut table = Transactions::default();
        assert_eq!(fill(&mut table, [9, 9, 9, 1], Standing::Named), MOST_OF_ONE);
        let others: usize = (2..200).map(|last| fill(&mut table, [9, 9, 9, last], Standing::Stranger)).sum();
        assert_eq!(others, MOST_OF_OTHERS - MOST_OF_ONE);
        assert_eq!(fill(&mut table, [8, 8, 4, 4], Standing::Server), MOST - MOST_OF_OTHERS);
        assert!(table.get("[9, 9, 9, 1] 0").is_some(), "and nobody is pushed out");
    }

    #[test]
    fn what_is_over_makes_room() {
        let mut table = Transactions::default();
        fill(&mut table, [9, 9, 9, 1], Standing::Named);
        table.sweep();
        assert_eq!(fill(&mut table, [9, 9, 9, 1], Standing::Named), 0, "nothing of it is over");
        table.by_key.clear();
        table.sweep();
        assert_eq!(fill(&mut table, [9, 9, 9, 1], Standing::Named), MOST_OF_ONE);
    }
}
