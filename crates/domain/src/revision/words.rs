//! The times of the words of a text that was corrected.
//!
//! The old words and the new ones are compared folded (case, marks and punctuation make no difference), and the longest
//! run of words that both have in the same order keep their times. What stands between two of these is new: as many words
//! as stood there before take the times of those, one by one; any other number shares the time that they took; and where
//! nothing stood, words follow the one before at the pace of speech, as far as there is room.

use super::tokens::{Token, tokens};
use crate::transcript::Word;

/// Pairs that are compared at most: a thousand words that changed with a thousand others. In a longer text of which
/// that much is another one, the words in between share the time.
const MOST_PAIRS: usize = 1_000_000;

/// How long a character takes in speech, for words of which nothing else is known.
const SECONDS_A_CHARACTER: f64 = 0.08;

/// An old word, as it is compared.
struct Heard {
    key: String,
    start_seconds: f64,
    end_seconds: f64,
    probability: Option<f32>,
}

/// The words of `text`, each with its times: one for each of its [`tokens`]. Begins of words never go back, ends lie not
/// before them, and nothing lies before the start of the entry.
pub(super) fn aligned(old: &[Word], text: &str, start_seconds: f64, end_seconds: f64) -> Vec<Word> {
    let (old, new) = (heard(old), tokens(text));
    let mut words: Vec<Word> = Vec::with_capacity(new.len());
    let (mut next_old, mut next_new) = (0_usize, 0_usize);
    let end = (old.len(), new.len());
    for (at_old, at_new) in pairs(&old, &new).into_iter().chain([end]) {
        let gap = Gap {
            before: next_old.checked_sub(1).and_then(|last| old.get(last)).map(|word| word.end_seconds),
            after: old.get(at_old).map(|word| word.start_seconds),
            start_seconds,
            end_seconds,
        };
        words.extend(gap.filled(&old[next_old..at_old], &new[next_new..at_new]));
        if let (Some(kept), Some(token)) = (old.get(at_old), new.get(at_new)) {
            words.push(Word {
                text: token.text.to_owned(),
                start_seconds: kept.start_seconds,
                end_seconds: kept.end_seconds,
                probability: kept.probability,
            });
        }
        (next_old, next_new) = (at_old + 1, at_new + 1);
    }
    in_order(&mut words, start_seconds);
    words
}

/// Words that hold several parts, such as those of a script without spaces, share their time.
fn heard(words: &[Word]) -> Vec<Heard> {
    let mut found = Vec::with_capacity(words.len());
    for word in words {
        let parts = tokens(&word.text);
        let share = (word.end_seconds - word.start_seconds).max(0.0) / parts.len().max(1) as f64;
        let is_whole = parts.len() == 1;
        for (number, part) in parts.into_iter().enumerate() {
            let start_seconds = word.start_seconds + share * number as f64;
            // Not computed where it is known: sums of fractions are not exact.
            let end_seconds = if is_whole { word.end_seconds } else { start_seconds + share };
            found.push(Heard { key: part.key, start_seconds, end_seconds, probability: word.probability });
        }
    }
    found
}

/// Positions of words that are the same, in both lists in order, and as many as there can be.
fn pairs(old: &[Heard], new: &[Token<'_>]) -> Vec<(usize, usize)> {
    let is_same = |(one, other): &(&Heard, &Token<'_>)| one.key == other.key;
    let head = old.iter().zip(new).take_while(is_same).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(is_same).count();
    let (old_middle, new_middle) = (&old_rest[..old_rest.len() - tail], &new_rest[..new_rest.len() - tail]);
    let mut found: Vec<(usize, usize)> = (0..head).map(|at| (at, at)).collect();
    found.extend(longest_common(old_middle, new_middle).into_iter().map(|(a, b)| (head + a, head + b)));
    let (first_old, first_new) = (old.len() - tail, new.len() - tail);
    found.extend((0..tail).map(|at| (first_old + at, first_new + at)));
    found
}

/// A longest common subsequence, by the lengths of those of all rests.
fn longest_common(old: &[Heard], new: &[Token<'_>]) -> Vec<(usize, usize)> {
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        return Vec::new();
    }
    let width = new.len() + 1;
    let mut lengths = vec![0_u32; (old.len() + 1) * width];
    for a in (0..old.len()).rev() {
        for b in (0..new.len()).rev() {
            lengths[a * width + b] = if old[a].key == new[b].key {
                lengths[(a + 1) * width + b + 1] + 1
            } else {
                lengths[(a + 1) * width + b].max(lengths[a * width + b + 1])
            };
        }
    }
    let (mut a, mut b) = (0, 0);
    let mut found = Vec::new();
    while a < old.len() && b < new.len() {
        if old[a].key == new[b].key {
            found.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if lengths[(a + 1) * width + b] >= lengths[a * width + b + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
    found
}

/// What lies between two words that stayed.
struct Gap {
    /// The end of the one before; none at the beginning.
    before: Option<f64>,
    /// The start of the one after; none at the end.
    after: Option<f64>,
    /// Of the entry.
    start_seconds: f64,
    /// Of the entry.
    end_seconds: f64,
}

impl Gap {
    /// The new words there, in place of the old ones.
    fn filled(&self, old: &[Heard], new: &[Token<'_>]) -> Vec<Word> {
        if old.len() == new.len() {
            let replaced = |(old, new): (&Heard, &Token<'_>)| Word {
                text: new.text.to_owned(),
                start_seconds: old.start_seconds,
                end_seconds: old.end_seconds,
                probability: None,
            };
            return old.iter().zip(new).map(replaced).collect();
        }
        let weights: Vec<f64> = new.iter().map(|token| token.text.chars().count().max(1) as f64).collect();
        let total: f64 = weights.iter().sum();
        let (start, end) = self.room(old, total * SECONDS_A_CHARACTER);
        let length = (end - start).max(0.0);
        let mut passed = 0.0;
        let spread = new.iter().zip(weights).map(|(token, weight)| {
            let start_seconds = start + length * passed / total;
            passed += weight;
            let end_seconds = start + length * passed / total;
            Word { text: token.text.to_owned(), start_seconds, end_seconds, probability: None }
        });
        spread.collect()
    }

    /// From when to when words have time that take so long in speech.
    fn room(&self, old: &[Heard], spoken_seconds: f64) -> (f64, f64) {
        if let (Some(first), Some(last)) = (old.first(), old.last()) {
            return (first.start_seconds, last.end_seconds);
        }
        match (self.before, self.after) {
            (Some(before), after) => {
                let end = after.unwrap_or(self.end_seconds);
                (before, end.min(before + spoken_seconds))
            }
            (None, Some(after)) => (self.start_seconds.max(after - spoken_seconds), after),
            (None, None) => (self.start_seconds, self.end_seconds),
        }
    }
}

/// Has no word begin before the one before it, or end before it begins.
fn in_order(words: &mut [Word], start_seconds: f64) {
    let mut latest = start_seconds;
    for word in words {
        word.start_seconds = word.start_seconds.max(latest);
        word.end_seconds = word.end_seconds.max(word.start_seconds);
        latest = word.start_seconds;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of half a second each from second 10 on, without pauses.
    fn said(text: &str) -> Vec<Word> {
        let word = |(number, text): (usize, &str)| Word {
            text: text.to_owned(),
            start_seconds: 10.0 + number as f64 * 0.5,
            end_seconds: 10.5 + number as f64 * 0.5,
            probability: Some(0.5),
        };
        text.split_whitespace().enumerate().map(word).collect()
    }

    fn times(old: &str, new: &str) -> Vec<(String, f64, f64)> {
        let old = said(old);
        let end = old.last().map_or(10.0, |word| word.end_seconds);
        let round = |seconds: f64| (seconds * 1_000.0).round() / 1_000.0;
        let shown = |word: Word| (word.text, round(word.start_seconds), round(word.end_seconds));
        aligned(&old, new, 10.0, end).into_iter().map(shown).collect()
    }

    fn expected(rows: &[(&str, f64, f64)]) -> Vec<(String, f64, f64)> {
        rows.iter().map(|(text, start, end)| ((*text).to_owned(), *start, *end)).collect()
    }

    #[test]
    fn words_that_stay_keep_their_times() {
        type Timed<'a> = &'a [(&'a str, f64, f64)];
        let rows: [(&str, &str, Timed<'_>); 9] = [
            // Case and punctuation are no other words.
            ("hello there", "Hello, there!", &[("Hello,", 10.0, 10.5), ("there!", 10.5, 11.0)]),
            // One in place of one.
            (
                "the nova call",
                "the Noah call",
                &[("the", 10.0, 10.5), ("Noah", 10.5, 11.0), ("call", 11.0, 11.5)],
            ),
            // Two of the same length share the time of one.
            (
                "a cannot b",
                "a can not b",
                &[("a", 10.0, 10.5), ("can", 10.5, 10.75), ("not", 10.75, 11.0), ("b", 11.0, 11.5)],
            ),
            // One takes the time of two.
            ("a can not b", "a cannot b", &[("a", 10.0, 10.5), ("cannot", 10.5, 11.5), ("b", 11.5, 12.0)]),
            // What was left out leaves its time empty.
            ("a um b", "a b", &[("a", 10.0, 10.5), ("b", 11.0, 11.5)]),
            // Between words without a pause there is no time for another one.
            ("a b", "a x b", &[("a", 10.0, 10.5), ("x", 10.5, 10.5), ("b", 10.5, 11.0)]),
            // A word that is said twice is the one that makes most others stay.
            ("so the price the offer", "the offer", &[("the", 11.5, 12.0), ("offer", 12.0, 12.5)]),
            ("a b", "x y z", &[("x", 10.0, 10.333), ("y", 10.333, 10.667), ("z", 10.667, 11.0)]),
            ("a", "", &[]),
        ];
        for (old, new, words) in rows {
            assert_eq!(times(old, new), expected(words), "{old:?} as {new:?}");
        }
    }

    #[test]
    fn new_words_follow_at_the_pace_of_speech_where_there_is_room() {
        let old = [("yes", 10.0, 10.4), ("sure", 20.0, 20.5)].map(|(text, start_seconds, end_seconds)| {
            Word { text: text.to_owned(), start_seconds, end_seconds, probability: None }
        });
        let found = aligned(&old, "well yes of course sure", 8.0, 21.0);
        let starts: Vec<f64> =
            found.iter().map(|word| (word.start_seconds * 100.0).round() / 100.0).collect();
        assert_eq!(starts, [9.68, 10.0, 10.4, 10.56, 20.0]);
        assert!(found[3].end_seconds < 11.1, "no pause is filled: {found:?}");
    }

    #[test]
    fn only_words_that_stay_are_as_sure_as_they_were() {
        let found = aligned(&said("the nova call"), "the Noah call", 10.0, 11.5);
        let sure: Vec<_> = found.iter().map(|word| word.probability).collect();
        assert_eq!(sure, [Some(0.5), None, Some(0.5)]);
    }

    #[test]
    fn scripts_without_spaces_are_compared_by_character() {
        let old =
            [Word { text: "東京へ".to_owned(), start_seconds: 1.0, end_seconds: 4.0, probability: None }];
        let found = aligned(&old, "東京に", 1.0, 4.0);
        let shown: Vec<_> = found.iter().map(|word| (word.text.as_str(), word.start_seconds)).collect();
        assert_eq!(shown, [("東", 1.0), ("京", 2.0), ("に", 3.0)]);
    }

    #[test]
    fn whatever_is_written_times_stay_in_order() {
        // A generator of its own, so that a failure is the same one each time.
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        let mut next = move |below: u64| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state % below
        };
        let vocabulary = ["the", "The,", "price", "is", "too", "high", "東京", "—", "we'll", "Zoë."];
        for round in 0..2_000 {
            let mut at = 5.0;
            let count = next(12);
            let old: Vec<Word> = (0..count)
                .map(|_| {
                    let start_seconds = at + next(3) as f64 * 0.25;
                    at = start_seconds + next(4) as f64 * 0.125;
                    let text = vocabulary[next(10) as usize].to_owned();
                    Word { text, start_seconds, end_seconds: at, probability: None }
                })
                .collect();
            let mut words: Vec<&str> = old.iter().map(|word| word.text.as_str()).collect();
            for _ in 0..next(6) {
                let place = next(words.len() as u64 + 1) as usize;
                match next(3) {
                    0 => words.insert(place, vocabulary[next(10) as usize]),
                    1 if place < words.len() => words[place] = vocabulary[next(10) as usize],
                    2 if place < words.len() => drop(words.remove(place)),
                    _ => {}
                }
            }
            let text = words.join(" ");
            let found = aligned(&old, &text, 5.0, at);
            let parts: Vec<&str> = tokens(&text).iter().map(|token| token.text).collect();
            let shown: Vec<&str> = found.iter().map(|word| word.text.as_str()).collect();
            assert_eq!(shown, parts, "round {round}: each part of the text is a word");
            assert!(
                found.windows(2).all(|pair| pair[0].start_seconds <= pair[1].start_seconds)
                    && found.iter().all(|word| {
                        5.0 <= word.start_seconds
                            && word.start_seconds <= word.end_seconds
                            && word.end_seconds <= at + 1e-9
                    }),
                "round {round}: {old:?} as {text:?} is {found:?}"
            );
        }
    }
}
