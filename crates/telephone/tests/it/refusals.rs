//! Calls that do not come about.

use std::time::Duration;

use colloquy_telephone::{CallFailed, Progress, SipSettings, Transport};

use crate::support::{Phone, connect, pair, settings, soon};

#[tokio::test]
async fn what_the_other_side_says_is_told_apart() {
    let (one, mut other) = pair(Transport::Udp).await;
    let rejected = |code, reason: &str| CallFailed::Rejected { code, reason: reason.to_owned() };
    let failed = |code, reason: &str| CallFailed::Failed { code, reason: reason.to_owned() };
    // The code that we are rejected with; what it means.
    let rows = [
        (486, CallFailed::Busy),
        (600, CallFailed::Busy),
        (480, CallFailed::NoAnswer),
        (603, rejected(603, "Decline")),
        (403, rejected(403, "Forbidden")),
        (404, failed(404, "Not Found")),
        (503, failed(503, "Service Unavailable")),
        // No code of a refusal.
        (200, CallFailed::NoAnswer),
    ];
    for (code, meaning) in rows {
        let uri = other.uri("bob");
        let calling = one.telephone.call("alice", &uri, |_progress| {});
        let rejecting = async { other.next_call().await.reject(code).await };
        let (called, ()) = soon("a refusal", async { tokio::join!(calling, rejecting) }).await;
        assert_eq!(called.err(), Some(meaning), "{code}");
    }
    assert_eq!((one.telephone.free_slots(), other.telephone.free_slots()), (20, 20));
}

#[tokio::test]
async fn more_calls_than_allowed_are_busy() {
    let one = Phone::open(settings()).await;
    let mut other = Phone::open(SipSettings { calls_at_once: 1, ..settings() }).await;
    let (_here, there) = connect(&one, &mut other).await;
    let uri = other.uri("bob");
    let second = soon("an answer", one.telephone.call("alice", &uri, |_progress| {})).await;
    assert_eq!(second.err(), Some(CallFailed::Busy));
    // Nor can it call anybody itself.
    let own = soon("an answer", other.telephone.call("bob", &one.uri("alice"), |_progress| {})).await;
    assert!(matches!(own, Err(CallFailed::Failed { code: 503, .. })), "{own:?}");
    there.hang_up().await;
    connect(&one, &mut other).await;
}

#[tokio::test]
async fn nobody_answers() {
    let one = Phone::open(SipSettings { ring_for: Duration::from_millis(400), ..settings() }).await;
    let mut other = Phone::open(settings()).await;
    let mut steps = Vec::new();
    let uri = other.uri("bob");
    let calling = one.telephone.call("alice", &uri, |step| steps.push(step));
    let ringing = async {
        let call = other.next_call().await;
        call.ring().await;
        call.canceled().await;
        // Too late.
        call.answer().await.err()
    };
    let (called, answered) = soon("the end of the ringing", async { tokio::join!(calling, ringing) }).await;
    assert_eq!(called.err(), Some(CallFailed::NoAnswer));
    assert_eq!(answered, Some(CallFailed::Canceled));
    assert_eq!(steps, [Progress::Ringing]);
}

#[tokio::test]
async fn whoever_stops_waiting_calls_it_off() {
    let (one, mut other) = pair(Transport::Udp).await;
    let (telephone, uri) = (one.telephone.clone(), other.uri("bob"));
    let calling = tokio::spawn(async move { telephone.call("alice", &uri, |_progress| {}).await.err() });
    let call = other.next_call().await;
    call.ring().await;
    calling.abort();
    soon("the cancellation", call.canceled()).await;
    drop(call);
    soon("both slots", async {
        while one.telephone.free_slots() + other.telephone.free_slots() < 40 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
}

#[tokio::test]
async fn where_nobody_takes_calls_nobody_is_there() {
    let (one, other) = pair(Transport::Udp).await;
    let Phone { telephone, calls, .. } = other;
    drop(calls);
    let uri = format!("sip:bob@{}", telephone.address());
    let called = soon("an answer", one.telephone.call("alice", &uri, |_progress| {})).await;
    assert_eq!(called.err(), Some(CallFailed::NoAnswer));
}

#[tokio::test]
async fn what_cannot_be_reached() {
    let one = Phone::open(SipSettings { transport: Transport::Tcp, ..settings() }).await;
    let nobody =
        std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
    // A port without a listener, a number without a server, no address at all.
    for to in [format!("sip:bob@{nobody}"), "+15550100".to_owned(), "sip:".to_owned(), "a b".to_owned()] {
        let called = soon("an answer", one.telephone.call("alice", &to, |_progress| {})).await;
        assert!(matches!(called, Err(CallFailed::Unreachable(_))), "{to}: {called:?}");
    }
    assert_eq!(one.telephone.free_slots(), 20);
}
