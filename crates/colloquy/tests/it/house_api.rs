//! The house API: reading in full, and managing questions, tags and jobs.

use serde_json::json;

use crate::support::{Client, House, call, merged};

#[tokio::test]
async fn a_conversation_is_found_by_every_spelling_of_its_id_and_read_in_full() {
    let house = House::open().await;
    let owner = house.owner().await;
    let participants = json!({ "participants": [
        { "name": "Rae", "email": crate::support::house::OWNER_EMAIL, "is_owner": true },
        { "name": "Jonas", "email": "jonas@customer.example" },
    ] });
    let id = owner.created(&merged(call("acme:1"), participants)).await;
    let full = owner.finished(&id).await;
    let ulid = id.trim_start_matches("ngmt_");
    for spelling in [full["id"].as_str().unwrap(), ulid, &ulid.to_lowercase()] {
        assert_eq!(owner.conversation(spelling).await["id"], full["id"]);
    }
    assert_eq!(full["participants"][0]["role"], "agent");
    assert_eq!(full["participants"][1]["role"], "customer");
    for stage in full["stages"].as_array().unwrap() {
        assert_eq!((&stage["status"], &stage["attempts"]), (&json!("done"), &json!(1)), "{stage}");
        assert!(stage["duration_ms"].as_i64().is_some_and(|duration| duration >= 0), "{stage}");
    }
    check_evidence(&full);
    assert!(!full["action_items"].as_array().unwrap().is_empty(), "{full}");
    let listed = owner.get("/api/colloquy/v1/conversations?limit=1").await.expect(200).json();
    assert_eq!(listed["data"][0]["id"], full["id"]);
    let bad = owner.get("/api/colloquy/v1/conversations?limit=0").await.expect(400).json();
    assert_eq!(bad["error"]["fields"][0]["field"], "limit");
}

/// Every quote stands verbatim in its entry and within its time.
pub fn check_evidence(conversation: &serde_json::Value) {
    let entries = conversation["transcript"]["entries"].as_array().expect("entries");
    let grounds = ["action_items", "signals", "tags"]
        .iter()
        .flat_map(|part| conversation[part].as_array().expect("a list"))
        .chain([&conversation["summary"], &conversation["sentiment"]])
        .map(|found| &found["grounds"]);
    for grounds in grounds {
        assert!(grounds["engine"].as_str().is_some_and(|engine| !engine.is_empty()), "{grounds}");
        let confidence = grounds["confidence"].as_f64().expect("a confidence");
        assert!((0.0..=1.0).contains(&confidence), "{grounds}");
        for place in grounds["evidence"].as_array().expect("evidence") {
            let entry = entries.iter().find(|entry| entry["id"] == place["entry_id"]).expect("its entry");
            let (text, quote) = (entry["text"].as_str().unwrap(), place["quote"].as_str().unwrap());
            assert!(!quote.is_empty() && text.contains(quote), "{quote:?} in {text:?}");
            let second = |value: &serde_json::Value, name: &str| value[name].as_f64().expect("seconds");
            assert!(
                second(place, "start_seconds") >= second(entry, "start_seconds") - 0.001,
                "{place} {entry}"
            );
            assert!(second(place, "end_seconds") <= second(entry, "end_seconds") + 0.001, "{place} {entry}");
        }
    }
}

#[tokio::test]
async fn a_transcript_is_given_as_data_text_or_subtitles() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let id = owner.created(&call("acme:1")).await;
    let path = |format: &str| format!("/api/colloquy/v1/conversations/{id}/transcript?format={format}");
    assert_eq!(owner.get(&path("json")).await.expect(200).json()["entries"].as_array().unwrap().len(), 4);
    let as_text = async |format: &str| {
        let answer = owner.get(&path(format)).await.expect(200);
        String::from_utf8(answer.bytes).expect("text")
    };
    assert!(as_text("txt").await.contains("Rae: Thanks for calling Acme"));
    let subrip = as_text("srt").await;
    assert!(subrip.starts_with("1\n00:00:00,000 --> 00:00:03,500\nRae: Thanks"), "{subrip}");
    let vtt = as_text("vtt").await;
    assert!(vtt.starts_with("WEBVTT\n") && vtt.contains("00:00:04.000 --> "), "{vtt}");
    let refused = owner.get(&path("docx")).await.expect(400).json();
    assert_eq!(refused["error"]["fields"][0]["field"], "format");
}

#[tokio::test]
async fn questions_are_asked_of_what_comes_after_them() {
    let house = House::open().await;
    let owner = house.owner().await;
    let path = "/api/colloquy/v1/signal-definitions";
    let at_first = owner.get(path).await.expect(200).json()["data"].as_array().unwrap().clone();
    assert!(at_first.len() >= 3, "a default set is there from the start");
    let question = json!({
        "name": "quote_promised",
        "question": "Was a new quote promised?",
        "kind": { "type": "yes_no" },
        "keywords": ["quote"],
    });
    let made = owner.post(path, &question).await.expect(201).json();
    assert_eq!(owner.post(path, &question).await.expect(409).json()["error"]["code"], "conflict");
    let wrong = json!({ "name": "Quote Promised", "question": "?", "kind": { "type": "choice", "options": ["a", "A"] } });
    let refused = owner.post(path, &wrong).await.expect(422).json();
    let fields: Vec<&str> = refused["error"]["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| field["field"].as_str().unwrap())
        .collect();
    assert_eq!(fields, ["name", "question", "kind.options"]);
    let shapeless =
        owner.post(path, &json!({ "name": 1, "kind": { "type": "maybe" } })).await.expect(400).json();
    assert_eq!(shapeless["error"]["fields"].as_array().unwrap().len(), 3, "{shapeless}");

    let one = format!("{path}/{}", at_first[0]["id"].as_str().unwrap());
    assert_eq!(owner.patch(&one, &json!({ "enabled": false })).await.expect(200).json()["enabled"], false);
    let finished = owner.finished(&owner.created(&call("acme:1")).await).await;
    let asked: Vec<&str> = finished["signals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|signal| signal["name"].as_str().unwrap())
        .collect();
    assert!(asked.contains(&"quote_promised"), "{asked:?}");
    assert!(!asked.contains(&at_first[0]["name"].as_str().unwrap()), "{asked:?}");

    owner.delete(&format!("{path}/{}", made["id"].as_str().unwrap())).await.expect(204);
    owner.delete(&format!("{path}/{}", made["id"].as_str().unwrap())).await.expect(404);
    owner.post(path, &question).await.expect(201);
}

#[tokio::test]
async fn tags_are_added_changed_and_removed() {
    let house = House::open().await;
    let owner = house.owner().await;
    let path = "/api/colloquy/v1/tags";
    let made = owner
        .post(path, &json!({ "name": " Renewal at risk ", "hex_color": "#A1b2C3" }))
        .await
        .expect(201)
        .json();
    assert_eq!((&made["name"], &made["auto_tagging_enabled"]), (&json!("Renewal at risk"), &json!(true)));
    owner.post(path, &json!({ "name": "Renewal at risk" })).await.expect(409);
    let refused = owner.post(path, &json!({ "name": "x", "hex_color": "red" })).await.expect(422).json();
    assert_eq!(refused["error"]["fields"][0]["field"], "hex_color");
    let one = format!("{path}/{}", made["id"].as_str().unwrap());
    let changed = owner.patch(&one, &json!({ "description": "price too high", "hex_color": null })).await;
    let changed = changed.expect(200).json();
    assert_eq!((&changed["description"], &changed["hex_color"]), (&json!("price too high"), &json!(null)));
    owner.delete(&one).await.expect(204);
    owner.patch(&one, &json!({})).await.expect(404);
}

#[tokio::test]
async fn a_job_that_was_given_up_can_be_put_back() {
    // What is no recording is given up at once, and again when it is tried again.
    let media = crate::support::MediaHost::open().await;
    let house = House::open().await;
    let owner = house.owner().await;
    let url = media.file("/broken.wav", "audio/wav", b"RIFF no recording at all".to_vec());
    let id = owner.created(&crate::support::recorded_call("acme:broken", &url)).await;
    let failed = owner.finished(&id).await;
    assert_eq!(failed["processing_status"], "failed");
    let jobs = "/api/colloquy/v1/jobs/dead";
    let dead = owner.get(jobs).await.expect(200).json()["data"].as_array().unwrap().clone();
    assert_eq!(dead.len(), 1, "{dead:?}");
    assert!(dead[0]["last_error"].as_str().is_some_and(|error| !error.is_empty()), "{dead:?}");
    owner.post(&format!("{jobs}/{}/retry", dead[0]["id"].as_str().unwrap()), &json!({})).await.expect(202);
    let again = owner.finished(&id).await;
    assert_eq!(again["processing_status"], "failed");
    crate::support::eventually("the job to be given up again", async || {
        let again = owner.get(jobs).await.expect(200).json();
        (again["data"].as_array().unwrap().len() == 1).then_some(())
    })
    .await;
    assert_eq!(owner.post(&format!("{jobs}/retry"), &json!({})).await.expect(202).json()["put_back"], 1);
    owner.post(&format!("{jobs}/01KFXKBAV0R7S2VBVK3QSBHMR3/retry"), &json!({})).await.expect(404);
}

#[tokio::test]
async fn a_credential_tells_who_it_is() {
    let house = House::open().await;
    let owner = house.owner().await;
    let me = owner.get("/api/colloquy/v1/me").await.expect(200).json();
    assert_eq!(me["user"]["email"], crate::support::house::OWNER_EMAIL);
    assert_eq!(me["credential"]["scopes"], json!(["workspace:admin"]));
    let workspace = owner.get("/api/colloquy/v1/workspace").await.expect(200).json();
    assert_eq!((&workspace["name"], &workspace["id"]), (&json!("default"), &me["workspace_id"]));
    let plain = house.key_with_scopes("tags:read").await;
    assert_eq!(plain.get("/api/colloquy/v1/me").await.expect(200).json()["user"], json!(null));
    Client::nobody(house.url()).get("/api/colloquy/v1/me").await.expect(401);
}
