//! Texts and what they sound like, with the real tables and networks.
//!
//! `phonemes.tsv` holds sentences of all kinds with the phonemes that hibari's own Python package gives them.

use std::path::PathBuf;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use super::reading::Reader;
use super::voice::Voice;
use super::wave::SAMPLE_RATE_HZ;
use crate::runtime::Runtime;

const PHONEMES: &str = include_str!("phonemes.tsv");

/// A folder among the fetched models.
fn model(name: &str) -> PathBuf {
    let cache = std::env::var_os("XDG_CACHE_HOME").filter(|cache| !cache.is_empty()).map_or_else(
        || PathBuf::from(std::env::var_os("HOME").expect("HOME is set")).join(".cache"),
        PathBuf::from,
    );
    let path = cache.join("colloquy/models").join(name);
    assert!(path.exists(), "{} is missing; `make models` fetches it", path.display());
    path
}

/// A process has one.
static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Runtime::load(&model("onnxruntime/libonnxruntime.so"), 1).unwrap());
static READER: LazyLock<Mutex<Reader>> =
    LazyLock::new(|| Mutex::new(Reader::load(&RUNTIME, &model("hibari-heart")).unwrap()));

fn reader() -> MutexGuard<'static, Reader> {
    READER.lock().unwrap_or_else(PoisonError::into_inner)
}

#[test]
fn sentences_sound_as_in_the_original() {
    let mut reader = reader();
    let mut wrong = Vec::new();
    for line in PHONEMES.lines() {
        let (sentence, expected) = line.split_once('\t').unwrap();
        let phonemes = reader.read(sentence).unwrap();
        if phonemes != expected {
            wrong.push(format!("{sentence}\n  expected {expected}\n  got      {phonemes}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));

    // What is no sentence at all, or none of this script.
    for (text, expected) in [("", ""), ("\u{0}\t\u{7f}", ""), ("Привет 你好 مرحبا ٣٤", ""), ("🙂🙂", "")]
    {
        assert_eq!(reader.read(text).unwrap(), expected, "{text:?}");
    }
    assert!(reader.read("Привет, hello 你好").unwrap().ends_with("həlˈO"));
}

#[test]
fn no_text_is_too_strange_to_be_read() {
    let mut reader = reader();
    let odd = "a-1.'$,é_٣½²\u{301}\u{200d}🙂:/@#%IVX(\"’…— \n\t\u{0}ß1️⃣ﬁÅ";
    let odd: Vec<char> = odd.chars().collect();
    // Pieces of it in an order that is always the same.
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        odd[(state >> 16) as usize % odd.len()]
    };
    let mut texts: Vec<String> = (0..150).map(|length| (0..length).map(|_| next()).collect()).collect();
    for repeated in ["a", "1", ".", "-", "'", "A", "1,", "a-", "9/", "10:30", "$", "é", "字", "x.y@", "IV "]
    {
        texts.push(repeated.repeat(1_000));
    }
    for text in texts {
        for sentence in reader.sentences(&text) {
            reader.read(&sentence).unwrap();
        }
    }
}

#[test]
fn a_voice_is_as_long_as_its_speed_says_and_neither_silent_nor_torn() {
    let mut voice = Voice::load(&RUNTIME, &model("hibari-heart")).unwrap();
    let samples = voice.say("həlˈO ðˈɛɹ, θˈæŋk ju fɔɹ kˈɔlɪŋ.", 1.0).unwrap();
    let seconds = samples.len() as f32 / SAMPLE_RATE_HZ as f32;
    assert!((1.0..4.0).contains(&seconds), "{seconds}");
    let loudness = (samples.iter().map(|sample| sample * sample).sum::<f32>() / samples.len() as f32).sqrt();
    assert!((0.01..0.5).contains(&loudness), "{loudness}");
    assert!(samples.iter().all(|sample| sample.abs() < 2.0));
    let fast = voice.say("həlˈO ðˈɛɹ, θˈæŋk ju fɔɹ kˈɔlɪŋ.", 2.0).unwrap();
    let ratio = samples.len() as f32 / fast.len() as f32;
    assert!((1.6..2.4).contains(&ratio), "{ratio}");
    assert!(voice.say("", 1.0).unwrap().is_empty());
    assert!(voice.say("字", 1.0).unwrap().is_empty());
    assert!(!voice.say("a", 2.0).unwrap().is_empty(), "the shortest thing that can be said");
}
