//! `colloquy models …`.

use std::io::IsTerminal;
use std::sync::{Arc, Mutex};

use anyhow::bail;
use colloquy_engine::models::{Catalogue, FetchOptions, FetchPhase, FetchProgress, Outcome, fetch};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use crate::cli::ModelsCommand;
use crate::output;
use crate::settings::Settings;

pub async fn run(settings: &Settings, command: ModelsCommand) -> anyhow::Result<()> {
    let catalogue = Catalogue::built_in();
    match command {
        ModelsCommand::List { output: form } => {
            let all = catalogue.status(&settings.models_dir);
            let listed: Vec<Value> = all
                .iter()
                .map(|model| {
                    json!({
                        "name": model.name,
                        "purpose": model.purpose,
                        "licence": model.licence,
                        "present": model.present,
                        "path": model.path,
                        "size_bytes": model.size_bytes,
                        "download_bytes": model.download_bytes,
                        "by_default": model.by_default,
                    })
                })
                .collect();
            output::print(form.json, &listed, |_| {
                all.iter()
                    .map(|model| {
                        let state = if model.present { "here   " } else { "missing" };
                        format!("{state}  {:<40} {}", model.name, model.purpose)
                    })
                    .collect()
            })
        }
        ModelsCommand::Fetch { names, python } => {
            let options = FetchOptions {
                python,
                engines_dir: settings.engines_dir.clone(),
                progress: Some(progress()),
                ..FetchOptions::default()
            };
            let fetched = fetch(catalogue, &settings.models_dir, &names, &options).await?;
            let mut failed = Vec::new();
            for model in fetched {
                match model.outcome {
                    Ok(Outcome::AlreadyThere) => output::note(&format!("{} is there", model.name)),
                    Ok(Outcome::Made) => output::note(&format!("{} fetched and checked", model.name)),
                    Err(error) => {
                        output::note(&format!("{}: {error}", model.name));
                        failed.push(model.name);
                    }
                }
            }
            if failed.is_empty() { Ok(()) } else { bail!("could not be had: {}", failed.join(", ")) }
        }
    }
}

/// A bar for each download on a terminal; in a pipe a line for each step.
fn progress() -> Arc<dyn Fn(FetchProgress) + Send + Sync> {
    let on_terminal = std::io::stderr().is_terminal();
    let shown: Mutex<Option<(String, FetchPhase, ProgressBar)>> = Mutex::new(None);
    Arc::new(move |progress| {
        let mut shown = shown.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let is_other = shown
            .as_ref()
            .is_none_or(|(model, phase, _)| *model != progress.model || *phase != progress.phase);
        if is_other {
            if let Some((_, _, bar)) = shown.take() {
                bar.finish_and_clear();
            }
            let bar =
                if on_terminal { ProgressBar::new(progress.total_bytes) } else { ProgressBar::hidden() };
            let what = match progress.phase {
                FetchPhase::Downloading => "downloading",
                FetchPhase::Making => "converting and checking",
                FetchPhase::Ready => return,
            };
            if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {bytes}/{total_bytes}") {
                bar.set_style(style);
            }
            bar.set_message(format!("{}: {what}", progress.model));
            if !on_terminal {
                output::note(&format!("{}: {what}", progress.model));
            }
            *shown = Some((progress.model.clone(), progress.phase, bar));
        }
        if let Some((_, _, bar)) = shown.as_ref() {
            bar.set_position(progress.done_bytes);
        }
    })
}
