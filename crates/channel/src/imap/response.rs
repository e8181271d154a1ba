//! What a server says, as far as it matters here.

/// One response: its line, and the literals that belong to it. In the line stands only how long each is.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Response {
    pub(super) text: String,
    pub(super) literals: Vec<Vec<u8>>,
}

/// How the answer to a command ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Completion<'a> {
    /// It was carried out; the server's words.
    Done(&'a str),
    /// It was not; the server's words.
    Refused(&'a str),
}

/// The length of the literal that a line announces at its end, as `{123}`.
pub(super) fn literal_length(line: &[u8]) -> Option<usize> {
    let line = line.strip_suffix(b"}")?;
    let open = line.iter().rposition(|byte| *byte == b'{')?;
    let digits = std::str::from_utf8(&line[open + 1..]).ok()?;
    // Longer numbers would be refused anyhow: nothing that is asked for is so long.
    let is_number = (1..=10).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { digits.parse().ok() } else { None }
}

impl Response {
    /// How the command of that tag ended; none where this is something else.
    pub(super) fn completion(&self, tag: &str) -> Option<Completion<'_>> {
        let rest = self.text.strip_prefix(tag)?.strip_prefix(' ')?;
        let (word, words) = rest.split_once(' ').unwrap_or((rest, ""));
        Some(if word.eq_ignore_ascii_case("OK") {
            Completion::Done(words)
        } else {
            Completion::Refused(words)
        })
    }

    /// What follows that word in `* WORD …`.
    pub(super) fn untagged(&self, word: &str) -> Option<&str> {
        let rest = self.text.strip_prefix("* ")?;
        let begin = rest.get(..word.len())?;
        let after = &rest[word.len()..];
        let is_whole = after.is_empty() || after.starts_with(' ');
        (begin.eq_ignore_ascii_case(word) && is_whole).then(|| after.trim_start())
    }

    /// The numbers of `* SEARCH …`.
    pub(super) fn found(&self) -> Option<Vec<u32>> {
        Some(self.untagged("SEARCH")?.split(' ').filter_map(|number| number.parse().ok()).collect())
    }

    /// The number in `* OK [UIDVALIDITY …]`.
    pub(super) fn uid_validity(&self) -> Option<u32> {
        let upper = self.untagged("OK")?.to_ascii_uppercase();
        let (_, rest) = upper.split_once("[UIDVALIDITY ")?;
        rest.split(']').next()?.trim().parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Response {
        Response { text: text.to_owned(), literals: Vec::new() }
    }

    #[test]
    fn responses_are_understood() {
        assert_eq!(said("a1 OK done").completion("a1"), Some(Completion::Done("done")));
        assert_eq!(said("a1 ok").completion("a1"), Some(Completion::Done("")));
        assert_eq!(said("a1 NO [X] why").completion("a1"), Some(Completion::Refused("[X] why")));
        assert_eq!(said("a11 OK").completion("a1"), None);
        assert_eq!(said("* OK hi").completion("a1"), None);
        assert_eq!(said("* SEARCH 3 17 4").found(), Some(vec![3, 17, 4]));
        assert_eq!(said("* search").found(), Some(vec![]));
        assert_eq!(said("* SEARCHED 3").found(), None);
        assert_eq!(said("* OK [UIDVALIDITY 77] UIDs valid").uid_validity(), Some(77));
        assert_eq!(said("* OK [UIDNEXT 77] x").uid_validity(), None);
        assert_eq!(said("* BYE gone").untagged("BYE"), Some("gone"));
    }

    #[test]
    fn only_a_number_in_braces_at_the_end_announces_a_literal() {
        assert_eq!(literal_length(b"* 1 FETCH (BODY[] {123}"), Some(123));
        assert_eq!(literal_length(b"x {0}"), Some(0));
        for line in [&b"* OK {1} x"[..], b"{}", b"{+1}", b"{-1}", b"1}", b"{99999999999999999999}", b""] {
            assert_eq!(literal_length(line), None, "{line:?}");
        }
    }
}
