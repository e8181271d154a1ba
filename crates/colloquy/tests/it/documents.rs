//! Documents are read by the executable itself, in a process of its own.

use std::path::Path;

use colloquy_documents::{DocumentError, DocumentKind, read};

/// A PDF of one page that says this, in a font of which that is said, too.
fn pdf(words: &str, said_of_font: &str) -> Vec<u8> {
    let content = format!("BT /F1 12 Tf 72 720 Td ({words}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        format!(
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding {said_of_font} >>"
        ),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(&objects) {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let (place, size) = (file.len(), objects.len() + 1);
    format!("{file}{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{place}\n%%EOF\n").into_bytes()
}

#[tokio::test]
async fn a_document_is_read_in_a_process_of_its_own() {
    let program = Path::new(env!("CARGO_BIN_EXE_colloquy"));
    let read_as = async |kind, bytes: Vec<u8>| read(program, kind, bytes).await;
    let document = read_as(DocumentKind::Pdf, pdf("Returns take thirty days.", "")).await.unwrap();
    assert_eq!(document.text, "Returns take thirty days.");
    let broken = read_as(DocumentKind::Pdf, b"%PDF-1.4 nothing more".to_vec()).await;
    assert!(matches!(broken, Err(DocumentError::Unreadable(_))), "{broken:?}");
    let broken = read_as(DocumentKind::Docx, b"PK\x03\x04 nothing more".to_vec()).await;
    assert!(matches!(broken, Err(DocumentError::Unreadable(_))), "{broken:?}");
    let page = b"<title>Returns</title><nav>Menu</nav><p>They take <b>thirty</b> days.".to_vec();
    let page = read_as(DocumentKind::Html, page).await.unwrap();
    assert_eq!((page.title.as_deref(), page.text.as_str()), (Some("Returns"), "They take thirty days."));
    let text = read_as(DocumentKind::Markdown, "# Rückgabe\n\n*Dreißig* Tage.".into()).await.unwrap();
    assert_eq!((text.title.as_deref(), text.text.as_str()), (Some("Rückgabe"), "Rückgabe\n\nDreißig Tage."));
}

#[tokio::test]
async fn a_document_that_brings_its_reader_down_costs_that_process_only() {
    let program = Path::new(env!("CARGO_BIN_EXE_colloquy"));
    // Nested deeper than a stack may be: it is refused, or its reader dies of it.
    let deep = format!("/Deep {}{}", "[".repeat(500_000), "]".repeat(500_000));
    let hostile = read(program, DocumentKind::Pdf, pdf("words", &deep)).await;
    assert!(!matches!(hostile, Err(DocumentError::NoReader(_))), "{hostile:?}");
    let sound = read(program, DocumentKind::Pdf, pdf("Still here.", "")).await.unwrap();
    assert_eq!(sound.text, "Still here.");
}
