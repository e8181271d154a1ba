//! What starts a rule, for which conversations, and that it starts once.

use serde_json::json;

use super::{WORKFLOWS, automated_call, call_with_people, ended_runs, rule, runs, tag, tagging, tags_of};
use crate::support::{House, Receiver, Reply, call, eventually, eventually_within, merged};

#[tokio::test]
async fn every_trigger_starts_its_rules_once_and_tells_of_the_tag() {
    let house = House::open().await;
    let owner = house.owner().await;
    let receiver = Receiver::open().await;
    owner.webhook(&receiver.url("/"), &["v1.engagement.updated"]).await;
    let question = json!({
        "name": "quote_promised",
        "question": "Was a new quote promised?",
        "kind": { "type": "yes_no" },
        "keywords": ["quote"],
    });
    let question = owner.post("/api/colloquy/v1/signal-definitions", &question).await.expect(201).json();
    let is_promised = |value: bool| json!({ "type": "signal", "signal_definition_id": question["id"], "comparison": "is", "value": value });
    let rows = [
        ("transcript", json!({ "type": "transcript_ready" })),
        ("insights", json!({ "type": "insights_ready" })),
        ("promised", is_promised(true)),
        ("not promised", is_promised(false)),
    ];
    for (name, when) in &rows {
        let tag = tag(&owner, name).await;
        rule(&owner, &tagging(name, when.clone(), &tag)).await;
    }
    let id = owner.created(&automated_call("acme:1")).await;
    let quiet = owner.created(&call("acme:quiet")).await;
    let finished = owner.finished(&id).await;
    let signals = finished["signals"].as_array().unwrap();
    let promised = signals.iter().find(|signal| signal["name"] == "quote_promised").expect("an answer");
    assert_eq!(promised["value"], json!(true), "{promised}");

    let ended = ended_runs(&owner, &id, 3).await;
    for run in &ended {
        assert_eq!(run["status"], "done", "{run}");
        assert_eq!((&run["attempts"], &run["next_attempt_at"]), (&json!(1), &json!(null)), "{run}");
        let step = &run["actions"][0]["steps"][0];
        assert_eq!((&step["status"], &step["attempts"]), (&json!("done"), &json!(1)), "{run}");
        let path = format!("/api/colloquy/v1/workflow_runs/{}", run["id"].as_str().unwrap());
        assert_eq!(&owner.get(&path).await.expect(200).json(), run);
        owner.post(&format!("{path}/retry"), &json!({})).await.expect(409);
    }
    let mut names = tags_of(&owner, &id).await;
    names.sort();
    assert_eq!(names, ["insights", "promised", "transcript"]);
    receiver
        .wait_for("an event with the tags", |all| {
            all.iter().find(|one| one.is_about("v1.engagement.updated", &id)).cloned()
        })
        .await;

    // Nothing ever runs where the client said so.
    owner.finished(&quiet).await;
    assert_eq!(runs(&owner, &quiet).await, Vec::<serde_json::Value>::new());
    assert_eq!(tags_of(&owner, &quiet).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_filter_chooses_and_a_change_does_not_look_back() {
    let house = House::open().await;
    let owner = house.owner().await;
    let (wanted, other) = (tag(&owner, "wanted").await, tag(&owner, "other").await);
    let ready = json!({ "type": "transcript_ready" });
    let with_filter = |tag, filter| merged(tagging("rule", ready.clone(), tag), json!({ "filter": filter }));
    let early = owner.created(&automated_call("acme:early")).await;
    owner.finished(&early).await;

    let first = owner.created(&call_with_people("acme:first", "jonas@customer.example")).await;
    let person = owner.conversation(&first).await["participants"][1]["contact_id"].clone();
    let matching = [
        json!({ "kinds": ["call"], "search": "CALL renewal" }),
        json!({ "contact_ids": [person], "started_at": { "gte": "2026-06-01T09:00:00Z" } }),
        // Lists compare what clients see, whole milliseconds; so do rules.
        json!({ "started_at": { "lte": "2026-06-01T09:00:00Z" } }),
    ];
    let others = [
        json!({ "kinds": ["meeting"] }),
        json!({ "kinds": [] }),
        json!({ "search": "renewal chat" }),
        json!({ "company_ids": ["01KFXKBAV0R7S2VBVK3QSBHMR3"] }),
        json!({ "crm_deals": ["deal-1"] }),
        json!({ "started_at": { "gt": "2026-06-01T09:00:00Z" } }),
    ];
    let mut rules = Vec::new();
    for filter in &matching {
        rules.push(rule(&owner, &with_filter(&wanted, filter.clone())).await);
    }
    for filter in &others {
        let made = rule(&owner, &with_filter(&other, filter.clone())).await;
        assert_eq!(made["filter"].as_object().unwrap().len(), 1, "what was not named is not shown: {made}");
    }
    let off = merged(tagging("off", ready.clone(), &other), json!({ "enabled": false }));
    let off = rule(&owner, &off).await;

    let second = call_with_people("acme:second", "jonas@customer.example");
    let second = merged(second, json!({ "started_at": "2026-06-01T09:00:00.000400Z" }));
    let id = owner.created(&second).await;
    owner.finished(&id).await;
    ended_runs(&owner, &id, matching.len()).await;
    assert_eq!(tags_of(&owner, &id).await, ["wanted"]);
    let path = format!("{WORKFLOWS}/{}/runs?limit=1", rules[0]["id"].as_str().unwrap());
    let listed = owner.get(&path).await.expect(200).json();
    assert_eq!(listed["data"].as_array().unwrap().len(), 1);
    assert_eq!(listed["data"][0]["conversation_id"], owner.conversation(&id).await["id"]);

    // Neither making rules nor switching them on looks at what came before.
    let path = format!("{WORKFLOWS}/{}", off["id"].as_str().unwrap());
    let on = owner.patch(&path, &json!({ "enabled": true })).await.expect(200).json();
    assert!(on["active_since"].as_str() > off["active_since"].as_str(), "{on}");
    let late = owner.created(&automated_call("acme:late")).await;
    owner.finished(&late).await;
    let ended = ended_runs(&owner, &late, 3).await;
    assert!(ended.iter().any(|run| run["workflow_id"] == off["id"]), "{ended:?}");
    for before in [&early, &first] {
        assert!(runs(&owner, before).await.is_empty(), "{before}");
    }
    // One that is deleted runs no more, and its runs stay.
    owner.delete(&path).await.expect(204);
    owner.get(&path).await.expect(404);
    let later = owner.created(&automated_call("acme:later")).await;
    owner.finished(&later).await;
    assert_eq!(ended_runs(&owner, &later, 2).await.len(), 2);
    assert_eq!(runs(&owner, &late).await.len(), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_killed_loses_no_run_and_starts_none_twice() {
    // Each call is answered late, so that the server dies in the middle of some.
    let receiver = Receiver::answering(|_, _| Reply::After(std::time::Duration::from_millis(200))).await;
    let mut house = House::open().await;
    let mut owner = house.owner().await;
    let body = json!({
        "name": "tell",
        "when": { "type": "insights_ready" },
        "actions": [{
            "type": "http_call", "method": "POST", "url": receiver.url("/hook"),
            "body": "{\"id\": {{ conversation.external_id }}}",
        }],
    });
    rule(&owner, &body).await;
    let mut ids = Vec::new();
    for number in 0..12 {
        ids.push(owner.created(&automated_call(&format!("acme:{number}"))).await);
        if number % 4 == 3 {
            receiver.wait_for("another call", |all| (all.len() > number / 4).then_some(())).await;
            house.kill();
            house.start("all").await;
            owner = owner.at(house.url());
        }
    }
    for id in &ids {
        // A lease of the killed server has to run out first.
        let longest = std::time::Duration::from_secs(120);
        let ended = eventually_within(longest, "the end of a run", async || {
            let found = runs(&owner, id).await;
            (found.len() == 1 && found[0]["status"] != "pending").then(|| found[0].clone())
        })
        .await;
        assert_eq!(ended["status"], "done", "{ended}");
    }
    // At least once, and each time with the same id.
    let mut ids_of_calls: std::collections::BTreeMap<String, std::collections::BTreeSet<String>> =
        Default::default();
    for call in receiver.all() {
        let external_id = call.event()["id"].as_str().unwrap().to_owned();
        ids_of_calls.entry(external_id).or_default().insert(call.header("idempotency-key"));
    }
    assert_eq!(ids_of_calls.len(), 12);
    assert!(ids_of_calls.values().all(|ids| ids.len() == 1), "{ids_of_calls:?}");
}

#[tokio::test]
async fn erasing_a_conversation_takes_its_runs_along() {
    let house = House::open().await;
    let owner = house.owner().await;
    let wanted = tag(&owner, "wanted").await;
    let made = rule(&owner, &tagging("rule", json!({ "type": "transcript_ready" }), &wanted)).await;
    let id = owner.created(&automated_call("acme:1")).await;
    owner.finished(&id).await;
    let run = ended_runs(&owner, &id, 1).await[0]["id"].as_str().unwrap().to_owned();
    house.cli(&["erase", &id, "--yes"]).await;
    owner.get(&format!("/api/colloquy/v1/workflow_runs/{run}")).await.expect(404);
    let path = format!("{WORKFLOWS}/{}/runs", made["id"].as_str().unwrap());
    let left = eventually("no run", async || {
        let listed = owner.get(&path).await.expect(200).json();
        Some(listed["data"].as_array().unwrap().len())
    });
    assert_eq!(left.await, 0);
}
