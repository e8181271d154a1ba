//! Which speaker said each word.
//!
//! The times of words and the bounds of turns are both off by a tenth of a second or two, so words near a
//! change of speakers may lie in the wrong turn, and a word must not flip because somebody coughed. Of all
//! ways to give the words to speakers the cheapest is taken (Viterbi): a word costs the share of it that its
//! speaker is not heard in, and a change of speakers costs little after a sentence or a pause and much in the
//! middle of a sentence.

use crate::diarize::SpeakerTurn;

/// Cost of a change of speakers after a sentence or a pause.
const CHANGE_AT_END: f64 = 0.15;
/// Cost after a comma.
const CHANGE_AT_COMMA: f64 = 0.5;
/// Cost anywhere else: two changes cost more than one word in the wrong mouth.
const CHANGE_WITHIN: f64 = 0.8;
/// A pause that is as good as the end of a sentence.
const PAUSE_SECONDS: f64 = 0.35;
/// Words are widened on both sides by this before they are laid over the turns.
const MARGIN_SECONDS: f64 = 0.05;
/// Where nobody is heard in a word, the nearest turn gets it; one so far away is as wrong as any other.
const FAR_SECONDS: f64 = 2.0;

/// A word and when it was said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimedWord<'a> {
    /// The word with the punctuation that follows it.
    pub text: &'a str,
    /// Start in seconds from the start of the recording.
    pub start_seconds: f64,
    /// End in seconds from the start of the recording.
    pub end_seconds: f64,
}

/// The speaker of each word. Words must be in the order in which they were said. Without turns, all are said
/// by speaker 0.
pub fn assign_words(words: &[TimedWord<'_>], turns: &[SpeakerTurn]) -> Vec<usize> {
    let speaker_count = turns.iter().map(|turn| turn.speaker + 1).max().unwrap_or(1);
    let mut sorted: Vec<&SpeakerTurn> = turns.iter().collect();
    sorted.sort_by(|a, b| a.start_seconds.total_cmp(&b.start_seconds));
    let mut nearby = Nearby::new(&sorted);

    let mut totals = vec![0.0; speaker_count];
    let mut came_from: Vec<Vec<usize>> = Vec::with_capacity(words.len());
    for (index, word) in words.iter().enumerate() {
        let costs = word_costs(word, nearby.around(word), speaker_count);
        let change = index.checked_sub(1).map_or(0.0, |before| change_cost(&words[before], word));
        let cheapest =
            (0..speaker_count).min_by(|a, b| f64::total_cmp(&totals[*a], &totals[*b])).unwrap_or(0);
        let best_before = |speaker: usize| {
            if totals[cheapest] + change < totals[speaker] { cheapest } else { speaker }
        };
        let from: Vec<usize> = (0..speaker_count).map(best_before).collect();
        totals = (0..speaker_count)
            .map(|speaker| {
                let changed = if from[speaker] == speaker { 0.0 } else { change };
                totals[from[speaker]] + changed + costs[speaker]
            })
            .collect();
        came_from.push(from);
    }
    let mut speaker = (0..speaker_count).min_by(|a, b| f64::total_cmp(&totals[*a], &totals[*b])).unwrap_or(0);
    let mut speakers = vec![0; words.len()];
    for (index, from) in came_from.iter().enumerate().rev() {
        speakers[index] = speaker;
        speaker = from[speaker];
    }
    speakers
}

/// The turns near a word, found without looking at all of them for each.
struct Nearby<'a> {
    turns: &'a [&'a SpeakerTurn],
    /// Latest end of the turns up to each.
    latest_ends: Vec<f64>,
}

impl<'a> Nearby<'a> {
    fn new(turns: &'a [&'a SpeakerTurn]) -> Self {
        let mut latest = f64::NEG_INFINITY;
        let latest_ends = turns
            .iter()
            .map(|turn| {
                latest = latest.max(turn.end_seconds);
                latest
            })
            .collect();
        Self { turns, latest_ends }
    }

    /// Turns that end after [`FAR_SECONDS`] before the word and start before as long after it.
    fn around(&mut self, word: &TimedWord<'_>) -> &'a [&'a SpeakerTurn] {
        let from = self.latest_ends.partition_point(|end| *end < word.start_seconds - FAR_SECONDS);
        let to = self.turns.partition_point(|turn| turn.start_seconds <= word.end_seconds + FAR_SECONDS);
        self.turns.get(from..to).unwrap_or_default()
    }
}

/// What the word costs in each speaker's mouth, 0 to 1.
fn word_costs(word: &TimedWord<'_>, turns: &[&SpeakerTurn], speaker_count: usize) -> Vec<f64> {
    let (start, end) = (word.start_seconds - MARGIN_SECONDS, word.end_seconds + MARGIN_SECONDS);
    let length = (end - start).max(MARGIN_SECONDS);
    let mut covered = vec![0.0_f64; speaker_count];
    let mut distance = vec![FAR_SECONDS; speaker_count];
    for turn in turns {
        let overlap = end.min(turn.end_seconds) - start.max(turn.start_seconds);
        covered[turn.speaker] += overlap.max(0.0);
        distance[turn.speaker] = distance[turn.speaker].min((-overlap).max(0.0));
    }
    if covered.iter().any(|seconds| *seconds > 0.0) {
        covered.iter().map(|seconds| 1.0 - (seconds / length).clamp(0.0, 1.0)).collect()
    } else {
        distance.iter().map(|seconds| seconds / FAR_SECONDS).collect()
    }
}

fn change_cost(before: &TimedWord<'_>, word: &TimedWord<'_>) -> f64 {
    let ends_with =
        |marks: &[char]| before.text.trim_end_matches(['"', '\'', ')', '”', '’']).ends_with(marks);
    if ends_with(&['.', '?', '!', '…', '。', '？', '！'])
        || word.start_seconds - before.end_seconds >= PAUSE_SECONDS
    {
        CHANGE_AT_END
    } else if ends_with(&[',', ';', ':', '–', '—', '-']) {
        CHANGE_AT_COMMA
    } else {
        CHANGE_WITHIN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<TimedWord<'_>> {
        // A word every half second, 0.4 s long.
        text.split(' ')
            .enumerate()
            .map(|(index, text)| {
                let start_seconds = index as f64 * 0.5;
                TimedWord { text, start_seconds, end_seconds: start_seconds + 0.4 }
            })
            .collect()
    }

    fn turn(speaker: usize, start_seconds: f64, end_seconds: f64) -> SpeakerTurn {
        SpeakerTurn { speaker, start_seconds, end_seconds }
    }

    #[test]
    fn words_go_to_the_turn_they_lie_in() {
        let turns = [turn(0, 0.0, 1.45), turn(1, 1.5, 3.0)];
        assert_eq!(assign_words(&words("how are you? i am fine."), &turns), [0, 0, 0, 1, 1, 1]);
    }

    #[test]
    fn a_change_moves_to_the_end_of_the_sentence() {
        // The turn's bound lies 0.3 s late, within "I".
        let turns = [turn(0, 0.0, 1.8), turn(1, 1.8, 3.0)];
        assert_eq!(assign_words(&words("how are you? i am fine."), &turns), [0, 0, 0, 1, 1, 1]);
    }

    #[test]
    fn one_word_does_not_flip_within_a_sentence_but_an_answer_does() {
        let cough = [turn(0, 0.0, 1.0), turn(1, 1.0, 1.45), turn(0, 1.5, 3.0)];
        assert_eq!(assign_words(&words("so we will send it today"), &cough), [0; 6]);
        assert_eq!(assign_words(&words("is it? yes. we send today"), &cough), [0, 0, 1, 0, 0, 0]);
    }

    #[test]
    fn a_word_in_nobodys_turn_goes_to_the_nearest() {
        let turns = [turn(0, 0.0, 0.4), turn(1, 1.2, 2.0)];
        let word = TimedWord { text: "well.", start_seconds: 0.9, end_seconds: 1.0 };
        assert_eq!(assign_words(&[word], &turns), [1]);
        assert_eq!(assign_words(&words("all alone"), &[]), [0, 0]);
        assert!(assign_words(&[], &turns).is_empty());
    }

    #[test]
    fn who_talks_over_somebody_does_not_take_their_words() {
        let turns = [turn(0, 0.0, 3.0), turn(1, 0.9, 1.6)];
        assert_eq!(assign_words(&words("i would like to say that"), &turns), [0; 6]);
    }
}
