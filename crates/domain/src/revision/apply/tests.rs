use super::*;
use crate::transcript::{Sentence, TranscriptSource, Word};
use crate::{ConversationId, Instant, ParticipantId, TranscriptId, WorkspaceId};

fn speaker(name: Option<&str>) -> Speaker {
    Speaker { name: name.map(str::to_owned), ..Speaker::default() }
}

/// Three entries of two words, by Rae, by somebody, and by Rae.
fn before() -> Transcript {
    let entry = |number: u32, speaker_index: u32| {
        let start_seconds = f64::from(number) * 2.0;
        let word = |text: &str, at: f64| Word {
            text: text.to_owned(),
            start_seconds: start_seconds + at,
            end_seconds: start_seconds + at + 0.5,
            probability: None,
        };
        Entry {
            id: EntryId(number),
            speaker_index,
            start_seconds,
            end_seconds: start_seconds + 1.0,
            text: "Hello nova.".to_owned(),
            sentences: vec![Sentence {
                text: "Hello nova.".to_owned(),
                start_seconds,
                end_seconds: start_seconds + 1.0,
            }],
            words: vec![word("Hello", 0.0), word("nova.", 0.5)],
        }
    };
    Transcript {
        id: TranscriptId::generate(),
        workspace_id: WorkspaceId::generate(),
        conversation_id: ConversationId::generate(),
        source: TranscriptSource::Recognised,
        language: None,
        engine: None,
        speakers: vec![speaker(Some("Rae")), speaker(None)],
        entries: vec![entry(0, 0), entry(1, 1), entry(2, 0)],
        created_at: Instant::UNIX_EPOCH,
    }
}

fn text(entry: u32, text: &str) -> TranscriptChange {
    TranscriptChange::Text { entry_id: EntryId(entry), text: text.into() }
}

fn merge(from_index: u32, into_index: u32) -> TranscriptChange {
    TranscriptChange::Merge { from_index, into_index }
}

fn who(applied: &Applied) -> (Vec<u32>, Vec<Option<&str>>) {
    let transcript = &applied.transcript;
    let speakers = transcript.speakers.iter().map(|speaker| speaker.name.as_deref());
    (transcript.entries.iter().map(|entry| entry.speaker_index).collect(), speakers.collect())
}

#[test]
fn a_text_takes_its_words_and_sentences_along_and_nothing_else_changes() {
    let before = before();
    let applied = apply(&before, &[text(1, " Hello. Noah! ")]).unwrap();
    let entry = &applied.transcript.entries[1];
    assert_eq!((entry.text.as_str(), entry.start_seconds, entry.end_seconds), ("Hello. Noah!", 2.0, 3.0));
    let words: Vec<_> = entry.words.iter().map(|word| (word.text.as_str(), word.start_seconds)).collect();
    assert_eq!(words, [("Hello.", 2.0), ("Noah!", 2.5)]);
    let sentences: Vec<_> = entry.sentences.iter().map(|one| (one.text.as_str(), one.end_seconds)).collect();
    assert_eq!(sentences, [("Hello.", 2.5), ("Noah!", 3.0)]);
    let others = |transcript: &Transcript| [transcript.entries[0].clone(), transcript.entries[2].clone()];
    assert_eq!(others(&applied.transcript), others(&before));
    let same = apply(&before, &[text(0, "Hello nova."), text(2, "  Hello nova.\n")]).unwrap();
    assert_eq!(same.transcript, before);
}

#[test]
fn an_entry_without_word_times_gets_none() {
    let mut before = before();
    before.entries[0].words.clear();
    before.entries[1].words.clear();
    before.entries[1].sentences.clear();
    let applied = apply(&before, &[text(0, "Yes. No."), text(1, "Yes. No.")]).unwrap();
    let [first, second, _] = applied.transcript.entries.as_slice() else { panic!("three") };
    assert_eq!((first.words.len(), first.sentences.len()), (0, 2));
    assert_eq!((second.words.len(), second.sentences.len()), (0, 0));
}

#[test]
fn entries_are_given_to_others_also_to_those_who_are_new() {
    let changes = [
        TranscriptChange::AddSpeaker { name: "Kim".into() },
        TranscriptChange::Speaker { entry_ids: vec![EntryId(0), EntryId(1)], speaker_index: 2 },
        TranscriptChange::Rename { speaker_index: 1, name: "Jonas".into() },
    ];
    let applied = apply(&before(), &changes).unwrap();
    assert_eq!(who(&applied), (vec![2, 2, 0], vec![Some("Rae"), Some("Jonas"), Some("Kim")]));
    assert_eq!(applied.places, [Some(0), Some(1)]);
}

#[test]
fn speakers_are_merged_and_those_behind_them_move_up() {
    let mut before = before();
    before.speakers.push(speaker(Some("Kim")));
    before.entries[2].speaker_index = 2;
    let applied = apply(&before, &[merge(1, 0)]).unwrap();
    assert_eq!(who(&applied), (vec![0, 0, 1], vec![Some("Rae"), Some("Kim")]));
    assert_eq!(applied.places, [Some(0), Some(0), Some(1)]);
    // Positions stay those of the transcript as it was; who is merged stands for who they were merged into.
    let changes =
        [merge(2, 1), merge(1, 0), TranscriptChange::Rename { speaker_index: 2, name: "All".into() }];
    let applied = apply(&before, &changes).unwrap();
    assert_eq!(who(&applied), (vec![0, 0, 0], vec![Some("All")]));
    assert_eq!(applied.places, [Some(0), Some(0), Some(0)]);
}

#[test]
fn who_is_known_stays_known() {
    let participant = Some(ParticipantId::generate());
    let mut before = before();
    before.speakers[0].participant_id = participant;
    before.speakers[1].channel = Some(1);
    let applied = apply(&before, &[merge(0, 1)]).unwrap();
    let [only] = applied.transcript.speakers.as_slice() else { panic!("one") };
    let known = (only.name.as_deref(), only.participant_id, only.channel);
    assert_eq!(known, (Some("Rae"), participant, Some(1)));
}

#[test]
fn what_is_wrong_is_named_and_nothing_is_changed() {
    let long = "x".repeat(LONGEST_ENTRY_BYTES + 1);
    let changes = [
        text(9, "x"),
        text(0, " \n"),
        text(0, &long),
        TranscriptChange::Speaker { entry_ids: vec![EntryId(0), EntryId(7)], speaker_index: 1 },
        TranscriptChange::Speaker { entry_ids: vec![], speaker_index: 2 },
        TranscriptChange::Rename { speaker_index: u32::MAX, name: "x".into() },
        merge(0, 0),
        merge(1, 0),
        merge(0, 1),
        merge(0, 5),
        TranscriptChange::Rename { speaker_index: 0, name: " \n".into() },
        TranscriptChange::AddSpeaker { name: "x".repeat(LONGEST_NAME + 1) },
    ];
    let problems = apply(&before(), &changes).unwrap_err();
    let told: Vec<_> = problems.iter().map(|problem| (problem.position, problem.member)).collect();
    let expected = [
        (0, "entry_id"),
        (1, "text"),
        (2, "text"),
        (3, "entry_ids"),
        (4, "speaker_index"),
        (5, "speaker_index"),
        (6, "into_index"),
        (8, "into_index"),
        (9, "into_index"),
        (10, "name"),
        (11, "name"),
    ];
    assert_eq!(told, expected);
}

#[test]
fn speakers_of_another_state_are_found_by_place_or_by_who_they_are() {
    let (rae, kim, nobody) = (speaker(Some("Rae")), speaker(Some("Kim")), speaker(None));
    let all = [rae.clone(), nobody.clone(), kim.clone()];
    assert_eq!(places_of(&all[..2], &[kim.clone(), rae.clone()]), [Some(0), Some(1)]);
    assert_eq!(places_of(&[rae.clone(), kim.clone()], &all), [Some(0), Some(2)]);
    assert_eq!(places_of(&all, &[kim, nobody]), [None, Some(1), Some(0)]);
}
