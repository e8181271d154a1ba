//! Managing rules: what is taken, what is refused, and what a rule would do.

use serde_json::{Value, json};

use super::{WORKFLOWS, automated_call, call_with_people, house_with_mail, question, rule, tag};
use crate::support::house::OWNER_EMAIL;
use crate::support::{House, MailSink};

fn fields(refused: &Value) -> Vec<&str> {
    let fields = refused["error"]["fields"].as_array().expect("fields");
    fields.iter().map(|field| field["field"].as_str().expect("a field")).collect()
}

#[tokio::test]
async fn every_broken_rule_is_told_by_its_field() {
    let house = House::open().await;
    let owner = house.owner().await;
    let definitions = owner.get("/api/colloquy/v1/signal-definitions").await.expect(200).json();
    let yes_no = definitions["data"].as_array().unwrap().iter().find(|one| one["kind"]["type"] == "yes_no");
    let yes_no = question(&owner, yes_no.expect("a yes or no")["name"].as_str().unwrap()).await;
    let shape = json!({
        "name": 1,
        "when": { "type": "signal", "comparison": "like" },
        "filter": { "kinds": ["phone"], "contact_ids": ["x"], "started_at": { "gt": "now" }, "search": 1 },
        "actions": [{ "type": "mail" }, { "type": "http_call", "method": "GET", "headers": [] }, { "type": "tag" }, 1],
    });
    let refused = owner.post(WORKFLOWS, &shape).await.expect(400).json();
    for field in [
        "name",
        "when.signal_definition_id",
        "when.comparison",
        "when.value",
        "filter.kinds",
        "filter.contact_ids",
        "filter.started_at.gt",
        "filter.search",
        "actions[0].type",
        "actions[1].method",
        "actions[1].url",
        "actions[1].body",
        "actions[1].headers",
        "actions[2].tag_id",
        "actions[3]",
    ] {
        assert!(fields(&refused).contains(&field), "{field} in {refused}");
    }
    let call = |body: &str, headers: Value| json!({ "type": "http_call", "method": "POST", "url": "https://hooks.example/", "body": body, "headers": headers });
    let values = json!({
        "name": " ",
        "when": { "type": "signal", "signal_definition_id": yes_no["id"], "comparison": "is", "value": "yes" },
        "actions": [
            { "type": "recap_mail", "to": [], "extra": ["nobody"] },
            call("{\n\"a\": {{ conversation.title }", json!({})),
            call("{\"a\": {{ conversation.title | frobnicate }}}", json!({})),
            call("{}", json!({ "Host": "x", "X-Break": "a\r\nb" })),
            { "type": "tag", "tag_id": "01KFXKBAV0R7S2VBVK3QSBHMR3" },
        ],
    });
    let refused = owner.post(WORKFLOWS, &values).await.expect(422).json();
    let expected = [
        "name",
        "when.value",
        "actions[0]",
        "actions[0].extra",
        "actions[1].body",
        "actions[2].body",
        "actions[3].headers.Host",
        "actions[3].headers.X-Break",
        "actions[4].tag_id",
    ];
    assert_eq!(fields(&refused), expected, "{refused}");
    let text = refused.to_string();
    assert!(text.contains("smtp.url") && text.contains("line 2") && text.contains("frobnicate"), "{text}");
    let early = json!({ "name": "early", "when": { "type": "transcript_ready" }, "actions": [
        { "type": "recap_mail", "to": ["owner"] },
    ] });
    let refused = owner.post(WORKFLOWS, &early).await.expect(422).json();
    assert!(fields(&refused).contains(&"when.type"), "{refused}");
    let at_least = json!({ "name": "x", "when": {
        "type": "signal", "signal_definition_id": yes_no["id"], "comparison": "at_least", "value": true,
    }, "actions": [call("{}", json!({}))] });
    let refused = owner.post(WORKFLOWS, &at_least).await.expect(422).json();
    assert_eq!(fields(&refused), ["when.comparison"]);
    assert_eq!(owner.get(WORKFLOWS).await.expect(200).json()["data"], json!([]));
}

#[tokio::test]
async fn a_rule_is_kept_as_it_was_written_and_shows_what_it_would_do() {
    let sink = MailSink::open();
    let house = house_with_mail(&sink).await;
    let owner = house.owner().await;
    let wanted = tag(&owner, "wanted").await;
    let body = json!({
        "name": " Everything ",
        "when": { "type": "insights_ready" },
        "filter": { "kinds": ["call", "meeting"], "crm_deals": ["deal-1"], "updated_at": { "lt": "2036-01-01T00:00:00Z" } },
        "actions": [
            { "type": "recap_mail", "to": ["participants", "owner"], "extra": ["boss@acme.example"] },
            { "type": "http_call", "method": "POST", "url": "https://hooks.example/", "body": "[{{ conversation.title }}]" },
            { "type": "tag", "tag_id": wanted["id"] },
        ],
    });
    let made = rule(&owner, &body).await;
    assert_eq!((&made["name"], &made["enabled"]), (&json!("Everything"), &json!(true)));
    assert_eq!((&made["when"], &made["actions"][0]), (&body["when"], &body["actions"][0]));
    assert_eq!(made["filter"]["kinds"], body["filter"]["kinds"]);
    assert_eq!(made["filter"]["updated_at"], json!({ "lt": "2036-01-01T00:00:00.000Z" }));
    let path = format!("{WORKFLOWS}/{}", made["id"].as_str().unwrap());
    let renamed = owner.patch(&path, &json!({ "name": "Renamed" })).await.expect(200).json();
    assert_eq!((&renamed["name"], &renamed["active_since"]), (&json!("Renamed"), &made["active_since"]));

    let id = owner.created(&call_with_people("acme:1", "jonas@customer.example")).await;
    owner.finished(&id).await;
    let preview = owner.post(&format!("{path}/preview"), &json!({ "conversation_id": id })).await;
    let preview = preview.expect(200).json();
    assert_eq!(preview["fits_filter"], false, "it has no deal");
    let mail = &preview["actions"][0];
    assert_eq!(mail["recipients"], json!([OWNER_EMAIL, "jonas@customer.example", "boss@acme.example"]));
    assert!(mail["html"].as_str().unwrap().contains("Renewal call"), "{mail}");
    assert_eq!(preview["actions"][1]["body"], "[\"Renewal call\"]");
    assert_eq!(preview["actions"][2]["name"], "wanted");
    assert!(sink.all().is_empty(), "nothing is sent");
    owner.post(&format!("{path}/preview"), &json!({ "conversation_id": "x" })).await.expect(422);
    let none = format!("{WORKFLOWS}/01KFXKBAV0R7S2VBVK3QSBHMR3");
    owner.post(&format!("{none}/preview"), &json!({ "conversation_id": id })).await.expect(404);
    for answer in [owner.get(&none).await, owner.delete(&none).await, owner.patch(&none, &json!({})).await] {
        answer.expect(404);
    }
}

#[tokio::test]
async fn rules_belong_to_their_workspace() {
    let house = House::open().await;
    let owner = house.owner().await;
    let wanted = tag(&owner, "wanted").await;
    let made = rule(&owner, &super::tagging("rule", json!({ "type": "transcript_ready" }), &wanted)).await;
    house.cli(&["workspace", "create", "--name", "other"]).await;
    let stranger = house.key(&["--workspace", "other", "--scopes", "workspace:admin"]).await;
    let path = format!("{WORKFLOWS}/{}", made["id"].as_str().unwrap());
    stranger.get(&path).await.expect(404);
    stranger.get(&format!("{path}/runs")).await.expect(404);
    assert_eq!(stranger.get(WORKFLOWS).await.expect(200).json()["data"], json!([]));
    let id = owner.created(&automated_call("acme:1")).await;
    owner.finished(&id).await;
    let run = super::ended_runs(&owner, &id, 1).await[0]["id"].as_str().unwrap().to_owned();
    stranger.get(&format!("/api/colloquy/v1/workflow_runs/{run}")).await.expect(404);
    stranger.post(&format!("/api/colloquy/v1/workflow_runs/{run}/retry"), &json!({})).await.expect(404);
}
