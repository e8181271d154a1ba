//! Takes the speaker models out of the shared library that carries them.
//!
//! The weights of pyannote's community-1 pipeline (speaker segmentation, WeSpeaker voice prints, PLDA) are
//! published as data symbols of the C++ namespace `cppannote::embedded_community1` inside the Moonshine
//! Voice library. Reading them needs no more than the symbol table: each symbol names a place and a size in
//! a read-only section. The library is never loaded.

use std::fs;
use std::path::Path;

use object::{Object, ObjectSection, ObjectSymbol};

use crate::error::EngineError;

/// Namespace of the symbols, as mangled.
const NAMESPACE: &str = "_ZN9cppannote19embedded_community1";

/// Symbol, file name, and size in bytes where the reader of the file relies on it.
const FILES: &[(&str, &str, Option<u64>)] = &[
    ("segmentation_ort_data", "segmentation.ort", None),
    ("embedding_ort_data", "embedding.ort", None),
    ("xvec_mean1", "xvec_mean1.f64", Some(256 * 8)),
    ("xvec_mean2", "xvec_mean2.f32", Some(128 * 4)),
    ("xvec_lda", "xvec_lda.f32", Some(256 * 128 * 4)),
    ("plda_mu", "plda_mu.f64", Some(128 * 8)),
    ("plda_tr", "plda_tr.f64", Some(128 * 128 * 8)),
    ("plda_psi", "plda_psi.f64", Some(128 * 8)),
];

/// Stands beside the files, as the licence asks.
const ATTRIBUTION: &str = "\
Speaker models of this folder

segmentation.ort, embedding.ort, xvec_*, plda_*: the pipeline \"speaker-diarization-community-1\" by pyannoteAI
(segmentation: pyannote; voice prints: WeSpeaker, ResNet34 trained on VoxCeleb; clustering: PLDA by BUT Speech@FIT),
https://huggingface.co/pyannote/speaker-diarization-community-1
Licence: Creative Commons Attribution 4.0 International, https://creativecommons.org/licenses/by/4.0/

Converted to ONNX Runtime's format by Moonshine AI and taken unchanged from the library of its package
\"moonshine-voice\" (MIT).
";

/// Writes the models that the library `from` carries into the folder `to`.
pub fn extract(from: &Path, to: &Path) -> Result<(), EngineError> {
    let file_error = |path: &Path| {
        let path = path.to_owned();
        move |source| EngineError::File { path, source }
    };
    let wrong = |message: String| EngineError::Extract { path: from.to_owned(), message };

    let library = fs::read(from).map_err(file_error(from))?;
    let elf = object::File::parse(library.as_slice()).map_err(|error| wrong(error.to_string()))?;
    fs::create_dir_all(to).map_err(file_error(to))?;
    for (symbol_name, file_name, expected_bytes) in FILES {
        let mangled = format!("{NAMESPACE}{}{symbol_name}", symbol_name.len());
        let data = symbol_data(&elf, &mangled).ok_or_else(|| wrong(format!("no data symbol {mangled}")))?;
        if expected_bytes.is_some_and(|expected| expected != data.len() as u64) {
            return Err(wrong(format!("{mangled} has {} bytes", data.len())));
        }
        let path = to.join(file_name);
        fs::write(&path, data).map_err(file_error(&path))?;
    }
    let path = to.join("ATTRIBUTION.txt");
    fs::write(&path, ATTRIBUTION).map_err(file_error(&path))
}

fn symbol_data<'data>(elf: &object::File<'data>, mangled: &str) -> Option<&'data [u8]> {
    let wanted = |symbol: &object::Symbol<'data, '_>| {
        // The class name of a mangled symbol is closed by `E`.
        symbol.name().is_ok_and(|name| name.strip_suffix('E').unwrap_or(name) == mangled)
    };
    let symbol = elf.symbols().find(wanted).or_else(|| elf.dynamic_symbols().find(wanted))?;
    let section = elf.section_by_index(symbol.section_index()?).ok()?;
    section.data_range(symbol.address(), symbol.size()).ok().flatten()
}
