//! The text of a DOCX: a ZIP archive in which one file of XML has the words.
//!
//! The archive is unpacked while it is read and never kept; how much that may be is bounded, since a small archive can
//! unpack to anything. What was deleted but is kept for reviewers, codes of fields, and second spellings of the same
//! picture for old programs are no part of the text.

use std::io::{BufRead, BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, Event};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::builder::TextBuilder;
use crate::{Document, DocumentError};

/// So much may be unpacked.
pub(crate) const MOST_UNPACKED_BYTES: u64 = 64 << 20;
/// So much is told of what the reader says, in characters.
const LONGEST_REASON: usize = 200;

/// The words.
const DOCUMENT: &str = "word/document.xml";
/// Title, author and the like.
const PROPERTIES: &str = "docProps/core.xml";

/// Reads a DOCX.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, DocumentError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
    let mut left = MOST_UNPACKED_BYTES;
    let text = in_archive(&mut archive, DOCUMENT, &mut left, words)?;
    let text = text.ok_or_else(|| DocumentError::Unreadable(format!("there is no {DOCUMENT} in it")))?;
    // What is said of the words may be broken where they are not.
    let title = in_archive(&mut archive, PROPERTIES, &mut left, title).unwrap_or_default();
    Ok(Document { title: title.flatten(), text })
}

/// What `read` makes of a file of the archive, and none where there is no such file. Takes what it unpacks from `left`.
fn in_archive<T>(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
    left: &mut u64,
    read: impl FnOnce(&mut dyn BufRead) -> Result<T, DocumentError>,
) -> Result<Option<T>, DocumentError> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(unreadable(error)),
    };
    // One byte more tells that there is more.
    let mut unpacked = BufReader::new(file.take(*left + 1));
    let found = read(&mut unpacked);
    let rest = unpacked.get_ref().limit();
    if rest == 0 {
        return Err(DocumentError::TooMuchUnpacked);
    }
    *left = rest - 1;
    found.map(Some)
}

/// The words of the document.
fn words(xml: &mut dyn BufRead) -> Result<String, DocumentError> {
    let mut reading = Reading::default();
    let mut reader = Reader::from_reader(xml);
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).map_err(unreadable)? {
            Event::Start(tag) => reading.start(tag.local_name().as_ref()),
            Event::End(tag) => reading.end(tag.local_name().as_ref()),
            Event::Empty(tag) => {
                reading.start(tag.local_name().as_ref());
                reading.end(tag.local_name().as_ref());
            }
            Event::Text(text) => reading.words(&text.xml10_content().map_err(unreadable)?),
            Event::CData(text) => reading.words(&text.xml10_content().map_err(unreadable)?),
            Event::GeneralRef(reference) => reading.words(&referred(&reference)?),
            Event::Eof => return reading.builder.finish(),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
        buffer.clear();
    }
}

/// The title among the properties.
fn title(xml: &mut dyn BufRead) -> Result<Option<String>, DocumentError> {
    let mut title: Option<String> = None;
    let mut is_in_title = false;
    let mut reader = Reader::from_reader(xml);
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).map_err(unreadable)? {
            Event::Start(tag) => is_in_title = tag.local_name().as_ref() == b"title",
            Event::End(_) => is_in_title = false,
            Event::Text(text) if is_in_title => {
                title.get_or_insert_default().push_str(&text.xml10_content().map_err(unreadable)?);
            }
            Event::GeneralRef(reference) if is_in_title => {
                title.get_or_insert_default().push_str(&referred(&reference)?);
            }
            Event::Eof => return Ok(title),
            _ => {}
        }
        buffer.clear();
    }
}

/// What a reference stands for. Entities that a document defines itself are not looked up: they are how small files
/// become large.
fn referred(reference: &BytesRef<'_>) -> Result<String, DocumentError> {
    if let Some(character) = reference.resolve_char_ref().map_err(unreadable)? {
        return Ok(character.to_string());
    }
    let name = reference.decode().map_err(unreadable)?;
    Ok(resolve_predefined_entity(&name).unwrap_or_default().to_owned())
}

fn unreadable(error: impl std::fmt::Display) -> DocumentError {
    DocumentError::Unreadable(error.to_string().chars().take(LONGEST_REASON).collect())
}

/// What is known of a document so far.
#[derive(Default)]
struct Reading {
    builder: TextBuilder,
    /// Open runs: outside of them a tab is a place and no character.
    runs: usize,
    /// Open elements whose characters are the text.
    texts: usize,
    /// Open elements of which nothing is read.
    skipped: usize,
    /// Open tables: a paragraph within is a part of its cell.
    tables: usize,
    /// Cells of this row so far.
    cells: usize,
}

impl Reading {
    fn start(&mut self, name: &[u8]) {
        if self.skipped > 0 || name == b"Fallback" {
            self.skipped += usize::from(name == b"Fallback");
            return;
        }
        match name {
            b"r" => self.runs += 1,
            b"t" => self.texts += 1,
            b"tab" if self.runs > 0 => self.builder.space(),
            b"br" | b"cr" if self.runs > 0 => self.builder.line(),
            b"noBreakHyphen" if self.runs > 0 => self.builder.words("-"),
            b"tbl" => {
                self.builder.paragraph();
                self.tables += 1;
            }
            b"tr" => {
                self.builder.line();
                self.cells = 0;
            }
            b"tc" => {
                if self.cells > 0 {
                    self.builder.cell();
                }
                self.cells += 1;
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        if self.skipped > 0 {
            self.skipped -= usize::from(name == b"Fallback");
            return;
        }
        match name {
            b"r" => self.runs = self.runs.saturating_sub(1),
            b"t" => self.texts = self.texts.saturating_sub(1),
            b"p" if self.tables > 0 => self.builder.space(),
            b"p" => self.builder.paragraph(),
            b"tbl" => {
                self.tables = self.tables.saturating_sub(1);
                self.builder.paragraph();
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.texts > 0 && self.skipped == 0 {
            self.builder.words(words);
        }
    }
}
