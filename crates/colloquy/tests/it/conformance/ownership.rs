//! Cases 3 and 4: who owns it.

use serde_json::{Value, json};

use crate::support::house::OWNER_EMAIL;
use crate::support::{House, MediaHost, call, merged, recorded_call, tones};

fn owned_by(external_id: &str, owner: Value) -> Value {
    merged(call(external_id), json!({ "participants": [merged(owner, json!({ "is_owner": true }))] }))
}

#[tokio::test]
async fn case_3_two_owners_are_refused_before_anything_is_done() {
    let house = House::open().await;
    let (owner, media) = (house.owner().await, MediaHost::open().await);
    house.user("kim@acme.example", "member").await;
    let media_url = media.file("/call.wav", "audio/wav", tones::wav(1));
    let people = |kim_owns: bool| {
        json!({ "participants": [
            { "email": OWNER_EMAIL, "is_owner": true },
            { "email": "kim@acme.example", "is_owner": kim_owns },
            { "phone": "+14155550100" },
        ] })
    };
    let body = recorded_call("acme:3", &media_url);
    let refused = owner.create(&merged(body.clone(), people(true))).await.problem_fields(400);
    assert_eq!(refused, ["participants"]);
    assert_eq!(media.hits(), 0);
    let accepted = owner.create(&merged(body, people(false))).await.expect(201).json();
    assert_eq!(accepted["owner_user_id"], accepted["host_user_id"]);
    assert_eq!(media.hits(), 1);
}

#[tokio::test]
async fn case_4_the_owner_is_found_among_active_users_by_email_then_by_phone() {
    let house = House::open().await;
    let owner = house.owner().await;
    for (email, role, phone) in [
        ("kim@acme.example", "member", "+1 415 555 0101"),
        ("ana@acme.example", "member", "+14155550102"),
        ("left@acme.example", "inactive", "+14155550103"),
        ("new@acme.example", "not-invited", "+14155550104"),
        ("one@acme.example", "member", "+14155550105"),
        ("two@acme.example", "member", "+14155550105"),
    ] {
        let options = ["user", "create", "--name", email, "--email", email, "--role", role, "--phone", phone];
        house.cli(&options).await;
    }
    house.cli(&["workspace", "create", "--name", "elsewhere"]).await;
    let there = ["user", "create", "--name", "x", "--email", "far@acme.example", "--role", "member"];
    house.cli(&[&there[..], &["--workspace", "elsewhere"]].concat()).await;

    // What the owner participant says, and who it is.
    let rows = [
        (json!({ "email": " KIM@acme.example " }), Some("kim@acme.example")),
        (json!({ "phone": "1 (415) 555-0102" }), None),
        (json!({ "phone": "+1 (415) 555-0102" }), Some("ana@acme.example")),
        // The e-mail address goes first.
        (json!({ "email": "kim@acme.example", "phone": "+14155550102" }), Some("kim@acme.example")),
        // One that is not active was not found, and the phone counts.
        (json!({ "email": "left@acme.example", "phone": "+14155550102" }), Some("ana@acme.example")),
        (json!({ "email": "left@acme.example" }), None),
        (json!({ "email": "new@acme.example" }), None),
        (json!({ "phone": "+14155550103" }), None),
        // Ownership is never guessed.
        (json!({ "phone": "+14155550105" }), None),
        (json!({ "email": "far@acme.example" }), None),
        (json!({ "email": "nobody@acme.example" }), None),
        (json!({ "name": "Kim" }), None),
    ];
    let users = house.cli(&["user", "list"]).await;
    for (number, (says, expected)) in rows.into_iter().enumerate() {
        let answer = owner.create(&owned_by(&format!("acme:4:{number}"), says.clone())).await;
        let Some(email) = expected else {
            answer.problem_fields(400);
            continue;
        };
        let engagement = answer.expect(201).json();
        let id = engagement["id"].as_str().unwrap();
        let read = owner.engagement(id, "?expand=owner").await;
        assert_eq!(read["owner"]["emails"][0]["email"], email, "{says}");
        assert!(users.to_string().contains(email));
    }
}

#[tokio::test]
async fn case_4_a_key_without_a_user_needs_an_owner() {
    let house = House::open().await;
    house.owner().await;
    let key = house.key_with_scopes("engagements:write").await;
    assert_eq!(key.create(&call("acme:4")).await.problem_fields(400), ["participants"]);
    key.create(&owned_by("acme:4", json!({ "email": OWNER_EMAIL }))).await.expect(201);
}
