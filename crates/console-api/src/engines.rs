//! The engines of this server and their health, for people who look after it.
//!
//! What is there and what is missing is known to whoever put the process together: it hands a [`Diagnose`] over at the
//! start. Looking means trying (a mail server, an endpoint), so it is done at most once in a while, for everybody who asks.

use std::sync::{Arc, OnceLock};

use axum::Json;
use axum::extract::State;
use colloquy_app::AppError;
use colloquy_app::queues::{self, QueueState as AppQueueState};
use colloquy_domain::Instant;
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_http::{Authenticated, HttpState, Problem};
use futures::future::BoxFuture;
use serde::Serialize;
use time::Duration;
use tokio::sync::Mutex;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::wire::words;

/// How long what was seen is told to others, too.
const KEPT: Duration = Duration::seconds(10);

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(get_engines))
}

/// Looks at the engines.
pub trait Diagnose: Send + Sync + 'static {
    /// What is there and what is missing. Takes seconds at most, whatever does not answer.
    fn diagnose(&self) -> BoxFuture<'_, Diagnosis>;
}

/// What was seen.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Diagnosis {
    /// Hears recordings.
    pub speech: EngineHealth,
    /// Reads, judges, and speaks for agents.
    pub language: EngineHealth,
    /// Tells voices on one channel apart.
    pub diarisation: EngineHealth,
    /// Finds by meaning.
    pub embeddings: EngineHealth,
    /// Speaks on calls.
    pub synthesis: EngineHealth,
    /// Hears on calls.
    pub live_hearing: EngineHealth,
    /// Everything that `colloquy doctor` looks at.
    pub checks: Vec<EngineCheck>,
}

/// One engine.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EngineHealth {
    /// Which one does it, such as `whisper`, `llama`, `basic` or `remote`.
    pub engine: String,
    /// How it is.
    pub state: EngineState,
    /// What it works with.
    pub model: Option<String>,
    /// In words, with what to do about it.
    pub detail: String,
}

/// How an engine is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EngineState {
    /// Everything that it needs is here.
    Ready,
    /// Something that it needs is not here.
    Missing,
    /// Another server does it.
    Remote,
    /// It is not used.
    Off,
}

/// One thing that was looked at.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EngineCheck {
    /// What.
    pub name: String,
    /// Whether it is as it should be.
    pub ok: bool,
    /// What was seen.
    pub detail: String,
}

/// The engines, what waits for them, and the process that answers.
#[derive(Serialize, ToSchema)]
struct Engines {
    #[serde(flatten)]
    diagnosis: Diagnosis,
    queues: Vec<QueueState>,
    /// Of the server.
    version: &'static str,
    /// Since the process that answers was started.
    uptime_seconds: i64,
}

/// A queue of jobs, of all workspaces.
#[derive(Serialize, ToSchema)]
struct QueueState {
    #[schema(value_type = words::Queue)]
    queue: &'static str,
    /// Due, and not taken yet.
    waiting: u64,
    /// A worker has them.
    running: u64,
    /// For how long the one that waits longest has been due; null where none waits.
    oldest_waiting_seconds: Option<u64>,
}

impl QueueState {
    fn of(state: &AppQueueState) -> Self {
        Self {
            queue: state.queue.as_str(),
            waiting: state.waiting,
            running: state.running,
            oldest_waiting_seconds: state.oldest_waiting_seconds,
        }
    }
}

/// Who looks, and what was seen last.
#[derive(Default)]
struct Watch {
    by: OnceLock<(Arc<dyn Diagnose>, Instant)>,
    last: Mutex<Option<(Instant, Diagnosis)>>,
}

impl Watch {
    /// What was seen within the last seconds; otherwise looks, while all others who ask wait for it.
    async fn look(&self, diagnose: &dyn Diagnose, now: Instant) -> Diagnosis {
        let mut last = self.last.lock().await;
        if let Some((seen_at, diagnosis)) = &*last
            // A clock that was set back must not keep an old look alive.
            && (Duration::ZERO..KEPT).contains(&(now - *seen_at))
        {
            return diagnosis.clone();
        }
        let diagnosis = diagnose.diagnose().await;
        *last = Some((now, diagnosis.clone()));
        diagnosis
    }
}

/// Says at the start of a process who looks at its engines. Only the first time counts.
pub fn watch_engines(state: &HttpState, diagnose: Arc<dyn Diagnose>) {
    let watch = state.kept(Watch::default);
    watch.by.get_or_init(|| (diagnose, state.app().now()));
}

/// The engines of this server and how they are, the queues of jobs, and what `colloquy doctor` says. What was seen is at
/// most ten seconds old.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/engines",
    tag = "Console",
    security(("key" = ["workspace:admin"])),
    responses((status = 200, description = "how they are", body = Engines))
)]
async fn get_engines(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
) -> Result<Json<Engines>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let (app, watch) = (state.app(), state.kept(Watch::default));
    let nobody = || AppError::internal("nobody looks at the engines of this process");
    let (diagnose, started_at) = watch.by.get().ok_or_else(nobody)?;
    let now = app.now();
    let diagnosis = watch.look(diagnose.as_ref(), now).await;
    Ok(Json(Engines {
        diagnosis,
        queues: queues::list(app).await?.iter().map(QueueState::of).collect(),
        version: env!("CARGO_PKG_VERSION"),
        uptime_seconds: (now - *started_at).whole_seconds().max(0),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[derive(Default)]
    struct Counting(AtomicUsize);

    impl Diagnose for Counting {
        fn diagnose(&self) -> BoxFuture<'_, Diagnosis> {
            self.0.fetch_add(1, Ordering::SeqCst);
            let health = || EngineHealth {
                engine: "basic".to_owned(),
                state: EngineState::Ready,
                model: None,
                detail: "works".to_owned(),
            };
            let diagnosis = Diagnosis {
                speech: health(),
                language: health(),
                diarisation: health(),
                embeddings: health(),
                synthesis: health(),
                live_hearing: health(),
                checks: Vec::new(),
            };
            std::future::ready(diagnosis).boxed()
        }
    }

    #[tokio::test]
    async fn many_who_ask_make_one_look_in_ten_seconds() {
        let (watch, looks) = (Watch::default(), Counting::default());
        let now = Instant::UNIX_EPOCH + Duration::days(20_000);
        for seconds in [0, 1, 9] {
            watch.look(&looks, now + Duration::seconds(seconds)).await;
        }
        assert_eq!(looks.0.load(Ordering::SeqCst), 1);
        watch.look(&looks, now + KEPT).await;
        assert_eq!(looks.0.load(Ordering::SeqCst), 2);
    }
}
