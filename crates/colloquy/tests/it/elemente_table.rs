//! Every row of the Elemente specification's endpoint list: its method, path, scope and success, the members of its answer,
//! and what is refused everywhere.

use std::collections::HashMap;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::auralytik::assert_members;
use crate::support::elemente::basic;
use crate::support::{Answer, Client, House};

/// Every scope of the API.
const SCOPES: [&str; 10] = [
    "actions:read",
    "actions:write",
    "agents:read",
    "agents:write",
    "calls:read",
    "calls:write",
    "knowledge:read",
    "knowledge:write",
    "skills:read",
    "skills:write",
];

const CALL: &[&str] = &[
    "id",
    "status",
    "agentPhone",
    "agentEmail",
    "customerPhone",
    "customerEmail",
    "agentId",
    "customerId",
    "skillId",
    "customerName",
    "transcription",
    "recordingUrl",
    "messages",
    "duration",
];

const AGENT: &[&str] = &[
    "id",
    "name",
    "email",
    "language",
    "active",
    "voiceSpeed",
    "voiceId",
    "capabilities",
    "jobDescriptions",
    "roleText",
    "actions",
    "skills",
    "phone",
    "updatedAt",
    "createdAt",
];

const ACTION: &[&str] = &[
    "id",
    "workspace",
    "type",
    "name",
    "description",
    "waitingMessage",
    "method",
    "url",
    "headers",
    "queryParams",
    "inputVariables",
];

/// Without pages.
const KNOWLEDGE: &[&str] = &[
    "id",
    "name",
    "type",
    "agents",
    "title",
    "text",
    "description",
    "refreshFrequency",
    "workspace",
    "isEveryone",
    "status",
];

const SKILL: &[&str] = &[
    "id",
    "name",
    "description",
    "language",
    "active",
    "initialMessage",
    "prompt",
    "routingConditions",
    "createdAt",
    "updatedAt",
];

const NEW_CALL: &str =
    r#"{"agentId":"{agent}","skillId":"{skill}","channel":"webchat","customerOverride":{}}"#;
const NEW_ACTION: &str = r#"{"description":null,"waitingMessage":null,"method":"GET","url":null}"#;
const NEW_KNOWLEDGE: &str = r#"{"type":"faq","agentIds":[],"title":"Hours","text":"We open at nine."}"#;

/// What a good answer looks like.
#[derive(Clone, Copy)]
enum Shape {
    Object(&'static [&'static str]),
    /// A bare array of these.
    Array(&'static [&'static str]),
    /// An array of these with totals beside it.
    Counted(&'static [&'static str]),
    Nothing,
}

use Shape::{Array, Counted, Nothing, Object};

/// Method, path, scope, body, status and shape of a good answer.
type Row = (&'static str, &'static str, &'static str, &'static str, u16, Shape);

const ROWS: [Row; 24] = [
    ("POST", "calls", "calls:write", NEW_CALL, 200, Object(CALL)),
    ("GET", "calls", "calls:read", "", 200, Array(CALL)),
    ("GET", "calls/{call}", "calls:read", "", 200, Object(CALL)),
    ("PUT", "calls/{call}", "calls:write", r#"{"note":"call back"}"#, 200, Object(CALL)),
    ("POST", "agents", "agents:write", r#"{"name":"Bea"}"#, 200, Object(AGENT)),
    ("GET", "agents", "agents:read", "", 200, Array(AGENT)),
    ("GET", "agents/{agent}", "agents:read", "", 200, Object(AGENT)),
    ("PUT", "agents/{agent}", "agents:write", r#"{"id":"1","roleText":"Sales"}"#, 200, Object(AGENT)),
    ("POST", "actions", "actions:write", NEW_ACTION, 201, Object(ACTION)),
    ("GET", "actions", "actions:read", "", 200, Array(ACTION)),
    ("GET", "actions/{action}", "actions:read", "", 200, Object(ACTION)),
    ("PUT", "actions/{action}", "actions:write", r#"{"name":"x"}"#, 200, Object(ACTION)),
    ("POST", "knowledgebase", "knowledge:write", NEW_KNOWLEDGE, 200, Object(KNOWLEDGE)),
    ("GET", "knowledgebase", "knowledge:read", "", 200, Counted(KNOWLEDGE)),
    ("GET", "knowledgebase/{knowledge}", "knowledge:read", "", 200, Object(KNOWLEDGE)),
    ("PUT", "knowledgebase/{knowledge}", "knowledge:write", r#"{"name":"x"}"#, 200, Object(KNOWLEDGE)),
    ("POST", "skills", "skills:write", r#"{"name":"Sell"}"#, 200, Object(SKILL)),
    ("GET", "skills", "skills:read", "", 200, Array(SKILL)),
    ("GET", "skills/{skill}", "skills:read", "", 200, Object(SKILL)),
    ("PUT", "skills/{skill}", "skills:write", r#"{"active":true}"#, 200, Object(SKILL)),
    // Last, as the others need them.
    ("DELETE", "knowledgebase/{knowledge}", "knowledge:write", "", 204, Nothing),
    ("DELETE", "actions/{action}", "actions:write", "", 204, Nothing),
    ("DELETE", "skills/{skill}", "skills:write", "", 204, Nothing),
    ("DELETE", "agents/{agent}", "agents:write", "", 204, Nothing),
];

/// What rows name.
struct Things(HashMap<&'static str, String>);

impl Things {
    async fn make(owner: &Client) -> Self {
        let action: Value = serde_json::from_str(NEW_ACTION).expect("JSON");
        let action = owner.post("/api/v1/actions", &action).await.expect(201).text("id");
        let knowledge: Value = serde_json::from_str(NEW_KNOWLEDGE).expect("JSON");
        let knowledge = owner.post("/api/v1/knowledgebase", &knowledge).await.expect(200).text("id");
        let skill = owner.elemente_skill(json!({})).await;
        let agent = owner.elemente_agent(json!({})).await;
        let call = owner.elemente_webchat(&agent, &skill, json!({})).await;
        let call = call["id"].as_str().expect("an id").to_owned();
        Self(HashMap::from([
            ("{call}", call),
            ("{agent}", agent),
            ("{action}", action),
            ("{knowledge}", knowledge),
            ("{skill}", skill),
        ]))
    }

    fn fill(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (name, id)| text.replace(name, id))
    }

    /// The same with an id of nothing.
    fn fill_with_nothing(&self, text: &str, nothing: &str) -> String {
        self.0.keys().fold(text.to_owned(), |text, name| text.replace(name, nothing))
    }
}

#[tokio::test]
async fn every_row_of_the_endpoint_list_answers_as_documented() {
    let house = House::open().await;
    let owner = house.owner().await;
    let key = owner.authorization().to_owned();
    let things = Things::make(&owner).await;
    let mut by_scope: HashMap<&str, (Client, Client)> = HashMap::new();
    for scope in SCOPES {
        let others: Vec<&str> = SCOPES.into_iter().filter(|other| *other != scope).collect();
        let others = house.key_with_scopes(&others.join(",")).await;
        by_scope.insert(scope, (others, house.key_with_scopes(scope).await));
    }
    let nobody = Client::nobody(house.url());
    for (method, path, scope, body, success, shape) in ROWS {
        let name = format!("{method} {path}");
        let template = format!("/api/v1/{path}");
        let path = things.fill(&template);
        let body = (!body.is_empty()).then(|| things.fill(body).into_bytes());
        let method: Method = method.parse().expect("a method");
        let send = async |client: &Client, path: &str, headers: &[(&str, &str)]| {
            client.try_send(method.clone(), path, body.clone(), headers).await.expect("an answer")
        };
        // A key that is good elsewhere is none here in any other spelling.
        let bearer = format!("Bearer {key}");
        let wrong = basic("sk-apik_01KFXKBAV0R7S2VBVK3QSBHMR3.wrong").expect("a key");
        let ways: [&[(&str, &str)]; 6] = [
            &[],
            &[("authorization", bearer.as_str())],
            &[("authorization", key.as_str())],
            &[("authorization", wrong.as_str())],
            &[("authorization", "Basic !")],
            &[("x-api-key", key.as_str())],
        ];
        for headers in ways {
            let answer = send(&nobody, &path, headers).await;
            assert_eq!(answer.header("www-authenticate"), Some("Basic realm=\"elemente\""), "{name}");
            assert_eq!(answer.elemente_error(401), "Unauthorized", "{name}");
        }
        let (others, narrow) = &by_scope[scope];
        send(others, &path, &[]).await.elemente_error(403);
        if template.contains('{') {
            for nothing in ["5c1c7b1c-6b3e-4f2a-9a55-2c3d4e5f6a7b", "5464980934889674"] {
                let path = things.fill_with_nothing(&template, nothing);
                let message = send(&owner, &path, &[]).await.elemente_error(404);
                let message = message.as_str().expect("one text");
                assert!(
                    message.ends_with(" not found") && message.starts_with(char::is_uppercase),
                    "{name}: {message}"
                );
            }
        }
        check(&name, success, shape, &send(narrow, &path, &[]).await);
    }
}

/// Fails the test unless the answer is the one that the row promises.
fn check(name: &str, success: u16, shape: Shape, answer: &Answer) {
    assert_eq!(answer.status, success, "{name}: {}", String::from_utf8_lossy(&answer.bytes));
    match shape {
        Nothing => assert!(answer.bytes.is_empty(), "{name}"),
        Object(members) => assert_members(name, &answer.json(), members),
        Array(members) => check_rows(name, &answer.json(), members),
        Counted(members) => {
            let body = answer.json();
            assert_members(name, &body, &["knowledgeBases", "total", "pages"]);
            check_rows(name, &body["knowledgeBases"], members);
            let rows = body["knowledgeBases"].as_array().map(Vec::len);
            assert_eq!((body["total"].as_u64(), &body["pages"]), (rows.map(|rows| rows as u64), &json!(1)));
        }
    }
}

fn check_rows(name: &str, rows: &Value, members: &[&str]) {
    let rows = rows.as_array().unwrap_or_else(|| panic!("{name}: no array: {rows}"));
    assert!(!rows.is_empty(), "{name} has something to show");
    rows.iter().for_each(|row| assert_members(name, row, members));
}

#[tokio::test]
async fn other_methods_paths_and_words_are_refused_by_whom_they_were_meant_for() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let agent = owner.elemente_agent(json!({})).await;
    for (method, path) in [
        (Method::PATCH, format!("/api/v1/agents/{agent}")),
        (Method::DELETE, "/api/v1/calls".to_owned()),
        (Method::DELETE, format!("/api/v1/calls/{agent}")),
        (Method::PUT, "/api/v1/skills".to_owned()),
    ] {
        let answer = owner.send(method.clone(), &path, None).await;
        let allowed = answer.header("allow").expect("Allow").to_owned();
        assert!(allowed.contains("GET") && !allowed.contains(method.as_str()), "{path}: {allowed}");
        answer.elemente_error(405);
    }
    for broken in ["{", ""] {
        let answer = owner.try_send(Method::POST, "/api/v1/skills", Some(broken.into()), &[]).await;
        let message = answer.expect("an answer").elemente_error(400);
        assert!(message.is_string(), "{message}");
    }
    let no_object = owner.post("/api/v1/skills", &json!([])).await.elemente_error(400);
    assert!(no_object.is_array(), "{no_object}");
    owner.get(&format!("/api/v1/agents/{agent}/nothing")).await.elemente_error(404);

    let by_basic = Client::new(house.url(), &basic(owner.authorization()).expect("a key"));
    let wrong = Client::new(house.url(), "Basic bm9ib2R5Om5vdGhpbmc=");
    for client in [&by_basic, &wrong] {
        for path in ["/api/v1/nothing", "/api/v1/call", "/api/v1/agent/x/y", "/api/v1/knowledgebases"] {
            client.get(path).await.elemente_error(404);
            client.post(path, &json!({})).await.elemente_error(404);
        }
        // What another API owns stays its own, whatever is shown.
        client.get("/api/v1/engagements/x/y/z").await.auralytik_error(404, "NOT_FOUND");
        let oauth = client.get("/api/v1/oauth/nothing").await.expect(404).json();
        assert!(oauth.get("statusCode").is_none(), "{oauth}");
    }
    for client in
        [Client::nobody(house.url()), Client::new(house.url(), &format!("Bearer {}", owner.authorization()))]
    {
        for path in ["/api/v1/nothing", "/api/v1/agent/x", "/api/v1"] {
            client.get(path).await.auralytik_error(404, "NOT_FOUND");
        }
    }
    by_basic.get("/v1/agents").await.expect(404);
}

#[tokio::test]
async fn a_pair_that_a_client_has_already_can_be_taken_over() {
    let house = House::open_with("api", &[]).await;
    house.imported("acme:pass:word", None).await;
    // Passwords may contain colons, and the scheme's name has no case.
    let client = Client::new(house.url(), "bAsIc YWNtZTpwYXNzOndvcmQ=");
    assert_eq!(client.get("/api/v1/agents").await.expect(200).json(), json!([]));
}
