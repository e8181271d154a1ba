//! Comments on transcripts.

use serde_json::{Value, json};

use super::id;
use crate::support::{House, MediaHost, call, merged, recorded_call, tones};

#[tokio::test]
async fn a_comment_is_written_here_and_resolved_over_the_house_api() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let engagement = owner.created(&call("acme:1")).await;
    let path = format!("/api/v2/engagements/{engagement}/transcript_comments");
    let anchor = json!({ "start_seconds": 4.0, "end_seconds": 7.5, "entry_index": 1, "sentence_index": 0 });
    let made = owner
        .post(&path, &json!({ "body": "  Too expensive?\n", "anchor": anchor }))
        .await
        .expect(201)
        .json();
    assert_eq!((&made["object"], &made["status"]), (&json!("transcript_comment"), &json!("OPEN")));
    assert!(id(&made).starts_with("tano_"));
    assert_eq!((&made["body"], &made["anchor"]), (&json!("Too expensive?"), &anchor));
    assert_eq!(made["engagement_id"], json!(engagement));
    assert!(made["created_by"].as_str().is_some_and(|user| user.starts_with("usr_")), "{made}");
    assert_eq!((&made["resolved_by"], &made["resolved_at"]), (&Value::Null, &Value::Null));
    let timeline = made["transcript_timeline_id"].as_str().expect("an id").to_owned();
    assert!(timeline.starts_with("tt_"));
    let second = owner.post(&path, &json!({ "body": "b", "transcript_timeline_id": timeline })).await;
    assert_eq!(second.expect(201).json()["anchor"], json!({}));

    let list = format!("/api/colloquy/v1/conversations/{engagement}/comments");
    let listed = owner.get(&list).await.expect(200).json();
    let bodies: Vec<&Value> = listed["data"].as_array().unwrap().iter().map(|one| &one["body"]).collect();
    assert_eq!(bodies, [&json!("Too expensive?"), &json!("b")]);
    assert_eq!(listed["next_cursor"], Value::Null);
    let first = owner.get(&format!("{list}?limit=1")).await.expect(200).json();
    assert_eq!((first["data"].as_array().unwrap().len(), &first["data"][0]), (1, &listed["data"][0]));
    let next = first["next_cursor"].as_str().expect("another page");
    let rest = owner.get(&format!("{list}?limit=1&cursor={next}")).await.expect(200).json();
    assert_eq!(rest, json!({ "data": [listed["data"][1]], "next_cursor": null }));
    for (query, field) in
        [("limit=0", "limit"), ("limit=201", "limit"), ("cursor=x", "cursor"), ("page=2", "page")]
    {
        let refused = owner.get(&format!("{list}?{query}")).await.expect(400).json();
        assert_eq!(refused["error"]["fields"][0]["field"], field, "{query}");
    }
    let comment = format!("/api/colloquy/v1/comments/{}", id(&made));
    let resolved = owner.patch(&comment, &json!({ "status": "resolved" })).await.expect(200).json();
    assert!(resolved["resolved_at"].is_string() && resolved["resolved_by"].is_string(), "{resolved}");
    let again = owner.patch(&comment, &json!({ "status": "resolved" })).await.expect(200).json();
    assert_eq!(again, resolved, "nothing changed");
    let open = owner.patch(&comment, &json!({ "status": "open" })).await.expect(200).json();
    assert_eq!((&open["resolved_at"], &open["resolved_by"]), (&Value::Null, &Value::Null));
    for (body, status) in [(json!({}), 400), (json!({ "status": "done" }), 400)] {
        owner.patch(&comment, &body).await.expect(status);
    }
    let nothing = "/api/colloquy/v1/comments/01KFXKBAV0R7S2VBVK3QSBHMR3";
    owner.patch(nothing, &json!({ "status": "open" })).await.expect(404);
}

#[tokio::test]
async fn what_is_wrong_with_a_comment_is_named() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let engagement = owner.created(&call("acme:1")).await;
    let path = format!("/api/v2/engagements/{engagement}/transcript_comments");
    let unknown = "tt_01KFXKBAV0R7S2VBVK3QSBHMR3";
    let rows = [
        (json!({}), "body"),
        (json!({ "body": " \n\t" }), "body"),
        (json!({ "body": "x".repeat(50_001) }), "body"),
        (json!({ "body": "x", "transcript_timeline_id": unknown }), "transcript_timeline_id"),
        (json!({ "body": "x", "transcript_timeline_id": "1" }), "transcript_timeline_id"),
        (json!({ "body": "x", "anchor": 7 }), "anchor"),
        (json!({ "body": "x", "anchor": { "start_seconds": -1 } }), "anchor.start_seconds"),
        (json!({ "body": "x", "anchor": { "start_seconds": 2, "end_seconds": 1 } }), "anchor.end_seconds"),
        (json!({ "body": "x", "anchor": { "entry_index": 0.5 } }), "anchor.entry_index"),
    ];
    for (body, field) in rows {
        assert_eq!(owner.post(&path, &body).await.problem_fields(422), [field], "{body}");
    }
    owner.post(&path, &json!({ "body": "x".repeat(50_000) })).await.expect(201);
    // While there is no transcript there is nothing to comment on.
    let media = MediaHost::open().await;
    let url = media.file("/call.wav", "audio/wav", tones::wav(1));
    let untranscribed = owner.created(&recorded_call("acme:2", &url)).await;
    let path = format!("/api/v2/engagements/{untranscribed}/transcript_comments");
    owner.post(&path, &json!({ "body": "x" })).await.problem(404);
}

#[tokio::test]
async fn comments_are_as_private_as_their_engagement() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let engagement = owner.created(&merged(call("private"), json!({ "is_private": true }))).await;
    let path = format!("/api/v2/engagements/{engagement}/transcript_comments");
    let list = format!("/api/colloquy/v1/conversations/{engagement}/comments");
    let body = json!({ "body": "x" });
    let comment = owner.post(&path, &body).await.expect(201).json();
    let comment = format!("/api/colloquy/v1/comments/{}", id(&comment));
    let scopes = "engagements:read,transcript_comments:read,transcript_comments:write";
    let without = house.key_with_scopes(scopes).await;
    without.post(&path, &body).await.problem(403);
    without.get(&list).await.expect(403);
    without.patch(&comment, &json!({ "status": "resolved" })).await.expect(403);
    let with = house.key_with_scopes(&format!("{scopes},engagements:private:read")).await;
    let written = with.post(&path, &body).await.expect(201).json();
    assert!(written.get("created_by").is_none(), "a key without a user wrote it: {written}");
    assert_eq!(with.get(&list).await.expect(200).json()["data"].as_array().unwrap().len(), 2);
    with.patch(&comment, &json!({ "status": "resolved" })).await.expect(200);
    owner.delete(&format!("/api/colloquy/v1/conversations/{engagement}")).await.expect(204);
    with.get(&list).await.expect(404);
    with.patch(&comment, &json!({ "status": "open" })).await.expect(404);
}
