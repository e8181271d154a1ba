//! Colloquy's domain: the nouns of a conversation platform and the rules between them.
//!
//! No I/O and no async. The words here are the field's own; a vendor's spelling of them stands in that
//! vendor's dialect crate and nowhere else. Everything that is stored, processed or told to others is made
//! of these types.

#[macro_use]
mod stored_words;

pub mod action;
pub mod agent;
pub mod agent_profile;
pub mod analytics;
pub mod attribution;
pub mod audio_file;
pub mod audio_piece;
pub mod call;
pub mod comment;
pub mod conversation;
pub mod correction;
pub mod credential;
pub mod crm;
pub mod dialer;
pub mod dialogue;
pub mod dialogue_message;
pub mod directory;
pub mod endpoint;
pub mod evaluation;
pub mod event;
pub mod evidence;
pub mod export;
pub mod filter;
pub mod id;
pub mod inbound_route;
pub mod insight;
pub mod job;
pub mod knowledge;
pub mod metric;
pub mod oauth;
pub mod password;
pub mod phone;
pub mod project;
pub mod property;
pub mod quality;
pub mod recording;
pub mod review;
pub mod revision;
pub mod scope_words;
pub mod scorecard;
pub mod secret;
pub mod session;
pub mod share;
pub mod signal;
pub mod skill;
pub mod stage;
pub mod survey;
pub mod text;
pub mod tool;
pub mod trace;
pub mod transcript;
pub mod usage;
pub mod words;
pub mod workflow;

pub use self::id::*;

/// An instant in UTC.
pub type Instant = time::OffsetDateTime;
