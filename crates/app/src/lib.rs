//! Use cases: what the server does, without any wire and without any SQL text.
//!
//! The edges (dialects, house API, command line) turn requests into the types of this crate and its answers
//! back. Here is decided: who may do it, whether it was asked before, what changes, which event tells of it
//! and which job follows. Change, event and job are always written in one transaction of the store.

pub mod actions;
mod again;
pub mod agent_profiles;
pub mod agents;
pub mod analytics;
pub mod app;
pub mod attribution;
pub mod audio_files;
pub mod belongings;
pub mod bulk;
pub mod calls;
pub mod campaigns;
pub mod chats;
pub mod clock;
pub mod conversations;
pub mod dead_jobs;
pub mod dialers;
pub mod dialogues;
pub mod directory;
pub mod do_not_contact;
pub mod erase;
pub mod error;
pub mod evaluations;
pub mod events;
pub mod export;
pub mod exports;
pub mod health;
pub mod inbound_routes;
pub mod ingest;
pub mod keys;
pub mod knowledge;
pub mod links;
pub mod lists;
pub mod live;
pub mod metrics;
pub mod oauth;
pub mod observers;
mod onward;
pub mod overview;
pub mod passwords;
pub mod projects;
pub mod properties;
pub mod quality;
pub mod queues;
pub mod read;
pub mod reviews;
pub mod samples;
pub mod scorecards;
pub mod scratch;
pub mod search;
pub mod sessions;
pub mod setup;
pub(crate) mod sides;
pub mod signals;
pub mod skills;
pub mod surveys;
pub mod tags;
pub mod tools;
pub mod trace_view;
pub mod traces;
pub mod try_signal;
pub mod uploads;
pub mod usage;
pub mod voice_calls;
pub mod webhooks;
pub mod work;
pub mod workflows;

pub use self::app::{App, AppParts, DialogueLimits, IngestLimits, Senders, Speaking};
pub use self::error::{AppError, FieldProblem};
