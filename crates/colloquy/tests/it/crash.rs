//! `kill -9` at any instant: nothing that was accepted is lost, nothing is doubled.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use rand::Rng;
use reqwest::Method;
use serde_json::Value;
use tokio::sync::watch;

use crate::support::roark::roark_call;
use crate::support::{Client, House, Receiver, call, eventually, merged};

/// Clients that create at the same time.
const CLIENTS: usize = 4;

/// Events that tell of one engagement exactly once.
const ONCE: [&str; 7] = [
    "v1.engagement.created",
    "v1.engagement.transcript_timeline.completed",
    "colloquy.summary.completed",
    "colloquy.action_items.completed",
    "colloquy.signals.completed",
    "colloquy.tags.completed",
    "colloquy.sentiment.completed",
];

/// Instants at which the server is killed; `COLLOQUY_TEST_KILLS` asks for another number.
fn kills() -> usize {
    std::env::var("COLLOQUY_TEST_KILLS").map_or(6, |text| text.parse().expect("a number of kills"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_killed_at_random_instants_loses_and_doubles_nothing() {
    let mut house = House::open().await;
    let (owner, receiver) = (house.owner().await, Receiver::open().await);
    let webhook = owner.webhook(&receiver.url("/"), &[]).await;
    let (address, addresses) = watch::channel(house.url().to_owned());
    let (is_over, sent) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| {
            tokio::spawn(keep_creating(
                client,
                owner.clone(),
                addresses.clone(),
                is_over.clone(),
                sent.clone(),
            ))
        })
        .collect();

    for _ in 0..kills() {
        let instant = rand::rng().random_range(50..1_500);
        tokio::time::sleep(Duration::from_millis(instant)).await;
        house.kill();
        house.start("all").await;
        address.send_replace(house.url().to_owned());
    }
    // A busy machine takes few requests between two kills.
    eventually("the server is under load", async || {
        (sent.load(Ordering::SeqCst) > kills() * 2).then_some(())
    })
    .await;
    is_over.store(true, Ordering::SeqCst);
    let mut accepted = BTreeSet::new();
    for client in clients {
        accepted.extend(client.await.expect("a client"));
    }
    assert_eq!(accepted.len(), sent.load(Ordering::SeqCst), "each external id is one engagement");

    let owner = owner.at(house.url());
    for id in &accepted {
        // A lease of the killed server has to run out first.
        check_finished(&owner.finished_within(Duration::from_secs(180), id).await);
    }
    let longest = Duration::from_secs(120);
    let expected = accepted.len() * ONCE.len();
    receiver
        .wait_for_within(longest, "every event of every engagement", |all| {
            let seen: BTreeSet<_> = all
                .iter()
                .map(|one| (one.engagement_id(), one.event_type()))
                .filter(|(id, event_type)| accepted.contains(id) && ONCE.contains(&event_type.as_str()))
                .collect();
            (seen.len() == expected).then_some(())
        })
        .await;
    check_ids(&receiver);
    receiver.verify_all("crash", webhook["secret"].as_str().unwrap());
}

/// Creates one engagement after the other as a careful client does: what was not answered is sent again.
async fn keep_creating(
    client: usize,
    owner: Client,
    mut address: watch::Receiver<String>,
    is_over: Arc<AtomicBool>,
    sent: Arc<AtomicUsize>,
) -> Vec<String> {
    let mut accepted = Vec::new();
    while !is_over.load(Ordering::SeqCst) {
        let external_id = format!("{client}:{}", accepted.len());
        // One client is a voice agent's software: the other API, and a recording that is fetched in the background.
        let is_voice_agent = client == 0;
        let (path, body) = if is_voice_agent {
            let named = serde_json::json!({ "externalId": external_id });
            ("/v1/call", merged(roark_call("http://10.0.0.1/1.wav"), named))
        } else {
            ("/api/v2/engagements", call(&external_id))
        };
        let body = body.to_string().into_bytes();
        sent.fetch_add(1, Ordering::SeqCst);
        loop {
            let url = address.borrow_and_update().clone();
            let answer = owner.at(&url).try_send(Method::POST, path, Some(body.clone()), &[]).await;
            match answer {
                Ok(answer) if is_voice_agent && answer.status == 201 => {
                    accepted.push(engagement_id(&answer.json()["data"]["id"]));
                    break;
                }
                // The request before was taken, though nobody heard so.
                Ok(answer) if is_voice_agent && answer.status == 409 => {
                    match call_with(&owner.at(&url), &external_id).await {
                        Some(id) => {
                            accepted.push(id);
                            break;
                        }
                        None => continue,
                    }
                }
                Ok(answer) if matches!(answer.status, 200 | 201) => {
                    accepted.push(answer.text("id"));
                    break;
                }
                Ok(answer) => panic!("{}: {}", answer.status, String::from_utf8_lossy(&answer.bytes)),
                // The server is gone; its successor tells where it listens, or was quicker than this request.
                Err(_) => {
                    let _ = tokio::time::timeout(Duration::from_millis(200), address.changed()).await;
                }
            }
        }
    }
    accepted
}

/// The engagement that a call is.
fn engagement_id(call_id: &Value) -> String {
    let id = call_id.as_str().and_then(|id| id.parse().ok()).expect("a UUID");
    format!("ngmt_{}", colloquy_domain::id::ulid_text(id))
}

/// The newest calls are looked through for the external id; none where the server is gone meanwhile.
async fn call_with(owner: &Client, external_id: &str) -> Option<String> {
    let listed = owner.try_send(Method::GET, "/v1/call?limit=100", None, &[]).await.ok()?.expect(200).json();
    let mut rows = listed["data"].as_array().expect("data").iter();
    let found = rows.find(|row| row["externalId"] == external_id).expect("it was taken a moment ago");
    Some(engagement_id(&found["id"]))
}

/// Ended well or with a reason, and with one result of each stage.
fn check_finished(conversation: &Value) {
    for stage in conversation["stages"].as_array().expect("stages") {
        let is_explained = stage["status"] == "done" || stage["error"].is_string();
        assert!(is_explained, "{stage}");
    }
    assert_eq!(conversation["processing_status"], "completed", "{}", conversation["stages"]);
    for (part, member) in [("signals", "definition_id"), ("tags", "id"), ("action_items", "title")] {
        let found = conversation[part].as_array().expect("a list");
        let different: BTreeSet<_> = found.iter().map(|one| one[member].to_string()).collect();
        assert_eq!(different.len(), found.len(), "{part} twice: {found:?}");
    }
}

/// A message may come more than once, but always as the same message of the same event.
fn check_ids(receiver: &Receiver) {
    let mut ids: BTreeMap<(String, String), BTreeSet<(String, String)>> = BTreeMap::new();
    let mut bodies: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for one in receiver.all() {
        let (message_id, event_type) = (one.header("webhook-id"), one.event_type());
        let body = bodies.entry(message_id.clone()).or_insert_with(|| one.body.clone());
        assert_eq!(body, &one.body, "the same bytes under the same id");
        if ONCE.contains(&event_type.as_str()) {
            let event_id = one.event()["id"].as_str().expect("an id").to_owned();
            ids.entry((one.engagement_id(), event_type)).or_default().insert((message_id, event_id));
        }
    }
    for (event, ids) in ids {
        assert_eq!(ids.len(), 1, "{event:?} was told under several ids: {ids:?}");
    }
}
