//! Participants become contacts, and the domains of their addresses companies.

use serde_json::{Value, json};

use super::{added, id, path};
use crate::support::{House, Receiver, call, merged};

#[tokio::test]
async fn who_is_new_becomes_a_contact_with_its_company_and_is_told_of() {
    let house = House::open().await;
    let owner = house.owner().await;
    let receiver = Receiver::open().await;
    let types = ["v1.contact.created", "v1.company.created", "v1.engagement.created"];
    owner.webhook(&receiver.url("/"), &types).await;
    let people = json!({ "participants": [
        { "name": "Jonas van Roe", "email": "Jonas@Customer.example", "phone": "+1 415 555 0100" },
        { "name": "Kim", "email": "kim@customer.example" },
        { "email": "lee@gmail.com" },
        { "phone": "+49 30 1234" },
        { "name": "Somebody" },
    ] });
    let engagement = owner.created(&merged(call("acme:1"), people.clone())).await;
    let expanded = owner.engagement(&engagement, "?expand=contacts,companies").await;
    let contacts = expanded["contacts"].as_array().unwrap();
    let companies = expanded["companies"].as_array().unwrap();
    assert_eq!((contacts.len(), companies.len()), (4, 1), "{expanded}");
    assert_eq!(companies[0]["domains"], json!([{ "domain": "customer.example", "is_primary": true }]));
    let by_email = |email: &str| {
        let has = |contact: &&Value| contact["emails"][0]["email"] == email;
        contacts.iter().find(has).unwrap_or_else(|| panic!("no {email} in {expanded}"))
    };
    let jonas = by_email("jonas@customer.example");
    assert_eq!((&jonas["first_name"], &jonas["last_name"]), (&json!("Jonas van"), &json!("Roe")));
    assert_eq!(jonas["company"]["id"], companies[0]["id"]);
    assert!(by_email("lee@gmail.com").get("company").is_none(), "freemail is no organisation");

    receiver.event("v1.engagement.created", &engagement).await;
    for contact in contacts {
        let told = receiver.event("v1.contact.created", id(contact)).await.event();
        assert_eq!(told["data"]["object"], owner.get(&path("contacts", contact)).await.expect(200).json());
    }
    let told = receiver.event("v1.company.created", id(&companies[0])).await.event();
    assert_eq!(told["data"]["object"], owner.get(&path("companies", &companies[0])).await.json());

    // The second time they are known, in whatever spelling.
    let second = owner.created(&merged(call("acme:2"), people)).await;
    receiver.event("v1.engagement.created", &second).await;
    assert_eq!(owner.engagement(&second, "?expand=contacts").await["contacts"].as_array().unwrap().len(), 4);
    assert_eq!(receiver.of_type("v1.contact.created").len(), 4);
    assert_eq!(receiver.of_type("v1.company.created").len(), 1);
}

#[tokio::test]
async fn who_was_written_down_before_is_found_and_who_was_deleted_is_made_anew() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let domains = json!({ "name": "Customer", "domains": [{ "domain": "customer.example" }] });
    let company = added(&owner, "companies", domains).await;
    let emails = json!([{ "email": "main@customer.example" }, { "email": "other@customer.example" }]);
    let known = added(&owner, "contacts", json!({ "first_name": "Ada", "emails": emails })).await;
    let people = json!({ "participants": [
        { "name": "A.", "email": "other@customer.example" },
        { "name": "New", "email": "new@customer.example" },
    ] });
    let engagement = owner.created(&merged(call("acme:1"), people.clone())).await;
    let expanded = owner.engagement(&engagement, "?expand=contacts,companies").await;
    let found: Vec<&str> = expanded["contacts"].as_array().unwrap().iter().map(id).collect();
    assert!(found.contains(&id(&known)), "{expanded}");
    assert_eq!(expanded["companies"][0]["id"], company["id"], "by its domain");
    assert_eq!(expanded["companies"][0]["object"], "engagement_company");

    owner.delete(&path("contacts", &known)).await.expect(200);
    owner.delete(&path("companies", &company)).await.expect(200);
    let left = owner.engagement(&engagement, "?expand=contacts,companies").await;
    assert_eq!((left["contacts"].as_array().unwrap().len(), &left["companies"]), (1, &json!([])));
    let later = owner.created(&merged(call("acme:2"), people)).await;
    let expanded = owner.engagement(&later, "?expand=contacts").await;
    let contacts = expanded["contacts"].as_array().unwrap();
    assert_eq!(contacts.len(), 2);
    assert!(contacts.iter().all(|contact| contact["id"] != known["id"]), "{expanded}");
}

#[tokio::test]
async fn who_is_known_without_a_company_is_given_one() {
    let house = House::open().await;
    let owner = house.owner().await;
    let receiver = Receiver::open().await;
    owner.webhook(&receiver.url("/"), &["v1.contact.updated"]).await;
    let emails = json!([{ "email": "jonas@gmail.com" }, { "email": "jonas@customer.example" }]);
    let known = added(&owner, "contacts", json!({ "first_name": "Jonas", "emails": emails })).await;
    assert!(known.get("company").is_none(), "{known}");
    let people = json!({ "participants": [
        { "name": "Jonas", "email": "jonas@gmail.com" },
        { "name": "Lee", "email": "lee@customer.example" },
    ] });
    let engagement = owner.created(&merged(call("acme:1"), people.clone())).await;
    let expanded = owner.engagement(&engagement, "?expand=contacts,companies").await;
    assert_eq!(expanded["contacts"].as_array().unwrap().len(), 2);
    let companies = expanded["companies"].as_array().unwrap();
    assert_eq!(companies.len(), 1, "{expanded}");
    let placed = owner.get(&path("contacts", &known)).await.expect(200).json();
    assert_eq!(placed["company"]["id"], companies[0]["id"]);
    let instant = |contact: &Value| contact["updated_at"].as_str().unwrap().to_owned();
    assert!(instant(&placed) >= instant(&known), "{placed}");
    let told = receiver.event("v1.contact.updated", id(&known)).await.event();
    assert_eq!(told["data"]["object"], placed);

    // Without the company nobody names it, and the next conversation brings another.
    owner.delete(&path("companies", &companies[0])).await.expect(200);
    let listed = owner.get("/api/v2/contacts?search=jonas").await.expect(200).json();
    assert_eq!(listed["data"][0]["id"], known["id"]);
    assert!(listed["data"][0].get("company").is_none(), "{listed}");
    owner.created(&merged(call("acme:2"), people)).await;
    let placed = owner.get(&path("contacts", &known)).await.expect(200).json();
    assert!(placed["company"]["id"].is_string() && placed["company"]["id"] != companies[0]["id"]);
}

#[tokio::test]
async fn what_is_no_address_and_no_name_makes_no_contact_of_that() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let people = json!({ "participants": [
        { "name": "No domain", "email": "y@localhost" },
        { "name": "No address", "email": "x@weird domain>" },
        { "name": "Twice", "email": "a@b@customer.example" },
        { "name": "Ada\r\nBcc: all@customer.example", "email": "kim\n@customer.example", "phone": "+14155550100" },
    ] });
    let engagement = owner.created(&merged(call("acme:1"), people)).await;
    let contacts = owner.engagement(&engagement, "?expand=contacts").await["contacts"].clone();
    assert_eq!(contacts.as_array().unwrap().len(), 1, "{contacts}");
    let ada = owner.get(&path("contacts", &contacts[0])).await.expect(200).json();
    assert_eq!((&ada["first_name"], &ada["emails"]), (&json!("Ada Bcc:"), &json!([])), "{ada}");
    let there = owner.conversation(&engagement).await["participants"].clone();
    assert_eq!(there[1]["email"], "x@weird domain>", "what the client said of them stays");
    assert_eq!(there[3]["name"], "Ada Bcc: all@customer.example");
}

#[tokio::test]
async fn the_timeline_names_only_contacts_who_are_there() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let body = merged(
        call("acme:1"),
        json!({ "participants": [
            { "name": "Rae", "email": "rae@customer.example" },
            { "name": "Jonas", "email": "jonas@customer.example" },
        ] }),
    );
    let engagement = owner.created(&body).await;
    let timeline = format!("/api/v2/engagements/{engagement}/transcript_timeline");
    let named = async || {
        let timeline = owner.get(&timeline).await.expect(200).json();
        [0, 1].map(|speaker| timeline["speakers"][speaker]["contact_id"].as_str().map(str::to_owned))
    };
    let [Some(rae), Some(jonas)] = named().await else { panic!("both are contacts") };
    owner.delete(&format!("/api/v2/contacts/{rae}")).await.expect(200);
    assert_eq!(named().await, [None, Some(jonas)]);
    let contacts = format!("/api/v2/engagements/{engagement}/contacts");
    owner.send(reqwest::Method::PUT, &contacts, Some(&json!({ "contact_ids": [] }))).await.expect(200);
    assert_eq!(named().await, [None, None]);
    let replayed = owner.create(&body).await.expect(200).json();
    assert!(!replayed["transcript_timeline"].to_string().contains("cnt_"), "{replayed}");
}
