//! Contacts, companies, users and tags, one by one, and what engagements have of them.

mod comments;
mod companies;
mod contacts;
mod conversations;
mod engagements;
mod events;
mod from_participants;
mod races;
mod tags;
mod users;

use serde_json::{Value, json};

use crate::support::{Answer, Client};

/// Adds something to a collection of the API and returns it.
async fn added(client: &Client, collection: &str, body: Value) -> Value {
    client.post(&format!("/api/v2/{collection}"), &body).await.expect(201).json()
}

/// Adds a contact with that address.
async fn contact(client: &Client, email: &str) -> Value {
    added(client, "contacts", json!({ "emails": [{ "email": email }] })).await
}

/// The id in an answer.
fn id(thing: &Value) -> &str {
    thing["id"].as_str().unwrap_or_else(|| panic!("no id in {thing}"))
}

/// The path of something that was added.
fn path(collection: &str, thing: &Value) -> String {
    format!("/api/v2/{collection}/{}", id(thing))
}

/// A read is answered with an ETag that spares the next one its body, until something changes.
async fn check_conditional(client: &Client, path: &str) -> String {
    let first = client.get(path).await.expect(200);
    assert_eq!(first.header("x-api-version"), Some("v2"), "{path}");
    let etag = first.header("etag").expect("an ETag").to_owned();
    for spelling in [etag.clone(), format!("W/{etag}"), format!("\"other\", {etag}"), "*".to_owned()] {
        let again = client.get_with(path, &[("if-none-match", &spelling)]).await.expect(304);
        assert!(again.bytes.is_empty() && again.header("etag") == Some(&etag), "{path}");
    }
    client.get_with(path, &[("if-none-match", "\"other\"")]).await.expect(200);
    etag
}

/// Sends something that is no JSON.
async fn send_broken(client: &Client, method: reqwest::Method, path: &str) -> Answer {
    client.try_send(method, path, Some(b"{\"name\": ".to_vec()), &[]).await.expect("an answer")
}
