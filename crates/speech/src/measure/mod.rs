//! How well speech was recognised: word error rate after both texts were put into the same spelling.
//!
//! A recogniser that writes "$1,800" where the reference spells "eighteen hundred dollars" made no error.
//! [`normalise`] brings both to one form, [`word_errors`] counts what is still different.

mod align;
mod normalise;
mod numbers;

pub use self::align::{WordErrors, word_errors};
pub use self::normalise::normalise;
