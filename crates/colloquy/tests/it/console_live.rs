//! What people see happen: a recording that they bring, and everything else in the workspace, told on a stream.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::road::require_engines;
use crate::support::dialogues::line;
use crate::support::quality::text;
use crate::support::visitor::open_session;
use crate::support::{Answer, Client, House, call, merged, tones};

const HOUSE: &str = "/api/colloquy/v1";

/// Engines start with the first recording, on a machine that does other things as well.
const LONGEST: Duration = Duration::from_secs(300);

fn http() -> reqwest::Client {
    // Another user of the same process may have been quicker.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy().timeout(LONGEST).build().expect("an HTTP client")
}

/// Somebody who listens to a stream.
struct Listener {
    response: reqwest::Response,
    text: String,
}

impl Listener {
    async fn open(house: &House, client: &Client, query: &str) -> Self {
        let url = format!("{}{HOUSE}/events/stream{query}", house.url());
        // As browsers ask.
        let request = http().get(url).header("accept-encoding", "gzip, deflate, br");
        let response =
            request.header("authorization", client.authorization()).send().await.expect("an answer");
        assert_eq!(response.status().as_u16(), 200);
        let header =
            |name: &str| response.headers().get(name).map(|value| value.to_str().expect("text").to_owned());
        assert_eq!(header("content-type").as_deref(), Some("text/event-stream"));
        assert_eq!(header("content-encoding"), None, "what is packed would be told when it is full");
        assert_eq!(header("cache-control").as_deref(), Some("no-store"));
        let mut listener = Self { response, text: String::new() };
        assert_eq!(listener.frame().await.as_deref(), Some("retry: 2000\n: open"));
        listener
    }

    /// The next frame as it is; none at the end.
    async fn frame(&mut self) -> Option<String> {
        loop {
            if let Some((frame, rest)) = self.text.split_once("\n\n") {
                let (frame, rest) = (frame.to_owned(), rest.to_owned());
                self.text = rest;
                return Some(frame);
            }
            let piece = self.response.chunk().await.expect("a whole stream")?;
            self.text.push_str(std::str::from_utf8(&piece).expect("text"));
        }
    }

    /// The next event: its name and what it says; none at the end.
    async fn next(&mut self) -> Option<(String, Value)> {
        loop {
            let frame = self.frame().await?;
            let told = frame.strip_prefix("event: ").and_then(|rest| rest.split_once("\ndata: "));
            if let Some((name, data)) = told {
                return Some((name.to_owned(), serde_json::from_str(data).expect("JSON")));
            }
            assert!(frame.starts_with(':'), "{frame}");
        }
    }

    /// Listens until something is told; returns it.
    async fn until(&mut self, what: &str, is_it: impl Fn(&str, &Value) -> bool) -> Value {
        let told = async {
            loop {
                let (name, data) =
                    self.next().await.unwrap_or_else(|| panic!("the stream ended before {what}"));
                if is_it(&name, &data) {
                    return data;
                }
            }
        };
        tokio::time::timeout(LONGEST, told).await.unwrap_or_else(|_| panic!("nobody told of {what}"))
    }

    /// Listens to the end; returns what was told until then.
    async fn rest(&mut self) -> Vec<(String, Value)> {
        let mut told = Vec::new();
        while let Some(one) = self.next().await {
            told.push(one);
        }
        told
    }
}

/// Brings a file.
async fn upload(house: &House, client: &Client, query: &str, file: Vec<u8>) -> Answer {
    let url = format!("{}{HOUSE}/uploads{query}", house.url());
    let request = http().post(url).header("content-type", "audio/wav").body(file);
    let response = request.header("authorization", client.authorization()).send().await.expect("an answer");
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Answer { status, headers, bytes: response.bytes().await.expect("a body").to_vec() }
}

#[tokio::test]
async fn a_recording_is_brought_as_a_file_and_told_of_stage_by_stage() {
    let house = House::open().await;
    require_engines(&house).await;
    let owner = house.owner().await;
    let project = owner.project(json!({})).await;
    let mut listener = Listener::open(&house, &owner, "").await;
    let query = format!(
        "?file_name=Acme%20call.wav&started_at=2026-06-01T09:00:00Z&language=en&project_id={project}"
    );
    let made = upload(&house, &owner, &query, tones::sample("call_stereo_8k.wav")).await.expect(201).json();
    assert_eq!((&made["title"], &made["kind"]), (&json!("Acme call"), &json!("call")));
    assert_eq!(made["started_at"], "2026-06-01T09:00:00.000Z");
    let me = owner.get(&format!("{HOUSE}/me")).await.expect(200).json();
    assert_eq!(made["owner_user_id"], me["user"]["id"]);
    let id = text(&made["id"]);

    let is_own = |data: &Value| data["conversation_id"] == id.as_str();
    let created =
        listener.until("the conversation", |name, data| name == "conversation" && is_own(data)).await;
    assert_eq!(created["kind"], "conversation_created");
    assert!(created["at"].as_str().is_some_and(|at| at.ends_with('Z')), "{created}");
    for status in ["running", "done"] {
        listener
            .until(&format!("the transcript being {status}"), |name, data| {
                name == "stage" && is_own(data) && data["name"] == "transcript" && data["status"] == status
            })
            .await;
    }
    let mut left: Vec<&str> = vec!["summary", "action_items", "signals", "tags", "sentiment", "evaluation"];
    while !left.is_empty() {
        let ended = listener
            .until(&format!("the end of {left:?}"), |name, data| {
                name == "stage" && is_own(data) && (data["status"] == "done" || data["status"] == "skipped")
            })
            .await;
        left.retain(|name| ended["name"] != *name);
    }
    let full = owner.finished_within(LONGEST, &id).await;
    assert_eq!(full["processing_status"], "completed", "{}", full["stages"]);
    assert_eq!(full["transcript"]["speakers"].as_array().expect("speakers").len(), 2);
    assert_eq!(full["recordings"][0]["media_type"], "audio/wav");
    let link = text(&full["recordings"][0]["media_url"]);
    assert_eq!(
        Client::nobody(house.url()).get(&link).await.expect(200).bytes,
        tones::sample("call_stereo_8k.wav")
    );
    let evaluations =
        owner.get(&format!("{HOUSE}/evaluations?project_id={project}")).await.expect(200).json();
    assert_eq!(evaluations["data"][0]["conversation_id"], id.as_str(), "{evaluations}");
}

#[tokio::test]
async fn a_stream_ends_soon_after_whoever_hears_it_is_let_in_no_more() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let key = json!({ "name": "listener", "scopes": ["engagements:read"] });
    let made = owner.post(&format!("{HOUSE}/keys"), &key).await.expect(201).json();
    let listener = Client::new(house.url(), &text(&made["secret"]["api_key"]));
    let mut ended = Listener::open(&house, &listener, "?seconds=300").await;
    let mut going_on = Listener::open(&house, &owner, "?seconds=300").await;
    owner.delete(&format!("{HOUSE}/keys/{}", text(&made["id"]))).await.expect(204);
    let rest = tokio::time::timeout(Duration::from_secs(120), ended.rest()).await;
    assert!(rest.expect("the stream ends long before its time").is_empty());
    owner.created(&call("acme:late")).await;
    going_on.until("the conversation", |name, _| name == "conversation").await;
}

#[tokio::test]
async fn what_is_no_recording_is_refused_by_name_and_leaves_nothing() {
    let house = House::open_with("api", &[("COLLOQUY_UPLOADS__MAX_BYTES", "20000")]).await;
    let owner = house.owner().await;
    let quiet = tones::wav(1);
    let small = quiet[..4_044].to_vec();
    let rows: [(&str, Vec<u8>, u16, &str); 8] = [
        ("", b"RIFF no recording at all".to_vec(), 422, "file"),
        ("", Vec::new(), 400, "body"),
        ("?language=xx", small.clone(), 422, "language"),
        ("?language=english", small.clone(), 400, "language"),
        ("?project_id=01KFXKBAV0R7S2VBVK3QSBHMR3", small.clone(), 422, "project_id"),
        ("?kind=email", small.clone(), 400, "kind"),
        ("?title=", small.clone(), 400, "title"),
        ("?name=x", small.clone(), 400, "name"),
    ];
    for (query, file, status, field) in rows {
        let refused = upload(&house, &owner, query, file).await.expect(status).json();
        assert_eq!(refused["error"]["fields"][0]["field"], field, "{query}: {refused}");
    }
    let large = upload(&house, &owner, "", tones::wav(3)).await.expect(413).json();
    assert_eq!(large["error"]["code"], "payload_too_large");
    let reader = house.key_with_scopes("engagements:read").await;
    upload(&house, &reader, "", quiet.clone()).await.expect(403);
    let writer = house.key_with_scopes("engagements:write").await;
    upload(&house, &writer, "?project_id=01KFXKBAV0R7S2VBVK3QSBHMR3", small).await.expect(403);
    let list = owner.get(&format!("{HOUSE}/conversations")).await.expect(200).json();
    assert_eq!(list["data"], json!([]));
    // What fits is taken, also of a key without a user: nobody owns it.
    let made = upload(&house, &writer, "?kind=meeting", quiet).await.expect(201).json();
    assert_eq!((&made["owner_user_id"], &made["title"]), (&json!(null), &json!("Recording")));
}

#[tokio::test]
async fn a_stream_tells_each_what_they_may_know() {
    let house = House::open().await;
    let owner = house.owner().await;
    let plain = house.key_with_scopes("engagements:read").await;
    house.cli(&["workspace", "create", "--name", "elsewhere"]).await;
    let stranger = house.key(&["--workspace", "elsewhere"]).await;
    let mut told = Listener::open(&house, &owner, "").await;
    let mut half = Listener::open(&house, &plain, "").await;
    let mut elsewhere = Listener::open(&house, &stranger, "").await;

    let secret = owner.created(&merged(call("acme:private"), json!({ "is_private": true }))).await;
    let secret = text(&owner.finished(&secret).await["id"]);
    told.until("the private one", |name, data| name == "stage" && data["conversation_id"] == secret.as_str())
        .await;
    let open = text(&owner.finished(&owner.created(&call("acme:open")).await).await["id"]);
    let first = half.until("anything", |name, _| name == "conversation").await;
    assert_eq!(first["conversation_id"], open.as_str(), "what is private comes first and is not told");
    let theirs = text(&upload(&house, &stranger, "", tones::wav(1)).await.expect(201).json()["id"]);
    let first = elsewhere.until("anything", |_, _| true).await;
    assert_eq!(first["conversation_id"], theirs.as_str(), "another workspace is another workspace");

    // A change that people make is told as well.
    let tag = owner.post(&format!("{HOUSE}/tags"), &json!({ "name": "Hot" })).await.expect(201).text("id");
    let bulk = json!({ "conversation_ids": [open], "action": "tag", "tag_id": tag });
    owner.post(&format!("{HOUSE}/conversations/bulk"), &bulk).await.expect(200);
    half.until("the tag", |name, data| {
        name == "conversation"
            && data["kind"] == "conversation_updated"
            && data["conversation_id"] == open.as_str()
    })
    .await;
    owner.delete(&format!("{HOUSE}/conversations/{open}")).await.expect(204);
    half.until("the end", |_, data| data["kind"] == "conversation_deleted").await;
}

#[tokio::test]
async fn a_dialogue_is_watched_while_it_goes_on() {
    let house = House::open().await;
    let owner = house.owner().await;
    let staff = owner.staff(json!({})).await;
    let route = owner.route(&staff, json!({ "channel": "webchat" })).await;
    let mut listener = Listener::open(&house, &owner, "").await;
    let session = open_session(house.url(), &route).await;
    let id = text(&session["conversation_id"]);
    let first = listener
        .until("the first words", |name, data| {
            name == "dialogue" && data["conversation_id"] == id.as_str() && data["position"] == 1
        })
        .await;
    assert_eq!(first["status"], "open", "{first}");
    let said = owner.said_at_least(&id, 1).await;
    assert_eq!(line(&said[0]).0, "agent");
}

#[tokio::test]
async fn streams_end_when_asked_and_with_the_server_and_hold_nothing_up() {
    let mut house = House::open_with("all", &[]).await;
    let owner = house.owner().await;
    let told = Listener::open(&house, &owner, "?seconds=1").await.rest().await;
    assert!(told.is_empty(), "{told:?}");
    for wrong in ["?seconds=0", "?seconds=301", "?second=1"] {
        owner.get(&format!("{HOUSE}/events/stream{wrong}")).await.expect(400);
    }
    // Of one credential sixteen are open; the first has to give way.
    let mut listeners = Vec::new();
    for _ in 0..17 {
        listeners.push(Listener::open(&house, &owner, "").await);
    }
    let told = listeners.remove(0).rest().await;
    assert!(told.is_empty(), "{told:?}");
    // More than there are connections to the database, and others are answered all the same.
    let id = owner.created(&call("acme:1")).await;
    owner.finished(&id).await;
    for listener in &mut listeners {
        listener.until("the call", |name, _| name == "conversation").await;
    }
    assert_eq!(house.process().terminate().await.code(), Some(0));
    for listener in &mut listeners {
        listener.rest().await;
    }
}

#[tokio::test]
async fn what_another_process_does_is_told_as_well() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let mut listener = Listener::open(&house, &owner, "").await;
    let _worker = house.another("worker").await;
    let id = text(&owner.finished(&owner.created(&call("acme:1")).await).await["id"]);
    listener
        .until("the sentiment", |name, data| {
            name == "stage" && data["conversation_id"] == id.as_str() && data["name"] == "sentiment"
        })
        .await;
    // Nobody watches without a credential.
    let answer = Client::nobody(house.url())
        .send(Method::GET, &format!("{HOUSE}/events/stream?seconds=1"), None)
        .await;
    answer.expect(401);
}
