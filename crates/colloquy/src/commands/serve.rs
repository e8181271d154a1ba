//! `colloquy serve`.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use colloquy_app::clock::SystemClock;
use colloquy_app::work::{WorkerOptions, Workers};
use colloquy_app::{App, setup};
use colloquy_domain::job::Queue;
use colloquy_http::{HttpState, WorkersBeat};
use colloquy_store::jobs;
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
    let listener = match role {
        Role::Worker => None,
        Role::All | Role::Api => {
            let listener = TcpListener::bind(settings.listen)
                .await
                .with_context(|| format!("listen {}", settings.listen))?;
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
            let router = colloquy_http::router(state, wiring::surfaces(), move || metrics.render());
            output::text(&format!("colloquy listens on {}\n", address(&app.public_url)));
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
        for queue in Queue::ALL {
            let age = jobs::oldest_due_age(app.store.reader(), queue, app.now()).await;
            match age {
                Ok(age) => {
                    let seconds = age.map_or(0.0, |age| age.as_secs_f64());
                    metrics::gauge!("colloquy_queue_oldest_job_age_seconds", "queue" => queue.as_str())
                        .set(seconds);
                }
                Err(error) => tracing::warn!(%error, "could not read the age of a queue"),
            }
        }
        if let Ok(counts) = jobs::counts(app.store.reader(), app.now()).await {
            for count in counts {
                let gauge = |state: &'static str| metrics::gauge!("colloquy_queue_jobs", "queue" => count.queue.as_str(), "state" => state);
                gauge("due").set(count.due as f64);
                gauge("scheduled").set(count.scheduled as f64);
                gauge("running").set(count.running as f64);
                gauge("dead").set(count.dead as f64);
            }
        }
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = tokio::time::sleep(GAUGE_PAUSE) => {}
        }
    }
}
