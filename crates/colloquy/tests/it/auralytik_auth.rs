//! Who may ask the Auralytik API: bearers, keys by name, and signatures of requests.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::auralytik::{Signer, now_seconds, signature, tag};
use crate::support::{Answer, Client, House};

/// A key that a client brings along, and the secret of the specification's vectors.
const LIVE: &str = "ak_live_abcdefghijklmnopqrstuvwxyz012345";
const TEST: &str = "ak_test_abcdefghijklmnopqrstuvwxyz012345";
const SECRET: &str = "hmac_secret_example";

/// When the vectors were signed.
const THEN: i64 = 1_774_872_000;

const NEW_ENGAGEMENT: &str = r#"{"name":"Q1 Quality Review","type":"quality_review"}"#;

/// The hash of no body.
const EMPTY_HASH: &str = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

/// Path, method, body and signature.
fn vectors() -> [(Method, &'static str, &'static str, &'static str); 3] {
    [
        (Method::GET, "/api/v1/evaluations", "", "amNwoid/eIOw+e5YbhJU3PTbbpqID5hIZqFi5/7XQZ8="),
        (Method::GET, "/v1/engagements", "", "rmWfjDBV1E17qmRS8sYphzopIntAesu29Hz4x5nkc6E="),
        (Method::POST, "/api/v1/engagements", NEW_ENGAGEMENT, "ecrAzQx6zMd7nUlB5Fu82cu21ykaOrUF/o5P5dlMy/g="),
    ]
}

#[tokio::test]
async fn the_specifications_vectors_hold() {
    // They are from another time than this test's.
    let tolerance = [("COLLOQUY_AURALYTIK__SIGNATURE_TOLERANCE_SECONDS", "4000000000")];
    let house = House::open_with("api", &tolerance).await;
    house.imported(LIVE, Some(SECRET)).await;
    let signer = Signer::new(&house, LIVE, SECRET);
    let marks = |signature: &str| [("x-timestamp", THEN.to_string()), ("x-signature", signature.to_owned())];
    for (method, path, body, expected) in vectors() {
        assert_eq!(signature(SECRET, &THEN.to_string(), &method, path, body.as_bytes()), expected);
        let success = if body.is_empty() { 200 } else { 201 };
        signer.send_with(method.clone(), path, body, &marks(expected)).await.expect(success);
        for wrong in [expected.replacen(&expected[..1], "Z", 1), expected[..20].to_owned(), "?".to_owned()] {
            let answer = signer.send_with(method.clone(), path, body, &marks(&wrong)).await;
            answer.auralytik_error(401, "INVALID_SIGNATURE");
        }
    }
}

#[tokio::test]
async fn a_live_key_by_name_signs_every_request() {
    let house = House::open_with("api", &[]).await;
    let made = house.key_spellings(&[]).await;
    let key = made["x_api_key"].as_str().expect("a key");
    let bare = key.strip_prefix("ak_live_").expect("a live key");
    assert!(bare.len() == 32 && bare.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{key}");
    let signer = Signer::new(&house, key, made["hmac_secret"].as_str().expect("a secret"));
    let (get, post) = (|| Method::GET, || Method::POST);
    let path = "/v1/engagements";

    // Body, method, path with its base, and time are signed; the query is not, and a signature is taken twice.
    let made = signer.send(post(), "/api/v1/engagements", NEW_ENGAGEMENT).await.expect(201).text("id");
    let marks = signer.marks(now_seconds(), &Method::GET, path, "");
    for query in ["", "?page=1", "?pageSize=7"] {
        signer.send_with(get(), &format!("{path}{query}"), "", &marks).await.expect(200);
    }
    let refused = async |answer: Answer| {
        answer.auralytik_error(401, "INVALID_SIGNATURE");
    };
    let other_base = "/api/v1/engagements";
    refused(signer.send_with(get(), other_base, "", &marks).await).await;
    refused(signer.send_with(get(), &format!("{path}/{made}"), "", &marks).await).await;
    let of_body = signer.marks(now_seconds(), &Method::POST, path, NEW_ENGAGEMENT);
    refused(signer.send_with(post(), path, &NEW_ENGAGEMENT.replace("Q1", "Q2"), &of_body).await).await;
    refused(signer.send_with(post(), path, &format!("{NEW_ENGAGEMENT} "), &of_body).await).await;
    refused(signer.send_with(Method::PATCH, &format!("{path}/{made}"), NEW_ENGAGEMENT, &of_body).await).await;
    let stranger = Signer::new(&house, key, "another secret");
    refused(stranger.send(get(), path, "").await).await;
    // What is signed well is looked at as it is.
    signer.send(post(), path, "{").await.auralytik_error(400, "INVALID_REQUEST");
    signer.send(post(), path, "{}").await.auralytik_error(400, "VALIDATION_ERROR");
    assert_eq!(signer.send(get(), path, "").await.expect(200).json()["totalCount"], 1, "none of it was done");

    // A path is signed as it is sent.
    let upload = json!({ "fileName": "x", "engagementId": made, "campaignId": "spring sale" }).to_string();
    signer.send(post(), "/v1/audio-files/upload-url", &upload).await.expect(200);
    signer.send(get(), "/v1/campaigns/spring%20sale", "").await.expect(200);
    let decoded = signer.marks(now_seconds(), &Method::GET, "/v1/campaigns/spring sale", "");
    refused(signer.send_with(get(), "/v1/campaigns/spring%20sale", "", &decoded).await).await;

    // Half a minute is left to a slow machine.
    let now = now_seconds();
    for seconds in [now - 270, now + 270] {
        signer.send_at(seconds, get(), path, "").await.expect(200);
    }
    for seconds in [now - 330, now + 330, now * 1_000] {
        signer.send_at(seconds, get(), path, "").await.auralytik_error(401, "TIMESTAMP_EXPIRED");
    }
    let [timestamp, marked] = signer.marks(now_seconds(), &Method::GET, path, "");
    let without_time = signer.send_with(get(), path, "", std::slice::from_ref(&marked)).await;
    without_time.auralytik_error(401, "TIMESTAMP_EXPIRED");
    let shapeless = [("x-timestamp", "2026-03-30T12:00:00Z".to_owned()), marked];
    signer.send_with(get(), path, "", &shapeless).await.auralytik_error(401, "TIMESTAMP_EXPIRED");
    refused(signer.send_with(get(), path, "", &[timestamp]).await).await;
    refused(signer.send_with(get(), path, "", &[]).await).await;
}

#[tokio::test]
async fn other_keys_and_bearers_need_no_signature_and_one_that_is_there_has_to_be_right() {
    let house = House::open_with("api", &[]).await;
    house.imported(TEST, Some(SECRET)).await;
    house.imported(LIVE, None).await;
    let path = "/v1/engagements";
    let test = Signer::new(&house, TEST, SECRET);
    let wrong = Signer::new(&house, TEST, "another secret");
    let get = || Method::GET;
    test.send_with(get(), path, "", &[]).await.expect(200);
    test.send(get(), path, "").await.expect(200);
    wrong.send(get(), path, "").await.auralytik_error(401, "INVALID_SIGNATURE");
    test.send_at(now_seconds() - 400, get(), path, "").await.auralytik_error(401, "TIMESTAMP_EXPIRED");
    // A live key whose secret nobody brought along can sign nothing.
    let live = Signer::new(&house, LIVE, SECRET);
    live.send(get(), path, "").await.auralytik_error(401, "INVALID_SIGNATURE");

    let bearer = Client::new(house.url(), &format!("Bearer {TEST}"));
    bearer.get(path).await.expect(200);
    let with = async |client: &Client, marks: &[(&'static str, String)]| {
        let marks: Vec<(&str, &str)> = marks.iter().map(|(name, value)| (*name, value.as_str())).collect();
        client.get_with(path, &marks).await
    };
    let good = test.marks(now_seconds(), &Method::GET, path, "");
    let bad = wrong.marks(now_seconds(), &Method::GET, path, "");
    with(&bearer, &good).await.expect(200);
    with(&bearer, &bad).await.auralytik_error(401, "INVALID_SIGNATURE");
    // One of the two headers alone is no signature of a bearer.
    with(&bearer, &bad[..1]).await.expect(200);
    with(&bearer, &bad[1..]).await.expect(200);
    let live_bearer = Client::new(house.url(), &format!("Bearer {LIVE}"));
    live_bearer.get(path).await.expect(200);

    // A key by name decides, whatever the bearer is.
    let named = |key: &str| [("x-api-key", key.to_owned())];
    with(&bearer, &named("ak_test_00000000000000000000000000000000"))
        .await
        .auralytik_error(401, "UNAUTHORIZED");
    with(&Client::new(house.url(), "Bearer nobody"), &named(TEST)).await.expect(200);
    with(&bearer, &named(LIVE)).await.auralytik_error(401, "INVALID_SIGNATURE");
    let made = house.key_spellings(&[]).await;
    let word = |name: &str| made["basic"][name].as_str().expect("a half").to_owned();
    let pair = format!("{}:{}", word("username"), word("password"));
    let basic = format!("Basic {}", STANDARD.encode(pair));
    for base in ["/v1", "/api/v1"] {
        let path = format!("{base}/engagements");
        Client::new(house.url(), &basic).get(&path).await.auralytik_error(401, "UNAUTHORIZED");
    }
}

#[tokio::test]
async fn no_body_is_hashed_as_an_empty_text() {
    let house = House::open_with("api", &[]).await;
    house.imported(LIVE, Some(SECRET)).await;
    let signer = Signer::new(&house, LIVE, SECRET);
    let path = "/v1/audio-files/af_01kfxkbav0r7s2vbvk3qsbhmr3/process";
    let seconds = now_seconds();
    let canonical = format!("{seconds}.POST.{path}.{EMPTY_HASH}");
    let signed = tag(SECRET, canonical.as_bytes());
    let marks = [("x-timestamp", seconds.to_string()), ("x-signature", signed)];
    // It is let in: then only the recording is missing.
    signer.send_with(Method::POST, path, "", &marks).await.auralytik_error(404, "NOT_FOUND");
}

#[tokio::test]
async fn a_setting_lets_live_keys_ask_without_a_signature() {
    let house = House::open_with("api", &[("COLLOQUY_AURALYTIK__REQUIRE_SIGNATURE", "false")]).await;
    house.imported(LIVE, Some(SECRET)).await;
    let path = "/api/v1/engagements";
    let signer = Signer::new(&house, LIVE, SECRET);
    signer.send_with(Method::GET, path, "", &[]).await.expect(200);
    signer.send(Method::GET, path, "").await.expect(200);
    let wrong = Signer::new(&house, LIVE, "another secret").send(Method::GET, path, "").await;
    wrong.auralytik_error(401, "INVALID_SIGNATURE");
}

#[tokio::test]
async fn a_rotated_key_has_new_secrets_and_a_revoked_one_none() {
    let house = House::open_with("api", &[]).await;
    let path = "/v1/engagements";
    let signer = |made: &Value| {
        let text = |name: &str| made[name].as_str().expect("a text").to_owned();
        Signer::new(&house, &text("x_api_key"), &text("hmac_secret"))
    };
    let made = house.key_spellings(&[]).await;
    let id = made["id"].as_str().expect("an id");
    signer(&made).send(Method::GET, path, "").await.expect(200);
    let rotated = house.cli(&["key", "rotate", id]).await;
    assert_eq!(rotated["id"], made["id"]);
    signer(&made).send(Method::GET, path, "").await.auralytik_error(401, "UNAUTHORIZED");
    signer(&rotated).send(Method::GET, path, "").await.expect(200);
    house.cli(&["key", "revoke", id]).await;
    signer(&rotated).send(Method::GET, path, "").await.auralytik_error(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn beyond_its_rate_a_key_is_told_when_to_come_again() {
    let house = House::open_with("api", &[("COLLOQUY_HTTP__REQUESTS_PER_MINUTE", "1")]).await;
    let owner = house.bearer_owner().await;
    for path in ["/v1/engagements", "/api/v1/usage/summary"] {
        let mut answer = owner.get(path).await;
        // One is within the rate, and a slow machine may be given a second one.
        for _ in 0..5 {
            if answer.status == 429 {
                break;
            }
            answer = owner.get(path).await;
        }
        let wait: u64 = answer.header("retry-after").expect("Retry-After").parse().expect("whole seconds");
        assert!((1..=60).contains(&wait), "{wait}");
        let error = answer.auralytik_error(429, "RATE_LIMIT_EXCEEDED");
        assert_eq!(error["retryAfter"], wait);
    }
}
