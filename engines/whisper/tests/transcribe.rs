//! The engine as the server sees it: lines in, lines out, on real speech and on none.
//!
//! Needs the model that `make` fetches into `$XDG_CACHE_HOME/colloquy/models`.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed, which is what is wanted")]

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use colloquy_engine::protocol::{
    Answer, AudioRange, Hello, PROTOCOL_VERSION, Request, TRANSCRIBE, TranscribeParams, TranscribeResult,
};

const SECOND: usize = 16_000;

fn model() -> PathBuf {
    let cache = std::env::var_os("XDG_CACHE_HOME").filter(|cache| !cache.is_empty()).map_or_else(
        || PathBuf::from(std::env::var_os("HOME").expect("HOME is set")).join(".cache"),
        PathBuf::from,
    );
    let model = cache.join("colloquy/models/whisper-base/ggml-base-q8_0.bin");
    assert!(model.is_file(), "{} is missing; `make setup` fetches it", model.display());
    model
}

/// Samples of a canonical WAV file of the repository.
fn speech() -> Vec<i16> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/audio/jfk.wav");
    let wav = std::fs::read(path).unwrap();
    let data = wav.windows(4).position(|window| window == b"data").unwrap() + 8;
    wav[data..].as_chunks::<2>().0.iter().map(|pair| i16::from_le_bytes(*pair)).collect()
}

fn write(folder: &Path, name: &str, samples: &[i16]) -> String {
    let path = folder.join(name);
    let bytes: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
    std::fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

fn range(path: &str, from: usize, to: usize) -> AudioRange {
    AudioRange { path: path.to_owned(), start_sample: from as u64, end_sample: to as u64 }
}

struct Engine {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    hello: Hello,
}

impl Engine {
    fn start() -> Engine {
        let mut child = Command::new(env!("CARGO_BIN_EXE_colloquy-engine-whisper"))
            .arg("--model")
            .arg(model())
            .args(["--threads", "1", "--memory-limit-mb", "1500"])
            .env("OMP_THREAD_LIMIT", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = child.stdin.take().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        Engine { child, input, output, hello: serde_json::from_str(&line).unwrap() }
    }

    /// The result or the refusal, and the fractions that were reported on the way.
    fn ask(
        &mut self,
        pieces: Vec<AudioRange>,
        language: Option<&str>,
    ) -> (Result<TranscribeResult, String>, Vec<f32>) {
        self.ask_expecting(pieces, language, None)
    }

    fn ask_expecting(
        &mut self,
        pieces: Vec<AudioRange>,
        language: Option<&str>,
        expected_language: Option<&str>,
    ) -> (Result<TranscribeResult, String>, Vec<f32>) {
        let (language, expected_language) =
            (language.map(str::to_owned), expected_language.map(str::to_owned));
        let params = TranscribeParams { pieces, language, expected_language };
        let params = serde_json::to_value(params).unwrap();
        let request = Request { id: 7, method: TRANSCRIBE.to_owned(), params };
        writeln!(self.input, "{}", serde_json::to_string(&request).unwrap()).unwrap();
        let mut fractions = Vec::new();
        loop {
            let mut line = String::new();
            assert_ne!(self.output.read_line(&mut line).unwrap(), 0, "the engine died");
            match serde_json::from_str(&line).unwrap() {
                Answer::Progress { id: 7, fraction } => fractions.push(fraction),
                Answer::Done { id: 7, result } => {
                    return (Ok(serde_json::from_value(result).unwrap()), fractions);
                }
                Answer::Failed { id: 7, message } => return (Err(message), fractions),
                other => panic!("an answer to another request: {other:?}"),
            }
        }
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn hears_words_with_times_and_nothing_where_nobody_speaks() {
    let folder = tempfile::tempdir().unwrap();
    let samples = speech();
    let file = write(folder.path(), "speech", &samples);
    let mut engine = Engine::start();
    assert_eq!(engine.hello.protocol, PROTOCOL_VERSION);
    assert_eq!(engine.hello.model, "whisper-base-q8_0");

    let (result, fractions) = engine.ask(vec![range(&file, 0, samples.len())], None);
    let result = result.unwrap();
    assert_eq!(result.language, "en");
    let [piece] = result.pieces.as_slice() else { panic!("{:?}", result.pieces) };
    let words: String =
        piece.text.to_lowercase().chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
    let said = "and so my fellow americans ask not what your country can do for you ask what you can do for your country";
    assert_eq!(words, said);
    assert_eq!(fractions.last(), Some(&1.0));
    let joined: Vec<&str> = piece.words.iter().map(|word| word.text.as_str()).collect();
    assert_eq!(joined.join(" "), piece.text);
    assert!(piece.words.is_sorted_by(|a, b| a.end_seconds <= b.start_seconds), "{:?}", piece.words);
    // On the waveform "not" ends at 4.25 s, and after a pause "what" lasts from 5.25 to 5.55 s.
    let word = |text: &str| piece.words.iter().find(|word| word.text.trim_end_matches(',') == text).unwrap();
    assert!((4.05..4.45).contains(&word("not").end_seconds), "{:?}", word("not"));
    assert!((5.4..5.7).contains(&word("what").end_seconds), "{:?}", word("what"));
    assert!(word("what").start_seconds > 4.7, "the pause is no part of the word: {:?}", word("what"));

    // Two halves in one window: each answers for itself, with its own times.
    let middle = 7 * SECOND;
    let halves = vec![range(&file, 0, middle), range(&file, middle, samples.len())];
    let (result, _) = engine.ask(halves, Some("en"));
    let halves = result.unwrap().pieces;
    assert!(halves[0].text.starts_with("And so"), "{}", halves[0].text);
    assert!(halves[1].text.ends_with("country."), "{}", halves[1].text);
    assert!(halves[1].words[0].start_seconds < 2.0, "{:?}", halves[1].words[0]);

    let silence = write(folder.path(), "silence", &[0; 10 * SECOND]);
    let noise: Vec<i16> = (0..10 * SECOND as u32)
        .map(|index| ((index.wrapping_mul(2_654_435_761) >> 20) as i16 - 2048) / 4)
        .collect();
    let noise = write(folder.path(), "noise", &noise);
    let nothing = vec![range(&silence, 0, 10 * SECOND), range(&noise, 0, 10 * SECOND), range(&noise, 5, 5)];
    for piece in nothing {
        let (result, _) = engine.ask(vec![piece.clone()], Some("en"));
        assert_eq!(result.unwrap().pieces[0].text, "", "invented in {piece:?}");
    }
}

#[test]
fn an_expected_language_counts_only_where_none_can_be_heard() {
    let folder = tempfile::tempdir().unwrap();
    let samples = speech();
    let file = write(folder.path(), "speech", &samples);
    let mut engine = Engine::start();
    let mut language_of = |pieces: Vec<AudioRange>, language: Option<&str>| {
        engine.ask_expecting(pieces, language, Some("es")).0.unwrap().language
    };
    assert_eq!(language_of(vec![range(&file, 0, samples.len())], None), "en", "that is plain");
    assert_eq!(language_of(vec![range(&file, 0, 2 * SECOND)], None), "es", "too short to tell");
    assert_eq!(language_of(vec![range(&file, 0, 2 * SECOND)], Some("en")), "en", "it is known");
    let silence = write(folder.path(), "silence", &[0; 10 * SECOND]);
    assert_eq!(language_of(vec![range(&silence, 0, 10 * SECOND)], None), "es", "nobody speaks");
    // The longest piece tells, wherever it stands.
    let short = range(&silence, 0, SECOND);
    assert_eq!(language_of(vec![short.clone(), range(&file, 0, 10 * SECOND), short], None), "en");
}

#[test]
fn bad_requests_are_refused_and_the_engine_lives_on() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "short", &[0; 100]);
    let long = write(folder.path(), "long", &vec![0; 31 * SECOND]);
    let mut engine = Engine::start();
    let refused = [
        (range(&file, 0, 101), None, "the file has 100 samples"),
        (range(&file, 9, 3), None, "the end lies before the start"),
        (range(&long, 0, 31 * SECOND), None, "at most 480000"),
        (range("/nonexistent", 0, 1), None, "/nonexistent"),
        (range(&file, 0, 100), Some("klingon"), "klingon"),
        (range(&file, 0, 100), Some("e\0n"), "language"),
    ];
    for (range, language, reason) in refused {
        let (result, _) = engine.ask(vec![range], language);
        let message = result.unwrap_err();
        assert!(message.contains(reason), "{message}");
    }
    let (result, _) = engine.ask(Vec::new(), None);
    assert!(result.unwrap().pieces.is_empty());
    let (result, _) = engine.ask(vec![range(&file, 0, 100)], None);
    assert_eq!(result.unwrap().pieces[0].text, "", "a hundred samples say nothing");
}

#[test]
fn what_is_no_model_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.bin");
    std::fs::write(&path, [0; 64]).unwrap();
    for path in [path.as_path(), Path::new("/nonexistent.bin")] {
        let output = Command::new(env!("CARGO_BIN_EXE_colloquy-engine-whisper"))
            .arg("--model")
            .arg(path)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success());
        assert!(message.contains(path.to_str().unwrap()) && message.lines().count() == 1, "{message}");
    }
}
