//! The token endpoint where all goes well, and what may be asked about tokens.

use serde_json::json;

use super::{Program, TOKEN, bearer, exchange};
use crate::support::house::OWNER_EMAIL;
use crate::support::{Client, House, call, merged};

const REVOKE: &str = "/api/v1/oauth/revoke";
const INTROSPECT: &str = "/api/v1/oauth/introspect";

#[tokio::test]
async fn a_program_gets_a_token_for_itself_by_either_way_of_showing_its_secret() {
    let house = House::open().await;
    let owner = house.owner().await;
    let program = Program::new(&house, &owner, &["engagements:read", "engagements:write"]).await;
    let grant = ("grant_type", "client_credentials");
    let by_header = program.asks(TOKEN, &[grant, ("scope", "engagements:read")]).await.expect(200);
    assert_eq!(by_header.header("cache-control"), Some("no-store"));
    assert_eq!(by_header.header("x-api-version"), Some("v2"));
    let body = by_header.json();
    assert_eq!(body["token_type"], "Bearer");
    assert_eq!(body["expires_in"], 3_600);
    assert_eq!(body["scope"], "engagements:read");
    assert!(body.get("refresh_token").is_none(), "{body}");
    let shown = [("client_id", program.client_id.as_str()), ("client_secret", program.secret.as_str())];
    let by_body = program.nobody.form(TOKEN, &[&[grant][..], &shown].concat(), &[]).await.expect(200);
    assert_eq!(by_body.text("scope"), "engagements:read engagements:write");
    // What is there without a value counts as left out.
    let empty = [grant, ("scope", ""), ("code", "")];
    assert_eq!(program.asks(TOKEN, &empty).await.expect(200).text("scope"), by_body.text("scope"));
    // The token opens every API of the server, as far as its scopes go.
    let narrow = bearer(&house, &by_header.text("access_token"));
    let me = narrow.get("/api/colloquy/v1/me").await.expect(200).json();
    assert_eq!(me["credential"]["scopes"], json!(["engagements:read"]));
    assert_eq!(me["user"], json!(null));
    narrow.create(&call("acme:1")).await.problem(403);
    let wide = bearer(&house, &by_body.text("access_token"));
    let user = json!({ "participants": [{ "email": OWNER_EMAIL, "is_owner": true }] });
    let id = wide.created(&merged(call("acme:1"), user)).await;
    narrow.engagement(&id, "").await;
    // Another token of the same program is the same caller: a retry is known.
    let again = bearer(&house, &program.own_token().await);
    again.create(&call("acme:1")).await.expect(200);
}

#[tokio::test]
async fn a_users_token_refreshes_acts_for_the_user_and_can_be_ended() {
    let house = House::open().await;
    let owner = house.owner().await;
    let scopes = ["engagements:read", "engagements:write", "users:read"];
    let program = Program::new(&house, &owner, &scopes).await;
    let tokens = program.tokens(owner.authorization()).await;
    let user = bearer(&house, tokens["access_token"].as_str().unwrap());
    let me = user.get("/api/colloquy/v1/me").await.expect(200).json();
    assert_eq!(me["user"]["email"], OWNER_EMAIL);
    // The user owns what the program brings, and reads a private conversation only as one of its participants.
    let id = user.created(&merged(call("acme:1"), json!({ "is_private": true }))).await;
    house.user("jonas@acme.example", "member").await;
    let participants = json!([{ "email": "jonas@acme.example", "is_owner": true }]);
    let of_others = json!({ "is_private": true, "participants": participants });
    let others = owner.created(&merged(call("acme:2"), of_others)).await;
    user.engagement(&id, "").await;
    user.get(&format!("/api/v2/engagements/{others}")).await.problem(403);

    let refresh_token = tokens["refresh_token"].as_str().unwrap();
    let refresh = [("grant_type", "refresh_token"), ("refresh_token", refresh_token)];
    let next = program.asks(TOKEN, &refresh).await.expect(200).json();
    assert_ne!(next["refresh_token"], tokens["refresh_token"]);
    let known = program.asks(INTROSPECT, &[("token", next["access_token"].as_str().unwrap())]).await;
    assert_eq!(known.header("cache-control"), Some("no-store"));
    let known = known.expect(200).json();
    assert_eq!(
        (&known["active"], &known["username"], &known["client_id"], &known["token_type"]),
        (&json!(true), &json!(OWNER_EMAIL), &json!(program.client_id), &json!("Bearer"))
    );
    assert_eq!(known["exp"].as_i64().unwrap() - known["iat"].as_i64().unwrap(), 3_600);
    assert!(known["sub"].as_str().unwrap().starts_with("usr_"), "{known}");
    // The old one once more: everything that came of it ends.
    assert_eq!(program.asks(TOKEN, &refresh).await.expect(400).text("error"), "invalid_grant");
    let token = next["access_token"].as_str().unwrap();
    let refused = bearer(&house, token).get("/api/colloquy/v1/me").await.expect(401);
    assert!(refused.header("www-authenticate").unwrap().contains("error=\"invalid_token\""));
    let unknown = program.asks(INTROSPECT, &[("token", token)]).await.expect(200).json();
    assert_eq!(unknown, json!({ "active": false }));

    let code = program.code(owner.authorization()).await;
    let tokens = program.asks(TOKEN, &exchange(&code)).await.expect(200).json();
    assert_eq!(program.asks(TOKEN, &exchange(&code)).await.expect(400).text("error"), "invalid_grant");
    let token = tokens["access_token"].as_str().unwrap();
    bearer(&house, token).get("/api/v2/engagements/x").await.problem(401);
}

#[tokio::test]
async fn tokens_are_ended_and_looked_at_by_those_who_may() {
    let house = House::open().await;
    let owner = house.owner().await;
    let program = Program::new(&house, &owner, &["tags:read"]).await;
    let other = Program::new(&house, &owner, &["tags:read"]).await;
    let token = program.own_token().await;
    let user = bearer(&house, &token);
    user.get("/api/colloquy/v1/tags").await.expect(200);
    assert_eq!(other.asks(REVOKE, &[("token", &token)]).await.expect(400).text("error"), "invalid_grant");
    // A program of the same workspace learns nothing of it either.
    let told = other.asks(INTROSPECT, &[("token", &token)]).await.expect(200).json();
    assert_eq!(told, json!({ "active": false }));
    assert_eq!(program.asks(INTROSPECT, &[("token", &token)]).await.expect(200).json()["active"], true);
    let ended = program.asks(REVOKE, &[("token", &token), ("token_type_hint", "refresh_token")]).await;
    assert!(ended.expect(200).bytes.is_empty());
    program.asks(REVOKE, &[("token", &token)]).await.expect(200);
    program.asks(REVOKE, &[("token", "no such token")]).await.expect(200);
    user.get("/api/colloquy/v1/tags").await.expect(401);
    for path in [REVOKE, INTROSPECT] {
        assert_eq!(program.asks(path, &[]).await.expect(400).text("error"), "invalid_request");
        let nobody = program.nobody.form(path, &[("token", &token)], &[]).await.expect(401);
        assert_eq!(nobody.text("error"), "invalid_client");
    }
    // So it is with refresh tokens; keys are no tokens.
    let tokens = program.tokens(owner.authorization()).await;
    let refresh_token = tokens["refresh_token"].as_str().unwrap();
    let is_active = async |asking: &Program, token: &str| {
        asking.asks(INTROSPECT, &[("token", token)]).await.expect(200).json()["active"] == true
    };
    assert!(is_active(&program, refresh_token).await && !is_active(&other, refresh_token).await);
    assert!(!is_active(&program, owner.authorization()).await);
    house.cli(&["workspace", "create", "--name", "elsewhere"]).await;
    let elsewhere = house.key(&["--workspace", "elsewhere"]).await;
    let stranger = Program::new(&house, &elsewhere, &["tags:read"]).await;
    assert!(!is_active(&stranger, &program.own_token().await).await);
}

#[tokio::test]
async fn the_server_describes_its_endpoints() {
    let house = House::open().await;
    let nobody = Client::nobody(house.url());
    let described = nobody.get("/.well-known/oauth-authorization-server").await.expect(200).json();
    assert_eq!(described["issuer"], house.url());
    assert_eq!(described["token_endpoint"], format!("{}{TOKEN}", house.url()));
    assert_eq!(described["code_challenge_methods_supported"], json!(["S256"]));
    assert!(!described["scopes_supported"].to_string().contains("workspace:admin"), "{described}");
}
