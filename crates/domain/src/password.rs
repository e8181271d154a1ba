//! What a password must be.
//!
//! Long enough that nobody guesses it, and otherwise whatever people like: rules about digits and signs make passwords
//! that are forgotten, not ones that are hard to guess.

use unicode_normalization::UnicodeNormalization;

/// Fewest characters of a password.
pub const SHORTEST: usize = 10;

/// Most characters of a password.
pub const LONGEST: usize = 200;

/// Whether a text can be a password.
#[must_use]
pub fn is_password(text: &str) -> bool {
    (SHORTEST..=LONGEST).contains(&text.chars().count()) && !text.contains('\0')
}

/// The password as it is hashed: keyboards differ in how they put an accent on a letter, and it is the same letter.
#[must_use]
pub fn normalised(text: &str) -> String {
    text.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_length_counts_in_characters() {
        for good in ["correct horse", "0123456789", &"ü".repeat(10), &"x".repeat(200)] {
            assert!(is_password(good), "{good}");
        }
        for bad in ["", "012345678", &"ü".repeat(9), &"x".repeat(201), "0123456789\0"] {
            assert!(!is_password(bad), "{bad:?}");
        }
    }

    #[test]
    fn an_accent_is_the_same_however_it_was_typed() {
        assert_eq!(normalised("Cafe\u{301} noir"), normalised("Caf\u{e9} noir"));
        assert_ne!(normalised("Cafe noir"), normalised("Caf\u{e9} noir"));
    }
}
