//! Values of headers that have a form: lists, addresses with parameters, Via.

use super::uri::HostPort;

/// A parameter, `name` or `name=value`; a value without its quotes.
pub(crate) type Parameter = (String, Option<String>);

/// Splits at a separator that stands outside of quotes and angle brackets.
pub(crate) fn split_outside(text: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut depth, mut is_quoted, mut is_escaped) = (0, 0_u32, false, false);
    for (position, character) in text.char_indices() {
        if is_escaped {
            is_escaped = false;
            continue;
        }
        match character {
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            '<' if !is_quoted => depth += 1,
            '>' if !is_quoted => depth = depth.saturating_sub(1),
            _ if character == separator && !is_quoted && depth == 0 => {
                parts.push(&text[start..position]);
                start = position + character.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// Takes the quotes off a quoted string.
pub(crate) fn unquote(text: &str) -> String {
    let text = text.trim();
    let Some(inner) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
        return text.to_owned();
    };
    let mut plain = String::with_capacity(inner.len());
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        plain.extend(if character == '\\' { characters.next() } else { Some(character) });
    }
    plain
}

fn parameters<'a>(parts: impl Iterator<Item = &'a str>) -> Vec<Parameter> {
    parts
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| match part.split_once('=') {
            Some((name, value)) => (name.trim().to_ascii_lowercase(), Some(unquote(value))),
            None => (part.to_ascii_lowercase(), None),
        })
        .collect()
}

fn parameter<'a>(parameters: &'a [Parameter], name: &str) -> Option<&'a str> {
    parameters.iter().find(|(known, _)| known == name).and_then(|(_, value)| value.as_deref())
}

/// `"Name" <sip:user@host>;tag=x`: From, To, Contact, Route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NameAddr {
    pub display: Option<String>,
    pub uri: String,
    parameters: Vec<Parameter>,
}

impl NameAddr {
    /// Reads one; without brackets, parameters are the header's and not the address's.
    pub fn parse(text: &str) -> Option<NameAddr> {
        let mut parts = split_outside(text, ';').into_iter();
        let address = parts.next()?.trim();
        let (display, uri) = match address.rfind('<') {
            Some(position) => {
                let uri = address[position + 1..].strip_suffix('>')?;
                (unquote(&address[..position]), uri)
            }
            None => (String::new(), address),
        };
        let display = Some(display).filter(|display| !display.is_empty());
        (!uri.is_empty()).then(|| NameAddr {
            display,
            uri: uri.trim().to_owned(),
            parameters: parameters(parts),
        })
    }

    pub fn parameter(&self, name: &str) -> Option<&str> {
        parameter(&self.parameters, name)
    }

    pub fn tag(&self) -> Option<&str> {
        self.parameter("tag").filter(|tag| !tag.is_empty())
    }
}

/// One Via: `SIP/2.0/UDP host:port;branch=…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Via {
    pub sent_by: HostPort,
    parameters: Vec<Parameter>,
}

impl Via {
    pub fn parse(text: &str) -> Option<Via> {
        let mut parts = split_outside(text, ';').into_iter();
        let (protocol, sent_by) = parts.next()?.trim().split_once(char::is_whitespace)?;
        if !protocol.get(..4)?.eq_ignore_ascii_case("SIP/") {
            return None;
        }
        let sent_by = HostPort::parse(sent_by.trim())?;
        Some(Via { sent_by, parameters: parameters(parts) })
    }

    pub fn branch(&self) -> Option<&str> {
        parameter(&self.parameters, "branch").filter(|branch| !branch.is_empty())
    }

    /// Whether the sender wants answers at the port that it sent from (RFC 3581).
    pub fn wants_rport(&self) -> bool {
        self.parameters.iter().any(|(name, _)| name == "rport")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_with_names_and_parameters() {
        // Text; name, address, tag.
        let rows = [
            ("<sip:a@b>", None, "sip:a@b", None),
            ("Alice <sip:a@b;lr>;tag=x", Some("Alice"), "sip:a@b;lr", Some("x")),
            ("\"A, \\\"B\\\" <c>\" <sip:a@b>; TAG = y;z", Some("A, \"B\" <c>"), "sip:a@b", Some("y")),
            ("sip:a@b;tag=q", None, "sip:a@b", Some("q")),
            ("sip:a@b;tag=", None, "sip:a@b", None),
        ];
        for (text, display, uri, tag) in rows {
            let address = NameAddr::parse(text).expect(text);
            assert_eq!(
                (address.display.as_deref(), address.uri.as_str(), address.tag()),
                (display, uri, tag)
            );
        }
        assert_eq!(NameAddr::parse("<sip:a@b"), None);
        assert_eq!(NameAddr::parse(""), None);
    }

    #[test]
    fn lists_are_split_outside_of_quotes_and_brackets() {
        assert_eq!(split_outside("<a,b>,\"c,\\\",\" <d>, e", ','), ["<a,b>", "\"c,\\\",\" <d>", " e"]);
        assert_eq!(split_outside("", ','), [""]);
    }

    #[test]
    fn vias() {
        let via = Via::parse("SIP / 2.0 / UDP x");
        assert_eq!(via, None, "nobody writes it so");
        let via = Via::parse("SIP/2.0/UDP 192.0.2.1:5071;rport;branch=z9hG4bKx").expect("a via");
        assert_eq!((via.sent_by.to_string().as_str(), via.branch()), ("192.0.2.1:5071", Some("z9hG4bKx")));
        assert!(via.wants_rport());
    }
}
