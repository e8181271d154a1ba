//! Whether what the server needs truly works.
//!
//! Trying means writing: a row of the database, and an object that is read back and removed. Everybody may ask
//! for it, so [`HealthWatch`] tries at most once in a while, however many ask, and one at a time.

use std::sync::Arc;

use serde::Serialize;
use time::Duration;
use tokio::sync::Mutex;

use colloquy_domain::Instant;

use crate::App;
use crate::work::Beats;

/// How long what was seen is told to others, too.
const KEPT: Duration = Duration::seconds(5);

/// A loop of the workers that has shown no sign of life for so long does not live. One that does is silent for no
/// longer than a third of a lease, the pause between two renewals.
const LONGEST_SILENCE: Duration = Duration::seconds(60);

/// The state of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HealthStatus {
    /// Everything works.
    Healthy,
    /// Requests are answered, but something behind them does not work.
    Degraded,
    /// Requests cannot be answered.
    Unhealthy,
}

/// One thing that was tried.
#[derive(Debug, Clone, Serialize)]
pub struct Check {
    /// What.
    pub name: &'static str,
    /// Whether it works.
    pub ok: bool,
    /// What was seen.
    pub detail: String,
}

/// What was seen.
#[derive(Debug, Clone, Serialize)]
pub struct Health {
    /// The state of the whole.
    pub status: HealthStatus,
    /// What was tried.
    pub checks: Vec<Check>,
}

/// Looks for everybody who asks.
pub struct HealthWatch {
    workers: Option<Arc<Beats>>,
    last: Mutex<Option<(Instant, Health)>>,
}

impl HealthWatch {
    /// Watches the workers of this process, too, where it has any.
    #[must_use]
    pub fn new(workers: Option<Arc<Beats>>) -> Self {
        Self { workers, last: Mutex::default() }
    }

    /// What was seen within the last five seconds; otherwise looks, while all others who ask wait for it.
    pub async fn look(&self, app: &App) -> Health {
        let mut last = self.last.lock().await;
        let now = app.now();
        if let Some((seen_at, health)) = &*last
            // A clock that was set back must not keep an old look alive.
            && (Duration::ZERO..KEPT).contains(&(now - *seen_at))
        {
            return health.clone();
        }
        let health = check(app, self.workers.as_deref()).await;
        for failing in health.checks.iter().filter(|check| !check.ok) {
            tracing::warn!(check = failing.name, detail = failing.detail, "health check failed");
        }
        *last = Some((now, health.clone()));
        health
    }
}

/// Tries the database and the object store, and looks at the loops of this process's workers where there are
/// any.
pub async fn check(app: &App, workers: Option<&Beats>) -> Health {
    let database = app.store.ping().await;
    let objects = app.objects.check().await;
    let is_database_down = database.is_err();
    let mut checks = vec![
        outcome("database", database.map_err(|error| error.to_string())),
        outcome("storage", objects.map_err(|error| error.to_string())),
    ];
    if let Some(beats) = workers {
        let (name, beat) = beats.oldest();
        let silence = app.now() - beat;
        checks.push(Check {
            name: "workers",
            ok: silence <= LONGEST_SILENCE,
            detail: format!("last sign of life of {name} {} s ago", silence.whole_seconds()),
        });
    }
    let status = match (is_database_down, checks.iter().all(|check| check.ok)) {
        (true, _) => HealthStatus::Unhealthy,
        (false, false) => HealthStatus::Degraded,
        (false, true) => HealthStatus::Healthy,
    };
    Health { status, checks }
}

fn outcome(name: &'static str, result: Result<(), String>) -> Check {
    match result {
        Ok(()) => Check { name, ok: true, detail: "works".into() },
        Err(detail) => Check { name, ok: false, detail },
    }
}
