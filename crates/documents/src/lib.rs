//! The text of pages and documents that agents answer from.
//!
//! What comes in was written by strangers. Everything here is bounded: in bytes unpacked, in text kept, and, since no
//! reader follows the nesting of its document by recursion of its own, in depth. That is not enough: readers are other
//! people's, PDF and DOCX are intricate, and even a page can take a time that grows with the square of its length (a tag
//! with a hundred thousand attributes). So everything but plain text is read in a process of its own ([`read`]), which may
//! take so much time and memory and no more. A document that brings its reader down costs that process and nothing else.
//!
//! [`extract`] is the reading itself. The program that [`read`] starts calls it, and writes what it found as one line of
//! JSON to its standard output.

mod builder;
mod charset;
mod child;
mod docx;
mod error;
mod html;
mod kind;
mod markdown;
mod pdf;

pub use self::charset::in_utf8;
pub use self::child::{SUBCOMMAND, read};
pub use self::error::DocumentError;
pub use self::kind::DocumentKind;

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::{Deserialize, Serialize};

use self::builder::TextBuilder;

/// Longest title, in characters.
const LONGEST_TITLE: usize = 300;

/// What a document says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its title, where it has one: one line.
    pub title: Option<String>,
    /// Its text: paragraphs apart by an empty line; no character controls anything but line breaks. It may be empty, as
    /// that of a scanned picture.
    pub text: String,
}

/// Reads a document. Takes its time and memory in this process; a reader that panics is caught.
///
/// # Errors
/// See [`DocumentError`].
pub fn extract(kind: DocumentKind, bytes: &[u8]) -> Result<Document, DocumentError> {
    let reading = || match kind {
        DocumentKind::Text => plain(bytes),
        DocumentKind::Markdown => markdown::read(&charset::decoded(bytes)),
        DocumentKind::Html => html::read(&charset::decoded(bytes)),
        DocumentKind::Pdf => pdf::read(bytes),
        DocumentKind::Docx => docx::read(bytes),
    };
    // Nothing outlives a panic here: the readers own all that they change.
    let read = catch_unwind(AssertUnwindSafe(reading));
    let document =
        read.unwrap_or_else(|_| Err(DocumentError::Unreadable("its reader gave up".to_owned())))?;
    Ok(Document { title: document.title.as_deref().and_then(title), ..document })
}

fn plain(bytes: &[u8]) -> Result<Document, DocumentError> {
    let mut builder = TextBuilder::default();
    builder.lines(&charset::decoded(bytes));
    Ok(Document { title: None, text: builder.finish()? })
}

/// A title as one short line; none where it says nothing.
fn title(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    let line: String = line.chars().filter(|character| !character.is_control()).take(LONGEST_TITLE).collect();
    (!line.is_empty()).then_some(line)
}
