//! `Content-Disposition` for files that people save (RFC 6266).

use axum::http::HeaderValue;

/// Longest name, before the ending.
const LONGEST_NAME: usize = 100;

/// Names that Windows keeps for devices, whatever their ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// `attachment`, with a file name made of `title` that every system takes, in ASCII for old clients and in UTF-8 for
/// all others.
#[must_use]
pub fn attachment(title: &str, ending: &str) -> HeaderValue {
    let name = file_name(title);
    let plain: String = name
        .chars()
        .map(|character| if matches!(character, ' '..='~') && character != '%' { character } else { '_' })
        .collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        // `attr-char` of RFC 5987.
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_' | b'~' => {
                encoded.push(char::from(byte))
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    let value = format!("attachment; filename=\"{plain}.{ending}\"; filename*=UTF-8''{encoded}.{ending}");
    HeaderValue::try_from(value).unwrap_or(HeaderValue::from_static("attachment"))
}

/// The title without what a file name must not have.
fn file_name(title: &str) -> String {
    let safe: String = title
        .chars()
        .map(|character| match character {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
            // Signs that turn the writing round could hide the true ending.
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '-',
            _ if character.is_control() || character.is_whitespace() => ' ',
            _ => character,
        })
        .collect();
    let words = safe.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = words.trim_matches(['.', ' ']).chars().take(LONGEST_NAME).collect();
    let name = short.trim_matches(['.', ' ']);
    let stem = name.split('.').next().unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_digit());
    if name.is_empty() || DEVICES.contains(&stem.to_ascii_lowercase().as_str()) {
        return format!("conversation {name}").trim_end().to_owned();
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_everywhere() {
        let rows = [
            ("Renewal call", "Renewal call"),
            ("../../etc/passwd", "-..-etc-passwd"),
            ("a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j"),
            (" .hidden. ", "hidden"),
            ("line\r\nSet-Cookie: x", "line Set-Cookie- x"),
            ("con", "conversation con"),
            ("COM1.txt", "conversation COM1.txt"),
            ("\u{202e}gpj", "-gpj"),
            ("…", "…"),
            ("...", "conversation"),
            ("\u{0}", "conversation"),
        ];
        for (title, expected) in rows {
            assert_eq!(file_name(title), expected, "{title:?}");
        }
        assert_eq!(file_name(&"x".repeat(500)).len(), LONGEST_NAME);
    }

    #[test]
    fn names_are_told_twice() {
        let value = attachment("Grüße 100% \"x\"", "srt");
        let expected = "attachment; filename=\"Gr__e 100_ -x-.srt\"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20100%25%20-x-.srt";
        assert_eq!(value.to_str().unwrap(), expected);
    }
}
