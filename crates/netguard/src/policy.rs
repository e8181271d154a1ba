//! What the operator allows beyond public addresses.

use std::net::IpAddr;

use ipnet::IpNet;

use crate::networks::why_not_public;

/// The operator's exceptions. The default has none: https to public addresses.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// Networks that user-given addresses may reach although they are not public.
    pub allow_networks: Vec<IpNet>,
    /// Whether plain http may be used for addresses inside [`Policy::allow_networks`]. Never for others.
    pub allow_http: bool,
    /// Certificates in PEM that are trusted beside the public roots.
    pub extra_ca_pem: Option<Vec<u8>>,
}

impl Policy {
    /// Writes into the log that the policy lets users' addresses reach networks that are not public, where it does: for
    /// whoever is about to serve users.
    pub fn warn_if_open(&self) {
        if self.allow_networks.is_empty() {
            return;
        }
        let networks: Vec<String> = self.allow_networks.iter().map(ToString::to_string).collect();
        tracing::warn!(
            networks = networks.join(","),
            plain_http = self.allow_http,
            "addresses that users give may reach networks that are not public"
        );
    }
}

/// A policy that cannot be put into force.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// The extra certificates cannot be read.
    #[error("extra_ca: not a PEM file of certificates: {0}")]
    ExtraCa(String),
    /// The extra certificates' file holds none.
    #[error("extra_ca: no certificate in the file")]
    ExtraCaEmpty,
    /// The TLS or HTTP library refused its configuration.
    #[error("cannot build the outbound client: {0}")]
    Client(String),
}

/// How the bytes travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Transport {
    Https,
    Http,
}

/// The part of the policy that judges addresses.
#[derive(Debug)]
pub(crate) struct Rules {
    allow_networks: Vec<IpNet>,
    pub(crate) allow_http: bool,
}

impl Rules {
    pub(crate) fn new(policy: &Policy) -> Self {
        Self { allow_networks: policy.allow_networks.clone(), allow_http: policy.allow_http }
    }

    /// Why `address` must not be dialled, or `None` when it may be.
    pub(crate) fn why_refused(&self, address: IpAddr, transport: Transport) -> Option<&'static str> {
        let canonical = address.to_canonical();
        if self.allow_networks.iter().any(|network| network.contains(&canonical)) {
            return None;
        }
        let not_public = why_not_public(canonical);
        match transport {
            Transport::Https => not_public,
            Transport::Http => {
                not_public.or(Some("plain http outside the networks that the operator allows"))
            }
        }
    }
}
