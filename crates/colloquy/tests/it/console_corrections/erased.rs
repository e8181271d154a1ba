//! What people corrected goes with the conversation.

use serde_json::json;

use super::{edit, of, put, taken};
use crate::erase::files_with;
use crate::support::backend::is_postgres;
use crate::support::calls::timeline;
use crate::support::{Client, House, call, merged};

#[tokio::test]
async fn neither_what_was_said_nor_what_was_corrected_is_left_after_an_erasure() {
    let mut house = House::open().await;
    let owner = house.owner().await;
    let turns = timeline(&[
        (0, "I will send you the pterodactylus by Friday."),
        (1, "Great, thank you. I will tell my manager."),
    ]);
    let (id, full) = taken(&owner, &merged(call("acme:gone"), json!({ "transcript_timeline": turns }))).await;
    let change =
        json!({ "op": "text", "entry_id": 0, "text": "I will send you the archaeopteryx by Friday." });
    edit(&owner, &id, 1, json!([change])).await.expect(200);
    put(&owner, &of(&id, "/summary"), &json!({ "text": "About a rhamphorhynchus." })).await.expect(200);
    let item = full["action_items"][0]["id"].as_str().expect("an item").to_owned();
    owner.delete(&of(&id, &format!("/action-items/{item}"))).await.expect(204);
    let share = owner.post(&of(&id, "/shares"), &json!({ "expires_in_hours": 1 })).await.expect(201);
    let token = share.text("url").rsplit('/').next().expect("a word").to_owned();
    let original = owner.get(&of(&id, "/transcript/revisions/1")).await.expect(200).json();
    assert!(original.to_string().contains("pterodactylus"));

    house.cli(&["erase", &id, "--yes"]).await;
    Client::nobody(house.url()).get(&format!("{}/shared/{token}", super::HOUSE)).await.expect(404);
    owner.get(&of(&id, "/transcript/revisions/1")).await.expect(404);
    assert!(house.process().terminate().await.success());
    if !is_postgres() {
        // The index of words stores what a word has beyond the one before it.
        for word in ["erodactylus", "haeopteryx", "hamphorhynchus"] {
            let left = files_with(house.data_dir(), word.as_bytes());
            assert!(left.is_empty(), "{word} stands in {left:?}");
        }
    }
}
