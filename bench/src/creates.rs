//! Creates from a transcript, answered once they are on the disk, and repeated creates.

use std::rc::Rc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use colloquy_testkit::TestDatabase;
use hyper::{Method, StatusCode};
use tokio::task::JoinSet;

use crate::calls::Calls;
use crate::figure::{Bar, Figure};
use crate::machine;
use crate::server::{Installation, Server};
use crate::statistics::{milliseconds, quantile};

const CLIENTS: usize = 32;

/// Names a PostgreSQL server in which databases may be made.
pub const POSTGRES_VARIABLE: &str = "COLLOQUY_TEST_POSTGRES_URL";

/// Before anything counts.
const WARM_UP: Duration = Duration::from_secs(1);

/// Measures SQLite with requests alone and with all work beside them, then PostgreSQL where there is one.
pub async fn measure(installation: &Installation, length: Duration) -> anyhow::Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for role in ["api", "all"] {
        figures.extend(on(installation, None, "SQLite", role, length).await?);
    }
    if std::env::var_os(POSTGRES_VARIABLE).is_some() {
        for role in ["api", "all"] {
            let database = TestDatabase::empty_postgres().await;
            figures.extend(on(installation, Some(database.url()), "PostgreSQL", role, length).await?);
        }
    }
    Ok(figures)
}

async fn on(
    installation: &Installation,
    database_url: Option<&str>,
    database: &str,
    role: &str,
    length: Duration,
) -> anyhow::Result<Vec<Figure>> {
    let house = installation.house(database_url)?;
    let key = house.owner_key().await?;
    let server = house.start(role).await?;
    let calls = Rc::new(Calls::with_transcript());
    let name = |what: &str| format!("{what}, {database}, role {role}");
    let new = move |client: usize, number: usize| calls.body(&format!("bench:{client}:{number}"));
    let (warm, again) = (new.clone(), new.clone());
    let of_warm_up = move |client: usize, number: usize| warm(client, number + 10_000_000);
    load(&server, &key, StatusCode::CREATED, WARM_UP, of_warm_up).await?;
    let cpu_before = machine::cpu_seconds(server.process()).0;
    let mut created = load(&server, &key, StatusCode::CREATED, length, new).await?;
    let cpu = machine::cpu_seconds(server.process()).0 - cpu_before;
    let (cores, cpu_ms) =
        (cpu / created.elapsed.as_secs_f64(), cpu * 1e3 / created.latencies_ms.len() as f64);
    let (rate, p50, p99) = created.summary();
    // The design holds SQLite to these; on PostgreSQL they are told.
    let held = |figure: Figure, bar: Bar| if database_url.is_none() { figure.bar(bar) } else { figure };
    let note = format!(
        "{CLIENTS} clients; p50 {p50:.1} ms; server at {cores:.2} cores, {cpu_ms:.2} ms of CPU a create"
    );
    let mut figures = vec![
        held(Figure::new(name("creates"), rate, "/s"), Bar::AtLeast(1_000.0)).note(note),
        held(Figure::new(name("create p99"), p99, "ms"), Bar::Below(50.0)),
    ];
    if role == "api" {
        let known = move |client: usize, number: usize| again(client, number % 10);
        let mut repeated = load(&server, &key, StatusCode::OK, length / 2, known).await?;
        let (rate, p50, p99) = repeated.summary();
        let note = format!("answered 200; p50 {p50:.1} ms, p99 {p99:.1} ms");
        figures.push(Figure::new(name("repeated creates"), rate, "/s").note(note));
    }
    server.stop().await?;
    Ok(figures)
}

struct Load {
    latencies_ms: Vec<f64>,
    elapsed: Duration,
}

impl Load {
    /// Requests a second, p50 and p99 in milliseconds.
    fn summary(&mut self) -> (f64, f64, f64) {
        let rate = self.latencies_ms.len() as f64 / self.elapsed.as_secs_f64();
        (rate, quantile(&mut self.latencies_ms, 0.5), quantile(&mut self.latencies_ms, 0.99))
    }
}

/// Clients that each send their next body as soon as the last was answered.
async fn load(
    server: &Server,
    key: &str,
    status: StatusCode,
    length: Duration,
    body: impl Fn(usize, usize) -> Bytes + Clone + 'static,
) -> anyhow::Result<Load> {
    let mut connections = Vec::new();
    for _ in 0..CLIENTS {
        connections.push(server.connect(key).await?);
    }
    let began = Instant::now();
    let mut clients = JoinSet::new();
    for (client, mut connection) in connections.into_iter().enumerate() {
        let body = body.clone();
        clients.spawn_local(async move {
            let mut latencies_ms = Vec::new();
            while began.elapsed() < length {
                let body = body(client, latencies_ms.len());
                let sent = Instant::now();
                connection.expect(status, Method::POST, "/api/v2/engagements", Some(body)).await?;
                latencies_ms.push(milliseconds(sent.elapsed()));
            }
            anyhow::Ok(latencies_ms)
        });
    }
    let mut latencies_ms = Vec::new();
    while let Some(ended) = clients.join_next().await {
        latencies_ms.extend(ended??);
    }
    Ok(Load { latencies_ms, elapsed: began.elapsed() })
}
