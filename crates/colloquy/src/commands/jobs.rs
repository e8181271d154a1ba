//! `colloquy jobs …`.

use anyhow::Context;
use colloquy_app::{App, dead_jobs, setup};
use colloquy_domain::JobId;
use colloquy_http::problem::iso;
use serde_json::{Value, json};

use crate::cli::JobsCommand;
use crate::output;

/// Most dead jobs shown at once.
const MOST_SHOWN: u64 = 1_000;

pub async fn run(app: &App, command: JobsCommand) -> anyhow::Result<()> {
    match command {
        JobsCommand::Dead { workspace, output: form } => {
            let workspace = setup::find_workspace(app, workspace.as_deref()).await?;
            let all = dead_jobs::list(app, workspace.id, MOST_SHOWN).await?;
            let listed: Vec<Value> = all
                .iter()
                .map(|job| {
                    json!({
                        "id": job.id,
                        "kind": job.kind,
                        "attempts": job.attempts,
                        "error": job.last_error,
                        "died_at": iso(job.died_at),
                    })
                })
                .collect();
            output::print(form.json, &listed, |_| {
                all.iter()
                    .map(|job| {
                        let error = job.last_error.as_deref().unwrap_or_default();
                        format!("{}  {}  {error}", job.id, job.queue.as_str())
                    })
                    .collect()
            })
        }
        JobsCommand::Retry { id, workspace, output: form } => {
            let workspace = setup::find_workspace(app, workspace.as_deref()).await?;
            let count = match id {
                Some(id) => {
                    let id: JobId = id.parse().ok().context("id is no job's id")?;
                    dead_jobs::retry(app, workspace.id, id).await?;
                    1
                }
                None => dead_jobs::retry_all(app, workspace.id).await?,
            };
            output::print(form.json, &json!({ "retried": count }), |_| vec![format!("put back {count}")])
        }
    }
}
