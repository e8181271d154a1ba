//! Finds the files of a CTranslate2 model among folders and files: a package may spread them.

use std::fs;
use std::path::{Path, PathBuf};

use super::ConvertError;

/// How deep folders are searched: package, its `data` folder, and one to spare.
const SEARCH_DEPTH: u32 = 3;

/// The files of one model.
pub struct ModelFiles {
    /// `model.bin`, in one piece or in parts that follow each other.
    pub model: Vec<PathBuf>,
    /// `vocabulary.json` or `vocabulary.txt`.
    pub vocabulary: PathBuf,
}

/// Looks through `inputs`. A whole `model.bin` goes before parts.
pub fn find(inputs: &[PathBuf]) -> Result<ModelFiles, ConvertError> {
    let mut files = Vec::new();
    for input in inputs {
        collect(input, SEARCH_DEPTH, &mut files)?;
    }
    let named = |name: &str| files.iter().find(|file| file_name(file) == name).cloned();
    let vocabulary = named("vocabulary.json")
        .or_else(|| named("vocabulary.txt"))
        .ok_or(ConvertError::Missing("vocabulary.json or vocabulary.txt"))?;
    if let Some(model) = named("model.bin") {
        return Ok(ModelFiles { model: vec![model], vocabulary });
    }
    let mut parts: Vec<(u32, PathBuf)> =
        files.iter().filter_map(|file| Some((part_number(file_name(file))?, file.clone()))).collect();
    if parts.is_empty() {
        return Err(ConvertError::Missing("model.bin"));
    }
    parts.sort();
    if parts.iter().zip(1..).any(|((number, _), expected)| *number != expected) {
        return Err(ConvertError::Parts(parts.into_iter().map(|(number, _)| number).collect()));
    }
    Ok(ModelFiles { model: parts.into_iter().map(|(_, path)| path).collect(), vocabulary })
}

fn collect(path: &Path, depth: u32, files: &mut Vec<PathBuf>) -> Result<(), ConvertError> {
    let read_error = |source| ConvertError::Read { path: path.to_path_buf(), source };
    if fs::metadata(path).map_err(read_error)?.is_file() {
        files.push(path.to_path_buf());
    } else if depth > 0 {
        for child in fs::read_dir(path).map_err(read_error)? {
            collect(&child.map_err(read_error)?.path(), depth - 1, files)?;
        }
    }
    Ok(())
}

fn file_name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

/// `model.bin.part2` is 2.
fn part_number(name: &str) -> Option<u32> {
    name.strip_prefix("model.bin.part")?.trim_start_matches(['-', '_', '.']).parse().ok()
}
