//! The folder for files that live as long as one request or job: recordings, and what is decoded of them.
//!
//! Each file is removed by whoever made it. A process that is killed removes nothing, and recordings are what people
//! said: so each process has a folder of its own, which it holds by a lock that ends with it, and the next one to
//! start removes the folders that nobody holds.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

use tempfile::TempDir;

/// Held by the process whose folder it lies in.
const LOCK: &str = "lock";
/// Held while a process starts: between making a folder and locking it, the folder looks like a leftover.
const STARTING: &str = "starting.lock";

/// This process's folder. It is removed when this is dropped.
#[derive(Debug)]
pub struct ScratchDir {
    folder: TempDir,
    _lock: File,
}

impl ScratchDir {
    /// Makes a folder in `parent`, and removes those of processes that are gone.
    ///
    /// # Errors
    ///
    /// Those of the file system, of the folder itself. A leftover that cannot be removed is told to the log.
    pub fn open(parent: &Path) -> io::Result<Self> {
        fs::create_dir_all(parent)?;
        let starting = File::create(parent.join(STARTING))?;
        starting.lock()?;
        remove_leftovers(parent)?;
        let folder = tempfile::tempdir_in(parent)?;
        let lock = File::create(folder.path().join(LOCK))?;
        lock.lock()?;
        Ok(Self { folder, _lock: lock })
    }
}

impl AsRef<Path> for ScratchDir {
    fn as_ref(&self) -> &Path {
        self.folder.path()
    }
}

fn remove_leftovers(parent: &Path) -> io::Result<()> {
    for entry in fs::read_dir(parent)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_name() == STARTING || is_held(&path) {
            continue;
        }
        let is_folder = entry.file_type()?.is_dir();
        match if is_folder { fs::remove_dir_all(&path) } else { fs::remove_file(&path) } {
            Ok(()) => tracing::info!(path = %path.display(), "removed what a process left behind"),
            // It ended by itself meanwhile.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => {
                tracing::warn!(path = %path.display(), %error, "could not remove what a process left behind");
            }
        }
    }
    Ok(())
}

/// Whether a living process holds the folder. One of which that cannot be told is left alone.
fn is_held(folder: &Path) -> bool {
    match File::open(folder.join(LOCK)) {
        Ok(lock) => match lock.try_lock() {
            Ok(()) => false,
            Err(TryLockError::WouldBlock | TryLockError::Error(_)) => true,
        },
        Err(_) => false,
    }
}
