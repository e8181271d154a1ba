//! `sipp`, another implementation of SIP and RTP (Debian: `sip-tester`).

use std::net::UdpSocket;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use colloquy_telephone::g711::Codec;
use colloquy_telephone::{CallFailed, Party, Progress, SipSettings};
use tokio::process::{Child, Command};
use tokio::task::JoinSet;

use crate::support::{Phone, after_law, hear, settings, soon, sound};

/// An even port that was free a moment ago, as is the one after the next: `sipp` takes both for audio and video.
fn free_port() -> u16 {
    loop {
        let socket = UdpSocket::bind("127.0.0.1:0").expect("a port");
        let port = socket.local_addr().expect("an address").port();
        let Some(video) = port.checked_add(2).filter(|_| port.is_multiple_of(2)) else { continue };
        if UdpSocket::bind(("127.0.0.1", video)).is_ok() {
            return port;
        }
    }
}

/// Starts a scenario of `tests/sipp`.
fn start(scenario: &str, directory: &Path, port: u16, calls: usize, more: &[&str]) -> Child {
    let file: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "sipp", scenario].iter().collect();
    Command::new("sipp")
        .arg("-sf")
        .arg(file)
        .args(["-i", "127.0.0.1", "-p", &port.to_string(), "-m", &calls.to_string()])
        .args(["-nostdin", "-timeout", "25s", "-timeout_error", "-mp", &free_port().to_string()])
        // It would mix what it hears with what it says.
        .args(scenario.ends_with("_echo.xml").then_some("-rtp_echo"))
        .args(more)
        .current_dir(directory)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("sipp, which scripts/setup.sh test installs")
}

async fn assert_success(mut sipp: Child) {
    let status = soon("the end of sipp", sipp.wait()).await.expect("sipp");
    assert!(status.success(), "sipp counts failed calls: {status}");
}

#[tokio::test]
async fn sipp_calls_and_talks() {
    let directory = tempfile::tempdir().expect("a directory");
    let said = sound(1.0, 31);
    let bytes: Vec<u8> = said.iter().map(|sample| Codec::Pcmu.encode(*sample)).collect();
    std::fs::write(directory.path().join("talk.ulaw"), bytes).expect("a file");
    let mut phone = Phone::open(settings()).await;
    let to = phone.telephone.address().to_string();
    let sipp =
        start("uac_talk.xml", directory.path(), free_port(), 5, &["-r", "5", "-l", "5", "-s", "agent", &to]);
    let mut talks = JoinSet::new();
    for _ in 0..5 {
        let incoming = phone.next_call().await;
        assert_eq!((incoming.from.as_str(), incoming.to.as_str()), ("sipp", "agent"));
        incoming.ring().await;
        let (mut call, said) = (incoming.answer().await.expect("a call"), said.clone());
        // Each is listened to at once: what nobody takes is not kept for long.
        talks.spawn(async move {
            // It streams whole packets of what is in the file.
            assert!(hear(call.audio(), said.len()).await == after_law(&said));
            let mut ended = call.ended();
            let how = soon("the goodbye", ended.wait_for(Option::is_some)).await.expect("a call").clone();
            assert_eq!(how.map(|ended| ended.by), Some(Party::Them));
            assert_eq!(call.stats().lost, 0, "{:?}", call.stats());
        });
    }
    while let Some(talk) = talks.join_next().await {
        talk.expect("a talk");
    }
    assert_success(sipp).await;
}

#[tokio::test]
async fn sipp_calls_and_gives_back_what_it_hears() {
    let directory = tempfile::tempdir().expect("a directory");
    let mut phone = Phone::open(settings()).await;
    let to = phone.telephone.address().to_string();
    let sipp = start("uac_echo.xml", directory.path(), free_port(), 1, &["-s", "agent", &to]);
    let mut call = phone.next_call().await.answer().await.expect("a call");
    let said = sound(1.0, 32);
    call.speaker().play(said.clone());
    assert!(hear(call.audio(), said.len()).await == after_law(&said));
    call.hang_up().await;
    assert_success(sipp).await;
}

#[tokio::test]
async fn sipp_answers_and_gives_back_what_it_hears() {
    let directory = tempfile::tempdir().expect("a directory");
    let phone = Phone::open(settings()).await;
    let port = free_port();
    let sipp = start("uas_echo.xml", directory.path(), port, 1, &[]);
    let mut steps = Vec::new();
    let to = format!("sip:bob@127.0.0.1:{port}");
    let called = soon("an answer", phone.telephone.call("alice", &to, |step| steps.push(step))).await;
    let mut call = called.expect("a call");
    assert_eq!(steps, [Progress::Ringing]);
    let said = sound(1.0, 33);
    call.speaker().play(said.clone());
    assert!(hear(call.audio(), said.len()).await == after_law(&said));
    call.hang_up().await;
    assert_success(sipp).await;
}

#[tokio::test]
async fn sipp_does_not_answer() {
    let directory = tempfile::tempdir().expect("a directory");
    let ring_for = std::time::Duration::from_secs(2);
    let phone = Phone::open(SipSettings { ring_for, ..settings() }).await;
    // The scenario; what it means.
    let rows = [
        ("uas_busy.xml", CallFailed::Busy),
        ("uas_reject.xml", CallFailed::Rejected { code: 603, reason: "Decline".to_owned() }),
        ("uas_rings.xml", CallFailed::NoAnswer),
    ];
    for (scenario, meaning) in rows {
        let port = free_port();
        let sipp = start(scenario, directory.path(), port, 1, &[]);
        let to = format!("sip:bob@127.0.0.1:{port}");
        let called = soon("an answer", phone.telephone.call("alice", &to, |_progress| {})).await;
        assert_eq!(called.err(), Some(meaning), "{scenario}");
        assert_success(sipp).await;
    }
}
