//! Where engine executables are: in the folder that the operator names, else beside the server.

use std::env;
use std::path::{Path, PathBuf};

use crate::error::EngineError;

/// Path of the executable `colloquy-engine-{name}`. Looks into `engines_dir` (the operator's setting), then
/// into the folder of the running executable.
pub fn find_engine(name: &str, engines_dir: Option<&Path>) -> Result<PathBuf, EngineError> {
    let file_name = format!("colloquy-engine-{name}{}", env::consts::EXE_SUFFIX);
    let own_dir = env::current_exe().ok().and_then(|executable| executable.parent().map(Path::to_owned));
    let looked_at: Vec<PathBuf> = engines_dir
        .map(Path::to_owned)
        .into_iter()
        .chain(own_dir)
        .map(|directory| directory.join(&file_name))
        .collect();
    match looked_at.iter().find(|path| path.is_file()) {
        Some(path) => Ok(path.clone()),
        None => Err(EngineError::NotFound { looked_at }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_named_folder_comes_first_and_a_missing_engine_says_where_it_was_sought() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let engine = folder.path().join("colloquy-engine-nowhere");
        let error = find_engine("nowhere", Some(folder.path())).expect_err("nothing there yet");
        assert!(error.to_string().contains(&engine.display().to_string()), "{error}");
        std::fs::write(&engine, b"").expect("write");
        assert_eq!(find_engine("nowhere", Some(folder.path())).expect("found"), engine);
    }
}
