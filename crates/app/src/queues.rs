//! What waits and what is at work, for people who look after the server.

use colloquy_domain::job::Queue;
use colloquy_store::jobs;

use crate::{App, AppError};

/// A queue of jobs, of all workspaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueState {
    /// Which.
    pub queue: Queue,
    /// Jobs that are due and that nobody has taken.
    pub waiting: u64,
    /// Jobs that a worker has.
    pub running: u64,
    /// For how long the one that waits longest has been due.
    pub oldest_waiting_seconds: Option<u64>,
}

/// All queues.
pub async fn list(app: &App) -> Result<Vec<QueueState>, AppError> {
    let (reader, now) = (app.store.reader(), app.now());
    let mut states = Vec::new();
    for count in jobs::counts(reader, now).await? {
        let age = jobs::oldest_due_age(reader, count.queue, now).await?;
        states.push(QueueState {
            queue: count.queue,
            waiting: count.due,
            running: count.running,
            oldest_waiting_seconds: age.map(|age| age.as_secs()),
        });
    }
    Ok(states)
}
