//! The engines that the settings ask for. Nothing is started here: each process starts with its first request.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use colloquy_engine::models::Catalogue;
use colloquy_engine::{EngineHandle, EngineSpec, find_engine};
use colloquy_insight::{
    Analyst, EmbeddedEmbedder, EmbeddedModel, Embedder, LanguageModel, RemoteModel, RemoteSettings,
};
use colloquy_speech::diarize::{EngineVoices, VoiceModel};
use colloquy_speech::recognise::{EmbeddedRecogniser, Recogniser};
use colloquy_speech::remote::{RemoteRecogniser, RemoteSettings as RemoteSpeech};
use colloquy_speech::{Listen, Listener};

use crate::settings::{Endpoint, LanguageSettings, Settings, SpeechEngine};

/// Tokens that the embedded language model reads at most: a long call with its question.
const CONTEXT_TOKENS: usize = 8_192;

/// Memory bounds of the engines, in megabytes: measured need with room to spare.
mod memory_mb {
    pub const WHISPER: u64 = 1_500;
    pub const ONNX: u64 = 1_500;
    pub const LLAMA: u64 = 4_000;
}

/// Everything that listens and reads.
pub struct Engines {
    /// Speech.
    pub listener: Arc<dyn Listen>,
    /// Insights.
    pub analyst: Arc<Analyst>,
    /// What tells voices apart, where its model is there.
    pub voices: Option<Arc<dyn VoiceModel>>,
    handles: Vec<EngineHandle>,
}

impl Engines {
    /// As the settings say.
    pub fn new(settings: &Settings) -> anyhow::Result<Self> {
        let mut handles = Vec::new();
        let recogniser = recogniser(settings, &mut handles)?;
        let voices = voices(settings, &mut handles);
        let listener = Arc::new(Listener::new(recogniser, voices.clone()));
        let analyst =
            Arc::new(Analyst::new(language(settings, &mut handles)?, embedder(settings, &mut handles)));
        Ok(Self { listener, analyst, voices, handles })
    }

    /// Ends all processes.
    pub async fn shutdown(&self) {
        for handle in &self.handles {
            handle.shutdown().await;
        }
    }
}

/// A client for endpoints that the operator named. They are trusted and do not pass netguard.
pub fn endpoint_client() -> anyhow::Result<reqwest::Client> {
    let mut roots = rustls::RootCertStore::empty();
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    let tls = rustls::ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .connect_timeout(Duration::from_secs(5))
        .build()
        .context("the HTTP client could not be made")
}

fn recogniser(settings: &Settings, handles: &mut Vec<EngineHandle>) -> anyhow::Result<Arc<dyn Recogniser>> {
    Ok(match &settings.speech.engine {
        SpeechEngine::Remote(Endpoint { url, model, api_key }) => {
            let remote = RemoteSpeech::new(url.clone(), model.clone(), api_key.clone());
            Arc::new(RemoteRecogniser::new(endpoint_client()?, remote))
        }
        SpeechEngine::Whisper { model } => {
            let path = model.clone().unwrap_or_else(|| wanted(settings, "whisper-base"));
            let spec = EngineSpec {
                processes: settings.speech.processes,
                memory_limit_mb: Some(memory_mb::WHISPER),
                // whisper.cpp aligns words to audio on four threads, whatever it was told, and they wait for each
                // other by spinning: a tenth of all processor time. This bounds it to the one that it is given.
                environment: vec![("OMP_THREAD_LIMIT".into(), "1".into())],
                ..spec(settings, "whisper", vec!["--model".into(), text(&path)])
            };
            Arc::new(EmbeddedRecogniser::new(start(spec, handles)))
        }
        SpeechEngine::Moonshine => {
            let spec = EngineSpec {
                processes: settings.speech.processes,
                ..onnx_spec(settings, "moonshine", "moonshine-tiny-en")
            };
            Arc::new(EmbeddedRecogniser::new(start(spec, handles)))
        }
    })
}

/// Voices are told apart on one channel only; without the model one channel counts as one speaker.
fn voices(settings: &Settings, handles: &mut Vec<EngineHandle>) -> Option<Arc<dyn VoiceModel>> {
    Catalogue::built_in().path(&settings.models_dir, "speakers-community1")?;
    let spec = onnx_spec(settings, "speakers", "speakers-community1");
    Some(Arc::new(EngineVoices::new(start(spec, handles))))
}

fn language(
    settings: &Settings,
    handles: &mut Vec<EngineHandle>,
) -> anyhow::Result<Option<Arc<dyn LanguageModel>>> {
    const MODEL: &str = "qwen2.5-coder-1.5b-instruct-q4_k_m";
    let path = match &settings.language {
        LanguageSettings::Basic => None,
        LanguageSettings::Remote(Endpoint { url, model, api_key }) => {
            let remote = RemoteSettings::new(url.clone(), model.clone(), api_key.clone());
            return Ok(Some(Arc::new(RemoteModel::new(endpoint_client()?, remote))));
        }
        LanguageSettings::Embedded { model } => {
            Some(model.clone().unwrap_or_else(|| wanted(settings, MODEL)))
        }
        LanguageSettings::Auto => Catalogue::built_in().path(&settings.models_dir, MODEL),
    };
    let Some(path) = path else { return Ok(None) };
    let arguments = vec!["--model".into(), text(&path), "--context".into(), CONTEXT_TOKENS.to_string()];
    let spec = EngineSpec { memory_limit_mb: Some(memory_mb::LLAMA), ..spec(settings, "llama", arguments) };
    Ok(Some(Arc::new(EmbeddedModel::new(start(spec, handles), name_of(&path), CONTEXT_TOKENS))))
}

/// Finds evidence by meaning; without the model by words.
fn embedder(settings: &Settings, handles: &mut Vec<EngineHandle>) -> Option<Arc<dyn Embedder>> {
    Catalogue::built_in().path(&settings.models_dir, "minilm-l6-v2")?;
    Some(Arc::new(EmbeddedEmbedder::new(start(onnx_spec(settings, "texts", "minilm-l6-v2"), handles))))
}

/// One executable serves three kinds of models: logs, metrics and errors name the kind.
fn onnx_spec(settings: &Settings, kind: &str, model: &str) -> EngineSpec {
    let arguments = vec![
        "--runtime".into(),
        text(&wanted(settings, "onnxruntime")),
        "--model-dir".into(),
        text(&wanted(settings, model)),
        "--kind".into(),
        kind.into(),
    ];
    EngineSpec {
        name: kind.to_owned(),
        memory_limit_mb: Some(memory_mb::ONNX),
        ..spec(settings, "onnx", arguments)
    }
}

/// An executable that is missing is told by the first request, with where it was looked for.
fn spec(settings: &Settings, engine: &str, arguments: Vec<String>) -> EngineSpec {
    let executable = find_engine(engine, settings.engines_dir.as_deref())
        .unwrap_or_else(|_| PathBuf::from(format!("colloquy-engine-{engine}")));
    EngineSpec::new(engine, executable, arguments)
}

fn start(spec: EngineSpec, handles: &mut Vec<EngineHandle>) -> EngineHandle {
    let handle = EngineHandle::new(spec);
    handles.push(handle.clone());
    handle
}

/// Where a model is or would be: an engine that does not find it says so by this path.
fn wanted(settings: &Settings, model: &str) -> PathBuf {
    let catalogue = Catalogue::built_in();
    catalogue
        .path(&settings.models_dir, model)
        .or_else(|| catalogue.model(model).map(|known| known.main_path(&settings.models_dir)))
        .unwrap_or_else(|| settings.models_dir.join(model))
}

fn name_of(path: &Path) -> String {
    path.file_stem().map_or_else(|| "model".to_owned(), |name| name.to_string_lossy().into_owned())
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
