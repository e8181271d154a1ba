//! Links that show a conversation to people without a key.

use reqwest::Method;
use serde_json::{Value, json};

use super::{CORRECTED, HOUSE, correction, edit, of, renewal, rows, taken};
use crate::support::house::OWNER_EMAIL;
use crate::support::quality::text;
use crate::support::{Client, House, MediaHost, call, merged, tones};

/// Where the conversation behind a link is read.
fn shown_by(share: &Value) -> String {
    let url = text(&share["url"]);
    let (_, token) = url.rsplit_once("/shared/").unwrap_or_else(|| panic!("no word in {url}"));
    assert!(token.len() >= 32, "{url}");
    format!("{HOUSE}/shared/{token}")
}

#[tokio::test]
async fn a_link_shows_the_conversation_and_nobodys_address() {
    let (house, media) = (House::open().await, MediaHost::open().await);
    let (owner, nobody) = (house.owner().await, Client::nobody(house.url()));
    let recording = tones::wav(16);
    let url = media.file("/call.wav", "audio/wav", recording.clone());
    let body =
        merged(renewal("acme:1"), json!({ "media_url": url, "external_url": "https://crm.example/7" }));
    let (id, full) = taken(&owner, &body).await;
    let used = json!({ "toolInvocations": [{ "name": "book", "parameters": {}, "result": "", "startOffsetMs": 0 }] });
    owner.post(&format!("/v1/call/{}/tool-invocations", text(&full["id"])), &used).await.expect(200);
    owner.post(&of(&id, "/comments"), &json!({ "body": "Between us" })).await.expect(201);

    let path = of(&id, "/shares");
    for (hours, field) in [(0, "expires_in_hours"), (721, "expires_in_hours")] {
        let refused = owner.post(&path, &json!({ "expires_in_hours": hours })).await;
        assert_eq!(refused.house_error(400, "bad_request"), [field]);
    }
    let heard = json!({ "expires_in_hours": 24, "with_recording": true });
    let heard = owner.post(&path, &heard).await.expect(201).json();
    let read = owner.post(&path, &json!({ "expires_in_hours": 1 })).await.expect(201).json();
    assert_eq!((&heard["with_recording"], &read["with_recording"]), (&json!(true), &json!(false)));

    let answer = nobody.get(&shown_by(&heard)).await.expect(200);
    assert_eq!(
        (answer.header("cache-control"), answer.header("referrer-policy")),
        (Some("no-store"), Some("no-referrer"))
    );
    let shown = answer.json();
    assert_eq!((&shown["id"], &shown["title"]), (&full["id"], &full["title"]));
    let names: Vec<&Value> =
        shown["participants"].as_array().expect("people").iter().map(|one| &one["name"]).collect();
    assert_eq!(names, ["Rae", "Jonas"]);
    let words = |conversation: &Value| conversation["transcript"]["entries"].clone();
    assert_eq!(words(&shown), words(&full));
    assert_eq!(shown["summary"], full["summary"]);
    let said = shown.to_string();
    for secret in [
        OWNER_EMAIL,
        "customer.example",
        "5551230009",
        "acme:1",
        "acme-dialer",
        "crm.example",
        "book",
        "Between us",
    ] {
        assert!(!said.contains(secret), "{secret} in {said}");
    }
    let heard_by = heard.clone();
    let link = text(&shown["recordings"][0]["media_url"]);
    assert!(nobody.get(&link).await.expect(200).bytes == recording);
    let unheard = nobody.get(&shown_by(&read)).await.expect(200).json();
    assert_eq!((&unheard["recordings"], words(&unheard)), (&json!([]), words(&full)));

    // It shows what counts when it is looked at.
    edit(&owner, &id, 1, json!([correction()])).await.expect(200);
    let later = nobody.get(&shown_by(&read)).await.expect(200).json();
    assert_eq!(later["transcript"]["entries"][1]["text"], CORRECTED);
    // Neither what it was before, nor who says otherwise.
    let summary = json!({ "text": "They agreed." });
    owner.send(Method::PUT, &of(&id, "/summary"), Some(&summary)).await.expect(200);
    let corrected = owner.conversation(&id).await;
    assert!(corrected["summary"]["machine"].is_object() && corrected["summary"]["edited_by"].is_string());
    let later = nobody.get(&shown_by(&read)).await.expect(200).json();
    assert_eq!(later["summary"]["text"], "They agreed.");
    for part in ["summary", "transcript"] {
        assert_eq!(
            (&later[part]["machine"], &later[part]["edited_by"]),
            (&Value::Null, &Value::Null),
            "{part}"
        );
        assert_eq!(later[part]["is_edited"], true, "{part}");
    }
    let heard = &full["transcript"]["entries"][1]["text"];
    assert!(!later.to_string().contains(&text(heard)), "{heard} in {later}");
    // And opens nothing else.
    for rest in ["", "/transcript", "/shares", "/transcript/revisions"] {
        nobody.get(&of(&id, rest)).await.expect(401);
    }

    // What it let hear ends with it, whatever the recording's own link says; and turns into no link of another kind.
    nobody.get(&link).await.expect(200);
    let (before, after) = link.split_once("&share=").unwrap_or_else(|| panic!("of no share: {link}"));
    let signature = after.split_once('&').expect("a signature").1;
    nobody.get(&format!("{before}&{signature}")).await.expect(403);
    owner.delete(&format!("{HOUSE}/shares/{}", text(&heard_by["id"]))).await.expect(204);
    nobody.get(&link).await.expect(403);
    let own = text(&owner.conversation(&id).await["recordings"][0]["media_url"]);
    nobody.get(&own).await.expect(200);
    owner.delete(&format!("/v1/call/{}", text(&full["id"]))).await.expect(200);
    nobody.get(&own).await.expect(403);
}

#[tokio::test]
async fn a_link_ends_when_it_is_revoked_or_the_conversation_becomes_private_or_goes() {
    let house = House::open_with("api", &[]).await;
    let (owner, nobody) = (house.owner().await, Client::nobody(house.url()));
    let id = owner.created(&call("acme:1")).await;
    let path = of(&id, "/shares");
    let mut made = Vec::new();
    for _ in 0..2 {
        made.push(owner.post(&path, &json!({ "expires_in_hours": 720 })).await.expect(201).json());
    }
    let listed = rows(&owner, &path).await;
    let ids: Vec<&Value> = listed.iter().map(|share| &share["id"]).collect();
    assert_eq!(ids, [&made[1]["id"], &made[0]["id"]]);
    assert!(listed.iter().all(|share| share["url"].is_null()), "the word is told once: {listed:?}");
    assert!(text(&listed[0]["expires_at"]) > text(&listed[0]["created_at"]));

    let one = |share: &Value| format!("{HOUSE}/shares/{}", text(&share["id"]));
    let reader = house.key_with_scopes("engagements:read").await;
    reader.delete(&one(&made[0])).await.expect(403);
    for _ in 0..2 {
        owner.delete(&one(&made[0])).await.expect(204);
    }
    nobody.get(&shown_by(&made[0])).await.house_error(404, "not_found");
    nobody.get(&shown_by(&made[1])).await.expect(200);
    nobody.get(&format!("{}x", shown_by(&made[1]))).await.expect(404);

    for is_private in [true, false] {
        owner.patch(&of(&id, ""), &json!({ "is_private": is_private })).await.expect(200);
        nobody.get(&shown_by(&made[1])).await.expect(404);
        assert_eq!(rows(&owner, &path).await, Vec::<Value>::new());
        if is_private {
            owner.post(&path, &json!({ "expires_in_hours": 1 })).await.house_error(409, "conflict");
        }
    }
    let last = owner.post(&path, &json!({ "expires_in_hours": 1 })).await.expect(201).json();
    nobody.get(&shown_by(&last)).await.expect(200);
    let uuid = text(&owner.conversation(&id).await["id"]);
    owner.delete(&format!("/v1/call/{uuid}")).await.expect(200);
    nobody.get(&shown_by(&last)).await.expect(404);
}
