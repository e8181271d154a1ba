//! Every row of every endpoint table of the AskElephant specification: its method, path, scopes and success, and each
//! error that it documents, brought about for real.
//!
//! Two statuses cannot be brought about everywhere: 404 of creating an engagement means that the workspace is gone
//! (section 15, row 12), which nothing does; 500 is brought about by taking the database's tables away.

mod rows;

use std::collections::{BTreeSet, HashMap};

use reqwest::Method;
use serde_json::{Value, json};

use self::rows::{ROWS, Row};
use crate::support::{Answer, Client, House, call};

/// Every scope of the API but the one that grants them all.
const SCOPES: [&str; 14] = [
    "companies:read",
    "companies:write",
    "contacts:read",
    "contacts:write",
    "engagements:read",
    "engagements:private:read",
    "engagements:write",
    "engagements:private:write",
    "tags:read",
    "tags:write",
    "transcript_timelines:read",
    "transcript_comments:read",
    "transcript_comments:write",
    "users:read",
];

/// An id of nothing.
const NOBODY: &str = "01KFXKBAV0R7S2VBVK3QSBHMR3";

/// What a row may name, in its path and in its bodies: `{contact}` and `{other_contact}` and so on.
struct Things(HashMap<&'static str, String>);

impl Things {
    /// Fresh ones, so that no row meets what another one left.
    async fn make(owner: &Client, number: usize) -> Self {
        let mut things = HashMap::new();
        for which in ["", "other_"] {
            let name = format!("{which}{number}");
            let bodies = [
                ("contact", "contacts", json!({ "emails": [{ "email": format!("{name}@x.example") }] })),
                (
                    "company",
                    "companies",
                    json!({ "domains": [{ "domain": format!("c-{number}{}.example", which.len()) }] }),
                ),
                ("tag", "tags", json!({ "name": name })),
            ];
            for (noun, collection, body) in bodies {
                let made = owner.post(&format!("/api/v2/{collection}"), &body).await.expect(201);
                let key = match (which, noun) {
                    ("", noun) => noun,
                    (_, "contact") => "other_contact",
                    (_, "company") => "other_company",
                    _ => "other_tag",
                };
                things.insert(key, made.text("id"));
            }
        }
        things.insert("number", number.to_string());
        let engagement = owner.create(&call(&format!("table:{number}"))).await.expect(201).json();
        things.insert("engagement", engagement["id"].as_str().expect("an id").to_owned());
        things.insert("user", engagement["owner_user_id"].as_str().expect("an owner").to_owned());
        let gone = owner.created(&call(&format!("gone:{number}"))).await;
        owner.delete(&format!("/api/colloquy/v1/conversations/{gone}")).await.expect(204);
        Self(things)
    }

    fn fill(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (name, id)| text.replace(&format!("{{{name}}}"), id))
    }

    fn filled(&self, body: &str) -> Option<Vec<u8>> {
        (!body.is_empty()).then(|| self.fill(body).into_bytes())
    }
}

/// The path with ids of nothing in it.
fn of_nothing(path: &str, id: impl Fn(&str) -> String) -> String {
    let prefixes =
        [("contact", "cnt"), ("company", "cmp"), ("tag", "tag"), ("engagement", "ngmt"), ("user", "usr")];
    prefixes
        .iter()
        .fold(path.to_owned(), |path, (noun, prefix)| path.replace(&format!("{{{noun}}}"), &id(prefix)))
}

async fn send(client: &Client, row: &Row, path: &str, body: Option<Vec<u8>>) -> Answer {
    let method: Method = row.method.parse().expect("a method");
    client.try_send(method, path, body, &[]).await.expect("an answer")
}

/// A key with every scope but one, made once.
async fn without(house: &House, keys: &mut HashMap<&'static str, Client>, scope: &'static str) -> Client {
    if !keys.contains_key(scope) {
        let others: Vec<&str> = SCOPES.into_iter().filter(|other| *other != scope).collect();
        keys.insert(scope, house.key_with_scopes(&others.join(",")).await);
    }
    keys[scope].clone()
}

#[tokio::test]
async fn every_row_of_the_endpoint_tables_answers_as_documented() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let nobody = Client::nobody(house.url());
    let wrong = Client::new(house.url(), "sk-apik_01KFXKBAV0R7S2VBVK3QSBHMR3.wrong");
    let mut keys = HashMap::new();
    for (number, row) in ROWS.iter().enumerate() {
        let name = format!("{} {}", row.method, row.path);
        let things = Things::make(&owner, number).await;
        let (path, body) = (things.fill(row.path), || things.filled(row.body));
        let mut seen = BTreeSet::new();
        let mut expect = |answer: Answer, status: u16, what: &str| {
            let text = String::from_utf8_lossy(&answer.bytes).into_owned();
            assert_eq!(answer.status, status, "{name}: {what}: {text}");
            assert_eq!(answer.header("x-api-version"), Some("v2"), "{name}: {what}");
            if status >= 400 {
                answer.problem(status);
                seen.insert(status);
            } else {
                assert_eq!(answer.header("content-type"), Some("application/json"), "{name}: {what}");
                check_body(&name, row, &answer.json());
                if row.has_etag {
                    assert!(answer.header("etag").is_some(), "{name} has an ETag");
                }
            }
        };
        for client in [&nobody, &wrong] {
            let answer = send(client, row, &path, body()).await;
            assert!(answer.header("www-authenticate").is_some(), "{name}");
            expect(answer, 401, "without a good credential");
        }
        for scope in row.scopes {
            let client = without(&house, &mut keys, scope).await;
            expect(send(&client, row, &path, body()).await, 403, &format!("without {scope}"));
        }
        if row.path.contains('{') {
            for nothing in [
                of_nothing(row.path, |prefix| format!("{prefix}_{NOBODY}")),
                of_nothing(row.path, |_| "nothing".to_owned()),
            ] {
                expect(send(&owner, row, &nothing, body()).await, 404, &nothing);
            }
        }
        for (status, query_or_body) in row.refused {
            let answer = match query_or_body.strip_prefix('?') {
                Some(query) => send(&owner, row, &format!("{path}?{query}"), None).await,
                None => send(&owner, row, &path, things.filled(query_or_body)).await,
            };
            expect(answer, *status, query_or_body);
        }
        // Last, as it may delete what the others need. A key with exactly the scopes may do it.
        let narrow = house
            .key(&["--scopes", &row.scopes.join(","), "--user", crate::support::house::OWNER_EMAIL])
            .await;
        expect(send(&narrow, row, &path, body()).await, row.success, "with exactly the scopes");
        let produced_elsewhere = BTreeSet::from([429, 500]);
        let documented: BTreeSet<u16> = row.documented.iter().copied().collect();
        let expected: BTreeSet<u16> = documented.difference(&produced_elsewhere).copied().collect();
        assert!(expected.is_subset(&seen), "{name}: of {expected:?} only {seen:?} came about");
    }
}

/// The object that the row promises.
fn check_body(name: &str, row: &Row, body: &Value) {
    assert_eq!(body["object"], row.object, "{name}: {body}");
    match row.object {
        "list" => {
            assert!(body["data"].is_array() && body["has_more"].is_boolean(), "{name}: {body}");
            assert!(body.get("next_cursor").is_some(), "{name}: {body}");
        }
        "transcript_timeline" => assert!(body["entries"].is_array(), "{name}: {body}"),
        _ => assert!(body["id"].is_string(), "{name}: {body}"),
    }
    assert_eq!(
        body["deleted"] == true,
        row.method == "DELETE" && !row.path.contains("crm"),
        "{name}: {body}"
    );
}

#[tokio::test]
async fn every_row_is_limited_by_rate() {
    let house = House::open_with("api", &[("COLLOQUY_HTTP__REQUESTS_PER_MINUTE", "1")]).await;
    let owner = house.owner().await;
    for row in &ROWS {
        let path = of_nothing(row.path, |prefix| format!("{prefix}_{NOBODY}"));
        let mut answer = send(&owner, row, &path, None).await;
        // One is within the rate, and a slow machine may be given a second one.
        for _ in 0..5 {
            if answer.status == 429 {
                break;
            }
            answer = send(&owner, row, &path, None).await;
        }
        let wait: u64 = answer.header("retry-after").expect("Retry-After").parse().expect("whole seconds");
        assert!((1..=60).contains(&wait), "{} {}: {wait}", row.method, row.path);
        answer.problem(429);
    }
}

#[tokio::test]
async fn every_row_says_that_the_server_failed_and_no_more() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let things = Things::make(&owner, 0).await;
    for table in ["contact", "company", "tag", "conversation", "app_user"] {
        colloquy_testkit::hide_table(&house.database_url(), table).await;
    }
    for row in &ROWS {
        let (path, body) = (things.fill(row.path), things.filled(row.body));
        let problem = send(&owner, row, &path, body).await.problem(500);
        let text = problem.to_string();
        assert!(!text.contains("hidden") && !text.contains("table"), "{} {}: {text}", row.method, row.path);
    }
}
