//! The guard from outside: real sockets and real TLS on loopback, injected DNS answers.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed, which is what is wanted")]

mod addresses;
mod fetch;
mod host;
mod http2;
mod misbehaving;
mod post;
mod redirects;
mod resolution;
