//! The server's handle on one kind of engine: starts processes when there is work, queues requests for them,
//! replaces those that die, and stops those that idle.
//!
//! A request waits for one of [`EngineSpec::processes`] permits in the order of arrival, takes an idle process
//! or starts one, and owns it until the answer is there. Only then does the process go back to the idle ones;
//! after an error it is killed, and when the caller leaves it is stopped or killed ([`crate::work`]). So a process
//! among the idle ones is always between two requests.
//!
//! Starting goes on when the caller leaves: models take seconds to load, and the next request needs the same one.
//!
//! Not guaranteed: that a process is started again by itself. The next request does that.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot, watch};
use tokio::time::{Instant, timeout};

use crate::backoff::StartBackoff;
use crate::error::EngineError;
use crate::process::{Process, Sinks};
use crate::protocol::Hello;
use crate::spec::{CallOptions, EngineSpec};
use crate::status::{EngineStatus, LastError};
use crate::work::Work;

/// How long [`EngineHandle::shutdown`] waits for callers to take note.
const SHUTDOWN_PATIENCE: Duration = Duration::from_secs(2);

/// A cheap, cloneable handle; the processes end with the last clone.
#[derive(Clone)]
pub struct EngineHandle {
    shared: Arc<Shared>,
}

pub(crate) struct Shared {
    spec: EngineSpec,
    permits: Arc<Semaphore>,
    state: Mutex<State>,
    shut_down: watch::Sender<bool>,
    reaper_runs: AtomicBool,
    processes: Arc<Gauge>,
    busy: Arc<Gauge>,
    queued: Arc<Gauge>,
    starts: AtomicU64,
    restarts: AtomicU64,
}

#[derive(Default)]
struct State {
    idle: Vec<Idle>,
    backoff: StartBackoff,
    hello: Option<Hello>,
    /// Processes that were lost and not yet replaced.
    lost: u64,
    last_error: Option<(EngineError, Instant)>,
}

struct Idle {
    process: Counted,
    since: Instant,
}

/// A process that is counted as long as it lives.
pub(crate) struct Counted {
    pub(crate) process: Process,
    _count: Count,
}

impl EngineHandle {
    /// A handle; nothing is started before the first request. Where metrics are wanted, their recorder has to
    /// be installed before.
    pub fn new(spec: EngineSpec) -> Self {
        let gauge = |name| Arc::new(Gauge::new(name, &spec.name));
        Self {
            shared: Arc::new(Shared {
                permits: Arc::new(Semaphore::new(spec.processes.max(1))),
                state: Mutex::default(),
                shut_down: watch::Sender::new(false),
                reaper_runs: AtomicBool::new(false),
                processes: gauge("colloquy_engine_processes"),
                busy: gauge("colloquy_engine_busy"),
                queued: gauge("colloquy_engine_queued"),
                starts: AtomicU64::new(0),
                restarts: AtomicU64::new(0),
                spec,
            }),
        }
    }

    /// Asks for `method` with `params` and waits for the result, also for a free process where all are at
    /// work. Dropping the future ends the work.
    ///
    /// # Errors
    /// See [`EngineError`]. Only [`EngineError::Refused`] is the engine's own answer.
    pub async fn call<P: Serialize + ?Sized, R: DeserializeOwned>(
        &self,
        method: &str,
        params: &P,
        options: CallOptions,
    ) -> Result<R, EngineError> {
        let engine = || self.shared.spec.name.clone();
        let params = serde_json::to_value(params).map_err(|error| EngineError::Protocol {
            engine: engine(),
            message: format!("parameters of {method}: {error}"),
        })?;
        let result = self.shared.call(method, params, options).await?;
        serde_json::from_value(result).map_err(|error| EngineError::Protocol {
            engine: engine(),
            message: format!("result of {method}: {error}"),
        })
    }

    /// Starts a process unless one is there, and tells what it says of itself.
    ///
    /// # Errors
    /// As of a start: [`EngineError::NotFound`], [`EngineError::Start`], [`EngineError::Protocol`].
    pub async fn hello(&self) -> Result<Hello, EngineError> {
        let permit = self.shared.permit().await?;
        let (process, _permit) = self.shared.check_out(permit).await?;
        let hello = process.process.hello().clone();
        self.shared.check_in(process).await;
        Ok(hello)
    }

    /// How it was set up.
    pub fn spec(&self) -> &EngineSpec {
        &self.shared.spec
    }

    /// Its state now. Starts nothing and does not wait.
    pub fn status(&self) -> EngineStatus {
        let shared = &self.shared;
        let state = shared.state();
        EngineStatus {
            name: shared.spec.name.clone(),
            executable: shared.spec.executable.clone(),
            executable_found: shared.spec.executable.is_file(),
            hello: state.hello.clone(),
            processes: shared.processes.value(),
            busy: shared.busy.value(),
            queued: shared.queued.value(),
            starts: shared.starts.load(Ordering::Relaxed),
            restarts: shared.restarts.load(Ordering::Relaxed),
            last_error: state.last_error.as_ref().map(|(error, at)| LastError {
                message: error.to_string(),
                stderr_tail: error.stderr_tail().to_vec(),
                seconds_ago: at.elapsed().as_secs_f64(),
            }),
        }
    }

    /// Ends all processes for good: requests at work and requests to come fail with
    /// [`EngineError::ShutDown`].
    pub async fn shutdown(&self) {
        self.shared.permits.close();
        self.shared.shut_down.send_replace(true);
        let idle = std::mem::take(&mut self.shared.state().idle);
        for idle in idle {
            idle.process.process.stop().await;
        }
        // Requests at work drop their processes when their callers are polled next.
        let deadline = Instant::now() + SHUTDOWN_PATIENCE;
        while self.shared.busy.value() > 0 && Instant::now() < deadline {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing that holds the lock can leave the state half changed.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn shut_down_error(&self) -> EngineError {
        EngineError::ShutDown { engine: self.spec.name.clone() }
    }

    async fn call(
        self: &Arc<Self>,
        method: &str,
        params: serde_json::Value,
        options: CallOptions,
    ) -> Result<serde_json::Value, EngineError> {
        let result = self.attempt(method, params, options).await;
        let outcome = match &result {
            Ok(_) => "done",
            Err(error) => error.outcome(),
        };
        metrics::counter!("colloquy_engine_requests_total", "engine" => self.spec.name.clone(),
            "method" => method.to_owned(), "outcome" => outcome)
        .increment(1);
        result
    }

    async fn attempt(
        self: &Arc<Self>,
        method: &str,
        params: serde_json::Value,
        options: CallOptions,
    ) -> Result<serde_json::Value, EngineError> {
        let queued_at = Instant::now();
        let permit = self.permit().await?;
        let engine_label = || self.spec.name.clone();
        metrics::histogram!("colloquy_engine_queue_seconds", "engine" => engine_label())
            .record(queued_at.elapsed().as_secs_f64());

        let (process, permit) = tokio::select! {
            biased;
            () = self.is_shut_down() => return Err(self.shut_down_error()),
            process = self.check_out(permit) => process?,
        };
        let mut work = Work::new(self, process, permit, self.busy.count());
        let limit = options.timeout.unwrap_or_else(|| self.spec.request_timeout.for_units(options.units));
        let started = Instant::now();
        let sinks = Sinks { progress: options.progress.as_ref(), pieces: options.pieces.as_ref() };
        let exchange = work.exchange(method, params, sinks);
        let result = tokio::select! {
            biased;
            () = self.is_shut_down() => Err(self.shut_down_error()),
            result = timeout(limit, exchange) => {
                result.unwrap_or_else(|_| Err(self.timed_out(method, limit)))
            }
        };
        metrics::histogram!("colloquy_engine_request_seconds", "engine" => engine_label(),
            "method" => method.to_owned())
        .record(started.elapsed().as_secs_f64());

        match &result {
            Ok(_) | Err(EngineError::Refused { .. }) => work.finish().await,
            Err(EngineError::ShutDown { .. }) => work.kill().await,
            Err(error) => {
                self.note_failure(method, error);
                work.kill().await;
            }
        }
        result
    }

    async fn permit(&self) -> Result<OwnedSemaphorePermit, EngineError> {
        let _queued = self.queued.count();
        Arc::clone(&self.permits).acquire_owned().await.map_err(|_| self.shut_down_error())
    }

    pub(crate) fn stop_timeout(&self) -> Duration {
        self.spec.stop_timeout
    }

    /// Returns once no more work is to be done.
    pub(crate) async fn is_shut_down(&self) {
        let mut shut_down = self.shut_down.subscribe();
        // The sender lives as long as `self`.
        let _is_down = shut_down.wait_for(|down| *down).await;
    }

    /// A process failed at a request, and is lost.
    pub(crate) fn note_failure(&self, method: &str, error: &EngineError) {
        tracing::warn!(engine = self.spec.name, method, %error, "engine lost");
        self.state().last_error = Some((error.clone(), Instant::now()));
        self.note_loss();
    }

    /// Of a request that took longer than it may.
    pub(crate) fn timed_out(&self, method: &str, limit: Duration) -> EngineError {
        EngineError::TimedOut { engine: self.spec.name.clone(), method: method.to_owned(), limit }
    }

    /// A process was lost, which the next start replaces.
    pub(crate) fn note_loss(&self) {
        self.state().lost += 1;
    }

    /// An idle process, or a new one, with the permit to use it.
    async fn check_out(
        self: &Arc<Self>,
        permit: OwnedSemaphorePermit,
    ) -> Result<(Counted, OwnedSemaphorePermit), EngineError> {
        // The one that was used last is the likeliest to hold what the next request needs.
        while let Some(mut idle) = self.pop_idle() {
            if idle.process.process.is_alive() {
                return Ok((idle.process, permit));
            }
            self.note_loss();
        }
        let (tell, started) = oneshot::channel();
        let shared = Arc::clone(self);
        tokio::spawn(async move {
            let start = tokio::select! {
                biased;
                () = shared.is_shut_down() => Err(shared.shut_down_error()),
                start = shared.start() => start,
            };
            if let Err(Ok((process, permit))) = tell.send(start.map(|process| (process, permit))) {
                shared.check_in(process).await;
                drop(permit);
            }
        });
        // Only the runtime's own end takes the task away.
        started.await.unwrap_or_else(|_| Err(self.shut_down_error()))
    }

    async fn start(self: &Arc<Self>) -> Result<Counted, EngineError> {
        let start_error =
            |reason| EngineError::Start { engine: self.spec.name.clone(), reason, stderr_tail: Vec::new() };
        self.state().backoff.check(Instant::now()).map_err(start_error)?;
        let started = Instant::now();
        let process = Process::start(&self.spec).await;
        let mut state = self.state();
        match process {
            Ok(process) => {
                state.backoff.started();
                state.hello = Some(process.hello().clone());
                self.starts.fetch_add(1, Ordering::Relaxed);
                let engine_label = || self.spec.name.clone();
                metrics::counter!("colloquy_engine_starts_total", "engine" => engine_label()).increment(1);
                metrics::histogram!("colloquy_engine_start_seconds", "engine" => engine_label())
                    .record(started.elapsed().as_secs_f64());
                if state.lost > 0 {
                    state.lost -= 1;
                    self.restarts.fetch_add(1, Ordering::Relaxed);
                    metrics::counter!("colloquy_engine_restarts_total", "engine" => engine_label())
                        .increment(1);
                }
                Ok(Counted { process, _count: self.processes.count() })
            }
            Err(error) => {
                tracing::warn!(engine = self.spec.name, %error, log = ?error.stderr_tail(), "no engine");
                // Whether the executable is there is cheap to ask, and an operator who has just put it
                // there should not wait.
                if !matches!(error, EngineError::NotFound { .. }) {
                    state.backoff.failed(Instant::now(), start_reason(&error));
                }
                state.last_error = Some((error.clone(), Instant::now()));
                Err(error)
            }
        }
    }

    pub(crate) async fn check_in(self: &Arc<Self>, process: Counted) {
        if *self.shut_down.borrow() {
            process.process.stop().await;
            return;
        }
        self.state().idle.push(Idle { process, since: Instant::now() });
        if !self.reaper_runs.swap(true, Ordering::Relaxed) {
            tokio::spawn(reap_idle(Arc::downgrade(self), self.spec.idle_timeout));
        }
    }

    fn pop_idle(&self) -> Option<Idle> {
        self.state().idle.pop()
    }

    fn take_idle_since(&self, latest: Instant) -> Vec<Idle> {
        self.state().idle.extract_if(.., |idle| idle.since <= latest).collect()
    }
}

/// The reason inside a failed start, without the words that the next refusal repeats.
fn start_reason(error: &EngineError) -> String {
    match error {
        EngineError::Start { reason, .. } => reason.clone(),
        other => other.to_string(),
    }
}

/// Stops processes that idle too long, until the handle is gone.
async fn reap_idle(shared: Weak<Shared>, idle_timeout: Duration) {
    let pause = (idle_timeout / 4).clamp(Duration::from_millis(10), Duration::from_secs(5));
    loop {
        tokio::time::sleep(pause).await;
        let Some(shared) = shared.upgrade() else { return };
        let Some(latest) = Instant::now().checked_sub(idle_timeout) else { continue };
        for idle in shared.take_idle_since(latest) {
            tracing::debug!(engine = shared.spec.name, "engine stopped, it had no work");
            idle.process.process.stop().await;
        }
    }
}

/// A number that goes up and down, also shown as a metric.
struct Gauge {
    value: AtomicUsize,
    metric: metrics::Gauge,
}

impl Gauge {
    fn new(name: &'static str, engine: &str) -> Self {
        Self { value: AtomicUsize::new(0), metric: metrics::gauge!(name, "engine" => engine.to_owned()) }
    }

    fn value(&self) -> usize {
        self.value.load(Ordering::Relaxed)
    }

    fn count(self: &Arc<Self>) -> Count {
        self.value.fetch_add(1, Ordering::Relaxed);
        self.metric.increment(1.0);
        Count { gauge: Arc::clone(self) }
    }
}

/// One of what a [`Gauge`] counts, until it is dropped.
pub(crate) struct Count {
    gauge: Arc<Gauge>,
}

impl Drop for Count {
    fn drop(&mut self) {
        self.gauge.value.fetch_sub(1, Ordering::Relaxed);
        self.gauge.metric.decrement(1.0);
    }
}
