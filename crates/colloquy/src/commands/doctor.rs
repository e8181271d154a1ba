//! `colloquy doctor`: says what is missing or wrong, in words.

use std::process::ExitCode;
use std::sync::Arc;

use colloquy_app::clock::SystemClock;
use colloquy_console_api::EngineCheck;
use serde::Serialize;

use crate::settings::Settings;
use crate::{diagnosis, output, wiring};

/// The report.
#[derive(Serialize)]
struct Report {
    ok: bool,
    checks: Vec<EngineCheck>,
}

pub async fn run(settings: &Settings, json: bool) -> anyhow::Result<ExitCode> {
    let mut checks = match wiring::open(settings, Arc::new(SystemClock)).await {
        Ok(app) => diagnosis::installation(&app).await,
        Err(error) => {
            vec![EngineCheck { name: "installation".to_owned(), ok: false, detail: format!("{error:#}") }]
        }
    };
    checks.extend(diagnosis::checks(settings).await);
    let report = Report { ok: checks.iter().all(|check| check.ok), checks };
    output::print(json, &report, |report| {
        let line = |check: &EngineCheck| {
            format!("{}  {:<22} {}", if check.ok { "ok     " } else { "MISSING" }, check.name, check.detail)
        };
        report.checks.iter().map(line).collect()
    })?;
    Ok(if report.ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
