//! Speech from text.

use colloquy_engine::protocol::{
    SYNTHESIZE, SynthesizeParams, SynthesizeResult, TRANSCRIBE, TranscribeParams, TranscribeResult,
};

use crate::support::{Engine, range};

fn params(text: &str, speed: f64, path: &str) -> SynthesizeParams {
    SynthesizeParams { text: text.to_owned(), speed, path: path.to_owned() }
}

#[test]
fn what_is_said_is_understood_and_what_cannot_be_said_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spoken.s16").to_str().unwrap().to_owned();
    let mut voice = Engine::start("synthesis", "hibari-heart");
    assert_eq!(voice.hello.methods, [SYNTHESIZE]);
    assert_eq!(voice.hello.model, "hibari-heart");

    let text = "Thank you for calling. Your order will arrive on Friday afternoon.";
    let spoken: SynthesizeResult = voice.ask(SYNTHESIZE, params(text, 1.0, &path)).unwrap();
    assert_eq!(spoken.sample_rate_hz, 24_000);
    let seconds = spoken.samples as f64 / 24_000.0;
    assert!((3.0..7.0).contains(&seconds), "{seconds}");
    let first = std::fs::read(&path).unwrap();
    assert_eq!(first.len() as u64, spoken.samples * 2);

    // From 24 to 16 kHz: every third sample, and the middle of the two between. What lies above 8 kHz folds, which
    // a recogniser does not mind.
    let sample = |pair: &[u8; 2]| i32::from(i16::from_le_bytes(*pair));
    let two = |[a, b, c]: &[[u8; 2]; 3]| [sample(a) as i16, ((sample(b) + sample(c)) / 2) as i16];
    let threes = first.as_chunks::<2>().0.as_chunks::<3>().0;
    let slower: Vec<u8> = threes.iter().flat_map(two).flat_map(i16::to_le_bytes).collect();
    let heard_path = folder.path().join("heard.s16").to_str().unwrap().to_owned();
    std::fs::write(&heard_path, &slower).unwrap();
    let mut ear = Engine::start("moonshine", "moonshine-tiny-en");
    let pieces = vec![range(&heard_path, 0, slower.len() / 2)];
    let transcribe = TranscribeParams { pieces, language: None, expected_language: None };
    let heard: TranscribeResult = ear.ask(TRANSCRIBE, &transcribe).unwrap();
    let words: String =
        heard.pieces[0].text.to_lowercase().chars().filter(|c| c.is_alphabetic() || *c == ' ').collect();
    assert_eq!(words, "thank you for calling your order will arrive on friday afternoon");

    // The same again is the same; faster is shorter; nothing is nothing.
    let again: SynthesizeResult = voice.ask(SYNTHESIZE, params(text, 1.0, &path)).unwrap();
    assert!(again == spoken && std::fs::read(&path).unwrap() == first);
    let fast: SynthesizeResult = voice.ask(SYNTHESIZE, params(text, 1.5, &path)).unwrap();
    let ratio = spoken.samples as f64 / fast.samples as f64;
    assert!((1.3..1.7).contains(&ratio), "{ratio}");
    for nothing in ["", " \n\t", "你好，世界", "🙂", "Привет"] {
        let spoken: SynthesizeResult = voice.ask(SYNTHESIZE, params(nothing, 1.0, &path)).unwrap();
        assert_eq!((spoken.samples, std::fs::read(&path).unwrap().len()), (0, 0), "{nothing:?}");
    }
    voice.finish();
    ear.finish();
}

#[test]
fn long_and_strange_texts_are_said_and_wrong_requests_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spoken.s16").to_str().unwrap().to_owned();
    let mut voice = Engine::start("synthesis", "hibari-heart");
    // One sentence without an end, and one word without a space.
    for text in
        ["and so on ".repeat(100), "a".repeat(3_000), "12,".repeat(500), "<>&%$#@!\u{0}\u{202e}".repeat(50)]
    {
        let said: Result<SynthesizeResult, String> = voice.ask(SYNTHESIZE, params(&text, 2.0, &path));
        assert!(said.is_ok(), "{said:?}");
    }
    for (wrong, reason) in [
        (params(&"x".repeat(10_001), 1.0, &path), "at most 10000"),
        (params("x", 0.1, &path), "0.5 to 2"),
        (params("x", 1.0, "/nowhere/at/all.s16"), "/nowhere/at/all.s16"),
    ] {
        let refusal = voice.ask::<SynthesizeResult>(SYNTHESIZE, wrong).unwrap_err();
        assert!(refusal.contains(reason), "{refusal}");
    }
    let refusal = voice.ask::<SynthesizeResult>(TRANSCRIBE, params("x", 1.0, &path)).unwrap_err();
    assert!(refusal.contains("transcribe"), "{refusal}");
    voice.finish();
}
