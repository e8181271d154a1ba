//! Which language an engine is told to hear, with one that answers what it is told.

use std::path::Path;

use colloquy_engine::protocol::{Hello, PROTOCOL_VERSION, TRANSCRIBE, TranscribeParams};
use colloquy_engine::{EngineHandle, EngineSpec};
use colloquy_speech::recognise::{
    AudioChannel, EmbeddedRecogniser, RecogniseOptions, Recogniser, Recognition, SpeechAudio,
};
use serde_json::Value;

use crate::support::sample;

/// Says hello ($1), notes each request ($2), and answers with the same word for each piece, in one language after the
/// other (the rest).
const ENGINE: &str = r#"
    printf '%s\n' "$1"; log=$2; shift 2; id=0
    while read -r request; do
        printf '%s\n' "$request" >>"$log"; id=$((id + 1))
        pieces=$(printf '%s' "$request" | grep -o start_sample | sed 's/.*/{"text":"word","words":[]}/' | paste -sd, -)
        printf '{"kind":"done","id":%s,"result":{"language":"%s","pieces":[%s]}}\n' "$id" "$1" "$pieces"
        shift
    done"#;

/// What was heard, and what each request said of languages.
async fn recognise(
    folder: &Path,
    audio: &SpeechAudio,
    given: Option<&str>,
    answers: &[&str],
) -> (Recognition, Vec<(Option<String>, Option<String>)>) {
    let hello = Hello {
        protocol: PROTOCOL_VERSION,
        engine: "told".to_owned(),
        version: "1".to_owned(),
        model: "told".to_owned(),
        methods: vec![TRANSCRIBE.to_owned()],
        can_cancel: false,
    };
    let log = folder.join("requests");
    let hello = serde_json::to_string(&hello).unwrap();
    let arguments = ["-c", ENGINE, "engine", &hello, log.to_str().unwrap()];
    let arguments = arguments.iter().chain(answers).map(|argument| (*argument).to_owned()).collect();
    let engine = EngineHandle::new(EngineSpec::new("told", "/bin/sh", arguments));
    let options = RecogniseOptions { language: given.map(str::to_owned), ..RecogniseOptions::default() };
    let recogniser = EmbeddedRecogniser::new(engine.clone());
    let recognition = recogniser.recognise(audio, &options, &|_| {}).await.unwrap();
    engine.shutdown().await;
    let requests = std::fs::read_to_string(&log).unwrap();
    let told = requests.lines().map(|line| {
        let request: Value = serde_json::from_str(line).unwrap();
        let params: TranscribeParams = serde_json::from_value(request["params"].clone()).unwrap();
        (params.language, params.expected_language)
    });
    let told = told.collect();
    std::fs::remove_file(&log).unwrap();
    (recognition, told)
}

/// A speech of 11 s, `times` over, after `before_seconds` of silence.
fn channel(folder: &Path, number: usize, before_seconds: usize, times: usize) -> AudioChannel {
    let wav = std::fs::read(sample("jfk.wav")).unwrap();
    let data = wav.windows(4).position(|window| window == b"data").unwrap() + 8;
    let mut all = vec![0; before_seconds * 32_000];
    for _ in 0..times {
        all.extend_from_slice(&wav[data..]);
        all.resize(all.len() + 32_000, 0);
    }
    let path = folder.join(format!("channel-{number}.s16"));
    std::fs::write(&path, &all).unwrap();
    AudioChannel { path, samples: all.len() as u64 / 2 }
}

#[tokio::test]
async fn what_was_detected_is_expected_of_the_rest_and_never_forced_on_it() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    // Four minutes of one person, which are three requests (the second is the longest), and then a little of another.
    let audio = SpeechAudio { channels: vec![channel(folder, 0, 0, 20), channel(folder, 1, 245, 1)] };
    let (heard, told) = recognise(folder, &audio, None, &["en", "es", "es", "fr"]).await;
    let expected: Vec<_> = told.iter().map(|(_, expected)| expected.as_deref()).collect();
    assert_eq!(expected, [None, Some("en"), Some("es"), Some("es")]);
    assert!(told.iter().all(|(language, _)| language.is_none()), "{told:?}");
    assert_eq!(heard.language.as_deref(), Some("es"), "most was said in it");

    let (heard, told) = recognise(folder, &audio, Some("en"), &["en", "en", "en", "en"]).await;
    assert!(told.iter().all(|(language, _)| language.as_deref() == Some("en")), "{told:?}");
    assert_eq!((told.len(), heard.language.as_deref()), (4, Some("en")));
}
