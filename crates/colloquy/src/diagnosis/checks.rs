//! What the settings ask for, one thing after the other. What is on this machine is looked for, what is elsewhere is asked;
//! an answer that does not come is none.

use std::path::Path;
use std::time::Duration;

use colloquy_channel::imap::ImapAccount;
use colloquy_console_api::EngineCheck;
use colloquy_engine::find_engine;
use colloquy_engine::models::Catalogue;
use colloquy_mail::Mailer;

use crate::settings::{LanguageSettings, Settings, SpeechEngine};

/// The language model of the house.
pub const LANGUAGE_MODEL: &str = "qwen2.5-coder-1.5b-instruct-q4_k_m";
/// The speech model of the house.
pub const SPEECH_MODEL: &str = "whisper-base";
/// The fast English one.
pub const ENGLISH_MODEL: &str = "moonshine-tiny-en";
/// Tells voices apart.
pub const SPEAKERS_MODEL: &str = "speakers-community1";
/// Finds by meaning.
pub const TEXTS_MODEL: &str = "minilm-l6-v2";
/// Speaks.
pub const VOICE_MODEL: &str = "hibari-heart";
/// Runs most of these.
pub const RUNTIME: &str = "onnxruntime";

/// Longest wait for somebody elsewhere.
const PATIENCE: Duration = Duration::from_secs(8);

/// What was seen, by what it is for.
pub struct Seen {
    mail: Vec<EngineCheck>,
    /// What hears recordings.
    pub speech: Vec<EngineCheck>,
    /// What tells voices apart, after what runs it.
    pub speakers: Vec<EngineCheck>,
    /// What reads and speaks.
    pub language: Vec<EngineCheck>,
    /// What finds by meaning.
    texts: EngineCheck,
}

impl Seen {
    /// Looks at everything.
    pub async fn look(settings: &Settings) -> Self {
        let (mail, mailbox, speech, language) =
            tokio::join!(mail(settings), mailbox(settings), speech(settings), language(settings));
        let speakers =
            vec![engine(settings, "onnx"), model(settings, RUNTIME), model(settings, SPEAKERS_MODEL)];
        let texts = optional(model(settings, TEXTS_MODEL), "evidence is found by words alone");
        Self { mail: vec![mail, mailbox], speech, speakers, language, texts }
    }

    /// All of it, in the order in which it is told.
    pub fn checks(&self) -> Vec<EngineCheck> {
        let lists = [&self.mail, &self.speech, &self.speakers, &self.language];
        lists.into_iter().flatten().chain([&self.texts]).cloned().collect()
    }
}

async fn speech(settings: &Settings) -> Vec<EngineCheck> {
    match &settings.speech.engine {
        SpeechEngine::Remote(endpoint) => vec![reachable("speech endpoint", &endpoint.url).await],
        SpeechEngine::Whisper { model: Some(path) } => {
            vec![engine(settings, "whisper"), file("speech.model", path)]
        }
        SpeechEngine::Whisper { model: None } => {
            vec![engine(settings, "whisper"), model(settings, SPEECH_MODEL)]
        }
        SpeechEngine::Moonshine => vec![model(settings, ENGLISH_MODEL)],
    }
}

async fn language(settings: &Settings) -> Vec<EngineCheck> {
    match &settings.language {
        LanguageSettings::Basic => Vec::new(),
        LanguageSettings::Remote(endpoint) => vec![reachable("language endpoint", &endpoint.url).await],
        LanguageSettings::Embedded { model: Some(path) } => {
            vec![engine(settings, "llama"), file("language.model", path)]
        }
        LanguageSettings::Embedded { model: None } => {
            vec![engine(settings, "llama"), model(settings, LANGUAGE_MODEL)]
        }
        LanguageSettings::Auto => {
            let found = model(settings, LANGUAGE_MODEL);
            if found.ok {
                vec![engine(settings, "llama"), found]
            } else {
                vec![optional(found, "insights come from basic rules")]
            }
        }
    }
}

/// What is not needed: where it is not there, what happens without it.
fn optional(found: EngineCheck, without: &str) -> EngineCheck {
    match found.ok {
        true => found,
        false => {
            EngineCheck { ok: true, detail: format!("not there, so {without}; {}", found.detail), ..found }
        }
    }
}

async fn mail(settings: &Settings) -> EngineCheck {
    let (ok, detail) = match settings.smtp.as_ref().map(Mailer::new) {
        None => (true, "smtp.url is not set, so neither workflows nor agents send mail".to_owned()),
        Some(Err(problem)) => (false, problem.to_string()),
        Some(Ok(mailer)) => answered(async { mailer.check().await.map_err(|error| error.to_string()) }).await,
    };
    EngineCheck { name: "mail".to_owned(), ok, detail }
}

async fn mailbox(settings: &Settings) -> EngineCheck {
    let (ok, detail) = match settings.speaking.imap.as_ref().map(ImapAccount::new) {
        None => (true, "imap.url is not set, so customers' mail is not fetched".to_owned()),
        Some(Err(problem)) => (false, problem.to_string()),
        Some(Ok(account)) => {
            answered(async { account.check().await.map_err(|error| error.to_string()) }).await
        }
    };
    EngineCheck { name: "mailbox".to_owned(), ok, detail }
}

/// Any HTTP answer shows that somebody is there.
async fn reachable(name: &str, url: &url::Url) -> EngineCheck {
    let asked = async {
        let client = crate::speech::endpoint_client().map_err(|error| error.to_string())?;
        // The rest of the address may hold a password.
        let place = url.origin().ascii_serialization();
        let answer = client.get(url.clone()).send().await;
        let answer = answer.map_err(|error| format!("{place}: {}", error.without_url()))?;
        Ok::<_, String>(format!("{place} answers {}", answer.status().as_u16()))
    };
    let (ok, detail) = answered(asked).await;
    EngineCheck { name: name.to_owned(), ok, detail }
}

async fn answered(asked: impl Future<Output = Result<String, String>>) -> (bool, String) {
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(detail)) => (true, detail),
        Ok(Err(error)) => (false, error),
        Err(_) => (false, format!("no answer within {} s", PATIENCE.as_secs())),
    }
}

fn engine(settings: &Settings, name: &str) -> EngineCheck {
    let found = find_engine(name, settings.engines_dir.as_deref());
    let ok = found.is_ok();
    let detail = found.map_or_else(|error| error.to_string(), |path| path.display().to_string());
    EngineCheck { name: format!("engine {name}"), ok, detail }
}

/// Whether a model is there.
pub fn model(settings: &Settings, name: &str) -> EngineCheck {
    let found = Catalogue::built_in().path(&settings.models_dir, name);
    let ok = found.is_some();
    let detail =
        found.map_or_else(|| format!("run: colloquy models fetch {name}"), |path| path.display().to_string());
    EngineCheck { name: format!("model {name}"), ok, detail }
}

fn file(setting: &str, path: &Path) -> EngineCheck {
    let ok = path.is_file();
    let detail = if ok { path.display().to_string() } else { format!("{} is no file", path.display()) };
    EngineCheck { name: setting.to_owned(), ok, detail }
}
