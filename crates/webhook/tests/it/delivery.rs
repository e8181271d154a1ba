//! What becomes of an attempt, receiver by receiver.

use std::time::Duration;

use colloquy_webhook::{
    ANSWER_CAP_BYTES, AttemptResult, Manner as Way, Message, Outcome, Secret, SigningSecrets, deliver,
};
use time::{OffsetDateTime, macros::datetime};

use crate::receiver::{Manner, Receiver, guard};

const NOW: OffsetDateTime = datetime!(2026-03-01 12:00 UTC);

async fn attempt(receiver: &Receiver) -> AttemptResult {
    let secrets = SigningSecrets::new(Secret::generate());
    deliver(&guard(), &receiver.message("msg_1", "{}"), &secrets, NOW, &Way::STANDARD).await
}

#[tokio::test]
async fn the_status_decides() {
    use Outcome::{Delivered, DisableEndpoint, GiveUpMessage, Retry};
    const ABORT: &str = "Webhook-Delivery: Abort-Message\r\n";
    let rows = [
        ("200 OK", "", Delivered, None),
        ("202 Accepted", "", Delivered, None),
        ("200 OK", ABORT, Delivered, None), // nothing left to abort
        (
            "301 Moved Permanently",
            "location: /there\r\n",
            Retry,
            Some("answered 301: redirects are not followed"),
        ),
        ("304 Not Modified", "", Retry, Some("answered 304: redirects are not followed")),
        ("400 Bad Request", "", Retry, Some("answered 400")), // schemas get fixed within hours
        ("404 Not Found", "", Retry, Some("answered 404")),
        ("429 Too Many Requests", "retry-after: 1\r\n", Retry, Some("answered 429")),
        ("500 Internal Server Error", "", Retry, Some("answered 500")),
        ("500 Internal Server Error", ABORT, GiveUpMessage, Some("answered 500")),
        ("500 Internal Server Error", "webhook-delivery: later\r\n", Retry, Some("answered 500")),
        ("410 Gone", "", DisableEndpoint, Some("answered 410")),
        ("410 Gone", ABORT, DisableEndpoint, Some("answered 410")), // the wider one holds
    ];
    for (status, headers, outcome, error) in rows {
        let receiver = Receiver::answering(status, headers, b"").await;
        let result = attempt(&receiver).await;
        let status_code = status[..3].parse().ok();
        assert_eq!((result.outcome, result.status), (outcome, status_code), "{status} {headers}");
        assert_eq!(result.error.as_deref(), error, "{status} {headers}");
        assert_eq!(receiver.requests().len(), 1, "{status}: one attempt, no redirect followed");
    }
}

#[tokio::test]
async fn answers_are_kept_as_text_of_bounded_length() {
    // Behind one byte, the cap falls into the last of these.
    let cut_character = "🎧".repeat(ANSWER_CAP_BYTES);
    let rows: &[(Vec<u8>, Option<String>)] = &[
        (b"".to_vec(), None),
        (b"thanks".to_vec(), Some("thanks".to_owned())),
        (vec![b'x'; 100_000], Some("x".repeat(ANSWER_CAP_BYTES))),
        (b"a\0b".to_vec(), Some("a\u{fffd}b".to_owned())), // PostgreSQL takes no NUL
        (b"caf\xe9".to_vec(), Some("caf\u{fffd}".to_owned())), // Latin-1
        (vec![0xff; ANSWER_CAP_BYTES], Some("\u{fffd}".repeat(ANSWER_CAP_BYTES / 3))), // grows in UTF-8
        (
            format!("x{cut_character}").into_bytes(),
            Some(format!("x{}", "🎧".repeat(ANSWER_CAP_BYTES / 4 - 1))),
        ),
    ];
    for (body, kept) in rows {
        let result = attempt(&Receiver::answering("200 OK", "", body).await).await;
        assert_eq!(result.outcome, Outcome::Delivered, "{} bytes", body.len());
        assert!(
            result.answer == *kept,
            "{} bytes: kept {:?}",
            body.len(),
            result.answer.map(|text| text.len())
        );
    }
}

#[tokio::test]
async fn a_receiver_that_does_not_end_is_no_success_and_costs_nothing() {
    let unbounded = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
    let huge = b"HTTP/1.1 200 OK\r\ncontent-length: 300000000\r\n\r\n".to_vec();
    let chunked = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    let rows = [
        ("streams for ever", Manner::Endless(unbounded, vec![b'x'; 65_536])),
        ("streams chunks for ever", Manner::Endless(chunked, b"4\r\nmore\r\n".repeat(1_000))),
        ("answers 300 MB", Manner::Endless(huge, vec![b'x'; 65_536])),
    ];
    for (what, manner) in rows {
        let result = attempt(&Receiver::start(manner).await).await;
        assert_eq!((result.outcome, result.status), (Outcome::Retry, Some(200)), "{what}");
        assert_eq!(result.error.as_deref(), Some("the answer is too long"), "{what}");
        assert_eq!(result.answer.map(|answer| answer.len()), Some(ANSWER_CAP_BYTES), "{what}");
    }
}

#[tokio::test]
async fn a_receiver_that_is_not_in_time_has_failed() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf".to_vec();
    let rows = [
        (Manner::Stall(Vec::new()), None, "no answer within 0.3 s"),
        (Manner::Stall(b"HTTP/1.1 200 OK\r\n".to_vec()), None, "no answer within 0.3 s"),
        (Manner::Stall(head), Some(200), "the answer did not end in time"),
    ];
    let way = Way { timeout: Duration::from_millis(300), ..Way::STANDARD };
    let secrets = SigningSecrets::new(Secret::generate());
    for (manner, status, error) in rows {
        let receiver = Receiver::start(manner).await;
        let message = receiver.message("msg_1", "{}");
        let result = deliver(&guard(), &message, &secrets, NOW, &way).await;
        assert_eq!((result.outcome, result.status), (Outcome::Retry, status));
        assert_eq!(result.error.as_deref(), Some(error));
        assert!((300..5_000).contains(&result.duration_ms), "{} ms", result.duration_ms);
    }
}

#[tokio::test]
async fn a_receiver_that_cannot_be_reached_has_failed() {
    let secrets = SigningSecrets::new(Secret::generate());
    // URL, beginning of the error.
    let rows = [
        ("http://127.0.0.1:1/", "host not reachable: "), // nobody listens there
        ("http://10.0.0.1/", "host \"10.0.0.1\" is not a public address"), // allowed once, no longer
        ("not a url", "not a valid URL: "),
    ];
    for (url, error) in rows {
        let message = Message {
            id: "msg_1".to_owned(),
            event_id: "evt_1".to_owned(),
            body: "{}".into(),
            url: url.to_owned(),
            headers: Vec::new(),
        };
        let result = deliver(&guard(), &message, &secrets, NOW, &Way::STANDARD).await;
        assert_eq!((result.outcome, result.status, result.answer), (Outcome::Retry, None, None), "{url}");
        assert!(
            result.error.as_deref().is_some_and(|text| text.starts_with(error)),
            "{url}: {:?}",
            result.error
        );
    }
    let broken =
        Receiver::start(Manner::Answer(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf".to_vec()));
    let result = attempt(&broken.await).await;
    assert_eq!(
        (result.outcome, result.status, result.answer.as_deref()),
        (Outcome::Retry, Some(200), Some("half"))
    );
}
