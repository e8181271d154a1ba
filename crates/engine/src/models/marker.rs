//! The marker in a model's folder: which recipe made it and what was made.
//!
//! Looking for a model compares names and sizes with the marker, which takes no time; hashes were compared
//! when it was written, and files that are renamed into place as a whole do not change by accident.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::catalogue::Model;
use super::error::ModelError;

const MARKER_FILE: &str = ".colloquy-model.json";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Marker {
    /// See `Model::fingerprint`.
    pub(super) fingerprint: String,
    pub(super) files: Vec<MarkedFile>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct MarkedFile {
    pub(super) name: String,
    pub(super) bytes: u64,
    pub(super) sha256: String,
}

/// What is known of a model on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ModelStatus {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// SPDX expression.
    pub licence: String,
    /// Whether it is here and whole.
    pub present: bool,
    /// Whether it is here but made by an older recipe. It works; fetching makes it anew.
    pub outdated: bool,
    /// The file or folder that an engine is given, whether it is there or not.
    pub path: PathBuf,
    /// Size of its files on disk, 0 when absent.
    pub size_bytes: u64,
    /// What has to be downloaded for it.
    pub download_bytes: u64,
    /// Whether it is fetched when no names are given.
    pub by_default: bool,
}

pub(super) fn write(folder: &Path, marker: &Marker) -> Result<(), ModelError> {
    let path = folder.join(MARKER_FILE);
    let text = serde_json::to_vec_pretty(marker).map_err(|error| ModelError::file(&path)(error.into()))?;
    fs::write(&path, text).map_err(ModelError::file(&path))
}

/// The marker of a folder whose files are all there, with the sizes that they had.
fn read_whole(folder: &Path) -> Option<Marker> {
    let marker: Marker = serde_json::from_slice(&fs::read(folder.join(MARKER_FILE)).ok()?).ok()?;
    let is_there = |file: &MarkedFile| {
        fs::metadata(folder.join(&file.name)).is_ok_and(|found| found.is_file() && found.len() == file.bytes)
    };
    marker.files.iter().all(is_there).then_some(marker)
}

pub(super) fn status(model: &Model, models_dir: &Path) -> ModelStatus {
    let marker = read_whole(&model.folder(models_dir));
    let download_bytes =
        model.sources.first().map_or(0, |source| source.packages.iter().map(|package| package.bytes).sum());
    ModelStatus {
        name: model.name.clone(),
        purpose: model.purpose.clone(),
        licence: model.licence.clone(),
        present: marker.is_some(),
        outdated: marker.as_ref().is_some_and(|marker| marker.fingerprint != model.fingerprint()),
        path: model.main_path(models_dir),
        size_bytes: marker.map_or(0, |marker| marker.files.iter().map(|file| file.bytes).sum()),
        download_bytes,
        by_default: model.by_default,
    }
}
