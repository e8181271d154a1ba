//! ONNX Runtime: loaded once from a shared library, then one session for each model file.
//!
//! Threads never spin while they wait: on a busy machine with two cores, spinning made inference many times
//! slower. The memory arena is off, because audio comes in every length and the arena keeps the largest.

use std::path::Path;

use ort::environment::Environment;
use ort::ep;
use ort::session::Session;
use ort::session::builder::GraphOptimizationLevel;

use crate::error::EngineError;

/// The loaded library and how sessions are made.
pub struct Runtime {
    environment: Environment,
    threads: usize,
}

impl Runtime {
    /// Loads the library at `path`. Sessions use `threads` threads each, at least one.
    pub fn load(path: &Path, threads: usize) -> Result<Self, EngineError> {
        let failed = |message: String| EngineError::Library { path: path.to_owned(), message };
        let builder = ort::init_from(path).map_err(|error| failed(error.to_string()))?;
        let environment = builder
            .with_name("colloquy")
            .with_telemetry(false)
            .build()
            .map_err(|error| failed(error.to_string()))?;
        Ok(Self { environment, threads: threads.max(1) })
    }

    /// Opens the model file at `path`.
    pub fn open(&self, path: &Path) -> Result<Session, EngineError> {
        self.try_open(path)
            .map_err(|error| EngineError::Model { path: path.to_owned(), message: error.to_string() })
    }

    fn try_open(&self, path: &Path) -> Result<Session, ort::Error> {
        let session = Session::builder(&self.environment)?
            .with_execution_providers([ep::CPU::default().with_arena_allocator(false).build()])?
            .with_optimization_level(GraphOptimizationLevel::All)?
            .with_intra_threads(self.threads)?
            .with_inter_threads(1)?
            .with_intra_op_spinning(false)?
            .with_inter_op_spinning(false)?
            .with_memory_pattern(false)?
            .commit_from_file(path)?;
        Ok(session)
    }
}
