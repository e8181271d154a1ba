//! The whole way with the real engines.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use colloquy_speech::diarize::EngineVoices;
use colloquy_speech::recognise::EmbeddedRecogniser;
use colloquy_speech::{Heard, Listen, ListenRequest, Listener};
use tokio_util::sync::CancellationToken;

use crate::support::{sample, speakers_engine, whisper_engine};

async fn heard(name: &str) -> Heard {
    let (whisper, speakers) = (whisper_engine(), speakers_engine());
    let voices = Arc::new(EngineVoices::new(speakers.clone()));
    let listener = Listener::new(Arc::new(EmbeddedRecogniser::new(whisper.clone())), Some(voices));
    let folder = tempfile::tempdir().unwrap();
    let request = ListenRequest {
        source: sample(name),
        scratch_dir: folder.path().to_owned(),
        language: None,
        expected_speakers: None,
        cancelled: CancellationToken::new(),
    };
    let furthest = AtomicU32::new(0);
    let progress = |done: f32| {
        let before = furthest.swap((done * 1_000.0) as u32, Ordering::Relaxed);
        assert!((done * 1_000.0) as u32 >= before, "{done} after {before}");
    };
    let heard = listener.listen(request, &progress).await.unwrap();
    assert_eq!(furthest.into_inner(), 1_000);
    whisper.shutdown().await;
    speakers.shutdown().await;
    heard
}

/// Each entry's speaker and words, without case and punctuation.
fn lines(heard: &Heard) -> Vec<(u32, String)> {
    let plain = |text: &str| -> String {
        text.to_lowercase().chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect()
    };
    heard.entries.iter().map(|entry| (entry.speaker_index, plain(&entry.text))).collect()
}

#[tokio::test]
async fn people_on_one_channel_are_heard_and_told_apart() {
    let heard = heard("conversation_mono_16k.wav").await;
    assert_eq!((heard.language.as_deref(), heard.source_channels), (Some("en"), 1));
    assert_eq!(heard.engine.0, "embedded:whisper-base-q8_0");
    assert_eq!(heard.speakers.len(), 2);
    let lines = lines(&heard);
    let said_by = |speaker: u32| -> String {
        let own = lines.iter().filter(|(by, _)| *by == speaker).map(|(_, text)| text.as_str());
        own.collect::<Vec<_>>().join(" ")
    };
    assert!(said_by(0).starts_with("he was not"), "{lines:?}");
    assert!(said_by(0).ends_with("amiable himself"), "{lines:?}");
    assert!(said_by(1).starts_with("and so my fellow"), "{lines:?}");
    assert!(said_by(1).ends_with("for your country"), "{lines:?}");
    for entry in &heard.entries {
        let words = entry.words.first().zip(entry.words.last()).unwrap();
        assert_eq!((words.0.start_seconds, words.1.end_seconds), (entry.start_seconds, entry.end_seconds));
    }
}

#[tokio::test]
async fn people_on_two_channels_are_heard_each_on_their_own() {
    let heard = heard("call_stereo_8k.wav").await;
    assert_eq!((heard.language.as_deref(), heard.source_channels), (Some("en"), 2));
    let channels: Vec<_> = heard.speakers.iter().map(|speaker| speaker.channel).collect();
    assert_eq!(channels, [Some(0), Some(1)]);
    let lines = lines(&heard);
    let speakers: Vec<u32> = lines.iter().map(|(speaker, _)| *speaker).collect();
    assert_eq!(speakers, [0, 1, 0, 1, 0], "{lines:?}");
    assert!(lines[1].1.contains("young man") && lines[3].1.contains("himself"), "{lines:?}");
    assert!(lines[4].1.contains("spades"), "{lines:?}");
}
