//! What was agreed in a conversation and how it went.
pub mod dates;
pub mod numbers;
pub mod text;
