//! The remote model against a server on loopback that misbehaves.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response, StatusCode};
use axum::routing::post;
use colloquy_domain::secret::SecretText;
use colloquy_engine::endpoint::RetryPolicy;
use colloquy_insight::{AnswerForm, ChatPrefix, InsightError, LanguageModel, RemoteModel, RemoteSettings};
use serde_json::{Value, json};
use url::Url;

/// What the server does with the next request.
#[derive(Clone)]
enum Act {
    Answer(Value),
    Fail(u16, Option<&'static str>, &'static str),
    Garbage(&'static str),
    Hang,
    Endless,
}

/// The `Authorization` header and the body of a request.
type Seen = (Option<String>, Value);

#[derive(Clone, Default)]
struct Script {
    acts: Arc<Mutex<VecDeque<Act>>>,
    seen: Arc<Mutex<Vec<Seen>>>,
}

async fn act(State(script): State<Script>, headers: HeaderMap, body: String) -> Response<Body> {
    let key = headers.get("authorization").and_then(|value| value.to_str().ok()).map(str::to_owned);
    script.seen.lock().unwrap().push((key, serde_json::from_str(&body).unwrap()));
    let next = script.acts.lock().unwrap().pop_front().unwrap();
    let builder = Response::builder();
    match next {
        Act::Answer(value) => builder.body(Body::from(value.to_string())).unwrap(),
        Act::Garbage(text) => builder.body(Body::from(text)).unwrap(),
        Act::Fail(status, retry_after, text) => {
            let mut builder = builder.status(StatusCode::from_u16(status).unwrap());
            if let Some(seconds) = retry_after {
                builder = builder.header("retry-after", seconds);
            }
            builder.body(Body::from(text)).unwrap()
        }
        Act::Hang => std::future::pending().await,
        Act::Endless => {
            let chunk = vec![b' '; 256 * 1024];
            let chunks = futures::stream::repeat_with(move || Ok::<_, std::io::Error>(chunk.clone()));
            builder.body(Body::from_stream(chunks)).unwrap()
        }
    }
}

struct Endpoint {
    script: Script,
    model: RemoteModel,
}

impl Endpoint {
    async fn start(acts: Vec<Act>) -> Self {
        let script = Script { acts: Arc::new(Mutex::new(acts.into())), ..Script::default() };
        let router = Router::new().route("/v1/chat/completions", post(act)).with_state(script.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        let settings = settings(&format!("http://{address}/"), Some("secret-key"));
        Self { script, model: RemoteModel::new(client(), settings) }
    }

    async fn choose(&self) -> Result<Vec<f32>, InsightError> {
        self.model.choose(&prefix(), "Is it so?", &["yes".to_owned(), "no".to_owned()]).await
    }

    async fn generate(&self) -> Result<String, InsightError> {
        let written = self.model.generate(&prefix(), "Which?", AnswerForm::NumberOrNone, 8).await?;
        Ok(written.text)
    }

    fn requests(&self) -> usize {
        self.script.seen.lock().unwrap().len()
    }
}

fn settings(url: &str, key: Option<&str>) -> RemoteSettings {
    let mut settings = RemoteSettings::new(Url::parse(url).unwrap(), "some-model", key.map(SecretText::new));
    settings.endpoint.timeout = Duration::from_millis(300);
    settings.endpoint.retry = RetryPolicy {
        tries: 3,
        first_pause: Duration::from_millis(1),
        longest_pause: Duration::from_millis(20),
    };
    settings
}

fn client() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy().build().unwrap()
}

fn prefix() -> ChatPrefix {
    ChatPrefix { system: "system".into(), context: "Transcript:\nAnn: hi\n".into() }
}

fn text(content: &str) -> Value {
    json!({"choices": [{"message": {"role": "assistant", "content": content}, "finish_reason": "stop"}]})
}

fn letters(list: &[(&str, f64)]) -> Value {
    let top: Vec<Value> = list
        .iter()
        .map(|(token, probability)| json!({"token": token, "logprob": probability.ln()}))
        .collect();
    json!({"choices": [{"message": {"content": "A"}, "logprobs": {"content": [{"token": "A", "logprob": -0.1, "top_logprobs": top}]}}]})
}

#[tokio::test]
async fn probabilities_come_from_the_letters_tokens() {
    let endpoint =
        Endpoint::start(vec![Act::Answer(letters(&[("A", 0.6), (" b", 0.2), ("The", 0.2)]))]).await;
    let found = endpoint.choose().await.unwrap();
    assert!((found[0] - 0.75).abs() < 1e-3 && (found[1] - 0.25).abs() < 1e-3, "{found:?}");
    let (key, request) = endpoint.script.seen.lock().unwrap()[0].clone();
    assert_eq!(key.as_deref(), Some("Bearer secret-key"));
    assert_eq!(request["model"], "some-model");
    let asked = request["messages"][1]["content"].as_str().unwrap();
    assert!(
        asked.starts_with("Transcript:\nAnn: hi\n") && asked.contains("A) yes") && asked.contains("B) no")
    );
    assert_eq!(endpoint.model.label().0, "remote:some-model");
}

#[tokio::test]
async fn an_endpoint_without_probabilities_is_asked_for_json_from_then_on() {
    let endpoint = Endpoint::start(vec![
        Act::Answer(text("A")),
        Act::Answer(text("Sure: {\"answer\": \"B\", \"confidence\": 0.9}")),
        Act::Answer(text("b) no")),
        Act::Answer(text("I would rather not say")),
    ])
    .await;
    let found = endpoint.choose().await.unwrap();
    assert!((found[1] - 0.9).abs() < 1e-3, "{found:?}");
    let bare = endpoint.choose().await.unwrap();
    assert!(bare[1] > 0.6 && (bare[0] + bare[1] - 1.0).abs() < 1e-3, "{bare:?}");
    assert!(matches!(endpoint.choose().await, Err(InsightError::UnusableAnswer(_))));
    assert_eq!(endpoint.requests(), 4);
    let refuses = Endpoint::start(vec![
        Act::Fail(400, None, r#"{"error": {"message": "logprobs are not supported"}}"#),
        Act::Answer(text(r#"{"answer": "A"}"#)),
    ])
    .await;
    assert!(refuses.choose().await.unwrap()[0] > 0.6);
}

#[tokio::test]
async fn busy_and_broken_answers_are_tried_again() {
    let endpoint = Endpoint::start(vec![
        Act::Fail(429, Some("0"), r#"{"error": {"message": "slow down"}}"#),
        Act::Fail(503, None, "oops"),
        Act::Answer(text(" 1450 ")),
    ])
    .await;
    assert_eq!(endpoint.generate().await.unwrap(), "1450");
    assert_eq!(endpoint.requests(), 3);

    let down = Endpoint::start(vec![Act::Fail(500, None, ""), Act::Fail(502, None, ""), Act::Hang]).await;
    let error = down.generate().await.unwrap_err();
    assert!(error.is_transient() && error.to_string().contains("no answer within 0.3 s"), "{error}");

    // No pause is longer than a worker should hold a job for.
    let later = Act::Fail(429, Some("3600"), "later");
    let later = Endpoint::start(vec![later.clone(), later.clone(), later]).await;
    let error = later.generate().await.unwrap_err();
    assert!(error.is_transient() && error.to_string().contains("429"), "{error}");
    assert_eq!(later.requests(), 3);
}

#[tokio::test]
async fn refusals_are_told_and_not_repeated() {
    for (act, expected) in [
        (Act::Fail(401, None, r#"{"error": {"message": "invalid api key"}}"#), "invalid api key"),
        (Act::Fail(404, None, r#"{"error": "no such model"}"#), "no such model"),
        (Act::Garbage("<html>welcome</html>"), "no chat completion"),
        (Act::Garbage(r#"{"choices": []}"#), "no message"),
        (Act::Endless, "answered more than"),
        (Act::Fail(401, None, r#"{"error": {"message": "no such key: secret-key"}}"#), "no such key: …"),
        (Act::Fail(501, None, "never"), "never"),
    ] {
        let endpoint = Endpoint::start(vec![act]).await;
        let error = endpoint.generate().await.unwrap_err();
        assert!(!error.is_transient() && error.to_string().contains(expected), "{error}");
        assert!(!error.to_string().contains("secret-key"));
        assert_eq!(endpoint.requests(), 1);
    }
}

#[tokio::test]
async fn an_endpoint_that_is_not_there_is_unavailable() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let model = RemoteModel::new(client(), settings(&format!("http://{address}/v1"), None));
    let error = model.generate(&prefix(), "?", AnswerForm::Free, 8).await.unwrap_err();
    assert!(error.is_transient() && error.to_string().contains("after 3 tries"), "{error}");
    let nowhere = RemoteModel::new(client(), settings("no-such-scheme://user:pass-word@host/", None));
    let error = nowhere.generate(&prefix(), "?", AnswerForm::Free, 8).await.unwrap_err();
    assert!(!error.is_transient() && !error.to_string().contains("pass-word"), "{error}");
}

#[tokio::test]
async fn fields_that_an_endpoint_refuses_are_left_out_from_then_on() {
    let refusal = |status, message| Act::Fail(status, None, message);
    let endpoint = Endpoint::start(vec![
        refusal(
            400,
            r#"{"error": {"message": "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."}}"#,
        ),
        refusal(422, r#"{"error": {"message": "'temperature' does not support 0 with this model."}}"#),
        Act::Answer(text("1450")),
        Act::Answer(text("1451")),
        refusal(400, r#"{"error": {"message": "temperature again"}}"#),
    ])
    .await;
    assert_eq!(endpoint.generate().await.unwrap(), "1450");
    assert_eq!(endpoint.generate().await.unwrap(), "1451");
    // What is not sent cannot be left out: this is told.
    let error = endpoint.generate().await.unwrap_err();
    assert!(!error.is_transient() && error.to_string().contains("temperature again"), "{error}");
    let sent: Vec<Value> =
        endpoint.script.seen.lock().unwrap().iter().map(|(_, body)| body.clone()).collect();
    assert_eq!(sent.len(), 5);
    assert_eq!((&sent[0]["max_tokens"], &sent[0]["temperature"]), (&json!(8), &json!(0.0)));
    assert_eq!((&sent[1]["max_tokens"], &sent[1]["max_completion_tokens"]), (&Value::Null, &json!(8)));
    for later in &sent[2..] {
        assert_eq!(later["max_completion_tokens"], json!(8));
        assert!(later.get("temperature").is_none() && later.get("max_tokens").is_none(), "{later}");
        assert_eq!(later["seed"], json!(1), "not refused");
    }
}
