//! `colloquy doctor`: says what is missing or wrong, in words.

use std::process::ExitCode;
use std::sync::Arc;

use colloquy_app::clock::SystemClock;
use colloquy_app::health;
use colloquy_channel::imap::ImapAccount;
use colloquy_engine::find_engine;
use colloquy_engine::models::Catalogue;
use colloquy_mail::Mailer;
use serde::Serialize;

use crate::settings::{LanguageSettings, Settings, SpeechEngine};
use crate::{output, wiring};

/// The report.
#[derive(Serialize)]
struct Report {
    ok: bool,
    checks: Vec<Check>,
}

/// One thing that was looked at.
#[derive(Serialize)]
struct Check {
    name: String,
    ok: bool,
    detail: String,
}

pub async fn run(settings: &Settings, json: bool) -> anyhow::Result<ExitCode> {
    let mut checks = Vec::new();
    match wiring::open(settings, Arc::new(SystemClock)).await {
        Ok(app) => {
            let seen = health::check(&app, None).await;
            checks.extend(seen.checks.into_iter().map(|check| Check {
                name: check.name.to_owned(),
                ok: check.ok,
                detail: check.detail,
            }));
        }
        Err(error) => {
            checks.push(Check { name: "installation".to_owned(), ok: false, detail: format!("{error:#}") });
        }
    }
    checks.push(mail(settings).await);
    checks.push(mailbox(settings).await);
    speech(settings, &mut checks).await;
    language(settings, &mut checks).await;
    let report = Report { ok: checks.iter().all(|check| check.ok), checks };
    output::print(json, &report, |report| {
        let line = |check: &Check| {
            format!("{}  {:<22} {}", if check.ok { "ok     " } else { "MISSING" }, check.name, check.detail)
        };
        report.checks.iter().map(line).collect()
    })?;
    Ok(if report.ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn speech(settings: &Settings, checks: &mut Vec<Check>) {
    match &settings.speech.engine {
        SpeechEngine::Remote(endpoint) => checks.push(reachable("speech endpoint", &endpoint.url).await),
        SpeechEngine::Whisper { model: Some(path) } => {
            checks.push(engine(settings, "whisper"));
            checks.push(file("speech.model", path));
        }
        SpeechEngine::Whisper { model: None } => {
            checks.push(engine(settings, "whisper"));
            checks.push(model(settings, "whisper-base"));
        }
        SpeechEngine::Moonshine => checks.push(model(settings, "moonshine-tiny-en")),
    }
    checks.push(engine(settings, "onnx"));
    checks.push(model(settings, "onnxruntime"));
    checks.push(model(settings, "speakers-community1"));
}

async fn language(settings: &Settings, checks: &mut Vec<Check>) {
    const MODEL: &str = "qwen2.5-coder-1.5b-instruct-q4_k_m";
    match &settings.language {
        LanguageSettings::Basic => {}
        LanguageSettings::Remote(endpoint) => {
            checks.push(reachable("language endpoint", &endpoint.url).await)
        }
        LanguageSettings::Embedded { model: Some(path) } => {
            checks.push(engine(settings, "llama"));
            checks.push(file("language.model", path));
        }
        LanguageSettings::Embedded { model: None } => {
            checks.push(engine(settings, "llama"));
            checks.push(model(settings, MODEL));
        }
        LanguageSettings::Auto => {
            let mut found = model(settings, MODEL);
            if !found.ok {
                // Not needed: say what happens without it.
                found.ok = true;
                found.detail = format!("not there, so insights come from basic rules; {}", found.detail);
            } else {
                checks.push(engine(settings, "llama"));
            }
            checks.push(found);
        }
    }
    let mut embedder = model(settings, "minilm-l6-v2");
    if !embedder.ok {
        embedder.ok = true;
        embedder.detail = format!("not there, so evidence is found by words alone; {}", embedder.detail);
    }
    checks.push(embedder);
}

async fn mail(settings: &Settings) -> Check {
    let (ok, detail) = match settings.smtp.as_ref().map(Mailer::new) {
        None => (true, "smtp.url is not set, so neither workflows nor agents send mail".to_owned()),
        Some(Err(problem)) => (false, problem.to_string()),
        Some(Ok(mailer)) => match mailer.check().await {
            Ok(detail) => (true, detail),
            Err(error) => (false, error.to_string()),
        },
    };
    Check { name: "mail".to_owned(), ok, detail }
}

async fn mailbox(settings: &Settings) -> Check {
    let (ok, detail) = match settings.speaking.imap.as_ref().map(ImapAccount::new) {
        None => (true, "imap.url is not set, so customers' mail is not fetched".to_owned()),
        Some(Err(problem)) => (false, problem.to_string()),
        Some(Ok(account)) => match account.check().await {
            Ok(detail) => (true, detail),
            Err(error) => (false, error.to_string()),
        },
    };
    Check { name: "mailbox".to_owned(), ok, detail }
}

fn engine(settings: &Settings, name: &str) -> Check {
    let found = find_engine(name, settings.engines_dir.as_deref());
    let ok = found.is_ok();
    let detail = found.map_or_else(|error| error.to_string(), |path| path.display().to_string());
    Check { name: format!("engine {name}"), ok, detail }
}

fn model(settings: &Settings, name: &str) -> Check {
    let found = Catalogue::built_in().path(&settings.models_dir, name);
    let ok = found.is_some();
    let detail =
        found.map_or_else(|| format!("run: colloquy models fetch {name}"), |path| path.display().to_string());
    Check { name: format!("model {name}"), ok, detail }
}

fn file(setting: &str, path: &std::path::Path) -> Check {
    let ok = path.is_file();
    let detail = if ok { path.display().to_string() } else { format!("{} is no file", path.display()) };
    Check { name: setting.to_owned(), ok, detail }
}

/// Any HTTP answer shows that somebody is there.
async fn reachable(name: &str, url: &url::Url) -> Check {
    let asked = match crate::speech::endpoint_client() {
        Ok(client) => client.get(url.clone()).send().await.map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    let ok = asked.is_ok();
    let detail =
        asked.map_or_else(|error| error, |answer| format!("{url} answers {}", answer.status().as_u16()));
    Check { name: name.to_owned(), ok, detail }
}
