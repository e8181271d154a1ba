//! Recordings that are announced, put to a signed address and processed, by the contact center's API.

mod links;
mod processing;
mod road;

/// Where that API stands.
const BASES: [&str; 2] = ["/v1", "/api/v1"];
