//! What people do with many conversations at once.

use serde_json::json;

use super::{HOUSE, Shelf, bulk, has_tag, listed};
use crate::support::quality::text;
use crate::support::{call, merged};

#[tokio::test]
async fn many_are_changed_at_once_and_each_by_itself() {
    let shelf = Shelf::filled().await;
    let owner = &shelf.owner;
    let private = owner.created(&merged(call("acme:private"), json!({ "is_private": true }))).await;
    let private = text(&owner.finished(&private).await["id"]);
    shelf.house.cli(&["workspace", "create", "--name", "elsewhere"]).await;
    let stranger = shelf.house.key(&["--workspace", "elsewhere"]).await;
    let plain = shelf.house.key_with_scopes("engagements:read,engagements:write").await;
    let nothing = "00000000-0000-7000-8000-000000000000".to_owned();
    let (open, tag) = (shelf.id(4), shelf.tags[1].as_str());

    // Twice the same, a private one and one that is not there.
    let ids = [open.clone(), private.clone(), nothing.clone(), open.clone()];
    let changed = bulk(&plain, &ids, "tag", Some(tag)).await;
    assert_eq!(changed["done"], json!([open]));
    let failed: Vec<String> =
        changed["failed"].as_array().expect("failed").iter().map(|one| text(&one["id"])).collect();
    assert_eq!(failed, [private.clone(), nothing]);
    assert!(
        changed["failed"].as_array().expect("failed").iter().all(|one| !text(&one["message"]).is_empty())
    );
    assert!(has_tag(&owner.conversation(&open).await, tag));
    assert!(!has_tag(&owner.conversation(&private).await, tag));
    // Untagging twice is as well as once.
    for _ in 0..2 {
        assert_eq!(
            bulk(&plain, std::slice::from_ref(&open), "untag", Some(tag)).await["done"],
            json!([open])
        );
    }
    assert!(!has_tag(&owner.conversation(&open).await, tag));

    // Another workspace's are not there, and its tags are none.
    let path = format!("{HOUSE}/conversations/bulk");
    let theirs = bulk(&stranger, std::slice::from_ref(&open), "delete", None).await;
    assert_eq!((&theirs["done"], &theirs["failed"][0]["id"]), (&json!([]), &json!(open)));
    let foreign = json!({ "conversation_ids": [open], "action": "tag", "tag_id": tag });
    assert_eq!(stranger.post(&path, &foreign).await.house_error(422, "validation_failed"), ["tag_id"]);
    owner.conversation(&open).await;

    let delete = json!({ "conversation_ids": [open, private], "action": "delete" });
    plain.post(&path, &delete).await.house_error(403, "missing_scope");
    for (body, fields) in [
        (json!({ "conversation_ids": [], "action": "delete" }), vec!["conversation_ids"]),
        (json!({ "conversation_ids": vec![&open; 201], "action": "delete" }), vec!["conversation_ids"]),
        (json!({ "conversation_ids": [open], "action": "tag" }), vec!["tag_id"]),
    ] {
        assert_eq!(owner.post(&path, &body).await.house_error(400, "bad_request"), fields, "{body}");
    }
    let deleted = owner.post(&path, &delete).await.expect(200).json();
    assert_eq!(deleted, json!({ "done": [open, private], "failed": [] }));
    owner.get(&format!("{HOUSE}/conversations/{open}")).await.expect(404);
    assert!(!listed(owner, "").await.contains(&private));
}
