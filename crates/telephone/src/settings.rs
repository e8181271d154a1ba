//! How the telephone is set up.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::ops::RangeInclusive;
use std::time::Duration;

use colloquy_domain::secret::SecretText;

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

/// How the telephone is set up. [`SipSettings::default`] listens on the loopback address and knows no server.
#[derive(Debug, Clone)]
pub struct SipSettings {
    /// The registrar and proxy that calls go through, `host` or `host:port` (port 5060 where none is given). Without
    /// one only SIP addresses can be called.
    pub server: Option<String>,
    /// What requests to the server are sent over.
    pub transport: Transport,
    /// Where SIP is listened for, on UDP and TCP; port 0 takes a free one. The address is the one of RTP too.
    pub listen: SocketAddr,
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
