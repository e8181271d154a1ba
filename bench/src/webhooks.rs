//! From a commit to the receiver, deliveries to many receivers, and one that hangs among them.
//!
//! The instant of a commit cannot be seen from outside: it lies between the sending of the request and the
//! arrival of its 201. So the time from it to the first byte at the receiver lies between two that can be
//! seen. The server sees its commit, but not the first byte at the receiver: its histogram from the commit to the
//! receiver's answer holds for the median of those deliveries that went the short way, and bounds it from above
//! where that is closer. Its older histogram, from its clock before the commit to the start of the attempt, stands
//! beside them.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::calls::Calls;
use crate::figure::{Bar, Figure};
use crate::metrics::Histogram;
use crate::receiver::{Arrival, Receiver};
use crate::server::{Installation, Server};
use crate::statistics::{milliseconds, quantile};

const ENDPOINTS: usize = 100;

/// Events that are told to all of them at once.
const BURST_EVENTS: usize = 200;

/// Events a second in the comparison with a hanging receiver: well below what the server can deliver, so that
/// what is seen is the hanging one and not a queue.
const PACED_EVENTS_PER_SECOND: u32 = 3;

/// How long deliveries may still come after the last create.
const LAST_ARRIVALS: Duration = Duration::from_secs(60);

const SERVER_LATENCY: &str = "colloquy_delivery_latency_seconds";

/// From the commit to the receiver's answer, of first attempts that were handed over with the commit.
const SERVER_ANSWERED: &str = "colloquy_delivery_answered_seconds";

/// Measures all of it.
pub async fn measure(installation: &Installation, length: Duration) -> anyhow::Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for (clients, bar_ms) in [(4, 5.0), (32, 20.0)] {
        figures.extend(to_first_byte(installation, clients, bar_ms, length).await?);
    }
    figures.extend(to_many(installation, length).await?);
    Ok(figures)
}

async fn to_first_byte(
    installation: &Installation,
    clients: usize,
    bar_ms: f64,
    length: Duration,
) -> anyhow::Result<Vec<Figure>> {
    let house = installation.house(None)?;
    let key = house.owner_key().await?;
    let server = house.start("all").await?;
    let receiver = Receiver::open().await?;
    let mut connection = server.connect(&key).await?;
    connection.add_webhook(&receiver.url("/")).await?;
    create(&server, &key, clients, Pace::Closed(Duration::from_secs(1)), "warm").await?;
    receive(&receiver, usize::MAX, Duration::from_secs(2)).await;
    receiver.take();

    let latency_before = Histogram::read(&mut connection, SERVER_LATENCY).await?;
    let answered_before = Histogram::read(&mut connection, SERVER_ANSWERED).await?;
    let created = create(&server, &key, clients, Pace::Closed(length), "call").await?;
    receive(&receiver, created.len(), LAST_ARRIVALS).await;
    // What has just come is still being answered.
    receive(&receiver, usize::MAX, Duration::from_secs(1)).await;
    let latency = Histogram::read(&mut connection, SERVER_LATENCY).await?.since(&latency_before);
    let answered = Histogram::read(&mut connection, SERVER_ANSWERED).await?.since(&answered_before);
    let arrivals = receiver.take();
    let mut times = Times::of(&created, &arrivals);
    let (from_sent, from_answer) =
        (quantile(&mut times.from_sent_ms, 0.5), quantile(&mut times.from_answer_ms, 0.5));
    let p99 = quantile(&mut times.from_sent_ms, 0.99);
    let to_answer = Answered::of(&answered, created.len());
    let upper = to_answer.at_most_ms.map_or(from_sent, |at_most| at_most.min(from_sent));
    let note = format!(
        "{}; from 201 {from_answer:.1} ms, from request {from_sent:.1} ms (p99 {p99:.0} ms); {:.0} creates/s; \
         {} of {} came; server's own p50 to the attempt {:.1} ms",
        to_answer.note,
        created.len() as f64 / length.as_secs_f64(),
        arrivals.len(),
        created.len(),
        latency.quantile(0.5) * 1e3,
    );
    server.stop().await?;
    Ok(vec![
        Figure::new(format!("commit to first byte p50, {clients} clients"), upper, "ms")
            .from(from_answer.clamp(0.0, upper.max(0.0)))
            .bar(Bar::Below(bar_ms))
            .note(note),
    ])
}

/// The median from commit to answer, as far as the server could tell it.
struct Answered {
    /// None where fewer than half went the short way: then the median is among the others.
    at_most_ms: Option<f64>,
    note: String,
}

impl Answered {
    /// Deliveries that were not handed over with their commit count as later than any that was.
    fn of(answered: &Histogram, all: usize) -> Self {
        let handed_over = answered.count();
        let of_all = format!("{handed_over:.0} of {all} handed over");
        if handed_over * 2.0 < all as f64 || handed_over == 0.0 {
            let note = format!("no p50 from commit to answer: only {of_all}");
            return Self { at_most_ms: None, note };
        }
        let share = 0.5 * all as f64 / handed_over;
        let at_most_ms = answered.quantile_at_most(share) * 1e3;
        let about_ms = answered.quantile(share) * 1e3;
        let note =
            format!("p50 from commit to answer {about_ms:.2} ms (at most {at_most_ms:.1}) over {of_all}");
        Self { at_most_ms: Some(at_most_ms), note }
    }
}

async fn to_many(installation: &Installation, length: Duration) -> anyhow::Result<Vec<Figure>> {
    let house = installation.house(None)?;
    let key = house.owner_key().await?;
    let server = house.start("all").await?;
    let receiver = Receiver::open().await?;
    let mut connection = server.connect(&key).await?;
    for endpoint in 0..ENDPOINTS {
        connection.add_webhook(&receiver.url(&format!("/{endpoint}"))).await?;
    }
    let began = Instant::now();
    let created = create(&server, &key, 4, Pace::Count(BURST_EVENTS), "burst").await?;
    let wanted = created.len() * ENDPOINTS;
    receive(&receiver, wanted, LAST_ARRIVALS).await;
    let arrivals = receiver.take();
    let last = arrivals.iter().map(|arrival| arrival.at).max().unwrap_or(began);
    let rate = arrivals.len() as f64 / (last - began).as_secs_f64();
    let mut figures = vec![
        Figure::new(format!("deliveries to {ENDPOINTS} endpoints"), rate, "/s")
            .bar(Bar::AtLeast(1_000.0))
            .note(format!("{} of {wanted} came, creates and insights included", arrivals.len())),
    ];

    // Let what the burst left behind finish.
    receive(&receiver, usize::MAX, Duration::from_secs(5)).await;
    let count = (length.as_secs() as usize).max(10) * PACED_EVENTS_PER_SECOND as usize;
    let pace = || Pace::Steady(count, Duration::from_secs(1) / PACED_EVENTS_PER_SECOND);
    let mut p99_of_others = Vec::new();
    for (hangs, prefix) in [(false, "calm"), (true, "hang")] {
        receiver.take();
        if hangs {
            receiver.hang("/0");
        }
        let created = create(&server, &key, 1, pace(), prefix).await?;
        // All of them where nobody hangs: what came late would count for the next round.
        let answering = if hangs { ENDPOINTS - 1 } else { ENDPOINTS };
        receive(&receiver, created.len() * answering, Duration::from_secs(10)).await;
        let others: Vec<Arrival> =
            receiver.take().into_iter().filter(|arrival| arrival.path != "/0").collect();
        let mut times = Times::of(&created, &others);
        p99_of_others.push((quantile(&mut times.from_sent_ms, 0.99), others.len()));
    }
    let [(calm, _), (hanging, came)] = p99_of_others[..] else { anyhow::bail!("two rounds were measured") };
    let note = format!(
        "p99 from request {calm:.1} ms without, {hanging:.1} ms with; {PACED_EVENTS_PER_SECOND} events/s; \
         {came} of {} came to the others",
        count * (ENDPOINTS - 1)
    );
    figures.push(
        Figure::new("p99 of 99 beside one that hangs, ratio", hanging / calm, "x")
            .bar(Bar::Below(2.0))
            .note(note),
    );
    server.stop().await?;
    Ok(figures)
}

/// How creates follow each other.
#[derive(Clone, Copy)]
enum Pace {
    /// Each client the next as soon as the last was answered, for so long.
    Closed(Duration),
    /// The same until there are so many.
    Count(usize),
    /// So many with this pause from one to the next.
    Steady(usize, Duration),
}

struct Created {
    engagement_id: String,
    sent: Instant,
    answered: Instant,
}

async fn create(
    server: &Server,
    key: &str,
    clients: usize,
    pace: Pace,
    prefix: &'static str,
) -> anyhow::Result<Vec<Created>> {
    let mut connections = Vec::new();
    for _ in 0..clients {
        connections.push(server.connect(key).await?);
    }
    let began = Instant::now();
    let mut tasks = JoinSet::new();
    for (client, mut connection) in connections.into_iter().enumerate() {
        let calls = Calls::with_transcript();
        tasks.spawn_local(async move {
            let mut created: Vec<Created> = Vec::new();
            loop {
                let is_over = match pace {
                    Pace::Closed(length) => began.elapsed() >= length,
                    Pace::Count(count) => created.len() >= count / clients,
                    Pace::Steady(count, _) => created.len() >= count / clients,
                };
                if is_over {
                    return anyhow::Ok(created);
                }
                if let Pace::Steady(_, pause) = pace {
                    let next = began + pause * u32::try_from(created.len())?;
                    tokio::time::sleep_until(next.into()).await;
                }
                let body = calls.body(&format!("{prefix}:{client}:{}", created.len()));
                let sent = Instant::now();
                let engagement_id = connection.create(body).await?;
                created.push(Created { engagement_id, sent, answered: Instant::now() });
            }
        });
    }
    let mut created = Vec::new();
    while let Some(ended) = tasks.join_next().await {
        created.extend(ended??);
    }
    Ok(created)
}

/// Waits until so many have come, or for so long.
async fn receive(receiver: &Receiver, count: usize, longest: Duration) {
    let deadline = Instant::now() + longest;
    while receiver.count() < count && Instant::now() < deadline {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// From creates to the arrivals that tell of them.
struct Times {
    from_sent_ms: Vec<f64>,
    /// Negative where the delivery was quicker than the answer.
    from_answer_ms: Vec<f64>,
}

impl Times {
    fn of(created: &[Created], arrivals: &[Arrival]) -> Self {
        let by_id: HashMap<&str, &Created> =
            created.iter().map(|one| (one.engagement_id.as_str(), one)).collect();
        let mut times = Self { from_sent_ms: Vec::new(), from_answer_ms: Vec::new() };
        for arrival in arrivals {
            let Some(one) = by_id.get(arrival.engagement_id.as_str()) else { continue };
            times.from_sent_ms.push(milliseconds(arrival.at.saturating_duration_since(one.sent)));
            let after = arrival.at.saturating_duration_since(one.answered);
            let before = one.answered.saturating_duration_since(arrival.at);
            times.from_answer_ms.push(milliseconds(after) - milliseconds(before));
        }
        times
    }
}
