//! Cases 5, 6, 7, 9 and 12: values, and what comes back.

use serde_json::{Value, json};

use crate::support::{House, MediaHost, Receiver, call, merged, recorded_call, tones};

fn with_entries(external_id: &str, entries: Value) -> Value {
    let timeline = json!({ "speakers": [{ "name": "Rae" }, {}], "entries": entries });
    merged(call(external_id), json!({ "transcript_timeline": timeline }))
}

fn entry(speaker_index: i64, start_seconds: f64, end_seconds: f64) -> Value {
    json!({ "speaker_index": speaker_index, "start_seconds": start_seconds, "end_seconds": end_seconds, "text": "Hello." })
}

#[tokio::test]
async fn case_5_the_end_comes_from_the_timelines_largest_end() {
    let house = House::open().await;
    let (owner, media) = (house.owner().await, MediaHost::open().await);
    let media_url = media.file("/long.wav", "audio/wav", tones::wav(9));
    let unsorted = json!([entry(0, 5.0, 6.4), entry(1, 0.0, 2.0), entry(0, 2.0, 3.0)]);
    let body = merged(with_entries("acme:5", unsorted), json!({ "media_url": media_url }));
    let created = owner.create(&body).await.expect(201).json();
    let is_right = |engagement: &Value| {
        assert_eq!(engagement["end_at"], "2026-06-01T09:00:06.400Z");
        assert_eq!(engagement["duration_seconds"], 6);
        assert_eq!(engagement["start_at"], engagement["engagement_at"]);
    };
    is_right(&created);
    let id = created["id"].as_str().unwrap();
    let finished = owner.finished(id).await;
    is_right(&owner.engagement(id, "").await);
    let recording = &finished["recordings"][0];
    assert_eq!(recording["duration_seconds"], 9.0, "the media is longer, and known to be");
    assert_eq!(finished["transcript"]["source"], "supplied");
}

#[tokio::test]
async fn case_5_a_recording_alone_tells_its_end_when_it_is_decoded() {
    let house = House::open_with("api", &[]).await;
    let (owner, media) = (house.owner().await, MediaHost::open().await);
    let media_url = media.file("/call.wav", "audio/wav", tones::wav(2));
    let created = owner.create(&recorded_call("acme:5", &media_url)).await.expect(201).json();
    assert_eq!(created["processing_status"], "PENDING");
    assert!(created.get("end_at").is_none() && created.get("duration_seconds").is_none(), "{created}");
    let empty = json!({ "object": "transcript_timeline", "engagement_id": created["id"], "speakers": [], "entries": [], "overall_sentiment": null });
    assert_eq!(created["transcript_timeline"], empty);
}

#[tokio::test]
async fn case_6_an_inconsistent_timeline_is_refused_and_nothing_stored() {
    let house = House::open().await;
    let owner = house.owner().await;
    let sentence =
        |start: f64, end: f64| json!({ "text": "Hello.", "start_seconds": start, "end_seconds": end });
    let with_sentence = |it: Value| merged(entry(0, 1.0, 2.0), json!({ "sentences": [it] }));
    let no_text = json!({ "speaker_index": 0, "start_seconds": 0, "end_seconds": 1 });
    // Each breaks one rule.
    let refused = [
        json!([with_sentence(sentence(0.9, 1.5))]),
        json!([with_sentence(sentence(1.5, 2.1))]),
        json!([with_sentence(sentence(1.8, 1.2))]),
        json!([entry(2, 0.0, 1.0)]),
        json!([entry(-1, 0.0, 1.0)]),
        json!([entry(0, -0.001, 1.0)]),
        json!([entry(0, 0.0, 604_800.001)]),
        json!([entry(0, 2.0, 1.0)]),
        json!([no_text]),
        json!([]),
    ];
    for entries in refused {
        let fields = owner.create(&with_entries("acme:6", entries.clone())).await.problem_fields(422);
        assert!(fields.iter().all(|field| field.starts_with("transcript_timeline")), "{entries}: {fields:?}");
    }
    let accepted = json!([
        with_sentence(sentence(1.0, 2.0)),
        entry(1, 0.0, 604_800.0),
        { "speaker_index": 0, "start_seconds": 3, "end_seconds": 4, "sentences": [sentence(3.0, 3.5), sentence(3.5, 4.0)] },
    ]);
    let created = owner.create(&with_entries("acme:6", accepted)).await.expect(201).json();
    assert_eq!(created["transcript_timeline"]["entries"][2]["text"], "Hello. Hello.");
}

#[tokio::test]
async fn case_7_both_limits_of_the_supplied_text_hold() {
    let house = House::open().await;
    let owner = house.owner().await;
    // Character, how often, whether it passes.
    let rows = [
        ("a", 900_000, true),
        ("a", 900_001, false),
        ("電", 316_666, true),
        ("電", 316_667, false),
        ("😀", 237_500, true),
        ("😀", 237_501, false),
    ];
    for (character, count, passes) in rows {
        let text = json!({ "transcript_text": character.repeat(count) });
        let answer = owner.create(&merged(call(&format!("{character}:{count}")), text)).await;
        match passes {
            true => assert_eq!(answer.status, 201, "{count} times {character}"),
            false => assert_eq!(answer.problem_fields(422), ["transcript_text"]),
        }
    }
    let mut only_text = merged(call("acme:7"), json!({ "transcript_text": "hello" }));
    only_text.as_object_mut().unwrap().remove("transcript_timeline");
    assert_eq!(owner.create(&only_text).await.problem_fields(400), ["media_url"]);
}

#[tokio::test]
async fn case_9_the_external_url_is_checked_and_kept_as_it_is() {
    let house = House::open().await;
    let (owner, receiver) = (house.owner().await, Receiver::open().await);
    owner.webhook(&receiver.url("/"), &["v1.engagement.created"]).await;
    let given = |url: &str| json!({ "external_url": url });
    for url in [
        "JaVaScRiPt:alert(1)",
        " javascript:x",
        "\tdata:x",
        "data:,x",
        "vbscript:x",
        "blob:x",
        "file:///x",
        "no-scheme",
    ] {
        let refused = owner.create(&merged(call("acme:9"), given(url))).await;
        assert_eq!(refused.problem_fields(422), ["external_url"], "{url:?}");
    }
    for (number, url) in ["tel:+14155550100", "wavv://call/1", "https://Host.example", "http://h.example/a b"]
        .into_iter()
        .enumerate()
    {
        let id = owner.created(&merged(call(&format!("acme:9:{number}")), given(url))).await;
        assert_eq!(owner.engagement(&id, "").await["external_url"], url);
        let told = receiver.event("v1.engagement.created", &id).await.event();
        assert_eq!(told["data"]["object"]["external_url"], url);
    }
    let without = owner.create(&call("acme:9")).await.expect(201).json();
    assert!(without.get("external_url").is_none(), "absent, not null: {without}");
}

#[tokio::test]
async fn case_12_expansions_are_there_when_asked_for_and_only_then() {
    // Nothing is worked on: insights do not exist.
    let house = House::open_with("api", &[]).await;
    let (owner, media) = (house.owner().await, MediaHost::open().await);
    let media_url = media.file("/call.wav", "audio/wav", tones::wav(1));
    let body = recorded_call("acme:12", &media_url);
    let id = owner.create(&body).await.expect(201).text("id");
    let all =
        ["companies", "contacts", "owner", "action_items", "signals", "transcript", "media_url", "tags"];
    let plain = owner.engagement(&id, "").await;
    for member in all.into_iter().chain(["transcript_timeline"]) {
        assert!(plain.get(member).is_none(), "{member} in {plain}");
    }
    let expanded = owner.engagement(&id, &format!("?expand={}", all.join(","))).await;
    for list in ["companies", "contacts", "action_items", "signals", "tags"] {
        assert_eq!(expanded[list], json!([]), "{list}");
    }
    assert_eq!(expanded.get("transcript"), Some(&Value::Null));
    assert!(expanded["media_url"].is_string() && expanded["owner"]["id"].is_string(), "{expanded}");
    assert!(expanded.get("transcript_timeline").is_none());
    assert!(owner.create(&body).await.expect(200).json().get("transcript_timeline").is_some());
    let path = format!("/api/v2/engagements/{id}?expand=owner,everything");
    assert_eq!(owner.get(&path).await.problem_fields(400), ["expand"]);
    let unknown = "/api/v2/engagements/ngmt_01KFXKBAV0R7S2VBVK3QSBHMR3";
    owner.get(unknown).await.problem(404);
    owner.get("/api/v2/engagements/nonsense").await.problem(404);
}

#[tokio::test]
async fn a_read_that_changed_nothing_is_not_sent_again() {
    let house = House::open().await;
    let owner = house.owner().await;
    let id = owner.created(&call("acme:etag")).await;
    owner.finished(&id).await;
    let path = format!("/api/v2/engagements/{id}");
    let first = owner.get(&path).await.expect(200);
    let etag = first.header("etag").expect("an ETag").to_owned();
    assert_eq!(first.header("x-api-version"), Some("v2"));
    let again = owner.get_with(&path, &[("if-none-match", &etag)]).await.expect(304);
    assert!(again.bytes.is_empty());
    owner.get_with(&format!("{path}?expand=tags"), &[("if-none-match", &etag)]).await.expect(200);
}

#[tokio::test]
async fn a_null_character_is_refused_wherever_it_stands() {
    let house = House::open().await;
    let owner = house.owner().await;
    let broken = "a\u{0}b";
    let speaker = |member: &str| json!({ "transcript_timeline": { "speakers": [{ member: broken }], "entries": [entry(0, 0.0, 1.0)] } });
    let entries = |it: Value| json!({ "transcript_timeline": { "speakers": [{}], "entries": [it] } });
    let sentence = json!([{ "text": broken, "start_seconds": 0, "end_seconds": 1 }]);
    // What is sent instead, and the field that is named.
    let rows = [
        (json!({ "type": broken }), "type"),
        (json!({ "title": broken }), "title"),
        (json!({ "source_system": broken }), "source_system"),
        (json!({ "external_id": broken }), "external_id"),
        (json!({ "external_url": format!("https://crm.example/{broken}") }), "external_url"),
        (json!({ "media_url": format!("https://media.example/{broken}") }), "media_url"),
        (json!({ "start_at": broken }), "start_at"),
        (json!({ "transcript_text": broken }), "transcript_text"),
        (json!({ "participants": [{ "name": broken }] }), "participants[0].name"),
        (json!({ "participants": [{ "email": broken }] }), "participants[0].email"),
        (json!({ "participants": [{ "phone": broken }] }), "participants[0].phone"),
        (speaker("name"), "transcript_timeline.speakers[0].name"),
        (speaker("email"), "transcript_timeline.speakers[0].email"),
        (
            entries(merged(entry(0, 0.0, 1.0), json!({ "text": broken }))),
            "transcript_timeline.entries[0].text",
        ),
        (
            entries(merged(entry(0, 0.0, 1.0), json!({ "sentences": sentence }))),
            "transcript_timeline.entries[0].sentences[0].text",
        ),
    ];
    for (change, field) in rows {
        let fields = owner.create(&merged(call("acme:null"), change)).await.problem_fields(400);
        assert!(fields.iter().any(|named| named == field), "{field} in {fields:?}");
    }
    // Where nothing is kept it does no harm: members without a meaning, and ids that name nothing.
    owner.create(&merged(call("acme:unknown"), json!({ "unknown": broken, broken: 1 }))).await.expect(201);
    owner.get("/api/v2/engagements/ngmt_%00").await.problem(404);
    owner.get("/api/colloquy/v1/conversations/%00").await.expect(404);
    owner.get("/api/colloquy/v1/conversations?limit=%00").await.expect(400);
    owner.get("/api/v2/engagements/ngmt_01KFXKBAV0R7S2VBVK3QSBHMR3?expand=%00").await.problem(400);

    let house_rows = [
        ("webhooks", json!({ "url": "http://127.0.0.1:9/", "description": broken }), "description"),
        ("webhooks", json!({ "url": "http://127.0.0.1:9/", "event_types": [broken] }), "event_types"),
        ("webhooks", json!({ "url": "http://127.0.0.1:9/", "dialect": broken }), "dialect"),
        ("tags", json!({ "name": broken }), "name"),
        ("tags", json!({ "name": "fine", "description": broken }), "description"),
        (
            "signal-definitions",
            json!({ "name": "fine", "question": broken, "kind": { "type": "text" } }),
            "question",
        ),
        (
            "signal-definitions",
            json!({ "name": "fine", "question": "Fine?", "keywords": [broken], "kind": { "type": "number", "unit": broken } }),
            "kind.unit",
        ),
    ];
    for (path, body, field) in house_rows {
        let refused = owner.post(&format!("/api/colloquy/v1/{path}"), &body).await.expect(400).json();
        let named = refused["error"]["fields"].as_array().expect("fields");
        assert!(named.iter().any(|one| one["field"] == field), "{field} in {refused}");
    }
}

#[tokio::test]
async fn a_body_with_a_million_mistakes_is_answered_with_some_of_them() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let refused = owner.create(&with_entries("acme:many", json!(vec![0; 750_000]))).await.problem_fields(400);
    assert_eq!(refused.len(), 50);
    let wrong = json!({ "text": "Hello.", "start_seconds": 3, "end_seconds": 4 });
    let sentences = json!([merged(entry(0, 1.0, 2.0), json!({ "sentences": vec![wrong; 20_000] }))]);
    let refused = owner.create(&with_entries("acme:many", sentences)).await.problem_fields(422);
    assert_eq!(refused.len(), 20);
}
