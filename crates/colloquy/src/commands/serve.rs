//! `colloquy serve`.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use colloquy_app::clock::SystemClock;
use colloquy_app::work::{self, WorkerOptions, Workers};
use colloquy_app::{App, setup};
use colloquy_http::{HttpState, WorkersBeat};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::cli::Role;
use crate::settings::Settings;
use crate::{output, telemetry, wiring};

/// How often the gauges of the queues are renewed.
const GAUGE_PAUSE: Duration = Duration::from_secs(5);

/// Runs until SIGTERM or SIGINT.
pub async fn run(settings: &Settings, role: Role) -> anyhow::Result<()> {
    let metrics = telemetry::start_metrics()?;
    let mut settings = settings.clone();
    let listener = match (role, settings.worker_listen) {
        (Role::Worker, None) => None,
        (Role::Worker, Some(address)) => Some(bind("worker_listen", address).await?),
        (Role::All | Role::Api, _) => {
            let listener = bind("listen", settings.listen).await?;
            // Port 0 asks for any free one; links need the one that was given.
            settings.listen = listener.local_addr()?;
            Some(listener)
        }
    };
    let app = wiring::open(&settings, Arc::new(SystemClock)).await?;
    announce_first_start(&app).await?;
    let shutdown = CancellationToken::new();
    tokio::spawn(cancel_on_signal(shutdown.clone()));
    tokio::spawn(renew_gauges(app.clone(), shutdown.clone()));
    let workers = match role {
        Role::Api => None,
        Role::All | Role::Worker => {
            let options = WorkerOptions { transcribe: settings.speech.processes, ..WorkerOptions::default() };
            Some(Workers::start(app.clone(), options))
        }
    };
    match listener {
        Some(listener) => {
            let beat: Option<WorkersBeat> = workers.as_ref().map(Workers::beat);
            let state = HttpState::new(app.clone(), settings.http.clone(), wiring::edges(), beat);
            let metrics = move || metrics.render();
            let router = if role == Role::Worker {
                output::note(&format!(
                    "colloquy works; /health and /metrics at http://{}",
                    listener.local_addr()?
                ));
                colloquy_http::operation_router(state, metrics)
            } else {
                output::text(&format!("colloquy listens on {}\n", address(&app.public_url)));
                colloquy_http::router(state, wiring::surfaces(), metrics)
            };
            colloquy_http::serve(listener, router, shutdown.clone().cancelled_owned()).await?;
        }
        None => {
            output::note("colloquy works; it takes no requests");
            shutdown.cancelled().await;
        }
    }
    if let Some(workers) = workers {
        workers.stop().await;
    }
    app.store.close().await;
    Ok(())
}

async fn bind(setting: &str, address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("{setting} {address}"))
}

fn address(url: &Url) -> &str {
    url.as_str().trim_end_matches('/')
}

async fn announce_first_start(app: &App) -> anyhow::Result<()> {
    if let Some(first) = setup::first_start(app).await? {
        output::note("made the first workspace, \"default\"");
        output::note(&format!("  owner: {}", first.owner_email));
        output::note(&format!("  key, shown this once: {}", first.key.api_key));
    }
    Ok(())
}

async fn cancel_on_signal(shutdown: CancellationToken) {
    use tokio::signal::unix::{SignalKind, signal};
    let (terminate, interrupt) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()));
    match (terminate, interrupt) {
        (Ok(mut terminate), Ok(mut interrupt)) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        }
        _ => {
            tracing::error!("signals cannot be received; end the process by SIGKILL");
            return;
        }
    }
    tracing::info!("shutting down");
    shutdown.cancel();
}

/// Depth and age of the queues, for `/metrics`.
async fn renew_gauges(app: App, shutdown: CancellationToken) {
    loop {
        if let Err(error) = work::renew_gauges(&app).await {
            let error = format!("{:#}", anyhow::Error::from(error));
            tracing::warn!(error, "could not read the depth and age of the queues");
        }
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = tokio::time::sleep(GAUGE_PAUSE) => {}
        }
    }
}
