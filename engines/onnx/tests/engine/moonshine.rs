//! Recognition.

use colloquy_engine::protocol::{AudioRange, TRANSCRIBE, TranscribeParams, TranscribeResult};

use crate::support::{Engine, SECOND, file, range, sample};

fn params(pieces: Vec<AudioRange>, language: Option<&str>) -> TranscribeParams {
    TranscribeParams { pieces, language: language.map(str::to_owned), expected_language: None }
}

#[test]
fn speech_becomes_words_with_times() {
    let (_folder, path, samples) = sample("jfk.wav");
    let mut engine = Engine::start("moonshine", "moonshine-tiny-en");
    assert_eq!(engine.hello.methods, [TRANSCRIBE]);
    let pieces = vec![range(&path, 0, samples), range(&path, 0, 3 * SECOND)];
    let answer: TranscribeResult = engine.ask(TRANSCRIBE, params(pieces, None)).unwrap();
    assert_eq!((answer.language.as_str(), answer.pieces.len()), ("en", 2));

    let whole = &answer.pieces[0];
    assert_eq!(
        whole.text,
        "And so my fellow Americans ask not what your country can do for you, ask what you can do for your \
         country."
    );
    let joined: Vec<&str> = whole.words.iter().map(|word| word.text.as_str()).collect();
    assert_eq!(joined.join(" "), whole.text);
    for pair in whole.words.windows(2) {
        assert!(pair[0].start_seconds < pair[0].end_seconds, "{pair:?}");
        assert!(pair[0].end_seconds <= pair[1].start_seconds + 1e-6, "{pair:?}");
    }
    // In the recording "ask what" begins after 8 of 11 seconds.
    let ask = whole.words.iter().rposition(|word| word.text == "ask").unwrap();
    assert!((7.0..9.0).contains(&whole.words[ask].start_seconds), "{:?}", whole.words[ask]);
    assert!(answer.pieces[1].text.starts_with("And so"), "{:?}", answer.pieces[1].text);
    engine.finish();
}

#[test]
fn silence_and_next_to_nothing_give_no_words() {
    let (_folder, path, samples) = file(&vec![0; 2 * 5 * SECOND]);
    let mut engine = Engine::start("moonshine", "moonshine-tiny-en");
    let pieces = vec![range(&path, 0, samples), range(&path, 0, 1), range(&path, 5, 5)];
    let answer: TranscribeResult = engine.ask(TRANSCRIBE, params(pieces, Some("en"))).unwrap();
    assert!(answer.pieces.iter().all(|piece| piece.text.is_empty() && piece.words.is_empty()));
}

#[test]
fn what_makes_no_sense_is_refused_and_the_engine_lives_on() {
    let (_folder, path, samples) = sample("jfk.wav");
    let mut engine = Engine::start("moonshine", "moonshine-tiny-en");
    for (params, reason) in [
        (params(vec![range(&path, 0, samples + 1)], None), "the file has"),
        (params(vec![range(&path, 9, 3)], None), "before the start"),
        (params(vec![range(&path, 0, 31 * SECOND)], None), "at most"),
        (params(vec![range("/nowhere.s16", 0, 9)], None), "nowhere"),
        (params(vec![], Some("de")), "knows only en"),
    ] {
        let refusal = engine.ask::<TranscribeResult>(TRANSCRIBE, &params).unwrap_err();
        assert!(refusal.contains(reason), "{refusal}");
    }
    let refusal = engine.ask::<TranscribeResult>("fly", serde_json::json!({})).unwrap_err();
    assert!(refusal.contains("fly"), "{refusal}");
    let refusal = engine.ask::<TranscribeResult>(TRANSCRIBE, serde_json::json!([1])).unwrap_err();
    assert!(refusal.contains("parameters of transcribe"), "{refusal}");
    let answer: TranscribeResult = engine.ask(TRANSCRIBE, params(vec![], None)).unwrap();
    assert!(answer.pieces.is_empty());
}
