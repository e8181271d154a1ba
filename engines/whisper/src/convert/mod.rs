//! Turns a Whisper model of CTranslate2 into a file that whisper.cpp reads.
//!
//! Whisper's weights are published as CTranslate2 packages where no package of whisper.cpp exists. Both
//! formats hold the same numbers under different names: CTranslate2 merges query, key and value into one
//! matrix and leaves out what it can compute. `f16` keeps every number as it is; `q8_0` rounds the large
//! matrices to 8 bits in blocks of 32, as whisper.cpp's own quantiser does.
//!
//! The model is read a tensor at a time, and the result is put in place by a rename once it is whole, so an
//! interrupted conversion leaves nothing behind that looks like a model.

mod ct2;
mod files;
mod ggml;
mod mel;
mod plan;
mod vocabulary;

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;

pub use self::ggml::WeightType;

/// Why a model cannot be converted.
#[derive(Debug, Error)]
pub enum ConvertError {
    /// A file cannot be read.
    #[error("{path}: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The result cannot be written.
    #[error("{path}: {source}")]
    Write {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A file that belongs to a model is not among the inputs.
    #[error("no {0} among the inputs")]
    Missing(&'static str),
    /// The parts of a model are not numbered from 1 without gaps.
    #[error("the parts of model.bin are numbered {0:?}, not from 1 without gaps")]
    Parts(Vec<u32>),
    /// The vocabulary is not a list of tokens.
    #[error("{path}: {reason}")]
    Vocabulary {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The model file is not what it should be.
    #[error("model: {0}")]
    Model(String),
}

/// Converts the model in `inputs` (folders or files that hold `model.bin`, whole or in numbered parts, and
/// `vocabulary.json`) and writes it to `output`.
pub fn convert(inputs: &[PathBuf], output: &Path, weights: WeightType) -> Result<(), ConvertError> {
    let found = files::find(inputs)?;
    let tokens = vocabulary::read(&found.vocabulary)?;
    let model = ct2::Model::open(found.model)?;
    let write_error = |source| ConvertError::Write { path: output.to_path_buf(), source };

    let partial = output.with_extension("partial");
    let file = File::create(&partial).map_err(write_error)?;
    let mut writer = BufWriter::with_capacity(1 << 20, file);
    let written = plan::write(&model, &tokens, weights, &mut writer, write_error)
        .and_then(|()| writer.flush().map_err(write_error))
        .and_then(|()| writer.get_ref().sync_all().map_err(write_error))
        .and_then(|()| fs::rename(&partial, output).map_err(write_error));
    if written.is_err() {
        // What is left is of no use; when it cannot be removed either, the first error says more.
        let _ = fs::remove_file(&partial);
    }
    written
}
