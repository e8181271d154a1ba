//! What is read of each kind of document.

use colloquy_documents::{DocumentError, DocumentKind, extract};

use crate::made;

#[test]
fn a_pdf_has_its_lines() {
    let bytes = made::pdf(&["Returns are taken within 30 days.", "Refunds take a week."]);
    assert_eq!(DocumentKind::of(None, "https://a.example/", &bytes), Some(DocumentKind::Pdf));
    let document = extract(DocumentKind::Pdf, &bytes).unwrap();
    assert_eq!(document.text, "Returns are taken within 30 days.\nRefunds take a week.");
    assert_eq!(document.title, None);
}

#[test]
fn a_docx_has_paragraphs_tables_and_a_title() {
    let body = "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr>\
        <w:r><w:t>Shipping </w:t></w:r><w:r><w:t xml:space=\"preserve\">&amp; </w:t></w:r>\
        <w:r><w:t>costs&#33;</w:t></w:r></w:p>\
        <w:p><w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del>\
        <w:r><w:instrText>PAGE</w:instrText><w:t>To</w:t><w:tab/><w:t>us</w:t><w:br/><w:t>all</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>DE</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p>\
        <w:p><w:r><w:t>Euro</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>FR</w:t></w:r></w:p></w:tc>\
        </w:tr></w:tbl>\
        <mc:AlternateContent><mc:Choice><w:p><w:r><w:t>Once</w:t></w:r></w:p></mc:Choice>\
        <mc:Fallback><w:p><w:r><w:t>Once</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>";
    let bytes = made::docx(body, "Costs &amp;\nmore");
    assert_eq!(DocumentKind::of(None, "https://a.example/", &bytes), Some(DocumentKind::Docx));
    let document = extract(DocumentKind::Docx, &bytes).unwrap();
    assert_eq!(document.title.as_deref(), Some("Costs & more"));
    assert_eq!(document.text, "Shipping & costs!\n\nTo us\nall\n\nDE | 5 Euro\nFR\n\nOnce");
}

#[test]
fn plain_text_keeps_its_lines() {
    let document = extract(DocumentKind::Text, b"Q: Where?\r\nA: There.\r\n\r\n\r\nQ: When?\0").unwrap();
    assert_eq!(document.text, "Q: Where?\nA: There.\n\nQ: When?");
}

#[test]
fn titles_are_one_short_line() {
    let page = format!("<title>\n One\t{}</title><p>x", "long ".repeat(500));
    let title = extract(DocumentKind::Html, page.as_bytes()).unwrap().title.unwrap();
    assert!(title.starts_with("One long long") && title.chars().count() <= 300, "{title}");
    let blank = extract(DocumentKind::Html, b"<title> </title><p>x").unwrap();
    assert_eq!(blank.title, None);
}

#[test]
fn what_is_broken_is_refused_and_nothing_panics() {
    let pdf = made::pdf(&["words"]);
    let docx = made::docx("<w:p><w:r><w:t>words</w:t></w:r></w:p>", "title");
    for (kind, whole) in [(DocumentKind::Pdf, &pdf), (DocumentKind::Docx, &docx)] {
        assert!(extract(kind, b"").is_err(), "{kind:?}");
        assert!(extract(kind, b"nothing of the kind").is_err(), "{kind:?}");
        for length in (0..whole.len()).step_by(whole.len() / 40) {
            // Cut short: an error, or what can still be read.
            let _ = extract(kind, &whole[..length]);
            // With one byte wrong: likewise.
            let mut bent = whole.clone();
            bent[length] ^= 0x5a;
            let _ = extract(kind, &bent);
        }
    }
    let other = made::archive(&[("xl/workbook.xml", b"<x/>".as_slice())]);
    let Err(DocumentError::Unreadable(reason)) = extract(DocumentKind::Docx, &other) else { panic!() };
    assert!(reason.contains("word/document.xml"), "{reason}");
    let crossed = made::archive(&[("word/document.xml", b"<w:p><w:t>words</w:p></w:t>".as_slice())]);
    assert!(matches!(extract(DocumentKind::Docx, &crossed), Err(DocumentError::Unreadable(_))));
}

#[test]
fn an_archive_that_unpacks_to_too_much_is_refused() {
    let mut document = b"<w:p><w:r><w:t>".to_vec();
    document.resize(65 << 20, b' ');
    let bomb = made::archive(&[("word/document.xml", document.as_slice())]);
    assert!(bomb.len() < 1 << 20, "{}", bomb.len());
    assert_eq!(extract(DocumentKind::Docx, &bomb), Err(DocumentError::TooMuchUnpacked));
}

#[test]
fn a_documents_own_entities_stand_for_nothing() {
    let document = "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>\
                    <d><t>one&b;&c;two</t></d>";
    let bytes = made::archive(&[("word/document.xml", document.as_bytes())]);
    assert_eq!(extract(DocumentKind::Docx, &bytes).unwrap().text, "onetwo");
}
