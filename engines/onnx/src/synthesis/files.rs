//! The tables of a voice's folder: JSON, most of it compressed.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use flate2::read::GzDecoder;
use serde::de::DeserializeOwned;

use crate::error::EngineError;

/// Reads the table `name` of `folder`; one that ends in `.gz` is unpacked.
pub fn table<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<T, EngineError> {
    let path = folder.join(name);
    let failed = |source| EngineError::File { path: path.clone(), source };
    let mut file = BufReader::new(File::open(&path).map_err(failed)?);
    // As a whole: the parser is several times slower on a reader.
    let mut bytes = Vec::new();
    if name.ends_with(".gz") {
        GzDecoder::new(file).read_to_end(&mut bytes).map_err(failed)?;
    } else {
        file.read_to_end(&mut bytes).map_err(failed)?;
    }
    serde_json::from_slice(&bytes)
        .map_err(|error| EngineError::Model { path: path.clone(), message: error.to_string() })
}
