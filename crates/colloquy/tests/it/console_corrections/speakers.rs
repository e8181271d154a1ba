//! Who said it.

use serde_json::{Value, json};

use super::{each, edit, exported, renewal, run, taken};
use crate::support::House;

#[tokio::test]
async fn speakers_are_added_told_apart_and_made_one() {
    let house = House::open().await;
    let owner = house.owner().await;
    let (id, full) = taken(&owner, &renewal("acme:1")).await;
    assert_eq!(each(&full["sentiment"]["speakers"], "speaker_index"), [json!(0), json!(1)]);
    let who = |transcript: &Value| each(&transcript["entries"], "speaker_index");

    // The last words are somebody else's.
    let changes = json!([
        { "op": "add_speaker", "name": "Kim" },
        { "op": "speaker", "entry_ids": [3], "speaker_index": 2 },
    ]);
    let added = edit(&owner, &id, 1, changes).await.expect(200).json();
    assert_eq!(each(&added["speakers"], "name"), ["Rae", "Jonas", "Kim"]);
    assert_eq!(who(&added), [0, 1, 0, 2]);
    let timeline = owner.get(&format!("/api/v2/engagements/{id}/transcript_timeline")).await;
    let timeline = timeline.expect(200).json();
    assert_eq!(each(&timeline["speakers"], "name"), ["Rae", "Jonas", "Kim"]);
    assert_eq!(each(&timeline["entries"], "speaker_index"), [0, 1, 0, 2]);
    assert!(exported(&owner, &id, "txt").await.contains("Kim: Great, thank you."));

    // Positions are those of what was looked at, also behind one that goes.
    let changes = json!([
        { "op": "merge", "from_index": 1, "into_index": 0 },
        { "op": "rename", "speaker_index": 2, "name": "Kim Moss" },
    ]);
    let merged = edit(&owner, &id, 2, changes).await.expect(200).json();
    assert_eq!(each(&merged["speakers"], "name"), ["Rae", "Kim Moss"]);
    assert_eq!(who(&merged), [0, 0, 0, 1]);
    let text = exported(&owner, &id, "txt").await;
    assert!(text.contains("Rae: Hi, this is Jonas.") && text.contains("Kim Moss: Great"), "{text}");
    let felt = owner.conversation(&id).await["sentiment"].clone();
    assert_eq!(each(&felt["speakers"], "speaker_index"), [json!(0)], "both are the first now");
    assert_eq!((&felt["overall"], &felt["is_edited"]), (&full["sentiment"]["overall"], &json!(false)));

    // What is found anew is found in what stands there now.
    run(&owner, &id, "sentiment").await.expect(202);
    let again = owner.finished(&id).await;
    assert_eq!(each(&again["sentiment"]["speakers"], "speaker_index"), [json!(0), json!(1)]);
}
