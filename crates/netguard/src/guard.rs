//! The guard itself: one HTTP client for each transport, built once and shared.

use std::{sync::Arc, time::Duration};

use reqwest::{Client, header};
use rustls::ClientConfig;
use url::Url;

use crate::{
    lookups::SystemResolver,
    policy::{Policy, PolicyError, Rules, Transport},
    refused::Refused,
    resolver::{CheckingResolver, NameResolver},
    tls, url_check,
};

/// Longest wait for a connection: name, TCP and TLS together.
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// An idle connection is given up before the common server does so (Node.js after 5 s), so that a request is
/// not lost in a connection that is being closed under it.
const IDLE_TIMEOUT: Duration = Duration::from_secs(4);

/// Idle connections kept for one host.
const IDLE_CONNECTIONS_PER_HOST: usize = 32;

/// How much of one HTTP/2 answer a server may send ahead of its reader, in bytes.
const HTTP2_STREAM_WINDOW_BYTES: u32 = 1 << 20;

/// The outbound client for addresses that users give. Cheap to clone; clones share connections.
#[derive(Clone)]
pub struct Guard {
    inner: Arc<Inner>,
}

struct Inner {
    rules: Arc<Rules>,
    https: Client,
    /// A client of its own, because its resolver judges by stricter rules.
    http: Client,
}

impl Guard {
    /// Longest URL that is looked at, in bytes.
    pub const MAX_URL_BYTES: usize = url_check::MAX_URL_BYTES;

    /// A guard that asks the operating system for addresses of names.
    pub fn new(policy: Policy) -> Result<Self, PolicyError> {
        Self::with_resolver(policy, Arc::new(SystemResolver::default()))
    }

    /// A guard that asks `names` for addresses. Its answers are checked like any other.
    pub fn with_resolver(policy: Policy, names: Arc<dyn NameResolver>) -> Result<Self, PolicyError> {
        let rules = Arc::new(Rules::new(&policy));
        let tls = tls::client_config(policy.extra_ca_pem.as_deref())?;
        let client = |transport| {
            let resolver =
                CheckingResolver { names: Arc::clone(&names), rules: Arc::clone(&rules), transport };
            build_client(resolver, tls.clone())
        };
        let https = client(Transport::Https)?;
        let http = client(Transport::Http)?;
        Ok(Self { inner: Arc::new(Inner { rules, https, http }) })
    }

    /// Judges a URL without resolving its name: the check at save, repeated before every request.
    pub fn check_url(&self, url: &str) -> Result<Url, Refused> {
        url_check::check(&self.inner.rules, url)
    }

    /// Judges the target of a redirect from `from`.
    pub(crate) fn check_redirect(&self, from: &Url, location: &str) -> Result<Url, Refused> {
        let target = from.join(location).map_err(|error| Refused::Invalid(error.to_string()))?;
        url_check::check_parsed(&self.inner.rules, &target)?;
        if from.scheme() == "https" && target.scheme() != "https" {
            return Err(Refused::Downgrade);
        }
        Ok(target)
    }

    /// The client for a URL that was checked.
    pub(crate) fn client_for(&self, checked: &Url) -> &Client {
        if checked.scheme() == "https" { &self.inner.https } else { &self.inner.http }
    }
}

impl std::fmt::Debug for Guard {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Guard").field("rules", &self.inner.rules).finish_non_exhaustive()
    }
}

fn build_client(resolver: CheckingResolver, tls: ClientConfig) -> Result<Client, PolicyError> {
    let https_only = resolver.transport == Transport::Https;
    let mut headers = header::HeaderMap::new();
    headers.insert(header::ACCEPT_ENCODING, header::HeaderValue::from_static("identity"));
    Client::builder()
        .https_only(https_only)
        .dns_resolver(resolver)
        .tls_backend_preconfigured(tls)
        .user_agent(concat!("Colloquy/", env!("CARGO_PKG_VERSION")))
        .default_headers(headers)
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .no_proxy()
        // Said aloud, because another crate of the build may switch these features of reqwest on.
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
        .connect_timeout(CONNECT_TIMEOUT)
        .pool_idle_timeout(IDLE_TIMEOUT)
        .pool_max_idle_per_host(IDLE_CONNECTIONS_PER_HOST)
        .http2_initial_stream_window_size(HTTP2_STREAM_WINDOW_BYTES)
        .build()
        .map_err(|error| PolicyError::Client(innermost(&error)))
}

/// The text of the last error in the chain, which names the cause.
pub(crate) fn innermost(error: &dyn std::error::Error) -> String {
    let mut current = error;
    while let Some(source) = current.source() {
        current = source;
    }
    current.to_string()
}
