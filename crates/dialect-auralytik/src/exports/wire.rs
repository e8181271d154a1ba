//! An export as it is shown.

use colloquy_app::{App, exports};
use colloquy_domain::Instant;
use colloquy_domain::event::ExportTold;
use colloquy_domain::export::ExportJob;
use serde::Serialize;
use utoipa::ToSchema;

use super::words::AuralytikExportStatus;
use crate::ids;
use crate::wire::iso;

/// An export.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikExportJob)]
pub struct Job {
    job_id: String,
    #[schema(value_type = AuralytikExportStatus)]
    status: &'static str,
    /// So many of a hundred.
    #[schema(maximum = 100)]
    progress: u8,
    /// Where the file is, for two hours and without a key; null until it is there. Each read makes another link.
    #[schema(required, format = "uri")]
    download_url: Option<String>,
    /// When that link ends.
    #[schema(required)]
    expires_at: Option<String>,
    /// Why there is no file.
    #[schema(required)]
    error: Option<String>,
    created_at: String,
}

impl Job {
    /// With a link to its file, where that is there.
    pub fn shown(app: &App, job: &ExportJob) -> Self {
        Self::of(job, exports::download_url(app, job))
    }

    /// As an event tells of it.
    pub fn told(told: &ExportTold) -> Self {
        Self::of(&told.job, told.download_url.clone().zip(told.expires_at))
    }

    fn of(job: &ExportJob, link: Option<(String, Instant)>) -> Self {
        let (download_url, expires_at) = link.unzip();
        Self {
            job_id: ids::render(ids::EXPORT_JOB, job.id.0),
            status: job.status.as_str(),
            progress: job.progress.min(100),
            download_url,
            expires_at: expires_at.map(iso),
            error: job.error.clone(),
            created_at: iso(job.created_at),
        }
    }
}
