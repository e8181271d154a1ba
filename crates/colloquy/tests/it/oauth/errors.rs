//! What the token endpoint refuses, always in the shape of RFC 6749.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::json;

use super::{CALLBACK, CLIENTS, Program, TOKEN, VERIFIER};
use crate::support::{Answer, Client, House};

/// Fails the test unless this is a refusal of that name.
#[track_caller]
fn refused(answer: Answer, status: u16, error: &str) {
    let answer = answer.expect(status);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let body = answer.json();
    assert_eq!(body["error"], error, "{body}");
    let description = body["error_description"].as_str().expect("a description");
    assert!(
        !description.is_empty() && description.chars().all(|c| c.is_ascii_graphic() || c == ' '),
        "{body}"
    );
    assert_eq!(body.as_object().unwrap().len(), 2, "{body}");
    if status == 401 {
        assert!(answer.header("www-authenticate").is_some_and(|challenge| challenge.starts_with("Basic ")));
    }
}

#[tokio::test]
async fn every_wrong_request_has_its_name() {
    let house = House::open().await;
    let owner = house.owner().await;
    let program = Program::new(&house, &owner, &["tags:read", "users:read"]).await;
    let own = ("grant_type", "client_credentials");
    let with_code = ("grant_type", "authorization_code");
    let rows: [(&[(&str, &str)], &str); 16] = [
        (&[], "invalid_request"),
        (&[("grant_type", "")], "invalid_request"),
        (&[("grant_type", "password")], "unsupported_grant_type"),
        (&[("grant_type", "CLIENT_CREDENTIALS")], "unsupported_grant_type"),
        (&[own, own], "invalid_request"),
        (&[own, ("scope", "tags:read"), ("scope", "users:read")], "invalid_request"),
        (&[own, ("scope", "workspace:admin")], "invalid_scope"),
        (&[own, ("scope", "tags:read workspace:admin")], "invalid_scope"),
        (&[own, ("scope", "tags:paint")], "invalid_scope"),
        (&[own, ("scope", "tägs \"\\")], "invalid_scope"),
        (&[own, ("scope", "companies:read")], "invalid_scope"),
        (&[with_code, ("code_verifier", VERIFIER)], "invalid_request"),
        (&[with_code, ("code", "x")], "invalid_request"),
        (
            &[with_code, ("code", "\0"), ("code_verifier", VERIFIER), ("redirect_uri", CALLBACK)],
            "invalid_grant",
        ),
        (&[("grant_type", "refresh_token")], "invalid_request"),
        (&[("grant_type", "refresh_token"), ("refresh_token", "x")], "invalid_grant"),
    ];
    for (fields, error) in rows {
        refused(program.asks(TOKEN, fields).await, 400, error);
    }
    let credentials = program.asks(TOKEN, &[("client_secret", &program.secret), own]).await;
    refused(credentials, 400, "invalid_request");
    let another = program.asks(TOKEN, &[("client_id", "client_01KFXKBAV0R7S2VBVK3QSBHMR3"), own]).await;
    refused(another, 400, "invalid_request");
}

#[tokio::test]
async fn a_client_that_does_not_show_its_own_secret_is_refused() {
    let house = House::open().await;
    let owner = house.owner().await;
    let program = Program::new(&house, &owner, &["tags:read"]).await;
    let nobody = &program.nobody;
    let own = ("grant_type", "client_credentials");
    let by_header = async |pair: &str| {
        let header = format!("Basic {}", STANDARD.encode(pair));
        nobody.form(TOKEN, &[own], &[("authorization", &header)]).await
    };
    let (id, secret) = (&program.client_id, &program.secret);
    for pair in [
        format!("{id}:wrong"),
        format!("{id}:"),
        id.clone(),
        format!("client_01KFXKBAV0R7S2VBVK3QSBHMR3:{secret}"),
        format!("{}:{secret}", program.id),
        format!("%00:{secret}"),
    ] {
        refused(by_header(&pair).await, 401, "invalid_client");
    }
    by_header(&format!("{}:{secret}", id.replace('_', "%5F"))).await.expect(200);
    for header in ["Basic", "Basic !", "Bearer x", owner.authorization()] {
        let answer = nobody.form(TOKEN, &[own, ("client_id", id)], &[("authorization", header)]).await;
        refused(answer, 401, "invalid_client");
    }
    for fields in
        [vec![own], vec![own, ("client_id", id)], vec![own, ("client_id", id), ("client_secret", "x")]]
    {
        refused(nobody.form(TOKEN, &fields, &[]).await, 401, "invalid_client");
    }
    // A public client has no secret, and so nothing for itself.
    let body = json!({
        "name": "Desk", "confidential": false, "scopes": ["tags:read"], "redirect_uris": [CALLBACK],
    });
    let public = Program::of(&house, &owner.post(CLIENTS, &body).await.expect(201).json());
    let shown = ("client_id", public.client_id.as_str());
    refused(nobody.form(TOKEN, &[own, shown], &[]).await, 400, "unauthorized_client");
    refused(nobody.form(TOKEN, &[own, shown, ("client_secret", "x")], &[]).await, 401, "invalid_client");
    let look = nobody.form("/api/v1/oauth/introspect", &[("token", "x"), shown], &[]).await;
    refused(look, 400, "unauthorized_client");
    // One that may do only one thing.
    let body = json!({ "name": "Job", "scopes": ["tags:read"] });
    let job = Program::of(&house, &owner.post(CLIENTS, &body).await.expect(201).json());
    job.asks(TOKEN, &[own]).await.expect(200);
    let refresh = [("grant_type", "refresh_token"), ("refresh_token", "x")];
    refused(job.asks(TOKEN, &refresh).await, 400, "unauthorized_client");
    house.cli(&["oauth-client", "revoke", &job.client_id]).await;
    refused(job.asks(TOKEN, &[own]).await, 401, "invalid_client");
}

#[tokio::test]
async fn what_no_handler_answers_has_that_shape_too() {
    let settings = [("COLLOQUY_HTTP__BODY_BYTES", "1000"), ("COLLOQUY_HTTP__REQUESTS_PER_MINUTE", "20")];
    let house = House::open_with("all", &settings).await;
    let owner = house.owner().await;
    let program = Program::new(&house, &owner, &["tags:read"]).await;
    let nobody = Client::nobody(house.url());
    for path in [TOKEN, "/api/v1/oauth/revoke", "/api/v1/oauth/introspect"] {
        for method in [Method::GET, Method::PUT, Method::DELETE] {
            let answer = nobody.send(method, path, None).await;
            assert!(answer.header("allow").is_some_and(|allowed| allowed.contains("POST")), "{path}");
            refused(answer, 405, "invalid_request");
        }
        refused(
            nobody.post(path, &json!({ "grant_type": "client_credentials" })).await,
            400,
            "invalid_request",
        );
        refused(nobody.text_as(path, "a=b".into(), &[]).await, 400, "invalid_request");
        refused(nobody.form(path, &[("scope", &"x".repeat(1_000))], &[]).await, 413, "invalid_request");
        refused(nobody.form_text(path, "scope=%FF".into(), &[]).await, 401, "invalid_client");
    }
    let own = [("grant_type", "client_credentials")];
    let mut answer = program.asks(TOKEN, &own).await;
    for _ in 0..30 {
        if answer.status == 429 {
            break;
        }
        answer = program.asks(TOKEN, &own).await;
    }
    assert!(answer.header("retry-after").is_some());
    refused(answer, 429, "temporarily_unavailable");
}
