//! Files with many rows, made in the background.
//!
//! [`request`] writes a job; a worker reads the rows page by page ([`rows`]), writes them to a file of this machine
//! ([`file`]) and puts that into the object store. A link to the file needs no credential and holds for
//! [`LINK_LIFE`]; the file itself is kept for a week. An attempt that dies leaves at most an object that no row names,
//! under a key of its own: the sweep removes it.
//!
//! The files are made for the API that offers them: columns are called as its answers call their members, and ids and
//! states are spelled as there.

mod csv;
pub(crate) mod file;
mod json;
pub(crate) mod rows;
mod xlsx;

use colloquy_domain::credential::READ_PRIVATE;
use colloquy_domain::export::{ExportContent, ExportFormat, ExportJob, ExportStatus};
use colloquy_domain::job::JobKind;
use colloquy_domain::{ExportJobId, Instant};
use colloquy_insight::dates::in_zone;
use colloquy_store::jobs::{self, NewJob};
use colloquy_store::objects::{ObjectError, ObjectStream};
use colloquy_store::{Durability, StoreError, exports};
use time::Duration;
use uuid::Uuid;

use crate::again::again;
use crate::ingest::media::discard;
use crate::keys::Caller;
use crate::{App, AppError};

/// How long a link to a file holds.
pub const LINK_LIFE: Duration = Duration::hours(2);

/// How long a file is kept.
pub(crate) const KEPT: Duration = Duration::days(7);

/// Where files stand in the object store.
pub(crate) const EXPORTS: &str = "exports";

/// Before an export's id as the API that offers exports spells it.
const ID_PREFIX: &str = "job_";

/// What a link carries in its signature's words, so that it is good for nothing else.
const PURPOSE: &str = "download of an export";

/// Attempts at making a file.
const ATTEMPTS: u32 = 5;

/// Files that the sweep looks at together.
const SWEPT_AT_ONCE: u64 = 100;

/// Asks for a file. Private conversations are in it as the caller may read them now.
///
/// # Errors
/// [`AppError::Malformed`] naming `until` or `time_zone`.
pub async fn request(
    app: &App,
    caller: &Caller,
    content: ExportContent,
    format: ExportFormat,
) -> Result<ExportJob, AppError> {
    check(&content)?;
    let now = app.now();
    let export = ExportJob {
        id: ExportJobId::generate(),
        workspace_id: caller.workspace_id(),
        content,
        format,
        include_private: caller.may(READ_PRIVATE),
        status: ExportStatus::Queued,
        progress: 0,
        rows: None,
        object_key: None,
        size_bytes: None,
        error: None,
        created_by: Some(caller.credential.id),
        created_at: now,
        completed_at: None,
    };
    let job = NewJob {
        workspace_id: export.workspace_id,
        lane: export.workspace_id.0,
        kind: JobKind::Export { export_job_id: export.id },
        run_at: now,
        max_attempts: ATTEMPTS,
        dedupe_key: Some(format!("export:{}", export.id)),
    };
    again(|| {
        let (export, job) = (export.clone(), job.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                exports::insert(tx, &export).await?;
                jobs::enqueue(tx, vec![job]).await?;
                Ok(())
            })
        })
    })
    .await?;
    Ok(export)
}

fn check(content: &ExportContent) -> Result<(), AppError> {
    let ExportContent::AiCalls { from, until, time_zone, .. } = content else { return Ok(()) };
    if until <= from {
        return Err(AppError::malformed("until", "invalid_range", "until must be after from"));
    }
    if in_zone(*from, time_zone).is_err() {
        let message = format!("time_zone: {time_zone} is no IANA time zone");
        return Err(AppError::malformed("time_zone", "unknown_value", message));
    }
    Ok(())
}

/// An export. One with private conversations is for callers who may read such.
pub async fn get(app: &App, caller: &Caller, id: ExportJobId) -> Result<ExportJob, AppError> {
    let found = exports::get(app.store.reader(), caller.workspace_id(), id).await?;
    let export = found.ok_or(AppError::NotFound("export"))?;
    if export.include_private {
        caller.require(READ_PRIVATE)?;
    }
    Ok(export)
}

/// Path and query of a link to an export's file, and until when it holds; none where there is no file, or none any
/// more.
#[must_use]
pub fn download_link(app: &App, export: &ExportJob) -> Option<(String, Instant)> {
    export.object_key.as_ref()?;
    (export.status == ExportStatus::Completed).then(|| link(app, export.id))
}

/// The same as a whole address.
#[must_use]
pub fn download_url(app: &App, export: &ExportJob) -> Option<(String, Instant)> {
    let (link, expires_at) = download_link(app, export)?;
    let base = app.public_url.as_str().trim_end_matches('/');
    Some((format!("{base}{link}"), expires_at))
}

fn link(app: &App, id: ExportJobId) -> (String, Instant) {
    let expires_at = app.now() + LINK_LIFE;
    let expires = expires_at.unix_timestamp();
    let signature = app.links.tag(PURPOSE, &signed(id, expires));
    (format!("/storage/exports/{}?se={expires}&sig={signature}", id_text(id)), expires_at)
}

/// Whether the parts of a link belong together and it still holds.
#[must_use]
pub fn export_holds(app: &App, id: ExportJobId, expires: i64, signature: &str) -> bool {
    app.now().unix_timestamp() <= expires && app.links.is_tag(PURPOSE, &signed(id, expires), signature)
}

fn signed(id: ExportJobId, expires: i64) -> Vec<u8> {
    format!("{id}\n{expires}").into_bytes()
}

/// An export's id as it stands in links.
#[must_use]
pub fn id_text(id: ExportJobId) -> String {
    format!("{ID_PREFIX}{}", id.ulid().to_lowercase())
}

/// Reads what [`id_text`] wrote.
#[must_use]
pub fn parse_id(text: &str) -> Option<ExportJobId> {
    ExportJobId::from_ulid(text.strip_prefix(ID_PREFIX)?)
}

/// An export of whatever workspace with its file: for links that carry their own permission.
///
/// # Errors
/// [`AppError::NotFound`] where there is no file, or none any more.
pub async fn open(app: &App, id: ExportJobId) -> Result<(ExportJob, ObjectStream), AppError> {
    let export = exports::get_any(app.store.reader(), id).await?.ok_or(AppError::NotFound("export"))?;
    let object_key = export.object_key.clone().ok_or(AppError::NotFound("export"))?;
    match app.objects.get_range(&object_key, None).await {
        Ok((content, _)) => Ok((export, content)),
        Err(ObjectError::NotFound(_)) => Err(AppError::NotFound("export")),
        Err(error) => Err(error.into()),
    }
}

/// The key of a new object for an export's file: one of its own for each attempt, so that none writes over what another
/// one has finished.
pub(crate) fn new_object_key(export: &ExportJob) -> String {
    format!("{EXPORTS}/{}/{}/{}", export.workspace_id, export.id, Uuid::now_v7())
}

/// Removes files of exports from before then; returns how many. What the exports were stays on record.
pub(crate) async fn sweep(app: &App, before: Instant) -> Result<usize, AppError> {
    let mut removed = 0;
    loop {
        let old = exports::older_than(app.store.reader(), before, SWEPT_AT_ONCE).await?;
        let is_last = (old.len() as u64) < SWEPT_AT_ONCE;
        for export in old {
            let Some(object_key) = export.object_key else { continue };
            let forgotten: Result<(), StoreError> = app
                .store
                .write(Durability::Full, move |tx| {
                    Box::pin(async move { exports::forget_object(tx, export.id).await })
                })
                .await;
            forgotten?;
            discard(app, &object_key).await;
            removed += 1;
        }
        if is_last {
            return Ok(removed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn ids_in_links_are_read_back() {
        let id = ExportJobId::generate();
        assert_eq!(parse_id(&id_text(id)), Some(id));
        assert_eq!(parse_id(&id.ulid()), None);
    }

    #[test]
    fn calls_are_asked_for_within_a_time_and_a_zone() {
        let calls = |until, time_zone: &str| ExportContent::AiCalls {
            from: datetime!(2026-03-01 0:00 UTC),
            until,
            campaign_id: None,
            status: None,
            outcome: None,
            time_zone: time_zone.into(),
        };
        let later = datetime!(2026-03-02 0:00 UTC);
        assert!(check(&calls(later, "Europe/Berlin")).is_ok());
        assert!(check(&calls(datetime!(2026-03-01 0:00 UTC), "UTC")).is_err());
        assert!(check(&calls(later, "Mars/Olympus")).is_err());
    }
}
