//! The command that takes the speaker models out of a shared library.

use std::path::Path;
use std::process::{Command, Output};

use object::write::{Object, StandardSegment, Symbol, SymbolSection};
use object::{Architecture, BinaryFormat, Endianness, SectionKind, SymbolFlags, SymbolKind, SymbolScope};

const SYMBOLS: [(&str, usize); 8] = [
    ("21segmentation_ort_data", 100),
    ("18embedding_ort_data", 50),
    ("10xvec_mean1", 2_048),
    ("10xvec_mean2", 512),
    ("8xvec_lda", 131_072),
    ("7plda_mu", 1_024),
    ("7plda_tr", 131_072),
    ("8plda_psi", 1_024),
];

/// An object file with these symbols, each filled with its own number.
fn library(symbols: &[(&str, usize)]) -> Vec<u8> {
    let mut file = Object::new(BinaryFormat::Elf, Architecture::X86_64, Endianness::Little);
    let segment = file.segment_name(StandardSegment::Data).to_vec();
    let section = file.add_section(segment, b".rodata".to_vec(), SectionKind::ReadOnlyData);
    for (number, (name, size)) in symbols.iter().enumerate() {
        let value = file.append_section_data(section, &vec![number as u8; *size], 8);
        file.add_symbol(Symbol {
            name: format!("_ZN9cppannote19embedded_community1{name}E").into_bytes(),
            value,
            size: *size as u64,
            kind: SymbolKind::Data,
            scope: SymbolScope::Dynamic,
            weak: false,
            section: SymbolSection::Section(section),
            flags: SymbolFlags::None,
        });
    }
    file.write().unwrap()
}

fn extract(library: &[u8], folder: &Path) -> Output {
    let from = folder.join("library.so");
    std::fs::write(&from, library).unwrap();
    Command::new(env!("CARGO_BIN_EXE_colloquy-engine-onnx"))
        .arg("extract")
        .arg("--from")
        .arg(from)
        .arg("--to")
        .arg(folder.join("models"))
        .output()
        .unwrap()
}

#[test]
fn each_symbol_becomes_a_file_with_an_attribution_beside() {
    let folder = tempfile::tempdir().unwrap();
    let output = extract(&library(&SYMBOLS), folder.path());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read = |name: &str| std::fs::read(folder.path().join("models").join(name)).unwrap();
    assert_eq!(read("segmentation.ort"), [0; 100]);
    assert_eq!(read("plda_psi.f64"), [7; 1_024]);
    assert!(String::from_utf8(read("ATTRIBUTION.txt")).unwrap().contains("Creative Commons Attribution 4.0"));
}

#[test]
fn a_library_without_them_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let mut wrong_size = SYMBOLS;
    wrong_size[5].1 = 8;
    let whole = library(&SYMBOLS);
    for (bytes, reason) in [
        (library(&SYMBOLS[..7]), "plda_psi"),
        (library(&wrong_size), "plda_mu"),
        (whole[..whole.len() / 2].to_vec(), "cannot extract"),
        (b"not a library".to_vec(), "cannot extract"),
    ] {
        let output = extract(&bytes, folder.path());
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && message.contains(reason), "{message}");
    }
}
