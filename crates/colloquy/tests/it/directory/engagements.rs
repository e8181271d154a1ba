//! Replacing the contacts and the tags of an engagement.

use reqwest::Method;
use serde_json::{Value, json};

use super::{added, contact, id, path};
use crate::support::house::OWNER_EMAIL;
use crate::support::{Client, House, call, merged};

async fn replace(client: &Client, engagement: &str, what: &str, ids: &[&str]) -> Value {
    let member = format!("{}_ids", what.trim_end_matches('s'));
    let path = format!("/api/v2/engagements/{engagement}/{what}");
    client.send(Method::PUT, &path, Some(&json!({ member: ids }))).await.expect(200).json()
}

fn names(conversation: &Value) -> Vec<&str> {
    let participants = conversation["participants"].as_array().expect("participants");
    participants.iter().map(|one| one["name"].as_str().unwrap_or("")).collect()
}

#[tokio::test]
async fn contacts_are_replaced_and_everybody_else_stays() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let body = json!({ "participants": [
        { "name": "Rae", "email": OWNER_EMAIL, "is_owner": true },
        { "name": "Jonas", "email": "jonas@customer.example" },
        { "name": "Somebody" },
    ] });
    let engagement = owner.created(&merged(call("acme:1"), body)).await;
    let at_first = owner.engagement(&engagement, "?expand=contacts").await;
    let jonas = &at_first["contacts"][0];
    let kim = added(
        &owner,
        "contacts",
        json!({
            "first_name": "Kim", "last_name": "Doe", "emails": [{ "email": "kim@partner.example" }],
            "phone_numbers": [{ "phone_number": "+491" }],
        }),
    )
    .await;

    let both = replace(&owner, &engagement, "contacts", &[id(&kim), id(jonas), id(&kim)]).await;
    assert_eq!(both["object"], "engagement");
    assert!(both.get("contacts").is_none(), "an expansion that nobody asked for: {both}");
    assert_ne!(both["updated_at"], at_first["updated_at"]);
    let conversation = owner.conversation(&engagement).await;
    assert_eq!(names(&conversation), ["Rae", "Jonas", "Somebody", "Kim Doe"]);
    let added = &conversation["participants"][3];
    assert_eq!((&added["role"], &added["email"]), (&json!("customer"), &json!("kim@partner.example")));
    assert_eq!((&added["is_owner"], &added["phone"]), (&json!(false), &json!("+491")));

    let hits = owner.get("/api/colloquy/v1/search?q=kim%20doe").await.expect(200).json();
    assert_eq!(hits["data"].as_array().unwrap().len(), 1, "found by the words of the new one: {hits}");

    let same = replace(&owner, &engagement, "contacts", &[id(jonas), id(&kim)]).await;
    assert_eq!(same["updated_at"], both["updated_at"], "nothing changed");

    replace(&owner, &engagement, "contacts", &[id(&kim)]).await;
    assert_eq!(names(&owner.conversation(&engagement).await), ["Rae", "Somebody", "Kim Doe"]);
    let hits = owner.get("/api/colloquy/v1/search?q=customer.example").await.expect(200).json();
    assert_eq!(hits["data"], json!([]), "and not by those of who is gone");
    // A contact that is gone is not named by expansions, nor can it be named.
    owner.delete(&path("contacts", &kim)).await.expect(200);
    let without = owner.engagement(&engagement, "?expand=contacts,companies").await;
    assert_eq!((&without["contacts"], &without["companies"]), (&json!([]), &json!([])));
    replace(&owner, &engagement, "contacts", &[]).await;
    assert_eq!(names(&owner.conversation(&engagement).await), ["Rae", "Somebody"]);
    let path = format!("/api/v2/engagements/{engagement}/contacts");
    let gone = json!({ "contact_ids": [id(jonas), id(&kim), "cnt_nothing"] });
    let fields = owner.send(Method::PUT, &path, Some(&gone)).await.problem_fields(422);
    assert_eq!(fields, ["contact_ids[2]"]);
    let gone = json!({ "contact_ids": [id(jonas), id(&kim)] });
    let fields = owner.send(Method::PUT, &path, Some(&gone)).await.problem_fields(422);
    assert_eq!(fields, ["contact_ids[1]"], "all or nothing");
    assert_eq!(names(&owner.conversation(&engagement).await), ["Rae", "Somebody"]);
}

#[tokio::test]
async fn is_internal_follows_from_who_took_part() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    house.cli(&["workspace", "set", "--own-domains", "acme.example"]).await;
    let rae = json!({ "name": "Rae", "email": OWNER_EMAIL, "is_owner": true });
    let colleague = json!({ "name": "Lee", "email": "Lee@ACME.example" });
    let internal = json!({ "participants": [rae, colleague] });
    let engagement = owner.created(&merged(call("acme:internal"), internal)).await;
    assert_eq!(owner.engagement(&engagement, "").await["is_internal"], true);
    let lee = owner.engagement(&engagement, "?expand=contacts").await["contacts"][0].clone();
    let jonas = contact(&owner, "jonas@customer.example").await;
    let changed = replace(&owner, &engagement, "contacts", &[id(&lee), id(&jonas)]).await;
    assert_eq!(changed["is_internal"], false);
    let changed = replace(&owner, &engagement, "contacts", &[id(&lee)]).await;
    assert_eq!(changed["is_internal"], true);

    let rows = [
        (json!([]), false),
        (json!([{ "email": OWNER_EMAIL, "is_owner": true }]), true),
        (json!([{ "email": OWNER_EMAIL, "is_owner": true }, { "name": "Somebody" }]), false),
        (json!([{ "email": OWNER_EMAIL, "is_owner": true }, { "phone": "+14155550100" }]), false),
    ];
    for (number, (participants, expected)) in rows.into_iter().enumerate() {
        let body = merged(call(&format!("acme:row-{number}")), json!({ "participants": participants }));
        assert_eq!(owner.create(&body).await.expect(201).json()["is_internal"], expected, "{participants}");
    }
}

#[tokio::test]
async fn tags_are_replaced_and_those_that_were_found_keep_their_grounds() {
    let house = House::open().await;
    let owner = house.owner().await;
    let found =
        added(&owner, "tags", json!({ "name": "Price", "description": "price too high renewal" })).await;
    let given = added(&owner, "tags", json!({ "name": "By hand", "auto_tagging_enabled": false })).await;
    let engagement = owner.created(&call("acme:1")).await;
    let conversation = owner.finished(&engagement).await;
    let was_found = |conversation: &Value, tag: &Value| {
        let tags = conversation["tags"].as_array().expect("tags").clone();
        tags.into_iter().find(|given| given["name"] == tag["name"])
    };
    let before =
        was_found(&conversation, &found).unwrap_or_else(|| panic!("the stage gives it: {conversation}"));
    assert!(before["grounds"].is_object(), "{before}");

    let changed = replace(&owner, &engagement, "tags", &[id(&given), id(&found), id(&given)]).await;
    let after = owner.conversation(&engagement).await;
    assert_eq!(was_found(&after, &found).expect("it stays")["grounds"], before["grounds"]);
    assert_eq!(was_found(&after, &given).expect("it was given")["grounds"], Value::Null);
    let tags = owner.engagement(&engagement, "?expand=tags").await["tags"].clone();
    assert_eq!(tags.as_array().unwrap().iter().map(id).collect::<Vec<_>>(), [id(&given), id(&found)]);
    let same = replace(&owner, &engagement, "tags", &[id(&found), id(&given)]).await;
    assert_eq!(same["updated_at"], changed["updated_at"], "nothing changed");
    replace(&owner, &engagement, "tags", &[]).await;
    assert_eq!(owner.engagement(&engagement, "?expand=tags").await["tags"], json!([]));

    let path = format!("/api/v2/engagements/{engagement}/tags");
    let rows = [
        (json!({}), "tag_ids"),
        (json!({ "tag_ids": null }), "tag_ids"),
        (json!({ "tag_ids": id(&given) }), "tag_ids"),
        (json!({ "tag_ids": [id(&given), 7] }), "tag_ids[1]"),
        (json!({ "tag_ids": ["tag_01KFXKBAV0R7S2VBVK3QSBHMR3"] }), "tag_ids[0]"),
        (json!({ "tag_ids": vec![id(&given); 501] }), "tag_ids"),
    ];
    for (body, field) in rows {
        assert_eq!(owner.send(Method::PUT, &path, Some(&body)).await.problem_fields(422), [field], "{body}");
    }
    assert_eq!(owner.engagement(&engagement, "?expand=tags").await["tags"], json!([]), "all or nothing");
}

#[tokio::test]
async fn a_private_engagement_is_changed_with_its_own_scope_only() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let private = owner.created(&merged(call("private"), json!({ "is_private": true }))).await;
    let open = owner.created(&call("open")).await;
    let paths = |id: &str| ["contacts", "tags"].map(|what| format!("/api/v2/engagements/{id}/{what}"));
    let body = json!({ "contact_ids": [], "tag_ids": [] });
    let rows = [
        ("engagements:write", 200, 403),
        ("engagements:write,engagements:private:write", 200, 200),
        ("engagements:private:write", 403, 403),
        ("engagements:write,engagements:read,engagements:private:read", 200, 403),
        ("engagements:read,engagements:private:read", 403, 403),
    ];
    for (scopes, expected_open, expected_private) in rows {
        let client = house.key_with_scopes(scopes).await;
        for (engagement, expected) in [(&open, expected_open), (&private, expected_private)] {
            for path in paths(engagement) {
                let answer = client.send(Method::PUT, &path, Some(&body)).await;
                assert_eq!(answer.status, expected, "{scopes} {path}");
            }
        }
    }
}
