//! Logs and metrics of this process.

use std::io::IsTerminal;
use std::time::Duration;

use anyhow::Context;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;

use crate::settings::Settings;

/// Buckets for durations in seconds, from a delivery on loopback to an hour of speech; close together where
/// deliveries are held to a few milliseconds.
const DURATION_BUCKETS: [f64; 28] = [
    0.0005, 0.001, 0.0015, 0.002, 0.0025, 0.003, 0.0035, 0.004, 0.0045, 0.005, 0.006, 0.0075, 0.01, 0.0125,
    0.015, 0.0175, 0.02, 0.025, 0.035, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0, 300.0, 3_600.0,
];

/// Starts the log on standard error.
pub fn start_log(settings: &Settings) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&settings.log_level).context("log.level")?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false);
    let started = if settings.log_json { log.json().try_init() } else { log.try_init() };
    started.map_err(|error| anyhow::anyhow!("the log could not be started: {error}"))
}

/// How often samples are put into their buckets.
const UPKEEP_PAUSE: Duration = Duration::from_secs(5);

/// Collects metrics from now on; the handle renders them for Prometheus.
pub fn start_metrics() -> anyhow::Result<PrometheusHandle> {
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &DURATION_BUCKETS)
        .context("metric buckets")?
        .install_recorder()
        .context("the metrics could not be started")?;
    tokio::spawn(keep_up(handle.clone()));
    Ok(handle)
}

/// The recorder keeps each sample of a histogram until it is put into its bucket, which only a scrape does by
/// itself: where nobody scrapes, memory would grow with every request.
async fn keep_up(handle: PrometheusHandle) {
    let mut ticks = tokio::time::interval(UPKEEP_PAUSE);
    loop {
        ticks.tick().await;
        handle.run_upkeep();
    }
}
