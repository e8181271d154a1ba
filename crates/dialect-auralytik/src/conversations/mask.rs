//! Takes personal data out of what was said: telephone numbers, e-mail addresses, and four and more digits in a row.
//! Names and what is spelled in words stay: this is a mask, not a promise that nobody can be recognised.

use std::sync::LazyLock;

use regex::Regex;

/// What stands in the place of what is taken out.
const MASK: &str = "****";

static PERSONAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
          [\w.%+'’\-]+@[\w\-]+(?:\.[\w\-]+)*          # e-mail addresses
        | \+?\(?\d(?:[\s().,\-–/]{0,3}\d){6,}         # telephone numbers: seven digits and what people put between them
        | \d(?:[\s\-–]{0,2}\d){3,}                   # four digits and more, also dictated in groups
        ",
    )
    .expect("the pattern is constant and every test of this module compiles it")
});

/// The text with everything personal masked.
pub fn masked(text: &str) -> String {
    PERSONAL.replace_all(text, MASK).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_addresses_are_masked_and_small_numbers_stay() {
        for (text, clean) in [
            ("Call +1 (555) 010-9934 or 0171 555 0143.", "Call **** or ****."),
            ("It is +49 (0) 171 / 555 01 43, thanks.", "It is ****, thanks."),
            ("555-0143, extension 12", "****, extension 12"),
            ("Write to rae.o'neil+x@acme-mail.example.", "Write to ****."),
            ("Mail zoë@acme.example or 1234@acme.example!", "Mail **** or ****!"),
            ("My code is 4711.", "My code is ****."),
            ("The number is 447 209, or 4 0 7 7 or 4-0-7-7.", "The number is ****, or **** or ****."),
            ("It is 5 5 5, 1 2 3, 4 5 6 7.", "It is ****."),
            // What is joined to letters is a number all the same.
            ("Order AB123456C", "Order AB****C"),
            ("Card 4111 1111 1111 1111, please.", "Card ****, please."),
            ("On 2026-03-24 at 10:30", "On **** at 10:30"),
            // Digits of other scripts.
            ("٠١٢٣٤٥", "****"),
            (
                "Three of 300 homes, 24/7, for $1,800 and 99.5 %",
                "Three of 300 homes, 24/7, for $1,800 and 99.5 %",
            ),
            ("", ""),
        ] {
            assert_eq!(masked(text), clean, "{text}");
        }
    }
}
