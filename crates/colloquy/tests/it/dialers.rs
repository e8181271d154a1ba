//! Calls from dialers: events in any order and any spelling, and the addresses for dialers without credentials.

use colloquy_domain::secret::SecretText;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::support::{Answer, Client, House, MediaHost, Receiver, call, merged, tones};

const EVENTS: &str = "/api/colloquy/v1/dialers/wavv/events";
const CONNECTIONS: &str = "/api/colloquy/v1/dialer_connections";

/// An event as WAVV sends it.
fn event(kind: &str, call: Value) -> Value {
    let usual = json!({
        "id": "c-1", "userId": "u-7", "direction": "outbound", "phone": "+14155550100", "callerId": null,
        "contactId": "k 1", "contactName": "Jonas Weber",
    });
    json!({ "event": kind, "sentAt": "2026-06-01T09:02:00Z", "data": merged(usual, call) })
}

fn recorded(url: &str) -> Value {
    event("call.recorded", json!({ "recordingUrl": url }))
}

fn wav(media: &MediaHost, path: &str) -> String {
    media.file(path, "audio/wav", tones::wav(1))
}

/// The port is chosen at start and not known to the public address.
fn path_of(address: &str) -> String {
    let at = address.find("/api/colloquy/v1/dialers/wavv/").expect("an address of a dialer");
    address[at..].to_owned()
}

fn outcome(answer: Answer) -> (String, Value) {
    let answer = answer.expect(200).json();
    (answer["status"].as_str().expect("a status").to_owned(), answer["conversation_id"].clone())
}

async fn told(client: &Client, event: &Value) -> (String, Value) {
    outcome(client.post(EVENTS, event).await)
}

fn fields(answer: Answer, status: u16) -> Vec<String> {
    let body = answer.expect(status).json();
    let fields = body["error"]["fields"].as_array().expect("fields");
    fields.iter().map(|field| field["field"].as_str().expect("a field").to_owned()).collect()
}

/// The conversation without the links to its recordings, which are signed anew each second.
fn lasting(mut conversation: Value) -> Value {
    for recording in conversation["recordings"].as_array_mut().into_iter().flatten() {
        recording["media_url"].take();
    }
    conversation
}

#[tokio::test]
async fn a_recorded_call_becomes_a_conversation_of_all_that_was_told_of_it() {
    let (house, media) = (House::open_with("api", &[]).await, MediaHost::open().await);
    let owner = house.owner().await;
    let url = wav(&media, "/1.wav");
    let started = event("call.started", json!({ "startedAt": "2026-06-01T09:00:00Z" }));
    assert_eq!(told(&owner, &started).await, ("noted".to_owned(), Value::Null));
    assert_eq!(told(&owner, &event("call.ended", json!({ "seconds": 63 }))).await.0, "noted");
    let (status, id) = told(&owner, &recorded(&url)).await;
    assert_eq!(status, "taken");
    let full = owner.conversation(id.as_str().expect("an id")).await;
    assert_eq!(full["source_system"], "wavv");
    assert_eq!(full["external_id"], "c-1");
    assert_eq!(full["kind"], "call");
    assert_eq!(full["title"], "Call with Jonas Weber");
    assert_eq!(full["started_at"], "2026-06-01T09:00:00.000Z");
    assert_eq!(full["participants"][0]["phone"], "+14155550100");
    assert_eq!(full["participants"][0]["role"], "customer");
    assert_eq!(full["recordings"].as_array().expect("recordings").len(), 1);
    // Sent again, whatever is in it: the same conversation, and nothing is fetched.
    let hits = media.hits();
    media.clear();
    for event in [recorded(&url), recorded("https://elsewhere.example/x.wav"), started] {
        assert_eq!(told(&owner, &event).await, ("known".to_owned(), id.clone()));
    }
    assert_eq!(media.hits(), hits);
    assert_eq!(owner.conversation(id.as_str().unwrap()).await["updated_at"], full["updated_at"]);
    let noted = owner.get(EVENTS).await.expect(200).json()["data"].as_array().expect("data").clone();
    assert_eq!(noted.len(), 3, "one of each type: {noted:?}");
    assert!(noted.iter().all(|one| one["conversation_id"] == id), "{noted:?}");
    let second = format!("{EVENTS}?limit=1&before={}", noted[0]["id"].as_str().unwrap());
    assert_eq!(owner.get(&second).await.expect(200).json()["data"][0]["id"], noted[1]["id"]);
}

#[tokio::test]
async fn what_is_told_later_completes_the_conversation() {
    let (house, media) = (House::open_with("api", &[]).await, MediaHost::open().await);
    let owner = house.owner().await;
    let agent = house.user("sam@acme.example", "member").await;
    let bare = json!({ "Type": "CallRecorded", "CALL_ID": "c-9", "recording_url": wav(&media, "/9.wav") });
    let (status, id) = told(&owner, &bare).await;
    assert_eq!(status, "taken");
    let before = owner.conversation(id.as_str().unwrap()).await;
    assert_eq!((&before["title"], &before["participants"]), (&json!("Call"), &json!([])));
    let late = json!({
        "type": "callEnded", "call_id": "c-9", "direction": "INBOUND", "from": "+14155550177",
        "start_time": "2026-06-01T11:00:00+02:00", "agent": { "email": "Sam@Acme.Example" },
        "call_url": "wavv://call/c-9",
    });
    assert_eq!(told(&owner, &late).await, ("known".to_owned(), id.clone()));
    let after = owner.conversation(id.as_str().unwrap()).await;
    assert_eq!(after["started_at"], "2026-06-01T09:00:00.000Z");
    assert_eq!(after["title"], "Call with +14155550177");
    assert_eq!(after["external_url"], "wavv://call/c-9");
    assert_eq!(after["owner_user_id"], json!(agent));
    let people = after["participants"].as_array().expect("participants");
    let roles: Vec<&str> = people.iter().map(|one| one["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["agent", "customer"]);
    assert_eq!(told(&owner, &late).await.0, "known");
    let again = owner.conversation(id.as_str().unwrap()).await;
    assert_eq!(lasting(again), lasting(after), "told again it changes nothing");
}

#[tokio::test]
async fn an_address_stands_for_a_credential_and_its_choices() {
    let (house, media) = (House::open_with("api", &[]).await, MediaHost::open().await);
    let owner = house.owner().await;
    let (agent, fallback) =
        (house.user("sam@acme.example", "member").await, house.user("desk@acme.example", "member").await);
    let new = json!({
        "dialer": "wavv", "name": "Floor 2", "default_owner_id": fallback, "run_workflows": false,
        "link_template": "https://crm.example/calls/{call_id}?contact={contact_id}",
        "agents": { "u-7": "sam@acme.example" },
    });
    let made = owner.post(CONNECTIONS, &new).await.expect(201).json();
    let (address, one) =
        (made["url"].as_str().unwrap(), format!("{CONNECTIONS}/{}", made["id"].as_str().unwrap()));
    let address = path_of(address);
    assert_eq!(owner.get(&one).await.expect(200).json()["url"], Value::Null, "shown once");
    let dialer = Client::nobody(house.url());
    let send = async |address: &str, event: &Value| dialer.post(address, event).await;
    let (status, id) = outcome(send(&address, &recorded(&wav(&media, "/1.wav"))).await);
    assert_eq!(status, "taken");
    let full = owner.conversation(id.as_str().unwrap()).await;
    assert_eq!(full["owner_user_id"], json!(agent));
    assert_eq!(full["external_url"], "https://crm.example/calls/c-1?contact=k+1");
    let unknown_agent = event(
        "call.recorded",
        json!({
            "id": "c-2", "userId": "u-8", "recordingUrl": wav(&media, "/2.wav"),
        }),
    );
    let (_, id) = outcome(send(&address, &unknown_agent).await);
    assert_eq!(owner.conversation(id.as_str().unwrap()).await["owner_user_id"], json!(fallback));

    let rotated = owner.post(&format!("{one}/rotate"), &json!({})).await.expect(200).json();
    send(&address, &unknown_agent).await.expect(404);
    let address = path_of(rotated["url"].as_str().unwrap());
    assert_eq!(outcome(send(&address, &unknown_agent).await).0, "known");
    owner.delete(&one).await.expect(204);
    send(&address, &unknown_agent).await.expect(404);
    owner.get(&one).await.expect(404);
    // A key is no address.
    let key = house.owner_again().await;
    let secret = key.authorization().rsplit('.').next().unwrap().to_owned();
    send(&format!("/api/colloquy/v1/dialers/wavv/{secret}"), &unknown_agent).await.expect(404);
    let wrong = json!({ "dialer": "other", "name": " ", "default_owner_id": "x", "agents": { "u": 1 } });
    assert_eq!(
        fields(owner.post(CONNECTIONS, &wrong).await, 400),
        ["dialer", "default_owner_id", "agents.u"]
    );
    let broken =
        json!({ "dialer": "wavv", "name": "x", "link_template": "javascript:x", "default_owner_id": id });
    assert_eq!(fields(owner.post(CONNECTIONS, &broken).await, 422), ["link_template", "default_owner_id"]);
}

#[tokio::test]
async fn where_a_dialer_signs_only_what_it_signed_is_taken() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let secret = SecretText::new("whsec_0123456789abcdef");
    let new = json!({ "dialer": "wavv", "name": "signed", "signing_secret": secret.reveal() });
    let made = owner.post(CONNECTIONS, &new).await.expect(201).json();
    assert_eq!(made["is_signed"], true);
    let address = path_of(made["url"].as_str().unwrap());
    let body = event("call.started", json!({})).to_string();
    let dialer = Client::nobody(house.url());
    let send = async |signature: &str| {
        let headers = [("x-wavv-signature", signature)];
        dialer.try_send(Method::POST, &address, Some(body.clone().into_bytes()), &headers).await.unwrap()
    };
    #[expect(clippy::disallowed_methods, reason = "the server goes by the machine's clock")]
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.reveal().as_bytes()).unwrap();
    mac.update(format!("{now}.{body}").as_bytes());
    let tag: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    let refused = send(&format!("t={now},v1={}", "0".repeat(64))).await.expect(401);
    assert!(refused.header("www-authenticate").is_some());
    dialer.post(&address, &event("call.started", json!({}))).await.expect(401);
    assert_eq!(outcome(send(&format!("t={now},v1={tag}")).await).0, "noted");
}

#[tokio::test]
async fn what_cannot_be_taken_is_refused_by_name_and_can_be_sent_again() {
    let (house, media) = (House::open_with("api", &[]).await, MediaHost::open().await);
    let owner = house.owner().await;
    let plain = house.key_with_scopes("engagements:write").await;
    let url = wav(&media, "/1.wav");
    // Nobody is known to own it.
    assert_eq!(fields(plain.post(EVENTS, &recorded(&url)).await, 400), ["data.userId"]);
    let named = event("call.recorded", json!({ "recordingUrl": url, "userId": "gone@acme.example" }));
    assert_eq!(fields(plain.post(EVENTS, &named).await, 400), ["data.userId"]);
    house.user("gone@acme.example", "member").await;
    assert_eq!(told(&plain, &named).await.0, "taken", "the agent is there by now");
    // The recording is not there yet, then it is.
    let early = event("CallRecorded", json!({ "id": "c-3", "recordingUrl": format!("{url}.later") }));
    assert_eq!(fields(owner.post(EVENTS, &early).await, 422), ["data.recordingUrl"]);
    wav(&media, "/1.wav.later");
    assert_eq!(told(&owner, &early).await.0, "taken");
    for (body, field) in [
        (json!({ "event": "call.recorded", "data": { "id": "c-4" } }), "recording_url"),
        (json!({ "event": "call.recorded", "data": { "recordingUrl": "https://x.example/1" } }), "call_id"),
        (json!({ "event": "call.ended", "data": {} }), "call_id"),
        (json!({ "data": { "id": "c-4" } }), "event"),
        (json!("call.ended"), "body"),
    ] {
        let field = match field {
            "recording_url" => "data.recordingUrl",
            "call_id" => "data.id",
            other => other,
        };
        assert_eq!(fields(owner.post(EVENTS, &body).await, 400), [field], "{body}");
    }
    let refused = event("call.recorded", json!({ "id": "c-5", "recordingUrl": "http://10.0.0.1/1.wav" }));
    assert_eq!(fields(owner.post(EVENTS, &refused).await, 422), ["data.recordingUrl"]);
    assert_eq!(told(&owner, &event("contact.created", json!({}))).await.0, "not_understood");
    owner.post("/api/colloquy/v1/dialers/unknown/events", &recorded(&url)).await.expect(404);
    assert_eq!(
        fields(owner.post(&format!("{EVENTS}?run_workflows=1"), &early).await, 400),
        ["run_workflows"]
    );
    house.key_with_scopes("engagements:read").await.post(EVENTS, &early).await.expect(403);
}

#[tokio::test]
async fn erasing_a_call_takes_what_the_dialer_told_of_it_along() {
    let (house, media) = (House::open_with("api", &[]).await, MediaHost::open().await);
    let owner = house.owner().await;
    told(&owner, &event("call.started", json!({}))).await;
    let (_, id) = told(&owner, &recorded(&wav(&media, "/1.wav"))).await;
    told(&owner, &event("call.ended", json!({}))).await;
    house.cli(&["erase", id.as_str().unwrap(), "--yes"]).await;
    let left = owner.get(EVENTS).await.expect(200).json();
    assert_eq!(left["data"], json!([]));
}

/// The call `c-1` as another client brought it, with WAVV's name on it.
async fn brought_by_another(client: &Client, is_private: bool) -> String {
    let changes = json!({ "is_private": is_private, "source_system": "wavv" });
    client.created(&merged(call("c-1"), changes)).await
}

/// An event that would change start, link, agent and lead.
fn late() -> Value {
    let facts = json!({
        "startedAt": "2026-01-01T00:00:00Z", "userId": "sam@acme.example", "url": "wavv://call/c-1",
    });
    event("call.ended", facts)
}

#[tokio::test]
async fn an_event_neither_shows_nor_changes_a_private_conversation_of_others() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    house.user("sam@acme.example", "member").await;
    let id = brought_by_another(&owner, true).await;
    let before = lasting(owner.conversation(&id).await);
    let plain = house.key_with_scopes("engagements:write").await;
    let refused = plain.post(EVENTS, &late()).await.expect(403).json();
    assert!(refused.to_string().contains("engagements:private:write"), "{refused}");
    plain.post(EVENTS, &recorded("https://elsewhere.example/1.wav")).await.expect(403);
    assert_eq!(owner.get(EVENTS).await.expect(200).json()["data"], json!([]), "not even noted");
    let private = house.key_with_scopes("engagements:write,engagements:private:write").await;
    assert_eq!(told(&private, &late()).await.0, "known");
    assert_eq!(lasting(owner.conversation(&id).await), before);
}

#[tokio::test]
async fn an_address_completes_private_calls_of_its_own_and_those_alone() {
    let (house, media) = (House::open_with("api", &[]).await, MediaHost::open().await);
    let owner = house.owner().await;
    let sam = house.user("sam@acme.example", "member").await;
    house.cli(&["workspace", "set", "--private-by-default", "true"]).await;
    let new = json!({ "dialer": "wavv", "name": "Floor 2", "default_owner_id": sam });
    let made = owner.post(CONNECTIONS, &new).await.expect(201).json();
    let other = owner.post(CONNECTIONS, &new).await.expect(201).json();
    let dialer = Client::nobody(house.url());
    let address = path_of(made["url"].as_str().unwrap());
    let (_, id) = outcome(dialer.post(&address, &recorded(&wav(&media, "/1.wav"))).await);
    let id = id.as_str().unwrap();
    assert_eq!(owner.conversation(id).await["is_private"], true);
    dialer.post(&path_of(other["url"].as_str().unwrap()), &late()).await.expect(403);
    // With another secret it is still the same.
    let rotate = format!("{CONNECTIONS}/{}/rotate", made["id"].as_str().unwrap());
    let rotated = owner.post(&rotate, &json!({})).await.expect(200).json();
    let address = path_of(rotated["url"].as_str().unwrap());
    assert_eq!(outcome(dialer.post(&address, &late()).await).0, "known");
    assert_eq!(owner.conversation(id).await["started_at"], "2026-01-01T00:00:00.000Z");
}

#[tokio::test]
async fn an_event_changes_nothing_that_did_not_come_from_the_dialer() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    house.user("sam@acme.example", "member").await;
    let id = brought_by_another(&owner, false).await;
    let before = lasting(owner.conversation(&id).await);
    let (status, known) = told(&owner, &late()).await;
    assert_eq!((status.as_str(), known), ("known", before["id"].clone()));
    assert_eq!(lasting(owner.conversation(&id).await), before);
}

#[tokio::test]
async fn a_link_that_could_run_code_is_refused_and_leaves_nothing_behind() {
    let (house, media) = (House::open_with("api", &[]).await, MediaHost::open().await);
    let owner = house.owner().await;
    let bad = event("call.ended", json!({ "call_url": "JavaScript:alert(1)" }));
    assert_eq!(fields(owner.post(EVENTS, &bad).await, 422), ["data.call_url"]);
    let (status, id) = told(&owner, &recorded(&wav(&media, "/1.wav"))).await;
    assert_eq!(status, "taken");
    assert_eq!(fields(owner.post(EVENTS, &bad).await, 422), ["data.call_url"]);
    assert_eq!(owner.conversation(id.as_str().unwrap()).await["external_url"], Value::Null);
}

#[tokio::test]
async fn the_secret_of_an_address_is_no_key() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let sam = house.user("sam@acme.example", "member").await;
    let new = json!({
        "dialer": "wavv", "name": "signed", "default_owner_id": sam, "signing_secret": "whsec_0123456789",
    });
    let made = owner.post(CONNECTIONS, &new).await.expect(201).json();
    let address = path_of(made["url"].as_str().unwrap());
    let secret = address.rsplit('/').next().unwrap();
    let nobody = Client::nobody(house.url());
    let (bearer, live) = (format!("Bearer {secret}"), format!("ak_live_{secret}"));
    let body = call("c-1").to_string();
    for header in [("authorization", secret), ("authorization", bearer.as_str()), ("x-api-key", &live)] {
        let answer = nobody
            .try_send(Method::POST, "/api/v2/engagements", Some(body.clone().into_bytes()), &[header])
            .await;
        assert_eq!(answer.unwrap().status, 401, "{header:?}");
        let body = Some(late().to_string().into_bytes());
        let answer = nobody.try_send(Method::POST, EVENTS, body, &[header]).await;
        assert_eq!(answer.unwrap().status, 401, "{header:?}");
    }
}

#[tokio::test]
async fn whoever_rotates_while_another_deletes_leaves_no_address_open() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let dialer = Client::nobody(house.url());
    for round in 0..10 {
        let new = json!({ "dialer": "wavv", "name": format!("round {round}") });
        let made = owner.post(CONNECTIONS, &new).await.expect(201).json();
        let one = format!("{CONNECTIONS}/{}", made["id"].as_str().unwrap());
        let (rotate, nothing) = (format!("{one}/rotate"), json!({}));
        let (first, second, deleted) =
            tokio::join!(owner.post(&rotate, &nothing), owner.post(&rotate, &nothing), owner.delete(&one));
        deleted.expect(204);
        let rotated = [first, second].into_iter().filter(|answer| answer.status == 200);
        for address in [made].into_iter().chain(rotated.map(|answer| answer.json())) {
            let address = path_of(address["url"].as_str().unwrap());
            dialer.post(&address, &event("call.started", json!({}))).await.expect(404);
        }
    }
}

#[tokio::test]
async fn who_is_told_of_late_is_found_by_words_and_told_on() {
    let (house, media) = (House::open_with("api", &[]).await, MediaHost::open().await);
    let owner = house.owner().await;
    let receiver = Receiver::open().await;
    let webhook = owner.webhook(&receiver.url("/"), &["v1.contact.created", "v1.company.created"]).await;
    let bare = json!({ "type": "CallRecorded", "call_id": "c-1", "recording_url": wav(&media, "/1.wav") });
    let (_, id) = told(&owner, &bare).await;
    let late = event(
        "call.ended",
        json!({
            "phone": null, "contactName": "Zebulon Quist", "contactEmail": "zebulon@customer.example",
        }),
    );
    assert_eq!(told(&owner, &late).await, ("known".to_owned(), id.clone()));
    let full = owner.conversation(id.as_str().unwrap()).await;
    assert_eq!(full["title"], "Call with Zebulon Quist");
    for word in ["zebulon", "customer.example"] {
        let found = owner.get(&format!("/api/colloquy/v1/search?q={word}")).await.expect(200).json();
        assert_eq!(found["data"][0]["conversation"]["id"], id, "{word}: {found}");
    }
    let told_of = owner.deliveries(&webhook).await;
    let mut told_of: Vec<&str> = told_of.iter().map(|one| one["event_type"].as_str().unwrap()).collect();
    told_of.sort_unstable();
    assert_eq!(told_of, ["v1.company.created", "v1.contact.created"]);
}

#[tokio::test]
async fn a_recording_is_fetched_once_however_often_the_dialer_asks_meanwhile() {
    let (house, media) = (House::open_with("api", &[]).await, MediaHost::open().await);
    let owner = house.owner().await;
    told(&owner, &recorded(&wav(&media, "/1.wav"))).await;
    let hits = media.hits();
    let again = event("call.recorded", json!({ "id": "c-2", "recordingUrl": wav(&media, "/2.wav") }));
    let send = || told(&owner, &again);
    let all: [_; 4] = tokio::join!(send(), send(), send(), send()).into();
    assert_eq!(all.iter().filter(|(status, _)| status == "taken").count(), 1, "{all:?}");
    assert!(all.iter().all(|(_, id)| *id == all[0].1), "{all:?}");
    assert_eq!(media.hits(), hits * 2);
}
