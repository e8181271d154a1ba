//! Twenty calls at once for a minute, made by `sipp`.

use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use anyhow::Context;
use colloquy_telephone::g711::Codec;
use serde_json::Value;
use tokio::process::{Child, Command};

use super::sinks::Sinks;
use super::talk::Caller;
use super::wave::SECOND;
use super::{AGENT, CALLER_BESIDE, Desk, PAUSE, figures_of, free_port};
use crate::figure::{Bar, Figure};
use crate::statistics::quantile;

const CALLS: usize = 20;
/// Calls begun in a second: all of them talk for most of their minute.
const BEGUN_PER_SECOND: usize = 4;
/// What a caller says comes again after so many seconds: a question, and silence in which it is answered.
const SECONDS_OF_TURN: usize = 12;
/// When all calls have begun, and for how long none of them ends.
const ALL_TALK_AFTER: Duration = Duration::from_secs(8);
const ALL_TALK_FOR: Duration = Duration::from_secs(45);
/// Questions of the caller in this process, beside the others.
const TURNS_BESIDE: usize = 4;
/// When `sipp` gives up, and how long the ends of calls may take.
const GIVE_UP_AFTER: &str = "180s";
const HUNG_UP_WITHIN: Duration = Duration::from_secs(60);

/// What the log says that calls end with.
const HUNG_UP: &str = "a call was hung up";

/// What the server says of one call.
struct HungUp {
    call_id: String,
    sent: u64,
    received: u64,
    lost: u64,
    late: u64,
}

/// Has all of them call, and one more, whose recording is looked at.
pub(super) async fn measure(
    desk: &Desk,
    caller: &Caller,
    questions: &[Vec<i16>],
) -> anyhow::Result<Vec<Figure>> {
    let folder = tempfile::tempdir()?;
    let sinks = Sinks::open(CALLS).await?;
    let question = questions.first().context("no question")?;
    prepare(folder.path(), &sinks, question)?;
    let log_begins = std::fs::metadata(&desk.log).map_or(0, |log| log.len());
    let mut sipp = call(desk, folder.path())?;
    let working = async {
        tokio::time::sleep(ALL_TALK_AFTER).await;
        let before = desk.cpu_seconds();
        tokio::time::sleep(ALL_TALK_FOR).await;
        (desk.cpu_seconds() - before) / ALL_TALK_FOR.as_secs_f64() * 100.0
    };
    let talking = async {
        tokio::time::sleep(ALL_TALK_AFTER).await;
        caller.talk(CALLER_BESIDE, &desk.number(), questions, TURNS_BESIDE).await
    };
    let (ended, cpu_percent, talked) = tokio::join!(sipp.wait(), working, talking);
    let (ended, talked) = (ended?, talked?);
    let recording = desk.recording(CALLER_BESIDE).await?;
    let calls = hung_up(desk, log_begins, &talked.call_id).await?;
    let setups_ms = setups(folder.path())?;
    let mut figures = figures(&calls, setups_ms, &sinks, ended);
    figures.push(
        Figure::new(format!("calls: processor time of the server, {CALLS} calls"), cpu_percent, "%").note(
            format!("of one core, its engines with it; a question of each caller every {SECONDS_OF_TURN} s"),
        ),
    );
    figures.extend(figures_of(&talked, &recording, questions, &format!("beside {CALLS}"))?);
    Ok(figures)
}

fn figures(calls: &[HungUp], mut setups_ms: Vec<f64>, sinks: &Sinks, ended: ExitStatus) -> Vec<Figure> {
    let sent: u64 = calls.iter().map(|call| call.sent).sum();
    let received: u64 = calls.iter().map(|call| call.received).sum();
    let lost: u64 = calls.iter().map(|call| call.lost).sum();
    let late: u64 = calls.iter().map(|call| call.late).sum();
    let heard = sinks.received();
    let how = if ended.success() { "all ended as they should" } else { "sipp counts failed calls" };
    vec![
        Figure::new(format!("calls: answered of {CALLS} at once for 60 s"), setups_ms.len() as f64, "")
            .bar(Bar::AtLeast(CALLS as f64))
            .note(how),
        Figure::new("calls: packets of callers lost", lost as f64, "")
            .bar(Bar::Below(1.0))
            .note(format!("{} sent, {received} received, {late} of them too late", received + lost)),
        Figure::new("calls: packets of agents lost", sent.abs_diff(heard) as f64, "")
            .bar(Bar::Below(1.0))
            .note(format!("{sent} sent, {heard} received, in {} calls", calls.len())),
        Figure::new("calls: invitation to answer p95", quantile(&mut setups_ms, 0.95), "ms").note(format!(
            "p50 {:.0} ms; it rings until the greeting can be said",
            quantile(&mut setups_ms, 0.5)
        )),
    ]
}

/// What `sipp` reads: the scenario, what callers say, and where they hear.
fn prepare(folder: &Path, sinks: &Sinks, question: &[i16]) -> anyhow::Result<()> {
    let mut said: Vec<u8> = question.iter().map(|sample| Codec::Pcmu.encode(*sample)).collect();
    said.resize(SECONDS_OF_TURN * SECOND, Codec::Pcmu.encode(0));
    std::fs::write(folder.join("talk.ulaw"), said)?;
    std::fs::write(folder.join("minute.xml"), include_str!("minute.xml"))?;
    std::fs::write(folder.join("ports.csv"), sinks.injection())?;
    Ok(())
}

fn call(desk: &Desk, folder: &Path) -> anyhow::Result<Child> {
    let (sip_port, rtp_port) = (free_port()?.port(), free_port()?.port());
    Command::new("sipp")
        .args(["-sf", "minute.xml", "-inf", "ports.csv", "-s", AGENT, "-nostdin"])
        .args(["-i", "127.0.0.1", "-mi", "127.0.0.1", "-p", &sip_port.to_string()])
        // An even one: the one after it is for what RTP is told about.
        .args(["-mp", &(rtp_port & !1).to_string()])
        .args(["-m", &CALLS.to_string(), "-l", &CALLS.to_string(), "-r", &BEGUN_PER_SECOND.to_string()])
        .args(["-timeout", GIVE_UP_AFTER, "-timeout_error", "-trace_rtt", "-rtt_freq", "1"])
        .arg(desk.sip.to_string())
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .context("sipp (Debian: sip-tester), which scripts/setup.sh test installs")
}

/// Milliseconds from each invitation to its answer, as `sipp` wrote them down.
fn setups(folder: &Path) -> anyhow::Result<Vec<f64>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with("_rtt.csv") {
            found.extend(std::fs::read_to_string(&path)?.lines().filter_map(setup));
        }
    }
    Ok(found)
}

/// Of a line such as `252.001;48;1`; none of the headings.
fn setup(line: &str) -> Option<f64> {
    line.split(';').nth(1)?.trim().parse().ok()
}

/// What the server says of the calls since then, once all have ended; `but` is not `sipp`'s.
async fn hung_up(desk: &Desk, since: u64, but: &str) -> anyhow::Result<Vec<HungUp>> {
    let give_up_at = tokio::time::Instant::now() + HUNG_UP_WITHIN;
    loop {
        let mut log = std::fs::File::open(&desk.log).with_context(|| desk.log.display().to_string())?;
        log.seek(SeekFrom::Start(since))?;
        let mut text = String::new();
        log.read_to_string(&mut text)?;
        let calls: Vec<HungUp> =
            text.lines().filter_map(HungUp::read).filter(|call| call.call_id != but).collect();
        // Where some are missing the figures show it.
        if calls.len() >= CALLS || tokio::time::Instant::now() > give_up_at {
            return Ok(calls);
        }
        tokio::time::sleep(PAUSE).await;
    }
}

impl HungUp {
    /// Of a line of the log that tells of the end of a call.
    fn read(line: &str) -> Option<Self> {
        let line: Value = serde_json::from_str(line).ok()?;
        let fields = line.get("fields").filter(|fields| fields["message"] == HUNG_UP)?;
        let count = |name: &str| fields[name].as_u64();
        Some(Self {
            call_id: fields["call.id"].as_str()?.to_owned(),
            sent: count("packets.sent")?,
            received: count("packets.received")?,
            lost: count("packets.lost")?,
            late: count("packets.late")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sipp_and_the_log_say_is_read() {
        assert_eq!(setup("252.001;48;1"), Some(48.0));
        assert_eq!(setup("Date_ms;response_time_ms;rtd_no"), None);
        let line = format!(
            "{{\"timestamp\":\"2026-01-01T00:00:00Z\",\"level\":\"INFO\",\"fields\":{{\"message\":\"{HUNG_UP}\",\
             \"conversation.id\":\"x\",\"call.id\":\"1-7@127.0.0.1\",\"packets.sent\":9,\"packets.received\":8,\
             \"packets.lost\":1,\"packets.late\":0}}}}"
        );
        let call = HungUp::read(&line).unwrap();
        assert_eq!((call.call_id.as_str(), call.sent, call.received), ("1-7@127.0.0.1", 9, 8));
        assert_eq!((call.lost, call.late), (1, 0));
        assert!(HungUp::read(&line.replace("hung up", "answered")).is_none());
        assert!(HungUp::read("a line").is_none());
    }
}
