//! Whether what the server needs truly works.

use serde::Serialize;

use crate::App;

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

/// Tries the database and the object store. `workers_beat` is when the workers of this process last showed
/// that they live, none where this process has no workers.
pub async fn check(app: &App, workers_beat: Option<i64>) -> Health {
    let database = app.store.ping().await;
    let objects = app.objects.check().await;
    let is_database_down = database.is_err();
    let mut checks = vec![
        outcome("database", database.map_err(|error| error.to_string())),
        outcome("storage", objects.map_err(|error| error.to_string())),
    ];
    if let Some(beat) = workers_beat {
        let age_seconds = app.now().unix_timestamp() - beat;
        let ok = age_seconds <= 60;
        checks.push(Check { name: "workers", ok, detail: format!("last sign of life {age_seconds} s ago") });
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
