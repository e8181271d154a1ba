//! Case 8: what the server fetches, and what it does not. Name resolution and rebinding are tested where the
//! guard is made.

use serde_json::json;

use crate::support::{House, MediaHost, merged, recorded_call, tones};

#[tokio::test]
async fn case_8_only_recordings_at_permitted_addresses_are_fetched() {
    let house = House::open().await;
    let (owner, media) = (house.owner().await, MediaHost::open().await);
    let page = media.file("/page", "text/html", tones::wav(1));
    let bytes = media.file("/call.mp3", "application/octet-stream", tones::wav(1));
    let missing = media.redirect("/gone", "/nothing-here");
    // Loopback is permitted as 127.0.0.1 alone.
    let elsewhere = media.redirect("/elsewhere", "http://127.0.0.2:9/call.wav");
    let mapped = media.redirect("/mapped", "http://[::ffff:10.0.0.1]/call.wav");
    let local_file = media.redirect("/file", "file:///etc/passwd");
    let refused = [
        page.as_str(),
        &bytes,
        &missing,
        &elsewhere,
        &mapped,
        &local_file,
        "http://[::ffff:10.0.0.1]/call.wav",
        "https://10.0.0.1/call.wav",
        "https://169.254.169.254/latest/meta-data",
        "https://2130706434/call.wav",
        "https://0x7f000002/call.wav",
        "https://[::1]/call.wav",
        "http://media.example.org/call.wav",
        "ftp://media.example.org/call.wav",
        "file:///etc/passwd",
        "nonsense",
    ];
    for url in refused {
        let fields = owner.create(&recorded_call("acme:8", url)).await.problem_fields(422);
        assert_eq!(fields, ["media_url"], "{url}");
    }
    let accepted = media.file("/call", "audio/MPEG; rate=8000", tones::wav(1));
    let moved = media.redirect("/moved", &accepted);
    owner.create(&recorded_call("acme:8", &moved)).await.expect(201);
}

#[tokio::test]
async fn case_8_loopback_and_plain_http_are_refused_unless_allowed() {
    let strict = [("COLLOQUY_NETGUARD__ALLOW_NETWORKS", ""), ("COLLOQUY_NETGUARD__ALLOW_HTTP", "false")];
    let house = House::open_with("all", &strict).await;
    let (owner, media) = (house.owner().await, MediaHost::open().await);
    let plain = media.file("/call.wav", "audio/wav", tones::wav(1));
    let tls = plain.replace("http:", "https:");
    for url in [plain.as_str(), &tls, "https://localhost/call.wav"] {
        assert_eq!(owner.create(&recorded_call("acme:8", url)).await.problem_fields(422), ["media_url"]);
        let webhook = json!({ "url": url });
        let refused = owner.post("/api/colloquy/v1/webhooks", &webhook).await;
        // A name is looked up when something is sent to it; an address is known now.
        if !url.contains("localhost") {
            assert_eq!(refused.expect(422).json()["error"]["fields"][0]["field"], "url");
        }
    }
    assert_eq!(media.hits(), 0);
}

#[tokio::test]
async fn case_8_a_recording_may_not_be_larger_than_allowed() {
    let house = House::open_with("all", &[("COLLOQUY_INGEST__MEDIA_BYTES", "20000")]).await;
    let (owner, media) = (house.owner().await, MediaHost::open().await);
    let large = media.file("/large.wav", "audio/wav", tones::wav(2));
    let small = media.file("/small.wav", "audio/wav", tones::wav(1));
    let body = |url: &str| merged(recorded_call("acme:8", url), json!({}));
    assert_eq!(owner.create(&body(&large)).await.problem_fields(422), ["media_url"]);
    owner.create(&body(&small)).await.expect(201);
}
