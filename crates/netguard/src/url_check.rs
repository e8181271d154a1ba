//! The check of a URL before anything is sent: at save, before a request, at every redirect.
//!
//! One parser decides, and what it understood is what is sent. It follows the WHATWG rules, by which
//! `0x7f.1`, `2130706433`, `017700000001`, full-width digits and percent-encoded ones all are addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use crate::{
    policy::{Rules, Transport},
    refused::Refused,
};

/// Longest URL that is looked at.
pub(crate) const MAX_URL_BYTES: usize = 8_192;

/// Parses and judges `text`. Resolves nothing.
pub(crate) fn check(rules: &Rules, text: &str) -> Result<Url, Refused> {
    if text.len() > MAX_URL_BYTES {
        return Err(Refused::TooLong { max_bytes: MAX_URL_BYTES });
    }
    let url = Url::parse(text).map_err(|error| Refused::Invalid(error.to_string()))?;
    check_parsed(rules, &url)?;
    Ok(url)
}

/// Judges a URL that is already parsed: the target of a redirect.
pub(crate) fn check_parsed(rules: &Rules, url: &Url) -> Result<(), Refused> {
    let transport = transport_of(rules, url)?;
    if url.as_str().len() > MAX_URL_BYTES {
        return Err(Refused::TooLong { max_bytes: MAX_URL_BYTES });
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refused::UserInfo);
    }
    let refused_as = |address: IpAddr| rules.why_refused(address, transport);
    let reason = match url.host() {
        None => return Err(Refused::Invalid("no host".to_owned())),
        Some(Host::Ipv4(address)) => refused_as(address.into()),
        Some(Host::Ipv6(address)) => refused_as(address.into()),
        // Whatever a resolver would say: these names are the machine itself (RFC 6761).
        Some(Host::Domain(name)) if is_localhost(name) => {
            refused_as(Ipv4Addr::LOCALHOST.into()).and(refused_as(Ipv6Addr::LOCALHOST.into()))
        }
        Some(Host::Domain(_)) => None,
    };
    match reason {
        Some(reason) => Err(Refused::Address { host: url.host_str().unwrap_or_default().to_owned(), reason }),
        None => Ok(()),
    }
}

/// The transport that the scheme asks for, if it is allowed at all.
pub(crate) fn transport_of(rules: &Rules, url: &Url) -> Result<Transport, Refused> {
    match url.scheme() {
        "https" => Ok(Transport::Https),
        "http" if rules.allow_http => Ok(Transport::Http),
        scheme => Err(Refused::Scheme { scheme: scheme.chars().take(32).collect() }),
    }
}

fn is_localhost(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    name.eq_ignore_ascii_case("localhost") || name.to_ascii_lowercase().ends_with(".localhost")
}
