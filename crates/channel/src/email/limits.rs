//! Mail that would cost too much to read.
//!
//! Whoever knows an address may send anything there. A parser of mail goes as deep as parts are nested, and looks again
//! and again through headers that are made for it. Counting a few marks beforehand bounds all of that: mail that people
//! write is far below these numbers.

/// Every nested part has a type of its own: so deep at most, and so many parts.
const MOST_TYPES: usize = 200;

/// Lines that may begin a part.
const MOST_BOUNDARIES: usize = 5_000;

/// Words in headers that may be encoded.
const MOST_ENCODED_WORDS: usize = 5_000;

/// Parameters that may be written in pieces.
const MOST_PIECES: usize = 200;

/// Why it is not read; none where it can be.
pub(super) fn why_not_bearable(raw: &[u8]) -> Option<&'static str> {
    if count(raw, b"content-type") > MOST_TYPES {
        Some("it has too many parts")
    } else if count(raw, b"\n--") > MOST_BOUNDARIES {
        Some("it has too many boundaries")
    } else if count(raw, b"=?") > MOST_ENCODED_WORDS {
        Some("it has too many encoded words")
    } else if count(raw, b"*0*") > MOST_PIECES {
        Some("it has too many parameters in pieces")
    } else {
        None
    }
}

/// How often the mark stands there, letters in either case. The mark itself is in lower case.
fn count(raw: &[u8], mark: &[u8]) -> usize {
    raw.windows(mark.len()).filter(|window| window.eq_ignore_ascii_case(mark)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nobody_writes_is_refused() {
        assert_eq!(why_not_bearable(b"Content-Type: text/plain\r\n\r\n--\r\nHi =?utf-8?q?x?="), None);
        for mark in ["Content-TYPE: multipart/mixed; boundary=a\n\n", "\n--", "=?", "a*0*=b;"] {
            assert!(why_not_bearable(mark.repeat(5_001).as_bytes()).is_some(), "{mark}");
        }
    }
}
