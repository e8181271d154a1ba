//! Settings: the defaults compiled in, a file, the environment, in that order.
//!
//! `default.toml` is the set of defaults and the reference. Everything that is wrong is told at once, each by
//! the setting's name.

mod raw;
mod speaking;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::bail;
use colloquy_app::IngestLimits;
use colloquy_app::usage::Quotas;
use colloquy_domain::secret::SecretText;
use colloquy_http::HttpOptions;
use colloquy_mail::{Mailer, SmtpSettings};
use colloquy_netguard::Policy;
use url::Url;

use self::raw::Raw;
pub use self::speaking::SpeakingSettings;

/// The defaults with their explanations.
pub const DEFAULTS: &str = include_str!("default.toml");

/// Checked settings.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where a process that only works answers for its health, if anywhere.
    pub worker_listen: Option<SocketAddr>,
    /// Where clients reach this server; from the address that is really bound where it was not set.
    pub public_url: Option<Url>,
    /// Folder for everything that is kept.
    pub data_dir: PathBuf,
    /// Database, with its password.
    pub database_url: SecretText,
    /// Object store.
    pub storage_url: String,
    /// Folder of the models.
    pub models_dir: PathBuf,
    /// Folder of the engine executables, where one is set.
    pub engines_dir: Option<PathBuf>,
    /// Time that requests and jobs at hand get at the end.
    pub shutdown: Duration,
    /// Requests.
    pub http: HttpOptions,
    /// What clients may send.
    pub ingest: IngestLimits,
    /// What each workspace may use in a month before it is warned.
    pub quotas: Quotas,
    /// Addresses that users give.
    pub netguard: Policy,
    /// The mail server, where one is set.
    pub smtp: Option<SmtpSettings>,
    /// Speech recognition.
    pub speech: SpeechSettings,
    /// Language model.
    pub language: LanguageSettings,
    /// Dialogues of our own agents.
    pub speaking: SpeakingSettings,
    /// Filter of the log.
    pub log_level: String,
    /// Log lines as JSON.
    pub log_json: bool,
}

/// Speech recognition.
#[derive(Debug, Clone)]
pub struct SpeechSettings {
    /// Which engine.
    pub engine: SpeechEngine,
    /// Recordings at once.
    pub processes: usize,
}

/// Which engine recognises speech.
#[derive(Debug, Clone)]
pub enum SpeechEngine {
    /// The embedded one, with the model file where one is named.
    Whisper {
        /// A ggml file instead of the one in `models_dir`.
        model: Option<PathBuf>,
    },
    /// The fast English one.
    Moonshine,
    /// An OpenAI-compatible endpoint.
    Remote(Endpoint),
}

/// Language model.
#[derive(Debug, Clone)]
pub enum LanguageSettings {
    /// The embedded model when its file is there, else rules.
    Auto,
    /// The embedded model; missing is an error.
    Embedded {
        /// A GGUF file instead of the one in `models_dir`.
        model: Option<PathBuf>,
    },
    /// Rules only.
    Basic,
    /// An OpenAI-compatible endpoint.
    Remote(Endpoint),
}

/// An endpoint that the operator named.
#[derive(Debug, Clone)]
pub struct Endpoint {
    /// Base URL.
    pub url: Url,
    /// Model name.
    pub model: String,
    /// Key, where one is needed.
    pub api_key: Option<SecretText>,
}

impl Settings {
    /// Reads and checks everything. The error names every setting that is wrong.
    pub fn load(file: Option<&Path>) -> anyhow::Result<Self> {
        let raw = Raw::load(file)?;
        let mut problems = Vec::new();
        let settings = Self::check(raw, &mut problems);
        match settings {
            Some(settings) if problems.is_empty() => Ok(settings),
            _ => bail!("these settings are wrong:\n  {}", problems.join("\n  ")),
        }
    }

    fn check(raw: Raw, problems: &mut Vec<String>) -> Option<Self> {
        let mut refuse = |setting: &str, rule: &str| problems.push(format!("{setting} {rule}"));
        let listen = raw.listen.parse().ok();
        if listen.is_none() {
            refuse("listen", "must be an address and a port, such as 127.0.0.1:8080");
        }
        let worker_listen = optional(&raw.worker_listen).map(str::parse).transpose();
        if worker_listen.is_err() {
            refuse("worker_listen", "must be an address and a port, such as 127.0.0.1:8081, or empty");
        }
        let public_url = optional(&raw.public_url).and_then(|text| match Url::parse(text) {
            Ok(url) if url.host().is_some() => Some(url),
            _ => {
                refuse("public_url", "must be an absolute http or https URL");
                None
            }
        });
        let data_dir = PathBuf::from(&raw.data_dir);
        if raw.data_dir.is_empty() {
            refuse("data_dir", "must not be empty");
        }
        let database_url = match optional(&raw.database_url) {
            None => format!("sqlite://{}", data_dir.join("colloquy.db").display()),
            Some(url)
                if url.starts_with("sqlite://")
                    || url.starts_with("postgres://")
                    || url.starts_with("postgresql://") =>
            {
                url.to_owned()
            }
            Some(_) => {
                refuse("database_url", "must begin with sqlite:// or postgres://");
                String::new()
            }
        };
        let storage_url = match optional(&raw.storage_url) {
            None => String::new(),
            Some(url) if url.starts_with("s3://") || url.starts_with("file://") => url.to_owned(),
            Some(_) => {
                refuse("storage_url", "must begin with s3:// or file://");
                String::new()
            }
        };
        let models_dir = optional(&raw.models_dir).map(PathBuf::from).or_else(default_models_dir);
        if models_dir.is_none() {
            refuse("models_dir", "must be set, because neither XDG_CACHE_HOME nor HOME is");
        }
        if raw.http.body_bytes == 0 {
            refuse("http.body_bytes", "must be greater than 0");
        }
        if raw.ingest.media_bytes == 0 {
            refuse("ingest.media_bytes", "must be greater than 0");
        }
        if raw.ingest.media_fetch_seconds == 0 {
            refuse("ingest.media_fetch_seconds", "must be greater than 0");
        }
        if raw.uploads.max_bytes == 0 {
            refuse("uploads.max_bytes", "must be greater than 0");
        }
        if raw.auralytik.signature_tolerance_seconds < 0 {
            refuse("auralytik.signature_tolerance_seconds", "must not be less than 0");
        }
        if raw.speech.processes == 0 || raw.speech.processes > 64 {
            refuse("speech.processes", "must be 1 to 64");
        }
        if !["text", "json"].contains(&raw.log.format.as_str()) {
            refuse("log.format", "must be text or json");
        }
        if tracing_subscriber::EnvFilter::try_new(&raw.log.level).is_err() {
            refuse("log.level", "must be a log filter such as info");
        }
        let netguard = netguard(&raw.netguard, problems);
        let extra_ca_pem = netguard.as_ref().and_then(|policy| policy.extra_ca_pem.clone());
        let smtp = smtp(&raw.smtp, extra_ca_pem.clone(), problems);
        let speaking = speaking::check(&raw, extra_ca_pem, problems);
        let speech = speech(&raw.speech, problems);
        let language = language(&raw.language, problems);
        Some(Self {
            listen: listen?,
            worker_listen: worker_listen.ok()?,
            public_url,
            data_dir,
            database_url: SecretText::new(database_url),
            storage_url,
            models_dir: models_dir?,
            engines_dir: optional(&raw.engines_dir).map(PathBuf::from),
            shutdown: Duration::from_secs(raw.shutdown_seconds),
            http: HttpOptions {
                body_bytes: raw.http.body_bytes,
                requests_per_minute: raw.http.requests_per_minute,
                signature_tolerance_seconds: raw.auralytik.signature_tolerance_seconds,
                require_signature: raw.auralytik.require_signature,
            },
            ingest: IngestLimits {
                media_bytes: raw.ingest.media_bytes,
                media_fetch: Duration::from_secs(raw.ingest.media_fetch_seconds),
                upload_bytes: raw.uploads.max_bytes,
            },
            quotas: Quotas {
                calls: raw.quota.calls,
                webhooks: raw.quota.webhooks,
                storage_gb: raw.quota.storage_gb,
            },
            netguard: netguard?,
            smtp,
            speech: SpeechSettings { engine: speech?, processes: raw.speech.processes },
            language: language?,
            speaking: speaking?,
            log_level: raw.log.level,
            log_json: raw.log.format == "json",
        })
    }
}

fn optional(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

fn default_models_dir() -> Option<PathBuf> {
    let cache = std::env::var_os("XDG_CACHE_HOME")
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache")))?;
    Some(cache.join("colloquy/models"))
}

fn netguard(raw: &raw::Netguard, problems: &mut Vec<String>) -> Option<Policy> {
    let mut allow_networks = Vec::new();
    for text in raw.allow_networks.split(',').map(str::trim).filter(|text| !text.is_empty()) {
        match text.parse() {
            Ok(network) => allow_networks.push(network),
            Err(_) => problems.push(format!("netguard.allow_networks: {text} is no CIDR such as 10.0.0.0/8")),
        }
    }
    let extra_ca_pem = match optional(&raw.extra_ca).map(std::fs::read) {
        None => None,
        Some(Ok(pem)) => Some(pem),
        Some(Err(error)) => {
            problems.push(format!("netguard.extra_ca cannot be read: {error}"));
            return None;
        }
    };
    Some(Policy { allow_networks, allow_http: raw.allow_http, extra_ca_pem })
}

fn smtp(raw: &raw::Smtp, extra_ca_pem: Option<Vec<u8>>, problems: &mut Vec<String>) -> Option<SmtpSettings> {
    let Some(url) = optional(&raw.url) else {
        if optional(&raw.from).is_some() {
            problems.push("smtp.from must be empty while smtp.url is: nothing is sent".to_owned());
        }
        return None;
    };
    let settings = SmtpSettings { url: SecretText::new(url), from: raw.from.clone(), extra_ca_pem };
    if let Err(problem) = Mailer::new(&settings) {
        problems.push(problem.to_string());
    }
    Some(settings)
}

/// What an engine may be told, whichever section it stands in.
struct Told<'a> {
    section: &'static str,
    engine: &'a str,
    url: Option<&'a str>,
    model: Option<&'a str>,
    api_key: Option<&'a str>,
}

impl Told<'_> {
    fn endpoint(&self, problems: &mut Vec<String>) -> Option<Endpoint> {
        let section = self.section;
        let url = Url::parse(self.url.unwrap_or_default()).ok();
        let url = url.filter(|url| ["http", "https"].contains(&url.scheme()));
        if url.is_none() {
            problems.push(format!("{section}.url must be an absolute http or https URL"));
        }
        if self.model.is_none() {
            problems.push(format!("{section}.model must name the endpoint's model"));
        }
        Some(Endpoint {
            url: url?,
            model: self.model?.to_owned(),
            api_key: self.api_key.map(SecretText::new),
        })
    }

    /// The file of an embedded engine's model. What only an endpoint reads is refused: who sets it believes that
    /// it does something.
    fn file(&self, problems: &mut Vec<String>) -> Option<PathBuf> {
        self.refuse("url", self.url, problems);
        self.refuse("api_key", self.api_key, problems);
        self.model.map(PathBuf::from)
    }

    /// For engines that read nothing.
    fn nothing(&self, problems: &mut Vec<String>) {
        self.refuse("model", self.model, problems);
        self.file(problems);
    }

    fn refuse(&self, setting: &str, value: Option<&str>, problems: &mut Vec<String>) {
        let Self { section, engine, .. } = self;
        if value.is_some() {
            problems.push(format!(
                "{section}.{setting} must be empty: {section}.engine {engine} does not read it"
            ));
        }
    }
}

fn speech(raw: &raw::Speech, problems: &mut Vec<String>) -> Option<SpeechEngine> {
    let told = Told {
        section: "speech",
        engine: &raw.engine,
        url: optional(&raw.url),
        model: optional(&raw.model),
        api_key: optional(&raw.api_key),
    };
    match told.engine {
        "auto" if told.url.is_none() => Some(SpeechEngine::Whisper { model: told.file(problems) }),
        "auto" | "remote" => told.endpoint(problems).map(SpeechEngine::Remote),
        "whisper" => Some(SpeechEngine::Whisper { model: told.file(problems) }),
        "moonshine" => {
            told.nothing(problems);
            Some(SpeechEngine::Moonshine)
        }
        _ => {
            problems.push("speech.engine must be auto, whisper, moonshine or remote".to_owned());
            None
        }
    }
}

fn language(raw: &raw::Language, problems: &mut Vec<String>) -> Option<LanguageSettings> {
    let told = Told {
        section: "language",
        engine: &raw.engine,
        url: optional(&raw.url),
        model: optional(&raw.model),
        api_key: optional(&raw.api_key),
    };
    match told.engine {
        "auto" if told.url.is_none() => Some(match told.file(problems) {
            None => LanguageSettings::Auto,
            model => LanguageSettings::Embedded { model },
        }),
        "auto" | "remote" => told.endpoint(problems).map(LanguageSettings::Remote),
        "embedded" => Some(LanguageSettings::Embedded { model: told.file(problems) }),
        "basic" => {
            told.nothing(problems);
            Some(LanguageSettings::Basic)
        }
        _ => {
            problems.push("language.engine must be auto, embedded, basic or remote".to_owned());
            None
        }
    }
}

#[cfg(test)]
mod tests;
