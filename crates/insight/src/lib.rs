//! What was agreed in a conversation and how it went.
pub mod actions;
pub mod dates;
mod embedder;
mod error;
mod evidence;
pub mod numbers;
pub mod text;
mod view;
pub use self::embedder::{EmbeddedEmbedder, Embedder};
pub use self::error::InsightError;
pub use self::view::ConversationView;
