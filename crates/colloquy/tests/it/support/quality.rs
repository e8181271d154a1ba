//! Scorecards, projects, evaluations and uploads, as people of a contact center handle them.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::calls::merged;
use super::client::{Answer, Client};
use super::wait::eventually_within;

/// Where the house API stands.
pub const HOUSE: &str = "/api/colloquy/v1";

/// How long an evaluation of what was written down may take.
const USUALLY: Duration = Duration::from_secs(60);

/// A text.
#[track_caller]
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

/// The id of the house API as the contact center's API spells it.
pub fn spelled(prefix: &str, id: &Value) -> String {
    format!("{prefix}{}", ulid(id).to_lowercase())
}

/// The conversation of that id as an engagement of the first API spoken here.
pub fn as_engagement(id: &Value) -> String {
    format!("ngmt_{}", ulid(id))
}

fn ulid(id: &Value) -> String {
    let id: Uuid = text(id).parse().expect("a UUID");
    colloquy_domain::id::ulid_text(id)
}

/// A question of a workspace's own, which no rule knows.
pub fn own_criterion(id: &str, more: Value) -> Value {
    let usual = json!({ "id": id, "name": id, "question": format!("What of {id}?"), "kind": "yes_no" });
    merged(usual, more)
}

/// What was found of a criterion.
#[track_caller]
pub fn criterion<'v>(evaluation: &'v Value, id: &str) -> &'v Value {
    let mut criteria = evaluation["results"]["criteria"].as_array().expect("criteria").iter();
    criteria.find(|one| one["criterion_id"] == id).unwrap_or_else(|| panic!("no {id} in {evaluation}"))
}

/// Every criterion says why and has evidence, the unsure ones too, and every quote stands verbatim in its entry and within
/// its time.
pub fn check_criteria(conversation: &Value, evaluation: &Value) {
    let entries = conversation["transcript"]["entries"].as_array().expect("entries");
    let criteria = evaluation["results"]["criteria"].as_array().expect("criteria");
    assert!(!criteria.is_empty(), "{evaluation}");
    for criterion in criteria {
        assert!(!text(&criterion["reasoning"]).trim().is_empty(), "{criterion}");
        assert!(!text(&criterion["engine"]).is_empty(), "{criterion}");
        let confidence = criterion["confidence"].as_f64().expect("a confidence");
        assert!((0.0..=1.0).contains(&confidence), "{criterion}");
        let places = criterion["evidence"].as_array().expect("evidence");
        assert!(!places.is_empty(), "{criterion}");
        for place in places {
            let entry = entries.iter().find(|entry| entry["id"] == place["entry_id"]).expect("its entry");
            let (said, quote) = (text(&entry["text"]), text(&place["quote"]));
            assert!(!quote.trim().is_empty() && said.contains(&quote), "{quote:?} in {said:?}");
            let second = |value: &Value, name: &str| value[name].as_f64().expect("seconds");
            let is_within = second(place, "start_seconds") >= second(entry, "start_seconds") - 0.001
                && second(place, "end_seconds") <= second(entry, "end_seconds") + 0.001;
            assert!(is_within, "{place} {entry}");
        }
    }
}

/// A file that was announced.
#[derive(Debug, Clone)]
pub struct Announced {
    /// `af_…`
    pub id: String,
    /// Where its bytes are to be put.
    pub url: String,
}

/// Puts bytes to a signed address as libraries for blobs do.
pub async fn put_blob(url: &str, content_type: &str, bytes: Vec<u8>) -> Answer {
    put_with(url, &[("x-ms-blob-type", "BlockBlob"), ("content-type", content_type)], bytes).await
}

/// Puts bytes to an address with these headers and no credential.
pub async fn put_with(url: &str, headers: &[(&str, &str)], bytes: Vec<u8>) -> Answer {
    // Another user of the same process may have been quicker.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::builder().no_proxy().timeout(USUALLY).build().expect("an HTTP client");
    let mut request = http.put(url).body(bytes);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = request.send().await.unwrap_or_else(|error| panic!("{url}: {error}"));
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Answer { status, headers, bytes: response.bytes().await.expect("a body").to_vec() }
}

impl Answer {
    /// Fails the test unless this is an error as libraries for blobs read them.
    #[track_caller]
    pub fn blob_error(self, status: u16, code: &str) {
        let answer = self.expect(status);
        assert_eq!(answer.header("content-type"), Some("application/xml"));
        assert!(answer.header("x-request-id").is_some_and(|id| id.starts_with("req_")));
        let body = String::from_utf8(answer.bytes).expect("text");
        let head = format!("<Error><Code>{code}</Code><Message>");
        assert!(body.contains(&head) && body.trim_end().ends_with("</Message></Error>"), "{body}");
    }

    /// Fails the test unless this is an error of the house API; returns the fields that it names.
    #[track_caller]
    pub fn house_error(self, status: u16, code: &str) -> Vec<String> {
        let error = self.expect(status).json()["error"].clone();
        assert_eq!(error["code"], code, "{error}");
        let fields = error["fields"].as_array().expect("fields").iter();
        fields.map(|field| text(&field["field"])).collect()
    }
}

impl Client {
    /// Makes a scorecard of one section.
    pub async fn scorecard(&self, name: &str, criteria: &[Value]) -> Value {
        let body = json!({ "name": name, "sections": [{ "name": "All", "criteria": criteria }] });
        self.post(&format!("{HOUSE}/scorecards"), &body).await.expect(201).json()
    }

    /// A criterion of the scorecards that every workspace begins with: there are rules for it.
    pub async fn default_criterion(&self, id: &str) -> Value {
        let all = self.get(&format!("{HOUSE}/scorecards")).await.expect(200).json();
        for scorecard in all["data"].as_array().expect("data") {
            let path = format!("{HOUSE}/scorecards/{}", text(&scorecard["id"]));
            let full = self.get(&path).await.expect(200).json();
            let sections = full["sections"].as_array().expect("sections").iter();
            let mut criteria =
                sections.flat_map(|section| section["criteria"].as_array().expect("criteria").clone());
            if let Some(found) = criteria.find(|criterion| criterion["id"] == id) {
                return found;
            }
        }
        panic!("no default scorecard has {id}");
    }

    /// Makes a project and returns its id.
    pub async fn project(&self, more: Value) -> String {
        let body = merged(json!({ "name": "Q1", "kind": "quality_review" }), more);
        self.post(&format!("{HOUSE}/projects"), &body).await.expect(201).text("id")
    }

    /// Puts a conversation into a project.
    pub async fn evaluate(&self, project: &str, conversation: &str) -> Value {
        let path = format!("{HOUSE}/projects/{project}/evaluations");
        self.post(&path, &json!({ "conversation_id": conversation })).await.expect(201).json()
    }

    /// Puts a conversation into a project and waits for what comes of it.
    pub async fn evaluated(&self, project: &str, conversation: &str) -> Value {
        let begun = self.evaluate(project, conversation).await;
        self.evaluation_ended(&text(&begun["id"])).await
    }

    /// An evaluation with its results, by any spelling of its id.
    pub async fn evaluation(&self, id: &str) -> Value {
        self.get(&format!("{HOUSE}/evaluations/{id}")).await.expect(200).json()
    }

    /// Waits until an evaluation is completed or given up, and returns it with its results.
    pub async fn evaluation_ended(&self, id: &str) -> Value {
        self.evaluation_ended_within(USUALLY, id).await
    }

    /// The same with another limit.
    pub async fn evaluation_ended_within(&self, longest: Duration, id: &str) -> Value {
        eventually_within(longest, &format!("the end of the evaluation {id}"), async || {
            let evaluation = self.evaluation(id).await;
            matches!(evaluation["state"].as_str(), Some("completed" | "failed")).then_some(evaluation)
        })
        .await
    }

    /// Why an evaluation waits for a person, in the order of the letters; empty where it does not.
    pub async fn waits_for(&self, evaluation: &Value) -> Vec<String> {
        let path =
            format!("{HOUSE}/review-queue?page_size=100&project_id={}", text(&evaluation["project_id"]));
        let queue = self.get(&path).await.expect(200).json();
        let mut rows = queue["data"].as_array().expect("data").iter();
        let row = rows.find(|row| row["evaluation"]["id"] == evaluation["id"]);
        let Some(row) = row else { return Vec::new() };
        let mut reasons: Vec<String> = row["reasons"].as_array().expect("reasons").iter().map(text).collect();
        reasons.sort_unstable();
        reasons
    }

    /// The numbers over all evaluations of a project.
    pub async fn quality_of(&self, project: &str) -> Value {
        self.get(&format!("{HOUSE}/quality/summary?project_id={project}")).await.expect(200).json()
    }

    /// Makes a project by the contact center's API and returns its id there.
    pub async fn contact_project(&self, base: &str) -> String {
        let body = json!({ "name": "Q1 Quality Review", "type": "quality_review" });
        self.post(&format!("{base}/engagements"), &body).await.expect(201).text("id")
    }

    /// Announces a file.
    pub async fn announced(&self, base: &str, engagement: &str, file_name: &str) -> Announced {
        self.announced_with(base, engagement, file_name, json!({})).await
    }

    /// The same with what else is known of it.
    pub async fn announced_with(
        &self,
        base: &str,
        engagement: &str,
        file_name: &str,
        more: Value,
    ) -> Announced {
        let body = merged(json!({ "fileName": file_name, "engagementId": engagement }), more);
        let answer = self.post(&format!("{base}/audio-files/upload-url"), &body).await.expect(200);
        Announced { id: answer.text("audioFileId"), url: answer.text("uploadUrl") }
    }

    /// Has a file processed; the answer holds the id of its evaluation.
    pub async fn process(&self, base: &str, id: &str) -> Answer {
        self.send(Method::POST, &format!("{base}/audio-files/{id}/process"), None).await
    }

    /// How far a file is.
    pub async fn processing(&self, id: &str) -> Value {
        self.get(&format!("/v1/audio-files/{id}/processing-status")).await.expect(200).json()
    }

    /// Waits until a file is completed or failed, and returns how far it is.
    pub async fn processed_within(&self, longest: Duration, id: &str) -> Value {
        eventually_within(longest, &format!("the end of the processing of {id}"), async || {
            let status = self.processing(id).await;
            matches!(status["status"].as_str(), Some("Completed" | "Failed")).then_some(status)
        })
        .await
    }
}
