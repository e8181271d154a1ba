//! Contact centers as they speak to the server: keys and signatures, engagements, recordings, evaluations.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::calls::merged;
use super::client::{Answer, Client};
use super::house::{House, OWNER_EMAIL};
use super::quality::put_blob;
use super::receiver::{Received, Receiver};
use super::wait::eventually;

/// Where every operation stands.
pub const BASES: [&str; 2] = ["/v1", "/api/v1"];

/// What no decoder takes for a recording: its processing fails without any engine.
pub const NO_RECORDING: &[u8] = b"RIFF no recording at all";

/// Digits of ids.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Most seconds between a delivery's signature and its arrival.
const SIGNATURE_AGE: u64 = 300;

/// Some spelling of an id as this API spells it, behind that prefix.
pub fn spelled(prefix: &str, id: &str) -> String {
    let Ok(id) = Uuid::parse_str(id) else {
        let (_, bare) = id.rsplit_once('_').unwrap_or(("", id));
        return format!("{prefix}_{}", bare.to_lowercase());
    };
    let digit = |place: u32| char::from(DIGITS[((id.as_u128() >> (5 * place)) & 31) as usize]);
    let bare: String = (0..26).rev().map(digit).collect();
    format!("{prefix}_{bare}")
}

/// Names of the members of an object.
pub fn members(object: &Value) -> BTreeSet<&str> {
    let object = object.as_object().unwrap_or_else(|| panic!("no object: {object}"));
    object.keys().map(String::as_str).collect()
}

/// Fails the test unless the object has exactly these members.
#[track_caller]
pub fn assert_members(what: &str, object: &Value, expected: &[&str]) {
    assert_eq!(members(object), expected.iter().copied().collect(), "{what}: {object}");
}

/// The Unix time.
#[expect(clippy::disallowed_methods, reason = "the server goes by the machine's clock")]
pub fn now_seconds() -> i64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.expect("after 1970").as_secs().cast_signed()
}

/// HMAC-SHA256 in Base64.
pub fn tag(secret: &str, content: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any length");
    mac.update(content);
    STANDARD.encode(mac.finalize().into_bytes())
}

/// `X-Signature` of a request.
pub fn signature(secret: &str, timestamp: &str, method: &Method, path: &str, body: &[u8]) -> String {
    let body_hash = STANDARD.encode(Sha256::digest(body));
    tag(secret, format!("{timestamp}.{method}.{path}.{body_hash}").as_bytes())
}

/// `X-Signature` of a delivery.
pub fn delivery_signature(secret: &str, timestamp: &str, body: &[u8]) -> String {
    tag(secret, &[timestamp.as_bytes(), b".", body].concat())
}

/// Somebody with a key for `X-Api-Key` and the secret that goes with it.
pub struct Signer {
    nobody: Client,
    key: String,
    secret: String,
}

impl Signer {
    pub fn new(house: &House, key: &str, secret: &str) -> Self {
        Self { nobody: Client::nobody(house.url()), key: key.to_owned(), secret: secret.to_owned() }
    }

    /// The two headers that sign a request.
    pub fn marks(
        &self,
        seconds: i64,
        method: &Method,
        path: &str,
        body: &str,
    ) -> [(&'static str, String); 2] {
        let timestamp = seconds.to_string();
        let signature = signature(&self.secret, &timestamp, method, path, body.as_bytes());
        [("x-timestamp", timestamp), ("x-signature", signature)]
    }

    /// Sends a request that is signed now. Its query is not.
    pub async fn send(&self, method: Method, path: &str, body: &str) -> Answer {
        self.send_at(now_seconds(), method, path, body).await
    }

    /// Sends one that is signed then.
    pub async fn send_at(&self, seconds: i64, method: Method, path: &str, body: &str) -> Answer {
        let bare = path.split('?').next().unwrap_or_default();
        let marks = self.marks(seconds, &method, bare, body);
        self.send_with(method, path, body, &marks).await
    }

    /// Sends one with these headers beside the key; an empty body is none.
    pub async fn send_with(
        &self,
        method: Method,
        path: &str,
        body: &str,
        marks: &[(&'static str, String)],
    ) -> Answer {
        let mut headers = vec![("x-api-key", self.key.as_str())];
        headers.extend(marks.iter().map(|(name, value)| (*name, value.as_str())));
        let body = (!body.is_empty()).then(|| body.as_bytes().to_vec());
        self.nobody.try_send(method, path, body, &headers).await.expect("an answer")
    }
}

impl House {
    /// A new key in every spelling.
    pub async fn key_spellings(&self, options: &[&str]) -> Value {
        self.cli(&[&["key", "create", "--name", "test"], options].concat()).await
    }

    /// A key with these options, sent as a bearer.
    pub async fn bearer(&self, options: &[&str]) -> Client {
        let made = self.key_spellings(options).await;
        Client::new(self.url(), &format!("Bearer {}", made["bearer"].as_str().expect("a key")))
    }

    /// A key with these scopes and no user, sent as a bearer.
    pub async fn bearer_with_scopes(&self, scopes: &str) -> Client {
        self.bearer(&["--scopes", scopes]).await
    }

    /// A key of the user [`OWNER_EMAIL`], who is made for it, that may do everything; sent as a bearer.
    pub async fn bearer_owner(&self) -> Client {
        self.user(OWNER_EMAIL, "owner").await;
        self.bearer(&["--user", OWNER_EMAIL]).await
    }

    /// Takes over a key that a client has already; it may do everything.
    pub async fn imported(&self, token: &str, hmac_secret: Option<&str>) {
        let mut arguments = vec!["key", "import", "--name", "imported", "--token", token];
        arguments.extend(hmac_secret.into_iter().flat_map(|secret| ["--hmac-secret", secret]));
        self.cli(&arguments).await;
    }
}

impl Client {
    /// Makes an engagement and returns its id.
    pub async fn auralytik_engagement(&self, name: &str) -> String {
        let body = json!({ "name": name, "type": "quality_review" });
        self.post("/v1/engagements", &body).await.expect(201).text("id")
    }

    /// Announces a recording and returns what is said of its address.
    pub async fn auralytik_announced(&self, engagement: &str, more: Value) -> Value {
        let body = merged(json!({ "fileName": "call.wav", "engagementId": engagement }), more);
        self.post("/v1/audio-files/upload-url", &body).await.expect(200).json()
    }

    /// Announces a recording, puts it to its address, and returns its id.
    pub async fn auralytik_uploaded(&self, engagement: &str, more: Value, bytes: &[u8]) -> String {
        let announced = self.auralytik_announced(engagement, more).await;
        let url = announced["uploadUrl"].as_str().expect("an address");
        put_blob(url, "audio/wav", bytes.to_vec()).await.expect(201);
        announced["audioFileId"].as_str().expect("an id").to_owned()
    }

    /// Has a recording processed and returns the id of its evaluation.
    pub async fn auralytik_processing(&self, audio_file: &str) -> String {
        let path = format!("/v1/audio-files/{audio_file}/process");
        self.send(Method::POST, &path, None).await.expect(202).text("evaluationId")
    }

    /// Has a conversation evaluated for an engagement, which the house API does, and returns the evaluation's id.
    pub async fn auralytik_evaluating(&self, engagement: &str, conversation: &str) -> String {
        let path = format!("/api/colloquy/v1/projects/{engagement}/evaluations");
        let made = self.post(&path, &json!({ "conversation_id": conversation })).await.expect(201);
        spelled("eval", &made.text("id"))
    }

    /// Waits until the evaluation is in that state, and returns it.
    pub async fn auralytik_evaluation_in(&self, id: &str, state: &str) -> Value {
        eventually(&format!("{id} in the state {state}"), async || {
            let evaluation = self.get(&format!("/v1/evaluations/{id}")).await.expect(200).json();
            (evaluation["state"] == state).then_some(evaluation)
        })
        .await
    }

    /// Has a finished conversation evaluated for an engagement and returns its completed evaluation.
    pub async fn auralytik_evaluated(&self, engagement: &str, conversation: &str) -> Value {
        let id = self.auralytik_evaluating(engagement, conversation).await;
        self.auralytik_evaluation_in(&id, "Completed").await
    }

    /// Takes a call with its transcript in and returns its id once nothing more happens to it by itself.
    pub async fn finished_call(&self, body: &Value) -> String {
        let id = self.created(body).await;
        self.finished(&id).await;
        id
    }

    /// Says where a conversation belongs.
    pub async fn attributed(&self, conversation: &str, to: &Value) {
        let path = format!("/api/colloquy/v1/conversations/{conversation}/attribution");
        self.send(Method::PUT, &path, Some(to)).await.expect(200);
    }

    /// The rows of a page, and the total.
    pub async fn auralytik_page(&self, path_and_query: &str) -> (Vec<Value>, u64) {
        let page = self.get(path_and_query).await.expect(200).json();
        let rows = page["data"].as_array().unwrap_or_else(|| panic!("no rows: {page}")).clone();
        (rows, page["totalCount"].as_u64().expect("a total"))
    }

    /// Adds a receiver that this API tells of events; the answer has its secret.
    pub async fn auralytik_webhook(&self, url: &str, events: &[&str]) -> Value {
        self.post("/v1/webhooks", &json!({ "url": url, "events": events })).await.expect(201).json()
    }

    /// Waits until an export is made, and returns its job.
    pub async fn auralytik_export(&self, path: &str) -> Value {
        eventually(&format!("the end of {path}"), async || {
            let job = self.get(path).await.expect(200).json();
            let status = job["status"].as_str().expect("a status");
            assert!(["queued", "processing", "completed"].contains(&status), "{job}");
            (status == "completed").then(|| job.clone())
        })
        .await
    }
}

impl Answer {
    /// The request's id, which every answer carries.
    #[track_caller]
    pub fn request_id(&self) -> &str {
        let id = self.header("x-request-id").expect("X-Request-Id");
        assert!(id.starts_with("req_") && id.len() >= 24, "{id}");
        id
    }

    /// Fails the test unless this is an error of this API with that code; returns what is said of it.
    #[track_caller]
    pub fn auralytik_error(self, status: u16, code: &str) -> Value {
        let answer = self.expect(status);
        let id = answer.request_id().to_owned();
        assert_eq!(answer.header("content-type"), Some("application/json"));
        let body = answer.json();
        assert_members("an error", &body, &["error"]);
        let error = body["error"].clone();
        let mut expected = BTreeSet::from(["code", "message", "requestId"]);
        match code {
            "VALIDATION_ERROR" => expected.insert("details"),
            "RATE_LIMIT_EXCEEDED" => expected.insert("retryAfter"),
            _ => false,
        };
        assert_eq!(members(&error), expected, "{error}");
        assert_eq!((&error["code"], &error["requestId"]), (&json!(code), &json!(id)), "{error}");
        assert!(error["message"].as_str().is_some_and(|text| !text.is_empty()), "{error}");
        error
    }

    /// The fields of a body that are refused.
    #[track_caller]
    pub fn refused_fields(self) -> Vec<String> {
        let error = self.auralytik_error(400, "VALIDATION_ERROR");
        let details = error["details"].as_array().expect("details");
        let field = |detail: &Value| {
            assert_members("a detail", detail, &["field", "message"]);
            detail["field"].as_str().expect("a field").to_owned()
        };
        details.iter().map(field).collect()
    }
}

impl Receiver {
    /// Waits for an event of this API with that name for which `is_it` holds of its data.
    pub async fn told(&self, event: &str, is_it: impl Fn(&Value) -> bool) -> Received {
        self.wait_for(event, |all| {
            let told = |one: &Value| one["event"] == event && is_it(&one["data"]);
            all.iter().find(|one| told(&one.event())).cloned()
        })
        .await
    }

    /// Names of the events of this API so far.
    pub fn told_names(&self) -> Vec<String> {
        let name = |one: &Received| one.event()["event"].as_str().expect("a name").to_owned();
        self.all().iter().map(name).collect()
    }
}

impl Received {
    /// Fails the test unless this is a delivery of this API that is signed with that secret.
    #[track_caller]
    pub fn check_signed(&self, secret: &str) {
        let timestamp = self.header("x-timestamp");
        let sent_at: u64 = timestamp.parse().expect("Unix seconds");
        assert!(self.received_at.abs_diff(sent_at) <= SIGNATURE_AGE, "{self:?}");
        assert_eq!(
            self.header("x-signature"),
            delivery_signature(secret, &timestamp, &self.body),
            "{self:?}"
        );
        assert_eq!(self.header("content-type"), "application/json");
        let envelope = self.event();
        assert_members("an envelope", &envelope, &["data", "event", "id", "timestamp"]);
        assert_eq!(envelope["id"], self.header("x-webhook-id").as_str());
        assert!(envelope["id"].as_str().is_some_and(|id| id.starts_with("evt_")), "{envelope}");
        assert_is_instant(&envelope["timestamp"]);
    }
}

/// Fails the test unless this is an instant in UTC to the second.
#[track_caller]
pub fn assert_is_instant(value: &Value) {
    let text = value.as_str().unwrap_or_else(|| panic!("no instant: {value}"));
    let shape: String = text.chars().map(|it| if it.is_ascii_digit() { '0' } else { it }).collect();
    assert_eq!(shape, "0000-00-00T00:00:00Z", "{text}");
}
