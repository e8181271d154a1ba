//! What was right and what was not.

use colloquy_domain::transcript::Word;
use colloquy_speech::Heard;
use colloquy_speech::diarize::SpeakerTurn;
use colloquy_speech::diarize::measure::{
    AssignedWord, DiarizationErrors, WordShare, diarization_errors, words_on_right_speaker,
};
use colloquy_speech::measure::{WordErrors, word_errors};

use super::aligned;
use super::reference::Sample;

/// Time around each bound of the reference that is not scored.
const COLLAR_SECONDS: f64 = 0.25;

/// Words of one speaker with no longer pause between them are one turn.
const SAME_TURN_SECONDS: f64 = 0.5;

/// How one recording was heard. Parts for which there is no reference are missing.
#[derive(Default)]
pub struct Score {
    /// Differences in words.
    pub words: Option<WordErrors>,
    /// Time on the wrong speaker.
    pub speakers: Option<DiarizationErrors>,
    /// The same, without the time around the reference's bounds.
    pub speakers_within_collar: Option<DiarizationErrors>,
    /// Words on the right speaker.
    pub share: Option<WordShare>,
}

impl Score {
    /// Of a transcript, with the turns of the speaker models where they were asked.
    pub fn of(sample: &Sample, heard: &Heard, turns: Option<&[SpeakerTurn]>) -> Self {
        let has_several = sample.turns.iter().any(|turn| turn.speaker != sample.turns[0].speaker);
        let mut score = Self::of_texts(sample, &texts(sample, heard));
        if !has_several {
            return score;
        }
        let turns = turns.map_or_else(|| turns_of_words(heard), <[SpeakerTurn]>::to_vec);
        score.speakers = Some(diarization_errors(&sample.turns, &turns, 0.0));
        score.speakers_within_collar = Some(diarization_errors(&sample.turns, &turns, COLLAR_SECONDS));
        // Times are only asked where nothing better is known: a word that is timed a little late belongs to
        // the next turn by them.
        score.share = Some(if sample.said.is_empty() {
            words_on_right_speaker(&sample.turns, &assigned_words(heard))
        } else {
            aligned::words_on_right_speaker(&sample.said, heard)
        });
        score
    }

    /// Of texts alone, one for each that the sample has.
    pub fn of_texts(sample: &Sample, texts: &[String]) -> Self {
        let errors =
            sample.texts.iter().enumerate().map(|(index, reference)| {
                word_errors(reference, texts.get(index).map_or("", String::as_str))
            });
        Self { words: errors.reduce(WordErrors::plus), ..Self::default() }
    }
}

/// What was heard, by channel where the reference is by channel.
fn texts(sample: &Sample, heard: &Heard) -> Vec<String> {
    let joined = |wanted: Option<usize>| {
        let entries = heard.entries.iter().filter(|entry| {
            let speaker = heard.speakers.get(entry.speaker_index as usize);
            let channel = speaker.and_then(|speaker| speaker.channel).map(usize::from);
            wanted.is_none() || channel == wanted
        });
        entries.map(|entry| entry.text.as_str()).collect::<Vec<_>>().join(" ")
    };
    match sample.texts.len() {
        0 | 1 => vec![joined(None)],
        several => (0..several).map(|channel| joined(Some(channel))).collect(),
    }
}

fn words(heard: &Heard) -> Vec<(usize, &Word)> {
    let of_entries = heard.entries.iter();
    of_entries.flat_map(|entry| entry.words.iter().map(|word| (entry.speaker_index as usize, word))).collect()
}

fn assigned_words(heard: &Heard) -> Vec<AssignedWord> {
    let assigned = |(speaker, word): (usize, &Word)| AssignedWord {
        speaker,
        start_seconds: word.start_seconds,
        end_seconds: word.end_seconds,
    };
    words(heard).into_iter().map(assigned).collect()
}

fn turns_of_words(heard: &Heard) -> Vec<SpeakerTurn> {
    let mut turns: Vec<SpeakerTurn> = Vec::new();
    for (speaker, word) in words(heard) {
        let last = turns.iter_mut().rev().find(|turn| turn.speaker == speaker);
        match last {
            Some(last) if word.start_seconds - last.end_seconds < SAME_TURN_SECONDS => {
                last.end_seconds = last.end_seconds.max(word.end_seconds);
            }
            _ => turns.push(SpeakerTurn {
                speaker,
                start_seconds: word.start_seconds,
                end_seconds: word.end_seconds,
            }),
        }
    }
    turns
}
