//! Programs are managed by the house API and the command line.

use serde_json::{Value, json};

use super::{CALLBACK, CLIENTS, Program, TOKEN, exchange};
use crate::support::house::OWNER_EMAIL;
use crate::support::{House, merged};

fn fields(body: &Value) -> Vec<&str> {
    body["error"]["fields"].as_array().unwrap().iter().map(|one| one["field"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn programs_are_made_changed_and_removed() {
    let house = House::open().await;
    let owner = house.owner().await;
    let made = json!({ "name": " Recap bot ", "scopes": ["tags:read"], "redirect_uris": [CALLBACK] });
    let made = owner.post(CLIENTS, &made).await.expect(201).json();
    assert_eq!(made["name"], "Recap bot");
    assert_eq!(made["confidential"], true);
    assert_eq!(made["grant_types"], json!(["authorization_code", "refresh_token"]));
    let path = format!("{CLIENTS}/{}", made["client_id"].as_str().unwrap());
    let shown = owner.get(&path).await.expect(200).json();
    assert!(shown.get("client_secret").is_none(), "{shown}");
    assert_eq!(shown["id"], made["id"]);
    let listed = owner.get(CLIENTS).await.expect(200).json();
    assert_eq!(listed["data"], json!([shown]));
    let user_id = house.user("jonas@acme.example", "member").await;
    let change = json!({
        "name": "Bot", "scopes": ["users:read"], "grant_types": ["client_credentials"], "redirect_uris": [],
        "user_id": user_id,
    });
    let changed = owner.patch(&path, &change).await.expect(200).json();
    assert_eq!(changed, merged(changed.clone(), change));
    assert_eq!(
        owner.patch(&path, &json!({ "user_id": null })).await.expect(200).json()["user_id"],
        Value::Null
    );
    let program = Program::of(&house, &made);
    program.own_token().await;
    let rotated = owner.post(&format!("{path}/rotate-secret"), &json!({})).await.expect(200).json();
    let own = [("grant_type", "client_credentials")];
    program.asks(TOKEN, &own).await.expect(401);
    Program::of(&house, &rotated).own_token().await;
    owner.delete(&path).await.expect(204);
    owner.delete(&path).await.expect(404);
    owner.get(&path).await.expect(404);
    assert_eq!(owner.get(CLIENTS).await.expect(200).json()["data"], json!([]));
}

#[tokio::test]
async fn what_a_program_may_not_be_is_refused_by_name() {
    let house = House::open().await;
    let owner = house.owner().await;
    let sound = json!({ "name": "Bot", "scopes": ["tags:read"], "redirect_uris": [CALLBACK] });
    let rows = [
        (400, json!({ "name": null }), "name"),
        (400, json!({ "scopes": null }), "scopes"),
        (400, json!({ "scopes": ["tags:paint"] }), "scopes"),
        (400, json!({ "grant_types": ["password"] }), "grant_types"),
        (400, json!({ "user_id": "nobody" }), "user_id"),
        (400, json!({ "redirect_uris": "https://app.example" }), "redirect_uris"),
        (400, json!({ "confidential": "no" }), "confidential"),
        (422, json!({ "name": "  " }), "name"),
        (422, json!({ "name": "a\nb" }), "name"),
        (422, json!({ "scopes": [] }), "scopes"),
        (422, json!({ "scopes": ["workspace:admin"] }), "scopes"),
        (422, json!({ "grant_types": [] }), "grant_types"),
        (422, json!({ "grant_types": ["refresh_token"] }), "grant_types"),
        (422, json!({ "grant_types": ["client_credentials"], "confidential": false }), "grant_types"),
        (422, json!({ "grant_types": ["authorization_code"], "redirect_uris": [] }), "redirect_uris"),
        (422, json!({ "redirect_uris": ["http://app.example/"] }), "redirect_uris"),
        (422, json!({ "redirect_uris": ["https://app.example/#a"] }), "redirect_uris"),
        (422, json!({ "redirect_uris": ["https://*.app.example/callback"] }), "redirect_uris"),
        (422, json!({ "user_id": "01KFXKBAV0R7S2VBVK3QSBHMR3" }), "user_id"),
    ];
    for (status, change, field) in rows {
        let body = owner.post(CLIENTS, &merged(sound.clone(), change.clone())).await.expect(status).json();
        assert_eq!(fields(&body), [field], "{change}: {body}");
    }
    let made = owner.post(CLIENTS, &merged(sound, json!({ "confidential": false }))).await.expect(201).json();
    assert_eq!(made["client_secret"], Value::Null);
    let path = format!("{CLIENTS}/{}", made["id"].as_str().unwrap());
    let body = owner.patch(&path, &json!({ "scopes": ["workspace:admin"] })).await.expect(422).json();
    assert_eq!(fields(&body), ["scopes"]);
    owner.post(&format!("{path}/rotate-secret"), &json!({})).await.expect(409);
    house.cli(&["workspace", "create", "--name", "elsewhere"]).await;
    let elsewhere = house.key(&["--workspace", "elsewhere"]).await;
    elsewhere.get(&path).await.expect(404);
    elsewhere.patch(&path, &json!({ "name": "Mine" })).await.expect(404);
    elsewhere.delete(&path).await.expect(404);
    elsewhere.post(&format!("{path}/rotate-secret"), &json!({})).await.expect(404);
    assert_eq!(elsewhere.get(CLIENTS).await.expect(200).json()["data"], json!([]));
}

#[tokio::test]
async fn the_command_line_makes_lists_and_revokes_programs() {
    let house = House::open().await;
    let owner = house.owner().await;
    let create = ["oauth-client", "create", "--name", "Job", "--scopes", "tags:read,users:read"];
    let made = house.cli(&[&create[..], &["--user", OWNER_EMAIL]].concat()).await;
    let program = Program::of(&house, &made);
    let token = program.own_token().await;
    let me = super::bearer(&house, &token).get("/api/colloquy/v1/me").await.expect(200).json();
    assert_eq!(me["user"]["email"], OWNER_EMAIL);
    let desk = ["oauth-client", "create", "--name", "Desk", "--scopes", "tags:read", "--public"];
    let desk = house.cli(&[&desk[..], &["--redirect-uri", CALLBACK]].concat()).await;
    assert_eq!(desk["client_secret"], Value::Null);
    let listed = house.cli(&["oauth-client", "list"]).await;
    assert_eq!(listed.as_array().unwrap().len(), 2);
    assert!(!listed.to_string().contains("ocs_"), "{listed}");
    // A public client shows its id alone; the verifier shows that it is the one that asked.
    let desk = Program::of(&house, &desk);
    let code = desk.code(owner.authorization()).await;
    let shown = [("client_id", desk.client_id.as_str())];
    let tokens = desk.nobody.form(TOKEN, &[&exchange(&code)[..], &shown].concat(), &[]).await.expect(200);
    let refresh_token = tokens.text("refresh_token");
    let refresh = [("grant_type", "refresh_token"), ("refresh_token", refresh_token.as_str()), shown[0]];
    desk.nobody.form(TOKEN, &refresh, &[]).await.expect(200);
    house.cli(&["oauth-client", "revoke", &program.id]).await;
    super::bearer(&house, &token).get("/api/colloquy/v1/me").await.expect(401);
    let refused =
        house.cli_output(&["oauth-client", "create", "--name", "X", "--scopes", "workspace:admin"]).await;
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("workspace:admin"));
}
