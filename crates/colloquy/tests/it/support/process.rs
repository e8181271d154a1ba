//! The server's processes.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use super::wait::eventually_within;

/// A running `colloquy serve`. It is killed when this is dropped, and a test that failed shows its log.
pub struct Process {
    child: Child,
    log: Arc<Mutex<Vec<String>>>,
}

impl Process {
    /// Starts it.
    pub fn start(role: &str, settings: &[(String, String)]) -> Self {
        let mut child = command(settings)
            .args(["serve", "--role", role])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let log = Arc::new(Mutex::new(Vec::new()));
        keep_lines(child.stdout.take().expect("piped"), &log);
        keep_lines(child.stderr.take().expect("piped"), &log);
        Self { child, log }
    }

    /// The address that it printed once it listened.
    pub async fn url(&mut self) -> String {
        let line = self.line_with("colloquy listens on ").await;
        line.split_whitespace().last().expect("an address").to_owned()
    }

    /// Waits for a line of its log.
    pub async fn line_with(&mut self, text: &str) -> String {
        eventually_within(Duration::from_secs(30), &format!("the log line {text:?}"), async || {
            if let Some(status) = self.child.try_wait().expect("a child") {
                panic!("the server ended at start: {status}\n{}", self.log().join("\n"));
            }
            self.log().into_iter().find(|line| line.contains(text))
        })
        .await
    }

    /// What it printed and wrote to its log so far.
    pub fn log(&self) -> Vec<String> {
        self.log.lock().unwrap().clone()
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Kills it as a power cut would.
    pub fn kill(&mut self) {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it ends");
    }

    /// Asks it to end.
    pub fn ask_to_end(&self) {
        signal(self.id(), Signal::TERM);
    }

    /// Asks it to end, and waits until it has.
    pub async fn terminate(&mut self) -> ExitStatus {
        self.ask_to_end();
        eventually_within(Duration::from_secs(30), "the end after SIGTERM", async || {
            self.child.try_wait().expect("a child")
        })
        .await
    }

    /// Its engine processes, as far as they run.
    pub fn engines(&self) -> Vec<u32> {
        children(self.id()).into_iter().filter(|id| is_engine(*id)).collect()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            eprintln!("--- the server's log\n{}\n---", self.log().join("\n"));
        }
    }
}

fn keep_lines(from: impl std::io::Read + Send + 'static, log: &Arc<Mutex<Vec<String>>>) {
    let log = log.clone();
    std::thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            log.lock().unwrap().push(line);
        }
    });
}

/// The executable with these settings and no others.
pub fn command(settings: &[(String, String)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_colloquy"));
    let others = std::env::vars().filter(|(name, _)| name.starts_with("COLLOQUY_"));
    others.for_each(|(name, _)| {
        command.env_remove(name);
    });
    command.envs(settings.iter().map(|(name, value)| (name, value)));
    command
}

/// Kills a process at once.
pub fn kill(id: u32) {
    signal(id, Signal::KILL);
}

fn signal(id: u32, signal: Signal) {
    let pid = Pid::from_raw(i32::try_from(id).expect("a process id")).expect("not 0");
    // One that has just ended by itself is as good.
    let _ = kill_process(pid, signal);
}

fn children(parent: u32) -> Vec<u32> {
    let all = std::fs::read_dir("/proc").expect("/proc");
    let ids = all.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok());
    ids.filter(|id| parent_of(*id) == Some(parent)).collect()
}

fn parent_of(id: u32) -> Option<u32> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name may hold spaces and parentheses; what follows the last one is the state and the parent.
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

fn is_engine(id: u32) -> bool {
    let command_line = std::fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
    String::from_utf8_lossy(&command_line).contains("colloquy-engine-")
}
