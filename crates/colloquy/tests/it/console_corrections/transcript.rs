//! What was said, in other words.

use serde_json::{Value, json};

use super::{CORRECTED, HOUSE, SAID, correction, each, edit, exported, found, of, renewal, rows, taken};
use crate::support::auralytik::spelled;
use crate::support::house::OWNER_EMAIL;
use crate::support::quality::text;
use crate::support::{House, Receiver, call, merged};

const HEARD: &str = "v1.engagement.transcript_timeline.completed";

#[tokio::test]
async fn a_correction_is_read_in_every_api_export_and_search() {
    let (house, receiver) = (House::open().await, Receiver::open().await);
    let owner = house.owner().await;
    owner.webhook(&receiver.url("/"), &[HEARD]).await;
    let (id, full) = taken(&owner, &renewal("acme:1")).await;
    receiver.event(HEARD, &id).await;
    assert_eq!((&full["is_edited"], &full["transcript"]["revision"]), (&json!(false), &json!(1)));
    assert_eq!((found(&owner, "price").await.len(), found(&owner, "tournament").await.len()), (1, 0));

    let rename = json!({ "op": "rename", "speaker_index": 1, "name": "Jonas Weber" });
    let shown = edit(&owner, &id, 1, json!([correction(), rename])).await.expect(200).json();
    let me = owner.get(&format!("{HOUSE}/me")).await.expect(200).json();
    assert_eq!((&shown["revision"], &shown["is_edited"]), (&json!(2), &json!(true)));
    assert_eq!(shown["edited_by"], me["user"]["id"]);
    assert!(shown["edited_at"].is_string(), "{shown}");
    let (before, after) = (&full["transcript"]["entries"][1], &shown["entries"][1]);
    assert_eq!((&after["text"], &after["id"]), (&json!(CORRECTED), &before["id"]));
    assert_eq!(
        (&after["start_seconds"], &after["end_seconds"]),
        (&before["start_seconds"], &before["end_seconds"])
    );
    assert_eq!(shown["entries"][0], full["transcript"]["entries"][0]);
    assert_eq!(each(&shown["speakers"], "name"), ["Rae", "Jonas Weber"]);

    // The house API, and what is taken out of it.
    let whole = owner.conversation(&id).await;
    assert_eq!((&whole["transcript"], &whole["is_edited"]), (&shown, &json!(true)));
    assert!(whole["updated_at"].as_str() > full["updated_at"].as_str(), "{whole}");
    assert_eq!(owner.get(&of(&id, "/transcript?format=json")).await.expect(200).json()["entries"][1], *after);
    for format in ["txt", "srt", "vtt"] {
        let read = owner.get(&of(&id, &format!("/transcript?format={format}"))).await.expect(200);
        let read = String::from_utf8(read.bytes).expect("text");
        for told in [read, exported(&owner, &id, format).await] {
            let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(told.contains("The prize of the tournament") && told.contains("Jonas Weber"), "{told}");
            assert!(!told.contains("price of the renewal"), "{told}");
        }
    }
    let markdown = exported(&owner, &id, "md").await;
    let (_, said) = markdown.split_once("## Transcript").expect("a transcript");
    assert!(said.contains(&format!("**Jonas Weber:** {CORRECTED}")) && !said.contains(SAID), "{said}");
    let json: Value = serde_json::from_str(&exported(&owner, &id, "json").await).expect("JSON");
    assert_eq!(json["transcript"], shown);

    // The first API spoken here.
    let expanded = text(&owner.engagement(&id, "?expand=transcript").await["transcript"]);
    assert!(expanded.contains(CORRECTED) && !expanded.contains(SAID), "{expanded}");
    assert!(expanded.contains("Jonas Weber"), "{expanded}");
    let timeline = owner.get(&format!("/api/v2/engagements/{id}/transcript_timeline")).await;
    let timeline = timeline.expect(200).json();
    assert_eq!(timeline["entries"][1]["text"], CORRECTED);
    assert_eq!(timeline["speakers"][1]["name"], "Jonas Weber");
    // The voice agents'.
    let uuid = text(&full["id"]);
    let told = owner.get(&format!("/v1/call/{uuid}/transcript")).await.expect(200).json()["data"].clone();
    assert_eq!(
        (&told["entries"][1]["text"], &told["entries"][1]["role"]),
        (&json!(CORRECTED), &json!("CUSTOMER"))
    );
    // The contact center's.
    let center = house.bearer(&["--user", OWNER_EMAIL]).await;
    let told = center.get(&format!("/v1/conversations/{}/messages", spelled("conv", &uuid))).await;
    assert_eq!(told.expect(200).json()["messages"][1]["content"], CORRECTED);

    assert_eq!(
        (found(&owner, "price").await.len(), found(&owner, "tournament").await),
        (0, vec!["acme:1".to_owned()])
    );
    receiver
        .wait_for("the event that tells of the correction", |all| {
            let told = all.iter().filter(|one| one.is_about(HEARD, &id)).count();
            assert!(told <= 2, "it was corrected once");
            (told == 2).then_some(())
        })
        .await;
}

#[tokio::test]
async fn the_original_is_kept_and_counts_again_when_it_is_restored() {
    let house = House::open().await;
    let owner = house.owner().await;
    let (id, full) = taken(&owner, &renewal("acme:1")).await;
    let revisions = of(&id, "/transcript/revisions");
    let short = |rows: &[Value]| -> Vec<Value> {
        rows.iter().map(|row| json!([row["revision"], row["is_original"], row["is_edited"]])).collect()
    };
    let at_first = rows(&owner, &revisions).await;
    assert_eq!(short(&at_first), [json!([1, true, false])]);
    assert_eq!(at_first[0]["summary"], Value::Null);

    let corrected = edit(&owner, &id, 1, json!([correction()])).await.expect(200).json();
    let refused = edit(&owner, &id, 1, json!([{ "op": "rename", "speaker_index": 0, "name": "Kim" }])).await;
    assert_eq!(refused.expect(409).json()["error"]["code"], "revision_conflict");
    // What comes to nothing makes no revision.
    let same = edit(&owner, &id, 2, json!([correction()])).await.expect(200).json();
    assert_eq!(same, corrected);
    let now = rows(&owner, &revisions).await;
    assert_eq!(short(&now), [json!([2, false, true]), json!([1, true, false])]);
    assert_eq!(now[0]["made_by"], corrected["edited_by"]);
    assert!(now[0]["summary"].as_str().is_some_and(|summary| !summary.is_empty()), "{now:?}");
    let original = owner.get(&format!("{revisions}/1")).await.expect(200).json();
    assert_eq!(original, full["transcript"]);
    assert_eq!(owner.get(&format!("{revisions}/2")).await.expect(200).json(), corrected);
    for nothing in ["3", "0", "-1", "first"] {
        owner.get(&format!("{revisions}/{nothing}")).await.expect(404);
        owner.post(&format!("{revisions}/{nothing}/restore"), &json!({})).await.expect(404);
    }

    let restored = owner.post(&format!("{revisions}/1/restore"), &json!({})).await.expect(200).json();
    assert_eq!(restored, merged(original.clone(), json!({ "revision": 3 })));
    let whole = owner.conversation(&id).await;
    assert_eq!((&whole["transcript"], &whole["is_edited"]), (&restored, &json!(false)));
    assert_eq!((found(&owner, "price").await.len(), found(&owner, "tournament").await.len()), (1, 0));
    assert_eq!(rows(&owner, &revisions).await[1..], now);
    let back = owner.post(&format!("{revisions}/2/restore"), &json!({})).await.expect(200).json();
    assert_eq!((&back["revision"], &back["is_edited"]), (&json!(4), &json!(true)));
    assert_eq!(back["entries"], corrected["entries"]);
    assert_eq!((found(&owner, "price").await.len(), found(&owner, "tournament").await.len()), (0, 1));
}

#[tokio::test]
async fn a_wrong_change_is_named_and_nothing_is_changed() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let id = owner.created(&call("acme:1")).await;
    let before = owner.conversation(&id).await;
    for (change, member) in [
        (json!({ "op": "text", "entry_id": 9, "text": "x" }), "entry_id"),
        (json!({ "op": "text", "entry_id": 1, "text": " \n" }), "text"),
        (json!({ "op": "speaker", "entry_ids": [1, 9], "speaker_index": 0 }), "entry_ids"),
        (json!({ "op": "speaker", "entry_ids": [1], "speaker_index": 2 }), "speaker_index"),
        (json!({ "op": "rename", "speaker_index": 2, "name": "Kim" }), "speaker_index"),
        (json!({ "op": "rename", "speaker_index": 0, "name": " " }), "name"),
        (json!({ "op": "merge", "from_index": 2, "into_index": 0 }), "from_index"),
    ] {
        let refused = edit(&owner, &id, 1, json!([correction(), change])).await;
        let fields = refused.house_error(422, "validation_failed");
        assert_eq!(fields, [format!("changes[1].{member}")], "{change}");
    }
    let refused = edit(&owner, &id, 1, json!([{ "op": "delete" }])).await;
    assert_eq!(refused.house_error(400, "bad_request"), ["changes[0].op"]);
    assert_eq!(owner.conversation(&id).await["transcript"], before["transcript"]);
    assert_eq!(rows(&owner, &of(&id, "/transcript/revisions")).await.len(), 1);
    // There is nothing to correct where nothing was said yet.
    let begun = json!({ "event": "call-started", "pipecatCallId": "p-1", "agentId": "bot" });
    let begun = owner.post("/v1/integrations/pipecat", &begun).await.expect(200).json();
    let untold = text(&begun["data"]["callId"]);
    edit(&owner, &untold, 1, json!([correction()])).await.expect(404);
    owner.get(&of(&untold, "/transcript/revisions")).await.expect(404);
}

#[tokio::test]
async fn what_is_private_is_corrected_by_who_took_part_or_may_write_it() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let id = owner.created(&merged(renewal("acme:1"), json!({ "is_private": true }))).await;
    let usual = "engagements:read,engagements:write,transcript_timelines:read";
    let plain = house.key_with_scopes(usual).await;
    let reader = house.key_with_scopes(&format!("{usual},engagements:private:read")).await;
    let writer =
        house.key_with_scopes(&format!("{usual},engagements:private:read,engagements:private:write")).await;
    for client in [&plain, &reader] {
        edit(client, &id, 1, json!([correction()])).await.expect(403);
        client.patch(&of(&id, ""), &json!({ "is_private": false })).await.expect(403);
    }
    reader.get(&of(&id, "/transcript/revisions")).await.expect(200);
    plain.get(&of(&id, "/transcript/revisions")).await.expect(403);
    let made = edit(&writer, &id, 1, json!([correction()])).await.expect(200).json();
    assert_eq!((&made["is_edited"], &made["edited_by"]), (&json!(true), &Value::Null), "a key is nobody");
    // Who owns it.
    let narrow = house.key(&["--user", OWNER_EMAIL, "--scopes", usual]).await;
    edit(&narrow, &id, 2, json!([{ "op": "rename", "speaker_index": 1, "name": "Jo" }])).await.expect(200);
}
