//! Somebody who speaks to the server.

use std::sync::OnceLock;
use std::time::Duration;

use reqwest::Method;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::elemente::shown_at;
use super::wait::{eventually, eventually_within};

/// A client with a credential, or without one.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    authorization: Option<String>,
}

/// An answer, read whole.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

/// A connection pool: one for each client, as pools end with the runtime of their test.
fn http() -> reqwest::Client {
    static TLS: OnceLock<()> = OnceLock::new();
    TLS.get_or_init(|| {
        // Another user of the same process may have been quicker.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(60))
        .build()
        .expect("an HTTP client")
}

impl Client {
    /// With a raw key, which is shown as the API of a path takes it.
    pub fn new(base: &str, key: &str) -> Self {
        Self { http: http(), base: base.to_owned(), authorization: Some(key.to_owned()) }
    }

    /// Without any credential.
    pub fn nobody(base: &str) -> Self {
        Self { http: http(), base: base.to_owned(), authorization: None }
    }

    /// What it sends to show who it is.
    pub fn authorization(&self) -> &str {
        self.authorization.as_deref().unwrap_or_default()
    }

    /// The same key at another address, after a restart.
    pub fn at(&self, base: &str) -> Self {
        Self { base: base.to_owned(), ..self.clone() }
    }

    /// Sends a request; an error where no answer came.
    pub async fn try_send(
        &self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
        headers: &[(&str, &str)],
    ) -> Result<Answer, reqwest::Error> {
        let url = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.base) };
        let mut request = self.http.request(method, url);
        if let Some(authorization) = &self.authorization {
            request = request.header("authorization", shown_at(path, authorization));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body);
        }
        let response = request.send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Ok(Answer { status, headers, bytes: response.bytes().await?.to_vec() })
    }

    /// Sends a request.
    pub async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Answer {
        let body = body.map(|body| body.to_string().into_bytes());
        self.try_send(method, path, body, &[]).await.unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.try_send(Method::GET, path, None, headers).await.expect("an answer")
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }

    pub async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::PATCH, path, Some(body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None).await
    }

    /// Sends a form.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.form_text(path, body, headers).await
    }

    /// Sends a form that is written already.
    pub async fn form_text(&self, path: &str, body: String, headers: &[(&str, &str)]) -> Answer {
        let form = ("content-type", "application/x-www-form-urlencoded");
        self.text_as(path, body, &[&[form], headers].concat()).await
    }

    /// Posts a text, whatever the headers say that it is.
    pub async fn text_as(&self, path: &str, body: String, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.http.post(format!("{}{path}", self.base)).body(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.send().await.unwrap_or_else(|error| panic!("{path}: {error}"));
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Answer { status, headers, bytes: response.bytes().await.expect("a body").to_vec() }
    }

    /// The status of the answer to the announcement of a JSON body of so many bytes. By hand, since a client that sends
    /// them all may see the connection end before it reads the answer.
    pub async fn status_of_announced(&self, path: &str, bytes: usize) -> String {
        let host = self.base.trim_start_matches("http://");
        let mut stream = TcpStream::connect(host).await.expect("a connection");
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: {host}\r\nauthorization: {}\r\ncontent-type: application/json\r\n\
             content-length: {bytes}\r\n\r\n",
            self.authorization()
        );
        stream.write_all(head.as_bytes()).await.expect("sent");
        let mut line = [0; 12];
        stream.read_exact(&mut line).await.expect("an answer");
        String::from_utf8_lossy(&line).trim_start_matches("HTTP/1.1 ").to_owned()
    }

    /// Creates an engagement.
    pub async fn create(&self, body: &Value) -> Answer {
        self.post("/api/v2/engagements", body).await
    }

    /// Creates an engagement and returns its id.
    pub async fn created(&self, body: &Value) -> String {
        self.create(body).await.expect(201).text("id")
    }

    /// An engagement.
    pub async fn engagement(&self, id: &str, query: &str) -> Value {
        self.get(&format!("/api/v2/engagements/{id}{query}")).await.expect(200).json()
    }

    /// The conversation in full, by any spelling of its id.
    pub async fn conversation(&self, id: &str) -> Value {
        self.get(&format!("/api/colloquy/v1/conversations/{id}")).await.expect(200).json()
    }

    /// Waits until nothing more will happen to the conversation by itself, and returns it in full.
    pub async fn finished(&self, id: &str) -> Value {
        self.finished_within(Duration::from_secs(60), id).await
    }

    /// The same with another limit.
    pub async fn finished_within(&self, longest: Duration, id: &str) -> Value {
        eventually_within(longest, &format!("the end of every stage of {id}"), async || {
            let conversation = self.conversation(id).await;
            let stages = conversation["stages"].as_array().expect("stages");
            let all_ended = stages
                .iter()
                .all(|stage| matches!(stage["status"].as_str(), Some("done" | "failed" | "skipped")));
            all_ended.then_some(conversation)
        })
        .await
    }

    /// Adds a receiver of webhooks; the answer has its secret.
    pub async fn webhook(&self, url: &str, event_types: &[&str]) -> Value {
        let body = json!({ "url": url, "event_types": event_types });
        self.post("/api/colloquy/v1/webhooks", &body).await.expect(201).json()
    }

    /// The deliveries to a receiver, newest first.
    pub async fn deliveries(&self, webhook: &Value) -> Vec<Value> {
        let path =
            format!("/api/colloquy/v1/webhooks/{}/deliveries?limit=200", webhook["id"].as_str().unwrap());
        self.get(&path).await.expect(200).json()["data"].as_array().expect("data").clone()
    }

    /// Waits until the only delivery to a receiver satisfies `is_so`, and returns it.
    pub async fn delivery_where(&self, webhook: &Value, what: &str, is_so: impl Fn(&Value) -> bool) -> Value {
        eventually(what, async || self.deliveries(webhook).await.into_iter().find(|delivery| is_so(delivery)))
            .await
    }

    /// The attempts of a delivery, oldest first.
    pub async fn attempts(&self, delivery: &Value) -> Vec<Value> {
        let path = format!("/api/colloquy/v1/deliveries/{}/attempts", delivery["id"].as_str().unwrap());
        self.get(&path).await.expect(200).json()["data"].as_array().expect("data").clone()
    }
}

impl Answer {
    /// Fails the test unless the status is this.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.bytes));
        self
    }

    /// The body.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("no JSON ({error}): {}", String::from_utf8_lossy(&self.bytes)))
    }

    /// A member of the body.
    #[track_caller]
    pub fn text(&self, member: &str) -> String {
        self.json()[member].as_str().unwrap_or_else(|| panic!("no {member} in {}", self.json())).to_owned()
    }

    /// A header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Fails the test unless this is a problem document of that status; returns it.
    #[track_caller]
    pub fn problem(self, status: u16) -> Value {
        let answer = self.expect(status);
        assert_eq!(answer.header("content-type"), Some("application/problem+json"));
        let problem = answer.json();
        assert_eq!(problem["status"], status, "{problem}");
        for member in ["type", "title", "detail"] {
            assert!(problem[member].as_str().is_some_and(|text| !text.is_empty()), "{member} in {problem}");
        }
        assert!(problem["request_id"].as_str().is_some_and(|id| id.starts_with("rid_")), "{problem}");
        problem
    }

    /// The same, with its fields named.
    #[track_caller]
    pub fn problem_fields(self, status: u16) -> Vec<String> {
        let problem = self.problem(status);
        let errors = problem["errors"].as_array().unwrap_or_else(|| panic!("no errors in {problem}"));
        errors.iter().map(|error| error["field"].as_str().expect("a field").to_owned()).collect()
    }
}
