//! A voice on the telephone and somebody who hears it, both real.

use std::sync::Arc;

use colloquy_speech::live::{EarEvent, LiveEar, LiveOptions, LiveRecognisers, PUSHED_SAMPLES};
use colloquy_speech::recognise::EmbeddedRecogniser;
use colloquy_speech::{Speak, Voice, to_telephone};

use crate::support::{moonshine_engine, voice_engine, whisper_engine};

fn plain(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect()
}

#[tokio::test]
async fn what_the_voice_says_is_understood_through_the_telephone() {
    let folder = tempfile::tempdir().unwrap();
    let (speaking, english, whisper) = (voice_engine(), moonshine_engine(), whisper_engine());
    let voice = Voice::new(speaking.clone(), folder.path().join("spoken"));
    voice.prepare().await.unwrap();
    assert_eq!(voice.label().0, "embedded:hibari-heart");
    let sentence = "I would like to change my appointment to Thursday afternoon.";
    let spoken = voice.speak(sentence, 1.0).await.unwrap();
    let line = to_telephone(&spoken);
    let expected = spoken.samples.len() / 3;
    assert!(line.len().abs_diff(expected) <= 1, "{} {expected}", line.len());

    let recognisers = LiveRecognisers {
        fast_english: Some(Arc::new(EmbeddedRecogniser::new(english.clone()))),
        every_language: Arc::new(EmbeddedRecogniser::new(whisper.clone())),
        scratch_dir: folder.path().join("heard"),
    };
    // The call's own language, and one that nobody has told.
    for language in [Some("en-US"), None] {
        let mut ear = LiveEar::new(LiveOptions::default(), Arc::new(recognisers.for_language(language)));
        let heard = listen(&mut ear, &line).await;
        assert_eq!(plain(&heard), plain(sentence), "{language:?}");
    }
    assert_eq!(english.status().starts, 1, "English goes to the fast engine");
    assert_eq!(whisper.status().starts, 1, "and what is not known to be English to the other");
    let left = |name: &str| std::fs::read_dir(folder.path().join(name)).unwrap().count();
    assert_eq!((left("spoken"), left("heard")), (0, 0), "nothing stays of what was said");

    let nothing = voice.speak("你好", f64::NAN).await.unwrap();
    assert!(nothing.samples.is_empty() && to_telephone(&nothing).is_empty());
    for engine in [speaking, english, whisper] {
        engine.shutdown().await;
    }
}

/// All that is said on a line, with silence around it.
async fn listen(ear: &mut LiveEar, line: &[i16]) -> String {
    let silence = [0; 8_000];
    let all = [&silence[..], line, &silence[..], &silence[..]].concat();
    let mut texts = Vec::new();
    for frame in all.as_chunks::<PUSHED_SAMPLES>().0 {
        if let Some(EarEvent::SpeechEnded { audio, .. }) = ear.push(frame) {
            texts.push(ear.recognise(audio).await.unwrap());
        }
        // Lets a guess begin.
        tokio::task::yield_now().await;
    }
    texts.join(" ")
}
