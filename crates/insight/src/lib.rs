//! What was agreed in a conversation and how it went.
pub mod numbers;
pub mod text;
