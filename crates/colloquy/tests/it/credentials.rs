//! No operation answers without a credential, or to one that may not ask. The operations are read from the
//! server's own description, so that a new one is tested as soon as it exists.

use reqwest::Method;
use serde_json::Value;

use crate::support::{Answer, Client, House};

/// Operations for everybody.
const OPEN: [&str; 8] = [
    "GET /.well-known/oauth-authorization-server",
    "GET /api/colloquy/v1/media/{recording_id}",
    "GET /api/v1/oauth/authorize",
    "GET /health",
    "POST /api/v1/oauth/authorize",
    "POST /api/v1/oauth/introspect",
    "POST /api/v1/oauth/revoke",
    "POST /api/v1/oauth/token",
];

/// Operations for every credential, whatever its scopes.
const WITHOUT_SCOPE: [&str; 2] = ["GET /api/colloquy/v1/me", "GET /api/colloquy/v1/workspace"];

struct Operation {
    name: String,
    method: Method,
    /// The path with some id in it.
    path: String,
    is_open: bool,
}

fn operations(document: &Value) -> Vec<Operation> {
    let mut found = Vec::new();
    for (template, methods) in document["paths"].as_object().expect("paths") {
        for (method, described) in methods.as_object().expect("methods") {
            let Ok(method) = method.to_uppercase().parse::<Method>() else { continue };
            if !["GET", "POST", "PUT", "PATCH", "DELETE"].contains(&method.as_str()) {
                continue;
            }
            let is_open = described["security"] == serde_json::json!([{}])
                || described["security"] == serde_json::json!([]);
            found.push(Operation {
                name: format!("{method} {template}"),
                path: filled(template),
                method,
                is_open,
            });
        }
    }
    found
}

/// Every variable part of a path becomes an id.
fn filled(template: &str) -> String {
    let parts = template.split('/').map(|part| match part.starts_with('{') {
        true => "ngmt_01KFXKBAV0R7S2VBVK3QSBHMR3",
        false => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

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
    } else {
        assert_eq!(body["error"]["code"], code, "{operation}: {body}");
        assert!(
            body["error"]["message"].is_string() && body["error"]["fields"].is_array(),
            "{operation}: {body}"
        );
        assert!(body["error"]["request_id"].is_string(), "{operation}: {body}");
    }
}

#[tokio::test]
async fn every_operation_refuses_who_may_not_ask() {
    let house = House::open().await;
    let nobody = Client::nobody(house.url());
    let wrong = Client::new(house.url(), "sk-apik_01KFXKBAV0R7S2VBVK3QSBHMR3.wrong");
    let narrow = house.key_with_scopes("transcript_comments:read").await;
    let document = nobody.get("/openapi.json").await.expect(200).json();
    let all = operations(&document);
    assert!(all.len() >= 25, "the description names every operation");
    let mut open: Vec<&str> = all.iter().filter(|one| one.is_open).map(|one| one.name.as_str()).collect();
    open.sort_unstable();
    assert_eq!(open, OPEN, "what needs no credential is listed here by name");
    let mut without_scope = Vec::new();
    for operation in all.iter().filter(|one| !one.is_open) {
        let Operation { name, method, path, .. } = operation;
        // A body that is wrong: who may not ask does not learn so.
        let body = matches!(method.as_str(), "POST" | "PUT" | "PATCH").then(|| b"{".to_vec());
        for client in [&nobody, &wrong] {
            let answer = client.try_send(method.clone(), path, body.clone(), &[]).await.expect("an answer");
            check_shape(name, path, &answer, 401, "unauthorized");
            assert!(answer.header("www-authenticate").is_some(), "{name}");
        }
        let answer = narrow.try_send(method.clone(), path, body, &[]).await.expect("an answer");
        if answer.status == 200 {
            without_scope.push(name.as_str());
        } else {
            check_shape(name, path, &answer, 403, "missing_scope");
        }
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
    for path in
        ["/api/v2/nothing", "/api/v2", "/api/v1/oauth/nothing", "/api/colloquy/v1/nothing", "/nothing"]
    {
        check_shape(path, path, &owner.get(path).await, 404, "not_found");
    }
    for path in [engagement, "/api/colloquy/v1/conversations"] {
        let answer = owner.delete(path).await;
        check_shape(path, path, &answer, 405, "method_not_allowed");
        assert!(answer.header("allow").is_some_and(|allowed| allowed.contains("GET")), "{path}");
    }
    let large = serde_json::json!({ "title": "x".repeat(1_000) });
    for path in ["/api/v2/engagements", "/api/colloquy/v1/webhooks"] {
        check_shape(path, path, &owner.post(path, &large).await, 413, "payload_too_large");
        let broken = owner.try_send(Method::POST, path, Some(b"{".to_vec()), &[]).await.expect("an answer");
        let code = if path.starts_with("/api/v2") { "bad_request" } else { "malformed_json" };
        check_shape(path, path, &broken, 400, code);
    }
    let twice = format!("{engagement}?expand=tags&expand=owner");
    check_shape(&twice, &twice, &owner.get(&twice).await, 400, "bad_request");
    let undecodable = "/api/v2/engagements/%ff";
    check_shape(undecodable, undecodable, &owner.get(undecodable).await, 404, "not_found");

    let limited = house.owner_again().await;
    for path in ["/api/colloquy/v1/me", engagement] {
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
