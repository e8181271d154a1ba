//! A server under test with its own place for everything.

use std::io::Write;
use std::process::Stdio;

use serde_json::Value;
use tempfile::TempDir;

use super::backend::Backend;
use super::client::Client;
use super::process::{Process, command};

/// The user behind [`House::owner`].
pub const OWNER_EMAIL: &str = "rae@acme.example";

/// A server with its data.
pub struct House {
    settings: Vec<(String, String)>,
    process: Option<Process>,
    url: String,
    data_dir: TempDir,
    _backend: Backend,
}

impl House {
    /// A server as most tests want it: loopback receivers may be reached, insights come from rules.
    pub async fn open() -> Self {
        Self::open_with("all", &[]).await
    }

    /// The same with a role and further settings; a later value of the same name counts.
    pub async fn open_with(role: &str, settings: &[(&str, &str)]) -> Self {
        let mut house = Self::closed(settings).await;
        house.start(role).await;
        house
    }

    /// Everything but a running server.
    pub async fn closed(settings: &[(&str, &str)]) -> Self {
        let data_dir = tempfile::tempdir().expect("a temporary folder");
        let backend = Backend::fresh(data_dir.path()).await;
        let usual = [
            ("COLLOQUY_LISTEN", "127.0.0.1:0"),
            ("COLLOQUY_WORKER_LISTEN", "127.0.0.1:0"),
            ("COLLOQUY_NETGUARD__ALLOW_NETWORKS", "127.0.0.1/32"),
            ("COLLOQUY_NETGUARD__ALLOW_HTTP", "true"),
            ("COLLOQUY_LANGUAGE__ENGINE", "basic"),
            ("COLLOQUY_HTTP__REQUESTS_PER_MINUTE", "0"),
        ];
        let mut all = backend.settings.clone();
        for (name, value) in usual.iter().chain(settings) {
            all.retain(|(known, _)| known != name);
            all.push(((*name).to_owned(), (*value).to_owned()));
        }
        Self { settings: all, process: None, url: String::new(), data_dir, _backend: backend }
    }

    /// Starts the server.
    pub async fn start(&mut self, role: &str) {
        let mut process = Process::start(role, &self.settings);
        self.url = process.url().await;
        self.process = Some(process);
    }

    /// Another server on the same data.
    pub async fn another(&self, role: &str) -> Process {
        Process::start(role, &self.settings)
    }

    /// The server's process.
    pub fn process(&mut self) -> &mut Process {
        self.process.as_mut().expect("the server runs")
    }

    /// Kills the server as a power cut would.
    pub fn kill(&mut self) {
        self.process().kill();
        self.process = None;
    }

    /// Changes a setting from the next start on.
    pub fn set(&mut self, name: &str, value: &str) {
        self.settings.retain(|(known, _)| known != name);
        self.settings.push((name.to_owned(), value.to_owned()));
    }

    /// Where it listens.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Address of its database.
    pub fn database_url(&self) -> String {
        let given = self.settings.iter().find(|(name, _)| name == "COLLOQUY_DATABASE_URL");
        let file = || format!("sqlite://{}", self.data_dir.path().join("colloquy.db").display());
        given.map_or_else(file, |(_, url)| url.clone())
    }

    /// Its data folder.
    pub fn data_dir(&self) -> &std::path::Path {
        self.data_dir.path()
    }

    /// Runs a command beside the server and returns what `--json` printed.
    pub async fn cli(&self, arguments: &[&str]) -> Value {
        let output = self.cli_output(&[arguments, &["--json"]].concat()).await;
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "colloquy {arguments:?}: {errors}");
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
            panic!(
                "colloquy {arguments:?} printed no JSON ({error}): {}",
                String::from_utf8_lossy(&output.stdout)
            )
        })
    }

    /// Runs a command and returns how it ended.
    pub async fn cli_output(&self, arguments: &[&str]) -> std::process::Output {
        self.cli_output_with(arguments, &[]).await
    }

    /// The same with further settings.
    pub async fn cli_output_with(
        &self,
        arguments: &[&str],
        settings: &[(&str, &str)],
    ) -> std::process::Output {
        let mut command = command(&self.settings);
        command.envs(settings.iter().copied());
        command.args(arguments).stdin(Stdio::null());
        tokio::task::spawn_blocking(move || command.output()).await.expect("no panic").expect("it starts")
    }

    /// Runs a command that reads this from its standard input, and returns what `--json` printed.
    pub async fn cli_with_input(&self, arguments: &[&str], input: &str) -> Value {
        let mut command = command(&self.settings);
        command.args(arguments).arg("--json");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let input = input.to_owned();
        let ended = tokio::task::spawn_blocking(move || {
            let mut child = command.spawn().expect("it starts");
            child.stdin.take().expect("piped").write_all(input.as_bytes()).expect("it reads");
            child.wait_with_output().expect("it ends")
        });
        let output = ended.await.expect("no panic");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "colloquy {arguments:?}: {errors}");
        serde_json::from_slice(&output.stdout).expect("JSON")
    }

    /// Makes a user and returns its id.
    pub async fn user(&self, email: &str, role: &str) -> String {
        let made = self.cli(&["user", "create", "--email", email, "--name", email, "--role", role]).await;
        made["id"].as_str().expect("an id").to_owned()
    }

    /// A key of the user [`OWNER_EMAIL`], who is made for it, that may do everything.
    pub async fn owner(&self) -> Client {
        self.user(OWNER_EMAIL, "owner").await;
        self.key(&["--user", OWNER_EMAIL]).await
    }

    /// Another key of the same user.
    pub async fn owner_again(&self) -> Client {
        self.key(&["--user", OWNER_EMAIL]).await
    }

    /// A key with these options.
    pub async fn key(&self, options: &[&str]) -> Client {
        let made = self.cli(&[&["key", "create", "--name", "test"], options].concat()).await;
        Client::new(&self.url, made["api_key"].as_str().expect("a key"))
    }

    /// A key with these scopes and no user.
    pub async fn key_with_scopes(&self, scopes: &str) -> Client {
        self.key(&["--scopes", scopes]).await
    }
}
