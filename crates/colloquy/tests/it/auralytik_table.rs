//! Every row of the Auralytik specification's endpoint list, below both bases: its method, path, scope and success, the
//! members of its answer, and what is refused everywhere.

mod rows;

use std::collections::HashMap;

use reqwest::Method;
use serde_json::{Value, json};

use self::rows::{CRITERION, ROWS, Row, Shape};
use crate::support::auralytik::{
    BASES, NO_RECORDING, Signer, assert_is_instant, assert_members, members, spelled,
};
use crate::support::roark::roark_call;
use crate::support::tones::wav;
use crate::support::{Answer, Client, House, MediaHost, Receiver, call};

/// Every scope of the API.
const SCOPES: [&str; 13] = [
    "analytics:export",
    "analytics:read",
    "audio:download",
    "audio:read",
    "audio:write",
    "campaigns:read",
    "conversations:read",
    "engagements:read",
    "engagements:write",
    "evaluations:read",
    "usage:read",
    "voice:read",
    "webhooks:manage",
];

/// What rows name and their prefixes. An id of a campaign is whatever its owner calls it.
const NOUNS: [(&str, &str); 10] = [
    ("engagement", "eng"),
    ("evaluation", "eval"),
    ("audio_file", "af"),
    ("analytics_job", "job"),
    ("report_job", "job"),
    ("campaign", "camp"),
    ("conversation", "conv"),
    ("voice_call", "vc"),
    ("tested_webhook", "wh"),
    ("webhook", "wh"),
];

/// An id of nothing.
const NOBODY: &str = "01kfxkbav0r7s2vbvk3qsbhmr3";

/// What a row may name, in its path and in its body.
struct Things(HashMap<&'static str, String>);

impl Things {
    async fn make(house: &House, owner: &Client, media: &MediaHost, receiver: &Receiver) -> Self {
        let engagement = owner.auralytik_engagement("Q1").await;
        let conversation = owner.finished_call(&call("table")).await;
        let to = json!({ "campaign": "camp_table", "call_center": "cc_table", "executive_name": "Rae" });
        owner.attributed(&conversation, &to).await;
        let evaluation = owner.auralytik_evaluated(&engagement, &conversation).await;
        let audio_file = owner.auralytik_uploaded(&engagement, json!({}), NO_RECORDING).await;
        let recording = media.file("/1.wav", "audio/wav", wav(1));
        let voice_call = owner.roark_created(&roark_call(&recording)).await["id"].clone();
        let voice_call = voice_call.as_str().expect("an id");
        owner.roark_finished(voice_call).await;
        let survey = json!({ "state": "Completed", "total_questions": 1, "responses": [] });
        let path = format!("/api/colloquy/v1/conversations/{voice_call}/survey");
        owner.send(Method::PUT, &path, Some(&survey)).await.expect(200);
        // Files with private conversations are for those alone who may read such; this key may not.
        let exporter = house.bearer_with_scopes("analytics:export").await;
        let days = json!({ "dateFrom": "2026-06-01", "dateTo": "2026-06-01" });
        let report = exporter.post("/v1/exports/ai-calls", &days).await.expect(202).text("jobId");
        let numbers = exporter.post("/v1/analytics/export", &json!({})).await.expect(202).text("jobId");
        let tested = owner.auralytik_webhook(&receiver.url("/"), &["export.ready"]).await;
        let tested = tested["id"].as_str().expect("an id").to_owned();
        owner.send(Method::POST, &format!("/v1/webhooks/{tested}/test"), None).await.expect(200);
        Self(HashMap::from([
            ("engagement", engagement),
            ("evaluation", evaluation["id"].as_str().expect("an id").to_owned()),
            ("audio_file", audio_file),
            ("analytics_job", numbers),
            ("report_job", report),
            ("campaign", "camp_table".to_owned()),
            ("conversation", spelled("conv", &conversation)),
            ("voice_call", spelled("vc", voice_call)),
            ("tested_webhook", tested),
        ]))
    }

    /// With a receiver of its own, which the row may remove.
    async fn renew(&mut self, owner: &Client, receiver: &Receiver) {
        let webhook = owner.auralytik_webhook(&receiver.url("/"), &["export.ready"]).await;
        self.0.insert("webhook", webhook["id"].as_str().expect("an id").to_owned());
    }

    fn fill(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (name, id)| text.replace(&format!("{{{name}}}"), id))
    }
}

/// The path with ids of nothing in it.
fn of_nothing(path: &str, id: impl Fn(&str) -> String) -> String {
    NOUNS
        .iter()
        .fold(path.to_owned(), |path, (noun, prefix)| path.replace(&format!("{{{noun}}}"), &id(prefix)))
}

/// The keys that a row is tried with.
struct Keys {
    /// By scope: with every other scope, and with no other.
    by_scope: HashMap<&'static str, (Client, Client)>,
}

impl Keys {
    async fn make(house: &House) -> Self {
        let mut by_scope = HashMap::new();
        for scope in SCOPES {
            let others: Vec<&str> = SCOPES.into_iter().filter(|other| *other != scope).collect();
            let others = house.bearer_with_scopes(&others.join(",")).await;
            by_scope.insert(scope, (others, house.bearer_with_scopes(scope).await));
        }
        Self { by_scope }
    }
}

#[tokio::test]
async fn every_row_of_the_endpoint_list_answers_as_documented() {
    let house = House::open().await;
    let owner = house.bearer_owner().await;
    let (media, receiver) = (MediaHost::open().await, Receiver::open().await);
    let mut things = Things::make(&house, &owner, &media, &receiver).await;
    let keys = Keys::make(&house).await;
    let nobody = Client::nobody(house.url());
    let wrong = Client::new(house.url(), "Bearer ak_live_01234567890123456789012345678901");
    for base in BASES {
        for row in &ROWS {
            if row.path.contains("{webhook}") {
                things.renew(&owner, &receiver).await;
            }
            let path = things.fill(&format!("{base}{}", row.path));
            let body = (!row.body.is_empty()).then(|| things.fill(row.body).into_bytes());
            let method: Method = row.method.parse().expect("a method");
            let send = async |client: &Client, path: &str| {
                client.try_send(method.clone(), path, body.clone(), &[]).await.expect("an answer")
            };
            for client in [&nobody, &wrong] {
                send(client, &path).await.auralytik_error(401, "UNAUTHORIZED");
            }
            let (others, narrow) = &keys.by_scope[row.scope];
            send(others, &path).await.auralytik_error(403, "INSUFFICIENT_SCOPE");
            if row.path.contains('{') {
                let whole = format!("{base}{}", row.path);
                for nothing in [
                    of_nothing(&whole, |prefix| format!("{prefix}_{NOBODY}")),
                    of_nothing(&whole, |_| "nothing".to_owned()),
                ] {
                    send(&owner, &nothing).await.auralytik_error(404, "NOT_FOUND");
                }
            }
            // Last, as it may remove what the others need.
            check(base, row, &send(narrow, &path).await);
        }
    }
    check_results(&owner, &things.fill("/v1/evaluations/{evaluation}/results")).await;
}

/// Fails the test unless the answer is the one that the row promises.
fn check(base: &str, row: &Row, answer: &Answer) {
    let name = format!("{} {base}{}", row.method, row.path);
    assert_eq!(answer.status, row.success, "{name}: {}", String::from_utf8_lossy(&answer.bytes));
    let request_id = answer.request_id();
    if matches!(row.shape, Shape::Nothing) {
        assert!(answer.bytes.is_empty(), "{name}");
        return;
    }
    assert_eq!(answer.header("content-type"), Some("application/json"), "{name}");
    let body = answer.json();
    match row.shape {
        Shape::List(of_row) => check_list(&name, base, &body, of_row, request_id),
        Shape::Object(of_object) => assert_members(&name, &body, of_object),
        Shape::Rows(beside, of_row) => {
            let expected: Vec<&str> = beside.iter().copied().chain(["data"]).collect();
            assert_members(&name, &body, &expected);
            check_rows(&name, &body, of_row);
        }
        Shape::Nothing => {}
    }
}

/// Exactly four members under the original base; the same and two more under the newer one.
fn check_list(name: &str, base: &str, body: &Value, of_row: &[&str], request_id: &str) {
    let (page, page_size) = (&body["page"], if name.ends_with("/audio-files") { 50 } else { 25 });
    assert_eq!((page, &body["pageSize"]), (&json!(1), &json!(page_size)), "{name}: {body}");
    let total = body["totalCount"].as_u64().expect("a total");
    if base == "/v1" {
        assert_members(name, body, &["data", "page", "pageSize", "totalCount"]);
    } else {
        assert_members(name, body, &["data", "page", "pageSize", "totalCount", "meta", "pagination"]);
        assert_members(name, &body["meta"], &["requestId", "timestamp"]);
        assert_eq!(body["meta"]["requestId"], request_id, "{name}");
        assert_is_instant(&body["meta"]["timestamp"]);
        let pages = total.div_ceil(page_size);
        let expected = json!({ "page": 1, "pageSize": page_size, "totalCount": total, "totalPages": pages });
        assert_eq!(body["pagination"], expected, "{name}");
    }
    check_rows(name, body, of_row);
}

fn check_rows(name: &str, body: &Value, of_row: &[&str]) {
    let rows = body["data"].as_array().expect("rows");
    assert!(!rows.is_empty(), "{name} has something to show");
    rows.iter().for_each(|row| assert_members(name, row, of_row));
}

/// What stands within results.
async fn check_results(owner: &Client, path: &str) {
    let results = owner.get(path).await.expect(200).json();
    let criteria = results["criteria"].as_array().expect("criteria");
    assert!(!criteria.is_empty(), "{results}");
    let mut notes = Vec::new();
    for criterion in criteria {
        assert_members("a criterion", criterion, CRITERION);
        assert_eq!(criterion["maxNote"], 100, "{criterion}");
        notes.extend(criterion["note"].as_f64());
        for place in criterion["evidence"].as_array().expect("evidence") {
            assert_members("evidence", place, &["text", "timestamp"]);
        }
    }
    // The plain mean, rounded to one decimal.
    let mean = notes.iter().sum::<f64>() / notes.len() as f64;
    assert!((results["averageNote"].as_f64().expect("a note") - mean).abs() < 0.051, "{results}");
}

#[tokio::test]
async fn other_methods_and_paths_are_refused_and_some_things_are_for_everybody() {
    let house = House::open_with("api", &[]).await;
    let owner = house.bearer_owner().await;
    let nobody = Client::nobody(house.url());
    let engagement = owner.auralytik_engagement("Q1").await;
    for base in BASES {
        for (method, path) in [
            (Method::DELETE, format!("{base}/engagements/{engagement}")),
            (Method::POST, format!("{base}/evaluations")),
            (Method::PUT, format!("{base}/webhooks")),
        ] {
            let answer = owner.send(method.clone(), &path, None).await;
            let allowed = answer.header("allow").expect("Allow").to_owned();
            assert!(allowed.contains("GET") && !allowed.contains(method.as_str()), "{path}: {allowed}");
            answer.auralytik_error(405, "METHOD_NOT_ALLOWED");
        }
        owner
            .get(&format!("{base}/engagements/{engagement}/nothing"))
            .await
            .auralytik_error(404, "NOT_FOUND");
        nobody.get(&format!("{base}/health")).await.expect(200);
        for broken in ["{", "[]", "\"text\""] {
            let path = format!("{base}/engagements");
            let answer = owner.try_send(Method::POST, &path, Some(broken.into()), &[]).await;
            answer.expect("an answer").auralytik_error(400, "INVALID_REQUEST");
        }
    }
    owner.get(&format!("/v1/engagements/{engagement}")).await.expect(200);
    nobody.get("/health").await.expect(200);
    let reference = nobody.get("/swagger").await;
    assert!(reference.status == 200 || reference.header("location").is_some(), "{reference:?}");
    // Words that nobody knows: this API's below its newer base, the other one's below the base that both share.
    owner.get("/api/v1/nothing").await.auralytik_error(404, "NOT_FOUND");
    assert!(!members(&owner.get("/v1/nothing").await.expect(404).json()).contains("error"));
}

#[tokio::test]
async fn another_workspace_has_none_of_it() {
    let house = House::open_with("api", &[]).await;
    let owner = house.bearer_owner().await;
    let engagement = owner.auralytik_engagement("Q1").await;
    let audio_file = owner.auralytik_announced(&engagement, json!({ "campaignId": "camp_1" })).await;
    let audio_file = audio_file["audioFileId"].as_str().expect("an id");
    let webhook = owner.auralytik_webhook("http://127.0.0.1:9/", &["export.ready"]).await;
    let webhook = webhook["id"].as_str().expect("an id");
    house.cli(&["workspace", "create", "--name", "Other"]).await;
    let made = house.key_spellings(&["--workspace", "Other"]).await;
    let live = made["x_api_key"].as_str().expect("a key");
    let stranger = Signer::new(&house, live, made["hmac_secret"].as_str().expect("a secret"));
    for path in [
        format!("/v1/engagements/{engagement}"),
        format!("/v1/audio-files/{audio_file}"),
        format!("/v1/webhooks/{webhook}/deliveries"),
        "/v1/campaigns/camp_1".to_owned(),
    ] {
        owner.get(&path).await.expect(200);
        stranger.send(Method::GET, &path, "").await.auralytik_error(404, "NOT_FOUND");
    }
    let elsewhere = json!({ "fileName": "call.wav", "engagementId": engagement }).to_string();
    let announced = stranger.send(Method::POST, "/v1/audio-files/upload-url", &elsewhere).await;
    announced.auralytik_error(404, "NOT_FOUND");
    for list in ["engagements", "audio-files", "campaigns", "webhooks"] {
        let listed = stranger.send(Method::GET, &format!("/v1/{list}"), "").await.expect(200).json();
        assert_eq!(listed["totalCount"], 0, "{list}");
    }
}
