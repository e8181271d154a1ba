//! Removing recordings, pieces of recordings, uploads and exports that nobody refers to, and what was kept for its time.
//!
//! A recording is stored before its conversation is written, and so is every other object before its row. If the process
//! dies in between, the client hangs up, or the database does not tell how a commit ended, the object may be left without
//! a row that names it. What is still so after a day is removed: no request takes that long.

use std::time::Duration;

use colloquy_domain::Instant;
use colloquy_store::{audio_pieces, exports as export_jobs, recordings};
use futures::TryStreamExt;
use tokio_util::sync::CancellationToken;

use super::media::RECORDINGS;
use crate::audio_files::UPLOADS;
use crate::exports::{self, EXPORTS};
use crate::observers::{self, PIECES};
use crate::{App, AppError, dialers, dialogues, traces, usage};

/// Time from the start of the process to the first sweep: a start has other things to do.
const FIRST: Duration = Duration::from_secs(60 * 60);

/// Time between two sweeps, and age from which a recording without a row counts as left over.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Time for which events of dialers are kept.
const DIALERS_KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Time for which traces are kept that belong to no conversation.
const UNLINKED_TRACES_KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Time for which pieces of recordings are kept whose call does not end.
const PIECES_KEPT: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Time for which single requests are kept: their counts by month stay.
const REQUESTS_KEPT: Duration = Duration::from_secs(400 * 24 * 60 * 60);

/// Keys that the database is asked about at once.
const KEYS_AT_ONCE: usize = 500;

/// Sweeps once a day. Each process with workers does; that they do so at the same time does no harm.
pub async fn keep_sweeping(app: App, shutdown: CancellationToken) {
    let sweeping = async {
        let mut next = app.now() + FIRST;
        loop {
            app.clock.sleep_until(next).await;
            next = app.now() + DAY;
            match sweep(&app, app.now() - DAY).await {
                Ok(0) => {}
                Ok(removed) => {
                    tracing::info!(objects.removed = removed, "removed objects that nothing refers to")
                }
                Err(error) => tracing::warn!(%error, "could not look for objects that nothing refers to"),
            }
            if let Err(error) = exports::sweep(&app, app.now() - exports::KEPT).await {
                tracing::warn!(%error, "could not remove old files of exports");
            }
            if let Err(error) = usage::prune(&app, app.now() - REQUESTS_KEPT).await {
                tracing::warn!(%error, "could not forget old requests");
            }
            if let Err(error) = dialers::sweep(&app, app.now() - DIALERS_KEPT).await {
                tracing::warn!(%error, "could not forget old events of dialers");
            }
            if let Err(error) = observers::sweep(&app, app.now() - PIECES_KEPT).await {
                tracing::warn!(%error, "could not forget old pieces of recordings");
            }
            if let Err(error) = dialogues::sweep(&app).await {
                tracing::warn!(%error, "could not forget when dialogues were begun");
            }
            if let Err(error) = traces::sweep(&app, app.now() - UNLINKED_TRACES_KEPT).await {
                tracing::warn!(%error, "could not forget traces that belong to nothing");
            }
        }
    };
    shutdown.run_until_cancelled(sweeping).await;
}

/// Removes objects that were stored before then and that no row names; returns how many.
pub async fn sweep(app: &App, stored_before: Instant) -> Result<usize, AppError> {
    let mut removed = 0;
    for prefix in [RECORDINGS, UPLOADS, PIECES, EXPORTS] {
        let stored = app.objects.stored_before(prefix, stored_before);
        let mut batches = stored.try_chunks(KEYS_AT_ONCE);
        while let Some(keys) = batches.try_next().await.map_err(|cut_off| cut_off.1)? {
            let reader = app.store.reader();
            let named = match prefix {
                PIECES => audio_pieces::named_keys(reader, &keys).await?,
                EXPORTS => export_jobs::named_keys(reader, &keys).await?,
                // An upload becomes the recording of its conversation.
                _ => recordings::named_keys(reader, &keys).await?,
            };
            for key in keys.iter().filter(|key| !named.contains(*key)) {
                app.objects.delete(key).await?;
                removed += 1;
            }
        }
    }
    Ok(removed)
}
