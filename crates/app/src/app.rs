//! What every use case needs, put together once by the binary.

use std::sync::Arc;
use std::time::Duration;

use colloquy_domain::Instant;
use colloquy_insight::Analyst;
use colloquy_mail::Mailer;
use colloquy_netguard::Guard;
use colloquy_speech::Listen;
use colloquy_store::Store;
use colloquy_store::objects::Objects;
use url::Url;

use crate::clock::Clock;
use crate::dialers::Turns;
use crate::events::EventDialects;
use crate::links::LinkSigner;
use crate::scratch::ScratchDir;
use crate::traces::Exports;
use crate::usage::{Quotas, UsageLog};

/// The parts of an [`App`].
pub struct AppParts {
    /// Rows, events and jobs.
    pub store: Store,
    /// Recordings.
    pub objects: Objects,
    /// The way to addresses that users give.
    pub guard: Guard,
    /// Speech recognition.
    pub listener: Arc<dyn Listen>,
    /// Insights.
    pub analyst: Arc<Analyst>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// How events are told.
    pub dialects: EventDialects,
    /// The way to the operator's mail server; none where none is set.
    pub mailer: Option<Mailer>,
    /// Signs links to recordings.
    pub links: LinkSigner,
    /// Where clients reach this server.
    pub public_url: Url,
    /// Folder for files that live as long as one request or job.
    pub scratch_dir: ScratchDir,
    /// What a client may send.
    pub limits: IngestLimits,
    /// How much of the server a workspace may use before it is warned.
    pub quotas: Quotas,
}

/// What a client may send.
#[derive(Debug, Clone)]
pub struct IngestLimits {
    /// Largest recording.
    pub media_bytes: u64,
    /// Longest fetch of a recording, redirects and body included.
    pub media_fetch: Duration,
    /// Largest audio file that is put to an address of this server.
    pub upload_bytes: u64,
}

impl Default for IngestLimits {
    fn default() -> Self {
        Self { media_bytes: 2 << 30, media_fetch: Duration::from_secs(600), upload_bytes: 512 << 20 }
    }
}

/// Every use case takes one. Cloning is cheap.
#[derive(Clone)]
pub struct App {
    parts: Arc<AppParts>,
    calls: Arc<Turns>,
    exports: Arc<Exports>,
    usage: Arc<UsageLog>,
}

impl App {
    /// Puts it together.
    #[must_use]
    pub fn new(parts: AppParts) -> Self {
        Self { parts: Arc::new(parts), calls: Arc::default(), exports: Arc::default(), usage: Arc::default() }
    }

    /// The dialers' calls that are being taken in.
    pub(crate) fn calls(&self) -> &Turns {
        &self.calls
    }

    /// The exports of traces that are being taken in.
    #[must_use]
    pub fn exports(&self) -> &Exports {
        &self.exports
    }

    /// The requests that were answered and are not written down yet.
    #[must_use]
    pub fn usage(&self) -> &UsageLog {
        &self.usage
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.parts.clock.now()
    }
}

impl std::ops::Deref for App {
    type Target = AppParts;

    fn deref(&self) -> &AppParts {
        &self.parts
    }
}
