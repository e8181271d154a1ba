//! Hosts that send too much, too slowly, or not what they announced.

use std::time::Duration;

use bytes::Bytes;
use colloquy_netguard::{FetchError, FetchLimits};
use futures::{StreamExt, TryStreamExt};

use crate::host::{Host, ROOMY, Script};

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: audio/wav\r\n";
const IN_A_HURRY: FetchLimits = FetchLimits { total_timeout: Duration::from_millis(300), ..ROOMY };

/// Fetches from a host with that script, and reads to the end.
async fn fetch_all(
    script: impl Fn() -> Script + Send + Sync + 'static,
    limits: FetchLimits,
) -> Result<Vec<u8>, FetchError> {
    let host = Host::https(move |_| script()).await;
    let fetched = host.guard().fetch(&host.url("/"), limits).await?;
    let body: Vec<Bytes> = fetched.body.try_collect().await?;
    Ok(body.concat())
}

fn say(head: &str, body: &[u8]) -> Script {
    Script::SayAndClose([format!("{HEAD}{head}\r\n\r\n").as_bytes(), body].concat())
}

#[tokio::test]
async fn the_size_is_capped_whatever_was_announced() {
    let limits = FetchLimits { max_bytes: 1_000, ..ROOMY };
    let fits = fetch_all(|| say("content-length: 1000", &[7; 1_000]), limits).await;
    assert_eq!(fits.unwrap().len(), 1_000);

    // Refused on the announcement: nothing of the body is waited for.
    let announcement = || {
        let head = format!("{HEAD}content-length: 1001\r\n\r\n");
        Script::Repeat(head.into_bytes(), Vec::new(), Duration::from_secs(60))
    };
    let announced = fetch_all(announcement, limits).await;
    assert!(matches!(announced, Err(FetchError::TooLarge { max_bytes: 1_000 })), "{announced:?}");

    let absurd = fetch_all(|| say("content-length: 18446744073709551615", b""), limits).await;
    assert!(matches!(absurd, Err(FetchError::TooLarge { .. } | FetchError::Broken(_))), "{absurd:?}");

    let unannounced = fetch_all(|| say("connection: close", &[7; 1_001]), limits).await;
    assert!(matches!(unannounced, Err(FetchError::TooLarge { .. })), "{unannounced:?}");

    let endless = || {
        let head = format!("{HEAD}transfer-encoding: chunked\r\n\r\n");
        Script::Repeat(head.into_bytes(), b"4\r\nsome\r\n".repeat(100), Duration::ZERO)
    };
    let endless = fetch_all(endless, limits).await;
    assert!(matches!(endless, Err(FetchError::TooLarge { .. })), "{endless:?}");
}

#[tokio::test]
async fn a_false_length_is_found_out() {
    let too_little = fetch_all(|| say("content-length: 100", b"ten bytes!"), ROOMY).await;
    assert!(matches!(too_little, Err(FetchError::Broken(_))), "{too_little:?}");
    // What comes after the announced end is not part of the answer.
    let too_much = fetch_all(|| say("content-length: 3", b"ten bytes!"), ROOMY).await;
    assert_eq!(too_much.unwrap(), b"ten");
    let two_lengths =
        fetch_all(|| say("content-length: 3\r\ncontent-length: 10", b"ten bytes!"), ROOMY).await;
    assert!(matches!(two_lengths, Err(FetchError::Broken(_))), "{two_lengths:?}");
}

#[tokio::test]
async fn the_time_is_capped_until_the_last_byte() {
    let silent = fetch_all(|| Script::Hang, IN_A_HURRY).await;
    assert!(matches!(silent, Err(FetchError::TimedOut { .. })), "{silent:?}");

    let head_drop_by_drop =
        || Script::Repeat(HEAD.into(), b"x-more: header\r\n".to_vec(), Duration::from_millis(20));
    let slow_head = fetch_all(head_drop_by_drop, IN_A_HURRY).await;
    assert!(matches!(slow_head, Err(FetchError::TimedOut { .. })), "{slow_head:?}");

    let body_drop_by_drop = || {
        let head = format!("{HEAD}connection: close\r\n\r\n");
        Script::Repeat(head.into_bytes(), b"drop".to_vec(), Duration::from_millis(20))
    };
    let slow_body = fetch_all(body_drop_by_drop, IN_A_HURRY).await;
    assert!(matches!(slow_body, Err(FetchError::TimedOut { .. })), "{slow_body:?}");

    let redirects = || Script::Repeat(b"HTTP/1.1 302 Found\r\n".to_vec(), Vec::new(), Duration::from_secs(1));
    let slow_redirect = fetch_all(redirects, IN_A_HURRY).await;
    assert!(matches!(slow_redirect, Err(FetchError::TimedOut { .. })), "{slow_redirect:?}");
}

#[tokio::test]
async fn a_body_that_always_has_more_does_not_outrun_the_clock() {
    let host = Host::https(|_| {
        let head = format!("{HEAD}connection: close\r\n\r\n");
        Script::Repeat(head.into_bytes(), vec![7; 16_384], Duration::ZERO)
    })
    .await;
    let limits = FetchLimits { max_bytes: u64::MAX, ..IN_A_HURRY };
    let mut body = host.guard().fetch(&host.url("/"), limits).await.unwrap().body;
    let error = loop {
        match body.next().await {
            Some(Ok(_)) => {}
            other => break other,
        }
    };
    assert!(matches!(error, Some(Err(FetchError::TimedOut { .. }))), "{error:?}");
    assert!(body.next().await.is_none(), "nothing after an error");
}

#[tokio::test]
async fn nothing_is_unpacked() {
    // The head of a gzip file; nothing here ever looks further.
    let gzip = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    for encoding in ["gzip", "GZIP", "deflate", "br", "zstd", "gzip, gzip"] {
        let head = format!("content-encoding: {encoding}\r\ncontent-length: 10");
        let labelled = fetch_all(move || say(&head, &gzip), ROOMY).await;
        assert!(matches!(labelled, Err(FetchError::Encoded(_))), "{encoding}: {labelled:?}");
    }
    let unlabelled = fetch_all(move || say("content-length: 10", &gzip), ROOMY).await;
    assert_eq!(unlabelled.unwrap(), gzip);
    let identity = fetch_all(|| say("content-encoding: identity\r\ncontent-length: 2", b"ok"), ROOMY).await;
    assert_eq!(identity.unwrap(), b"ok");
}

#[tokio::test]
async fn what_is_not_http_is_an_error() {
    let rows: &[&[u8]] = &[
        b"SSH-2.0-OpenSSH_9.6\r\n",                   // another protocol
        b"",                                          // closed at once
        b"HTTP/1.1 200 OK\r\ncontent-type: au",       // cut in the head
        b"HTTP/9.9 999 ?\r\n\r\n",                    // no such version
        b"HTTP/1.1 200 OK\r\n\x00\x01: \xff\r\n\r\n", // header name of control characters
    ];
    for answer in rows {
        let fetched = fetch_all(|| Script::SayAndClose(answer.to_vec()), ROOMY).await;
        assert!(matches!(fetched, Err(FetchError::Broken(_))), "{answer:?}: {fetched:?}");
    }
    let many_headers = || Script::Repeat(HEAD.into(), b"x-more: header\r\n".repeat(1_000), Duration::ZERO);
    let fetched = fetch_all(many_headers, ROOMY).await;
    assert!(matches!(fetched, Err(FetchError::Broken(_))), "endless headers: {fetched:?}");
}
