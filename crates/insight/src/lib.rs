//! What was agreed in a conversation and how it went.
//!
//! Five stages read a transcript: summary, action items, signals, tags, sentiment ([`Analyst`]). Each result
//! carries its evidence (verbatim quotes from single entries with their seconds), a confidence and the engine
//! that said it. Rules find action items for every engine ([`actions`]); for the rest there are three:
//!
//! - the embedded language model, in its own process ([`EmbeddedModel`]);
//! - any endpoint that speaks the OpenAI protocol ([`RemoteModel`]);
//! - `basic`: keywords, wordings and a lexicon, where neither is there.
//!
//! [`Analyst::score`] scores a conversation by the criteria of a scorecard: rules for those of the default scorecards, a model
//! for all.
//!
//! [`metrics`] measures: times, words, tools, and what a model judges of them.
//!
//! Nothing here asks the clock: days count from the conversation's start in its zone ([`dates`]).

pub mod actions;
mod analyst;
pub mod dates;
mod embedder;
mod error;
mod evidence;
pub mod metrics;
mod model;
pub mod numbers;
mod offload;
mod prompt;
mod reading;
pub mod redact;
mod scoring;
mod sentiment;
mod signals;
mod summary;
mod tags;
pub mod text;
mod view;

pub use self::analyst::Analyst;
pub use self::embedder::{EmbeddedEmbedder, Embedder};
pub use self::error::InsightError;
pub use self::model::{
    AnswerForm, ChatPrefix, EmbeddedModel, Generated, LanguageModel, Pieces, RemoteModel, RemoteSettings,
};
pub use self::scoring::{ScoringFacts, sides};
pub use self::signals::default_signal_definitions;
pub use self::tags::default_tags;
pub use self::view::ConversationView;
