//! What was found, in a person's words.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};

use super::{HOUSE, each, edit, exported, of, put, renewal, run, taken};
use crate::support::calls::timeline;
use crate::support::quality::text;
use crate::support::{Client, House, call, merged};

const STAGES: [&str; 5] = ["summary", "action_items", "signals", "tags", "sentiment"];

/// Two things are promised in it, and a price is too high.
fn promises() -> Value {
    let turns = [
        (0, "Thanks for calling Acme, this is Rae, how can I help?"),
        (1, "Hi, this is Jonas. The price of the renewal is too high for us."),
        (0, "I understand. I will send you a new quote by Friday."),
        (1, "And the contract?"),
        (0, "I will call your lawyer on Monday morning."),
    ];
    merged(renewal("acme:1"), json!({ "transcript_timeline": timeline(&turns) }))
}

async fn question(owner: &Client) -> String {
    let question = json!({
        "name": "quote_promised", "question": "Was a new quote promised?", "kind": { "type": "yes_no" },
        "keywords": ["quote"],
    });
    owner.post(&format!("{HOUSE}/signal-definitions"), &question).await.expect(201).text("id")
}

async fn tag(owner: &Client) -> String {
    let tag = json!({ "name": "Hot", "auto_tagging_enabled": false });
    owner.post(&format!("{HOUSE}/tags"), &tag).await.expect(201).text("id")
}

/// What is shown of an insight beside a person's part in it.
fn found_of(insight: &Value, members: &[&str]) -> Value {
    members.iter().map(|member| ((*member).to_owned(), insight[*member].clone())).collect()
}

/// Fails the test unless a person's word stands there, with what the machine had found beside it.
#[track_caller]
fn check_said(said: &Value, before: &Value, by: &Value, members: &[&str]) {
    assert_eq!((&said["is_edited"], &said["edited_by"]), (&json!(true), by), "{said}");
    assert!(said["edited_at"].is_string(), "{said}");
    assert_eq!(said["machine"], found_of(before, members), "{said}");
    assert_eq!(before["is_edited"], false, "{before}");
}

/// Without what tells when it was found, and in no order.
fn undated(rows: &Value) -> BTreeSet<String> {
    let undated = |row: &Value| merged(row.clone(), json!({ "created_at": null })).to_string();
    rows.as_array().expect("rows").iter().map(undated).collect()
}

#[tokio::test]
async fn what_people_say_stays_when_the_stages_run_again() {
    let house = House::open().await;
    let owner = house.owner().await;
    let me = owner.get(&format!("{HOUSE}/me")).await.expect(200).json()["user"]["id"].clone();
    let (question, hot) = (question(&owner).await, tag(&owner).await);
    let (id, full) = taken(&owner, &promises()).await;

    let said = put(&owner, &of(&id, "/summary"), &json!({ "text": " Jonas wants to pay less.\n" })).await;
    let said = said.expect(200).json();
    assert_eq!((&said["text"], &said["points"]), (&json!("Jonas wants to pay less."), &json!([])));
    assert_eq!(said["grounds"]["engine"], "person");
    check_said(&said, &full["summary"], &me, &["text", "points", "grounds"]);

    let items = full["action_items"].as_array().expect("items");
    assert_eq!(items.len(), 2, "{items:?}");
    let one = |item: &Value| of(&id, &format!("/action-items/{}", text(&item["id"])));
    let change = json!({ "text": "Send Jonas a cheaper quote", "due_on": "2026-06-30", "is_done": true });
    let said = owner.patch(&one(&items[0]), &change).await.expect(200).json();
    assert_eq!(
        (&said["title"], &said["due_on"]),
        (&json!("Send Jonas a cheaper quote"), &json!("2026-06-30"))
    );
    assert_eq!((&said["is_done"], &said["id"]), (&json!(true), &items[0]["id"]));
    let members = ["title", "description", "due_on", "assignee_name", "grounds"];
    check_said(&said, &items[0], &me, &members);
    owner.delete(&one(&items[1])).await.expect(204);
    owner.delete(&one(&items[1])).await.expect(404);
    let new = json!({ "text": "Ask the accountant", "assignee": "jonas", "evidence_entry_ids": [1] });
    let wrong = merged(new.clone(), json!({ "evidence_entry_ids": [1, 9] }));
    let refused = owner.post(&of(&id, "/action-items"), &wrong).await;
    assert_eq!(refused.house_error(422, "validation_failed"), ["evidence_entry_ids[1]"]);
    let written = owner.post(&of(&id, "/action-items"), &new).await.expect(201).json();
    assert_eq!((&written["machine"], &written["is_edited"]), (&Value::Null, &json!(true)));
    assert_eq!(written["grounds"]["evidence"][0]["entry_id"], 1);
    let jonas = full["participants"].as_array().expect("people").iter().find(|one| one["name"] == "Jonas");
    assert_eq!(written["assignee_participant_id"], jonas.expect("Jonas")["id"]);

    let signals = full["signals"].as_array().expect("signals");
    let asked = signals.iter().find(|signal| signal["definition_id"] == question.as_str());
    let asked = asked.expect("an answer");
    assert_eq!(asked["value"], true, "{asked}");
    let path = of(&id, &format!("/signals/{}", text(&asked["id"])));
    for wrong in [json!("no"), json!(0)] {
        let refused = owner.patch(&path, &json!({ "value": wrong })).await;
        assert_eq!(refused.house_error(422, "validation_failed"), ["value"]);
    }
    let said = owner.patch(&path, &json!({ "value": false })).await.expect(200).json();
    assert_eq!((&said["value"], &said["is_unsure"]), (&json!(false), &json!(false)));
    check_said(&said, asked, &me, &["type", "value", "is_unsure", "grounds"]);

    let pricing = full["tags"].as_array().expect("tags").iter().find(|tag| tag["name"] == "Pricing");
    let pricing = of(&id, &format!("/tags/{}", text(&pricing.expect("a tag that was found")["id"])));
    owner.delete(&pricing).await.expect(204);
    owner.delete(&pricing).await.expect(404);
    let given = owner.send(Method::PUT, &of(&id, &format!("/tags/{hot}")), None).await.expect(200).json();
    assert_eq!((&given["name"], &given["edited_by"], &given["grounds"]), (&json!("Hot"), &me, &Value::Null));

    let said = put(&owner, &of(&id, "/sentiment"), &json!({ "overall": -0.875 })).await.expect(200).json();
    assert_eq!((&said["overall"], &said["speakers"]), (&json!(-0.875), &full["sentiment"]["speakers"]));
    check_said(&said, &full["sentiment"], &me, &["overall", "speakers", "grounds"]);

    let before = owner.conversation(&id).await;
    assert_eq!(before["is_edited"], true);
    for stage in STAGES {
        let waiting = run(&owner, &id, stage).await.expect(202).json();
        assert_eq!((&waiting["name"], &waiting["status"]), (&json!(stage), &json!("pending")), "{waiting}");
    }
    let after = owner.finished(&id).await;
    let ended = |conversation: &Value, stage: &str| -> String {
        let mut stages = conversation["stages"].as_array().expect("stages").iter();
        text(&stages.find(|one| one["name"] == stage).expect("the stage")["finished_at"])
    };
    for stage in STAGES {
        assert!(ended(&after, stage) > ended(&full, stage), "{stage} ran again");
    }
    assert_eq!((&after["summary"], &after["sentiment"]), (&before["summary"], &before["sentiment"]));
    for member in ["action_items", "signals", "tags"] {
        assert_eq!(undated(&after[member]), undated(&before[member]), "{member}");
    }

    // What is read elsewhere.
    let engagement = owner.engagement(&id, "?expand=action_items,signals,tags").await;
    let titles = each(&engagement["action_items"], "title");
    assert_eq!(titles, ["Send Jonas a cheaper quote", "Ask the accountant"]);
    let mut signals = engagement["signals"].as_array().expect("signals").iter();
    let told = signals.find(|one| one["name"] == "quote_promised").expect("the answer");
    assert_eq!(told["value"], false);
    let tags = each(&engagement["tags"], "name");
    assert!(tags.contains(&json!("Hot")) && !tags.contains(&json!("Pricing")), "{tags:?}");
    let told = owner.roark_call(&text(&full["id"])).await;
    assert_eq!(told["summary"], "Jonas wants to pay less.");
    let markdown = exported(&owner, &id, "md").await;
    for part in
        ["Jonas wants to pay less.", "- [x] Send Jonas a cheaper quote (", "- [ ] Ask the accountant ("]
    {
        assert!(markdown.contains(part), "{part} in {markdown}");
    }
}

#[tokio::test]
async fn what_nobody_corrected_is_found_anew_in_what_was_corrected() {
    let house = House::open().await;
    let owner = house.owner().await;
    question(&owner).await;
    let (id, full) = taken(&owner, &promises()).await;
    let titles = each(&full["action_items"], "title");
    assert_eq!(titles.len(), 2, "{titles:?}");
    // Ticked off, the second is a person's, too, and what was found of it stays what is shown.
    let path = of(&id, &format!("/action-items/{}", text(&full["action_items"][1]["id"])));
    let ticked = owner.patch(&path, &json!({ "is_done": true })).await.expect(200).json();
    assert_eq!((&ticked["title"], &ticked["grounds"]), (&titles[1], &full["action_items"][1]["grounds"]));

    let change = json!({ "op": "text", "entry_id": 2, "text": "I understand. That is what it costs." });
    edit(&owner, &id, 1, json!([change])).await.expect(200);
    let unchanged = owner.conversation(&id).await;
    assert_eq!(each(&unchanged["action_items"], "title"), titles, "nothing runs again by itself");
    for stage in ["action_items", "signals", "summary"] {
        run(&owner, &id, stage).await.expect(202);
    }
    let again = owner.finished(&id).await;
    assert_eq!(each(&again["action_items"], "title"), titles[1..]);
    assert_eq!(each(&again["action_items"], "is_done"), [json!(true)]);
    let mut signals = again["signals"].as_array().expect("signals").iter();
    let asked = signals.find(|signal| signal["name"] == "quote_promised").expect("an answer");
    assert_ne!(asked["value"], true, "{asked}");
    assert!(!again["summary"].to_string().contains("new quote"), "{}", again["summary"]);
}

#[tokio::test]
async fn what_cannot_run_again_says_why() {
    let house = House::open().await;
    let owner = house.owner().await;
    let (id, _) = taken(&owner, &call("acme:1")).await;
    run(&owner, &id, "translation").await.expect(404);
    // It was brought along, nothing was recorded, and nobody had it evaluated.
    for stage in ["transcript", "recording", "evaluation"] {
        let status = run(&owner, &id, stage).await.status;
        assert!([404, 409].contains(&status), "{stage}: {status}");
    }
    let reader = house.key_with_scopes("engagements:read").await;
    run(&reader, &id, "summary").await.expect(403);
    let stages = owner.conversation(&id).await["stages"].clone();
    assert!(each(&stages, "status").iter().all(|status| *status == "done"), "{stages}");
}
