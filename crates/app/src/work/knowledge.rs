//! Reading a knowledge base: its own text, and the pages and documents that it names.
//!
//! Each is read, reduced to text and cut into passages; one transaction puts them in place of the former ones, says how
//! reading went at each source, ends the job, and writes the one for the next time. A page that cannot be read keeps the
//! passages that it had. Where trying again may help, the job is tried again, and reads those pages only that it has not
//! read yet; where it does not help, the next time may. What did not change is not written anew: then indexes stay.

mod page;

use std::collections::HashMap;
use std::sync::Arc;

use colloquy_agent::knowledge::passages as cut;
use colloquy_domain::knowledge::{KnowledgeBase, KnowledgeSource, KnowledgeStatus};
use colloquy_domain::{Instant, KnowledgeBaseId, KnowledgeSourceId};
use colloquy_store::jobs::LeasedJob;
use colloquy_store::{Durability, StoreError, Tx, jobs, knowledge};
use futures::StreamExt;
use futures::stream;
use tokio_util::sync::CancellationToken;

use super::failure::{WorkError, check_attempts_left, stage_retry_delay};
use super::lease::{bury, finish, retry};
use super::stage::Ended;
use crate::App;
use crate::knowledge::read_job;

/// Pages of one knowledge base that are read at once.
const AT_ONCE: usize = 4;
/// Most passages of one knowledge base.
const MOST_PASSAGES: usize = 20_000;

/// A source, and what reading it brought.
struct Reading {
    source: KnowledgeSource,
    outcome: Outcome,
}

enum Outcome {
    /// It was read.
    Read { title: Option<String>, passages: Vec<String> },
    /// A former attempt of the same job has read it.
    Kept,
    /// It could not be read.
    Failed { reason: String, is_passing: bool },
}

/// Reads it, and writes down how that went.
pub async fn run(
    app: &App,
    job: &Arc<LeasedJob>,
    id: KnowledgeBaseId,
    shutdown: &CancellationToken,
) -> Ended {
    let Err(error) = try_once(app, job, id, shutdown).await else { return Ended::ForGood };
    tracing::warn!(knowledge_base.id = %id, attempt = job.job.attempts, %error, "could not read a knowledge base");
    let is_final = match &error {
        WorkError::LeaseLost => return Ended::ForGood,
        WorkError::Permanent(_) => true,
        WorkError::Transient(_) | WorkError::Store(_) if shutdown.is_cancelled() => return Ended::CutOff,
        WorkError::Transient(_) | WorkError::Store(_) => job.is_last_attempt(),
    };
    if let Err(error) = fail(app, job, id, error.to_string(), is_final).await {
        tracing::error!(knowledge_base.id = %id, %error, "could not write down a failed attempt");
    }
    Ended::ForGood
}

async fn try_once(
    app: &App,
    job: &Arc<LeasedJob>,
    id: KnowledgeBaseId,
    shutdown: &CancellationToken,
) -> Result<(), WorkError> {
    check_attempts_left(&job.job)?;
    let reader = app.store.reader();
    let Some(base) = knowledge::get_any(reader, id).await? else {
        let job = job.clone();
        let ended =
            app.store.write(Durability::Relaxed, move |tx| Box::pin(async move { finish(tx, &job).await }));
        return ended.await.map_err(WorkError::from);
    };
    let known = knowledge::sources(reader, id).await?;
    let mut former: HashMap<KnowledgeSourceId, Vec<String>> = HashMap::new();
    for passage in knowledge::passages(reader, &[id]).await? {
        former.entry(passage.source_id).or_default().push(passage.text);
    }
    let own_text = own_text(&base);
    // Made before they are polled, in a list: so none borrows from the stream.
    let reads: Vec<_> = planned(&base, own_text.is_some(), &known)
        .into_iter()
        .map(|source| read(app, job, own_text.as_deref(), source))
        .collect();
    let mut readings = tokio::select! {
        readings = stream::iter(reads).buffered(AT_ONCE).collect::<Vec<Reading>>() => readings,
        () = shutdown.cancelled() => {
            return Err(WorkError::Transient("the process is about to end".into()));
        }
    };
    bound(&mut readings, &former);
    let is_any_gone = known.iter().any(|known| !readings.iter().any(|reading| reading.source.id == known.id));
    let written = Written { id, readings, former, is_any_gone };
    complete(app, job, written).await.map_err(WorkError::from)
}

/// The text of the knowledge base's own, below its title: a question is found by its words, too.
fn own_text(base: &KnowledgeBase) -> Option<String> {
    let text = base.text.as_deref().filter(|text| !text.trim().is_empty())?;
    let text = text.replace('\0', "");
    Some(if text.contains(&base.title) { text } else { format!("{}\n\n{text}", base.title) })
}

/// What is to be read: what is known of it already, or what is new.
fn planned(base: &KnowledgeBase, has_text: bool, known: &[KnowledgeSource]) -> Vec<KnowledgeSource> {
    let own = has_text.then_some(None);
    let wanted = own.into_iter().chain(base.urls.iter().map(Some));
    let source = |url: Option<&String>| {
        let found = known.iter().find(|source| source.url.as_ref() == url);
        found.cloned().unwrap_or_else(|| KnowledgeSource {
            id: KnowledgeSourceId::generate(),
            knowledge_base_id: base.id,
            url: url.cloned(),
            title: None,
            read_at: None,
            error: None,
        })
    };
    wanted.map(source).collect()
}

async fn read(app: &App, job: &LeasedJob, own_text: Option<&str>, source: KnowledgeSource) -> Reading {
    let is_read_already =
        job.job.attempts > 1 && source.error.is_none() && source.read_at >= Some(job.job.created_at);
    let outcome = match &source.url {
        None => passages_of(None, own_text.unwrap_or_default().to_owned()).await,
        Some(_) if is_read_already => Outcome::Kept,
        Some(url) => match page::read(app, url).await {
            Ok(document) => match passages_of(document.title, document.text).await {
                Outcome::Read { passages, .. } if passages.is_empty() => {
                    Outcome::Failed { reason: "there is no text in it".into(), is_passing: false }
                }
                outcome => outcome,
            },
            Err(page::Unread { reason, is_passing }) => Outcome::Failed { reason, is_passing },
        },
    };
    if let Outcome::Failed { reason, .. } = &outcome {
        tracing::info!(knowledge_source.id = %source.id, %reason, "could not read a page of a knowledge base");
    }
    Reading { source, outcome }
}

async fn passages_of(title: Option<String>, text: String) -> Outcome {
    match tokio::task::spawn_blocking(move || cut(&text)).await {
        Ok(passages) => Outcome::Read { title, passages },
        Err(_panicked) => {
            Outcome::Failed { reason: "its text could not be cut into passages".into(), is_passing: false }
        }
    }
}

/// Takes as many sources, in their order, as one knowledge base may have passages.
fn bound(readings: &mut [Reading], former: &HashMap<KnowledgeSourceId, Vec<String>>) {
    let mut left = MOST_PASSAGES;
    for reading in readings {
        let count = match &reading.outcome {
            Outcome::Read { passages, .. } => passages.len(),
            Outcome::Kept | Outcome::Failed { .. } => former.get(&reading.source.id).map_or(0, Vec::len),
        };
        match left.checked_sub(count) {
            Some(rest) => left = rest,
            None => {
                let reason = format!("the knowledge base has more than {MOST_PASSAGES} passages with it");
                reading.outcome = Outcome::Failed { reason, is_passing: false };
            }
        }
    }
}

/// What one attempt writes down.
struct Written {
    id: KnowledgeBaseId,
    readings: Vec<Reading>,
    /// The words of the passages that are there.
    former: HashMap<KnowledgeSourceId, Vec<String>>,
    /// Whether there are sources that were not to be read any more.
    is_any_gone: bool,
}

async fn complete(app: &App, job: &Arc<LeasedJob>, written: Written) -> Result<(), StoreError> {
    let (job, now) = (job.clone(), app.now());
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                // First, as by whoever changes it: so both wait in the same order.
                let Some(base) = knowledge::get_for_update(tx, written.id).await? else {
                    return finish(tx, &job).await;
                };
                let again = passing_failure(&written.readings).filter(|_| !job.is_last_attempt());
                let again_at = again.is_some().then(|| now + stage_retry_delay(job.job.attempts));
                match again.zip(again_at) {
                    Some((reason, then)) => retry(tx, &job, then, reason).await?,
                    None => finish(tx, &job).await?,
                }
                write(tx, base, written, again_at, now).await
            })
        })
        .await
}

/// The first failure after which trying again may help.
fn passing_failure(readings: &[Reading]) -> Option<&str> {
    readings.iter().find_map(|reading| match &reading.outcome {
        Outcome::Failed { reason, is_passing: true } => Some(reason.as_str()),
        _ => None,
    })
}

async fn write(
    tx: &Tx,
    mut base: KnowledgeBase,
    written: Written,
    again_at: Option<Instant>,
    now: Instant,
) -> Result<(), StoreError> {
    let Written { id, readings, former, is_any_gone } = written;
    let mut has_changed = is_any_gone;
    let mut is_any_there = false;
    let mut kept = Vec::with_capacity(readings.len());
    for Reading { mut source, outcome } in readings {
        kept.push(source.id);
        match outcome {
            Outcome::Read { title, passages } => {
                source.title = title;
                source.read_at = Some(now);
                source.error = None;
                let there = former.get(&source.id).map(Vec::as_slice).unwrap_or_default();
                if there == passages.as_slice() {
                    knowledge::note_source_error(tx, &source).await?;
                } else {
                    knowledge::put_source(tx, &source, &passages).await?;
                    has_changed = true;
                }
            }
            Outcome::Kept => {}
            Outcome::Failed { reason, .. } => {
                source.error = Some(reason);
                knowledge::note_source_error(tx, &source).await?;
            }
        }
        is_any_there |= source.read_at.is_some();
    }
    if is_any_gone {
        knowledge::keep_sources(tx, id, &kept).await?;
    }
    base.revision += u64::from(has_changed);
    // One that names no page has none that failed.
    base.status = match is_any_there || base.urls.is_empty() {
        true => KnowledgeStatus::Active,
        false => KnowledgeStatus::Inactive,
    };
    base.refresh_at = again_at.or_else(|| next_time(&base, now));
    knowledge::update(tx, &base).await?;
    if again_at.is_none() {
        plan(tx, &base).await?;
    }
    Ok(())
}

/// When pages are to be read again by themselves.
fn next_time(base: &KnowledgeBase, now: Instant) -> Option<Instant> {
    let interval = base.refresh.interval().filter(|_| !base.urls.is_empty())?;
    Some(now + interval)
}

/// Writes the job for the next time, where there is to be one. The present job must have ended.
async fn plan(tx: &Tx, base: &KnowledgeBase) -> Result<(), StoreError> {
    let Some(then) = base.refresh_at else { return Ok(()) };
    jobs::enqueue(tx, vec![read_job(base.workspace_id, base.id, then)]).await
}

/// Writes down a failed attempt: to be made again, or given up until the next time.
async fn fail(
    app: &App,
    job: &Arc<LeasedJob>,
    id: KnowledgeBaseId,
    reason: String,
    is_final: bool,
) -> Result<(), StoreError> {
    let (job, now) = (job.clone(), app.now());
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let Some(mut base) = knowledge::get_for_update(tx, id).await? else {
                    return finish(tx, &job).await;
                };
                if !is_final {
                    return retry(tx, &job, now + stage_retry_delay(job.job.attempts), &reason).await;
                }
                bury(tx, &job, &reason).await?;
                base.refresh_at = next_time(&base, now);
                knowledge::update(tx, &base).await?;
                plan(tx, &base).await
            })
        })
        .await
}
