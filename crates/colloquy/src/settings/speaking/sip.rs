//! The telephone: none where neither a server nor an address is set.

use std::net::{IpAddr, SocketAddr};
use std::ops::RangeInclusive;
use std::time::Duration;

use colloquy_domain::secret::SecretText;
use colloquy_telephone::{IpNet, SipSettings, Transport};

use super::super::optional;
use super::super::raw;

/// Where is listened where nothing was set.
const LISTEN: ([u8; 4], u16) = ([127, 0, 0, 1], 5060);

pub(super) fn check(raw: &raw::Sip, problems: &mut Vec<String>) -> Option<SipSettings> {
    let server = optional(&raw.server).map(str::to_owned);
    let listen = listen(raw, server.as_deref(), problems);
    let accept_from = accept_from(raw, server.is_some(), problems);
    let (username, password) = (optional(&raw.username.0), optional(&raw.password.0));
    let domain = optional(&raw.domain);
    if server.is_none() {
        for (setting, is_set) in [
            ("sip.username", username.is_some()),
            ("sip.password", password.is_some()),
            ("sip.domain", domain.is_some()),
            ("sip.register", raw.register),
        ] {
            if is_set {
                problems
                    .push(format!("{setting} must not be set while sip.server is empty: it is for there"));
            }
        }
    }
    let transport = match raw.transport.as_str() {
        "udp" => Transport::Udp,
        "tcp" => Transport::Tcp,
        _ => {
            problems.push("sip.transport must be udp or tcp".to_owned());
            Transport::Udp
        }
    };
    let public_address = optional(&raw.public_address).and_then(|text| {
        let address = text.parse::<IpAddr>().ok();
        if address.is_none() {
            problems.push("sip.public_address must be an address such as 203.0.113.5, or empty".to_owned());
        }
        address
    });
    if raw.ring_seconds == 0 {
        problems.push("sip.ring_seconds must be greater than 0".to_owned());
    }
    let rtp_ports = ports(&raw.rtp_ports);
    if rtp_ports.is_none() {
        problems
            .push("sip.rtp_ports must be a range with an even port in it, such as 40000-40999".to_owned());
    }
    let rtp_ports = rtp_ports?;
    let calls_at_once = rtp_ports.clone().filter(|port| port.is_multiple_of(2)).count();
    if server.is_none() && optional(&raw.listen).is_none() {
        return None;
    }
    let settings = SipSettings {
        server,
        transport,
        listen: listen?,
        accept_from,
        public_address,
        username: username.map(str::to_owned),
        password: password.map(SecretText::new),
        domain: domain.map(str::to_owned),
        register: raw.register,
        rtp_ports,
        ring_for: Duration::from_secs(raw.ring_seconds.max(1)),
        calls_at_once,
    };
    // Without a server what belongs to it was refused above.
    if settings.server.is_some()
        && let Err(problem) = settings.check()
    {
        problems.push(problem.to_string());
    }
    Some(settings)
}

/// A server elsewhere has to reach us: then nobody but the operator can say where, and who else may.
fn listen(raw: &raw::Sip, server: Option<&str>, problems: &mut Vec<String>) -> Option<SocketAddr> {
    let Some(text) = optional(&raw.listen) else {
        if server.is_some_and(|server| !is_on_this_machine(server)) {
            problems.push(
                "sip.listen must be set to an address that sip.server reaches, such as 0.0.0.0:5060"
                    .to_owned(),
            );
        }
        return Some(SocketAddr::from(LISTEN));
    };
    let listen = text.parse().ok();
    if listen.is_none() {
        problems.push("sip.listen must be an address and a port, such as 127.0.0.1:5060".to_owned());
    }
    listen
}

/// Who may call beside the server. Where there is none, and nobody was named, nobody may.
fn accept_from(raw: &raw::Sip, has_server: bool, problems: &mut Vec<String>) -> Vec<IpNet> {
    let named: Vec<&str> =
        raw.accept_from.split(',').map(str::trim).filter(|text| !text.is_empty()).collect();
    if named.is_empty() && !has_server && optional(&raw.listen).is_some() {
        problems.push(
            "sip.accept_from must name who may call while sip.server is empty, such as 192.0.2.0/24"
                .to_owned(),
        );
    }
    let mut networks = Vec::with_capacity(named.len());
    for text in named {
        match SipSettings::network(text) {
            Some(network) => networks.push(network),
            None => problems.push(format!(
                "sip.accept_from: {text} is neither an address nor a network such as 192.0.2.0/24"
            )),
        }
    }
    networks
}

fn is_on_this_machine(server: &str) -> bool {
    let host = server.rsplit_once(':').map_or(server, |(host, _port)| host);
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// `first-last`, with an even port among them.
fn ports(text: &str) -> Option<RangeInclusive<u16>> {
    let (first, last) = text.split_once('-')?;
    let ports = first.trim().parse::<u16>().ok()?..=last.trim().parse().ok()?;
    ports.clone().any(|port| port > 0 && port.is_multiple_of(2)).then_some(ports)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_on_this_machine_are_known() {
        for (server, is_here) in [
            ("127.0.0.1:5070", true),
            ("127.0.0.1", true),
            ("localhost", true),
            ("[::1]:5060", true),
            ("pbx.example:5060", false),
            ("192.0.2.1", false),
        ] {
            assert_eq!(is_on_this_machine(server), is_here, "{server}");
        }
    }

    #[test]
    fn ports_are_a_range_with_an_even_one() {
        assert_eq!(ports("40000-40999"), Some(40_000..=40_999));
        assert_eq!(ports(" 2 - 2 "), Some(2..=2));
        for text in ["", "40000", "40001-40001", "9-8", "x-y", "1-70000"] {
            assert_eq!(ports(text), None, "{text}");
        }
    }
}
