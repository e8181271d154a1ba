//! Chats on web pages: five hundred visitors at once. What each costs the server in memory, how soon what they say is kept
//! and answered, and whether a server that is killed in the middle loses anything that it had acknowledged.
//!
//! The agent answers by rules, without a model: the time is the server's own. Each visitor comes from an address of its
//! own, as visitors do, so that what the server allows each address does not bound all of them together.

mod visitor;

use std::cell::Cell;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};
use hyper::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use self::visitor::{Session, Visitor};
use crate::api::Connection;
use crate::figure::{Bar, Figure};
use crate::machine;
use crate::server::{Installation, Server};
use crate::statistics::{milliseconds, quantile};

const VISITORS: u32 = 500;

/// What each of them says in a round.
const MESSAGES: u32 = 5;

/// A visitor at people's pace says something every so often.
const PAUSE: Duration = Duration::from_secs(10);

/// Sessions that are opened, or looked at again, at once.
const AT_ONCE: usize = 16;

/// Time after which a server that nobody tells anything is idle.
const SETTLE: Duration = Duration::from_secs(3);

/// The server is killed when so much was acknowledged.
const KILLED_AFTER: u32 = 2 * VISITORS;

/// The place of the agent's first words, which every visitor has.
const GREETING: u64 = 1;

const LINES: [&str; 4] = [
    "Is the red one in stock?",
    "And how long does it take until it is here? I need it by Friday.",
    "My order has the number 12345, it was paid two weeks ago, and nobody has written to me since.",
    "Thanks.",
];

/// Measures all of it on one server.
pub async fn measure(installation: &Installation) -> anyhow::Result<Vec<Figure>> {
    let house = installation.house(None)?;
    let key = house.owner_key().await?;
    let server = house.start("all").await?;
    let route = route(&server, &key).await?;
    // What is made once for all chats is not the cost of one.
    Guest::open(server.address, &route, VISITORS).await?.talk(Instant::now(), None).await?;
    let memory = |process: u32| async move {
        tokio::time::sleep(SETTLE).await;
        machine::resident_mb(process)
    };
    let before_mb = memory(server.process()).await;

    let began = Instant::now();
    let (address, at) = (server.address, route.as_str());
    let guests: Vec<Guest> = stream::iter(0..VISITORS)
        .map(|number| Guest::open(address, at, number))
        .buffered(AT_ONCE)
        .try_collect()
        .await?;
    let opened = format!("opened and greeted in {:.1} s", began.elapsed().as_secs_f64());
    let idle_mb = memory(server.process()).await;
    let per_chat = |now_mb: f64| (now_mb - before_mb) * 1e3 / f64::from(VISITORS);
    let mut figures = vec![
        Figure::new("webchat: sessions at once", f64::from(VISITORS), "")
            .bar(Bar::AtLeast(500.0))
            .note(opened),
        Figure::new("webchat: memory of a session, idle", per_chat(idle_mb), "kB")
            .note(format!("server at {idle_mb:.0} MB, {before_mb:.0} MB before")),
    ];

    let cpu_before = machine::cpu_seconds(server.process()).0;
    let (guests, mut paced) = talk(guests, Some(PAUSE)).await?;
    let cores = (machine::cpu_seconds(server.process()).0 - cpu_before) / paced.took.as_secs_f64();
    let talked_mb = memory(server.process()).await;
    figures.push(
        Figure::new(
            format!("webchat: memory of a session, {MESSAGES} messages said"),
            per_chat(talked_mb),
            "kB",
        )
        .note(format!("server at {talked_mb:.0} MB; each message is answered")),
    );
    figures.extend(paced.figures("at people's pace", &format!("server at {cores:.2} cores")));
    let (guests, mut hurried) = talk(guests, None).await?;
    let rate = hurried.acks_ms.len() as f64 / hurried.took.as_secs_f64();
    figures.push(
        Figure::new("webchat: messages acknowledged and answered", rate, "/s")
            .note("every visitor speaks as soon as the last message is answered"),
    );
    figures.extend(hurried.figures("as fast as it goes", "all visitors at once"));

    let guests = kill_in_the_middle(guests, server).await?;
    let server = house.start("all").await?;
    let (kept, lost, doubled) = look_again(&guests, server.address).await?;
    figures.push(
        Figure::new("webchat: acknowledged messages lost or doubled", (lost + doubled) as f64, "")
            .bar(Bar::Below(1.0))
            .note(format!("{lost} lost, {doubled} doubled of {kept}, the server killed while all spoke")),
    );
    server.stop().await?;
    Ok(figures)
}

/// An agent, and where it answers; the id of the route.
async fn route(server: &Server, key: &str) -> anyhow::Result<String> {
    // The API of agents takes a key by HTTP Basic alone.
    let pair = key.strip_prefix("sk-apik_").and_then(|pair| pair.split_once('.'));
    let (id, secret) = pair.context("a key of another form")?;
    let mut by_basic =
        server.connect(&format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")))).await?;
    let agent = made(&mut by_basic, StatusCode::OK, "/api/v1/agents", &json!({ "name": "Ada" })).await?;
    let skill = json!({
        "name": "Help",
        "initialMessage": "Hello, this is {{aiName}}. How can I help?",
        "prompt": "Help the customer.",
    });
    let skill = made(&mut by_basic, StatusCode::OK, "/api/v1/skills", &skill).await?;
    let route = json!({ "channel": "webchat", "agent_id": agent, "skill_id": skill });
    let mut by_key = server.connect(key).await?;
    made(&mut by_key, StatusCode::CREATED, "/api/colloquy/v1/inbound-routes", &route).await
}

/// Makes something and gives its id.
async fn made(
    connection: &mut Connection,
    status: StatusCode,
    path: &str,
    body: &Value,
) -> anyhow::Result<String> {
    let answer = connection.expect(status, Method::POST, path, Some(Bytes::from(body.to_string()))).await?;
    let answer: Value = serde_json::from_slice(&answer)?;
    Ok(answer["id"].as_str().with_context(|| format!("{path} gave no id"))?.to_owned())
}

/// A visitor, and what the server has acknowledged of what they said.
struct Guest {
    session: Session,
    visitor: Visitor,
    said: u32,
    kept: Vec<(String, u64)>,
}

impl Guest {
    /// Opens a chat, and has the agent's first words.
    async fn open(server: SocketAddr, route: &str, number: u32) -> anyhow::Result<Self> {
        let session = Session::open(server, route, number).await?;
        let (mut visitor, _) = session.join(server, GREETING - 1).await?;
        visitor.answer_after(GREETING - 1).await?;
        Ok(Self { session, visitor, said: 0, kept: Vec::new() })
    }

    /// Says something; its position once it is acknowledged, none where the connection has ended.
    async fn say(&mut self) -> anyhow::Result<Option<u64>> {
        let client_id = format!("m-{}", self.said);
        let text = LINES[self.said as usize % LINES.len()];
        self.said += 1;
        let position = self.visitor.say(&client_id, text).await?;
        self.kept.extend(position.map(|position| (client_id, position)));
        Ok(position)
    }

    /// Says some messages: one in every pause from then on, or each as soon as the last is answered. The waits for one
    /// that was said late, because the last was answered late, count from when it was due.
    async fn talk(&mut self, begin: Instant, pause: Option<Duration>) -> anyhow::Result<Waits> {
        let mut waits = Waits::default();
        for number in 0..MESSAGES {
            let due = pause.map(|pause| begin + pause * number).filter(|due| *due < Instant::now());
            if let Some(pause) = pause {
                tokio::time::sleep_until((begin + pause * number).into()).await;
            }
            let from = due.unwrap_or_else(Instant::now);
            let position = self.say().await?.context("the connection has ended")?;
            waits.acks_ms.push(milliseconds(from.elapsed()));
            self.visitor.answer_after(position).await?;
            waits.answers_ms.push(milliseconds(from.elapsed()));
        }
        Ok(waits)
    }

    /// How many of the acknowledged messages are not there any more, and how many messages are there more than once.
    async fn missed(&self, server: SocketAddr) -> anyhow::Result<(usize, usize)> {
        let said = self.session.said(server, GREETING).await?;
        let is_lost = |(client_id, position): &&(String, u64)| {
            said.get(client_id).is_none_or(|positions| !positions.contains(position))
        };
        let lost = self.kept.iter().filter(is_lost).count();
        Ok((lost, said.values().filter(|positions| positions.len() > 1).count()))
    }
}

/// How long visitors waited.
#[derive(Default)]
struct Waits {
    acks_ms: Vec<f64>,
    answers_ms: Vec<f64>,
    took: Duration,
}

impl Waits {
    fn figures(&mut self, when: &str, note: &str) -> [Figure; 4] {
        let note = format!("{} messages; {note}", self.acks_ms.len());
        let figure = |what: &str, share: &str, value: f64| {
            Figure::new(format!("webchat: {what} {share}, {when}"), value, "ms").note(note.clone())
        };
        [
            figure("said to kept", "p50", quantile(&mut self.acks_ms, 0.5)),
            figure("said to kept", "p95", quantile(&mut self.acks_ms, 0.95)),
            figure("said to answered", "p50", quantile(&mut self.answers_ms, 0.5)),
            figure("said to answered", "p95", quantile(&mut self.answers_ms, 0.95)),
        ]
    }
}

/// All of them talk; those who pause do not begin at one moment.
async fn talk(guests: Vec<Guest>, pause: Option<Duration>) -> anyhow::Result<(Vec<Guest>, Waits)> {
    let began = Instant::now();
    let mut talking = JoinSet::new();
    for (mut guest, number) in guests.into_iter().zip(0_u32..) {
        let begin = began + pause.unwrap_or_default() * number / VISITORS;
        talking.spawn_local(async move {
            let waits = guest.talk(begin, pause).await?;
            anyhow::Ok((guest, waits))
        });
    }
    let (mut guests, mut all) = (Vec::new(), Waits::default());
    while let Some(ended) = talking.join_next().await {
        let (guest, waits) = ended??;
        guests.push(guest);
        all.acks_ms.extend(waits.acks_ms);
        all.answers_ms.extend(waits.answers_ms);
    }
    all.took = began.elapsed();
    Ok((guests, all))
}

/// All of them speak without waiting for answers, until the server is killed.
async fn kill_in_the_middle(guests: Vec<Guest>, server: Server) -> anyhow::Result<Vec<Guest>> {
    let kept = Rc::new(Cell::new(0_u32));
    let mut talking = JoinSet::new();
    for mut guest in guests {
        let kept = kept.clone();
        talking.spawn_local(async move {
            while guest.say().await?.is_some() {
                kept.set(kept.get() + 1);
            }
            anyhow::Ok(guest)
        });
    }
    while kept.get() < KILLED_AFTER {
        if let Some(ended) = talking.try_join_next() {
            ended??;
            bail!("a connection ended before the server was killed");
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    server.stop().await?;
    let mut guests = Vec::new();
    while let Some(ended) = talking.join_next().await {
        guests.push(ended??);
    }
    Ok(guests)
}

/// All of them come back: how many messages were acknowledged, are lost, and stand there more than once.
async fn look_again(guests: &[Guest], server: SocketAddr) -> anyhow::Result<(usize, usize, usize)> {
    let missed: Vec<(usize, usize)> = stream::iter(guests)
        .map(|guest| guest.missed(server))
        .buffer_unordered(AT_ONCE)
        .try_collect()
        .await?;
    let kept = guests.iter().map(|guest| guest.kept.len()).sum();
    let lost = missed.iter().map(|(lost, _)| lost).sum();
    let doubled = missed.iter().map(|(_, doubled)| doubled).sum();
    Ok((kept, lost, doubled))
}
