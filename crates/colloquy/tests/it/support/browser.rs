//! Somebody at the console: a browser that keeps the session's cookie and sends what the console's script sends.

use reqwest::Method;
use serde_json::{Value, json};

use super::client::{Answer, Client};

/// A password that anybody in these tests may have.
pub const PASSWORD: &str = "correct horse battery";

const HOUSE: &str = "/api/colloquy/v1";

/// A signed-in browser.
pub struct Browser {
    client: Client,
    cookie: String,
}

/// Tries to sign in.
pub async fn sign_in(url: &str, email: &str, password: &str, headers: &[(&str, &str)]) -> Answer {
    let body = json!({ "email": email, "password": password }).to_string().into_bytes();
    let client = Client::nobody(url);
    client.try_send(Method::POST, &format!("{HOUSE}/session"), Some(body), headers).await.expect("an answer")
}

/// The cookie that an answer sets, as the browser sends it back.
#[track_caller]
pub fn cookie_of(answer: &Answer) -> String {
    let set = answer.header("set-cookie").unwrap_or_else(|| panic!("no cookie: {}", answer.status));
    set.split(';').next().expect("a pair").to_owned()
}

impl Browser {
    /// Signs in.
    pub async fn signed_in(url: &str, email: &str, password: &str) -> Self {
        let answer = sign_in(url, email, password, &[]).await.expect(200);
        Self::with(url, cookie_of(&answer))
    }

    /// With a cookie that it has.
    pub fn with(url: &str, cookie: String) -> Self {
        Self { client: Client::nobody(url), cookie }
    }

    /// What it sends as its cookie.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    /// The session's token alone.
    pub fn token(&self) -> &str {
        self.cookie.split_once('=').expect("a pair").1
    }

    /// Sends a request to the house API with the cookie and these headers, and no others.
    pub async fn bare(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        headers: &[(&str, &str)],
    ) -> Answer {
        let body = body.map(|body| body.to_string().into_bytes());
        let headers = [&[("cookie", self.cookie.as_str())], headers].concat();
        let path = if path.starts_with('/') { path.to_owned() } else { format!("{HOUSE}/{path}") };
        self.client.try_send(method, &path, body, &headers).await.expect("an answer")
    }

    /// Sends a request as the console's script does.
    pub async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Answer {
        self.bare(method, path, body, &[("x-colloquy-console", "1")]).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
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
}
