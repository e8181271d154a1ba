//! What people of each role may do with people and keys.

use reqwest::Method;
use serde_json::{Value, json};

use crate::console_session::person;
use crate::support::browser::PASSWORD;
use crate::support::house::OWNER_EMAIL;
use crate::support::{Browser, Client, House, merged};

const HOUSE: &str = "/api/colloquy/v1";

fn code(answer: &Value) -> &str {
    answer["error"]["code"].as_str().expect("a code")
}

#[tokio::test]
async fn members_do_the_daily_work_and_manage_nothing() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    person(&owner, "kim@acme.example", "member").await;
    let kim = Browser::signed_in(house.url(), "kim@acme.example", PASSWORD).await;
    for may in ["conversations", "users", "tags", "webhooks", "evaluations"] {
        kim.get(may).await.expect(200);
    }
    let name = json!({ "name": "mine" });
    let person = json!({ "email": "x@acme.example", "name": "X", "role": "member" });
    for (method, path, body) in [
        (Method::GET, "keys", None),
        (Method::POST, "keys", Some(&name)),
        (Method::GET, "scopes", None),
        (Method::GET, "engines", None),
        (Method::POST, "users", Some(&person)),
        (Method::POST, "tags", Some(&name)),
        (Method::DELETE, "keys/01KFXKBAV0R7S2VBVK3QSBHMR3", None),
    ] {
        let refused = kim.send(method.clone(), path, body).await.expect(403).json();
        assert_eq!(code(&refused), "missing_scope", "{method} {path}");
    }
}

#[tokio::test]
async fn admins_leave_owners_alone_and_there_is_always_an_owner() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let ada = person(&owner, "ada@acme.example", "admin").await;
    let browser = Browser::signed_in(house.url(), "ada@acme.example", PASSWORD).await;
    let listed = browser.get("users?search=rae").await.expect(200).json();
    let rae = listed["data"][0].clone();
    assert_eq!((&rae["email"], &rae["role"]), (&json!(OWNER_EMAIL), &json!("owner")), "{listed}");
    let rae = rae["id"].as_str().expect("an id").to_owned();
    let of_rae = format!("users/{rae}");
    for (answer, what) in [
        (browser.patch(&of_rae, &json!({ "role": "member" })).await, "demote"),
        (browser.patch(&of_rae, &json!({ "is_disabled": true })).await, "keep out"),
        (browser.patch(&of_rae, &json!({ "password": "my own choice" })).await, "take over"),
        (browser.patch(&format!("users/{ada}"), &json!({ "role": "owner" })).await, "become one"),
        (
            browser.post("users", &json!({ "email": "x@acme.example", "name": "X", "role": "owner" })).await,
            "make one",
        ),
        (browser.post("keys", &json!({ "name": "x", "user_id": rae })).await, "act as one"),
    ] {
        assert_eq!(code(&answer.expect(403).json()), "forbidden", "{what}");
    }
    // Nor by a program that acts as one.
    let program = json!({
        "name": "x", "confidential": true, "grant_types": ["client_credentials"],
        "scopes": ["engagements:read"], "user_id": rae,
    });
    let refused = browser.post("oauth/clients", &program).await.expect(403).json();
    assert_eq!(code(&refused), "forbidden");
    let theirs = owner.post(&format!("{HOUSE}/oauth/clients"), &program).await.expect(201).json();
    let theirs = format!("oauth/clients/{}", theirs["id"].as_str().expect("an id"));
    let own =
        browser.post("oauth/clients", &merged(program, json!({ "user_id": ada }))).await.expect(201).json();
    let own = format!("oauth/clients/{}", own["id"].as_str().expect("an id"));
    for (answer, what) in [
        (browser.post(&format!("{theirs}/rotate-secret"), &json!({})).await, "its secret"),
        (browser.patch(&theirs, &json!({ "user_id": ada })).await, "take it"),
        (browser.patch(&own, &json!({ "user_id": rae })).await, "turn it into an owner's"),
        (browser.delete(&theirs).await, "delete it"),
    ] {
        assert_eq!(code(&answer.expect(403).json()), "forbidden", "{what}");
    }
    browser.patch(&own, &json!({ "name": "y" })).await.expect(200);
    // What an admin makes does not do it for them.
    let made = browser.post("keys", &json!({ "name": "of ada" })).await.expect(201).json();
    assert_eq!(made["user"]["id"], json!(ada), "{made}");
    let key = Client::new(house.url(), made["secret"]["api_key"].as_str().expect("a key"));
    key.patch(&format!("{HOUSE}/{of_rae}"), &json!({ "role": "member" })).await.expect(403);
    // Nor do they lock owners and the operator out.
    house.key(&[]).await;
    let keys = owner.get(&format!("{HOUSE}/keys")).await.expect(200).json();
    let others = keys["data"].as_array().expect("rows").iter().filter(|key| key["user"]["id"] != json!(ada));
    let others: Vec<&str> = others.map(|key| key["id"].as_str().expect("an id")).collect();
    assert!(others.len() >= 2, "of an owner, and of nobody: {keys}");
    for id in others {
        let refused = browser.delete(&format!("keys/{id}")).await.expect(403).json();
        assert_eq!(code(&refused), "forbidden", "{id}");
    }

    // Owners change owners, up to the last one.
    let first = owner.get(&format!("{HOUSE}/users?search=localdomain")).await.expect(200).json();
    let first = format!("{HOUSE}/users/{}", first["data"][0]["id"].as_str().expect("an id"));
    owner.patch(&first, &json!({ "role": "member" })).await.expect(200);
    let of_rae = format!("{HOUSE}/{of_rae}");
    for last in [json!({ "role": "admin" }), json!({ "is_disabled": true })] {
        let refused = owner.patch(&of_rae, &last).await.expect(409).json();
        assert_eq!(code(&refused), "conflict", "{refused}");
    }
    owner.patch(&of_rae, &json!({ "name": "Rae Owner" })).await.expect(200);
    let renamed = owner.get(&of_rae).await.expect(200).json();
    assert_eq!((&renamed["name"], &renamed["role"]), (&json!("Rae Owner"), &json!("owner")));
}

#[tokio::test]
async fn who_gets_a_lesser_role_loses_the_keys_that_may_do_more() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let ada = format!("{HOUSE}/users/{}", person(&owner, "ada@acme.example", "admin").await);
    let browser = Browser::signed_in(house.url(), "ada@acme.example", PASSWORD).await;
    let key = async |body: Value| {
        let made = browser.post("keys", &body).await.expect(201).json();
        Client::new(house.url(), made["secret"]["api_key"].as_str().expect("a key"))
    };
    let everything = key(json!({ "name": "everything" })).await;
    let reading = key(json!({ "name": "reading", "scopes": ["engagements:read"] })).await;
    owner.patch(&ada, &json!({ "job_title": "Support" })).await.expect(200);
    everything.get(&format!("{HOUSE}/users")).await.expect(200);

    owner.patch(&ada, &json!({ "role": "member" })).await.expect(200);
    everything.patch(&ada, &json!({ "role": "admin" })).await.expect(401);
    reading.get(&format!("{HOUSE}/conversations")).await.expect(200);
    browser.get("keys").await.expect(403);
}

#[tokio::test]
async fn nobody_takes_an_account_by_its_password() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let ada = person(&owner, "ada@acme.example", "admin").await;
    let second = format!("users/{}", person(&owner, "second@acme.example", "owner").await);
    let browser = Browser::signed_in(house.url(), "ada@acme.example", PASSWORD).await;
    // Who found an open browser does not know the present one.
    let chosen = json!({ "password": "known to somebody" });
    let refused = browser.patch(&format!("users/{ada}"), &chosen).await.expect(422).json();
    assert_eq!(refused["error"]["fields"][0]["field"], "password", "{refused}");
    browser.get("session").await.expect(200);
    // An owner who is kept out for a while is one all the same.
    for is_disabled in [true, false] {
        owner.patch(&format!("{HOUSE}/{second}"), &json!({ "is_disabled": is_disabled })).await.expect(200);
        for change in [&chosen, &json!({ "name": "Somebody" })] {
            assert_eq!(code(&browser.patch(&second, change).await.expect(403).json()), "forbidden");
        }
    }
    Browser::signed_in(house.url(), "second@acme.example", PASSWORD).await;
}

#[tokio::test]
async fn users_are_listed_page_by_page_with_what_a_console_shows_of_them() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    for number in 1..=5 {
        house.user(&format!("seller{number}@acme.example"), "member").await;
    }
    person(&owner, "kim@acme.example", "member").await;
    let kim = Browser::signed_in(house.url(), "kim@acme.example", PASSWORD).await;
    let mut seen = Vec::new();
    let mut query = "users?search=seller&limit=2".to_owned();
    loop {
        let page = kim.get(&query).await.expect(200).json();
        let rows = page["data"].as_array().expect("rows").clone();
        assert!(rows.len() <= 2 && rows.iter().all(|row| row["has_password"] == false), "{page}");
        seen.extend(rows.iter().map(|row| row["email"].as_str().expect("an address").to_owned()));
        match page["next_cursor"].as_str() {
            Some(cursor) => query = format!("users?limit=2&cursor={cursor}"),
            None => break,
        }
    }
    seen.sort_unstable();
    let expected: Vec<String> = (1..=5).map(|number| format!("seller{number}@acme.example")).collect();
    assert_eq!(seen, expected);
    let own = kim.get("users?search=kim").await.expect(200).json()["data"][0].clone();
    assert!(own["has_password"] == true && own["is_disabled"] == false, "{own}");
    assert!(own["last_seen_at"].is_string(), "{own}");
    kim.get("users?serch=kim").await.expect(400);
    let twice = json!({ "email": "KIM@acme.example", "name": "Kim", "role": "member" });
    owner.post(&format!("{HOUSE}/users"), &twice).await.expect(409);
}

#[tokio::test]
async fn a_key_is_shown_once_in_every_spelling_and_ends_when_it_is_revoked() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let wanted = json!({ "name": "Reports", "scopes": ["tags:read", "engagements:read"] });
    let made = owner.post(&format!("{HOUSE}/keys"), &wanted).await.expect(201);
    assert_eq!(made.header("cache-control"), Some("no-store"));
    let made = made.json();
    assert_eq!((&made["name"], &made["user"]), (&json!("Reports"), &Value::Null));
    let secret = &made["secret"];
    let text = |member: &str| secret[member].as_str().expect("a text").to_owned();
    let read = format!("{HOUSE}/tags");
    for spelled in [text("api_key"), format!("Bearer {}", text("bearer"))] {
        let as_header = [("authorization", spelled.as_str())];
        Client::nobody(house.url()).get_with(&read, &as_header).await.expect(200);
    }
    let spelled = text("x_api_key");
    Client::nobody(house.url()).get_with(&read, &[("x-api-key", spelled.as_str())]).await.expect(200);
    let key = Client::new(house.url(), &text("api_key"));
    key.post(&read, &json!({ "name": "x" })).await.expect(403);

    let listed = owner.get(&format!("{HOUSE}/keys")).await.expect(200).json();
    let row = &listed["data"][0];
    assert_eq!((&row["id"], &row["revoked_at"]), (&made["id"], &Value::Null), "the newest first: {listed}");
    assert_eq!(row["scopes"], json!(["engagements:read", "tags:read"]));
    assert!(text("api_key").starts_with(row["prefix"].as_str().expect("a prefix")), "{row}");
    assert!(!listed.to_string().contains(&text("hmac_secret")) && row.get("secret").is_none());

    let path = format!("{HOUSE}/keys/{}", made["id"].as_str().expect("an id"));
    let own = owner.get(&format!("{HOUSE}/me")).await.expect(200).json()["credential"]["id"].clone();
    let own = own.as_str().expect("an id");
    owner.delete(&format!("{HOUSE}/keys/{own}")).await.expect(409);
    for _ in 0..2 {
        owner.delete(&path).await.expect(204);
    }
    key.get(&read).await.expect(401);
    let row = owner.get(&format!("{HOUSE}/keys")).await.expect(200).json()["data"][0].clone();
    assert!(row["revoked_at"].is_string(), "{row}");
}
