//! How a process works.

use std::time::Duration;

/// How a process works.
#[derive(Debug, Clone)]
pub struct WorkerOptions {
    /// Conversations transcribed at once.
    pub transcribe: usize,
    /// Insight stages at once.
    pub insight: usize,
    /// Deliveries at once.
    pub deliver: usize,
    /// Deliveries at once to one endpoint.
    pub deliver_per_endpoint: usize,
    /// Runs of workflows at once.
    pub workflow: usize,
    /// Runs of workflows at once of one workspace.
    pub workflow_per_workspace: usize,
    /// Recordings fetched at once.
    pub fetch: usize,
    /// Recordings fetched at once for one workspace.
    pub fetch_per_workspace: usize,
    /// Conversations measured at once.
    pub metric: usize,
    /// Conversations scored at once.
    pub evaluate: usize,
    /// Files with many rows made at once.
    pub export: usize,
    /// Turns of dialogues at once.
    pub converse: usize,
    /// Turns of dialogues at once of one workspace.
    pub converse_per_workspace: usize,
    /// Messages handed over at once.
    pub send: usize,
    /// Messages handed over at once of one workspace.
    pub send_per_workspace: usize,
    /// Telephone calls held at once.
    pub call: usize,
    /// Life of a lease without a heartbeat.
    pub lease: Duration,
    /// Longest sleep without looking for work.
    pub poll: Duration,
    /// Time that work at hand gets on shutdown.
    pub grace: Duration,
}

impl Default for WorkerOptions {
    fn default() -> Self {
        Self {
            transcribe: 2,
            insight: 2,
            // An attempt holds its place until its result is written down, which on a busy SQLite takes its turn:
            // with 16 to one endpoint a few hundred a second were the most.
            deliver: 1_024,
            deliver_per_endpoint: 64,
            // They wait for other people's servers; a slow one should not hold up another workspace.
            workflow: 32,
            workflow_per_workspace: 8,
            // They wait, too, and each has a file of its own on this machine's disk.
            fetch: 16,
            fetch_per_workspace: 4,
            metric: 2,
            evaluate: 2,
            // It reads far and keeps one connection busy; who waits for a file does not watch it.
            export: 1,
            // They wait for a language model that somebody else runs; the embedded one takes them in turn.
            converse: 32,
            converse_per_workspace: 24,
            send: 32,
            send_per_workspace: 16,
            // A job lasts as long as its call, and mostly waits; how many a workspace may have is counted elsewhere.
            call: 200,
            lease: Duration::from_secs(30),
            poll: Duration::from_secs(2),
            grace: Duration::from_secs(5),
        }
    }
}
