//! No operation answers without a credential, or to one that may not ask, or about another workspace. The operations
//! and the scopes that they need are read from the server's own description, so that a new one is tested as soon as it
//! exists; that no route escapes the description is a test of `wiring`.

mod contact_center;
mod dialogues;
mod nul;
mod operations;
mod other_workspace;
mod seen;

use std::collections::{BTreeMap, BTreeSet};

use colloquy_domain::credential::{KNOWN_SCOPES, WORKSPACE_ADMIN};
use reqwest::Method;
use serde_json::Value;

use self::operations::{Operation, is_of_contact_center, operations};
use crate::support::elemente::is_elemente;
use crate::support::{Answer, Client, House};

/// Operations for everybody.
const OPEN: &[&str] = &[
    "GET /.well-known/oauth-authorization-server",
    "GET /api/colloquy/v1/media/{recording_id}",
    "GET /api/colloquy/v1/shared/{token}",
    "GET /api/colloquy/v1/webchat/open",
    "GET /api/colloquy/v1/webchat/socket",
    "GET /api/colloquy/v1/webchat/widget.js",
    "GET /api/colloquy/v1/webchat/{inbound_route_id}",
    "GET /api/v1/health",
    "GET /api/v1/oauth/authorize",
    "GET /health",
    "GET /storage/audio/{audioFileId}",
    "GET /storage/exports/{jobId}",
    "GET /swagger",
    "GET /v1/health",
    "POST /api/colloquy/v1/dialers/{dialer}/{token}",
    "POST /api/colloquy/v1/password-resets",
    "POST /api/colloquy/v1/password-resets/confirm",
    "POST /api/colloquy/v1/session",
    "POST /api/colloquy/v1/twilio/messages",
    "POST /api/colloquy/v1/twilio/status",
    "POST /api/colloquy/v1/webchat/sessions",
    "POST /api/v1/oauth/authorize",
    "POST /api/v1/oauth/introspect",
    "POST /api/v1/oauth/revoke",
    "POST /api/v1/oauth/token",
    "PUT /storage/audio/{audioFileId}",
    "PUT /v1/integrations/chunk/{address}",
];

/// What is served beside the operations, to everybody.
const FILES: [&str; 5] = ["/docs", "/docs/page.css", "/docs/page.js", "/metrics", "/openapi.json"];

/// Operations for every credential, whatever its scopes.
const WITHOUT_SCOPE: &[&str] = &[
    "DELETE /api/colloquy/v1/session",
    "GET /api/colloquy/v1/me",
    "GET /api/colloquy/v1/session",
    "GET /api/colloquy/v1/workspace",
    "GET /v1/me",
    "GET /v1/projects",
    "PUT /api/colloquy/v1/me/password",
];

/// The owner's error shape, with the code or slug that is expected.
fn check_shape(operation: &str, path: &str, answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.status, status, "{operation}: {}", String::from_utf8_lossy(&answer.bytes));
    let body = answer.json();
    if path.starts_with("/api/v2") || path.starts_with("/api/v1/oauth") {
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{operation}");
        let slug = if code == "missing_scope" { "forbidden" } else { code };
        assert!(body["type"].as_str().is_some_and(|text| text.ends_with(slug)), "{operation}: {body}");
        assert_eq!(body["status"], status, "{operation}");
        assert!(body["request_id"].as_str().is_some_and(|id| id.starts_with("rid_")), "{operation}: {body}");
        assert!(answer.header("x-api-version").is_some(), "{operation}");
    } else if is_elemente(path) {
        let has_no_name = [401, 429, 500].contains(&status);
        assert_eq!(body["statusCode"], status, "{operation}: {body}");
        assert_eq!(body.get("error").is_none(), has_no_name, "{operation}: {body}");
        let message = &body["message"];
        let is_scope = message.as_str().is_some_and(|text| text.contains("the scope "));
        assert!(message.is_string() || message.is_array(), "{operation}: {body}");
        assert_eq!(is_scope, code == "missing_scope", "{operation}: {body}");
    } else if is_of_contact_center(path) {
        let code = match code {
            "missing_scope" => "INSUFFICIENT_SCOPE".to_owned(),
            "rate_limited" => "RATE_LIMIT_EXCEEDED".to_owned(),
            "malformed_json" | "bad_request" => "INVALID_REQUEST".to_owned(),
            other => other.to_uppercase(),
        };
        let error = &body["error"];
        assert_eq!(error["code"], code, "{operation}: {body}");
        assert!(error["message"].is_string(), "{operation}: {body}");
        let request_id = answer.header("x-request-id").expect("a request's id");
        assert!(request_id.starts_with("req_") && error["requestId"] == request_id, "{operation}: {body}");
        assert_eq!(error["retryAfter"].is_u64(), status == 429, "{operation}: {body}");
    } else if path.starts_with("/v1/") {
        let code = if code == "not_found" { "resource_not_found" } else { code };
        assert_eq!(body["code"], code, "{operation}: {body}");
        assert!(body["type"].is_string() && body["message"].is_string(), "{operation}: {body}");
        assert!(body["requestId"].is_string(), "{operation}: {body}");
    } else {
        assert_eq!(body["error"]["code"], code, "{operation}: {body}");
        assert!(
            body["error"]["message"].is_string() && body["error"]["fields"].is_array(),
            "{operation}: {body}"
        );
        assert!(body["error"]["request_id"].is_string(), "{operation}: {body}");
    }
}

/// A body that is wrong: who may not ask does not learn so.
fn broken_body(operation: &Operation) -> Option<Vec<u8>> {
    operation.has_body().then(|| b"{".to_vec())
}

async fn described(client: &Client) -> Vec<Operation> {
    let all = operations(&client.get("/openapi.json").await.expect(200).json());
    assert!(all.len() >= 25, "the description names every operation");
    all
}

#[tokio::test]
async fn every_operation_refuses_who_is_not_known() {
    let house = House::open().await;
    let nobody = Client::nobody(house.url());
    let wrong = Client::new(house.url(), "sk-apik_01KFXKBAV0R7S2VBVK3QSBHMR3.wrong");
    let all = described(&nobody).await;
    let mut open: Vec<&str> = all.iter().filter(|one| one.is_open).map(|one| one.name.as_str()).collect();
    open.sort_unstable();
    assert_eq!(open, OPEN, "what needs no credential is listed here by name");
    for operation in all.iter().filter(|one| !one.is_open) {
        let path = operation.path_of_nothing();
        for client in [&nobody, &wrong] {
            let answer = client.try_send(operation.method.clone(), &path, broken_body(operation), &[]).await;
            let answer = answer.expect("an answer");
            check_shape(&operation.name, &path, &answer, 401, "unauthorized");
            assert!(answer.header("www-authenticate").is_some(), "{}", operation.name);
        }
    }
    for path in FILES {
        nobody.get(path).await.expect(200);
    }
    assert_eq!(nobody.get("/swagger").await.expect(307).header("location"), Some("/docs"));
}

/// Keys by their scopes, each made when it is first needed.
struct Keys<'a> {
    house: &'a House,
    made: BTreeMap<String, Client>,
}

impl Keys<'_> {
    async fn with(&mut self, scopes: &BTreeSet<&str>) -> Client {
        let scopes = scopes.iter().copied().collect::<Vec<_>>().join(",");
        if !self.made.contains_key(&scopes) {
            let made = self.house.key_with_scopes(&scopes).await;
            self.made.insert(scopes.clone(), made);
        }
        self.made[&scopes].clone()
    }
}

#[tokio::test]
async fn every_operation_needs_exactly_the_scopes_that_it_names() {
    let house = House::open().await;
    let mut keys = Keys { house: &house, made: BTreeMap::new() };
    let all = described(&Client::nobody(house.url())).await;
    let mut without_scope: Vec<&str> = Vec::new();
    for operation in all.iter().filter(|one| !one.is_open) {
        let Operation { name, method, .. } = operation;
        let path = operation.path_of_nothing();
        let send = async |client: &Client| {
            client.try_send(method.clone(), &path, broken_body(operation), &[]).await.expect("an answer")
        };
        let needed: BTreeSet<&str> = operation.scopes.iter().map(String::as_str).collect();
        assert!(needed.iter().all(|scope| KNOWN_SCOPES.contains(scope)), "{name}: {needed:?}");
        if needed.is_empty() {
            without_scope.push(name);
            let any = keys.with(&BTreeSet::from(["transcript_comments:read"])).await;
            let status = send(&any).await.status;
            let expected = if operation.has_body() { [400; 2] } else { [200, 204] };
            assert!(expected.contains(&status), "{name} answers every credential: {status}");
            continue;
        }
        for missing in &needed {
            // Every scope but that one, and but the one that grants all.
            let others: BTreeSet<&str> = KNOWN_SCOPES
                .into_iter()
                .filter(|scope| scope != missing && *scope != WORKSPACE_ADMIN)
                .collect();
            let answer = send(&keys.with(&others).await).await;
            check_shape(&format!("{name} without {missing}"), &path, &answer, 403, "missing_scope");
        }
        let answer = send(&keys.with(&needed).await).await;
        assert!(![401, 403].contains(&answer.status), "{name} says that {needed:?} suffice");
    }
    without_scope.sort_unstable();
    assert_eq!(without_scope, WITHOUT_SCOPE, "what needs no scope is listed here by name");
}

#[tokio::test]
async fn what_no_handler_answers_has_the_owners_shape_too() {
    let settings = [("COLLOQUY_HTTP__BODY_BYTES", "1000"), ("COLLOQUY_HTTP__REQUESTS_PER_MINUTE", "20")];
    let house = House::open_with("all", &settings).await;
    let owner = house.owner().await;
    let engagement = "/api/v2/engagements/ngmt_01KFXKBAV0R7S2VBVK3QSBHMR3";
    for path in [
        "/api/v2/nothing",
        "/api/v2",
        "/api/v1/oauth/nothing",
        "/api/colloquy/v1/nothing",
        "/nothing",
        "/v1/call/x/y",
        "/v1/evaluations/x/y/z",
        "/api/v1/nothing",
        "/api/v1/calls/x/y",
    ] {
        check_shape(path, path, &owner.get(path).await, 404, "not_found");
    }
    let other = house.owner_again().await;
    for path in [engagement, "/api/colloquy/v1/conversations", "/v1/engagements", "/api/v1/agents"] {
        let answer = other.delete(path).await;
        check_shape(path, path, &answer, 405, "method_not_allowed");
        assert!(answer.header("allow").is_some_and(|allowed| allowed.contains("GET")), "{path}");
    }
    let large = serde_json::json!({ "title": "x".repeat(1_000) });
    for path in [
        "/api/v2/engagements",
        "/api/colloquy/v1/webhooks",
        "/v1/engagements",
        "/api/v1/webhooks",
        "/api/v1/skills",
        "/api/v1/knowledgebase",
    ] {
        check_shape(path, path, &other.post(path, &large).await, 413, "payload_too_large");
        let broken = other.try_send(Method::POST, path, Some(b"{".to_vec()), &[]).await.expect("an answer");
        let code = if path.starts_with("/api/v2") { "bad_request" } else { "malformed_json" };
        check_shape(path, path, &broken, 400, code);
    }
    let twice = format!("{engagement}?expand=tags&expand=owner");
    check_shape(&twice, &twice, &owner.get(&twice).await, 400, "bad_request");
    for undecodable in ["/api/v2/engagements/%ff", "/api/v1/agents/%ff"] {
        check_shape(undecodable, undecodable, &owner.get(undecodable).await, 404, "not_found");
    }

    let limited = house.owner_again().await;
    for path in ["/api/colloquy/v1/me", engagement, "/v1/engagements", "/api/v1/skills"] {
        let mut answer = limited.get(path).await;
        // Twenty at once are within the rate; the minute may give one or two more.
        for _ in 0..30 {
            if answer.status == 429 {
                break;
            }
            answer = limited.get(path).await;
        }
        check_shape(path, path, &answer, 429, "rate_limited");
        let wait: u64 = answer.header("retry-after").expect("Retry-After").parse().expect("whole seconds");
        assert!((1..=60).contains(&wait));
    }
}

#[tokio::test]
async fn the_description_and_its_page_come_from_this_server_alone() {
    let house = House::open().await;
    let nobody = Client::nobody(house.url());
    let document = nobody.get("/openapi.json").await.expect(200).json();
    assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
    let mut references = Vec::new();
    collect_references(&document, &mut references);
    for reference in references {
        let pointer = reference.trim_start_matches('#');
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
    // Where one way to show a credential is the only one, no other is described.
    assert_eq!(document["components"]["securitySchemes"]["basic"]["scheme"], "basic");
    let security = &document["paths"]["/api/v1/calls"]["post"]["security"];
    assert_eq!(security, &serde_json::json!([{ "basic": ["calls:write"] }]));
    // What a new thing must have is not what a change of it must have.
    let required = |schema: &str| document["components"]["schemas"][schema]["required"].clone();
    for (schema, members) in [
        ("CreateTag", serde_json::json!(["name"])),
        ("CreateSignalDefinition", serde_json::json!(["name", "question", "kind"])),
        ("CreateWebhook", serde_json::json!(["url"])),
    ] {
        assert_eq!(required(schema), members, "{schema}");
        let change = schema.replace("Create", "Update");
        assert!(document["components"]["schemas"][&change].is_object(), "{change} is described");
        assert_eq!(required(&change), Value::Null, "{change}");
    }
    let page = nobody.get("/docs").await.expect(200);
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(policy.contains("default-src 'none'") && !policy.contains("http"), "{policy}");
    let text = String::from_utf8(page.bytes).expect("text");
    assert!(!text.contains("//"), "nothing from elsewhere: {text}");
    // A client may spell any method; each must not become a row for ever.
    for method in ["BREW", "PROPFIND", "A-METHOD-OF-MY-OWN"] {
        nobody.send(method.parse().expect("a token"), "/api/v2/engagements", None).await;
    }
    let metrics = nobody.get("/metrics").await.expect(200);
    let metrics = String::from_utf8(metrics.bytes).expect("text");
    assert!(metrics.contains("colloquy_http_requests_total"), "{metrics}");
    assert!(metrics.contains("method=\"other\"") && !metrics.contains("BREW"), "{metrics}");
    let health = nobody.get("/health").await.expect(200).json();
    assert_eq!(health["data"]["status"], "healthy", "{health}");
}

fn collect_references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                found.push(reference.clone());
            }
            members.values().for_each(|member| collect_references(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| collect_references(item, found)),
        _ => {}
    }
}
