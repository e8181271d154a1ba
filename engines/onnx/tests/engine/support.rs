//! Starts the engine and asks it.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use colloquy_engine::protocol::{Answer, AudioRange, Hello, PROTOCOL_VERSION, Request};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub const SECOND: usize = 16_000;

pub struct Engine {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    pub hello: Hello,
}

impl Engine {
    pub fn start(kind: &str, model_folder: &str) -> Engine {
        let mut child = Command::new(env!("CARGO_BIN_EXE_colloquy-engine-onnx"))
            .arg("--runtime")
            .arg(model("onnxruntime/libonnxruntime.so"))
            .arg("--model-dir")
            .arg(model(model_folder))
            .args(["--kind", kind, "--threads", "1", "--nice", "1", "--memory-limit-mb", "800"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = child.stdin.take();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let hello: Hello = serde_json::from_str(&line).unwrap();
        assert_eq!((hello.protocol, hello.engine.as_str()), (PROTOCOL_VERSION, "onnx"));
        Engine { child, input, output, hello }
    }

    /// The result, or why the engine refused.
    pub fn ask<R: DeserializeOwned>(&mut self, method: &str, params: impl Serialize) -> Result<R, String> {
        let params = serde_json::to_value(params).unwrap();
        let request = Request { id: 7, method: method.to_owned(), params };
        writeln!(self.input.as_mut().unwrap(), "{}", serde_json::to_string(&request).unwrap()).unwrap();
        loop {
            let mut line = String::new();
            assert_ne!(self.output.read_line(&mut line).unwrap(), 0, "the engine died");
            match serde_json::from_str(&line).unwrap() {
                Answer::Progress { id: 7, fraction } => assert!((0.0..=1.0).contains(&fraction)),
                Answer::Done { id: 7, result } => return Ok(serde_json::from_value(result).unwrap()),
                Answer::Failed { id: 7, message } => return Err(message),
                other => panic!("an answer to another request: {other:?}"),
            }
        }
    }

    /// Ends its input; it must leave by itself.
    pub fn finish(mut self) {
        drop(self.input.take());
        assert!(self.child.wait().unwrap().success());
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A file or folder among the fetched models.
pub fn model(name: &str) -> PathBuf {
    let cache = std::env::var_os("XDG_CACHE_HOME").filter(|cache| !cache.is_empty()).map_or_else(
        || PathBuf::from(std::env::var_os("HOME").expect("HOME is set")).join(".cache"),
        PathBuf::from,
    );
    let path = cache.join("colloquy/models").join(name);
    assert!(path.exists(), "{} is missing; `make models` fetches it", path.display());
    path
}

/// A folder with the repository's sample `name` as a headerless file, its path, and its samples.
pub fn sample(name: &str) -> (tempfile::TempDir, String, usize) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/audio").join(name);
    let wav = std::fs::read(path).unwrap();
    let data = wav.windows(4).position(|window| window == b"data").unwrap() + 8;
    file(&wav[data..])
}

/// A folder with a file of these bytes, its path, and how many samples it holds.
pub fn file(bytes: &[u8]) -> (tempfile::TempDir, String, usize) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("channel-0.s16");
    std::fs::write(&path, bytes).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path, bytes.len() / 2)
}

pub fn range(path: &str, start: usize, end: usize) -> AudioRange {
    AudioRange { path: path.to_owned(), start_sample: start as u64, end_sample: end as u64 }
}

pub fn cosine(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
