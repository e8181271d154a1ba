//! The guard from outside: real sockets and real TLS on loopback, injected DNS answers.

mod addresses;
mod fetch;
mod host;
mod misbehaving;
mod post;
mod redirects;
mod resolution;
