//! Settings as they are written, before they are checked. Keys and passwords are among them: nothing here can be
//! printed.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use figment::Figment;
use figment::providers::{Env, Format, Toml};
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};

use super::DEFAULTS;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Raw {
    pub listen: String,
    pub worker_listen: String,
    pub public_url: String,
    pub data_dir: String,
    pub database_url: String,
    pub storage_url: String,
    pub models_dir: String,
    pub engines_dir: String,
    pub shutdown_seconds: u64,
    pub http: Http,
    pub ingest: Ingest,
    pub uploads: Uploads,
    pub quota: Quota,
    pub auralytik: Auralytik,
    pub netguard: Netguard,
    pub smtp: Smtp,
    pub speech: Speech,
    pub language: Language,
    pub dialogues: Dialogues,
    pub twilio: Twilio,
    pub email: Email,
    pub imap: Imap,
    pub sip: Sip,
    pub actions: Actions,
    pub log: Log,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Http {
    pub body_bytes: usize,
    pub requests_per_minute: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ingest {
    pub media_bytes: u64,
    pub media_fetch_seconds: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Uploads {
    pub max_bytes: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Quota {
    pub calls: u64,
    pub webhooks: u64,
    pub storage_gb: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Auralytik {
    pub signature_tolerance_seconds: i64,
    pub require_signature: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Netguard {
    pub allow_networks: String,
    pub allow_http: bool,
    pub extra_ca: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Smtp {
    pub url: String,
    pub from: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Speech {
    pub engine: String,
    pub url: String,
    pub model: String,
    pub api_key: String,
    pub processes: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Language {
    pub engine: String,
    pub url: String,
    pub model: String,
    pub api_key: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dialogues {
    pub calls_at_once: u32,
    pub begun_per_minute: u32,
    pub longest_minutes: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Twilio {
    pub account_sid: String,
    pub auth_token: Word,
    pub url: String,
    pub sms_from: Number,
    pub whatsapp_from: Number,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Email {
    pub from: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Imap {
    pub url: String,
    pub folder: String,
    pub poll_seconds: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sip {
    pub server: String,
    pub transport: String,
    pub listen: String,
    pub accept_from: String,
    pub public_address: String,
    pub username: Word,
    pub password: Word,
    pub domain: String,
    pub register: bool,
    pub rtp_ports: String,
    pub ring_seconds: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Actions {
    pub secrets: BTreeMap<String, ActionSecret>,
}

/// What is wrong with a secret is told by its name, so that anything can be written here.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum ActionSecret {
    Table(BTreeMap<String, SecretPart>),
    Other(IgnoredAny),
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum SecretPart {
    Word(Word),
    List(Vec<Word>),
    Other(IgnoredAny),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Log {
    pub level: String,
    pub format: String,
}

/// A text that may look like something else: what the environment says is read as a number where it can be.
pub(super) struct Word(pub String);

/// The same for telephone numbers, which lose their plus sign that way.
pub(super) struct Number(pub String);

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Text(String),
    Digits(u64),
    Flag(bool),
    Decimal(f64),
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(match Written::deserialize(deserializer)? {
            Written::Text(text) => text,
            Written::Digits(digits) => digits.to_string(),
            Written::Flag(flag) => flag.to_string(),
            Written::Decimal(number) => number.to_string(),
        }))
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(match Written::deserialize(deserializer)? {
            Written::Text(text) => text,
            Written::Digits(digits) => format!("+{digits}"),
            Written::Flag(flag) => flag.to_string(),
            Written::Decimal(number) => number.to_string(),
        }))
    }
}

impl Raw {
    /// Defaults, file, environment.
    pub fn load(file: Option<&Path>) -> anyhow::Result<Self> {
        let mut figment = Figment::from(Toml::string(DEFAULTS));
        if let Some(file) = file {
            figment = figment.merge(Toml::file_exact(file));
        }
        // Variables that are meant for other parts of the house (tests, engines) are no settings.
        let environment = Env::prefixed("COLLOQUY_").ignore(&["config", "test"]).split("__");
        figment.merge(environment.filter(|key| !key.starts_with("test"))).extract().context("settings")
    }

    #[cfg(test)]
    pub fn from_text(text: &str) -> Result<Self, Box<figment::Error>> {
        Figment::from(Toml::string(DEFAULTS)).merge(Toml::string(text)).extract().map_err(Box::new)
    }
}
