//! Making the file of an export.
//!
//! The rows are read page by page and written to a file of this machine; how far that is shows from time to time. The
//! file goes to the object store under a key of this attempt's own, and then one transaction, which asks for the lease
//! first, ends the job, names the object and tells of it. So an attempt that lost its lease, or its process, leaves at
//! most an object that no row names.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use colloquy_domain::ExportJobId;
use colloquy_domain::event::{EventKind, ExportTold};
use colloquy_domain::export::{ExportJob, ExportStatus};
use colloquy_store::jobs::LeasedJob;
use colloquy_store::{Durability, StoreError, exports};
use tokio_util::sync::CancellationToken;

use super::failure::{WorkError, check_attempts_left, stage_retry_delay};
use super::lease::{bury, finish, hold, retry};
use super::stage::Ended;
use crate::App;
use crate::events::{event_about, publish};
use crate::exports::file::Writing;
use crate::exports::rows::Rows;
use crate::exports::{download_url, new_object_key};
use crate::ingest::media::discard;

/// Time between two notes of how far the file is.
const PROGRESS_PAUSE: Duration = Duration::from_secs(2);

/// Share of the work, of a hundred, that is done when all rows are written: the file has still to be stored.
const WRITTEN: u64 = 95;

/// Makes the file, and writes down how that went.
pub async fn run(app: &App, job: &Arc<LeasedJob>, id: ExportJobId, shutdown: &CancellationToken) -> Ended {
    let Err(error) = try_once(app, job, id, shutdown).await else { return Ended::ForGood };
    tracing::warn!(export.id = %id, attempt = job.job.attempts, %error, "could not make the file of an export");
    let is_final = match &error {
        WorkError::LeaseLost => return Ended::ForGood,
        WorkError::Permanent(_) => true,
        WorkError::Transient(_) | WorkError::Store(_) if shutdown.is_cancelled() => return Ended::CutOff,
        WorkError::Transient(_) | WorkError::Store(_) => job.is_last_attempt(),
    };
    if let Err(error) = fail(app, job, id, error.to_string(), is_final).await {
        tracing::error!(export.id = %id, %error, "could not write down a failed attempt");
    }
    Ended::ForGood
}

async fn try_once(
    app: &App,
    job: &Arc<LeasedJob>,
    id: ExportJobId,
    shutdown: &CancellationToken,
) -> Result<(), WorkError> {
    check_attempts_left(&job.job)?;
    let export = exports::get_any(app.store.reader(), id).await?;
    let Some(export) = export.filter(|export| export.status != ExportStatus::Completed) else {
        let job = job.clone();
        let ended =
            app.store.write(Durability::Relaxed, move |tx| Box::pin(async move { finish(tx, &job).await }));
        return ended.await.map_err(WorkError::from);
    };
    let mut progress = Progress { app, job, id, shown: None, shown_at: Instant::now() };
    progress.show(0).await?;
    let scratch = tempfile::tempdir_in(&app.scratch_dir).map_err(scratch_failed)?;
    let path = scratch.path().join("export");
    let rows = write_rows(&export, &path, scratch.path(), &mut progress, shutdown).await?;
    let object_key = new_object_key(&export);
    let stored = app.objects.put_file(&object_key, &path).await;
    let stored = stored.map_err(|error| WorkError::Transient(format!("object store: {error}")))?;
    let completed = complete(app, job, export, rows, object_key.clone(), stored.size_bytes).await;
    if matches!(completed, Err(StoreError::LeaseLost | StoreError::NotFound(_) | StoreError::GaveWay(_))) {
        // After other errors the commit may have happened all the same: then the object is needed.
        discard(app, &object_key).await;
    }
    completed.map_err(WorkError::from)
}

fn scratch_failed(error: std::io::Error) -> WorkError {
    WorkError::Transient(format!("scratch folder: {error}"))
}

/// Writes all rows to `path`; returns how many there are.
async fn write_rows(
    export: &ExportJob,
    path: &Path,
    scratch: &Path,
    progress: &mut Progress<'_>,
    shutdown: &CancellationToken,
) -> Result<u64, WorkError> {
    let app = progress.app;
    let mut rows = Rows::of(app, export).await?;
    let mut writing = Writing::begin(export.format, path, scratch, rows.columns());
    let mut looked_at = 0;
    while let Some((page, count)) = rows.next(app).await? {
        if shutdown.is_cancelled() {
            return Err(WorkError::Transient("the process is about to end".into()));
        }
        writing.page(page).await?;
        looked_at += count;
        progress.note(looked_at, rows.expected()).await?;
    }
    Ok(writing.finish().await?)
}

/// How far an attempt is, as it is shown.
struct Progress<'a> {
    app: &'a App,
    job: &'a Arc<LeasedJob>,
    id: ExportJobId,
    /// What was shown last.
    shown: Option<u8>,
    shown_at: Instant,
}

impl Progress<'_> {
    /// Shows it, unless something was shown a moment ago.
    async fn note(&mut self, looked_at: u64, expected: Option<u64>) -> Result<(), WorkError> {
        if self.shown_at.elapsed() < PROGRESS_PAUSE {
            return Ok(());
        }
        self.show(share(looked_at, expected)).await
    }

    async fn show(&mut self, progress: u8) -> Result<(), WorkError> {
        self.shown_at = Instant::now();
        if self.shown == Some(progress) {
            return Ok(());
        }
        self.shown = Some(progress);
        let (job, id) = (self.job.clone(), self.id);
        let written = self.app.store.write(Durability::Relaxed, move |tx| {
            Box::pin(async move {
                hold(tx, &job).await?;
                let Some(mut export) = exports::get_for_update(tx, id).await? else { return Ok(()) };
                export.status = ExportStatus::Processing;
                export.progress = progress;
                export.error = None;
                export.completed_at = None;
                exports::update(tx, &export).await
            })
        });
        written.await.map_err(|error: StoreError| error.into())
    }
}

/// So many of a hundred; where nobody knows how many rows there are, it stays at the beginning.
fn share(looked_at: u64, expected: Option<u64>) -> u8 {
    let Some(expected) = expected.filter(|expected| *expected > 0) else { return 0 };
    let share = looked_at.saturating_mul(WRITTEN) / expected;
    u8::try_from(share.min(WRITTEN)).unwrap_or_default()
}

async fn complete(
    app: &App,
    job: &Arc<LeasedJob>,
    export: ExportJob,
    rows: u64,
    object_key: String,
    size_bytes: u64,
) -> Result<(), StoreError> {
    let (job, dialects, now) = (job.clone(), app.dialects.clone(), app.now());
    let after = ExportJob {
        status: ExportStatus::Completed,
        progress: 100,
        rows: Some(rows),
        object_key: Some(object_key),
        size_bytes: Some(size_bytes),
        error: None,
        completed_at: Some(now),
        ..export
    };
    let (download_url, expires_at) = download_url(app, &after).unzip();
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                finish(tx, &job).await?;
                exports::get_for_update(tx, after.id).await?.ok_or(StoreError::NotFound("export"))?;
                exports::update(tx, &after).await?;
                let told = ExportTold { job: after, download_url, expires_at };
                publish(tx, &dialects, vec![event_about(EventKind::ExportReady, told, now)]).await
            })
        })
        .await
}

/// Writes down a failed attempt: to be made again, or given up with its reason.
async fn fail(
    app: &App,
    job: &Arc<LeasedJob>,
    id: ExportJobId,
    reason: String,
    is_final: bool,
) -> Result<(), StoreError> {
    let (job, now) = (job.clone(), app.now());
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                hold(tx, &job).await?;
                let Some(mut export) = exports::get_for_update(tx, id).await? else {
                    return finish(tx, &job).await;
                };
                if !is_final {
                    return retry(tx, &job, now + stage_retry_delay(job.job.attempts), &reason).await;
                }
                bury(tx, &job, &reason).await?;
                export.status = ExportStatus::Failed;
                export.error = Some(reason);
                export.completed_at = Some(now);
                exports::update(tx, &export).await
            })
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_never_reaches_the_end_before_the_file_is_stored() {
        assert_eq!(share(0, Some(10)), 0);
        assert_eq!(share(5, Some(10)), 47);
        assert_eq!(share(20, Some(10)), 95);
        assert_eq!((share(7, None), share(7, Some(0))), (0, 0));
    }
}
