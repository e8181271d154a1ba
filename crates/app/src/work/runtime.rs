//! The loops that keep workers busy.
//!
//! One loop per queue. It registers for the wake-up before it looks for work, claims at most as many jobs as
//! it has room for, and sleeps until it is woken, a job falls due, or a while has passed (other processes on
//! SQLite cannot wake it). One task renews the leases of everything at work, and stops the attempts that have
//! lost theirs. On shutdown jobs that were claimed but not begun are given back at once; those at work get a grace
//! period, then they are cut off and given back, too.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures::FutureExt;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use colloquy_domain::job::{JobKind, Queue};
use colloquy_domain::stage::StageName;
use colloquy_store::jobs::{self, Lease, LeasedJob, WorkerId};

use super::beats::Beats;
use super::deliver;
use super::dialer_call;
use super::dialogue;
use super::evaluation;
use super::export;
use super::fetch::RecordingFetch;
use super::insight::Insight;
use super::knowledge;
use super::metric;
use super::options::WorkerOptions;
use super::stage::{self, Ended, StageAttempt};
use super::transcribe::Transcription;
use super::workflow;
use crate::ingest::keep_sweeping;
use crate::{App, oauth, usage};

/// How long jobs may take to end once they are cut off.
const CUT_OFF_WITHIN: Duration = Duration::from_secs(2);

/// The running workers of this process.
pub struct Workers {
    shutdown: CancellationToken,
    queues: JoinSet<()>,
    keeper: JoinSet<()>,
    shared: Arc<Shared>,
}

struct Shared {
    app: App,
    options: WorkerOptions,
    worker: WorkerId,
    /// What stops each attempt. By lease and not by job: a job whose lease ran out while this process slept may be
    /// claimed again while its first attempt is still at it.
    at_work: Mutex<HashMap<Lease, CancellationToken>>,
    beats: Arc<Beats>,
}

impl Workers {
    /// Starts them.
    #[must_use]
    pub fn start(app: App, options: WorkerOptions) -> Self {
        let shutdown = CancellationToken::new();
        let beats = Arc::new(Beats::new(app.now()));
        let shared =
            Arc::new(Shared { app, options, worker: WorkerId::generate(), at_work: Mutex::default(), beats });
        let (mut queues, mut keeper) = (JoinSet::new(), JoinSet::new());
        for queue in Queue::ALL {
            queues.spawn(run_queue(shared.clone(), queue, shutdown.clone()));
        }
        queues.spawn(keep_sweeping(shared.app.clone(), shutdown.clone()));
        queues.spawn(oauth::keep_sweeping(shared.app.clone(), shutdown.clone()));
        queues.spawn(usage::keep_flushing(shared.app.clone(), shutdown.clone()));
        keeper.spawn(renew_leases(shared.clone()));
        Self { shutdown, queues, keeper, shared }
    }

    /// Shows that the loops live.
    #[must_use]
    pub fn beat(&self) -> Arc<Beats> {
        self.shared.beats.clone()
    }

    /// Ends them: no new work, a grace period for what is at hand, the rest is given back.
    pub async fn stop(mut self) {
        self.shutdown.cancel();
        while self.queues.join_next().await.is_some() {}
        // Only now: what is in its grace period needs its lease.
        self.keeper.shutdown().await;
        let left: Vec<Lease> = self.shared.lock_at_work().drain().map(|(lease, _)| lease).collect();
        if let Err(error) = jobs::give_back(&self.shared.app.store, &left).await {
            tracing::warn!(%error, "could not give back leases; they will run out by themselves");
        }
    }
}

impl Shared {
    fn lock_at_work(&self) -> std::sync::MutexGuard<'_, HashMap<Lease, CancellationToken>> {
        // A panic while the lock is held cannot leave the map half changed.
        self.at_work.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn capacity(&self, queue: Queue) -> (usize, usize) {
        let options = &self.options;
        match queue {
            Queue::Transcribe => (options.transcribe, options.transcribe),
            Queue::Insight => (options.insight, options.insight),
            Queue::Deliver => (options.deliver, options.deliver_per_endpoint),
            Queue::Workflow => (options.workflow, options.workflow_per_workspace),
            Queue::Fetch => (options.fetch, options.fetch_per_workspace),
            Queue::Metric => (options.metric, options.metric),
            Queue::Evaluate => (options.evaluate, options.evaluate),
            Queue::Export => (options.export, options.export),
            Queue::Converse => (options.converse, options.converse_per_workspace),
            Queue::Send => (options.send, options.send_per_workspace),
            Queue::Call => (options.call, options.call),
        }
    }
}

async fn run_queue(shared: Arc<Shared>, queue: Queue, shutdown: CancellationToken) {
    let (capacity, per_lane) = shared.capacity(queue);
    let store = shared.app.store.clone();
    let mut wakeups = store.wakeups(queue);
    let (handed_over, mut taken) = mpsc::channel::<LeasedJob>(capacity);
    if queue == Queue::Deliver {
        // Deliveries are worth the shortest way: they come here straight from the transaction that made them.
        store.attach(queue, shared.worker, handed_over, shared.options.lease);
    }
    let pause = look_pause(queue);
    let mut running: JoinSet<Uuid> = JoinSet::new();
    let mut busy_lanes: HashMap<Uuid, usize> = HashMap::new();
    let mut next_due = None;
    // Whether there may be due jobs that nobody has looked at, and when to look at the soonest.
    let mut wants_look = true;
    let mut look_at = tokio::time::Instant::now();
    loop {
        shared.beats.note_queue(queue, shared.app.now());
        while let Some(ended) = running.try_join_next() {
            settle(&mut busy_lanes, ended);
            wants_look = true;
        }
        let room = capacity.saturating_sub(running.len());
        let is_time = wants_look && room > 0 && tokio::time::Instant::now() >= look_at;
        if is_time && !shutdown.is_cancelled() {
            let now = shared.app.now();
            let lease_until = now + shared.options.lease;
            let busy = busy_lanes.clone();
            let claim = jobs::claim(&store, queue, shared.worker, lease_until, room, now, &busy, per_lane);
            tokio::pin!(claim);
            // Jobs that are handed over do not wait for the claim: on a busy writer it takes its turn. For a
            // moment there may be twice as many at work as there is room for, no more.
            let claimed = loop {
                tokio::select! {
                    claimed = &mut claim => break claimed,
                    Some(job) = taken.recv() => {
                        accept(&shared, (capacity, per_lane), &mut running, &mut busy_lanes, job, &shutdown).await;
                    }
                }
            };
            look_at = tokio::time::Instant::now() + pause;
            match claimed {
                Ok(claimed) => {
                    wants_look = claimed.len() == room;
                    for job in claimed {
                        spawn(&shared, &mut running, &mut busy_lanes, job, &shutdown);
                    }
                    if wants_look {
                        continue;
                    }
                    next_due = jobs::next_due(store.reader(), queue, now).await.unwrap_or_default();
                }
                Err(error) => {
                    tracing::error!(queue = queue.as_str(), %error, "could not claim jobs");
                    look_at = tokio::time::Instant::now() + shared.options.poll;
                }
            }
        }
        let falls_due = match next_due {
            Some(then) if !wants_look => shared.app.clock.sleep_until(then),
            _ => futures::future::pending().boxed(),
        };
        tokio::select! {
            () = shutdown.cancelled() => break,
            () = wakeups.next() => wants_look = true,
            () = falls_due => wants_look = true,
            () = tokio::time::sleep(shared.options.poll) => wants_look = true,
            () = tokio::time::sleep_until(look_at), if wants_look && room > 0 => {}
            Some(ended) = running.join_next(), if !running.is_empty() => {
                settle(&mut busy_lanes, ended);
                wants_look = true;
            }
            Some(job) = taken.recv() => {
                accept(&shared, (capacity, per_lane), &mut running, &mut busy_lanes, job, &shutdown).await;
            }
        }
    }
    store.detach(queue);
    taken.close();
    let mut unused = Vec::new();
    while let Some(job) = taken.recv().await {
        unused.push(job.lease());
    }
    let _ = jobs::give_back(&store, &unused).await;
    if !ended_within(shared.options.grace, &mut running).await {
        running.abort_all();
        // Nobody should be at a job that is given back. One whose thread still computes ends at its next pause
        // and stores nothing.
        ended_within(CUT_OFF_WITHIN, &mut running).await;
    }
}

async fn ended_within(longest: Duration, running: &mut JoinSet<Uuid>) -> bool {
    let all_ended = async { while running.join_next().await.is_some() {} };
    tokio::time::timeout(longest, all_ended).await.is_ok()
}

/// Shortest time between two looks for jobs. Deliveries end by the thousand each second, and each end may make
/// room for one that waits: looking after each of them would cost more than the deliveries. Those that are
/// handed over do not wait for a look.
fn look_pause(queue: Queue) -> Duration {
    match queue {
        Queue::Deliver => Duration::from_millis(5),
        Queue::Transcribe | Queue::Insight | Queue::Workflow | Queue::Fetch => Duration::ZERO,
        Queue::Metric | Queue::Evaluate | Queue::Export => Duration::ZERO,
        Queue::Converse | Queue::Send | Queue::Call => Duration::ZERO,
    }
}

/// Begins a job that was handed over, or gives it back where there is no room for it.
async fn accept(
    shared: &Arc<Shared>,
    (capacity, per_lane): (usize, usize),
    running: &mut JoinSet<Uuid>,
    busy_lanes: &mut HashMap<Uuid, usize>,
    job: LeasedJob,
    shutdown: &CancellationToken,
) {
    let lane_is_full = busy_lanes.get(&job.job.lane).copied().unwrap_or(0) >= per_lane;
    if lane_is_full || running.len() >= capacity {
        let _ = jobs::give_back(&shared.app.store, &[job.lease()]).await;
    } else {
        spawn(shared, running, busy_lanes, job, shutdown);
    }
}

fn settle(busy_lanes: &mut HashMap<Uuid, usize>, ended: Result<Uuid, tokio::task::JoinError>) {
    let Ok(lane) = ended else { return };
    if let Some(count) = busy_lanes.get_mut(&lane) {
        *count -= 1;
        if *count == 0 {
            busy_lanes.remove(&lane);
        }
    }
}

fn spawn(
    shared: &Arc<Shared>,
    running: &mut JoinSet<Uuid>,
    busy_lanes: &mut HashMap<Uuid, usize>,
    job: LeasedJob,
    shutdown: &CancellationToken,
) {
    *busy_lanes.entry(job.job.lane).or_default() += 1;
    let (id, lease, lane) = (job.job.id, job.lease(), job.job.lane);
    let lost = CancellationToken::new();
    shared.lock_at_work().insert(lease, lost.clone());
    let (shared, shutdown) = (shared.clone(), shutdown.clone());
    running.spawn(async move {
        let job = Arc::new(job);
        let attempt = std::panic::AssertUnwindSafe(attempt(&shared.app, &job, &shutdown)).catch_unwind();
        let ended = tokio::select! {
            ended = attempt => ended.unwrap_or_else(|_panic| {
                // Its lease runs out and the job is tried again; the panic itself stands in the log.
                metrics::counter!("colloquy_job_panics_total").increment(1);
                tracing::error!(job.id = %id, "a job panicked");
                Ended::ForGood
            }),
            () = lost.cancelled() => {
                tracing::warn!(job.id = %id, "stopped an attempt that had lost its lease");
                Ended::ForGood
            }
        };
        if ended == Ended::ForGood {
            shared.lock_at_work().remove(&lease);
        }
        lane
    });
}

/// Does one attempt of a job that was claimed. `shutdown` tells that this process is about to end.
pub async fn attempt(app: &App, job: &Arc<LeasedJob>, shutdown: &CancellationToken) -> Ended {
    let queue = job.job.kind.queue().as_str();
    let started = std::time::Instant::now();
    let of_stage = |conversation_id, stage| StageAttempt {
        app,
        job,
        conversation_id,
        stage,
        started_at: app.now(),
        shutdown,
    };
    let ended = match job.job.kind {
        JobKind::FetchRecording { conversation_id } => {
            stage::run(&of_stage(conversation_id, StageName::Recording), RecordingFetch).await
        }
        JobKind::Transcribe { conversation_id } => {
            stage::run(&of_stage(conversation_id, StageName::Transcript), Transcription).await
        }
        JobKind::Insight { conversation_id, stage } => {
            stage::run(&of_stage(conversation_id, stage), Insight).await
        }
        JobKind::Deliver { delivery_id } => {
            deliver::run(app, job, delivery_id).await;
            Ended::ForGood
        }
        JobKind::Workflow { workflow_run_id } => workflow::run(app, job, workflow_run_id, shutdown).await,
        JobKind::TakeDialerCall { dialer_event_id } => {
            dialer_call::run(app, job, dialer_event_id, shutdown).await
        }
        JobKind::Metric { collection_job_id, conversation_id } => {
            metric::run(app, job, collection_job_id, conversation_id, shutdown).await
        }
        JobKind::Evaluate { evaluation_id } => evaluation::run(app, job, evaluation_id, shutdown).await,
        JobKind::Export { export_job_id } => export::run(app, job, export_job_id, shutdown).await,
        JobKind::BeginDialogue { .. }
        | JobKind::Reply { .. }
        | JobKind::DialogueIdle { .. }
        | JobKind::SendMessage { .. }
        | JobKind::PlaceCall { .. } => dialogue::run(app, job, shutdown).await,
        JobKind::ReadKnowledge { knowledge_base_id } => {
            knowledge::run(app, job, knowledge_base_id, shutdown).await
        }
    };
    let seconds = started.elapsed().as_secs_f64();
    metrics::histogram!("colloquy_job_duration_seconds", "queue" => queue).record(seconds);
    let stage = match job.job.kind {
        JobKind::FetchRecording { .. } => Some(StageName::Recording),
        JobKind::Transcribe { .. } => Some(StageName::Transcript),
        JobKind::Insight { stage, .. } => Some(stage),
        JobKind::Evaluate { .. } => Some(StageName::Evaluation),
        JobKind::Deliver { .. }
        | JobKind::Workflow { .. }
        | JobKind::TakeDialerCall { .. }
        | JobKind::Metric { .. }
        | JobKind::Export { .. }
        | JobKind::BeginDialogue { .. }
        | JobKind::Reply { .. }
        | JobKind::DialogueIdle { .. }
        | JobKind::SendMessage { .. }
        | JobKind::PlaceCall { .. }
        | JobKind::ReadKnowledge { .. } => None,
    };
    if let Some(stage) = stage {
        metrics::histogram!("colloquy_stage_duration_seconds", "stage" => stage.as_str()).record(seconds);
    }
    ended
}

async fn renew_leases(shared: Arc<Shared>) {
    let pause = shared.options.lease / 3;
    let mut missed = HashSet::new();
    loop {
        shared.beats.note_leases(shared.app.now());
        tokio::time::sleep(pause).await;
        let held: Vec<Lease> = shared.lock_at_work().keys().copied().collect();
        if held.is_empty() {
            continue;
        }
        let lease_until = shared.app.now() + shared.options.lease;
        match jobs::heartbeat(&shared.app.store, &held, lease_until).await {
            Ok(own) => {
                let lost = held.into_iter().filter(|lease| !own.contains(lease)).collect();
                stop_attempts(&shared, missed.intersection(&lost));
                missed = lost;
            }
            Err(error) => tracing::warn!(%error, "could not renew leases"),
        }
    }
}

/// Stops attempts whose results would be thrown away. Only what was missed twice: an attempt that is just ending has
/// no lease any more either.
fn stop_attempts<'a>(shared: &Shared, lost: impl Iterator<Item = &'a Lease>) {
    let at_work = shared.lock_at_work();
    lost.filter_map(|lease| at_work.get(lease)).for_each(CancellationToken::cancel);
}
