//! A key that may do everything in one workspace reaches nothing in another.

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::{Value, json};

use super::contact_center::contact_center;
use super::dialogues::dialogues;
use super::operations::{Operation, operations};
use super::seen::seen;
use crate::support::house::OWNER_EMAIL;
use crate::support::quality::text;
use crate::support::roark::roark_call;
use crate::support::{Client, House, MediaHost, call, eventually, merged, recorded_call};

/// Ids of things that are there, by the names of variable parts of paths.
pub type Ids = BTreeMap<&'static str, String>;

/// What stands in things of the first workspace alone.
const MARKS: [&str; 4] = ["customer.example", "Theirs", "acme:1", "Renewal call"];

/// What is no secret of a workspace, though a path names it.
const NO_SECRETS: [&str; 4] = ["dialer", "revision_number", "stage", "version_number"];

/// Shows a caller's own requests, with the paths that they asked for.
const OWN_REQUESTS: &str = "/v1/usage/details";

/// One of everything that a path can name.
pub async fn everything(owner: &Client, media: &MediaHost) -> Ids {
    let made = async |path: &str, body: Value| {
        let answer = owner.post(path, &body).await;
        assert!([200, 201].contains(&answer.status), "{path}: {}", String::from_utf8_lossy(&answer.bytes));
        answer.text("id")
    };
    let house = "/api/colloquy/v1";
    // First: there is no rule yet that would run on the conversation.
    let dialogues = dialogues(owner).await;
    let tag = made("/api/v2/tags", json!({ "name": "Theirs" })).await;
    let rule = json!({
        "name": "Theirs", "when": { "type": "insights_ready" }, "actions": [{ "type": "tag", "tag_id": tag }],
    });
    let workflow = made(&format!("{house}/workflows"), rule).await;
    let webhook = owner.webhook("http://127.0.0.1:9/hook", &[]).await;
    let told = json!({ "url": "http://127.0.0.1:9/hook", "events": ["CALL_ANALYSIS_COMPLETED"] });
    let roark_webhook = owner.post("/v1/webhook", &told).await.expect(201).json()["data"]["id"].clone();
    let people = json!({ "run_workflows": true, "participants": [
        { "name": "Rae", "email": OWNER_EMAIL, "is_owner": true },
        { "name": "Jonas", "email": "jonas@customer.example" },
    ] });
    let engagement = owner.created(&merged(call("acme:1"), people)).await;
    let full = owner.finished(&engagement).await;
    let delivery = owner.deliveries(&webhook).await[0]["id"].as_str().expect("an id").to_owned();
    let broken = media.file("/broken.wav", "audio/wav", b"RIFF no recording at all".to_vec());
    owner.created(&recorded_call("acme:broken", &broken)).await;
    let job = eventually("a job to be given up", async || {
        let dead = owner.get("/api/colloquy/v1/jobs/dead").await.expect(200).json();
        dead["data"][0]["id"].as_str().map(str::to_owned)
    })
    .await;
    let runs = format!("{house}/workflows/{workflow}/runs");
    let run = eventually("the run of the rule", async || {
        let run = owner.get(&runs).await.expect(200).json()["data"][0].clone();
        (run["status"] == "done").then(|| run["id"].as_str().expect("an id").to_owned())
    })
    .await;
    let expanded = owner.engagement(&engagement, "?expand=contacts,companies").await;
    let first = |list: &str| expanded[list][0]["id"].as_str().expect("an id").to_owned();
    let comment = format!("/api/v2/engagements/{engagement}/transcript_comments");
    let found = |list: &str| full[list][0]["id"].as_str().expect("something was found").to_owned();
    let shares = format!("{house}/conversations/{engagement}/shares");
    let question = json!({ "name": "theirs", "question": "Was it theirs?", "kind": { "type": "yes_no" } });
    let program = json!({ "name": "Theirs", "scopes": ["tags:read"] });
    let connection = json!({ "dialer": "wavv", "name": "Floor 2" });
    let key = json!({ "name": "Theirs", "scopes": ["tags:read"] });
    let of_roark = async |method, path: &str, body: Value| {
        owner.send(method, path, Some(&body)).await.json()["data"].clone()
    };
    let agent = text(&of_roark(Method::POST, "/v1/agent", json!({ "name": "Theirs" })).await["id"]);
    let number = json!({ "agentId": agent, "direction": "INCOMING", "value": "+15551234567" });
    let number = of_roark(Method::POST, "/v1/agent/endpoint", number).await;
    let metric = json!({
        "calculationType": "LLM_JUDGE", "name": "Theirs", "outputType": "BOOLEAN", "llmPrompt": "Theirs?",
    });
    let metric = text(&of_roark(Method::POST, "/v1/metric/definitions", metric).await["id"]);
    let variants = format!("/v1/metric/definitions/{metric}/variants");
    let variant = of_roark(Method::POST, &variants, json!({ "name": "Theirs" })).await;
    let policy = json!({
        "name": "Theirs", "modality": "call", "status": "INACTIVE", "metrics": [{ "id": metric }],
    });
    let policy = of_roark(Method::POST, "/v1/metric/policies", policy).await;
    let collection = json!({ "callIds": [full["id"]], "metrics": [{ "id": "talk_time" }] });
    let collection = of_roark(Method::POST, "/v1/metric/collection-jobs", collection).await;
    let collection = text(&collection["id"]);
    eventually("the end of the collection job", async || {
        let job = owner.get(&format!("/v1/metric/collection-jobs/{collection}")).await.json();
        (job["data"]["status"] == "COMPLETED").then_some(())
    })
    .await;
    let prompts = format!("/v1/agent/{agent}/prompts");
    let prompt = of_roark(Method::PUT, &prompts, json!({ "prompt": "Be Theirs." })).await;
    let nowhere = roark_call("http://10.0.0.1/1.wav");
    let call_id = owner.roark_created(&nowhere).await["id"].as_str().expect("an id").to_owned();
    owner.finished(&call_id).await;
    eventually("what the server's own policy measures", async || {
        let metrics = owner.get(&format!("/v1/call/{call_id}/metrics")).await.expect(200).json();
        metrics["data"].as_array().is_some_and(|metrics| !metrics.is_empty()).then_some(())
    })
    .await;
    let mut ids = BTreeMap::from([
        ("agentId", agent),
        ("callId", call_id),
        ("endpointId", text(&number["id"])),
        ("idOrSlug", metric),
        ("variantId", text(&variant["id"])),
        ("policyId", text(&policy["id"])),
        ("jobId", collection),
        ("promptId", text(&prompt["promptId"])),
        ("conversation_id", full["id"].as_str().expect("an id").to_owned()),
        ("engagement_id", engagement),
        ("webhook_id", webhook["id"].as_str().expect("an id").to_owned()),
        ("webhookId", roark_webhook.as_str().expect("an id").to_owned()),
        ("delivery_id", delivery),
        ("job_id", job),
        ("signal_definition_id", made(&format!("{house}/signal-definitions"), question).await),
        ("tag_id", tag),
        ("action_item_id", found("action_items")),
        ("signal_id", found("signals")),
        ("share_id", made(&shares, json!({ "expires_in_hours": 1 })).await),
        ("stage", "summary".to_owned()),
        ("revision_number", "1".to_owned()),
        ("workflow_id", workflow),
        ("workflow_run_id", run),
        ("comment_id", made(&comment, json!({ "body": "Theirs" })).await),
        ("contact_id", first("contacts")),
        ("company_id", first("companies")),
        ("user_id", expanded["owner_user_id"].as_str().expect("an id").to_owned()),
        ("oauth_client_id", made(&format!("{house}/oauth/clients"), program).await),
        ("key_id", made(&format!("{house}/keys"), key).await),
        ("dialer_connection_id", made(&format!("{house}/dialer_connections"), connection).await),
        ("dialer", "wavv".to_owned()),
    ]);
    ids.extend(contact_center(owner, media, &full).await);
    ids.extend(dialogues);
    ids
}

/// A body that would be taken in the own workspace: otherwise a 400 could hide that the thing was reached.
fn body(operation: &Operation) -> Option<Value> {
    operation.has_body().then(|| match operation.name.as_str() {
        "POST /api/colloquy/v1/webhooks/{webhook_id}/recover" => json!({ "since": "2026-01-01T00:00:00Z" }),
        "POST /api/v2/engagements/{engagement_id}/transcript_comments" => json!({ "body": "mine" }),
        "PUT /v1/agent/{agentId}/prompts" => json!({ "prompt": "mine" }),
        "POST /v1/metric/definitions/{idOrSlug}/variants" => json!({ "name": "mine" }),
        "POST /v1/call/{callId}/tool-invocations" => {
            json!({ "toolInvocations": [{ "name": "mine", "parameters": {}, "result": "", "startOffsetMs": 0 }] })
        }
        "PATCH /v1/call/{callId}/properties" => json!({ "properties": { "mine": 1 } }),
        "PUT /api/v2/engagements/{engagement_id}/contacts" => json!({ "contact_ids": [] }),
        "PUT /api/v2/engagements/{engagement_id}/tags" => json!({ "tag_ids": [] }),
        "PATCH /api/colloquy/v1/comments/{comment_id}" => json!({ "status": "resolved" }),
        "POST /api/colloquy/v1/conversations/{conversation_id}/comments" => json!({ "body": "mine" }),
        "POST /api/colloquy/v1/conversations/{conversation_id}/shares" => json!({ "expires_in_hours": 1 }),
        "POST /api/colloquy/v1/conversations/{conversation_id}/action-items" => json!({ "text": "mine" }),
        "PUT /api/colloquy/v1/conversations/{conversation_id}/summary" => json!({ "text": "mine" }),
        "PUT /api/colloquy/v1/conversations/{conversation_id}/sentiment" => json!({ "overall": 0 }),
        "PATCH /api/colloquy/v1/conversations/{conversation_id}/signals/{signal_id}" => {
            json!({ "value": null })
        }
        "PATCH /api/colloquy/v1/conversations/{conversation_id}/transcript" => {
            json!({ "base_revision": 1, "changes": [{ "op": "add_speaker", "name": "mine" }] })
        }
        "PUT /api/colloquy/v1/conversations/{conversation_id}/survey" => {
            json!({ "state": "Completed", "total_questions": 1 })
        }
        "PUT /api/v2/contacts/{contact_id}/crm_association" => record("contact"),
        "PUT /api/v2/companies/{company_id}/crm_association" => record("company"),
        "PUT /api/colloquy/v1/conversations/{conversation_id}/crm_association" => record("deal"),
        "POST /api/colloquy/v1/workflows/{workflow_id}/preview" => {
            json!({ "conversation_id": "0".repeat(26) })
        }
        _ => json!({}),
    })
}

fn record(object_type: &str) -> Value {
    json!({ "object_type": object_type, "crm_object_id": "1", "source": "hubspot" })
}

/// The query of those operations that need one, such that something is found.
fn query(operation: &Operation) -> &'static str {
    match operation.name.as_str() {
        "GET /api/colloquy/v1/search" => "?q=renewal",
        "GET /api/colloquy/v1/conversations/{conversation_id}/export" => "?format=txt",
        name if name.starts_with("GET /api/colloquy/v1/export/") => "?format=ndjson",
        _ => "",
    }
}

pub fn path(operation: &Operation, ids: &Ids) -> String {
    operation.path_with(|name| id(operation, ids, name)) + query(operation)
}

fn id(operation: &Operation, ids: &Ids, name: &str) -> String {
    let known = ids.get(operation.kept_as(name));
    known.unwrap_or_else(|| panic!("{}: make a {name} in `everything`", operation.name)).clone()
}

#[tokio::test]
async fn no_operation_reaches_into_another_workspace() {
    let (house, media) = (House::open().await, MediaHost::open().await);
    let owner = house.owner().await;
    house.cli(&["workspace", "create", "--name", "elsewhere"]).await;
    let stranger = house.key(&["--workspace", "elsewhere"]).await;
    let all = operations(&owner.get("/openapi.json").await.expect(200).json());
    let ids = everything(&owner, &media).await;
    // Deliveries to nobody are tried and tried; the rest stands still.
    let before = seen(&owner, &all, &ids).await;
    for operation in all.iter().filter(|one| !one.is_open) {
        let path = path(operation, &ids);
        let answer = stranger.send(operation.method.clone(), &path, body(operation).as_ref()).await;
        let text = String::from_utf8_lossy(&answer.bytes).into_owned();
        if operation.is_about_one() {
            assert_eq!(answer.status, 404, "{}: {text}", operation.name);
        } else {
            assert!(answer.status < 500, "{}: {text}", operation.name);
        }
        for mark in MARKS {
            assert!(!text.contains(mark), "{} tells of {mark:?}: {text}", operation.name);
        }
        if path.ends_with(OWN_REQUESTS) {
            check_own_requests(&answer.json());
            continue;
        }
        for (name, id) in ids.iter().filter(|(name, _)| !NO_SECRETS.contains(name)) {
            assert!(!text.contains(id.as_str()), "{} tells of the {name} {id}: {text}", operation.name);
        }
    }
    let after = seen(&owner, &all, &ids).await;
    for (path, read) in &before {
        assert_eq!(after.get(path), Some(read), "{path} was changed by a stranger");
    }
}

/// All of one key: the stranger's, which has just asked.
fn check_own_requests(told: &Value) {
    let rows = told["data"].as_array().expect("data");
    assert!(!rows.is_empty(), "{told}");
    assert!(rows.iter().all(|row| row["keyId"] == rows[0]["keyId"]), "{told}");
}

#[tokio::test]
async fn ids_of_another_workspace_in_bodies_are_ids_of_nothing() {
    let (house, media) = (House::open().await, MediaHost::open().await);
    let owner = house.owner().await;
    house.cli(&["workspace", "create", "--name", "elsewhere"]).await;
    let stranger = house.key(&["--workspace", "elsewhere"]).await;
    let theirs = everything(&owner, &media).await;
    let comments = format!("/api/v2/engagements/{}/transcript_comments", theirs["engagement_id"]);
    let comment = owner.post(&comments, &json!({ "body": "Theirs" })).await.expect(201);
    let timeline = comment.text("transcript_timeline_id");
    let mine = async |path: &str, body: Value| stranger.post(path, &body).await.expect(201).text("id");
    let house_api = "/api/colloquy/v1";
    let me = ["--email", "me@else.example", "--name", "Me", "--role", "member", "--workspace", "elsewhere"];
    house.cli(&[&["user", "create"], &me[..]].concat()).await;
    let people = json!({ "participants": [{ "email": "me@else.example", "is_owner": true }] });
    let engagement = stranger.created(&merged(call("mine:1"), people)).await;
    let contact = mine("/api/v2/contacts", json!({ "first_name": "Mine" })).await;
    let tag = mine("/api/v2/tags", json!({ "name": "Mine" })).await;
    let rule = |more: Value| {
        let usual = json!({
            "name": "Mine", "when": { "type": "insights_ready" }, "actions": [{ "type": "tag", "tag_id": tag }],
        });
        merged(usual, more)
    };
    let workflow = mine(&format!("{house_api}/workflows"), rule(json!({}))).await;
    let of = |name: &str| theirs[name].clone();
    let signal = json!({ "when": {
        "type": "signal", "signal_definition_id": of("signal_definition_id"), "comparison": "is", "value": true,
    } });
    let their_tag = json!({ "actions": [{ "type": "tag", "tag_id": of("tag_id") }] });
    let program = json!({ "name": "Mine", "scopes": ["tags:read"], "user_id": of("user_id") });
    let connection = json!({ "dialer": "wavv", "name": "Mine", "default_owner_id": of("user_id") });
    let engagements = format!("/api/v2/engagements/{engagement}");
    let project = mine(&format!("{house_api}/projects"), json!({ "name": "Mine", "kind": "x" })).await;
    let evaluations = format!("{house_api}/projects/{project}/evaluations");
    let agent = stranger.elemente_agent(json!({ "name": "Mine" })).await;
    let skill = stranger.elemente_skill(json!({ "name": "Mine" })).await;
    let webchat = |agent: &str, skill: &str| {
        let usual = json!({ "channel": "webchat", "customerOverride": {} });
        merged(usual, json!({ "agentId": agent, "skillId": skill }))
    };
    let house_webchat =
        |agent: &str, skill: &str| json!({ "agent_id": agent, "skill_id": skill, "channel": "webchat" });
    let rows = [
        ("POST", format!("{house_api}/projects"), scored_by(&of("scorecard_id"))),
        ("PATCH", format!("{house_api}/projects/{project}"), scored_by(&of("scorecard_id"))),
        ("POST", evaluations.clone(), json!({ "conversation_id": of("conversation_id") })),
        ("POST", evaluations, json!({ "conversation_id": engagement, "scorecard_id": of("scorecard_id") })),
        ("POST", "/api/v1/agents".to_owned(), json!({ "name": "Mine", "actions": [of("actionId")] })),
        ("POST", "/api/v1/agents".to_owned(), json!({ "name": "Mine", "globalActions": [of("actionId")] })),
        ("PUT", format!("/api/v1/agents/{agent}"), json!({ "skills": [of("skillId")] })),
        (
            "POST",
            "/api/v1/knowledgebase".to_owned(),
            json!({ "type": "text", "title": "Mine", "agentIds": [of("profileId")] }),
        ),
        ("POST", "/api/v1/calls".to_owned(), webchat(&of("profileId"), &skill)),
        ("POST", "/api/v1/calls".to_owned(), webchat(&agent, &of("skillId"))),
        ("POST", format!("{house_api}/agents"), json!({ "name": "Mine", "actions": [of("actionId")] })),
        ("PATCH", format!("{house_api}/agents/{agent}"), json!({ "skills": [of("skillId")] })),
        ("POST", format!("{house_api}/agents/{agent}/test-chats"), json!({ "skill_id": of("skillId") })),
        ("POST", format!("{house_api}/actions/try"), json!({ "action_id": of("actionId") })),
        (
            "POST",
            format!("{house_api}/knowledge-bases"),
            json!({ "title": "Mine", "agent_ids": [of("agent_id")] }),
        ),
        ("POST", format!("{house_api}/dialogues"), house_webchat(&of("agent_id"), &skill)),
        ("POST", format!("{house_api}/dialogues"), house_webchat(&agent, &of("skillId"))),
        (
            "POST",
            "/v1/audio-files/upload-url".to_owned(),
            json!({ "fileName": "mine.wav", "engagementId": of("engagementId") }),
        ),
        ("PUT", format!("{engagements}/contacts"), json!({ "contact_ids": [of("contact_id")] })),
        ("PUT", format!("{engagements}/tags"), json!({ "tag_ids": [of("tag_id")] })),
        (
            "POST",
            format!("{engagements}/transcript_comments"),
            json!({ "body": "Mine", "transcript_timeline_id": timeline }),
        ),
        ("PATCH", format!("/api/v2/contacts/{contact}"), json!({ "company_id": of("company_id") })),
        ("POST", "/api/v2/contacts".to_owned(), json!({ "first_name": "x", "company_id": of("company_id") })),
        ("POST", format!("{house_api}/workflows"), rule(signal)),
        ("POST", format!("{house_api}/workflows"), rule(their_tag.clone())),
        ("PATCH", format!("{house_api}/workflows/{workflow}"), their_tag),
        (
            "POST",
            format!("{house_api}/workflows/{workflow}/preview"),
            json!({ "conversation_id": of("conversation_id") }),
        ),
        (
            "POST",
            format!("{house_api}/conversations/bulk"),
            json!({ "conversation_ids": [engagement], "action": "tag", "tag_id": of("tag_id") }),
        ),
        (
            "POST",
            format!("{house_api}/signal-definitions/try"),
            json!({
                "conversation_id": of("conversation_id"), "question": "Was it theirs?",
                "kind": { "type": "yes_no" },
            }),
        ),
        ("POST", format!("{house_api}/oauth/clients"), program),
        (
            "PATCH",
            format!("{house_api}/conversations/{engagement}"),
            json!({ "owner_user_id": of("user_id") }),
        ),
        ("POST", format!("{house_api}/dialer_connections"), connection),
    ];
    for (method, path, body) in rows {
        let answer = stranger.send(method.parse().expect("a method"), &path, Some(&body)).await;
        let told = String::from_utf8_lossy(&answer.bytes).into_owned();
        assert!([400, 404, 422].contains(&answer.status), "{method} {path} {body}: {} {told}", answer.status);
        assert!(MARKS.iter().all(|mark| !told.contains(mark)), "{method} {path} {body}: {told}");
    }
    let after = stranger.engagement(&engagement, "?expand=contacts,tags").await;
    assert!(!after.to_string().contains(theirs["contact_id"].as_str()), "{after}");
}

fn scored_by(scorecard: &str) -> Value {
    json!({ "name": "Mine", "kind": "x", "scorecard_id": scorecard })
}
