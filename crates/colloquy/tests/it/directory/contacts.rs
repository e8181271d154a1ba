//! Contacts.

use reqwest::Method;
use serde_json::{Value, json};

use super::{added, check_conditional, contact, id, path, send_broken};
use crate::support::House;

#[tokio::test]
async fn a_contact_lives_from_its_making_to_its_end() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let company = added(&owner, "companies", json!({ "domains": [{ "domain": "customer.example" }] })).await;
    let made = added(
        &owner,
        "contacts",
        json!({
            "first_name": "Jonas", "last_name": "Roe", "description": "Decides", "company_id": id(&company),
            "emails": [
                { "email": "j.roe@customer.example" },
                { "email": "Jonas@Customer.Example", "is_primary": true },
                { "email": "J.Roe@customer.example" },
            ],
            "phone_numbers": [{ "phone_number": "+1 (415) 555-0100" }],
            "time_zone": "Europe/Berlin", "shoe_size": 44,
        }),
    )
    .await;
    assert_eq!(made["object"], "contact");
    assert!(id(&made).starts_with("cnt_"));
    let emails = json!([
        { "email": "jonas@customer.example", "is_primary": true },
        { "email": "j.roe@customer.example", "is_primary": false },
    ]);
    assert_eq!(made["emails"], emails, "the primary one first, each once, in lower case");
    assert_eq!(made["phone_numbers"], json!([{ "phone_number": "+14155550100", "is_primary": true }]));
    assert_eq!(made["company"], json!({ "object": "company", "id": id(&company) }));
    let path = path("contacts", &made);
    assert_eq!(owner.get(&path).await.expect(200).json(), made);
    let etag = check_conditional(&owner, &path).await;

    let change = json!({
        "first_name": null, "description": null, "company_id": null, "time_zone": null,
        "emails": [{ "email": "new@customer.example" }], "phone_numbers": [],
    });
    let changed = owner.patch(&path, &change).await.expect(200).json();
    assert_eq!(changed["first_name"], Value::Null);
    assert_eq!(changed["last_name"], "Roe", "what is left out stays");
    for gone in ["description", "company", "time_zone", "crm_association"] {
        assert!(changed.get(gone).is_none(), "{gone} in {changed}");
    }
    assert_eq!(changed["emails"], json!([{ "email": "new@customer.example", "is_primary": true }]));
    assert_eq!((&changed["phone_numbers"], &changed["created_at"]), (&json!([]), &made["created_at"]));
    assert_ne!(changed["updated_at"], made["updated_at"]);
    owner.get_with(&path, &[("if-none-match", &etag)]).await.expect(200);

    let crm = json!({ "object_type": "contact", "crm_object_id": "003", "source": "salesforce" });
    let crm_path = format!("{path}/crm_association");
    let associated = owner.send(Method::PUT, &crm_path, Some(&crm)).await.expect(200).json();
    assert_eq!(associated["crm_association"], crm);
    let other = json!({ "object_type": "contact", "crm_object_id": "77", "source": "hubspot" });
    owner.send(Method::PUT, &crm_path, Some(&other)).await.expect(200);
    assert_eq!(owner.get(&path).await.json()["crm_association"], other, "there is one at most");
    let cleared = owner.delete(&crm_path).await.expect(200).json();
    assert!(cleared.get("crm_association").is_none(), "{cleared}");
    owner.delete(&crm_path).await.expect(200);

    let deleted = owner.delete(&path).await.expect(200).json();
    assert_eq!(deleted, json!({ "id": id(&made), "object": "contact", "deleted": true }));
    owner.get(&path).await.problem(404);
    owner.patch(&path, &json!({})).await.problem(404);
    owner.delete(&path).await.problem(404);
    owner.send(Method::PUT, &crm_path, Some(&crm)).await.problem(404);
    owner.delete(&crm_path).await.problem(404);
    contact(&owner, "new@customer.example").await;
}

#[tokio::test]
async fn an_address_and_a_number_belong_to_one_contact() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let body = json!({
        "emails": [{ "email": "jonas@customer.example" }], "phone_numbers": [{ "phone_number": "+14155550100" }],
    });
    let jonas = added(&owner, "contacts", body).await;
    let kim = contact(&owner, "kim@customer.example").await;
    let taken_email = json!({ "emails": [{ "email": "JONAS@customer.example" }] });
    let taken_phone = json!({ "phone_numbers": [{ "phone_number": "+1 415 555 0100" }] });
    for taken in [&taken_email, &taken_phone] {
        owner.post("/api/v2/contacts", taken).await.problem(409);
        owner.patch(&path("contacts", &kim), taken).await.problem(409);
        owner.patch(&path("contacts", &jonas), taken).await.expect(200);
    }
    assert_eq!(owner.get(&path("contacts", &kim)).await.json(), kim, "nothing was changed");
    owner.delete(&path("contacts", &jonas)).await.expect(200);
    owner.patch(&path("contacts", &kim), &taken_email).await.expect(200);
    owner.patch(&path("contacts", &kim), &taken_phone).await.expect(200);
    // In another workspace they are free.
    house.cli(&["workspace", "create", "--name", "elsewhere"]).await;
    let stranger = house.key(&["--workspace", "elsewhere"]).await;
    added(&stranger, "contacts", taken_email).await;
    stranger.get(&path("contacts", &kim)).await.problem(404);
}

#[tokio::test]
async fn what_is_wrong_with_a_contact_is_named() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let kim = contact(&owner, "kim@customer.example").await;
    let long = "x".repeat(256);
    let unknown_company = "cmp_01KFXKBAV0R7S2VBVK3QSBHMR3";
    let two_primary = json!([
        { "email": "a@x.example", "is_primary": true }, { "email": "b@x.example", "is_primary": true },
    ]);
    let rows = [
        (json!({ "first_name": "" }), "first_name"),
        (json!({ "first_name": " \t" }), "first_name"),
        (json!({ "last_name": "\u{a0}" }), "last_name"),
        (json!({ "last_name": long }), "last_name"),
        (json!({ "first_name": 7 }), "first_name"),
        (json!({ "description": "x".repeat(2_001) }), "description"),
        (json!({ "company_id": unknown_company }), "company_id"),
        (json!({ "company_id": "cmp_nothing" }), "company_id"),
        (json!({ "company_id": 7 }), "company_id"),
        (json!({ "emails": "a@x.example" }), "emails"),
        (json!({ "emails": null }), "emails"),
        (json!({ "emails": ["a@x.example"] }), "emails[0]"),
        (json!({ "emails": [{ "is_primary": true }] }), "emails[0].email"),
        (json!({ "emails": [{ "email": "a@x.example" }, { "email": "nobody" }] }), "emails[1]"),
        (json!({ "emails": two_primary }), "emails"),
        (json!({ "emails": vec![json!({ "email": "a@x.example" }); 51] }), "emails"),
        (json!({ "phone_numbers": [{ "phone_number": "none" }] }), "phone_numbers[0]"),
        (json!({ "phone_numbers": [{}] }), "phone_numbers[0].phone_number"),
        (json!({ "time_zone": "Mars/Olympus" }), "time_zone"),
        (json!([]), "body"),
    ];
    for (body, field) in rows {
        for (method, path) in [(Method::POST, "/api/v2/contacts"), (Method::PATCH, &path("contacts", &kim))] {
            let fields = owner.send(method.clone(), path, Some(&body)).await.problem_fields(422);
            assert_eq!(fields, [field], "{method} {body}");
        }
    }
    for nobody in [json!({}), json!({ "description": "Somebody", "emails": [] })] {
        let refused = owner.post("/api/v2/contacts", &nobody).await.problem_fields(422);
        assert_eq!(refused, ["first_name"], "{nobody}");
    }
    let refused = owner.patch(&path("contacts", &kim), &json!({ "emails": [] })).await.problem_fields(422);
    assert_eq!(refused, ["first_name"], "nothing would be left of them");
    for (method, path) in [
        (Method::POST, "/api/v2/contacts".to_owned()),
        (Method::PATCH, path("contacts", &kim)),
        (Method::PUT, format!("{}/crm_association", path("contacts", &kim))),
    ] {
        send_broken(&owner, method, &path).await.problem(400);
    }
    let crm_path = format!("{}/crm_association", path("contacts", &kim));
    let good = json!({ "object_type": "contact", "crm_object_id": "1", "source": "s" });
    let wrong = [
        ("object_type", json!("company")),
        ("object_type", json!(null)),
        ("crm_object_id", json!("")),
        ("source", json!(long)),
    ];
    for (member, value) in wrong {
        let body = crate::support::merged(good.clone(), json!({ member: value }));
        let fields = owner.send(Method::PUT, &crm_path, Some(&body)).await.problem_fields(422);
        assert_eq!(fields, [member], "{body}");
    }
    assert_eq!(owner.get(&path("contacts", &kim)).await.json(), kim, "nothing was changed");
    for nothing in ["nothing", "cnt_1", "cmp_01KFXKBAV0R7S2VBVK3QSBHMR3", "cnt_01KFXKBAV0R7S2VBVK3QSBHMR3"] {
        owner.get(&format!("/api/v2/contacts/{nothing}")).await.problem(404);
    }
}
