//! HTTP calls: what is sent, when it is tried again, and what is refused.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{WORKFLOWS, automated_call, ended_runs, rule, runs, tag, tags_of};
use crate::support::{House, Receiver, Reply, eventually, merged};

fn calling(url: &str, more: Value) -> Value {
    let call = json!({
        "type": "http_call",
        "method": "PUT",
        "url": url,
        "headers": { "Authorization": "Bearer sesame", "X-Team": "sales" },
        "body": "{\"title\": {{ conversation.title }}, \"items\": {{ action_items | tojson }}, \
                 \"kind\": {{ conversation.kind | upper }}, \"link\": {{ links.conversation }}}",
    });
    json!({ "name": "tell", "when": { "type": "insights_ready" }, "actions": [merged(call, more)] })
}

#[tokio::test]
async fn a_call_is_written_by_its_template_and_signed() {
    let receiver = Receiver::open().await;
    let house = House::open().await;
    let owner = house.owner().await;
    let made = rule(&owner, &calling(&receiver.url("/hook"), json!({}))).await;
    let secret = made["secret"].as_str().expect("the secret, once").to_owned();
    assert_eq!(made["actions"][0]["headers"], json!({ "Authorization": null, "X-Team": null }));
    let path = format!("{WORKFLOWS}/{}", made["id"].as_str().unwrap());
    let shown = owner.get(&path).await.expect(200).json();
    assert!(!shown.to_string().contains("sesame") && shown.get("secret").is_none(), "{shown}");

    let title = "Renewal \"call\"\r\nX-Evil: yes";
    let id = owner.created(&merged(automated_call("acme:1"), json!({ "title": title }))).await;
    let finished = owner.finished(&id).await;
    let run = ended_runs(&owner, &id, 1).await[0].clone();
    assert_eq!(run["status"], "done", "{run}");
    let step = &run["actions"][0]["steps"][0];
    assert_eq!((&step["response_status"], &step["response"]), (&json!(200), &json!("noted")), "{step}");

    let calls = receiver.all();
    assert_eq!(calls.len(), 1);
    let body: Value = serde_json::from_slice(&calls[0].body).expect("JSON");
    assert_eq!((&body["title"], &body["kind"]), (&finished["title"], &json!("CALL")));
    let items = finished["action_items"].as_array().unwrap();
    assert_eq!(body["items"].as_array().unwrap().len(), items.len());
    assert_eq!(body["items"][0]["title"], items[0]["title"]);
    assert!(body["link"].as_str().unwrap().contains("/conversations/"), "{body}");
    assert_eq!(calls[0].header("authorization"), "Bearer sesame");
    assert_eq!(calls[0].header("content-type"), "application/json");
    assert_eq!(calls[0].header("idempotency-key"), calls[0].header("webhook-id"));
    assert!(!calls[0].headers.contains_key("x-evil"));
    receiver.verify_all("workflow", &secret);

    // A new secret signs from then on. A change that does not repeat header values keeps them, for the same host.
    let rotated = owner.post(&format!("{path}/rotate-secret"), &json!({})).await.expect(200).json();
    assert_ne!(rotated["secret"], json!(secret));
    let mut actions = shown["actions"].clone();
    actions[0]["method"] = json!("PATCH");
    owner.patch(&path, &json!({ "actions": actions })).await.expect(200);
    actions[0]["url"] = json!("https://elsewhere.example/");
    let refused = owner.patch(&path, &json!({ "actions": actions })).await.expect(422).json();
    assert_eq!(refused["error"]["fields"][0]["field"], "actions[0].headers.Authorization", "{refused}");
    let id = owner.created(&automated_call("acme:2")).await;
    owner.finished(&id).await;
    ended_runs(&owner, &id, 1).await;
    assert_eq!(receiver.all()[1].header("authorization"), "Bearer sesame");
}

#[tokio::test]
async fn what_may_pass_is_tried_again_and_what_will_not_is_logged() {
    let receiver = Receiver::answering(|request, before| match request.path.as_str() {
        "/busy" if before == 0 => Reply::WithHeader(429, "retry-after", "1".to_owned()),
        "/down" if before == 0 => Reply::Status(503),
        "/moved" => Reply::WithHeader(302, "location", "http://127.0.0.1/".to_owned()),
        "/wrong" => Reply::Status(422),
        _ => Reply::Status(200),
    })
    .await;
    let house = House::open().await;
    let owner = house.owner().await;
    let wanted = tag(&owner, "after the failure").await;
    for path in ["/busy", "/down", "/moved", "/wrong"] {
        let mut body = calling(&receiver.url(path), json!({}));
        body["name"] = json!(path);
        let tag = json!({ "type": "tag", "tag_id": wanted["id"] });
        body["actions"].as_array_mut().unwrap().push(tag);
        rule(&owner, &body).await;
    }
    let id = owner.created(&automated_call("acme:1")).await;
    owner.finished(&id).await;
    let ended = ended_runs(&owner, &id, 4).await;
    let mut found: Vec<(String, String, u64, u64)> = ended
        .iter()
        .map(|run| {
            let step = &run["actions"][0]["steps"][0];
            let url = step["target"].as_str().unwrap();
            assert_eq!(run["actions"][1]["status"], "done", "one that failed does not stop the next: {run}");
            (
                url[url.rfind('/').unwrap()..].to_owned(),
                run["status"].as_str().unwrap().to_owned(),
                step["attempts"].as_u64().unwrap(),
                step["response_status"].as_u64().unwrap(),
            )
        })
        .collect();
    found.sort();
    let row =
        |path: &str, status: &str, attempts, answer| (path.to_owned(), status.to_owned(), attempts, answer);
    let expected = [
        row("/busy", "done", 2, 200),
        row("/down", "done", 2, 200),
        row("/moved", "failed", 1, 302),
        row("/wrong", "failed", 1, 422),
    ];
    assert_eq!(found, expected);
    assert_eq!(tags_of(&owner, &id).await, ["after the failure"]);
    // Repetitions carry the id of the first.
    let keys = |path: &str| -> BTreeSet<String> {
        let all = receiver.all();
        all.iter().filter(|one| one.path == path).map(|one| one.header("idempotency-key")).collect()
    };
    assert_eq!((keys("/busy").len(), keys("/down").len()), (1, 1));
}

#[tokio::test]
async fn a_failed_run_is_tried_again_by_the_rule_as_it_is_then() {
    let receiver =
        Receiver::answering(|request, _| Reply::Status(if request.path == "/wrong" { 404 } else { 200 }));
    let receiver = receiver.await;
    let house = House::open().await;
    let owner = house.owner().await;
    let mut body = calling(&receiver.url("/first"), json!({}));
    let second = calling(&receiver.url("/wrong"), json!({}))["actions"][0].clone();
    body["actions"].as_array_mut().unwrap().push(second);
    let made = rule(&owner, &body).await;
    let id = owner.created(&automated_call("acme:1")).await;
    owner.finished(&id).await;
    let run = ended_runs(&owner, &id, 1).await[0].clone();
    let statuses = |run: &Value| [run["actions"][0]["status"].clone(), run["actions"][1]["status"].clone()];
    assert_eq!((run["status"].clone(), statuses(&run)), (json!("failed"), [json!("done"), json!("failed")]));

    let path = format!("{WORKFLOWS}/{}", made["id"].as_str().unwrap());
    let mut actions = made["actions"].clone();
    actions[1]["url"] = json!(receiver.url("/right"));
    owner.patch(&path, &json!({ "actions": actions })).await.expect(200);
    let retry = format!("/api/colloquy/v1/workflow_runs/{}/retry", run["id"].as_str().unwrap());
    assert_eq!(owner.post(&retry, &json!({})).await.expect(202).json()["status"], "pending");
    let again = ended_runs(&owner, &id, 1).await[0].clone();
    assert_eq!((again["status"].clone(), &again["id"]), (json!("done"), &run["id"]), "{again}");
    let all = receiver.all();
    let paths: Vec<&str> = all.iter().map(|one| one.path.as_str()).collect();
    assert_eq!(paths, ["/first", "/wrong", "/right"], "what was done is not done again");
    // It is another request by now: a receiver must not take it for the one that it refused.
    assert_ne!(all[2].header("idempotency-key"), all[1].header("idempotency-key"));
    assert_eq!(all[2].header("idempotency-key"), all[2].header("webhook-id"));
}

#[tokio::test]
async fn addresses_that_are_not_public_are_refused_when_saved_and_when_called() {
    // Plain http is refused once the operator takes the permission back.
    let receiver = Receiver::open().await;
    let mut house = House::closed(&[]).await;
    house.start("api").await;
    let owner = house.owner().await;
    for url in [
        "http://169.254.169.254/",
        "https://10.0.0.1/",
        "https://user:pass@hooks.example/",
        "ftp://hooks.example/",
    ] {
        let refused = owner.post(WORKFLOWS, &calling(url, json!({}))).await.expect(422).json();
        assert_eq!(refused["error"]["fields"][0]["code"], "refused_url", "{refused}");
    }
    rule(&owner, &calling(&receiver.url("/hook"), json!({}))).await;
    let id = owner.created(&automated_call("acme:1")).await;
    assert!(house.process().terminate().await.success());
    house.set("COLLOQUY_NETGUARD__ALLOW_NETWORKS", "");
    house.set("COLLOQUY_NETGUARD__ALLOW_HTTP", "false");
    house.start("all").await;
    let owner = owner.at(house.url());
    owner.finished(&id).await;
    let run = ended_runs(&owner, &id, 1).await[0].clone();
    let step = &run["actions"][0]["steps"][0];
    assert_eq!((&run["status"], &step["attempts"]), (&json!("failed"), &json!(1)), "{run}");
    assert!(step["error"].as_str().unwrap().contains("not allowed"), "{run}");
    assert!(receiver.all().is_empty());
}

#[tokio::test]
async fn what_is_switched_off_or_deleted_meanwhile_is_not_done() {
    let receiver = Receiver::answering(|_, _| Reply::WithHeader(503, "retry-after", "3".to_owned())).await;
    let house = House::open().await;
    let owner = house.owner().await;
    let made = rule(&owner, &calling(&receiver.url("/down"), json!({}))).await;
    let (kept, deleted) =
        (owner.created(&automated_call("acme:1")).await, owner.created(&automated_call("acme:2")).await);
    let mut tried = Vec::new();
    for id in [&kept, &deleted] {
        owner.finished(id).await;
        let run = eventually("the first attempt", async || {
            let found = runs(&owner, id).await;
            (found.len() == 1 && found[0]["attempts"] == 1).then(|| found[0].clone())
        })
        .await;
        tried.push(format!("/api/colloquy/v1/workflow_runs/{}", run["id"].as_str().unwrap()));
    }
    owner.delete(&format!("/api/colloquy/v1/conversations/{deleted}")).await.expect(204);
    let path = format!("{WORKFLOWS}/{}", made["id"].as_str().unwrap());
    owner.patch(&path, &json!({ "enabled": false })).await.expect(200);
    for (path, reason) in tried.iter().zip(["switched off", "deleted"]) {
        let run = eventually("the end of a run", async || {
            let run = owner.get(path).await.expect(200).json();
            (run["status"] != "pending").then_some(run)
        })
        .await;
        assert_eq!(run["status"], "skipped", "{run}");
        assert!(run["error"].as_str().unwrap().contains(reason), "{run}");
    }
    assert_eq!(receiver.all().len(), 2);
}
