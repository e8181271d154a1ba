//! Questions that are tried before they are asked of all.

use serde_json::json;

use super::{HOUSE, Shelf, has_word};
use crate::support::merged;

#[tokio::test]
async fn a_question_is_tried_on_a_conversation_and_nothing_is_kept() {
    let shelf = Shelf::filled().await;
    let owner = &shelf.owner;
    let path = format!("{HOUSE}/signal-definitions/try");
    let before = owner.conversation(&shelf.id(0)).await;
    let questions = owner.get(&format!("{HOUSE}/signal-definitions")).await.expect(200).json();
    let question = |id: &str| {
        json!({
            "conversation_id": id, "question": "Was a new quote promised?", "kind": { "type": "yes_no" },
            "keywords": ["new quote"],
        })
    };
    let tried = owner.post(&path, &question(&shelf.id(0))).await.expect(200).json();
    assert_eq!((&tried["type"], &tried["value"]), (&json!("yes_no"), &json!(true)), "{tried}");
    assert_eq!((&tried["engine"], &tried["reason"]), (&json!("basic"), &json!(null)));
    let quote = tried["evidence"][0]["quote"].as_str().expect("a quote");
    assert!(has_word(&before, &quote.to_lowercase()), "{quote}");
    let other = owner.post(&path, &question(&shelf.id(2))).await.expect(200).json();
    assert_ne!(other["value"], json!(true), "{other}");
    assert_eq!(owner.conversation(&shelf.id(0)).await["signals"], before["signals"]);
    assert_eq!(owner.get(&format!("{HOUSE}/signal-definitions")).await.expect(200).json(), questions);

    let nothing = question("00000000-0000-7000-8000-000000000000");
    owner.post(&path, &nothing).await.expect(404);
    let short = merged(question(&shelf.id(0)), json!({ "question": "?" }));
    assert_eq!(owner.post(&path, &short).await.house_error(422, "validation_failed"), ["question"]);
    let shapeless = json!({ "question": "Was it?" });
    assert_eq!(
        owner.post(&path, &shapeless).await.house_error(400, "bad_request"),
        ["conversation_id", "kind"]
    );
    let member =
        shelf.house.key_with_scopes("engagements:read,engagements:write,transcript_timelines:read").await;
    member.post(&path, &question(&shelf.id(0))).await.expect(403);
}
