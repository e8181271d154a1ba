//! Programs that are asked to read a document and do something else. The real one is tested with the executable.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use colloquy_documents::{Document, DocumentError, DocumentKind, read};

/// A program that does what a shell is told here.
fn program(folder: &tempfile::TempDir, name: &str, commands: &str) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, format!("#!/bin/sh\n{commands}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
    path
}

async fn answer_of(commands: &str) -> Result<Document, DocumentError> {
    answer_about(DocumentKind::Pdf, commands).await
}

async fn answer_about(kind: DocumentKind, commands: &str) -> Result<Document, DocumentError> {
    let folder = tempfile::tempdir().unwrap();
    let program = program(&folder, "reader", commands);
    loop {
        // Another test that makes a process just now may hold the file open for writing until it runs.
        match read(&program, kind, b"%PDF-1.4 words".to_vec()).await {
            Err(DocumentError::NoReader(reason)) if reason.contains("busy") => {}
            answered => return answered,
        }
    }
}

#[tokio::test]
async fn the_last_line_is_the_answer() {
    let told = "got=$(cat); echo noise; printf '\\n{\"Ok\":{\"title\":\"%s %s\",\"text\":\"%s\"}}\\n' \"$1\" \"$2\" \"$got\"";
    for kind in [DocumentKind::Markdown, DocumentKind::Html, DocumentKind::Pdf, DocumentKind::Docx] {
        let document = answer_about(kind, told).await.unwrap();
        assert_eq!(document.title, Some(format!("read-document {}", kind.as_str())));
        assert_eq!(document.text, "%PDF-1.4 words");
    }
    let refused = answer_of("echo '{\"Err\":\"TooMuchText\"}'").await;
    assert_eq!(refused, Err(DocumentError::TooMuchText), "a reader need not read all of it");
}

#[tokio::test]
async fn it_gets_nothing_of_the_environment() {
    // Cargo sets this one for every test.
    assert!(std::env::var_os("CARGO_MANIFEST_DIR").is_some());
    let told = "cat > /dev/null; printf '{\"Ok\":{\"title\":null,\"text\":\"%s\"}}' \"$CARGO_MANIFEST_DIR\"";
    assert_eq!(answer_of(told).await.unwrap().text, "");
}

#[tokio::test]
async fn a_reader_that_comes_to_a_bad_end_costs_itself() {
    for end in ["kill -9 $$", "exit 1", "echo nonsense", "true", "echo '{\"Ok\":{}}'"] {
        assert_eq!(answer_of(end).await, Err(DocumentError::ReaderDied), "{end}");
    }
    let good = "echo '{\"Ok\":{\"title\":null,\"text\":\"words\"}}'; exit 3";
    assert_eq!(answer_of(good).await, Err(DocumentError::ReaderDied), "it did not end as it should");
}

#[tokio::test]
async fn without_a_program_trying_again_may_help() {
    let missing = PathBuf::from("/nonexistent/reader");
    for kind in [DocumentKind::Markdown, DocumentKind::Html, DocumentKind::Docx] {
        let error = read(&missing, kind, b"words".to_vec()).await.unwrap_err();
        assert!(error.is_passing() && matches!(error, DocumentError::NoReader(_)), "{error}");
    }
    // What has no marks needs none.
    let plain = read(&missing, DocumentKind::Text, b"two  words".to_vec()).await.unwrap();
    assert_eq!((plain.title, plain.text.as_str()), (None, "two words"));
    let large = read(&missing, DocumentKind::Text, vec![b'x'; (20 << 20) + 1]).await;
    assert_eq!(large, Err(DocumentError::TooLarge));
}
