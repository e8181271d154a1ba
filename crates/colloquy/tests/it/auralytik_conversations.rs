//! Conversations of the Auralytik API: what was said, in whatever way, and what of it is masked.

use serde_json::{Value, json};

use crate::support::auralytik::{BASES, assert_is_instant, spelled};
use crate::support::calls::timeline;
use crate::support::house::OWNER_EMAIL;
use crate::support::{Client, House, call, merged};

/// A call in which people tell how they can be reached.
fn personal() -> Value {
    merged(
        call("acme:personal"),
        json!({
            "participants": [
                { "name": "Rae", "email": OWNER_EMAIL, "is_owner": true },
                { "name": "Jonas", "email": "jonas@customer.example" },
            ],
            "transcript_timeline": timeline(&[
                (0, "Acme, this is Rae. Is +1 (555) 010-9934 still your number?"),
                (1, "No, write to jonas.k@customer.example please."),
                (0, "Thanks. And the last four digits?"),
                (1, "4711. There are 3 of us at 12 Main Street."),
            ]),
        }),
    )
}

async fn messages(client: &Client, path: &str, headers: &[(&str, &str)]) -> Value {
    client.get_with(path, headers).await.expect(200).json()
}

#[tokio::test]
async fn messages_have_sides_and_are_masked_on_demand() {
    let house = House::open().await;
    let owner = house.bearer_owner().await;
    let id = owner.finished_call(&personal()).await;
    let id = spelled("conv", &id);
    for base in BASES {
        let path = format!("{base}/conversations/{id}/messages");
        let told = messages(&owner, &path, &[]).await;
        assert_eq!(told["conversationId"], id.as_str());
        let all = told["messages"].as_array().expect("messages");
        let row = |one: &Value| json!([one["role"], one["timestamp"], one["content"]]);
        let said: Vec<Value> = all.iter().map(row).collect();
        let expected = [
            json!([
                "agent",
                "2026-06-01T09:00:00Z",
                "Acme, this is Rae. Is +1 (555) 010-9934 still your number?",
            ]),
            json!(["customer", "2026-06-01T09:00:04Z", "No, write to jonas.k@customer.example please."]),
            json!(["agent", "2026-06-01T09:00:08Z", "Thanks. And the last four digits?"]),
            json!(["customer", "2026-06-01T09:00:12Z", "4711. There are 3 of us at 12 Main Street."]),
        ];
        assert_eq!(said, expected);
        assert!(all.iter().all(|one| one["id"].as_str().is_some_and(|id| id.starts_with("msg_"))), "{told}");

        let masked = messages(&owner, &path, &[("x-exclude-pii", "true")]).await;
        let contents =
            ["Is **** still", "write to **** please", "the last four digits", "****. There are 3 of"];
        let rows = masked["messages"].as_array().expect("messages");
        assert_eq!(rows.len(), contents.len());
        for ((row, whole), content) in rows.iter().zip(all).zip(contents) {
            assert!(row["content"].as_str().is_some_and(|text| text.contains(content)), "{row}");
            assert_eq!((&row["id"], &row["role"]), (&whole["id"], &whole["role"]));
        }
        let text = masked.to_string();
        assert!(
            !text.contains("9934") && !text.contains("customer.example") && !text.contains("4711"),
            "{text}"
        );
        assert_eq!(messages(&owner, &path, &[("x-exclude-pii", "false")]).await, told);
    }
}

#[tokio::test]
async fn conversations_of_all_kinds_are_listed_and_narrowed() {
    let house = House::open().await;
    let owner = house.bearer_owner().await;
    let phoned = owner.finished_call(&personal()).await;
    owner.attributed(&phoned, &json!({ "campaign": "camp_1" })).await;
    let meeting = json!({ "type": "MEETING", "start_at": "2026-06-02T09:00:00Z" });
    let met = owner.finished_call(&merged(call("acme:meeting"), meeting)).await;
    let private = owner.finished_call(&merged(call("acme:private"), json!({ "is_private": true }))).await;
    let [phoned, met, private] = [phoned, met, private].map(|id| spelled("conv", &id));

    let one = owner.get(&format!("/v1/conversations/{phoned}")).await.expect(200).json();
    assert!(one["channelId"].as_str().is_some_and(|id| id.starts_with("ch_")), "{one}");
    assert_is_instant(&one["createdAt"]);
    let expected = json!({
        "id": phoned, "channelId": one["channelId"], "campaignId": "camp_1", "status": "completed",
        "participantCount": 2, "messageCount": 4, "startedAt": "2026-06-01T09:00:00Z",
        "endedAt": "2026-06-01T09:00:15Z", "createdAt": one["createdAt"],
    });
    assert_eq!(one, expected);
    let channel = one["channelId"].as_str().expect("a channel");
    let (all, calls) =
        ([private.as_str(), met.as_str(), phoned.as_str()], [private.as_str(), phoned.as_str()]);
    for (query, ids) in [
        (String::new(), &all[..]),
        (format!("channelId={channel}"), &calls),
        ("channelId=ch_1".to_owned(), &[]),
        ("campaignId=camp_1".to_owned(), &[phoned.as_str()]),
        ("status=completed".to_owned(), &all),
        ("dateFrom=2026-06-02&dateTo=2026-06-02".to_owned(), &[met.as_str()]),
        ("dateTo=2026-06-01T09:00:00Z".to_owned(), &calls),
    ] {
        let (rows, total) = owner.auralytik_page(&format!("/v1/conversations?{query}")).await;
        let found: Vec<&str> = rows.iter().map(|row| row["id"].as_str().expect("an id")).collect();
        assert_eq!((found, total), (ids.to_vec(), ids.len() as u64), "{query}");
    }
    // What is private is for those alone who may read it.
    let plain = house.bearer_with_scopes("conversations:read").await;
    assert_eq!(plain.auralytik_page("/v1/conversations").await.1, 2);
    plain.get(&format!("/v1/conversations/{private}")).await.auralytik_error(403, "INSUFFICIENT_SCOPE");
    let said = format!("/v1/conversations/{private}/messages");
    plain.get(&said).await.auralytik_error(403, "INSUFFICIENT_SCOPE");
    owner.get(&said).await.expect(200);
}
