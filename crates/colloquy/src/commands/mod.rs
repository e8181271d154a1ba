//! What each command does. All work beside a running server and without one.

mod bench_evaluate;
mod bench_speech;
mod doctor;
mod erase;
mod ingest;
mod jobs;
mod key;
mod models;
mod oauth_client;
mod read_document;
mod search;
mod serve;
mod transcribe;
mod user;
mod webhook;
mod workspace;

use std::process::ExitCode;
use std::sync::Arc;

use colloquy_app::App;
use colloquy_app::clock::SystemClock;

use crate::cli::{BenchCommand, Cli, Command};
use crate::settings::{DEFAULTS, Settings};
use crate::{output, telemetry, wiring};

/// Runs the command.
pub async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    if matches!(cli.command, Command::Settings) {
        output::text(DEFAULTS);
        return Ok(ExitCode::SUCCESS);
    }
    if let Command::ReadDocument { kind } = &cli.command {
        return read_document::run(kind);
    }
    let mut settings = Settings::load(cli.config.as_deref())?;
    if !matches!(cli.command, Command::Serve { .. }) && settings.log_level == "info" {
        // A tool speaks through its output; its log is for when something is wrong.
        settings.log_level = "warn".to_owned();
    }
    telemetry::start_log(&settings)?;
    match cli.command {
        Command::Serve { role } => serve::run(&settings, role).await?,
        Command::Key(command) => key::run(&open(&settings).await?, command).await?,
        Command::User(command) => user::run(&open(&settings).await?, command).await?,
        Command::Workspace(command) => workspace::run(&open(&settings).await?, command).await?,
        Command::Webhook(command) => webhook::run(&open(&settings).await?, command).await?,
        Command::OauthClient(command) => oauth_client::run(&open(&settings).await?, command).await?,
        Command::Transcribe(arguments) => transcribe::run(settings, arguments).await?,
        Command::Ingest(arguments) => ingest::run(&open(&settings).await?, arguments).await?,
        Command::Models(command) => models::run(&settings, command).await?,
        Command::Jobs(command) => jobs::run(&open(&settings).await?, command).await?,
        Command::Search(command) => search::run(&open(&settings).await?, command).await?,
        Command::Erase(arguments) => erase::run(&open(&settings).await?, arguments).await?,
        Command::Migrate => {
            wiring::open_store(&settings, Arc::new(SystemClock)).await?.migrate().await?;
            output::note("the database is up to date");
        }
        Command::Doctor { output } => return doctor::run(&settings, output.json).await,
        Command::Settings | Command::ReadDocument { .. } => {}
        Command::Bench(BenchCommand::Evaluate(arguments)) => {
            bench_evaluate::run(&settings, &arguments).await?;
        }
        Command::Bench(BenchCommand::Speech(arguments)) => bench_speech::run(&settings, &arguments).await?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Opens the installation; the first time, with a workspace and its owner.
async fn open(settings: &Settings) -> anyhow::Result<App> {
    let app = wiring::open(settings, Arc::new(SystemClock)).await?;
    if let Some(first) = colloquy_app::setup::first_start(&app).await? {
        output::note(&format!("made the workspace \"default\" with the owner {}", first.owner_email));
        output::note(&format!("the owner's password, shown this once: {}", first.owner_password.reveal()));
        output::note(&format!("the owner's key, shown this once: {}", first.key.api_key));
    }
    Ok(app)
}
