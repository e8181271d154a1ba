//! Companies.

use reqwest::Method;
use serde_json::{Value, json};

use super::{added, check_conditional, id, path, send_broken};
use crate::support::House;

#[tokio::test]
async fn a_company_lives_from_its_making_to_its_end() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let domains = json!([{ "domain": "acme.example" }, { "domain": "ACME.test", "is_primary": true }]);
    let body = json!({
        "domains": domains, "name": "Acme", "description": "Makes anvils", "industry": "Anvils",
        "website": "https://acme.example/", "logo_url": "https://acme.example/logo.svg", "number_of_employees": 12,
    });
    let made = added(&owner, "companies", body.clone()).await;
    assert_eq!(made["object"], "company");
    assert!(id(&made).starts_with("cmp_"));
    let expected = json!([{ "domain": "acme.test", "is_primary": true }, { "domain": "acme.example", "is_primary": false }]);
    assert_eq!(made["domains"], expected);
    for member in ["name", "description", "industry", "website", "logo_url", "number_of_employees"] {
        assert_eq!(made[member], body[member], "{member}");
    }
    let path = path("companies", &made);
    assert_eq!(owner.get(&path).await.expect(200).json(), made);
    check_conditional(&owner, &path).await;
    let person = added(&owner, "contacts", json!({ "first_name": "Jonas", "company_id": id(&made) })).await;

    let change = json!({ "name": null, "industry": null, "number_of_employees": null, "domains": [] });
    let changed = owner.patch(&path, &change).await.expect(200).json();
    assert_eq!((&changed["name"], &changed["domains"]), (&Value::Null, &json!([])));
    assert!(changed.get("industry").is_none() && changed.get("number_of_employees").is_none(), "{changed}");
    assert_eq!(changed["description"], "Makes anvils", "what is left out stays");

    let crm = json!({ "object_type": "company", "crm_object_id": "001", "source": "salesforce" });
    let crm_path = format!("{path}/crm_association");
    let associated = owner.send(Method::PUT, &crm_path, Some(&crm)).await.expect(200).json();
    assert_eq!(associated["crm_association"], crm);
    assert!(owner.delete(&crm_path).await.expect(200).json().get("crm_association").is_none());

    let deleted = owner.delete(&path).await.expect(200).json();
    assert_eq!(deleted, json!({ "id": id(&made), "object": "company", "deleted": true }));
    owner.get(&path).await.problem(404);
    owner.delete(&path).await.problem(404);
    let person = owner.get(&super::path("contacts", &person)).await.expect(200).json();
    assert!(person.get("company").is_none(), "nothing refers to what is gone: {person}");
}

#[tokio::test]
async fn a_domain_belongs_to_one_company() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let body = json!({ "domains": [{ "domain": "acme.example" }] });
    let acme = added(&owner, "companies", body.clone()).await;
    let other = added(&owner, "companies", json!({ "domains": [] })).await;
    owner.post("/api/v2/companies", &body).await.problem(409);
    owner.patch(&path("companies", &other), &body).await.problem(409);
    owner.patch(&path("companies", &acme), &body).await.expect(200);
    owner.delete(&path("companies", &acme)).await.expect(200);
    owner.patch(&path("companies", &other), &body).await.expect(200);
}

#[tokio::test]
async fn what_is_wrong_with_a_company_is_named() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let acme = added(&owner, "companies", json!({ "domains": [{ "domain": "acme.example" }] })).await;
    owner.post("/api/v2/companies", &json!({ "name": "Acme" })).await.problem_fields(422);
    let rows = [
        (json!({ "domains": null }), "domains"),
        (json!({ "domains": [{ "domain": "acme" }] }), "domains[0]"),
        (json!({ "domains": [{ "domain": "https://acme.example" }] }), "domains[0]"),
        (json!({ "domains": [], "name": "" }), "name"),
        (json!({ "domains": [], "description": "x".repeat(2_001) }), "description"),
        (json!({ "domains": [], "website": "javascript:alert(1)" }), "website"),
        (json!({ "domains": [], "logo_url": "acme.example/logo.svg" }), "logo_url"),
        (json!({ "domains": [], "number_of_employees": -1 }), "number_of_employees"),
        (json!({ "domains": [], "number_of_employees": 4_294_967_296_u64 }), "number_of_employees"),
        (json!("domains"), "body"),
    ];
    for (body, field) in rows {
        for (method, path) in
            [(Method::POST, "/api/v2/companies"), (Method::PATCH, &path("companies", &acme))]
        {
            let fields = owner.send(method.clone(), path, Some(&body)).await.problem_fields(422);
            assert_eq!(fields, [field], "{method} {body}");
        }
    }
    send_broken(&owner, Method::POST, "/api/v2/companies").await.problem(400);
    let contact = json!({ "object_type": "contact", "crm_object_id": "1", "source": "s" });
    let crm_path = format!("{}/crm_association", path("companies", &acme));
    let fields = owner.send(Method::PUT, &crm_path, Some(&contact)).await.problem_fields(422);
    assert_eq!(fields, ["object_type"]);
    owner.get("/api/v2/companies/acme").await.problem(404);
}
