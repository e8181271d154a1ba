//! With the real networks, on a conversation of two and on a speech of one.

use colloquy_speech::diarize::assign::{TimedWord, assign_words};
use colloquy_speech::diarize::measure::{
    AssignedWord, ReferenceTurn, diarization_errors, words_on_right_speaker,
};
use colloquy_speech::diarize::{DiarizeOptions, EngineVoices, Recording, SpeakerCount, SpeakerTurn, diarize};

use crate::support::{sample, speakers_engine};

/// Turns of a sample of the repository.
async fn turns_of(name: &str, speakers: SpeakerCount) -> Vec<SpeakerTurn> {
    let wav = std::fs::read(sample(name)).unwrap();
    let data = wav.windows(4).position(|window| window == b"data").unwrap() + 8;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("channel-0.s16");
    std::fs::write(&path, &wav[data..]).unwrap();
    let path = path.to_str().unwrap().to_owned();
    let recording = Recording { path, samples: (wav.len() - data) as u64 / 2 };

    let engine = speakers_engine();
    let turns =
        diarize(&EngineVoices::new(engine.clone()), &recording, &DiarizeOptions { speakers }, &|_| {})
            .await
            .unwrap();
    engine.shutdown().await;
    turns
}

fn reference() -> Vec<(ReferenceTurn, String)> {
    let json = std::fs::read(sample("conversation_mono_16k.json")).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let turns = json["turns"].as_array().unwrap();
    let turn = |turn: &serde_json::Value| {
        let text = |key: &str| turn[key].as_str().unwrap().to_owned();
        let seconds = |key: &str| turn[key].as_f64().unwrap();
        let (start_seconds, end_seconds) = (seconds("start"), seconds("end"));
        (ReferenceTurn { speaker: text("speaker"), start_seconds, end_seconds }, text("text"))
    };
    turns.iter().map(turn).collect()
}

#[tokio::test]
async fn two_people_are_found_whether_or_not_they_are_expected() {
    let reference = reference();
    let turns: Vec<ReferenceTurn> = reference.iter().map(|(turn, _)| turn.clone()).collect();
    for expectation in [SpeakerCount::Unknown, SpeakerCount::Likely(2)] {
        let found = turns_of("conversation_mono_16k.wav", expectation).await;
        let people = found.iter().map(|turn| turn.speaker + 1).max();
        assert_eq!(people, Some(2), "{expectation:?}: {found:?}");
        let errors = diarization_errors(&turns, &found, 0.0);
        assert_eq!(errors.confused_seconds, 0.0, "{found:?}");

        // The reference's words, evenly over their turns.
        let words: Vec<TimedWord<'_>> = reference
            .iter()
            .flat_map(|(turn, text)| {
                let words: Vec<&str> = text.split(' ').collect();
                let step = (turn.end_seconds - turn.start_seconds) / words.len() as f64;
                let start = turn.start_seconds;
                words.into_iter().enumerate().map(move |(index, text)| TimedWord {
                    text,
                    start_seconds: start + index as f64 * step,
                    end_seconds: start + (index + 1) as f64 * step,
                })
            })
            .collect();
        let assigned: Vec<AssignedWord> = words
            .iter()
            .zip(assign_words(&words, &found))
            .map(|(word, speaker)| AssignedWord {
                speaker,
                start_seconds: word.start_seconds,
                end_seconds: word.end_seconds,
            })
            .collect();
        let share = words_on_right_speaker(&turns, &assigned);
        assert_eq!(share.right, share.words);
    }
}

#[tokio::test]
async fn one_person_stays_one_even_where_two_are_expected() {
    let found = turns_of("jfk.wav", SpeakerCount::Likely(2)).await;
    assert!(!found.is_empty() && found.iter().all(|turn| turn.speaker == 0), "{found:?}");
}
