//! How right the answer is: diarization error rate, and the share of words on the right speaker.
//!
//! The diarization error rate is NIST's: of the time that people speak (twice where two speak at once), the
//! share that was missed, invented, or given to somebody else, with speakers matched so that it is smallest.
//! With a collar, the time around each reference bound is not scored.

use std::collections::BTreeSet;

use crate::diarize::SpeakerTurn;
use crate::diarize::pairing::best_pairs;

/// A turn of the reference.
#[derive(Debug, Clone, PartialEq)]
pub struct ReferenceTurn {
    /// Name of the speaker.
    pub speaker: String,
    /// Start in seconds.
    pub start_seconds: f64,
    /// End in seconds.
    pub end_seconds: f64,
}

/// Seconds of each kind of error.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct DiarizationErrors {
    /// Speech of the reference, people who speak at once counted each.
    pub speech_seconds: f64,
    /// Speech that was not found.
    pub missed_seconds: f64,
    /// Speech that is not there.
    pub invented_seconds: f64,
    /// Speech of somebody else.
    pub confused_seconds: f64,
}

impl DiarizationErrors {
    /// The error rate; 0 where there is neither speech nor error.
    pub fn rate(&self) -> f64 {
        let errors = self.missed_seconds + self.invented_seconds + self.confused_seconds;
        if errors == 0.0 { 0.0 } else { errors / self.speech_seconds }
    }
}

/// Turns of a reference in RTTM, the format of the NIST evaluations. Lines of other kinds are left out.
pub fn parse_rttm(text: &str) -> Vec<ReferenceTurn> {
    text.lines()
        .filter_map(|line| {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let [kind, _, _, start, duration, _, _, speaker, ..] = fields[..] else { return None };
            let start_seconds: f64 = start.parse().ok()?;
            let duration_seconds: f64 = duration.parse().ok()?;
            (kind == "SPEAKER").then(|| ReferenceTurn {
                speaker: speaker.to_owned(),
                start_seconds,
                end_seconds: start_seconds + duration_seconds,
            })
        })
        .collect()
}

/// Compares turns with a reference.
pub fn diarization_errors(
    reference: &[ReferenceTurn],
    turns: &[SpeakerTurn],
    collar_seconds: f64,
) -> DiarizationErrors {
    let names: Vec<&str> =
        reference.iter().map(|turn| turn.speaker.as_str()).collect::<BTreeSet<_>>().into_iter().collect();
    let speakers: Vec<usize> =
        turns.iter().map(|turn| turn.speaker).collect::<BTreeSet<_>>().into_iter().collect();
    let pieces = pieces(reference, turns, &names, &speakers, collar_seconds);

    let together = |name: usize, speaker: usize| -> f64 {
        let both = |piece: &&Piece| piece.names.contains(&name) && piece.speakers.contains(&speaker);
        pieces.iter().filter(both).map(|piece| piece.seconds).sum()
    };
    let pairs = best_pairs(names.len(), speakers.len(), together);
    let mut errors = DiarizationErrors::default();
    for piece in &pieces {
        let (said, heard) = (piece.names.len(), piece.speakers.len());
        let is_right = |(name, speaker): &&(usize, usize)| {
            piece.names.contains(name) && piece.speakers.contains(speaker)
        };
        let right = pairs.iter().filter(is_right).count();
        errors.speech_seconds += piece.seconds * said as f64;
        errors.missed_seconds += piece.seconds * said.saturating_sub(heard) as f64;
        errors.invented_seconds += piece.seconds * heard.saturating_sub(said) as f64;
        errors.confused_seconds += piece.seconds * (said.min(heard) - right) as f64;
    }
    errors
}

/// A stretch of time in which nothing changes, with the indexes of who speaks.
struct Piece {
    seconds: f64,
    names: Vec<usize>,
    speakers: Vec<usize>,
}

fn pieces(
    reference: &[ReferenceTurn],
    turns: &[SpeakerTurn],
    names: &[&str],
    speakers: &[usize],
    collar_seconds: f64,
) -> Vec<Piece> {
    let reference_bounds = reference.iter().flat_map(|turn| [turn.start_seconds, turn.end_seconds]);
    let mut bounds: Vec<f64> = reference_bounds
        .clone()
        .flat_map(|bound| [bound - collar_seconds, bound, bound + collar_seconds])
        .chain(turns.iter().flat_map(|turn| [turn.start_seconds, turn.end_seconds]))
        .collect();
    bounds.sort_by(f64::total_cmp);
    bounds.dedup();
    let around = |middle: f64, start: f64, end: f64| (start..end).contains(&middle);
    bounds
        .windows(2)
        .filter_map(|pair| {
            let middle = f64::midpoint(pair[0], pair[1]);
            if reference_bounds.clone().any(|bound| (middle - bound).abs() < collar_seconds) {
                return None;
            }
            let speaking = |name: &&str| {
                reference.iter().any(|turn| {
                    turn.speaker == **name && around(middle, turn.start_seconds, turn.end_seconds)
                })
            };
            let heard = |speaker: &usize| {
                turns.iter().any(|turn| {
                    turn.speaker == *speaker && around(middle, turn.start_seconds, turn.end_seconds)
                })
            };
            Some(Piece {
                seconds: pair[1] - pair[0],
                names: (0..names.len()).filter(|index| speaking(&names[*index])).collect(),
                speakers: (0..speakers.len()).filter(|index| heard(&speakers[*index])).collect(),
            })
        })
        .collect()
}

/// A recognised word and whom it was given to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AssignedWord {
    /// Number of the speaker.
    pub speaker: usize,
    /// Start in seconds.
    pub start_seconds: f64,
    /// End in seconds.
    pub end_seconds: f64,
}

/// Words on the right speaker.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WordShare {
    /// Words whose speaker is right.
    pub right: usize,
    /// All words.
    pub words: usize,
}

impl WordShare {
    /// `right` of `words`; 1 where there are none.
    pub fn share(&self) -> f64 {
        if self.words == 0 { 1.0 } else { self.right as f64 / self.words as f64 }
    }
}

/// How many words were given to who speaks in their middle, by the reference. Where several speak, each is
/// right; where nobody does, the nearest turn counts. Speakers are matched so that most words are right.
pub fn words_on_right_speaker(reference: &[ReferenceTurn], words: &[AssignedWord]) -> WordShare {
    let names: Vec<&str> =
        reference.iter().map(|turn| turn.speaker.as_str()).collect::<BTreeSet<_>>().into_iter().collect();
    let speaker_count = words.iter().map(|word| word.speaker + 1).max().unwrap_or(0);
    let right_names: Vec<Vec<usize>> = words
        .iter()
        .map(|word| {
            let middle = f64::midpoint(word.start_seconds, word.end_seconds);
            let distance =
                |turn: &ReferenceTurn| (turn.start_seconds - middle).max(middle - turn.end_seconds).max(0.0);
            let nearest = reference.iter().map(distance).fold(f64::INFINITY, f64::min);
            let near = reference.iter().filter(|turn| distance(turn) <= nearest);
            near.filter_map(|turn| names.iter().position(|name| *name == turn.speaker)).collect()
        })
        .collect();
    let agreeing = |name: usize, speaker: usize| {
        let both =
            |(word, right): &(&AssignedWord, &Vec<usize>)| word.speaker == speaker && right.contains(&name);
        words.iter().zip(&right_names).filter(both).count()
    };
    let pairs = best_pairs(names.len(), speaker_count, |name, speaker| agreeing(name, speaker) as f64);
    let is_right = |(word, right): &(&AssignedWord, &Vec<usize>)| {
        pairs.iter().any(|(name, speaker)| word.speaker == *speaker && right.contains(name))
    };
    WordShare { right: words.iter().zip(&right_names).filter(is_right).count(), words: words.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reference() -> Vec<ReferenceTurn> {
        parse_rttm(
            "SPEAKER x 1 0.0 4.0 <NA> <NA> anna <NA> <NA>\n\
             SPKR-INFO x 1 <NA>\n\
             SPEAKER x 1 4.0 6.0 <NA> <NA> ben <NA> <NA>\n\
             SPEAKER x 1 broken 6.0 <NA> <NA> ben <NA> <NA>\n",
        )
    }

    fn turn(speaker: usize, start_seconds: f64, end_seconds: f64) -> SpeakerTurn {
        SpeakerTurn { speaker, start_seconds, end_seconds }
    }

    #[test]
    fn names_do_not_matter_and_each_error_is_counted_once() {
        let right = diarization_errors(&reference(), &[turn(7, 0.0, 4.0), turn(3, 4.0, 10.0)], 0.0);
        assert_eq!((right.rate(), right.speech_seconds), (0.0, 10.0));

        // One second late, half a second over the end, and two voices at once from 8 to 9.
        let wrong = [turn(0, 0.0, 5.0), turn(1, 5.0, 10.5), turn(0, 8.0, 9.0)];
        let errors = diarization_errors(&reference(), &wrong, 0.0);
        assert!((errors.confused_seconds - 1.0).abs() < 1e-9, "{errors:?}");
        assert!((errors.invented_seconds - 1.5).abs() < 1e-9, "{errors:?}");
        assert_eq!(errors.missed_seconds, 0.0);
        assert!((errors.rate() - 0.25).abs() < 1e-9);
    }

    #[test]
    fn a_collar_forgives_bounds_and_silence_is_all_missed() {
        let late = [turn(0, 0.2, 4.2), turn(1, 4.2, 9.8)];
        assert_eq!(diarization_errors(&reference(), &late, 0.25).rate(), 0.0);
        assert!(diarization_errors(&reference(), &late, 0.0).rate() > 0.05);
        assert_eq!(diarization_errors(&reference(), &[], 0.0).rate(), 1.0);
        assert_eq!(diarization_errors(&[], &[], 0.0).rate(), 0.0);
    }

    #[test]
    fn words_are_right_by_who_speaks_in_their_middle() {
        let word = |speaker, middle: f64| AssignedWord {
            speaker,
            start_seconds: middle - 0.1,
            end_seconds: middle + 0.1,
        };
        let words = [word(1, 0.5), word(1, 3.0), word(0, 3.9), word(0, 5.0), word(0, 11.0)];
        let share = words_on_right_speaker(&reference(), &words);
        assert_eq!((share.right, share.words), (4, 5));
        assert_eq!(words_on_right_speaker(&[], &[]).share(), 1.0);
    }
}
