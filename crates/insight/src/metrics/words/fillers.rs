//! Words that only fill.

use std::sync::LazyLock;

use colloquy_domain::metric::{Measured, Role};
use regex::Regex;

use super::{Spoken, count as count_words};

/// Sounds that never mean anything, and phrases that mean nothing where a comma or an edge sets them off.
static FILLER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)
          \b(?:u+m+|u+h+m*|e+r+m*|a+h+|h+m+|m+h+m+|mm+)\b
        | (?:^|[,.;:?!…—-])\s*(?:you\s+know|i\s+mean|(?:sort|kind)\s+of|like|basically|actually|literally)\s*(?:[,.;:?!…—-]|$)
        ",
    )
    .expect("the pattern is constant and the test of this module compiles it")
});

/// Filler words of a side.
pub(super) fn count(spoken: &Spoken<'_, '_>, role: Role) -> Measured {
    measured(spoken, role, |fillers, _| fillers)
}

/// Filler words of a side for each hundred of its words.
pub(super) fn rate(spoken: &Spoken<'_, '_>, role: Role) -> Measured {
    measured(spoken, role, |fillers, words| 100.0 * fillers / words)
}

fn measured(spoken: &Spoken<'_, '_>, role: Role, value: impl Fn(f64, f64) -> f64) -> Measured {
    if !spoken.reading.view.is_english() {
        return Measured::not_applicable("filler words are known in English only");
    }
    let (mut fillers, mut words) = (0, 0);
    for entry in spoken.subject.entries_of(role) {
        fillers += fillers_in(&entry.text);
        words += count_words(&entry.text);
    }
    match words {
        0 => Measured::not_applicable("this side says nothing"),
        _ => Measured::number(value(fillers as f64, words as f64))
            .because(format!("{fillers} of {words} words; a transcript may leave filler words out")),
    }
}

fn fillers_in(text: &str) -> usize {
    let mut found = 0;
    let mut from = 0;
    // The comma after one filler may be the one before the next.
    while let Some(filler) = FILLER.find_at(text, from) {
        found += 1;
        let last = filler.as_str().chars().next_back().filter(|last| !last.is_alphanumeric());
        let next = filler.end() - last.map_or(0, char::len_utf8);
        from = if next > filler.start() { next } else { filler.end() };
    }
    found
}

#[cfg(test)]
mod tests {
    use super::fillers_in;

    #[test]
    fn fillers_are_counted_and_words_are_not() {
        for (text, fillers) in [
            ("Um, so, uh, I'd like to know.", 2),
            ("I mean, you know, it's, like, broken.", 3),
            ("I like it. You know him, and he is kind of tall.", 0),
            ("Hmm. Basically, it was the umbrella that I actually saw, er.", 3),
            ("", 0),
            ("Äh, like, ", 1),
        ] {
            assert_eq!(fillers_in(text), fillers, "{text}");
        }
    }
}
