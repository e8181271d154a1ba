//! Language as the rules read it: sentences, words in one spelling, and the way back to the original text.
//!
//! Rules match on a *normal form* (lower case, contractions spelled out, numbers in digits, fillers gone), and
//! people are shown the *source* (verbatim). [`phrase::Phrase`] holds both and the map between them.

pub mod phrase;
pub mod sentences;
pub mod stems;
mod tokens;
