//! A stand-in of Twilio on loopback: takes messages for who knows the account's token, and posts signed callbacks.

use std::sync::{Arc, Mutex};

use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha1::Sha1;
use tokio::net::TcpListener;

use super::client::{Answer, Client};
use super::wait::eventually;

const ACCOUNT: &str = "AC00000000000000000000000000000001";
const TOKEN: &str = "twilio-token-of-the-tests";

/// Numbers of ours.
pub const OURS: &str = "+14155550199";
pub const OURS_AT_WHATSAPP: &str = "+14155550188";

/// A message that was taken.
#[derive(Debug, Clone)]
pub struct Taken {
    pub sid: String,
    fields: Vec<(String, String)>,
}

impl Taken {
    /// A field of the form; empty where it was left out.
    pub fn field(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    }
}

#[derive(Clone, Default)]
struct Shared {
    taken: Arc<Mutex<Vec<Taken>>>,
    refused: Arc<Mutex<usize>>,
    /// Requests that fail before one is taken.
    busy: Arc<Mutex<usize>>,
}

/// The running stand-in.
pub struct TwilioStandIn {
    url: String,
    shared: Shared,
}

impl TwilioStandIn {
    pub async fn open() -> Self {
        let shared = Shared::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let router = Router::new().fallback(take).with_state(shared.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, shared }
    }

    /// The settings of a server that sends its messages here.
    pub fn settings(&self) -> [(&'static str, &str); 5] {
        [
            ("COLLOQUY_TWILIO__ACCOUNT_SID", ACCOUNT),
            ("COLLOQUY_TWILIO__AUTH_TOKEN", TOKEN),
            ("COLLOQUY_TWILIO__URL", &self.url),
            ("COLLOQUY_TWILIO__SMS_FROM", OURS),
            ("COLLOQUY_TWILIO__WHATSAPP_FROM", OURS_AT_WHATSAPP),
        ]
    }

    /// Fails so many requests from now on.
    pub fn fail(&self, requests: usize) {
        *self.shared.busy.lock().unwrap() = requests;
    }

    /// Everything that was taken so far.
    pub fn taken(&self) -> Vec<Taken> {
        self.shared.taken.lock().unwrap().clone()
    }

    /// Requests that showed a wrong account or token.
    pub fn refused(&self) -> usize {
        *self.shared.refused.lock().unwrap()
    }

    /// Waits until so many messages were taken.
    pub async fn wait_for(&self, count: usize) -> Vec<Taken> {
        eventually(&format!("{count} messages at Twilio"), async || {
            Some(self.taken()).filter(|taken| taken.len() >= count)
        })
        .await
    }
}

/// Posts a signed callback to a path of the server at `base`.
pub async fn post_signed(base: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    let signature = signature(&format!("{base}{path}"), fields);
    Client::nobody(base).form(path, fields, &[("x-twilio-signature", &signature)]).await
}

/// What Twilio puts into `X-Twilio-Signature`.
pub fn signature(url: &str, fields: &[(&str, &str)]) -> String {
    let mut sorted = fields.to_vec();
    sorted.sort_unstable();
    let mut mac = Hmac::<Sha1>::new_from_slice(TOKEN.as_bytes()).expect("any length");
    mac.update(url.as_bytes());
    for (name, value) in sorted {
        mac.update(name.as_bytes());
        mac.update(value.as_bytes());
    }
    STANDARD.encode(mac.finalize().into_bytes())
}

async fn take(State(shared): State<Shared>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let expected = format!("Basic {}", STANDARD.encode(format!("{ACCOUNT}:{TOKEN}")));
    let is_known =
        head.headers.get(AUTHORIZATION).is_some_and(|value| value.as_bytes() == expected.as_bytes());
    if !is_known || head.uri.path() != format!("/2010-04-01/Accounts/{ACCOUNT}/Messages.json") {
        *shared.refused.lock().unwrap() += 1;
        return (StatusCode::UNAUTHORIZED, Json(json!({ "code": 20003, "message": "Authenticate" })))
            .into_response();
    }
    {
        let mut busy = shared.busy.lock().unwrap();
        if *busy > 0 {
            *busy -= 1;
            return (StatusCode::TOO_MANY_REQUESTS, Json(json!({ "code": 20429 }))).into_response();
        }
    }
    let Ok(body) = to_bytes(body, 1 << 20).await else { return StatusCode::BAD_REQUEST.into_response() };
    let fields = url::form_urlencoded::parse(&body).into_owned().collect();
    let sid = {
        let mut taken = shared.taken.lock().unwrap();
        let sid = format!("SM{:032x}", taken.len() + 1);
        taken.push(Taken { sid: sid.clone(), fields });
        sid
    };
    (StatusCode::CREATED, Json(json!({ "sid": sid, "status": "queued" }))).into_response()
}
