//! `colloquy serve`.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use colloquy_app::clock::SystemClock;
use colloquy_app::work::{self, WorkerOptions, Workers};
use colloquy_app::{App, setup, usage};
use colloquy_http::{HttpState, WorkersBeat};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::cli::Role;
use crate::diagnosis::Doctor;
use crate::settings::Settings;
use crate::{output, process, telemetry, wiring};

/// How often the gauges of the queues are renewed.
const GAUGE_PAUSE: Duration = Duration::from_secs(5);

/// Exit code where a second signal cut the first one's orderly end short.
const CUT_SHORT: i32 = 1;

/// Runs until SIGTERM or SIGINT. Then requests and jobs at hand end at the same time, each within
/// `shutdown_seconds`: neither waits for the other.
pub async fn run(settings: &Settings, role: Role) -> anyhow::Result<()> {
    process::raise_open_files();
    let metrics = telemetry::start_metrics()?;
    let mut settings = settings.clone();
    let listener = match (role, settings.worker_listen) {
        (Role::Worker, None) => None,
        (Role::Worker, Some(address)) => Some(bind("worker_listen", address).await?),
        (Role::All | Role::Api, _) => {
            let (listener, bound) = bind("listen", settings.listen).await?;
            // Links need the port that was given.
            settings.listen = bound;
            Some((listener, bound))
        }
    };
    settings.netguard.warn_if_open();
    let (app, line) = wiring::open_to_serve(&settings, Arc::new(SystemClock)).await?;
    announce_first_start(&app).await?;
    let shutdown = CancellationToken::new();
    tokio::spawn(cancel_on_signal(shutdown.clone()));
    tokio::spawn(renew_gauges(app.clone(), shutdown.clone()));
    // Closes the telephone: later than its calls end.
    let closed = CancellationToken::new();
    let (workers, answering) = match role {
        Role::Api => {
            // Where there are workers they do it.
            tokio::spawn(usage::keep_flushing(app.clone(), shutdown.clone()));
            (None, None)
        }
        Role::All | Role::Worker => {
            let options = WorkerOptions {
                transcribe: settings.speech.processes,
                grace: settings.shutdown,
                ..WorkerOptions::default()
            };
            tokio::spawn(wiring::keep_fetching_mail(app.clone(), settings.clone(), shutdown.clone()));
            let answering = wiring::answer_telephone(&app, line, &shutdown, &closed).await?;
            (Some(Workers::start(app.clone(), options)), answering)
        }
    };
    let beat: Option<WorkersBeat> = workers.as_ref().map(Workers::beat);
    let serving = async {
        let Some((listener, bound)) = listener else {
            output::note("colloquy works; it takes no requests");
            return Ok(());
        };
        let state = HttpState::new(app.clone(), settings.http.clone(), wiring::edges(), beat);
        state.end_with(shutdown.clone().cancelled_owned());
        colloquy_console_api::watch_engines(&state, Arc::new(Doctor::new(settings.clone(), app.clone())));
        let metrics = move || metrics.render();
        let router = if role == Role::Worker {
            output::note(&format!("colloquy works; /health and /metrics at http://{bound}"));
            colloquy_http::operation_router(state, metrics)
        } else {
            output::text(&format!("colloquy listens on {}\n", address(&app.public_url)));
            colloquy_http::router(state, wiring::surfaces(), colloquy_console_api::page, metrics)
        };
        let served = serve_until(listener, router, &shutdown, settings.shutdown).await;
        // Where it ended by an error there was no signal, and the rest has to end, too.
        shutdown.cancel();
        served
    };
    let working = async {
        shutdown.cancelled().await;
        let stopping = async {
            if let Some(workers) = workers {
                workers.stop().await;
                tracing::info!("the workers have stopped");
            }
        };
        let hanging_up = async {
            if let Some(answering) = answering
                && tokio::time::timeout(settings.shutdown, answering).await.is_err()
            {
                tracing::warn!("some calls did not end in time; they are cut");
            }
        };
        tokio::join!(stopping, hanging_up);
        closed.cancel();
    };
    let (served, ()) = tokio::join!(serving, working);
    // The last requests ended after the workers.
    if let Err(error) = usage::flush_now(&app).await {
        tracing::warn!(%error, "could not write down the last requests");
    }
    app.store.close().await;
    Ok(served?)
}

/// Listens, and tells where: port 0 asks for any free one.
async fn bind(setting: &str, address: SocketAddr) -> anyhow::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind(address).await.with_context(|| format!("{setting} {address}"))?;
    let bound = listener.local_addr()?;
    Ok((listener, bound))
}

/// Serves until `shutdown`, and then for `grace` at most: a client that is slow to send or to read must not keep
/// the process.
async fn serve_until(
    listener: TcpListener,
    router: axum::Router,
    shutdown: &CancellationToken,
    grace: Duration,
) -> std::io::Result<()> {
    let grace_is_over = async {
        shutdown.cancelled().await;
        tokio::time::sleep(grace).await;
    };
    tokio::select! {
        served = colloquy_http::serve(listener, router, shutdown.clone().cancelled_owned()) => served,
        () = grace_is_over => {
            tracing::warn!("some requests did not end in time; their connections are cut");
            Ok(())
        }
    }
}

fn address(url: &Url) -> &str {
    url.as_str().trim_end_matches('/')
}

async fn announce_first_start(app: &App) -> anyhow::Result<()> {
    if let Some(first) = setup::first_start(app).await? {
        output::note("made the first workspace, \"default\"");
        output::note(&format!("  owner: {}", first.owner_email));
        output::note(&format!("  password, shown this once: {}", first.owner_password.reveal()));
        output::note(&format!("  key, shown this once: {}", first.key.api_key));
    }
    Ok(())
}

/// The first signal asks for an orderly end, the second one ends the process as it is.
async fn cancel_on_signal(shutdown: CancellationToken) {
    use tokio::signal::unix::{SignalKind, signal};
    let (terminate, interrupt) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()));
    let (Ok(mut terminate), Ok(mut interrupt)) = (terminate, interrupt) else {
        tracing::error!("signals cannot be received; end the process by SIGKILL");
        return;
    };
    let mut next_signal = async || {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    next_signal().await;
    tracing::info!("shutting down");
    shutdown.cancel();
    next_signal().await;
    tracing::warn!("ended by a second signal; leases run out by themselves");
    std::process::exit(CUT_SHORT);
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
