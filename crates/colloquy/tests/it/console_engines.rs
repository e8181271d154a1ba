//! What the console shows of the server's engines, and what it offers to whoever looks at an empty system.

use colloquy_domain::credential::KNOWN_SCOPES;
use serde_json::{Value, json};

use crate::console_session::person;
use crate::support::browser::PASSWORD;
use crate::support::{Browser, House};

const HOUSE: &str = "/api/colloquy/v1";

#[tokio::test]
async fn the_engines_say_how_they_are_and_what_to_do_about_it() {
    let nowhere = tempfile::tempdir().expect("a temporary folder");
    let nowhere = nowhere.path().to_str().expect("text").to_owned();
    let house = House::open_with("all", &[("COLLOQUY_MODELS_DIR", nowhere.as_str())]).await;
    let owner = house.owner().await;
    let told = owner.get(&format!("{HOUSE}/engines")).await.expect(200).json();
    for (part, engine, state) in [
        ("speech", "whisper", "missing"),
        ("language", "basic", "ready"),
        ("diarisation", "speakers", "missing"),
        ("embeddings", "texts", "missing"),
        ("synthesis", "synthesis", "missing"),
        ("live_hearing", "whisper", "missing"),
    ] {
        let health = &told[part];
        assert_eq!(
            (&health["engine"], &health["state"]),
            (&json!(engine), &json!(state)),
            "{part}: {health}"
        );
        let detail = health["detail"].as_str().expect("words");
        assert_eq!(detail.contains("colloquy models fetch"), state == "missing", "{part}: {detail}");
    }
    // The doctor looks at the same things, in the same words.
    let doctor = house.cli_output(&["doctor", "--json"]).await;
    let doctor: Value = serde_json::from_slice(&doctor.stdout).expect("one object");
    let names = |checks: &Value| -> Vec<Value> {
        checks.as_array().expect("checks").iter().map(|check| check["name"].clone()).collect()
    };
    assert_eq!(names(&told["checks"]), names(&doctor["checks"]));
    let queues = told["queues"].as_array().expect("queues");
    assert!(queues.iter().any(|queue| queue["queue"] == "transcribe" && queue["waiting"].is_u64()), "{told}");
    assert!(told["version"].is_string() && told["uptime_seconds"].is_u64(), "{told}");
}

#[tokio::test]
async fn every_scope_that_a_key_can_be_given_is_explained() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let told = owner.get(&format!("{HOUSE}/scopes")).await.expect(200).json();
    let rows = told["data"].as_array().expect("rows");
    let names: Vec<&str> = rows.iter().filter_map(|row| row["name"].as_str()).collect();
    assert_eq!(names, KNOWN_SCOPES);
    assert!(rows.iter().all(|row| row["description"].as_str().is_some_and(|text| text.contains(' '))));
}

#[tokio::test]
async fn an_empty_system_is_given_samples_once() {
    let house = House::open().await;
    let owner = house.owner().await;
    let kim = person(&owner, "kim@acme.example", "member").await;
    let browser = Browser::signed_in(house.url(), "kim@acme.example", PASSWORD).await;
    let take = async || browser.post("sample-conversations", &json!({})).await.expect(202).json();
    let taken = take().await["conversation_ids"].clone();
    let ids: Vec<String> = serde_json::from_value(taken.clone()).expect("ids");
    assert_eq!(ids.len(), 2, "{taken}");
    assert_eq!(take().await["conversation_ids"], taken, "asking again makes no more");
    for id in &ids {
        let conversation = owner.finished(id).await;
        assert_eq!(conversation["owner_user_id"], json!(kim), "{conversation}");
        let items = conversation["action_items"].as_array().expect("action items");
        assert!(!items.is_empty(), "there is something to look at and to correct: {conversation}");
        let quoted = |item: &Value| {
            item["grounds"]["evidence"].as_array().is_some_and(|evidence| !evidence.is_empty())
        };
        assert!(items.iter().all(quoted), "{items:?}");
    }
    let recorded = owner.conversation(&ids[0]).await;
    assert_eq!(recorded["recordings"].as_array().map(Vec::len), Some(1), "{recorded}");
    owner.delete(&format!("{HOUSE}/conversations/{}", ids[1])).await.expect(204);
    assert_eq!(take().await["conversation_ids"], json!([ids[0]]), "what was deleted stays away");
}
