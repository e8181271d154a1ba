//! Getting one page or document and its text.

use std::time::Duration;

use colloquy_documents::{Document, DocumentKind, in_utf8};
use colloquy_netguard::{Fetch, FetchError, FetchLimits};
use futures::StreamExt;

use crate::App;

/// Largest page: text, Markdown or HTML.
const PAGE_BYTES: usize = 2 << 20;
/// Largest document of another kind.
const DOCUMENT_BYTES: usize = 20 << 20;

const LIMITS: FetchLimits = FetchLimits {
    max_bytes: DOCUMENT_BYTES as u64,
    total_timeout: Duration::from_secs(20),
    max_redirects: 5,
};

/// Why a page could not be read.
pub(super) struct Unread {
    /// In words for who named the page.
    pub(super) reason: String,
    /// Whether trying again may help.
    pub(super) is_passing: bool,
}

impl Unread {
    fn lasting(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), is_passing: false }
    }

    fn too_large(most_bytes: usize) -> Self {
        Self::lasting(format!("larger than {} MiB", most_bytes >> 20))
    }
}

impl From<FetchError> for Unread {
    fn from(error: FetchError) -> Self {
        let is_passing =
            matches!(error, FetchError::Unreachable(_) | FetchError::TimedOut { .. } | FetchError::Broken(_));
        Self { reason: error.to_string(), is_passing }
    }
}

/// Gets it, through the guard, and reads it.
pub(super) async fn read(app: &App, url: &str) -> Result<Document, Unread> {
    let fetched = app.guard.fetch(url, LIMITS).await?;
    match fetched.status {
        200..300 => {}
        status @ (408 | 425 | 429 | 500..) => {
            return Err(Unread { reason: format!("the host answered {status}"), is_passing: true });
        }
        status => return Err(Unread::lasting(format!("the host answered {status}"))),
    }
    let (said, place) = (fetched.content_type.clone(), fetched.final_url.clone());
    let bytes = bytes_of(fetched).await?;
    let kind = DocumentKind::of(said.as_deref(), place.as_str(), &bytes).ok_or_else(|| {
        let said: String = said.as_deref().unwrap_or("without a media type").chars().take(100).collect();
        Unread::lasting(format!("neither text nor Markdown, HTML, PDF or DOCX, but {said}"))
    })?;
    let bytes = match kind.is_text() {
        true if bytes.len() > PAGE_BYTES => return Err(Unread::too_large(PAGE_BYTES)),
        true => in_utf8(said.as_deref(), bytes),
        false => bytes,
    };
    let read = colloquy_documents::read(&app.speaking.documents_program, kind, bytes).await;
    read.map_err(|error| Unread { is_passing: error.is_passing(), reason: error.to_string() })
}

/// The whole body. What says that it is text is not read further than a page may be long.
async fn bytes_of(mut fetched: Fetch) -> Result<Vec<u8>, Unread> {
    let is_page = fetched.content_type.as_deref().is_some_and(|said| {
        let said = said.trim_start().to_ascii_lowercase();
        said.starts_with("text/") || said.starts_with("application/xhtml")
    });
    let most = if is_page { PAGE_BYTES } else { DOCUMENT_BYTES };
    let mut bytes = Vec::new();
    while let Some(piece) = fetched.body.next().await {
        let piece = piece?;
        if bytes.len() + piece.len() > most {
            return Err(Unread::too_large(most));
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}
