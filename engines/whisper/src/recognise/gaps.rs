//! Speech that was passed over.
//!
//! With several sentences in a window Whisper at times leaves one out, most often one with names or spelled
//! addresses in it, and says so nowhere. But voice activity found speech there, so a stretch of a piece
//! without words is heard once more, by itself.

use std::iter;
use std::ops::Range;

use super::window::SECOND;
use super::words::WindowWord;

/// Shortest stretch without words that is heard again. A piece has a quarter of a second of margin on either
/// side and no long pauses within.
const SHORTEST_GAP: usize = 2 * SECOND;
/// The end of a word is known to about this; so much of the gap's sides may still belong to its neighbours.
const SLACK_SECONDS: f64 = 0.5;

/// Stretches of at least [`SHORTEST_GAP`] within `places` in which none of `words` lies, in samples. Words are
/// in order.
pub fn gaps(words: &[WindowWord], places: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let sample = |seconds: f64| (seconds.max(0.0) * SECOND as f64) as usize;
    for place in places {
        let mut from = place.start;
        let inside = words
            .iter()
            .map(|word| sample(word.word.start_seconds)..sample(word.word.end_seconds))
            .filter(|word| word.start < place.end && word.end > place.start);
        for word in inside.chain(iter::once(place.end..place.end)) {
            if word.start >= from + SHORTEST_GAP {
                found.push(from..word.start);
            }
            from = from.max(word.end);
        }
    }
    found
}

/// Puts the words that were heard in `gap` (with times from its start) between the others.
pub fn fill(words: &mut Vec<WindowWord>, gap: &Range<usize>, mut heard: Vec<WindowWord>) {
    let offset = gap.start as f64 / SECOND as f64;
    let end = gap.end as f64 / SECOND as f64;
    for word in &mut heard {
        word.word.start_seconds = (word.word.start_seconds + offset).min(end);
        word.word.end_seconds = (word.word.end_seconds + offset).min(end);
    }
    let at = words.partition_point(|word| word.word.end_seconds <= offset + 1e-6);
    // A neighbour's last sound may be heard again as the same word.
    let is_near_start = |word: &WindowWord| word.word.start_seconds < offset + SLACK_SECONDS;
    if let (Some(before), Some(first)) =
        (at.checked_sub(1).and_then(|before| words.get(before)), heard.first())
        && is_near_start(first)
        && same(before, first)
    {
        heard.remove(0);
    }
    let is_near_end = |word: &WindowWord| word.word.end_seconds > end - SLACK_SECONDS;
    if let (Some(after), Some(last)) = (words.get(at), heard.last())
        && is_near_end(last)
        && same(after, last)
    {
        heard.pop();
    }
    words.splice(at..at, heard);
}

fn same(one: &WindowWord, other: &WindowWord) -> bool {
    let letters = |word: &WindowWord| -> String {
        word.word.text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    letters(one) == letters(other)
}

#[cfg(test)]
mod tests {
    use colloquy_engine::protocol::RecognisedWord;

    use super::*;

    fn word(text: &str, start_seconds: f64, end_seconds: f64) -> WindowWord {
        let word = RecognisedWord { text: text.to_owned(), start_seconds, end_seconds, probability: None };
        WindowWord { word, space_before: true, log_probability: -0.1, tokens: 1 }
    }

    #[test]
    fn long_stretches_without_words_are_found_within_pieces_only() {
        let places = [0..10 * SECOND, 14 * SECOND..20 * SECOND, 21 * SECOND..24 * SECOND];
        let words = [word("a", 0.5, 1.0), word("b", 4.0, 4.5), word("c", 9.5, 10.0), word("d", 14.5, 19.0)];
        let second = |from: f64, to: f64| (from * SECOND as f64) as usize..(to * SECOND as f64) as usize;
        assert_eq!(gaps(&words, &places), [second(1.0, 4.0), second(4.5, 9.5), second(21.0, 24.0)]);
        assert_eq!(gaps(&[], std::slice::from_ref(&(0..SECOND))), []);
    }

    #[test]
    fn what_was_passed_over_comes_back_in_its_place_without_its_neighbours() {
        let mut words = vec![word("by", 1.0, 1.5), word("Friday.", 1.5, 2.0), word("Good.", 6.0, 6.5)];
        let heard = vec![word("Friday", 0.0, 0.2), word("Got", 0.5, 1.0), word("it.", 1.0, 9.0)];
        fill(&mut words, &(2 * SECOND..6 * SECOND), heard);
        let texts: Vec<_> = words.iter().map(|word| word.word.text.as_str()).collect();
        assert_eq!(texts, ["by", "Friday.", "Got", "it.", "Good."]);
        assert_eq!(words[2].word.start_seconds, 2.5);
        assert_eq!(words[3].word.end_seconds, 6.0);
    }
}
