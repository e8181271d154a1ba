//! SIP's addresses: `sip:user@host:port;parameter`, and `host:port` alone.

use std::net::{IpAddr, Ipv6Addr};

/// A host, and a port if one is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HostPort {
    /// A name or an address; an IPv6 address without brackets.
    pub host: String,
    pub port: Option<u16>,
}

impl HostPort {
    /// Reads `host`, `host:port`, `[v6]` or `[v6]:port`.
    pub fn parse(text: &str) -> Option<HostPort> {
        let (host, port) = match text.strip_prefix('[') {
            Some(rest) => {
                let (host, after) = rest.split_once(']')?;
                host.parse::<Ipv6Addr>().ok()?;
                (host, if after.is_empty() { None } else { Some(after.strip_prefix(':')?) })
            }
            None => match text.split_once(':') {
                Some((host, port)) => (host, Some(port)),
                None => (text, None),
            },
        };
        let is_host = !host.is_empty()
            && host.len() <= 253
            && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._:".contains(&byte));
        let port = match port {
            Some(port) => Some(port.parse::<u16>().ok().filter(|port| *port != 0)?),
            None => None,
        };
        is_host.then(|| HostPort { host: host.to_owned(), port })
    }

    /// The address, where the host is one.
    pub fn ip(&self) -> Option<IpAddr> {
        self.host.parse().ok()
    }
}

impl std::fmt::Display for HostPort {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.host.contains(':') {
            write!(formatter, "[{}]", self.host)?;
        } else {
            formatter.write_str(&self.host)?;
        }
        self.port.map_or(Ok(()), |port| write!(formatter, ":{port}"))
    }
}

/// What we need of a SIP address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SipUri {
    /// With its escapes resolved, without parameters of its own.
    pub user: Option<String>,
    pub at: HostPort,
    /// Whether it asks for TCP.
    pub is_tcp: bool,
}

impl SipUri {
    /// Reads `sip:…`; none for other schemes.
    pub fn parse(text: &str) -> Option<SipUri> {
        let (scheme, rest) = text.trim().split_once(':')?;
        if !scheme.eq_ignore_ascii_case("sip") {
            return None;
        }
        let rest = rest.split('?').next()?;
        // A user may hold a semicolon, a host may not.
        let (user, rest) = match rest.rsplit_once('@') {
            Some((user, rest)) => (Some(user), rest),
            None => (None, rest),
        };
        let mut parts = rest.split(';');
        let at = HostPort::parse(parts.next()?)?;
        let is_tcp = parts.any(|parameter| parameter.eq_ignore_ascii_case("transport=tcp"));
        let user =
            user.and_then(|user| user.split([';', ':']).next()).map(unescape).filter(|user| !user.is_empty());
        Some(SipUri { user, at, is_tcp })
    }
}

/// Resolves `%41`; what is no escape stays.
fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escaped = (*first == b'%')
            .then(|| after.get(..2))
            .flatten()
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match escaped {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A user as it stands in an address.
pub(crate) fn escape_user(user: &str) -> String {
    let mut escaped = String::with_capacity(user.len());
    for byte in user.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()&=+$,/".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart() {
        // Text; user, host and port, TCP.
        let rows = [
            ("sip:+15550100@pbx.example", Some("+15550100"), "pbx.example", false),
            ("SIP:bob@192.0.2.1:5070;transport=TCP;lr", Some("bob"), "192.0.2.1:5070", true),
            ("sip:192.0.2.1", None, "192.0.2.1", false),
            ("sip:a%20b:secret@[2001:db8::1]:5060?subject=x", Some("a b"), "[2001:db8::1]:5060", false),
            ("sip:+1555;phone-context=x@pbx", Some("+1555"), "pbx", false),
            ("sip:100%@pbx", Some("100%"), "pbx", false),
        ];
        for (text, user, at, is_tcp) in rows {
            let uri = SipUri::parse(text).expect(text);
            assert_eq!((uri.user.as_deref(), uri.at.to_string().as_str(), uri.is_tcp), (user, at, is_tcp));
        }
        for text in [
            "",
            "tel:+1555",
            "sips:a@b",
            "sip:",
            "sip:a@",
            "sip:a@b:0",
            "sip:a@b:x",
            "sip:a@[b]",
            "sip:a@b c",
        ] {
            assert_eq!(SipUri::parse(text), None, "{text}");
        }
    }

    #[test]
    fn users_survive() {
        for user in ["+15550100", "#31#", "Jörg <x>", "a@b;c", "100%"] {
            let uri = SipUri::parse(&format!("sip:{}@pbx", escape_user(user))).expect(user);
            assert_eq!(uri.user.as_deref(), Some(user));
        }
    }
}
