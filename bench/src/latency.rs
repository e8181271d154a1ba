//! Reads and creates at a steady rate, idle and while recordings are transcribed.

use std::time::{Duration, Instant};

use anyhow::bail;
use hyper::{Method, StatusCode};
use tokio::task::JoinSet;

use crate::calls::Calls;
use crate::figure::{Bar, Figure};
use crate::machine;
use crate::receiver::Receiver;
use crate::server::{Installation, Server, sample};
use crate::statistics::{milliseconds, quantile};

const CLIENTS: usize = 4;

/// Requests a second of each client.
const REQUESTS_PER_SECOND: u32 = 15;

/// Every so many requests one is a create, the others read.
const CREATE_EVERY: usize = 5;

/// Conversations that are read.
const KNOWN: usize = 200;

/// A spoken call of the repository.
const RECORDING: &str = "bright_desk.ogg";

/// Recordings that wait or are at work: whenever one is done the next begins.
const RECORDINGS_AHEAD: usize = 3;

/// How long the speech engine may take to begin.
const BEGINS_WITHIN: Duration = Duration::from_secs(120);

/// Measures both.
pub async fn measure(installation: &Installation, length: Duration) -> anyhow::Result<Vec<Figure>> {
    // A p99 needs more than a thousand samples.
    let length = length.max(Duration::from_secs(20));
    let house = installation.house(None)?;
    let key = house.owner_key().await?;
    let server = house.start("all").await?;
    let mut connection = server.connect(&key).await?;
    let calls = Calls::with_transcript();
    let mut known = Vec::with_capacity(KNOWN);
    for number in 0..KNOWN {
        known.push(connection.create(calls.body(&format!("known:{number}"))).await?);
    }
    // Their insights are done when this is over.
    mix(&server, &key, &known, Duration::from_secs(3), "warm").await?;
    let mut idle = mix(&server, &key, &known, length, "idle").await?;
    let mut figures = idle.figures("idle");

    let receiver = Receiver::open().await?;
    receiver.serve_recording(sample(RECORDING)?);
    let transcribing = tokio::task::spawn_local(keep_transcribing(
        server.connect(&key).await?,
        Calls::with_recording(&receiver.url("/call.ogg")),
    ));
    let began = Instant::now();
    while machine::cpu_seconds(server.process()).1 < 1.0 {
        if transcribing.is_finished() {
            transcribing.await??;
            bail!("recordings are not taken in any more");
        }
        if began.elapsed() > BEGINS_WITHIN {
            bail!("no recording is transcribed; `colloquy doctor` tells what is missing");
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let before = machine::cpu_seconds(server.process()).1;
    let mut busy = mix(&server, &key, &known, length, "busy").await?;
    let cores = (machine::cpu_seconds(server.process()).1 - before) / length.as_secs_f64();
    transcribing.abort();
    figures.extend(busy.figures("while transcribing"));
    let note = format!("engines at {cores:.2} cores; {} recordings taken in", receiver.fetches());
    let ratio = |busy: &mut Vec<f64>, idle: &mut Vec<f64>| quantile(busy, 0.99) / quantile(idle, 0.99);
    figures.push(
        Figure::new(
            "read p99 while transcribing against idle",
            ratio(&mut busy.reads_ms, &mut idle.reads_ms),
            "x",
        )
        .bar(Bar::Below(2.0))
        .note(note.clone()),
    );
    figures.push(
        Figure::new(
            "create p99 while transcribing against idle",
            ratio(&mut busy.creates_ms, &mut idle.creates_ms),
            "x",
        )
        .bar(Bar::Below(2.0))
        .note(note),
    );
    server.stop().await?;
    Ok(figures)
}

/// What requests took.
#[derive(Default)]
pub struct Mix {
    /// Reads of an engagement.
    pub reads_ms: Vec<f64>,
    /// Creates of an engagement.
    pub creates_ms: Vec<f64>,
}

impl Mix {
    /// The slowest of a hundred.
    pub fn figures(&mut self, when: &str) -> Vec<Figure> {
        let note = |samples: &mut Vec<f64>| {
            format!("p50 {:.1} ms, {} requests", quantile(samples, 0.5), samples.len())
        };
        vec![
            Figure::new(format!("read p99, {when}"), quantile(&mut self.reads_ms, 0.99), "ms")
                .note(note(&mut self.reads_ms)),
            Figure::new(format!("create p99, {when}"), quantile(&mut self.creates_ms, 0.99), "ms")
                .note(note(&mut self.creates_ms)),
        ]
    }
}

/// Clients that send at their times, however long the last request took: a slow answer is not hidden by the
/// requests that it kept from being sent. The latency of a request that was sent late counts from when it was
/// due.
pub async fn mix(
    server: &Server,
    key: &str,
    known: &[String],
    length: Duration,
    prefix: &'static str,
) -> anyhow::Result<Mix> {
    let pause = Duration::from_secs(1) / REQUESTS_PER_SECOND;
    let mut clients = JoinSet::new();
    let began = Instant::now();
    for client in 0..CLIENTS {
        let mut connection = server.connect(key).await?;
        let (known, calls) = (known.to_vec(), Calls::with_transcript());
        let offset = pause * u32::try_from(client)? / u32::try_from(CLIENTS)?;
        clients.spawn_local(async move {
            let mut mix = Mix::default();
            for number in 0.. {
                let due = began + offset + pause * u32::try_from(number)?;
                if due >= began + length {
                    break;
                }
                let is_free = Instant::now() < due;
                tokio::time::sleep_until(due.into()).await;
                // The timer's own lateness is not the server's.
                let began = if is_free { Instant::now() } else { due };
                if number % CREATE_EVERY == 0 {
                    connection.create(calls.body(&format!("{prefix}:{client}:{number}"))).await?;
                    mix.creates_ms.push(milliseconds(began.elapsed()));
                } else {
                    let id = &known[(number * 7 + client) % known.len()];
                    let path = format!("/api/v2/engagements/{id}?expand=owner,action_items,signals");
                    connection.expect(StatusCode::OK, Method::GET, &path, None).await?;
                    mix.reads_ms.push(milliseconds(began.elapsed()));
                }
            }
            anyhow::Ok(mix)
        });
    }
    let mut all = Mix::default();
    while let Some(ended) = clients.join_next().await {
        let one = ended??;
        all.reads_ms.extend(one.reads_ms);
        all.creates_ms.extend(one.creates_ms);
    }
    Ok(all)
}

/// Sends recordings for as long as it is not stopped, a few ahead of what is done.
async fn keep_transcribing(mut connection: crate::api::Connection, calls: Calls) -> anyhow::Result<()> {
    let mut pending: Vec<String> = Vec::new();
    for number in 0_u64.. {
        pending.push(connection.create(calls.body(&format!("recording:{number}"))).await?);
        while pending.len() >= RECORDINGS_AHEAD {
            tokio::time::sleep(Duration::from_millis(500)).await;
            let engagement = connection.get(&format!("/api/v2/engagements/{}", pending[0])).await?;
            if !matches!(engagement["processing_status"].as_str(), Some("PENDING" | "PROCESSING")) {
                pending.remove(0);
            }
        }
    }
    Ok(())
}
