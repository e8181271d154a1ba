//! Telephone calls that come in over SIP, on loopback: how long a caller waits for an agent's answer, and what twenty calls
//! at once cost and lose.
//!
//! A caller in this process asks recorded questions and the wait is read off the recording that the server made: from the
//! end of the caller's speech to the first audio of the agent. Twenty callers at once are `sipp`'s (Debian: sip-tester);
//! what agents say to them comes to sockets of this process, which count it. The language endpoint is part of this program
//! and answers at once, so that the time is the server's own: hearing, knowing that a question is over, speaking. A last
//! call is held by the embedded language model in its place, which is what a server does that nobody configured.
//!
//! Needs the models that calls are heard and spoken with, and the language model (`colloquy models fetch`).

mod endpoint;
mod load;
mod sinks;
mod talk;
mod wave;

use std::net::{SocketAddr, TcpListener, UdpSocket};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use hyper::{Method, StatusCode};
use serde_json::{Value, json};

use self::endpoint::Endpoint;
use self::talk::{Caller, Talked};
use self::wave::{Channels, SECOND, Turns};
use crate::api::Connection;
use crate::figure::{Bar, Figure};
use crate::machine;
use crate::server::{House, Installation, Server, sample};
use crate::statistics::quantile;

/// Questions of one call whose answers are waited for.
const TURNS: usize = 12;
/// The same with the embedded model, which takes its time.
const TURNS_OF_MODEL: usize = 8;
/// The number at which the agent answers, and those that call it.
const AGENT: &str = "+12025550199";
const FIRST_CALLER: &str = "+12025550101";
const WAITING_CALLER: &str = "+12025550102";
const CALLER_BESIDE: &str = "+12025550103";
/// Where the questions lie in a recording of the repository, and in which channel: seconds.
const RECORDING: &str = "audio/call_stereo_8k.wav";
const QUESTIONS: [(usize, f64, f64); 2] = [(0, 0.4, 3.186), (0, 6.876, 7.972)];
/// How long the work after a call may take, and how long engines rest before they count as idle.
const WORK_WITHIN: Duration = Duration::from_secs(600);
const RESTED: Duration = Duration::from_secs(3);
/// Until when a recording can be fetched.
const RECORDED_WITHIN: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(200);

/// Measures all of it.
pub async fn measure(installation: &Installation) -> anyhow::Result<Vec<Figure>> {
    let desk = Desk::open(installation, Language::Scripted(Endpoint::open().await?)).await?;
    let caller = Caller::open().await?;
    let questions = questions()?;
    // The first call loads the models.
    caller.talk(FIRST_CALLER, &desk.number(), &questions, 1).await?;
    desk.rest().await?;
    let talked = caller.talk(WAITING_CALLER, &desk.number(), &questions, TURNS).await?;
    let recording = desk.recording(WAITING_CALLER).await?;
    desk.rest().await?;
    let mut figures = figures_of(&talked, &recording, &questions, "one call")?;
    figures.extend(load::measure(&desk, &caller, &questions).await?);
    desk.server.stop().await?;
    figures.extend(by_model(installation, &caller, &questions).await?);
    Ok(figures)
}

/// A call of an agent who thinks with the embedded model. It has no bar: it is what it is on this machine.
async fn by_model(
    installation: &Installation,
    caller: &Caller,
    questions: &[Vec<i16>],
) -> anyhow::Result<Vec<Figure>> {
    let desk = Desk::open(installation, Language::Embedded).await?;
    caller.talk(FIRST_CALLER, &desk.number(), questions, 1).await?;
    desk.rest().await?;
    caller.talk(WAITING_CALLER, &desk.number(), questions, TURNS_OF_MODEL).await?;
    let Turns { mut waits_ms, spoken_into, unanswered } = Turns::of(&desk.recording(WAITING_CALLER).await?);
    desk.server.stop().await?;
    let note = format!(
        "on the recording, {} answers; {spoken_into} questions spoken into, {unanswered} unanswered",
        waits_ms.len()
    );
    let name = |part: &str| format!("calls: end of speech to first audio {part}, embedded model");
    Ok(vec![
        Figure::new(name("p50"), quantile(&mut waits_ms, 0.5), "ms").note(note),
        Figure::new(name("p95"), quantile(&mut waits_ms, 0.95), "ms")
            .note(format!("longest {:.0} ms", quantile(&mut waits_ms, 1.0))),
    ])
}

/// What agents find their words with.
enum Language {
    Scripted(Endpoint),
    Embedded,
}

/// What customers ask.
fn questions() -> anyhow::Result<Vec<Vec<i16>>> {
    let channels = wave::channels(&sample(RECORDING)?)?;
    let of_second = |seconds: f64| (seconds * SECOND as f64) as usize;
    let cut = |(channel, from, to): (usize, f64, f64)| {
        let question = channels.get(channel)?.get(of_second(from)..of_second(to))?;
        Some(question.to_vec())
    };
    QUESTIONS.into_iter().map(|question| cut(question).context("the recording is too short")).collect()
}

/// What a call of a caller in this process shows: how long it waited, and whether the recording is in step.
fn figures_of(
    talked: &Talked,
    recording: &Channels,
    questions: &[Vec<i16>],
    when: &str,
) -> anyhow::Result<Vec<Figure>> {
    let Turns { mut waits_ms, spoken_into, unanswered } = Turns::of(recording);
    let note = format!(
        "on the recording, {} answers; {spoken_into} questions spoken into, {unanswered} unanswered; \
         the endpoint's words come every 20 ms",
        waits_ms.len()
    );
    let first = questions.first().context("no question")?;
    let off_ms = wave::off_place_ms(recording, &talked.recorded, first)
        .context("the recordings of the server and of the caller are not of one call")?;
    let lost = talked.stats.lost;
    Ok(vec![
        Figure::new(
            format!("calls: end of speech to first audio p50, {when}"),
            quantile(&mut waits_ms, 0.5),
            "ms",
        )
        .bar(Bar::Below(500.0))
        .note(note),
        Figure::new(
            format!("calls: end of speech to first audio p95, {when}"),
            quantile(&mut waits_ms, 0.95),
            "ms",
        )
        .note(format!("longest {:.0} ms", quantile(&mut waits_ms, 1.0))),
        Figure::new(format!("calls: sides of a recording out of step, {when}"), off_ms, "ms")
            .bar(Bar::Below(20.0))
            .note(format!("by the recordings of both ends; the caller lost {lost} packets")),
    ])
}

/// A server with an agent who answers the telephone.
struct Desk {
    server: Server,
    key: String,
    by_basic: String,
    sip: SocketAddr,
    log: PathBuf,
    _house: House,
    _language: Language,
}

impl Desk {
    async fn open(installation: &Installation, language: Language) -> anyhow::Result<Self> {
        let sip = free_port()?;
        let listen = sip.to_string();
        let mut house = installation.house(None)?;
        match &language {
            Language::Scripted(endpoint) => {
                house.set("LANGUAGE__ENGINE", "remote");
                house.set("LANGUAGE__URL", &endpoint.url);
                house.set("LANGUAGE__MODEL", "scripted");
            }
            Language::Embedded => house.set("LANGUAGE__ENGINE", "embedded"),
        }
        for (name, value) in [
            ("SIP__LISTEN", listen.as_str()),
            ("SIP__ACCEPT_FROM", "127.0.0.0/8"),
            ("DIALOGUES__CALLS_AT_ONCE", "100"),
            // What each call sent and received stands in the log.
            ("LOG__LEVEL", "warn,colloquy_voice=info"),
            ("LOG__FORMAT", "json"),
        ] {
            house.set(name, value);
        }
        let key = house.owner_key().await?;
        let server = house.start("all").await?;
        // The API of agents takes a key by HTTP Basic alone.
        let pair = key.strip_prefix("sk-apik_").and_then(|pair| pair.split_once('.'));
        let (id, secret) = pair.context("a key of another form")?;
        let by_basic = format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")));
        let mut agents = server.connect(&by_basic).await?;
        let agent = made(
            &mut agents,
            StatusCode::OK,
            "/api/v1/agents",
            &json!({ "name": "Ada", "language": "en-US" }),
        )
        .await?;
        let skill = json!({
            "name": "Help",
            "initialMessage": "Hello, this is {{aiName}}. How can I help?",
            "prompt": "Help the customer.",
        });
        let skill = made(&mut agents, StatusCode::OK, "/api/v1/skills", &skill).await?;
        let route = json!({ "channel": "call", "address": AGENT, "agent_id": agent, "skill_id": skill });
        let mut by_key = server.connect(&key).await?;
        made(&mut by_key, StatusCode::CREATED, "/api/colloquy/v1/inbound-routes", &route).await?;
        let log = installation.data_root.join("server.log");
        Ok(Self { server, key, by_basic, sip, log, _house: house, _language: language })
    }

    /// The agent's SIP address.
    fn number(&self) -> String {
        format!("sip:{AGENT}@{}", self.sip)
    }

    /// What the server recorded of the call of that number.
    async fn recording(&self, from: &str) -> anyhow::Result<Channels> {
        let mut connection = self.server.connect(&self.by_basic).await?;
        let looking = async {
            loop {
                let calls = connection.get("/api/v1/calls").await?;
                let calls = calls.as_array().context("no list of calls")?;
                let url = calls
                    .iter()
                    .filter(|call| call["customerPhone"] == from)
                    .find_map(|call| call["recordingUrl"].as_str().filter(|url| !url.is_empty()));
                if let Some(url) = url {
                    return anyhow::Ok(url.to_owned());
                }
                tokio::time::sleep(PAUSE).await;
            }
        };
        let url = tokio::time::timeout(RECORDED_WITHIN, looking).await.context("no recording in time")??;
        let path = url.splitn(4, '/').nth(3).context("a link without a path")?;
        let mut by_key = self.server.connect(&self.key).await?;
        let wav = by_key.expect(StatusCode::OK, Method::GET, &format!("/{path}"), None).await?;
        wave::channels(&wav)
    }

    /// Waits until the server has done what follows from calls: transcripts and all the rest.
    async fn rest(&self) -> anyhow::Result<()> {
        let resting = async {
            loop {
                let before = self.cpu_seconds();
                tokio::time::sleep(RESTED).await;
                if self.cpu_seconds() - before < 0.05 * RESTED.as_secs_f64() {
                    return;
                }
            }
        };
        tokio::time::timeout(WORK_WITHIN, resting).await.context("the server does not come to rest")
    }

    /// Processor time of the server and its engines.
    fn cpu_seconds(&self) -> f64 {
        let (own, of_engines) = machine::cpu_seconds(self.server.process());
        own + of_engines
    }
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

/// A port of the loopback address that is free for datagrams and connections. Somebody else may take it in between; then
/// the server does not start and that is told.
fn free_port() -> anyhow::Result<SocketAddr> {
    for _ in 0..20 {
        let datagrams = UdpSocket::bind(("127.0.0.1", 0))?;
        let address = datagrams.local_addr()?;
        if TcpListener::bind(address).is_ok() {
            return Ok(address);
        }
    }
    bail!("no port is free")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_cut_out_where_somebody_speaks() {
        let questions = questions().unwrap();
        let as_one: Vec<i16> =
            questions.iter().flat_map(|one| one.iter().copied().chain([0; SECOND])).collect();
        let silence = vec![0; as_one.len()];
        // Each is one piece of speech, which an answer can follow.
        assert_eq!(Turns::of(&[as_one, silence]).unanswered, QUESTIONS.len());
    }
}
