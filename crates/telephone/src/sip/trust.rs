//! Who may call, and where callers may lead us.
//!
//! SIP says who somebody is and proves nothing. What can be checked is the address that a request comes from: those of
//! the server that calls go through, and those that the operator named besides, may begin something; everybody else is a
//! stranger. A stranger is heard within a call that goes on, and is otherwise refused without being remembered.
//!
//! Whoever is let in writes addresses into its messages: where its audio is to be sent, where its next requests go. Those
//! are followed where anybody could reach them, and where they are no closer to us than the one who wrote them: a caller of
//! the internet leads nobody into the operator's own network.

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use colloquy_netguard::why_not_public;
use ipnet::IpNet;
use parking_lot::Mutex;
use tokio::net::lookup_host;
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;

use super::uri::HostPort;
use crate::sdp::Remote;
use crate::settings::SipSettings;

/// How often a server's name is looked up, and how soon again where that failed.
const LOOK_UP_EVERY: Duration = Duration::from_secs(60);
const LOOK_UP_AGAIN_AFTER: Duration = Duration::from_secs(5);
const LOOK_UP_WITHIN: Duration = Duration::from_secs(5);
/// A name gives another address each time where the server has many: so long each of them counts.
const KEPT_FOR: Duration = Duration::from_secs(3_600);
/// A name is looked up without a port that matters.
const ANY_PORT: u16 = 5060;

/// What somebody is to us, by the address that it speaks from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// The server that calls go through.
    Server,
    /// One that the operator named.
    Named,
    /// Anybody else.
    Stranger,
}

/// See the module.
#[derive(Debug)]
pub(crate) struct Trust {
    server: Option<HostPort>,
    networks: Vec<IpNet>,
    /// The server's addresses, and when each was found last.
    found: Mutex<HashMap<IpAddr, Instant>>,
}

impl Trust {
    /// As it was set up. A server that has a name has no address until that was [looked up](Trust::look_up).
    pub fn new(settings: &SipSettings) -> Trust {
        let server = settings.server.as_deref().and_then(HostPort::parse);
        let trust = Trust { server, networks: settings.accept_from.clone(), found: Mutex::default() };
        if let Some(ip) = trust.server.as_ref().and_then(HostPort::ip) {
            trust.note_server(ip);
        }
        trust
    }

    /// What somebody at this address is to us.
    pub fn standing(&self, ip: IpAddr) -> Standing {
        let ip = ip.to_canonical();
        if self.found.lock().contains_key(&ip) {
            Standing::Server
        } else if self.networks.iter().any(|network| network.contains(&ip)) {
            Standing::Named
        } else {
            Standing::Stranger
        }
    }

    /// The server was found at this address.
    pub fn note_server(&self, ip: IpAddr) {
        self.found.lock().insert(ip.to_canonical(), Instant::now());
    }

    /// Looks the server's name up, where it has one. What was found before stays where that fails.
    pub async fn look_up(&self) -> io::Result<()> {
        let Some(server) = self.server.as_ref().filter(|server| server.ip().is_none()) else {
            return Ok(());
        };
        let found = timeout(LOOK_UP_WITHIN, lookup_host((server.host.as_str(), ANY_PORT)))
            .await
            .map_err(|_elapsed| io::Error::new(io::ErrorKind::TimedOut, "the name is not known in time"))??;
        found.for_each(|address| self.note_server(address.ip()));
        self.found.lock().retain(|_, at| at.elapsed() < KEPT_FOR);
        Ok(())
    }

    /// Looks it up again and again.
    pub async fn keep_looking_up(self: Arc<Self>, stop: CancellationToken) {
        if self.server.as_ref().is_none_or(|server| server.ip().is_some()) {
            return;
        }
        let mut pause = if self.found.lock().is_empty() { LOOK_UP_AGAIN_AFTER } else { LOOK_UP_EVERY };
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = sleep(pause) => {}
            }
            pause = match self.look_up().await {
                Ok(()) => LOOK_UP_EVERY,
                Err(error) => {
                    tracing::warn!(%error, "the sip server's name cannot be looked up");
                    LOOK_UP_AGAIN_AFTER
                }
            };
        }
    }

    /// Whether somebody who speaks from `peer` may have us send something to `to`.
    pub fn may_lead_to(&self, to: IpAddr, peer: IpAddr) -> bool {
        let (to, peer) = (to.to_canonical(), peer.to_canonical());
        let Some(reach) = Reach::of(to) else { return false };
        let is_open = to == peer || reach == Reach::Anybody || self.standing(to) != Standing::Stranger;
        is_open || Reach::of(peer).is_some_and(|of_peer| reach <= of_peer)
    }

    /// The other side of a call as it describes itself from `peer`. Where its audio may not be sent to the address that it
    /// gives, it goes to the one that it speaks from.
    pub fn screened(&self, remote: Remote, peer: IpAddr) -> Remote {
        let given = remote.address.ip();
        // Zeros are the old way to hold a call: nothing is sent there.
        if given.is_unspecified() || self.may_lead_to(given, peer) {
            return remote;
        }
        tracing::info!(%given, %peer, "audio goes to where a caller speaks from, not to the address that it gives");
        let address = SocketAddr::new(peer, remote.address.port());
        Remote { address, is_behind_router: true, ..remote }
    }
}

/// Who can reach an address; the later ones are closer to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    /// The internet.
    Anybody,
    /// Networks of somebody's own.
    OwnNetworks,
    /// One cable.
    Link,
    /// This machine.
    Machine,
}

impl Reach {
    /// None of addresses that are nobody's: of groups, of all, of none. The address is canonical.
    fn of(ip: IpAddr) -> Option<Reach> {
        let (is_nobodys, is_link) = match ip {
            IpAddr::V4(v4) => {
                let first = v4.octets()[0];
                (first == 0 || first >= 224, v4.is_link_local())
            }
            IpAddr::V6(v6) => (v6.is_unspecified() || v6.is_multicast(), v6.is_unicast_link_local()),
        };
        if is_nobodys {
            return None;
        }
        Some(if ip.is_loopback() {
            Reach::Machine
        } else if is_link {
            Reach::Link
        } else if why_not_public(ip).is_some() {
            Reach::OwnNetworks
        } else {
            Reach::Anybody
        })
    }
}

/// Whose address it is, to count by: a machine with IPv6 has as many as it likes in a network of 64 bits.
pub(crate) fn machine_of(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64))),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::g711::Codec;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn trust(server: Option<&str>, networks: &[&str]) -> Trust {
        Trust::new(&SipSettings {
            server: server.map(str::to_owned),
            accept_from: networks.iter().map(|network| network.parse().expect("a network")).collect(),
            ..SipSettings::default()
        })
    }

    #[test]
    fn the_server_and_who_was_named_are_known() {
        let trust = trust(Some("8.8.4.4:5070"), &["9.9.9.0/24", "2620:fe::/48"]);
        let rows = [
            ("8.8.4.4", Standing::Server),
            ("::ffff:8.8.4.4", Standing::Server),
            ("9.9.9.200", Standing::Named),
            ("2620:fe::9", Standing::Named),
            ("8.8.4.5", Standing::Stranger),
            // Nobody is let in for being near.
            ("127.0.0.1", Standing::Stranger),
            ("10.0.0.1", Standing::Stranger),
        ];
        for (address, standing) in rows {
            assert_eq!(trust.standing(ip(address)), standing, "{address}");
        }
    }

    #[tokio::test]
    async fn a_servers_name_is_looked_up() {
        let trust = trust(Some("localhost"), &[]);
        assert_eq!(trust.standing(ip("127.0.0.1")), Standing::Stranger, "not yet");
        trust.look_up().await.expect("a name that every machine knows");
        assert_eq!(trust.standing(ip("127.0.0.1")), Standing::Server);
        assert_eq!(trust.standing(ip("127.0.0.2")), Standing::Stranger);
    }

    #[test]
    fn nobody_leads_us_closer_to_ourselves_than_it_is() {
        let trust = trust(Some("8.8.4.4"), &["10.77.0.0/16"]);
        // Where to; who says so; whether that is followed.
        let rows = [
            ("9.9.9.9", "8.8.4.4", true),
            ("8.8.4.4", "8.8.4.4", true),
            ("10.0.0.5", "8.8.4.4", false),
            ("192.168.1.1", "8.8.4.4", false),
            ("100.64.0.1", "8.8.4.4", false),
            ("127.0.0.1", "8.8.4.4", false),
            ("::ffff:127.0.0.1", "8.8.4.4", false),
            ("::1", "8.8.4.4", false),
            ("fd00::1", "8.8.4.4", false),
            ("169.254.169.254", "8.8.4.4", false),
            // Named by the operator.
            ("10.77.1.1", "8.8.4.4", true),
            // A telephone system of the operator's own network, and one on this machine.
            ("192.168.1.1", "10.0.0.5", true),
            ("127.0.0.1", "10.0.0.5", false),
            ("169.254.1.1", "10.0.0.5", false),
            ("10.0.0.5", "127.0.0.1", true),
            ("127.0.0.9", "127.0.0.1", true),
            ("9.9.9.9", "10.0.0.5", true),
            // Nobody's, whoever says so.
            ("224.0.0.1", "127.0.0.1", false),
            ("255.255.255.255", "127.0.0.1", false),
            ("0.0.0.0", "127.0.0.1", false),
            ("ff02::1", "::1", false),
        ];
        for (to, peer, is_followed) in rows {
            assert_eq!(trust.may_lead_to(ip(to), ip(peer)), is_followed, "{to} by {peer}");
        }
    }

    #[test]
    fn audio_that_may_not_go_there_goes_back() {
        let trust = trust(None, &[]);
        let remote = |address: &str| Remote {
            address: address.parse().expect("an address"),
            codec: Codec::Pcmu,
            payload_type: 0,
            event_type: None,
            is_listening: true,
            is_behind_router: false,
        };
        // The address given by one who speaks from 8.8.4.4; where audio goes, and whether it follows what comes.
        let rows = [
            ("9.9.9.9:4000", "9.9.9.9:4000", false),
            ("10.0.0.5:4000", "8.8.4.4:4000", true),
            ("224.0.0.1:4000", "8.8.4.4:4000", true),
            ("0.0.0.0:4000", "0.0.0.0:4000", false),
        ];
        for (given, address, is_behind_router) in rows {
            let screened = trust.screened(remote(given), ip("8.8.4.4"));
            assert_eq!(screened, Remote { is_behind_router, ..remote(address) }, "{given}");
        }
    }

    #[test]
    fn a_machine_is_counted_once() {
        let rows = [
            ("192.0.2.1", "192.0.2.1"),
            ("::ffff:192.0.2.1", "192.0.2.1"),
            ("2001:db8:0:1:a:b:c:d", "2001:db8:0:1::"),
        ];
        for (address, machine) in rows {
            assert_eq!(machine_of(ip(address)), ip(machine), "{address}");
        }
    }
}
