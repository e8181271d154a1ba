//! How the telephone is set up.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::ops::RangeInclusive;
use std::time::Duration;

use colloquy_domain::secret::SecretText;
use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use crate::error::TelephoneError;
use crate::sip::uri::HostPort;

/// What SIP is sent over. The telephone listens on both; this is for what it begins itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Transport {
    /// Datagrams.
    #[default]
    Udp,
    /// A connection, kept open.
    Tcp,
}

/// How the telephone is set up. [`SipSettings::default`] listens on the loopback address, takes calls from there, and knows
/// no server.
#[derive(Debug, Clone)]
pub struct SipSettings {
    /// The registrar and proxy that calls go through, `host` or `host:port` (port 5060 where none is given). Without
    /// one only SIP addresses can be called.
    pub server: Option<String>,
    /// What requests to the server are sent over.
    pub transport: Transport,
    /// Where SIP is listened for, on UDP and TCP; port 0 takes a free one. The address is the one of RTP too.
    pub listen: SocketAddr,
    /// Who may call beside the server: networks and addresses. Everybody else is refused (403).
    pub accept_from: Vec<IpNet>,
    /// The address that others reach this machine by, where it is not its own.
    pub public_address: Option<IpAddr>,
    /// Who we are to the server.
    pub username: Option<String>,
    /// The password that answers the server's challenges. It is never given to another host.
    pub password: Option<SecretText>,
    /// What stands after the `@` of our own address, where it is not the server's host.
    pub domain: Option<String>,
    /// Whether to register, and stay registered, with the server.
    pub register: bool,
    /// Ports for RTP; the even ones are used.
    pub rtp_ports: RangeInclusive<u16>,
    /// How long an outgoing call may ring.
    pub ring_for: Duration,
    /// Calls that may go on at once, in both directions together. More are refused as busy.
    pub calls_at_once: usize,
}

impl Default for SipSettings {
    fn default() -> Self {
        Self {
            server: None,
            transport: Transport::Udp,
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 5060),
            accept_from: vec![
                IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::new(127, 0, 0, 0), 8)),
                IpNet::V6(Ipv6Net::new_assert(Ipv6Addr::LOCALHOST, 128)),
            ],
            public_address: None,
            username: None,
            password: None,
            domain: None,
            register: false,
            rtp_ports: 40_000..=40_999,
            ring_for: Duration::from_secs(45),
            calls_at_once: 20,
        }
    }
}

impl SipSettings {
    /// Reads a network such as `192.0.2.0/24`, or one address; for [`SipSettings::accept_from`].
    #[must_use]
    pub fn network(text: &str) -> Option<IpNet> {
        let text = text.trim();
        text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))
    }

    /// Says which field is wrong, if any is.
    pub fn check(&self) -> Result<(), TelephoneError> {
        if let Some(server) = &self.server
            && HostPort::parse(server).is_none()
        {
            return Err(TelephoneError::setting("server", "is neither a host nor host:port"));
        }
        if let Some(domain) = &self.domain
            && HostPort::parse(domain).is_none()
        {
            return Err(TelephoneError::setting("domain", "is no host"));
        }
        if self.register && self.server.is_none() {
            return Err(TelephoneError::setting("server", "is needed to register"));
        }
        if self.register && self.username.as_deref().unwrap_or_default().is_empty() {
            return Err(TelephoneError::setting("username", "is needed to register"));
        }
        if !self.rtp_ports.clone().any(|port| port > 0 && port.is_multiple_of(2)) {
            return Err(TelephoneError::setting("rtp_ports", "holds no even port"));
        }
        if self.calls_at_once == 0 {
            return Err(TelephoneError::setting("calls_at_once", "allows no call"));
        }
        if self.ring_for.is_zero() {
            return Err(TelephoneError::setting("ring_for", "leaves no time to answer"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_are_read_with_and_without_their_length() {
        let rows = [
            ("192.0.2.0/24", Some("192.0.2.0/24")),
            (" 192.0.2.7 ", Some("192.0.2.7/32")),
            ("2001:db8::1", Some("2001:db8::1/128")),
            ("pbx.example", None),
            ("192.0.2.0/33", None),
            ("", None),
        ];
        for (text, network) in rows {
            assert_eq!(
                SipSettings::network(text).map(|found| found.to_string()).as_deref(),
                network,
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        type Spoil = fn(&mut SipSettings);
        let rows: [(&str, Spoil); 7] = [
            ("server", |settings| settings.server = Some("two words".into())),
            ("domain", |settings| settings.domain = Some("a@b".into())),
            ("server", |settings| settings.register = true),
            ("username", |settings| {
                settings.register = true;
                settings.server = Some("pbx.example".into());
            }),
            ("rtp_ports", |settings| settings.rtp_ports = 40_001..=40_001),
            ("calls_at_once", |settings| settings.calls_at_once = 0),
            ("ring_for", |settings| settings.ring_for = Duration::ZERO),
        ];
        assert!(SipSettings::default().check().is_ok());
        for (field, spoil) in rows {
            let mut settings = SipSettings::default();
            spoil(&mut settings);
            let error = settings.check().expect_err(field);
            assert!(
                matches!(error, TelephoneError::Setting { field: named, .. } if named == field),
                "{error}"
            );
        }
    }
}
