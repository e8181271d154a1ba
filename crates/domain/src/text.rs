//! Texts from elsewhere.

/// A name as one line: line breaks and other characters that control something become spaces, so that a name cannot
/// pass for more than one where it is written among other lines. Any other text stays as it is.
#[must_use]
pub fn one_line(text: &str) -> String {
    let breaks = |character: char| character.is_control() || matches!(character, '\u{2028}' | '\u{2029}');
    if !text.contains(breaks) {
        return text.to_owned();
    }
    text.split(|character: char| breaks(character) || character.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn only_what_breaks_a_line_is_folded() {
        for (given, expected) in [
            ("Jonas  Weber ", "Jonas  Weber "),
            ("Jonas\r\nBcc: all@customer.example", "Jonas Bcc: all@customer.example"),
            ("\u{7}Jo\u{2028}Roe\t", "Jo Roe"),
            ("\n", ""),
            ("", ""),
        ] {
            assert_eq!(one_line(given), expected, "{given:?}");
        }
    }
}
