//! OAuth as programs and browsers see it.

mod clients;
mod consent;
mod endpoints;
mod errors;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use url::Url;

use crate::support::{Answer, Client, House};

pub const TOKEN: &str = "/api/v1/oauth/token";
pub const AUTHORIZE: &str = "/api/v1/oauth/authorize";
pub const CLIENTS: &str = "/api/colloquy/v1/oauth/clients";
pub const CALLBACK: &str = "https://app.example/callback?tenant=7";
pub const VERIFIER: &str = "a-verifier-of-at-least-forty-three-characters";

/// A program that is known to the server.
pub struct Program {
    pub nobody: Client,
    pub id: String,
    pub client_id: String,
    pub secret: String,
}

impl Program {
    /// One that may do everything that programs may, with these scopes.
    pub async fn new(house: &House, owner: &Client, scopes: &[&str]) -> Self {
        let all = ["authorization_code", "client_credentials", "refresh_token"];
        let body = json!({
            "name": "Recap <b>bot</b>",
            "redirect_uris": [CALLBACK, "http://127.0.0.1/callback"],
            "scopes": scopes,
            "grant_types": all,
        });
        Self::of(house, &owner.post(CLIENTS, &body).await.expect(201).json())
    }

    /// One of the server's answers.
    pub fn of(house: &House, made: &Value) -> Self {
        let text = |member: &str| made[member].as_str().unwrap_or_default().to_owned();
        Self {
            nobody: Client::nobody(house.url()),
            id: text("id"),
            client_id: text("client_id"),
            secret: text("client_secret"),
        }
    }

    pub fn basic(&self) -> String {
        format!("Basic {}", STANDARD.encode(format!("{}:{}", self.client_id, self.secret)))
    }

    /// Asks an endpoint, as the client shows itself by the header.
    pub async fn asks(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.nobody.form(path, fields, &[("authorization", &self.basic())]).await
    }

    /// A token for itself.
    pub async fn own_token(&self) -> String {
        self.asks(TOKEN, &[("grant_type", "client_credentials")]).await.expect(200).text("access_token")
    }

    /// What it asks of a user.
    pub fn asked(&self) -> Vec<(&str, String)> {
        vec![
            ("client_id", self.client_id.clone()),
            ("response_type", "code".into()),
            ("redirect_uri", CALLBACK.into()),
            ("state", "a&b=ü".into()),
            ("code_challenge", URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER))),
            ("code_challenge_method", "S256".into()),
        ]
    }

    /// The address with which it sends a user's browser, with other or no parameters of these names.
    pub fn address(&self, changes: &[(&str, Option<&str>)]) -> String {
        let mut url = Url::parse("http://any").unwrap();
        for (name, value) in self.changed(changes) {
            url.query_pairs_mut().append_pair(name, &value);
        }
        format!("{AUTHORIZE}?{}", url.query().unwrap_or_default())
    }

    fn changed<'a>(&'a self, changes: &[(&'a str, Option<&'a str>)]) -> Vec<(&'a str, String)> {
        let mut asked = self.asked();
        asked.retain(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
        asked.extend(changes.iter().filter_map(|(name, value)| Some((*name, (*value)?.to_owned()))));
        asked
    }

    /// A user's answer on the page.
    pub async fn answered(&self, changes: &[(&str, Option<&str>)]) -> Answer {
        let fields = self.changed(changes);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.nobody.form(AUTHORIZE, &fields, &[]).await
    }

    /// The code for which a user approves.
    pub async fn code(&self, key: &str) -> String {
        let answer = self.answered(&[("key", Some(key)), ("decision", Some("approve"))]).await;
        query(&answer.expect(303), "code").expect("a code")
    }

    /// Tokens of a user.
    pub async fn tokens(&self, key: &str) -> Value {
        let code = self.code(key).await;
        self.asks(TOKEN, &exchange(&code)).await.expect(200).json()
    }
}

/// A parameter of the address that the browser is sent to.
pub fn query(answer: &Answer, name: &str) -> Option<String> {
    let url = Url::parse(answer.header("location").expect("Location")).expect("a URL");
    let found = url.query_pairs().find(|(known, _)| known == name);
    found.map(|(_, value)| value.into_owned())
}

/// What a code is exchanged with.
pub fn exchange(code: &str) -> [(&str, &str); 4] {
    [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ]
}

/// A client with an access token.
pub fn bearer(house: &House, token: &str) -> Client {
    Client::new(house.url(), &format!("Bearer {token}"))
}
