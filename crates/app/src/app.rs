//! What every use case needs, put together once by the binary.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use colloquy_agent::{Index, Runtime};
use colloquy_channel::Channels;
use colloquy_domain::secret::SecretText;
use colloquy_domain::{Instant, KnowledgeBaseId};
use colloquy_insight::Analyst;
use colloquy_mail::Mailer;
use colloquy_netguard::Guard;
use colloquy_speech::Listen;
use colloquy_store::Store;
use colloquy_store::objects::Objects;
use url::Url;

use crate::clock::Clock;
use crate::dialers::Turns;
use crate::dialogues::Telephone;
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
    /// What agents of this server hold dialogues with.
    pub speaking: Speaking,
}

/// What agents of this server hold dialogues with.
#[derive(Clone)]
pub struct Speaking {
    /// Finds out what an agent says next.
    pub runtime: Arc<Runtime>,
    /// The ways to customers by messages.
    pub channels: Channels,
    /// The way to telephones; none where none is configured.
    pub telephone: Option<Arc<dyn Telephone>>,
    /// From where messages go out of agents that have no address of their own.
    pub senders: Senders,
    /// What Twilio signs its callbacks with; none where no account is set.
    pub twilio_auth_token: Option<SecretText>,
    /// How much at once.
    pub limits: DialogueLimits,
    /// The program that reads documents in a process of its own: this one.
    pub documents_program: PathBuf,
}

/// From where messages go out of agents that have no address of their own.
#[derive(Debug, Clone, Default)]
pub struct Senders {
    /// A number, E.164.
    pub sms: Option<String>,
    /// A number, E.164. WhatsApp knows only numbers that were registered there: it goes before an agent's own.
    pub whatsapp: Option<String>,
    /// An e-mail address, lower case.
    pub email: Option<String>,
}

/// How much agents of one workspace do at once.
#[derive(Debug, Clone, Copy)]
pub struct DialogueLimits {
    /// Telephone calls that go on.
    pub calls_at_once: u32,
    /// Dialogues that our side begins within a minute; 0 for as many as there are.
    pub begun_per_minute: u32,
    /// Longest telephone call.
    pub longest: Duration,
}

impl Default for DialogueLimits {
    fn default() -> Self {
        Self { calls_at_once: 20, begun_per_minute: 60, longest: Duration::from_secs(120 * 60) }
    }
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

/// Indexes that agents look things up in, by the knowledge bases and revisions that they are made of.
pub(crate) type IndexCache = Mutex<HashMap<Vec<(KnowledgeBaseId, u64)>, Arc<Index>>>;

/// Every use case takes one. Cloning is cheap.
#[derive(Clone)]
pub struct App {
    parts: Arc<AppParts>,
    calls: Arc<Turns>,
    exports: Arc<Exports>,
    usage: Arc<UsageLog>,
    indexes: Arc<IndexCache>,
}

impl App {
    /// Puts it together.
    #[must_use]
    pub fn new(parts: AppParts) -> Self {
        Self {
            parts: Arc::new(parts),
            calls: Arc::default(),
            exports: Arc::default(),
            usage: Arc::default(),
            indexes: Arc::default(),
        }
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

    /// The indexes that were made lately.
    pub(crate) fn indexes(&self) -> &IndexCache {
        &self.indexes
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
