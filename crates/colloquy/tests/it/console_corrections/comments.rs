//! Comments of people on what was said.

use serde_json::{Value, json};

use super::{HOUSE, correction, edit, of, rows, taken};
use crate::support::quality::text;
use crate::support::{House, call};

#[tokio::test]
async fn a_comment_stays_at_its_entry_and_is_removed_by_who_wrote_it() {
    let house = House::open().await;
    let owner = house.owner().await;
    let (id, _) = taken(&owner, &call("acme:1")).await;
    let path = of(&id, "/comments");
    let body = json!({ "body": " Too high?\n", "entry_id": 1, "start_seconds": 4.5, "end_seconds": 6.0 });
    let made = owner.post(&path, &body).await.expect(201).json();
    assert_eq!((&made["body"], &made["status"]), (&json!("Too high?"), &json!("open")));
    let anchor = json!({
        "start_seconds": 4.5, "end_seconds": 6.0, "entry_id": 1, "entry_index": 1, "sentence_index": null,
    });
    assert_eq!(made["anchor"], anchor);
    let whole = owner.post(&path, &json!({ "body": "Well done" })).await.expect(201).json();
    assert_eq!(whole["anchor"]["entry_id"], Value::Null);
    for (body, field) in [
        (json!({ "body": "x", "entry_id": 9 }), "entry_id"),
        (json!({ "body": "x", "start_seconds": 6.0, "end_seconds": 4.5 }), "end_seconds"),
    ] {
        let refused = owner.post(&path, &body).await;
        assert_eq!(refused.house_error(422, "validation_failed"), [field], "{body}");
    }

    edit(&owner, &id, 1, json!([correction()])).await.expect(200);
    assert_eq!(rows(&owner, &path).await, [made.clone(), whole.clone()]);
    // Written before or after, the first API spoken here takes the same transcript for its own.
    let there = format!("/api/v2/engagements/{id}/transcript_comments");
    let third = json!({ "body": "Mine", "anchor": { "entry_index": 1, "sentence_index": 1 } });
    owner.post(&there, &third).await.expect(201);
    let all = rows(&owner, &path).await;
    assert_eq!((all.len(), &all[2]["transcript_id"]), (3, &made["transcript_id"]));

    let stranger = house.key_with_scopes("engagements:read,transcript_comments:write").await;
    let one = |comment: &Value| format!("{HOUSE}/comments/{}", text(&comment["id"]));
    stranger.delete(&one(&made)).await.expect(403);
    owner.delete(&one(&made)).await.expect(204);
    owner.delete(&one(&made)).await.expect(404);
    assert_eq!(rows(&owner, &path).await, all[1..]);
    // Its own, and for who administers the workspace any.
    let theirs = stranger.post(&path, &json!({ "body": "Machines agree" })).await.expect(201).json();
    assert_eq!(theirs["created_by"], Value::Null);
    owner.delete(&one(&theirs)).await.expect(204);
}
