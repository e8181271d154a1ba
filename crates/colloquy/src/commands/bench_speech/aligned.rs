//! Words on the right speaker where it is known who says which word.
//!
//! The words that were heard are aligned with those of the reference by the least number of edits, both in the
//! order of time; a word is right if its speaker is that of the word that it is aligned with. Invented and
//! missed words are the word error rate's. This is one minus the word diarization error rate of Shafey et al.,
//! "Joint Speech Recognition and Speaker Diarization via Sequence Transduction" (2019).

use colloquy_speech::Heard;
use colloquy_speech::diarize::measure::{
    AssignedWord, ReferenceTurn, WordShare, words_on_right_speaker as by_time,
};
use colloquy_speech::measure::normalise;

use super::reference::Said;

struct Tagged<S> {
    word: String,
    speaker: S,
}

/// The share of the aligned words whose speaker is right, with speakers matched so that it is largest.
pub fn words_on_right_speaker(said: &[Said], heard: &Heard) -> WordShare {
    let reference: Vec<Tagged<&str>> = said
        .iter()
        .flat_map(|turn| {
            normalise(&turn.text).into_iter().map(|word| Tagged { word, speaker: turn.speaker.as_str() })
        })
        .collect();
    let found: Vec<Tagged<usize>> = heard
        .entries
        .iter()
        .flat_map(|entry| {
            let speaker = entry.speaker_index as usize;
            normalise(&entry.text).into_iter().map(move |word| Tagged { word, speaker })
        })
        .collect();
    // Each pair gets a second of its own: so the matching of speakers by time can be used as it is.
    let pairs = align(&reference, &found);
    let second = |number: usize| (number as f64, number as f64 + 1.0);
    let turns: Vec<ReferenceTurn> = pairs
        .iter()
        .enumerate()
        .map(|(number, (own, _))| {
            let (start_seconds, end_seconds) = second(number);
            ReferenceTurn { speaker: reference[*own].speaker.to_owned(), start_seconds, end_seconds }
        })
        .collect();
    let words: Vec<AssignedWord> = pairs
        .iter()
        .enumerate()
        .map(|(number, (_, other))| {
            let (start_seconds, end_seconds) = second(number);
            AssignedWord { speaker: found[*other].speaker, start_seconds, end_seconds }
        })
        .collect();
    by_time(&turns, &words)
}

/// Positions of words that stand for each other, equal or not.
fn align<A, B>(reference: &[Tagged<A>], found: &[Tagged<B>]) -> Vec<(usize, usize)> {
    let width = found.len() + 1;
    let at = |row: usize, column: usize| row * width + column;
    let mut costs = vec![0_usize; (reference.len() + 1) * width];
    for row in 0..=reference.len() {
        for column in 0..=found.len() {
            costs[at(row, column)] = match (row, column) {
                (0, other) | (other, 0) => other,
                _ => {
                    let differs = usize::from(reference[row - 1].word != found[column - 1].word);
                    let kept = costs[at(row - 1, column - 1)] + differs;
                    kept.min(costs[at(row - 1, column)] + 1).min(costs[at(row, column - 1)] + 1)
                }
            };
        }
    }
    let (mut row, mut column) = (reference.len(), found.len());
    let mut pairs = Vec::new();
    while row > 0 && column > 0 {
        let differs = usize::from(reference[row - 1].word != found[column - 1].word);
        let cost = costs[at(row, column)];
        if cost == costs[at(row - 1, column - 1)] + differs {
            (row, column) = (row - 1, column - 1);
            pairs.push((row, column));
        } else if cost == costs[at(row - 1, column)] + 1 {
            row -= 1;
        } else {
            column -= 1;
        }
    }
    pairs.reverse();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tagged(text: &str) -> Vec<Tagged<()>> {
        text.split(' ').map(|word| Tagged { word: word.to_owned(), speaker: () }).collect()
    }

    #[test]
    fn words_stand_for_each_other_across_edits() {
        let pairs = align(&tagged("how are you today my friend"), &tagged("how are you my friend"));
        assert_eq!(pairs, [(0, 0), (1, 1), (2, 2), (4, 3), (5, 4)]);
        assert_eq!(align(&tagged("one"), &tagged("two")), [(0, 0)]);
    }
}
