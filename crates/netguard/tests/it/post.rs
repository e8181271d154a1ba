//! Posts: one request, a bounded answer, and connections that are used again.

use std::time::Duration;

use bytes::Bytes;
use colloquy_netguard::{Answer, BodyEnd, PostLimits, Refused, SendError};

use crate::host::{Host, Script, ok, redirect};

const LIMITS: PostLimits =
    PostLimits { timeout: Duration::from_secs(10), answer_cap_bytes: 1_000, read_cap_bytes: 100_000 };
const IN_A_HURRY: PostLimits = PostLimits { timeout: Duration::from_millis(300), ..LIMITS };

async fn post(
    script: impl Fn() -> Script + Send + Sync + 'static,
    limits: PostLimits,
) -> Result<Answer, SendError> {
    let host = Host::https(move |_| script()).await;
    host.guard().post(&host.url("/hook"), &[], Bytes::from_static(b"{}"), limits).await
}

#[tokio::test]
async fn posts_to_one_host_share_a_connection() {
    let host = Host::https(|_| ok("text/plain", &"fine ".repeat(400))).await;
    let guard = host.guard();
    let headers = [("svix-id".to_owned(), "msg_1".to_owned())];
    for _ in 0..20 {
        let body = Bytes::from_static(b"{\"test\": 1}");
        let answer = guard.post(&host.url("/hook"), &headers, body, LIMITS).await.unwrap();
        assert_eq!((answer.status, answer.header("Content-Type")), (200, Some("text/plain")));
        assert_eq!((answer.body_prefix.len(), answer.body_cut), (1_000, true));
        assert_eq!(answer.body_end, BodyEnd::Complete);
    }
    assert_eq!((host.connections(), host.requests().len()), (1, 20));
    let request = host.requests().remove(0);
    assert!(
        request.starts_with("POST /hook HTTP/1.1\r\n") && request.contains("svix-id: msg_1\r\n"),
        "{request}"
    );
    assert!(request.ends_with("\r\n\r\n{\"test\": 1}"), "{request}");
}

#[tokio::test]
async fn a_redirect_is_an_answer_like_any_other() {
    let host = Host::https(|_| redirect("https://10.0.0.1/")).await;
    let answer = host.guard().post(&host.url("/"), &[], Bytes::new(), LIMITS).await.unwrap();
    assert_eq!((answer.status, answer.header("location")), (302, Some("https://10.0.0.1/")));
    assert_eq!(host.requests().len(), 1);
}

#[tokio::test]
async fn an_answer_is_read_no_further_than_its_caps() {
    let head = "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n";
    let endless =
        post(|| Script::Repeat(head.into(), vec![b'x'; 16_384], Duration::ZERO), LIMITS).await.unwrap();
    assert_eq!((endless.status, endless.body_prefix.len()), (200, 1_000));
    assert_eq!((endless.body_end, endless.body_cut), (BodyEnd::TooLong, true));

    let huge_head = "HTTP/1.1 200 OK\r\ncontent-length: 300000000\r\n\r\n";
    let huge =
        post(|| Script::Repeat(huge_head.into(), vec![b'x'; 16_384], Duration::ZERO), LIMITS).await.unwrap();
    assert_eq!(huge.body_end, BodyEnd::TooLong);

    let trickle = || Script::Repeat(head.into(), b"drop".to_vec(), Duration::from_millis(20));
    let trickle = post(trickle, IN_A_HURRY).await.unwrap();
    assert_eq!((trickle.status, trickle.body_end), (200, BodyEnd::TimedOut));
    let in_time = IN_A_HURRY.timeout..Duration::from_secs(5);
    assert!(in_time.contains(&trickle.duration) && trickle.body_prefix.starts_with(b"dropdrop"));

    let unbounded = PostLimits { read_cap_bytes: u64::MAX, ..IN_A_HURRY };
    let flood =
        post(|| Script::Repeat(head.into(), vec![b'x'; 16_384], Duration::ZERO), unbounded).await.unwrap();
    assert_eq!(flood.body_end, BodyEnd::TimedOut);
    assert!(in_time.contains(&flood.duration), "{flood:?}");

    let cut = b"HTTP/1.1 204 No Content\r\n\r\n".to_vec();
    assert_eq!(
        post(move || Script::SayAndClose(cut.clone()), LIMITS).await.unwrap().body_end,
        BodyEnd::Complete
    );
    let cut = b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nfive!".to_vec();
    let cut = post(move || Script::SayAndClose(cut.clone()), LIMITS).await.unwrap();
    assert!(matches!(cut.body_end, BodyEnd::Broken(_)), "{cut:?}");
}

#[tokio::test]
async fn a_host_that_does_not_answer_is_an_error() {
    let silent = post(|| Script::Hang, IN_A_HURRY).await;
    assert!(matches!(silent, Err(SendError::TimedOut { .. })), "{silent:?}");
    let closed = post(|| Script::SayAndClose(Vec::new()), LIMITS).await;
    assert!(matches!(closed, Err(SendError::Broken(_))), "{closed:?}");

    let host = Host::https(|_| Script::Hang).await;
    let guard = host.guard();
    let refused = guard.post("https://127.0.0.2/", &[], Bytes::new(), LIMITS).await;
    assert!(matches!(refused, Err(SendError::Refused(Refused::Address { .. }))), "{refused:?}");
    let unknown = guard.post("https://missing.test/", &[], Bytes::new(), LIMITS).await;
    assert!(matches!(unknown, Err(SendError::Unreachable(_))), "{unknown:?}");
    let split = [("x-id".to_owned(), "1\r\nhost: 10.0.0.1".to_owned())];
    let split = guard.post(&host.url("/"), &split, Bytes::new(), LIMITS).await;
    assert!(matches!(split, Err(SendError::InvalidHeader { name }) if name == "x-id"));
    assert_eq!(host.connections(), 0);
}
