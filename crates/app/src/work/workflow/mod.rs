//! Doing what a workflow says for one conversation.
//!
//! Actions are done in their order. One that has to be tried again holds up those behind it; one that failed for good
//! does not. What became of each part is written down as soon as it is known, so that a worker that dies repeats one
//! mail or one call at most, with the id that it had before.

mod call;
mod mail;
mod tag;

use std::sync::Arc;

use colloquy_domain::workflow::{Action, ActionLog, RunStatus, Step, WorkflowRun};
use colloquy_domain::{Instant, WorkflowRunId};
use colloquy_store::jobs::LeasedJob;
use colloquy_store::{Durability, StoreError, conversations, workflow_runs, workflows};
use time::Duration;
use tokio_util::sync::CancellationToken;

use super::failure::{check_attempts_left, stage_retry_delay};
use super::lease::{finish, hold, retry};
use super::stage::Ended;
use crate::App;
use crate::workflows::{Facts, Sources};

/// Attempts of a mail or a call: within some two and a half hours.
const STEP_ATTEMPTS: u32 = 8;

/// Longest pause that a server may ask for.
const LONGEST_PAUSE: Duration = Duration::hours(24);

/// Longest answer that is kept, in bytes.
const LONGEST_ANSWER: usize = 2_000;

/// How a step ended.
struct StepEnd {
    verdict: Verdict,
    status: Option<u16>,
    answer: Option<String>,
    error: Option<String>,
}

enum Verdict {
    Done,
    /// Trying again may help, not before so long.
    Again(Option<Duration>),
    Never,
}

impl StepEnd {
    fn done(status: Option<u16>, answer: Option<String>) -> Self {
        Self { verdict: Verdict::Done, status, answer, error: None }
    }

    fn never(error: impl Into<String>) -> Self {
        Self { verdict: Verdict::Never, status: None, answer: None, error: Some(error.into()) }
    }
}

/// One attempt of a run, while it goes on.
struct RunAttempt<'a> {
    app: &'a App,
    job: &'a Arc<LeasedJob>,
    run: WorkflowRun,
    facts: Facts,
    sources: Sources,
    /// Signs calls.
    secret: colloquy_domain::secret::SecretText,
    /// The longest pause that a server asked for.
    pause: Option<Duration>,
}

/// Attempts the run and writes down how it went.
pub async fn run(app: &App, job: &Arc<LeasedJob>, id: WorkflowRunId, shutdown: &CancellationToken) -> Ended {
    match attempt(app, job, id, shutdown).await {
        Ok(ended) => ended,
        Err(StoreError::LeaseLost) => {
            tracing::info!(workflow_run.id = %id, "another worker has the run");
            Ended::ForGood
        }
        Err(error) => {
            // The lease runs out, and the run goes on where it is written down.
            tracing::error!(workflow_run.id = %id, %error, "could not write down a workflow's run");
            Ended::ForGood
        }
    }
}

async fn attempt(
    app: &App,
    job: &Arc<LeasedJob>,
    id: WorkflowRunId,
    shutdown: &CancellationToken,
) -> Result<Ended, StoreError> {
    let reader = app.store.reader();
    let found = workflow_runs::get_any(reader, id).await?;
    let Some(run) = found.filter(|run| run.status == RunStatus::Pending) else {
        let job = job.clone();
        let ended =
            app.store.write(Durability::Relaxed, move |tx| Box::pin(async move { finish(tx, &job).await }));
        return ended.await.map(|()| Ended::ForGood);
    };
    let conversation = conversations::get_any(reader, run.conversation_id).await?;
    let workflow = workflows::get(reader, run.workspace_id, run.workflow_id).await?;
    let workflow = workflow.filter(|workflow| workflow.enabled);
    let (conversation, workflow) = match (conversation, workflow, check_attempts_left(&job.job)) {
        (_, _, Err(error)) => return give_up(app, job, run, RunStatus::Failed, error.to_string()).await,
        (None, ..) => {
            return give_up(app, job, run, RunStatus::Skipped, "the conversation was deleted".into()).await;
        }
        (_, None, _) => {
            let reason = "the workflow was deleted or switched off".into();
            return give_up(app, job, run, RunStatus::Skipped, reason).await;
        }
        (Some(conversation), Some(workflow), Ok(())) => (conversation, workflow),
    };
    let (facts, sources) = Facts::load(app, conversation).await?;
    let attempt = RunAttempt { app, job, run, facts, sources, secret: workflow.secret, pause: None };
    attempt.work_through(shutdown).await
}

/// Ends a run of which nothing more is to be done.
async fn give_up(
    app: &App,
    job: &Arc<LeasedJob>,
    mut run: WorkflowRun,
    status: RunStatus,
    reason: String,
) -> Result<Ended, StoreError> {
    let (job, now) = (job.clone(), app.now());
    for log in run.log.iter_mut().filter(|log| log.status == RunStatus::Pending) {
        log.status = status;
        for step in log.steps.iter_mut().filter(|step| step.status == RunStatus::Pending) {
            step.status = status;
        }
    }
    run.status = status;
    run.error = Some(reason);
    run.next_attempt_at = None;
    run.updated_at = now;
    let written = app.store.write(Durability::Full, move |tx| {
        Box::pin(async move {
            finish(tx, &job).await?;
            workflow_runs::update(tx, &run).await
        })
    });
    written.await.map(|()| Ended::ForGood)
}

impl RunAttempt<'_> {
    async fn work_through(mut self, shutdown: &CancellationToken) -> Result<Ended, StoreError> {
        for position in 0..self.run.actions.len() {
            if self.run.log[position].status != RunStatus::Pending {
                continue;
            }
            let action = self.run.actions[position].clone();
            self.plan(position, &action);
            for step in 0..self.run.log[position].steps.len() {
                if self.run.log[position].steps[step].status != RunStatus::Pending {
                    continue;
                }
                if shutdown.is_cancelled() {
                    return Ok(Ended::CutOff);
                }
                self.do_step(position, step, &action).await?;
            }
            self.run.log[position].settle();
            if self.run.log[position].status == RunStatus::Pending {
                break;
            }
        }
        self.end().await.map(|()| Ended::ForGood)
    }

    /// The action's parts. Those that are there already stay.
    fn plan(&mut self, position: usize, action: &Action) {
        let (targets, note) = match action {
            Action::RecapMail(_) if !self.facts.can_be_told() => {
                (Vec::new(), Some("nothing is known of the conversation that could be told".to_owned()))
            }
            Action::RecapMail(recap) => mail::targets(recap, &self.sources),
            Action::HttpCall(call) => (vec![call.url.clone()], None),
            Action::Tag { tag_id } => (vec![tag_id.to_string()], None),
        };
        let log = &mut self.run.log[position];
        let is_begun = log.steps.iter().any(|step| step.status == RunStatus::Pending);
        if is_begun {
            return;
        }
        for target in targets {
            if !log.steps.iter().any(|step| step.target.eq_ignore_ascii_case(&target)) {
                log.steps.push(Step::new(target));
            }
        }
        let nobody = || log.steps.is_empty().then(|| "there is nobody to send it to".to_owned());
        log.error = note.or_else(nobody);
    }

    async fn do_step(&mut self, position: usize, step: usize, action: &Action) -> Result<(), StoreError> {
        let started_at = self.app.now();
        let target = self.run.log[position].steps[step].target.clone();
        let ended = match action {
            Action::RecapMail(recap) => mail::send(self, position, recap, &target).await,
            Action::HttpCall(call) => call::make(self, position, call, started_at).await,
            Action::Tag { tag_id } => return tag::give(self, position, step, *tag_id, started_at).await,
        };
        let kind = action.kind();
        let outcome = if matches!(ended.verdict, Verdict::Done) { "done" } else { "failed" };
        metrics::counter!("colloquy_workflow_steps_total", "action" => kind, "outcome" => outcome)
            .increment(1);
        if let Verdict::Again(Some(pause)) = ended.verdict {
            self.pause = self.pause.max(Some(pause.min(LONGEST_PAUSE)));
        }
        self.run.log[position].steps[step].note(ended, started_at);
        let (run, job) = (self.run.clone(), self.job.clone());
        let written = self.app.store.write(Durability::Relaxed, move |tx| {
            Box::pin(async move {
                hold(tx, &job).await?;
                workflow_runs::update(tx, &run).await
            })
        });
        written.await
    }

    /// Writes the end of the attempt: of the run, or until the next one.
    async fn end(mut self) -> Result<(), StoreError> {
        let now = self.app.now();
        let is_over = self.run.log.iter().all(|log| log.status != RunStatus::Pending);
        self.run.attempts += 1;
        self.run.updated_at = now;
        self.run.status = if is_over { overall(&self.run.log) } else { RunStatus::Pending };
        self.run.next_attempt_at = (!is_over).then(|| now + self.delay());
        let waiting = self.run.log.iter().flat_map(|log| &log.steps);
        let waiting = waiting.filter(|step| step.status == RunStatus::Pending);
        let error = waiting.filter_map(|step| step.error.clone()).next().unwrap_or_default();
        let (run, job) = (self.run, self.job.clone());
        let written = self.app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                match run.next_attempt_at {
                    Some(then) => retry(tx, &job, then, &error).await?,
                    None => finish(tx, &job).await?,
                }
                workflow_runs::update(tx, &run).await
            })
        });
        written.await
    }

    /// Until the next attempt: longer each time, and as long as a server asked for.
    fn delay(&self) -> Duration {
        let steps = self.run.log.iter().flat_map(|log| &log.steps);
        let waiting = steps.filter(|step| step.status == RunStatus::Pending);
        let attempts = waiting.map(|step| step.attempts).max().unwrap_or(1);
        stage_retry_delay(attempts).max(self.pause.unwrap_or(Duration::ZERO))
    }
}

trait Settle {
    fn settle(&mut self);
}

impl Settle for ActionLog {
    /// The status of the whole, from that of its parts.
    fn settle(&mut self) {
        let any = |status| self.steps.iter().any(|step| step.status == status);
        self.status = match () {
            () if any(RunStatus::Pending) => RunStatus::Pending,
            () if any(RunStatus::Failed) => RunStatus::Failed,
            () if any(RunStatus::Done) => RunStatus::Done,
            () => RunStatus::Skipped,
        };
    }
}

trait Note {
    fn note(&mut self, ended: StepEnd, started_at: Instant);
}

impl Note for Step {
    fn note(&mut self, ended: StepEnd, started_at: Instant) {
        self.attempts += 1;
        self.attempted_at = Some(started_at);
        self.response_status = ended.status;
        self.response = ended.answer;
        self.error = ended.error;
        self.status = match ended.verdict {
            Verdict::Done => RunStatus::Done,
            Verdict::Again(_) if self.attempts < STEP_ATTEMPTS => RunStatus::Pending,
            Verdict::Again(_) | Verdict::Never => RunStatus::Failed,
        };
    }
}

fn overall(log: &[ActionLog]) -> RunStatus {
    let any = |status| log.iter().any(|log| log.status == status);
    match () {
        () if any(RunStatus::Failed) => RunStatus::Failed,
        () if any(RunStatus::Done) => RunStatus::Done,
        () => RunStatus::Skipped,
    }
}

/// The beginning of an answer as text that any database takes.
fn kept(bytes: &[u8]) -> Option<String> {
    let mut text = String::from_utf8_lossy(bytes).replace('\0', "\u{fffd}");
    text.truncate(text.floor_char_boundary(LONGEST_ANSWER));
    (!text.is_empty()).then_some(text)
}
