//! The channels against servers on loopback: what goes over the wire, and what is made of what comes.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed, which is what is wanted")]

mod imap;
mod imap_server;
mod mail;
mod real_imap;
mod smtp_server;
mod support;
mod twilio;
mod twilio_server;
