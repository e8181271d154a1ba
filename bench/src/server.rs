//! The server under measurement: the real executable in a data folder of its own.

use std::fs::File;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, bail};
use serde_json::Value;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::api::Connection;

/// Settings of the caller that reach the server: where models and engines are depends on the machine.
const KEPT_SETTINGS: [&str; 2] = ["COLLOQUY_ENGINES_DIR", "COLLOQUY_MODELS_DIR"];

/// Address of the owner whose key [`House::owner_key`] makes.
pub const OWNER_EMAIL: &str = "owner@bench.example";

/// How long a server may take to answer at all.
const START_LIMIT: Duration = Duration::from_secs(30);

/// What servers are made of.
pub struct Installation {
    /// The executable.
    pub executable: PathBuf,
    /// Folder for data folders.
    pub data_root: PathBuf,
}

/// A data folder with its settings.
pub struct House {
    executable: PathBuf,
    data_root: PathBuf,
    settings: Vec<(String, String)>,
    data_dir: TempDir,
}

/// A running server; killed when it is dropped.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Installation {
    /// A new data folder. Insights come from rules, loopback receivers may be reached, nothing is limited.
    pub fn house(&self, database_url: Option<&str>) -> anyhow::Result<House> {
        let data_dir = tempfile::tempdir_in(&self.data_root)?;
        let mut settings = vec![
            ("COLLOQUY_DATA_DIR".to_owned(), data_dir.path().display().to_string()),
            ("COLLOQUY_LISTEN".to_owned(), "127.0.0.1:0".to_owned()),
            ("COLLOQUY_NETGUARD__ALLOW_NETWORKS".to_owned(), "127.0.0.1/32".to_owned()),
            ("COLLOQUY_NETGUARD__ALLOW_HTTP".to_owned(), "true".to_owned()),
            ("COLLOQUY_LANGUAGE__ENGINE".to_owned(), "basic".to_owned()),
            ("COLLOQUY_HTTP__REQUESTS_PER_MINUTE".to_owned(), "0".to_owned()),
            ("COLLOQUY_LOG__LEVEL".to_owned(), "warn".to_owned()),
        ];
        if let Some(url) = database_url {
            settings.push(("COLLOQUY_DATABASE_URL".to_owned(), url.to_owned()));
        }
        let (executable, data_root) = (self.executable.clone(), self.data_root.clone());
        Ok(House { executable, data_root, settings, data_dir })
    }
}

impl House {
    /// With another setting: its name in the environment, without `COLLOQUY_`.
    pub fn set(&mut self, name: &str, value: &str) {
        self.settings.push((format!("COLLOQUY_{name}"), value.to_owned()));
    }

    /// Runs a command of the server's and returns what `--json` prints.
    pub async fn command(&self, arguments: &[&str]) -> anyhow::Result<Value> {
        let output = self.process().args(arguments).arg("--json").stdin(Stdio::null()).output().await?;
        if !output.status.success() {
            bail!("colloquy {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr));
        }
        Ok(serde_json::from_slice(&output.stdout)?)
    }

    /// A key of an owner that may do everything, as clients send it.
    pub async fn owner_key(&self) -> anyhow::Result<String> {
        let user = ["user", "create", "--email", OWNER_EMAIL, "--name", "Owner", "--role", "owner"];
        self.command(&user).await?;
        let made = self.command(&["key", "create", "--name", "bench", "--user", OWNER_EMAIL]).await?;
        Ok(made["api_key"].as_str().context("no api_key")?.to_owned())
    }

    /// Address of its database.
    pub fn database_url(&self) -> String {
        let given = self.settings.iter().find(|(name, _)| name == "COLLOQUY_DATABASE_URL");
        let file = || format!("sqlite://{}", self.data_dir.path().join("colloquy.db").display());
        given.map_or_else(file, |(_, url)| url.clone())
    }

    /// Starts a server and waits until it tells where it listens.
    pub async fn start(&self, role: &str) -> anyhow::Result<Server> {
        let mut child = self.spawn(role, Stdio::piped())?;
        let output = child.stdout.take().context("standard output is piped")?;
        let mut lines = BufReader::new(output).lines();
        let told =
            tokio::time::timeout(START_LIMIT, lines.next_line()).await.context("the server's start")??;
        let line = told.context("the server ended at start; see server.log in --data-dir")?;
        let address = line.rsplit_once("http://").context("no address in the server's first line")?.1;
        Ok(Server { child, address: address.trim().parse()? })
    }

    /// Starts a server at a given port.
    pub fn start_at(&self, role: &str, address: SocketAddr) -> anyhow::Result<Server> {
        let mut command = self.serve(role, Stdio::null())?;
        command.env("COLLOQUY_LISTEN", address.to_string());
        Ok(Server { child: command.spawn()?, address })
    }

    /// Where servers write what goes wrong, one after the other.
    fn log(&self) -> anyhow::Result<File> {
        let path = self.data_root.join("server.log");
        File::options().create(true).append(true).open(&path).with_context(|| path.display().to_string())
    }

    fn spawn(&self, role: &str, output: Stdio) -> anyhow::Result<Child> {
        self.serve(role, output)?.spawn().with_context(|| self.executable.display().to_string())
    }

    fn serve(&self, role: &str, output: Stdio) -> anyhow::Result<Command> {
        let mut command = self.process();
        command.args(["serve", "--role", role]);
        command.stdin(Stdio::null()).stdout(output).stderr(self.log()?).kill_on_drop(true);
        Ok(command)
    }

    fn process(&self) -> Command {
        let mut command = Command::new(&self.executable);
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("COLLOQUY_")) {
            if !KEPT_SETTINGS.contains(&name.as_str()) {
                command.env_remove(name);
            }
        }
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command
    }
}

impl Server {
    /// Its process id.
    pub fn process(&self) -> u32 {
        self.child.id().unwrap_or_default()
    }

    /// A connection with this key.
    pub async fn connect(&self, key: &str) -> anyhow::Result<Connection> {
        Connection::open(self.address, key).await
    }

    /// Ends it at once; its data is not needed any more.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        Ok(self.child.kill().await?)
    }
}

/// A spoken sample of the repository.
pub fn sample(name: &str) -> anyhow::Result<Vec<u8>> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../samples")).join(name);
    std::fs::read(&path).with_context(|| path.display().to_string())
}
