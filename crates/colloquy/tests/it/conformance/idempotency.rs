//! Cases 1 and 2: a retry is safe.

use serde_json::json;

use crate::support::house::OWNER_EMAIL;
use crate::support::{House, MediaHost, Receiver, call, merged, recorded_call, tones};

#[tokio::test]
async fn case_1_the_same_external_id_answers_with_what_is_stored() {
    let house = House::open().await;
    let (owner, media, receiver) = (house.owner().await, MediaHost::open().await, Receiver::open().await);
    owner.webhook(&receiver.url("/"), &["v1.engagement.created"]).await;
    let first = owner.create(&call("acme:1")).await.expect(201).json();
    owner.finished(first["id"].as_str().unwrap()).await;
    let stored = owner.engagement(first["id"].as_str().unwrap(), "").await;

    let other_media = media.file("/other.wav", "audio/wav", tones::wav(1));
    let retry = merged(
        call("acme:1"),
        json!({ "source_system": "another", "title": "Another", "is_private": true, "media_url": other_media }),
    );
    let mut replayed = owner.create(&retry).await.expect(200).json();
    let timeline = replayed.as_object_mut().unwrap().remove("transcript_timeline").unwrap();
    let id = stored["id"].as_str().unwrap();
    let read = owner.get(&format!("/api/v2/engagements/{id}/transcript_timeline")).await.expect(200).json();
    assert!(read["overall_sentiment"].is_number(), "{read}");
    assert_eq!(timeline, read, "with what was found in it since");
    assert_eq!(replayed, stored, "body equal to the stored engagement, updated_at too");
    assert_eq!(timeline["entries"], first["transcript_timeline"]["entries"]);
    assert_eq!(media.hits(), 0, "the new media is not fetched");

    // Comparison is exact: another case is another call. Its event also shows that no more came before it.
    let next = owner.created(&call("ACME:1")).await;
    receiver.event("v1.engagement.created", &next).await;
    assert_eq!(receiver.of_type("v1.engagement.created").len(), 2, "a replay is no event");
}

#[tokio::test]
async fn case_1_of_parallel_creates_one_wins() {
    let house = House::open().await;
    let (owner, receiver) = (house.owner().await, Receiver::open().await);
    owner.webhook(&receiver.url("/"), &["v1.engagement.created"]).await;
    for round in 0..5 {
        let body = call(&format!("race:{round}"));
        let answers = futures::future::join_all((0..8).map(|_| owner.create(&body))).await;
        let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 200, 200, 200, 200, 200, 200, 201]);
        let ids: std::collections::BTreeSet<String> =
            answers.iter().map(|answer| answer.text("id")).collect();
        assert_eq!(ids.len(), 1, "one engagement");
    }
    let last = owner.created(&call("afterwards")).await;
    receiver.event("v1.engagement.created", &last).await;
    receiver.wait_for("five created events and the last", |all| (all.len() == 6).then_some(())).await;
}

#[tokio::test]
async fn case_2_a_replay_does_not_ask_again_what_was_true_once() {
    let house = House::open().await;
    let (owner, media) = (house.owner().await, MediaHost::open().await);
    house.user("kim@acme.example", "member").await;
    let media_url = media.file("/call.wav", "audio/wav", tones::wav(1));
    let body = merged(
        recorded_call("acme:2", &media_url),
        json!({ "participants": [{ "email": "kim@acme.example", "is_owner": true }] }),
    );
    let id = owner.created(&body).await;
    media.clear();
    house.cli(&["user", "set-role", "--email", "kim@acme.example", "--role", "inactive"]).await;
    assert_eq!(owner.create(&body).await.expect(200).text("id"), id);
    // The number of owners needs no data: two of them stay wrong.
    let two = json!({ "participants": [
        { "email": "kim@acme.example", "is_owner": true },
        { "email": OWNER_EMAIL, "is_owner": true },
    ] });
    owner.create(&merged(body, two)).await.problem(400);
}
