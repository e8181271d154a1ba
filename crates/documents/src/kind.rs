//! What a document is: by its first bytes where they tell, else by what its host says, else by its name.

use url::Url;

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// Text without any marks.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// PDF.
    Pdf,
    /// Office Open XML, as word processors write it.
    Docx,
}

/// How far into a document is looked for what tells its kind.
const LOOKED_AT_BYTES: usize = 1_024;

impl DocumentKind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Text, Self::Markdown, Self::Html, Self::Pdf, Self::Docx];

    /// What a document is that came from `url` with this `Content-Type`; none where it is nothing that can be read.
    #[must_use]
    pub fn of(content_type: Option<&str>, url: &str, bytes: &[u8]) -> Option<Self> {
        let beginning = &bytes[..bytes.len().min(LOOKED_AT_BYTES)];
        if contains(beginning, b"%PDF-") {
            return Some(Self::Pdf);
        }
        let named = Self::by_name(url);
        let said = content_type.unwrap_or_default().split(';').next().unwrap_or_default();
        match said.trim().to_ascii_lowercase().as_str() {
            "application/pdf" | "application/x-pdf" => Some(Self::Pdf),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => Some(Self::Docx),
            "text/html" | "application/xhtml+xml" => Some(Self::Html),
            "text/markdown" | "text/x-markdown" => Some(Self::Markdown),
            // Hosts of files say so of Markdown, too; what it says of other names is what they are.
            "text/plain" if named == Some(Self::Markdown) => named,
            "" | "application/octet-stream" | "binary/octet-stream" | "application/zip" => {
                named.or_else(|| Self::by_content(beginning, bytes))
            }
            "application/json" | "application/xml" | "application/x-yaml" | "application/yaml" => {
                Some(Self::Text)
            }
            other if other.starts_with("text/") => Some(Self::Text),
            _ => None,
        }
    }

    fn by_name(url: &str) -> Option<Self> {
        let url = Url::parse(url).ok()?;
        let (_, extension) = url.path().rsplit('/').next()?.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Self::Text),
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "pdf" => Some(Self::Pdf),
            "docx" => Some(Self::Docx),
            _ => None,
        }
    }

    fn by_content(beginning: &[u8], bytes: &[u8]) -> Option<Self> {
        if beginning.starts_with(b"PK\x03\x04") {
            // Names of files stand in the archive as they are.
            return contains(bytes, b"word/document.xml").then_some(Self::Docx);
        }
        let lower = beginning.to_ascii_lowercase();
        if contains(&lower, b"<!doctype html") || contains(&lower, b"<html") {
            return Some(Self::Html);
        }
        let is_text = !bytes.is_empty() && !bytes.contains(&0) && std::str::from_utf8(bytes).is_ok();
        is_text.then_some(Self::Text)
    }

    /// Whether it is made of characters, and how these are written is said beside it.
    #[must_use]
    pub fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Markdown | Self::Html)
    }

    /// A word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }

    /// Reads what [`Self::as_str`] wrote.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use DocumentKind::*;

    #[test]
    fn content_goes_before_what_is_said_and_that_before_the_name() {
        let octets = Some("application/octet-stream");
        let word = Some("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
        type Row = (Option<&'static str>, &'static str, &'static [u8], Option<DocumentKind>);
        let rows: [Row; 16] = [
            (Some("text/html"), "https://a.example/manual", b"%PDF-1.7\n", Some(Pdf)),
            (Some("text/html; charset=utf-8"), "https://a.example/help.pdf", b"<p>", Some(Html)),
            (Some("Text/Markdown"), "https://a.example/readme", b"# x", Some(Markdown)),
            (Some("text/plain"), "https://a.example/README.md?raw=1", b"# x", Some(Markdown)),
            (Some("text/plain"), "https://a.example/page.html", b"<p>", Some(Text)),
            (Some("text/csv"), "https://a.example/prices", b"a,b", Some(Text)),
            (word, "https://a.example/x", b"PK\x03\x04", Some(Docx)),
            (octets, "https://a.example/x.docx", b"PK\x03\x04", Some(Docx)),
            (octets, "https://a.example/x", b"PK\x03\x04....word/document.xml", Some(Docx)),
            (octets, "https://a.example/x", b"PK\x03\x04....xl/workbook.xml", None),
            (None, "https://a.example/", b"\n<!DOCTYPE HTML><title>x</title>", Some(Html)),
            (None, "https://a.example/", "Grüße".as_bytes(), Some(Text)),
            (None, "https://a.example/", b"\0\x01", None),
            (None, "https://a.example/", b"", None),
            (Some("image/png"), "https://a.example/x.pdf", b"\x89PNG", None),
            (Some("application/json"), "https://a.example/faq", b"{}", Some(Text)),
        ];
        for (said, url, bytes, expected) in rows {
            assert_eq!(DocumentKind::of(said, url, bytes), expected, "{said:?} {url}");
        }
        for kind in DocumentKind::ALL {
            assert_eq!(DocumentKind::parse(kind.as_str()), Some(kind));
        }
    }
}
