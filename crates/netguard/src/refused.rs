//! Why an address was refused.

/// A user-given address that is not called, with a message fit for that user.
///
/// Where a *name* leads to a forbidden address, the message does not say which one: that would let
/// anybody read the names of the operator's own network. The log does.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Not an absolute URL with a host.
    #[error("not a valid URL: {0}")]
    Invalid(String),
    /// Longer than [`crate::Guard::MAX_URL_BYTES`].
    #[error("the URL is longer than {max_bytes} bytes")]
    TooLong {
        /// The limit.
        max_bytes: usize,
    },
    /// Neither https nor, where it is allowed, http.
    #[error("scheme \"{scheme}\" is not allowed, use https")]
    Scheme {
        /// The scheme found.
        scheme: String,
    },
    /// `https://user:password@host/`: a way to mislead readers, and a secret in a stored address.
    #[error("user name or password in the URL")]
    UserInfo,
    /// The host is an address (or `localhost`) that is not allowed.
    #[error("host \"{host}\" is not a public address ({reason})")]
    Address {
        /// The host as it was understood.
        host: String,
        /// Which kind of network it belongs to.
        reason: &'static str,
    },
    /// The host is a name, and at least one of its addresses is not allowed.
    #[error("host \"{host}\" resolves to an address that is not public ({reason})")]
    Resolved {
        /// The name.
        host: String,
        /// Which kind of network the address belongs to.
        reason: &'static str,
    },
    /// A redirect from https to http, refused even where http is allowed.
    #[error("redirect from https to http")]
    Downgrade,
}
