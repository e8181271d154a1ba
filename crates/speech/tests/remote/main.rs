//! The remote recogniser against an endpoint on loopback that misbehaves in every way seen in the wild.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed, which is what is wanted")]

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use colloquy_domain::secret::SecretText;
use colloquy_engine::endpoint::RetryPolicy;
use colloquy_speech::SpeechError;
use colloquy_speech::recognise::{AudioChannel, RecogniseOptions, Recogniser, Recognition, SpeechAudio};
use colloquy_speech::remote::{RemoteRecogniser, RemoteSettings};
use serde_json::json;
use url::Url;

const KEY: &str = "sk-do-not-print";

/// One request as the endpoint saw it.
#[derive(Debug, Clone, Default)]
struct Seen {
    authorization: String,
    fields: Vec<(String, String)>,
    wav_bytes: usize,
}

impl Seen {
    fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }
}

type Reply = (StatusCode, Vec<(&'static str, &'static str)>, String);

/// Answers from a script; the last answer is repeated.
#[derive(Clone, Default)]
struct Endpoint {
    script: Arc<Mutex<VecDeque<Reply>>>,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Endpoint {
    async fn start(script: Vec<Reply>) -> (Endpoint, SocketAddr) {
        let endpoint = Endpoint { script: Arc::new(Mutex::new(script.into())), ..Endpoint::default() };
        let router = Router::new()
            .route("/v1/audio/transcriptions", post(answer))
            .layer(DefaultBodyLimit::max(32 << 20))
            .with_state(endpoint.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        (endpoint, address)
    }

    fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}

async fn answer(State(endpoint): State<Endpoint>, headers: HeaderMap, mut form: Multipart) -> Response {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut seen = Seen { authorization: header("authorization").to_owned(), ..Seen::default() };
    while let Some(field) = form.next_field().await.unwrap() {
        let name = field.name().unwrap().to_owned();
        let bytes = field.bytes().await.unwrap();
        if name == "file" {
            assert_eq!(&bytes[..4], b"RIFF");
            seen.wav_bytes = bytes.len();
        } else {
            seen.fields.push((name, String::from_utf8(bytes.to_vec()).unwrap()));
        }
    }
    endpoint.seen.lock().unwrap().push(seen);
    let (status, headers, body) = {
        let mut script = endpoint.script.lock().unwrap();
        if script.len() > 1 { script.pop_front().unwrap() } else { script[0].clone() }
    };
    let mut response = (status, body).into_response();
    for (name, value) in headers {
        response.headers_mut().insert(name, value.parse().unwrap());
    }
    response
}

fn reply(status: u16, body: impl ToString) -> Reply {
    (StatusCode::from_u16(status).unwrap(), Vec::new(), body.to_string())
}

fn recogniser(address: SocketAddr) -> RemoteRecogniser {
    let url = Url::parse(&format!("http://{address}/v1")).unwrap();
    let mut settings = RemoteSettings::new(url, "whisper-1", Some(SecretText::new(KEY)));
    settings.endpoint.timeout = Duration::from_secs(20);
    settings.endpoint.retry = RetryPolicy {
        tries: 3,
        first_pause: Duration::from_millis(1),
        longest_pause: Duration::from_millis(20),
    };
    RemoteRecogniser::new(reqwest::Client::builder().no_proxy().build().unwrap(), settings)
}

/// Speech of the repository, `times` over with `pause_seconds` of silence after each.
fn audio(folder: &Path, times: usize, pause_seconds: usize) -> SpeechAudio {
    let wav =
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/audio/jfk.wav")).unwrap();
    let data = wav.windows(4).position(|window| window == b"data").unwrap() + 8;
    let mut one = wav[data..].to_vec();
    one.resize(one.len() + pause_seconds * 32_000, 0);
    let all = one.repeat(times);
    let path = folder.join("channel-0.s16");
    std::fs::write(&path, &all).unwrap();
    SpeechAudio { channels: vec![AudioChannel { path, samples: all.len() as u64 / 2 }] }
}

async fn recognise(recogniser: &RemoteRecogniser, audio: &SpeechAudio) -> Result<Recognition, SpeechError> {
    recogniser.recognise(audio, &RecogniseOptions::default(), &|_| {}).await
}

fn timed() -> String {
    json!({"text": "And so, my fellow", "language": "english", "words": [
        {"word": "And", "start": 0.1, "end": 0.4}, {"word": "so", "start": 0.4, "end": 0.7},
        {"word": "my", "start": 0.8, "end": 1.0}, {"word": "fellow", "start": 1.0, "end": 1.4}]})
    .to_string()
}

fn install_tls() {
    // The client is made without a provider of its own; on loopback nothing is encrypted.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

#[tokio::test]
async fn words_are_asked_for_and_overload_is_waited_out() {
    install_tls();
    let folder = tempfile::tempdir().unwrap();
    let busy = (StatusCode::TOO_MANY_REQUESTS, vec![("retry-after", "0")], "slow down".to_owned());
    let (endpoint, address) = Endpoint::start(vec![busy, reply(503, "down"), reply(200, timed())]).await;
    let heard = recognise(&recogniser(address), &audio(folder.path(), 1, 0)).await.unwrap();

    assert_eq!(heard.engine.0, "remote:whisper-1");
    assert_eq!(heard.language.as_deref(), Some("en"));
    let words: Vec<&str> = heard.spans[0].words.iter().map(|word| word.text.as_str()).collect();
    assert_eq!(words, ["And", "so,", "my", "fellow"]);
    let seen = endpoint.seen();
    assert_eq!(seen.len(), 3);
    assert_eq!(seen[0].authorization, format!("Bearer {KEY}"));
    assert_eq!(seen[2].field("response_format"), Some("verbose_json"));
    assert_eq!(seen[2].field("timestamp_granularities[]"), Some("word"));
    assert_eq!(seen[2].field("model"), Some("whisper-1"));
    assert_eq!(seen[2].field("language"), None, "nobody knows it yet");
}

#[tokio::test]
async fn an_endpoint_without_times_is_asked_for_text_in_short_stretches_and_remembered() {
    install_tls();
    let folder = tempfile::tempdir().unwrap();
    let refusal =
        json!({"error": {"message": "response_format 'verbose_json' is not compatible with model"}});
    let script = vec![reply(400, refusal), reply(200, json!({"text": "one two three four"}))];
    let (endpoint, address) = Endpoint::start(script).await;
    let recogniser = recogniser(address);
    let audio = audio(folder.path(), 4, 5);
    let heard = recognise(&recogniser, &audio).await.unwrap();

    let seen = endpoint.seen();
    assert_eq!(seen[0].field("response_format"), Some("verbose_json"));
    assert!(seen[1..].iter().all(|seen| seen.field("response_format") == Some("json")));
    assert_eq!(seen.len(), 5, "the four speeches one by one");
    assert!(seen[1..].iter().all(|seen| seen.wav_bytes < 21 * 32_000), "at most 20 s each");
    assert_eq!(heard.spans.len(), 4);
    let starts: Vec<f64> = heard.spans.iter().map(|span| span.start_seconds).collect();
    for (index, start) in starts.iter().enumerate() {
        let expected = 16.0 * index as f64;
        assert!((expected - 0.5..expected + 1.0).contains(start), "{starts:?}");
    }

    recognise(&recogniser, &audio).await.unwrap();
    assert_eq!(endpoint.seen().len(), 9, "words are not asked for again");
}

#[tokio::test]
async fn long_recordings_are_cut_at_pauses_under_the_limit() {
    install_tls();
    let folder = tempfile::tempdir().unwrap();
    let (endpoint, address) = Endpoint::start(vec![reply(200, timed())]).await;
    // 45 times 16 s: twelve minutes.
    let heard = recognise(&recogniser(address), &audio(folder.path(), 45, 5)).await.unwrap();
    let seen = endpoint.seen();
    assert_eq!(seen.len(), 2);
    assert!(seen.iter().all(|seen| seen.wav_bytes < 25_000_000));
    assert!(seen.iter().all(|seen| seen.field("language").is_none()), "a call may change its language");
    assert!(heard.spans[1].start_seconds > 580.0, "{}", heard.spans[1].start_seconds);
}

#[tokio::test]
async fn the_language_is_the_one_with_most_speech_and_told_only_where_it_cannot_be_heard() {
    install_tls();
    let folder = tempfile::tempdir().unwrap();
    let in_language =
        |language: &str| reply(200, json!({"text": "one two", "language": language, "segments": []}));
    let script = vec![in_language("english"), in_language("spanish"), in_language("spanish")];
    let (endpoint, address) = Endpoint::start(script).await;
    // Six minutes, a pause, ten minutes, and after a long pause a goodbye.
    let whole = audio(folder.path(), 58, 5);
    let path = &whole.channels[0].path;
    let mut bytes = std::fs::read(path).unwrap();
    let six_minutes = 22 * 16 * 32_000;
    bytes.splice(six_minutes..six_minutes, vec![0; 30 * 32_000]);
    bytes.resize(bytes.len() + 620 * 32_000, 0);
    let goodbye = bytes[..3 * 32_000].to_vec();
    bytes.extend(goodbye);
    std::fs::write(path, &bytes).unwrap();
    let channels = vec![AudioChannel { path: path.clone(), samples: bytes.len() as u64 / 2 }];
    let heard = recognise(&recogniser(address), &SpeechAudio { channels }).await.unwrap();
    let told: Vec<_> = endpoint.seen().iter().map(|seen| seen.field("language").map(str::to_owned)).collect();
    assert_eq!(told, [None, None, Some("es".to_owned())]);
    assert_eq!(heard.language.as_deref(), Some("es"));
}

#[tokio::test]
async fn failures_say_whether_another_attempt_may_help_and_keep_the_key() {
    install_tls();
    let folder = tempfile::tempdir().unwrap();
    let audio = audio(folder.path(), 1, 0);
    let wrong_key = json!({"error": {"message": format!("Incorrect API key provided: {KEY}")}});
    // What comes, how many requests it may cost, whether it is permanent, what the message says.
    let cases = [
        (reply(401, wrong_key), 1, true, "Incorrect API key provided: …"),
        (reply(404, "no such model"), 1, true, "no such model"),
        (reply(413, "too large"), 1, true, "too large"),
        (reply(200, "<html>hello</html>"), 1, true, "something else than a transcript"),
        (reply(200, "[1, 2"), 1, true, "something else than a transcript"),
        (reply(400, "audio is odd"), 2, true, "audio is odd"),
        (reply(500, "boom"), 3, false, "after 3 tries"),
        (reply(501, "never"), 1, true, "never"),
        (reply(200, " ".repeat(17 << 20)), 1, true, "answered more than"),
    ];
    for (reply, requests, is_permanent, says) in cases {
        let (endpoint, address) = Endpoint::start(vec![reply]).await;
        let error = recognise(&recogniser(address), &audio).await.unwrap_err();
        let message = error.to_string();
        assert!(message.contains(says), "{message}");
        assert!(!message.contains(KEY), "{message}");
        assert_eq!(error.is_permanent(), is_permanent, "{message}");
        assert_eq!(endpoint.seen().len(), requests, "{message}");
    }
    let closed = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap()
    };
    let error = recognise(&recogniser(closed), &audio).await.unwrap_err();
    assert!(matches!(error, SpeechError::EndpointUnavailable(_)), "{error}");
}

#[tokio::test]
async fn silence_is_not_sent_and_a_cancelled_recording_ends_at_once() {
    install_tls();
    let folder = tempfile::tempdir().unwrap();
    let (endpoint, address) = Endpoint::start(vec![reply(200, timed())]).await;
    let path = folder.path().join("silence.s16");
    std::fs::write(&path, vec![0; 32_000 * 30]).unwrap();
    let silence = SpeechAudio { channels: vec![AudioChannel { path, samples: 16_000 * 30 }] };
    let heard = recognise(&recogniser(address), &silence).await.unwrap();
    assert_eq!((heard.spans.len(), heard.language), (0, None));
    assert_eq!(endpoint.seen().len(), 0);

    let options = RecogniseOptions::default();
    options.cancelled.cancel();
    let audio = audio(folder.path(), 1, 0);
    let error = recogniser(address).recognise(&audio, &options, &|_| {}).await.unwrap_err();
    assert!(matches!(error, SpeechError::Cancelled), "{error}");
}
