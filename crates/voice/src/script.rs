//! Texts as they are spoken: cut into sentences before, and to the words that were heard after.

use colloquy_agent::rules::sentences;

/// The sentences of a text, as they are synthesised one by one.
pub(crate) fn lines(text: &str) -> Vec<String> {
    let mut rest = text.trim().to_owned();
    let mut lines = sentences(&mut rest);
    lines.extend(last_line(&rest));
    lines
}

/// What is left when nothing more comes, where it can be said.
pub(crate) fn last_line(rest: &str) -> Option<String> {
    let rest = rest.trim();
    rest.chars().any(char::is_alphanumeric).then(|| rest.to_owned())
}

/// The words of a text that were said when `sent` of its `total` samples were sent. Nobody knows where in them a word
/// lies; as far as in the text is near enough. A word that was cut is not counted.
pub(crate) fn words_sent(text: &str, sent: u64, total: u64) -> &str {
    if sent >= total {
        return text;
    }
    let length = text.chars().count() as u64;
    let heard = usize::try_from(length.saturating_mul(sent) / total).unwrap_or(usize::MAX);
    let Some((limit, next)) = text.char_indices().nth(heard) else { return text };
    if next.is_whitespace() {
        return text[..limit].trim_end();
    }
    let end = text[..limit].rfind(char::is_whitespace).unwrap_or(0);
    text[..end].trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_said_sentence_by_sentence() {
        assert_eq!(lines(" Hello! How are you? Fine "), ["Hello!", "How are you?", "Fine"]);
        assert_eq!(lines("Hello."), ["Hello."]);
        assert_eq!(lines(" … "), Vec::<String>::new());
    }

    #[test]
    fn an_interrupted_sentence_ends_with_its_last_whole_word() {
        let text = "We are open from nine";
        for (sent, expected) in [
            (0, ""),
            (1, ""),
            (2, "We"),
            (5, "We"),
            (6, "We are"),
            (11, "We are open"),
            (20, "We are open from"),
            (21, text),
            (22, text),
        ] {
            assert_eq!(words_sent(text, sent, 21), expected, "{sent}");
        }
        assert_eq!(words_sent("好好好", 1, 3), "", "there are no spaces to cut at");
        assert_eq!(words_sent("Yes", 0, 0), "Yes", "nothing had to be sent");
    }
}
