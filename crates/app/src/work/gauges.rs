//! Depth and age of the queues, as gauges.

use colloquy_domain::job::Queue;
use colloquy_store::jobs;

use crate::{App, AppError};

/// Reads them anew.
pub async fn renew_gauges(app: &App) -> Result<(), AppError> {
    let (reader, now) = (app.store.reader(), app.now());
    for queue in Queue::ALL {
        let age = jobs::oldest_due_age(reader, queue, now).await?;
        let seconds = age.map_or(0.0, |age| age.as_secs_f64());
        metrics::gauge!("colloquy_queue_oldest_job_age_seconds", "queue" => queue.as_str()).set(seconds);
    }
    for count in jobs::counts(reader, now).await? {
        let queue = count.queue.as_str();
        let gauge =
            |state: &'static str| metrics::gauge!("colloquy_queue_jobs", "queue" => queue, "state" => state);
        gauge("due").set(count.due as f64);
        gauge("scheduled").set(count.scheduled as f64);
        gauge("running").set(count.running as f64);
        gauge("dead").set(count.dead as f64);
    }
    Ok(())
}
