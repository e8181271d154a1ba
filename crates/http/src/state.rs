//! What every handler can reach.

use std::sync::Arc;

use colloquy_app::App;

use crate::edge::Edge;
use crate::rate_limit::RateLimit;

/// Tells when the workers of this process last showed that they live, in Unix seconds.
pub type WorkersBeat = Arc<dyn Fn() -> i64 + Send + Sync>;

/// What an operator may set.
#[derive(Debug, Clone)]
pub struct HttpOptions {
    /// Largest request body.
    pub body_bytes: usize,
    /// Requests a minute for each credential; 0 for no limit.
    pub requests_per_minute: u32,
}

impl Default for HttpOptions {
    fn default() -> Self {
        Self { body_bytes: 32 << 20, requests_per_minute: 6_000 }
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
    workers_beat: Option<WorkersBeat>,
}

impl HttpState {
    /// Puts it together. `edges` are asked in order; the last owns what nobody claims.
    #[must_use]
    pub fn new(app: App, options: HttpOptions, edges: Vec<Edge>, workers_beat: Option<WorkersBeat>) -> Self {
        let rate_limit = RateLimit::new(options.requests_per_minute);
        Self { inner: Arc::new(Inner { app, options, edges, rate_limit, workers_beat }) }
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

    pub(crate) fn rate_limit(&self) -> &RateLimit {
        &self.inner.rate_limit
    }

    pub(crate) fn workers_beat(&self) -> Option<i64> {
        self.inner.workers_beat.as_ref().map(|beat| beat())
    }
}
