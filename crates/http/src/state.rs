//! What every handler can reach.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use colloquy_app::App;
use colloquy_app::health::HealthWatch;
use colloquy_app::work::Beats;
use colloquy_domain::CredentialId;
use tokio::sync::{OwnedSemaphorePermit, watch};

use crate::Problem;
use crate::edge::Edge;
use crate::heavy::HeavyReads;
use crate::rate_limit::{RateLimit, too_many};

/// Signs of life of the workers in this process.
pub type WorkersBeat = Arc<Beats>;

/// What an operator may set.
#[derive(Debug, Clone)]
pub struct HttpOptions {
    /// Largest request body.
    pub body_bytes: usize,
    /// Requests a minute for each credential; 0 for no limit.
    pub requests_per_minute: u32,
    /// How far the clock of a client that signs its requests may be from ours, seconds either way.
    pub signature_tolerance_seconds: i64,
    /// Whether a live key that is sent as `X-Api-Key` is refused without a signature.
    pub require_signature: bool,
}

impl Default for HttpOptions {
    fn default() -> Self {
        Self {
            body_bytes: 32 << 20,
            requests_per_minute: 6_000,
            signature_tolerance_seconds: 300,
            require_signature: true,
        }
    }
}

/// What every handler can reach. Cloning is cheap.
#[derive(Clone)]
pub struct HttpState {
    inner: Arc<Inner>,
}

struct Inner {
    app: App,
    options: HttpOptions,
    edges: Vec<Edge>,
    rate_limit: RateLimit,
    heavy_reads: HeavyReads,
    health_watch: HealthWatch,
    kept: Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
    is_ending: watch::Sender<bool>,
}

impl HttpState {
    /// Puts it together. `edges` are asked in order; the last owns what nobody claims. `workers` are the signs
    /// of life of the workers in this process.
    #[must_use]
    pub fn new(app: App, options: HttpOptions, edges: Vec<Edge>, workers: Option<WorkersBeat>) -> Self {
        let health_watch = HealthWatch::new(workers);
        let rate_limit = RateLimit::new(options.requests_per_minute);
        Self {
            inner: Arc::new(Inner {
                app,
                options,
                edges,
                rate_limit,
                heavy_reads: HeavyReads::default(),
                health_watch,
                kept: Mutex::default(),
                is_ending: watch::Sender::new(false),
            }),
        }
    }

    /// The use cases.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.inner.app
    }

    /// What the operator set.
    #[must_use]
    pub fn options(&self) -> &HttpOptions {
        &self.inner.options
    }

    pub(crate) fn edges(&self) -> &[Edge] {
        &self.inner.edges
    }

    /// Counts a request of a credential; a problem where it made too many.
    pub fn count(&self, credential: CredentialId) -> Result<(), Problem> {
        self.inner.rate_limit.take(credential).map_err(too_many)
    }

    /// Waits for the turn of an expensive read of a credential, which lasts until what this returns is dropped; a
    /// problem where the credential has too many of them going.
    pub async fn heavy_read(&self, credential: CredentialId) -> Result<OwnedSemaphorePermit, Problem> {
        self.inner.heavy_reads.place(credential).await
    }

    /// What a surface keeps from one request to the next: one of each type, made when it is first asked for. It lives as
    /// long as this state.
    pub fn kept<T: Any + Send + Sync>(&self, make: impl FnOnce() -> T) -> Arc<T> {
        let mut kept = self.inner.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept.get(&TypeId::of::<T>()).cloned();
        if let Some(known) = known.and_then(|known| known.downcast::<T>().ok()) {
            return known;
        }
        let made = Arc::new(make());
        kept.insert(TypeId::of::<T>(), made.clone());
        made
    }

    /// Tells connections that outlive their request, such as those of chats, to end once `shutdown` comes.
    pub fn end_with(&self, shutdown: impl Future<Output = ()> + Send + 'static) {
        let is_ending = self.inner.is_ending.clone();
        tokio::spawn(async move {
            shutdown.await;
            is_ending.send_replace(true);
        });
    }

    /// Whether such connections are to end. A receiver whose sender is gone means that they are, too.
    #[must_use]
    pub fn is_ending(&self) -> watch::Receiver<bool> {
        self.inner.is_ending.subscribe()
    }

    pub(crate) fn health_watch(&self) -> &HealthWatch {
        &self.inner.health_watch
    }
}
