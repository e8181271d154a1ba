//! The real engines and what they hear.
//!
//! Needs the engines beside the tests' folder (`make build`) or in `COLLOQUY_ENGINES_DIR`, and the models that
//! `make models` fetches.

use std::path::{Path, PathBuf};

use colloquy_engine::{EngineHandle, EngineSpec};

/// The models that tell voices apart.
pub fn speakers_engine() -> EngineHandle {
    onnx_engine("speakers", "speakers-community1")
}

/// The recogniser of English on calls.
pub fn moonshine_engine() -> EngineHandle {
    onnx_engine("moonshine", "moonshine-tiny-en")
}

/// The voice of the server.
pub fn voice_engine() -> EngineHandle {
    onnx_engine("synthesis", "hibari-heart")
}

fn onnx_engine(kind: &str, folder: &str) -> EngineHandle {
    let library = model("onnxruntime/libonnxruntime.so");
    let models = model(folder);
    let arguments = ["--runtime", &library, "--model-dir", &models, "--kind", kind];
    let arguments = arguments.map(str::to_owned).to_vec();
    EngineHandle::new(EngineSpec::new(kind, engine("onnx"), arguments))
}

/// The recogniser of the server.
pub fn whisper_engine() -> EngineHandle {
    let arguments = vec!["--model".to_owned(), model("whisper-base/ggml-base-q8_0.bin")];
    EngineHandle::new(EngineSpec {
        environment: vec![("OMP_THREAD_LIMIT".to_owned(), "1".to_owned())],
        ..EngineSpec::new("whisper", engine("whisper"), arguments)
    })
}

fn engine(name: &str) -> PathBuf {
    let beside_tests = || {
        let executable = std::env::current_exe().unwrap();
        executable.ancestors().nth(2).unwrap().to_owned()
    };
    let folder = std::env::var_os("COLLOQUY_ENGINES_DIR").map_or_else(beside_tests, PathBuf::from);
    let path = folder.join(format!("colloquy-engine-{name}"));
    assert!(path.is_file(), "{} is missing; `make build` builds it", path.display());
    path
}

fn model(name: &str) -> String {
    let cache = std::env::var_os("XDG_CACHE_HOME").filter(|cache| !cache.is_empty()).map_or_else(
        || PathBuf::from(std::env::var_os("HOME").expect("HOME is set")).join(".cache"),
        PathBuf::from,
    );
    let path = cache.join("colloquy/models").join(name);
    assert!(path.exists(), "{} is missing; `make models` fetches it", path.display());
    path.to_str().unwrap().to_owned()
}

/// A recording of the repository.
pub fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/audio").join(name)
}
