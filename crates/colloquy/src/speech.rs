//! The engines that the settings ask for. Nothing is started here: each process starts with its first request.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use colloquy_agent::{BasicChat, ChatModel, EmbeddedChat, RemoteChat};
use colloquy_engine::models::Catalogue;
use colloquy_engine::{EngineHandle, EngineSpec, find_engine};
use colloquy_insight::{
    Analyst, EmbeddedEmbedder, EmbeddedModel, Embedder, LanguageModel, RemoteModel, RemoteSettings,
};
use colloquy_speech::diarize::{EngineVoices, VoiceModel};
use colloquy_speech::live::LiveRecognisers;
use colloquy_speech::recognise::{EmbeddedRecogniser, Recogniser};
use colloquy_speech::remote::{RemoteRecogniser, RemoteSettings as RemoteSpeech};
use colloquy_speech::{Listen, Listener, Speak, Voice};

use crate::settings::{Endpoint, LanguageSettings, Settings, SpeechEngine};

/// Tokens that the embedded language model reads at most: a long call with its question.
const CONTEXT_TOKENS: usize = 8_192;
/// Tokens that the model reads before it looks whether somebody still wants the answer: some seconds of one processor in
/// the work on recordings, a fraction of one where a customer's next words break a turn off.
const STEP_TOKENS: usize = 128;
const STEP_TOKENS_IN_DIALOGUE: usize = 32;
/// Threads by which a dialogue is read at most: more wait for memory, and for each other.
const MOST_READING_THREADS: usize = 8;

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
    /// What agents say.
    pub chat: Arc<dyn ChatModel>,
    /// What tells voices apart, where its model is there.
    pub voices: Option<Arc<dyn VoiceModel>>,
    recogniser: Arc<dyn Recogniser>,
    fast_english: Option<Arc<dyn Recogniser>>,
    voice: Option<EngineHandle>,
    handles: Vec<EngineHandle>,
}

/// What a call needs to hear and to speak.
#[derive(Clone)]
pub struct LiveSpeech {
    /// Speaks, where its model is there (`colloquy models fetch hibari-heart`).
    pub voice: Option<Arc<dyn Speak>>,
    /// Hears.
    pub recognisers: LiveRecognisers,
}

impl Engines {
    /// As the settings say.
    pub fn new(settings: &Settings) -> anyhow::Result<Self> {
        let mut handles = Vec::new();
        let recogniser = recogniser(settings, &mut handles)?;
        let voices = voices(settings, &mut handles);
        let listener = Arc::new(Listener::new(recogniser.clone(), voices.clone()));
        let fast_english = fast_english(settings, &mut handles);
        let voice = voice(settings, &mut handles);
        let language = language(settings, &mut handles)?;
        let chat = chat(settings, &mut handles)?;
        let analyst = Arc::new(Analyst::new(language, embedder(settings, &mut handles)));
        Ok(Self { listener, analyst, chat, voices, recogniser, fast_english, voice, handles })
    }

    /// What calls hear and speak with. Audio goes through `scratch_dir`, which is to be a folder of this process.
    #[must_use]
    pub fn live_speech(&self, scratch_dir: &Path) -> LiveSpeech {
        let speaks = |engine: &EngineHandle| -> Arc<dyn Speak> {
            Arc::new(Voice::new(engine.clone(), scratch_dir.join("spoken")))
        };
        LiveSpeech {
            voice: self.voice.as_ref().map(speaks),
            recognisers: LiveRecognisers {
                fast_english: self.fast_english.clone(),
                every_language: self.recogniser.clone(),
                scratch_dir: scratch_dir.join("heard"),
            },
        }
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
    client_builder().build().context("the HTTP client could not be made")
}

/// The same for the provider of a channel, whose address is final: what is sent there goes nowhere else.
pub fn provider_client() -> anyhow::Result<reqwest::Client> {
    let builder = client_builder().redirect(reqwest::redirect::Policy::none());
    builder.build().context("the HTTP client could not be made")
}

fn client_builder() -> reqwest::ClientBuilder {
    let mut roots = rustls::RootCertStore::empty();
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    let tls = rustls::ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    reqwest::Client::builder().tls_backend_preconfigured(tls).connect_timeout(Duration::from_secs(5))
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

/// Hears English on calls, beside Whisper, which takes longer. Where the operator named another recogniser, that one
/// hears calls too.
fn fast_english(settings: &Settings, handles: &mut Vec<EngineHandle>) -> Option<Arc<dyn Recogniser>> {
    const MODEL: &str = "moonshine-tiny-en";
    if !matches!(settings.speech.engine, SpeechEngine::Whisper { .. }) {
        return None;
    }
    Catalogue::built_in().path(&settings.models_dir, MODEL)?;
    let spec = on_call(settings, onnx_spec(settings, "moonshine", MODEL));
    Some(Arc::new(EmbeddedRecogniser::new(start(spec, handles))))
}

/// Speaks on calls.
fn voice(settings: &Settings, handles: &mut Vec<EngineHandle>) -> Option<EngineHandle> {
    const MODEL: &str = "hibari-heart";
    Catalogue::built_in().path(&settings.models_dir, MODEL)?;
    let spec = on_call(settings, onnx_spec(settings, "synthesis", MODEL));
    Some(start(spec, handles))
}

/// Hears and speaks on the line.
fn on_call(settings: &Settings, spec: EngineSpec) -> EngineSpec {
    EngineSpec { processes: settings.speech.processes, ..in_dialogue(spec) }
}

/// Somebody waits: before the work of recordings, and not stopped between two dialogues of an hour.
fn in_dialogue(spec: EngineSpec) -> EngineSpec {
    EngineSpec { nice: 0, idle_timeout: Duration::from_secs(3_600), ..spec }
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
    Ok(match wanted_language(settings) {
        WantedLanguage::None => None,
        WantedLanguage::Remote(Endpoint { url, model, api_key }) => {
            let remote = RemoteSettings::new(url.clone(), model.clone(), api_key.clone());
            Some(Arc::new(RemoteModel::new(endpoint_client()?, remote)))
        }
        WantedLanguage::Embedded(path) => {
            Some(Arc::new(embedded_language(&path, llama_spec(settings, &path, STEP_TOKENS), handles)))
        }
    })
}

/// The same model holds dialogues, in a process of its own: whoever waits for an answer does not wait for a summary, and
/// what the model has read of a dialogue stays read. Without a model what agents look up is quoted.
fn chat(settings: &Settings, handles: &mut Vec<EngineHandle>) -> anyhow::Result<Arc<dyn ChatModel>> {
    Ok(match wanted_language(settings) {
        WantedLanguage::None => Arc::new(BasicChat),
        WantedLanguage::Remote(Endpoint { url, model, api_key }) => {
            let (url, model) = (url.clone(), model.clone());
            Arc::new(RemoteChat::new(endpoint_client()?, url, model, api_key.clone()))
        }
        WantedLanguage::Embedded(path) => {
            let llama = llama_spec(settings, &path, STEP_TOKENS_IN_DIALOGUE);
            let mut spec = EngineSpec { name: "dialogue".to_owned(), ..in_dialogue(llama) };
            // Most of the wait is reading.
            let threads =
                std::thread::available_parallelism().map_or(1, |cores| cores.get().min(MOST_READING_THREADS));
            spec.args.extend(["--reading-threads".into(), threads.to_string()]);
            Arc::new(EmbeddedChat::new(Arc::new(embedded_language(&path, spec, handles))))
        }
    })
}

enum WantedLanguage<'s> {
    None,
    Remote(&'s Endpoint),
    Embedded(PathBuf),
}

fn wanted_language(settings: &Settings) -> WantedLanguage<'_> {
    const MODEL: &str = "qwen2.5-coder-1.5b-instruct-q4_k_m";
    match &settings.language {
        LanguageSettings::Basic => WantedLanguage::None,
        LanguageSettings::Remote(endpoint) => WantedLanguage::Remote(endpoint),
        LanguageSettings::Embedded { model } => {
            WantedLanguage::Embedded(model.clone().unwrap_or_else(|| wanted(settings, MODEL)))
        }
        LanguageSettings::Auto => {
            let path = Catalogue::built_in().path(&settings.models_dir, MODEL);
            path.map_or(WantedLanguage::None, WantedLanguage::Embedded)
        }
    }
}

fn llama_spec(settings: &Settings, model: &Path, step_tokens: usize) -> EngineSpec {
    let mut arguments = vec!["--model".into(), text(model), "--context".into(), CONTEXT_TOKENS.to_string()];
    arguments.extend(["--step-tokens".into(), step_tokens.to_string()]);
    EngineSpec { memory_limit_mb: Some(memory_mb::LLAMA), ..spec(settings, "llama", arguments) }
}

fn embedded_language(model: &Path, spec: EngineSpec, handles: &mut Vec<EngineHandle>) -> EmbeddedModel {
    EmbeddedModel::new(start(spec, handles), name_of(model), CONTEXT_TOKENS)
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
