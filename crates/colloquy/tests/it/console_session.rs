//! Signing in to the console: what a cookie opens, what it does not, and when it ends.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::browser::{PASSWORD, cookie_of, sign_in};
use crate::support::{Browser, Client, House, MailSink};

const HOUSE: &str = "/api/colloquy/v1";

/// Makes somebody who can sign in; returns their id.
pub async fn person(owner: &Client, email: &str, role: &str) -> String {
    let body = json!({ "email": email, "name": email, "role": role, "password": PASSWORD });
    owner.post(&format!("{HOUSE}/users"), &body).await.expect(201).text("id")
}

fn code(answer: &Value) -> &str {
    answer["error"]["code"].as_str().expect("a code")
}

#[tokio::test]
async fn a_cookie_opens_the_house_until_its_owner_signs_out() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let kim = person(&owner, "kim@acme.example", "member").await;
    let keys = async || {
        let listed = house.cli(&["key", "list"]).await;
        let ids = listed.as_array().expect("an array").iter().map(|key| key["id"].clone());
        ids.collect::<Vec<_>>()
    };
    let keys_before = keys().await;

    let answer = sign_in(house.url(), " Kim@ACME.example ", PASSWORD, &[]).await.expect(200);
    let set = answer.header("set-cookie").expect("a cookie").to_owned();
    for flag in ["colloquy_session=", "; Path=/", "; HttpOnly", "; SameSite=Strict", "; Max-Age=2592000"] {
        assert!(set.contains(flag), "{flag} in {set}");
    }
    assert!(!set.contains("Secure") && !set.contains("Domain"), "plain HTTP on this machine: {set}");
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let told = answer.json();
    assert_eq!((&told["user"]["id"], &told["user"]["role"]), (&json!(kim), &json!("member")));
    assert!(told["expires_at"].is_string() && told["workspace_id"].is_string(), "{told}");
    let scopes = told["scopes"].as_array().expect("scopes");
    assert!(scopes.contains(&json!("engagements:read")) && !scopes.contains(&json!("workspace:admin")));

    let browser = Browser::with(house.url(), cookie_of(&answer));
    let again = browser.get("session").await.expect(200);
    assert_eq!(cookie_of(&again), browser.cookie(), "the cookie lasts as long as the session");
    assert_eq!(again.json()["user"], told["user"]);
    browser.get("conversations").await.expect(200);
    assert_eq!(browser.get("me").await.expect(200).json()["user"]["id"], json!(kim));

    // It is no key: neither spelled as one nor in any list of them, and no other API looks at it.
    for spelled in [browser.token().to_owned(), format!("ak_live_{}", browser.token())] {
        let client = Client::new(house.url(), &spelled);
        client.get(&format!("{HOUSE}/session")).await.expect(401);
        let as_key = [("x-api-key", spelled.as_str())];
        Client::nobody(house.url()).get_with(&format!("{HOUSE}/me"), &as_key).await.expect(401);
    }
    for elsewhere in ["/api/v2/engagements", "/v1/me", "/v1/engagements", "/api/v1/agents"] {
        browser.bare(Method::GET, elsewhere, None, &[]).await.expect(401);
    }
    assert_eq!(keys().await, keys_before, "sessions are no keys");
    let listed = owner.get(&format!("{HOUSE}/keys")).await.expect(200).json();
    assert_eq!(listed["data"].as_array().map(Vec::len), Some(keys_before.len()), "{listed}");
    // A request that shows a key goes by it.
    let wrong = [("authorization", "Bearer sk-apik_01KFXKBAV0R7S2VBVK3QSBHMR3.wrong")];
    browser.bare(Method::GET, "session", None, &wrong).await.expect(401);

    let out = browser.delete("session").await.expect(204);
    assert!(out.header("set-cookie").is_some_and(|set| set.contains("Max-Age=0")), "{:?}", out.headers);
    let replayed = browser.get("session").await.expect(401);
    assert!(replayed.header("www-authenticate").is_some());
    browser.get("conversations").await.expect(401);
    // With a key there is nobody to sign out, and somebody to tell of.
    let own = owner.get(&format!("{HOUSE}/session")).await.expect(200);
    assert!(own.header("set-cookie").is_none() && own.json()["expires_at"].is_null());
    owner.delete(&format!("{HOUSE}/session")).await.expect(204);
    owner.get(&format!("{HOUSE}/me")).await.expect(200);
}

#[tokio::test]
async fn pages_of_other_sites_change_nothing_with_the_cookie() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    person(&owner, "ada@acme.example", "admin").await;
    let browser = Browser::signed_in(house.url(), "ada@acme.example", PASSWORD).await;
    let change = async |headers: &[(&str, &str)]| {
        browser.bare(Method::POST, "jobs/dead/retry", Some(&json!({})), headers).await
    };
    let console = ("x-colloquy-console", "1");
    let own = house.url().to_owned();
    for refused in [
        vec![],
        vec![("x-colloquy-console", "0")],
        vec![("origin", own.as_str())],
        vec![console, ("origin", "https://evil.example")],
        vec![console, ("origin", "http://127.0.0.1:1")],
        vec![console, ("origin", "null")],
        vec![console, ("sec-fetch-site", "cross-site")],
        vec![console, ("sec-fetch-site", "same-site")],
        vec![console, ("origin", own.as_str()), ("sec-fetch-site", "cross-site")],
    ] {
        let answer = change(&refused).await.expect(403).json();
        assert_eq!(code(&answer), "cross_site_request", "{refused:?}");
    }
    for taken in [
        vec![console],
        vec![console, ("origin", own.as_str())],
        vec![console, ("origin", own.as_str()), ("sec-fetch-site", "same-origin")],
    ] {
        change(&taken).await.expect(202);
    }
    // Reading needs none of it; nor do keys, which no browser sends by itself.
    browser.bare(Method::GET, "conversations", None, &[]).await.expect(200);
    owner.post(&format!("{HOUSE}/jobs/dead/retry"), &json!({})).await.expect(202);
    // Nobody is signed in to another's account by another site's page.
    for elsewhere in [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")] {
        let answer = sign_in(house.url(), "ada@acme.example", PASSWORD, &[elsewhere]).await.expect(403);
        assert!(answer.header("set-cookie").is_none(), "{elsewhere:?}");
    }
}

#[tokio::test]
async fn who_guesses_learns_nothing_and_has_to_wait() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    person(&owner, "kim@acme.example", "member").await;
    person(&owner, "lee@acme.example", "member").await;
    house.user("nopassword@acme.example", "member").await;
    let mut told = Vec::new();
    for email in ["kim@acme.example", "nobody@acme.example", "nopassword@acme.example", "no address"] {
        let mut answer = sign_in(house.url(), email, "wrong password", &[]).await.expect(401).json();
        answer["error"]["request_id"] = Value::Null;
        told.push(answer);
    }
    assert!(told.iter().all(|answer| *answer == told[0]), "{told:?}");
    for _ in 1..5 {
        sign_in(house.url(), "kim@acme.example", "wrong password", &[]).await.expect(401);
    }
    // The right one does not help any more; other people are not kept out.
    for password in ["wrong password", PASSWORD] {
        let refused = sign_in(house.url(), "KIM@acme.example", password, &[]).await.expect(429);
        let wait: u64 = refused.header("retry-after").expect("Retry-After").parse().expect("seconds");
        assert!((1..=901).contains(&wait), "{wait}");
        assert_eq!(code(&refused.json()), "too_many_attempts");
    }
    Browser::signed_in(house.url(), "lee@acme.example", PASSWORD).await;
    // Nor is Kim, who sits somewhere else.
    let home = [("x-forwarded-for", "203.0.113.5")];
    sign_in(house.url(), "kim@acme.example", PASSWORD, &home).await.expect(200);
    // From one place: a proxy on this machine says from where.
    let from = [("x-forwarded-for", "10.1.1.1, 203.0.113.7")];
    for number in 0..20 {
        sign_in(house.url(), &format!("{number}@acme.example"), "wrong password", &from).await.expect(401);
    }
    sign_in(house.url(), "21@acme.example", "wrong password", &from).await.expect(429);
    let elsewhere = [("x-forwarded-for", "10.1.1.1, 203.0.113.8")];
    sign_in(house.url(), "21@acme.example", "wrong password", &elsewhere).await.expect(401);
    let mut house = house;
    let log = house.process().log().join("\n");
    assert!(log.contains("a sign-in failed") && log.contains("signed in"), "{log}");
    assert!(!log.contains("wrong password") && !log.contains(PASSWORD), "no password stands in the log");
}

#[tokio::test]
async fn who_is_kept_out_is_out_at_once_and_comes_back_as_what_they_were() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let kim = person(&owner, "kim@acme.example", "admin").await;
    let browser = Browser::signed_in(house.url(), "kim@acme.example", PASSWORD).await;
    let path = format!("{HOUSE}/users/{kim}");
    let out = owner.patch(&path, &json!({ "is_disabled": true })).await.expect(200).json();
    assert_eq!((&out["is_disabled"], &out["role"]), (&json!(true), &json!("inactive")));
    browser.get("session").await.expect(401);
    let refused = sign_in(house.url(), "kim@acme.example", PASSWORD, &[]).await.expect(401).json();
    assert_eq!(code(&refused), "wrong_credentials", "the same as for a wrong password");
    let back = owner.patch(&path, &json!({ "is_disabled": false })).await.expect(200).json();
    assert_eq!((&back["is_disabled"], &back["role"]), (&json!(false), &json!("admin")));
    browser.get("session").await.expect(401);
    let browser = Browser::signed_in(house.url(), "kim@acme.example", PASSWORD).await;
    // What a role allows goes by the role of the moment.
    browser.get("keys").await.expect(200);
    owner.patch(&path, &json!({ "role": "member" })).await.expect(200);
    browser.get("keys").await.expect(403);
    let scopes = browser.get("session").await.expect(200).json()["scopes"].clone();
    assert!(!scopes.as_array().expect("scopes").contains(&json!("workspace:admin")));
}

#[tokio::test]
async fn a_link_sets_a_password_once_and_ends_what_rested_on_the_old_one() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    person(&owner, "kim@acme.example", "member").await;
    let browser = Browser::signed_in(house.url(), "kim@acme.example", PASSWORD).await;
    let link = async || {
        let told = house.cli(&["user", "password", "kim@acme.example"]).await;
        let url = told["reset_url"].as_str().expect("a link").to_owned();
        assert!(url.contains("/reset#") && told["expires_at"].is_string(), "{told}");
        url.split_once('#').expect("a word").1.to_owned()
    };
    let (first, second) = (link().await, link().await);
    let nobody = Client::nobody(house.url());
    let confirm = async |token: &str, password: &str| {
        let body = json!({ "token": token, "password": password });
        nobody.post(&format!("{HOUSE}/password-resets/confirm"), &body).await
    };
    let short = confirm(&first, "short").await.expect(400).json();
    assert_eq!(short["error"]["fields"][0]["field"], "password", "{short}");
    confirm("no word of ours", "another horse").await.expect(404);
    confirm(&first, "another horse").await.expect(204);
    confirm(&first, "a third horse").await.expect(404);
    confirm(&second, "a third horse").await.expect(404);
    browser.get("session").await.expect(401);
    sign_in(house.url(), "kim@acme.example", PASSWORD, &[]).await.expect(401);
    Browser::signed_in(house.url(), "kim@acme.example", "another horse").await;
    // This server sends no mail, and says what is missing.
    let asked = json!({ "email": "kim@acme.example" });
    let refused = nobody.post(&format!("{HOUSE}/password-resets"), &asked).await.expect(422).json();
    assert_eq!(code(&refused), "channel_not_configured");
    assert!(refused["error"]["message"].as_str().is_some_and(|text| text.contains("smtp.url")), "{refused}");
}

#[tokio::test]
async fn a_link_comes_by_mail_and_nobody_learns_who_has_an_account() {
    let sink = MailSink::open();
    let smtp = sink.settings();
    let smtp: Vec<(&str, &str)> = smtp.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let house = House::open_with("api", &smtp).await;
    let owner = house.owner().await;
    person(&owner, "kim@acme.example", "member").await;
    let nobody = Client::nobody(house.url());
    let ask = async |email: &str| {
        nobody.post(&format!("{HOUSE}/password-resets"), &json!({ "email": email })).await
    };
    for email in ["nobody@acme.example", "no address", "KIM@acme.example"] {
        let answer = ask(email).await.expect(202);
        assert!(answer.bytes.is_empty(), "{email}");
    }
    let mail = sink.wait_for(1).await.remove(0);
    assert_eq!(mail.to(), "kim@acme.example");
    let word =
        mail.text().split("/reset#").nth(1).expect("a link").split_whitespace().next().expect("a word");
    assert!(mail.text().contains(house.url()), "{}", mail.text());
    let body = json!({ "token": word, "password": "another horse" });
    nobody.post(&format!("{HOUSE}/password-resets/confirm"), &body).await.expect(204);
    Browser::signed_in(house.url(), "kim@acme.example", "another horse").await;
    // Nobody's mailbox is filled.
    for _ in 0..2 {
        ask("kim@acme.example").await.expect(202);
    }
    let refused = ask("kim@acme.example").await.expect(429);
    assert!(refused.header("retry-after").is_some());
}

#[tokio::test]
async fn a_password_is_changed_by_whoever_knows_it_and_signs_everybody_else_out() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    person(&owner, "kim@acme.example", "member").await;
    let here = Browser::signed_in(house.url(), "kim@acme.example", PASSWORD).await;
    let there = Browser::signed_in(house.url(), "kim@acme.example", PASSWORD).await;
    let change = async |current: &str, new: &str| {
        let body = json!({ "current_password": current, "password": new });
        here.send(Method::PUT, "me/password", Some(&body)).await
    };
    let wrong = change("wrong password", "another horse").await.expect(422).json();
    assert_eq!(wrong["error"]["fields"][0]["field"], "current_password", "{wrong}");
    assert_eq!(change(PASSWORD, "short").await.expect(400).json()["error"]["fields"][0]["field"], "password");
    there.get("session").await.expect(200);
    let changed = change(PASSWORD, "another horse").await.expect(204);
    let anew = Browser::with(house.url(), cookie_of(&changed));
    anew.get("session").await.expect(200);
    for ended in [&here, &there] {
        ended.get("session").await.expect(401);
    }
    sign_in(house.url(), "kim@acme.example", PASSWORD, &[]).await.expect(401);
    Browser::signed_in(house.url(), "kim@acme.example", "another horse").await;
    // A key without a person has no password; nor may guessing go on for ever.
    let machine = house.key(&[]).await;
    let body = json!({ "current_password": PASSWORD, "password": "another horse" });
    machine.send(Method::PUT, &format!("{HOUSE}/me/password"), Some(&body)).await.expect(403);
    let guess = json!({ "current_password": "wrong password", "password": "yet another horse" });
    for _ in 0..5 {
        anew.send(Method::PUT, "me/password", Some(&guess)).await.expect(422);
    }
    anew.send(Method::PUT, "me/password", Some(&guess)).await.expect(429);
}

#[tokio::test]
async fn the_first_owner_and_people_of_the_command_line_sign_in() {
    let mut house = House::closed(&[]).await;
    house.start("api").await;
    let line = house.process().line_with("password, shown this once").await;
    let password = line.split_whitespace().last().expect("a password").to_owned();
    let line = house.process().line_with("owner: ").await;
    let email = line.split_whitespace().last().expect("an address").to_owned();
    let browser = Browser::signed_in(house.url(), &email, &password).await;
    assert_eq!(browser.get("session").await.expect(200).json()["user"]["role"], "owner");

    let create = ["user", "create", "--email", "kim@acme.example", "--name", "Kim", "--role", "member"];
    house.cli_with_input(&[&create[..], &["--password-stdin"]].concat(), "from the line\n").await;
    let kim = Browser::signed_in(house.url(), "kim@acme.example", "from the line").await;
    let set = ["user", "password", "kim@acme.example", "--stdin"];
    let told = house.cli_with_input(&set, "another line\r\n").await;
    assert!(told["email"] == "kim@acme.example" && told.get("reset_url").is_none(), "{told}");
    kim.get("session").await.expect(401);
    Browser::signed_in(house.url(), "kim@acme.example", "another line").await;
    let short = house.cli_output(&["user", "password", "kim@acme.example", "--stdin"]).await;
    assert!(!short.status.success() && String::from_utf8_lossy(&short.stderr).contains("standard input"));
}
