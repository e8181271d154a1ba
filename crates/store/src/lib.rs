//! Where everything is kept: SQL rows, objects, jobs and events.
//!
//! This is the only crate with SQL. Above it, code reads through [`Store::reader`] and changes things in
//! [`Store::write`]: one closure, one transaction. A change, the event that tells of it and the jobs that
//! follow from it are written in the same closure, so that they are committed together or not at all.
//!
//! Two engines, one code path. SQLite has one writer, a task that puts the changes of concurrent callers
//! into one commit ([`Durability`] says what a commit costs); PostgreSQL has a pool and a transaction per
//! change. Every function takes anything that statements run on (the read pool, or a [`Tx`]).
//!
//! Jobs ([`jobs`]) are rows beside the business rows, claimed under a lease. Instants are stored as
//! microseconds since 1970 in UTC (`sql`), ids as 128-bit values, documents as JSON text.
//!
//! What is absent on purpose: no row leaves this crate as a row, no error text of a database is meant for a
//! client, and nothing here decides what a change means.

mod clock;
mod connect;
mod crm;
mod error;
mod owned_values;
mod schema;
mod sql;
mod store;
mod texts;
mod tx;
mod wakeup;
mod workspace_rows;
mod write;
mod writer;

pub mod actions;
pub mod agent_profiles;
pub mod agents;
pub mod analyses;
pub mod analytics;
pub mod api_usage;
pub mod attributions;
pub mod audio_files;
pub mod audio_pieces;
pub mod call_centers;
pub mod calls;
pub mod campaigns;
pub mod comments;
pub mod companies;
pub mod contacts;
pub mod conversations;
pub mod credentials;
pub mod deliveries;
pub mod dialers;
pub mod dialogue_messages;
pub mod dialogues;
pub mod do_not_contact;
pub mod endpoints;
pub mod erase;
pub mod evaluations;
pub mod events;
pub mod exports;
pub mod inbound_routes;
pub mod insights;
pub mod installation;
pub mod jobs;
pub mod knowledge;
pub mod lists;
pub mod live;
pub mod messages;
pub mod metrics;
pub mod oauth;
pub mod objects;
pub mod overview;
pub mod participants;
pub mod passwords;
pub mod projects;
pub mod properties;
pub mod quality;
pub mod recording_languages;
pub mod recording_sources;
pub mod recordings;
pub mod review_queue;
pub mod reviews;
pub mod scorecards;
pub mod search;
pub mod sessions;
pub mod shares;
pub mod signal_definitions;
pub mod skills;
pub mod stages;
pub mod surveys;
pub mod tags;
pub mod tools;
pub mod traces;
pub mod transcript_revisions;
pub mod transcripts;
pub mod untitled;
pub mod users;
pub mod workflow_runs;
pub mod workflows;
pub mod workspaces;

pub use self::clock::Clock;
pub use self::error::{StoreError, constraint};
pub use self::jobs::{Lease, LeaseToken, LeasedJob, NewJob, WorkerId};
pub use self::objects::{ObjectError, ObjectInfo, Objects};
pub use self::store::{Store, StoreOptions};
pub use self::tx::{Durability, Tx};
pub use self::wakeup::Wakeups;
