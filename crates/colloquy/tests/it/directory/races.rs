//! Changes that come at the same moment.

use futures::future::join_all;
use serde_json::json;

use super::{contact, path};
use crate::support::House;

#[tokio::test]
async fn of_two_that_want_one_address_one_gets_it() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    for round in 0..5 {
        let email = format!("round-{round}@customer.example");
        let domain = format!("round-{round}.example");
        let rows = [
            ("contacts", json!({ "emails": [{ "email": email }] })),
            ("companies", json!({ "domains": [{ "domain": domain }] })),
            ("tags", json!({ "name": domain })),
        ];
        for (collection, body) in rows {
            let path = format!("/api/v2/{collection}");
            let answers = join_all((0..4).map(|_| owner.post(&path, &body))).await;
            let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
            statuses.sort_unstable();
            assert_eq!(statuses, [201, 409, 409, 409], "{collection}");
        }
    }
}

#[tokio::test]
async fn two_changes_of_one_contact_lose_nothing_of_each_other() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let one = contact(&owner, "one@customer.example").await;
    let path = path("contacts", &one);
    for round in 0..10 {
        let name = format!("name {round}");
        let changes = [
            json!({ "first_name": name }),
            json!({ "last_name": name }),
            json!({ "description": name }),
            json!({ "emails": [{ "email": format!("r{round}@customer.example") }] }),
        ];
        for answer in join_all(changes.iter().map(|change| owner.patch(&path, change))).await {
            answer.expect(200);
        }
        let now = owner.get(&path).await.expect(200).json();
        for member in ["first_name", "last_name", "description"] {
            assert_eq!(now[member], json!(name), "{member}");
        }
        assert_eq!(now["emails"][0]["email"], json!(format!("r{round}@customer.example")));
    }
}

#[tokio::test]
async fn contacts_that_swap_their_addresses_end_with_an_answer() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let emails = ["a@customer.example", "b@customer.example"];
    let both = [contact(&owner, emails[0]).await, contact(&owner, emails[1]).await];
    for round in 0..10 {
        let changes = (0..2).map(|number| {
            let body = json!({ "emails": [{ "email": emails[(number + round) % 2] }] });
            let path = path("contacts", &both[number]);
            let owner = owner.clone();
            async move { owner.patch(&path, &body).await }
        });
        for answer in join_all(changes).await {
            assert!([200, 409].contains(&answer.status), "{}", String::from_utf8_lossy(&answer.bytes));
        }
    }
}
