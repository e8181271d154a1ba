//! The page on which users approve, and where their browsers are sent.

use super::{AUTHORIZE, CALLBACK, Program, TOKEN, VERIFIER, query};
use crate::support::house::OWNER_EMAIL;
use crate::support::{Answer, House};

/// Parameters that a request has instead of the usual ones, or lacks.
type Changes<'a> = &'a [(&'a str, Option<&'a str>)];

/// Fails the test unless this is a page that nobody may frame, keep or script.
#[track_caller]
fn page(answer: Answer, status: u16) -> String {
    let answer = answer.expect(status);
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    let policy = answer.header("content-security-policy").expect("a policy");
    for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("script-src") && !policy.contains("unsafe"), "{policy}");
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("x-frame-options"), Some("DENY"));
    assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
    assert!(answer.header("location").is_none() && answer.header("set-cookie").is_none());
    let html = String::from_utf8(answer.bytes).expect("text");
    assert!(!html.contains("<script") && !html.contains("//"), "nothing from elsewhere: {html}");
    html
}

#[tokio::test]
async fn a_user_sees_who_asks_for_what_and_approves_or_denies() {
    let house = House::open().await;
    let owner = house.owner().await;
    let program = Program::new(&house, &owner, &["engagements:read", "tags:read"]).await;
    let shown = program.nobody.get(&program.address(&[("scope", Some("tags:read users:read"))])).await;
    let policy = shown.header("content-security-policy").unwrap().to_owned();
    assert!(policy.contains("form-action 'self' https://app.example;"), "{policy}");
    let html = page(shown, 200);
    assert!(
        html.contains("Recap &lt;b&gt;bot&lt;&#x2f;b&gt; asks for access to the workspace default"),
        "{html}"
    );
    assert!(html.contains("<li>Read tags</li>"), "{html}");
    assert!(!html.contains("users of the workspace"), "the program may not have it: {html}");
    assert!(html.contains("name=\"state\" value=\"a&amp;b=ü\""), "{html}");

    let denied = program.answered(&[("decision", Some("deny"))]).await.expect(303);
    assert!(denied.header("location").unwrap().starts_with("https://app.example/callback?tenant=7&"));
    assert_eq!(query(&denied, "error").as_deref(), Some("access_denied"));
    assert_eq!(query(&denied, "state").as_deref(), Some("a&b=ü"));
    assert_eq!(query(&denied, "iss").as_deref(), Some(house.url()));
    assert!(query(&denied, "code").is_none());

    let approve = ("decision", Some("approve"));
    for key in [None, Some("sk-apik_01KFXKBAV0R7S2VBVK3QSBHMR3.wrong"), Some(program.secret.as_str())] {
        let html = page(program.answered(&[approve, ("key", key)]).await, 403);
        assert!(html.contains("role=\"alert\""), "{html}");
        assert!(!key.is_some_and(|key| html.contains(key)), "the key is not shown again");
    }
    let approved = program.answered(&[approve, ("key", Some(owner.authorization()))]).await.expect(303);
    assert_eq!(query(&approved, "state").as_deref(), Some("a&b=ü"));
    assert_eq!(query(&approved, "tenant").as_deref(), Some("7"));
    assert_eq!(approved.header("cache-control"), Some("no-store"));
    let code = query(&approved, "code").expect("a code");
    let tokens = program.asks(TOKEN, &super::exchange(&code)).await.expect(200);
    assert_eq!(tokens.text("scope"), "engagements:read tags:read");
}

#[tokio::test]
async fn only_a_key_of_a_person_of_the_workspace_approves_and_no_more_than_it_may_itself() {
    let house = House::open().await;
    let owner = house.owner().await;
    let program = Program::new(&house, &owner, &["engagements:read", "tags:read"]).await;
    let approve = ("decision", Some("approve"));
    let nobodys = house.key_with_scopes("tags:read").await;
    house.cli(&["workspace", "create", "--name", "elsewhere"]).await;
    let elsewhere = ["--workspace", "elsewhere"];
    let user = ["user", "create", "--email", OWNER_EMAIL, "--name", "Rae", "--role", "owner"];
    house.cli(&[&user[..], &elsewhere].concat()).await;
    let stranger = house.key(&[&["--user", OWNER_EMAIL][..], &elsewhere].concat()).await;
    let useless = house.key(&["--user", OWNER_EMAIL, "--scopes", "users:read"]).await;
    for key in [&nobodys, &stranger, &useless] {
        page(program.answered(&[approve, ("key", Some(key.authorization()))]).await, 403);
    }
    let narrow = house.key(&["--user", OWNER_EMAIL, "--scopes", "tags:read,users:read"]).await;
    assert_eq!(program.tokens(narrow.authorization()).await["scope"], "tags:read");
    // Anybody can type wrong keys: that must not keep others from approving. A key has too many bits to be found so.
    for _ in 0..40 {
        page(program.answered(&[approve, ("key", Some("wrong"))]).await, 403);
    }
    assert_eq!(program.tokens(narrow.authorization()).await["scope"], "tags:read");
}

#[tokio::test]
async fn a_browser_is_sent_only_where_the_program_registered() {
    let house = House::open().await;
    let owner = house.owner().await;
    let program = Program::new(&house, &owner, &["tags:read"]).await;
    let get = async |changes: &[(&str, Option<&str>)]| program.nobody.get(&program.address(changes)).await;
    let unknown = "client_01KFXKBAV0R7S2VBVK3QSBHMR3";
    for client_id in [None, Some(unknown), Some(program.id.as_str()), Some("<script>")] {
        page(get(&[("client_id", client_id)]).await, 404);
        page(program.answered(&[("client_id", client_id), ("decision", Some("deny"))]).await, 404);
    }
    for redirect_uri in [
        None,
        Some("https://evil.example/"),
        Some("https://app.example/callback"),
        Some("https://app.example/callback?tenant=7&x=1"),
        Some("http://127.0.0.1@evil.example/callback"),
        Some("javascript:alert(1)"),
    ] {
        page(get(&[("redirect_uri", redirect_uri)]).await, 400);
        page(program.answered(&[("redirect_uri", redirect_uri), ("decision", Some("deny"))]).await, 400);
    }
    page(
        program.nobody.get(&format!("{}&redirect_uri=https://evil.example", program.address(&[]))).await,
        400,
    );
    // A program on the user's machine takes a port that is free.
    let loopback = get(&[("redirect_uri", Some("http://127.0.0.1:51004/callback"))]).await;
    let policy = loopback.header("content-security-policy").unwrap().to_owned();
    assert!(policy.contains("form-action 'self' http://127.0.0.1:51004;"), "{policy}");
    assert!(page(loopback, 200).contains("a program on this computer"));
    // Errors of the page have its shape.
    page(program.nobody.post(AUTHORIZE, &serde_json::json!({})).await, 400);
    page(program.nobody.delete(AUTHORIZE).await, 405);
    page(program.nobody.form(AUTHORIZE, &[("key", &"x".repeat(70_000))], &[]).await, 413);
}

#[tokio::test]
async fn what_is_wrong_otherwise_is_told_to_the_program() {
    let house = House::open().await;
    let owner = house.owner().await;
    let program = Program::new(&house, &owner, &["tags:read"]).await;
    let rows: [(Changes<'_>, &str); 11] = [
        (&[("response_type", None)], "invalid_request"),
        (&[("response_type", Some("token"))], "unsupported_response_type"),
        (&[("code_challenge", None)], "invalid_request"),
        (&[("code_challenge", Some(VERIFIER))], "invalid_request"),
        (&[("code_challenge_method", None)], "invalid_request"),
        (&[("code_challenge_method", Some("plain"))], "invalid_request"),
        (&[("scope", Some("workspace:admin"))], "invalid_scope"),
        (&[("scope", Some("tags:read tags:paint"))], "invalid_scope"),
        (&[("scope", Some("users:read"))], "invalid_scope"),
        (&[("scope", Some("tags:read")), ("scope", Some("tags:read"))], "invalid_request"),
        (&[("state", Some("s")), ("state", Some("s"))], "invalid_request"),
    ];
    for (changes, error) in rows {
        let answer = program.nobody.get(&program.address(changes)).await.expect(303);
        let location = answer.header("location").unwrap();
        assert!(location.starts_with(CALLBACK), "{changes:?}: {location}");
        assert_eq!(query(&answer, "error").as_deref(), Some(error), "{changes:?}");
        assert!(query(&answer, "error_description").is_some_and(|text| !text.is_empty()));
        let key = [("key", Some(owner.authorization())), ("decision", Some("approve"))];
        let answer = program.answered(&[changes, &key].concat()).await.expect(303);
        assert_eq!(query(&answer, "error").as_deref(), Some(error), "{changes:?}");
    }
    let job = serde_json::json!({
        "name": "Job", "scopes": ["tags:read"], "redirect_uris": [CALLBACK], "grant_types": ["client_credentials"],
    });
    let job = Program::of(&house, &owner.post(super::CLIENTS, &job).await.expect(201).json());
    // Where only one address is registered, it need not be named.
    let answer = job.nobody.get(&job.address(&[("redirect_uri", None)])).await.expect(303);
    assert_eq!(query(&answer, "error").as_deref(), Some("unauthorized_client"));
}
