//! One engine process: start it, exchange a request for an answer, stop it.
//!
//! A [`Process`] that is dropped is killed, so whoever gives up on a request in the middle leaves neither a child at work
//! on something nobody wants nor an answer that the next request could take for its own. One that can be told to stop may
//! be kept: after [`Process::cancel`] it is between two requests again.

use std::collections::VecDeque;
use std::io;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStderr, ChildStdin, ChildStdout};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::error::{Ending, EngineError};
use crate::lines::{Line, Lines};
use crate::protocol::{Answer, Hello, Order, PROTOCOL_VERSION, Request};
use crate::spawner;
use crate::spec::{EngineSpec, PieceSink, ProgressSink};

/// What an engine may inherit. Everything else, the server's keys above all, stays with the server.
const INHERITED: [&str; 7] = ["PATH", "LD_LIBRARY_PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "TZ"];
/// Lines of the child's log that are kept for error messages.
const STDERR_LINES: usize = 20;
/// Longest line of the child's log that is kept.
const STDERR_LINE_BYTES: usize = 400;
/// How long a child may take to end once its input is closed.
const STOP_GRACE: Duration = Duration::from_secs(1);

/// A started engine that has said hello.
pub(crate) struct Process {
    child: Child,
    /// Taken when the process is to stop.
    stdin: Option<ChildStdin>,
    stdout: Lines<BufReader<ChildStdout>>,
    log: ChildLog,
    hello: Hello,
    engine: String,
    answer_limit_bytes: usize,
    last_id: u64,
    /// Whether the request of that id was sent whole and has no answer yet.
    is_awaited: bool,
}

/// Is told what comes of a request before its answer.
#[derive(Clone, Copy, Default)]
pub(crate) struct Sinks<'a> {
    pub(crate) progress: Option<&'a ProgressSink>,
    pub(crate) pieces: Option<&'a PieceSink>,
}

impl Process {
    /// Starts an engine and waits for its hello.
    pub(crate) async fn start(spec: &EngineSpec) -> Result<Self, EngineError> {
        let failed = |reason: String| EngineError::Start {
            engine: spec.name.clone(),
            reason,
            stderr_tail: Vec::new(),
        };
        if !spec.executable.is_file() {
            return Err(EngineError::NotFound { looked_at: vec![spec.executable.clone()] });
        }
        let mut child = spawner::spawn(command(spec))
            .await
            .map_err(|error| failed(format!("{}: {error}", spec.executable.display())))?;
        let (Some(stdin), Some(stdout), Some(stderr)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(failed("its pipes are missing".to_owned()));
        };
        let mut stdout = Lines::new(BufReader::new(stdout), spec.answer_limit_bytes);
        let mut log = ChildLog::follow(spec.name.clone(), stderr);

        let first_line = timeout(spec.start_timeout, stdout.next()).await;
        let first_line = match first_line {
            Ok(Ok(Line::Whole(line))) => line,
            Ok(Ok(Line::TooLong(line))) => {
                return Err(protocol(&spec.name, format!("it greeted with {}", excerpt(&line))));
            }
            Ok(Ok(Line::End) | Err(_)) => {
                let ending = end(&mut child).await;
                let reason = format!("it ended before it was ready ({ending})");
                let stderr_tail = log.finish().await;
                return Err(EngineError::Start { engine: spec.name.clone(), reason, stderr_tail });
            }
            Err(_) => {
                // It is killed by being dropped; what it wrote so far may tell what it hangs on.
                let reason = format!("it was not ready within {:.1} s", spec.start_timeout.as_secs_f64());
                let stderr_tail = log.tail();
                return Err(EngineError::Start { engine: spec.name.clone(), reason, stderr_tail });
            }
        };
        let hello = parse_hello(&spec.name, &first_line)?;
        Ok(Self {
            child,
            stdin: Some(stdin),
            stdout,
            log,
            hello,
            engine: spec.name.clone(),
            answer_limit_bytes: spec.answer_limit_bytes,
            last_id: 0,
            is_awaited: false,
        })
    }

    pub(crate) fn hello(&self) -> &Hello {
        &self.hello
    }

    /// Whether it still runs, as far as is known without waiting.
    pub(crate) fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Sends a request and waits for its answer, without a limit in time. After any error but
    /// [`EngineError::Refused`] the process is of no more use.
    pub(crate) async fn exchange(
        &mut self,
        method: &str,
        params: serde_json::Value,
        sinks: Sinks<'_>,
    ) -> Result<serde_json::Value, EngineError> {
        self.last_id += 1;
        let request = Request { id: self.last_id, method: method.to_owned(), params };
        self.order(&Order::Request(request)).await?;
        self.is_awaited = true;
        self.answer(sinks).await
    }

    /// Whether [`cancel`](Self::cancel) can make it fit for another request.
    pub(crate) fn can_cancel(&self) -> bool {
        self.hello.can_cancel && self.is_awaited
    }

    /// Tells it that the answer to the request at work is not wanted, and waits until it has stopped, without a limit in
    /// time. After an error the process is of no more use.
    pub(crate) async fn cancel(&mut self) -> Result<(), EngineError> {
        self.order(&Order::Cancel { cancel: self.last_id }).await?;
        match self.answer(Sinks::default()).await {
            Ok(_) | Err(EngineError::Refused { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Waits for the answer to the request at work.
    async fn answer(&mut self, sinks: Sinks<'_>) -> Result<serde_json::Value, EngineError> {
        let id = self.last_id;
        loop {
            let line = match self.stdout.next().await {
                Ok(Line::Whole(line)) => line,
                Ok(Line::TooLong(line)) => {
                    let limit = self.answer_limit_bytes;
                    let message = format!("answer is longer than {limit} bytes: {}", excerpt(&line));
                    return Err(protocol(&self.engine, message));
                }
                Ok(Line::End) | Err(_) => return Err(self.died().await),
            };
            let answer: Answer = serde_json::from_slice(&line)
                .map_err(|error| protocol(&self.engine, format!("{error} in {}", excerpt(&line))))?;
            match answer {
                Answer::Progress { id: of, fraction } if of == id => {
                    if let Some(progress) = sinks.progress {
                        progress(fraction.clamp(0.0, 1.0));
                    }
                }
                Answer::Piece { id: of, text } if of == id => {
                    if let Some(pieces) = sinks.pieces {
                        pieces(&text);
                    }
                }
                Answer::Done { id: of, result } if of == id => {
                    self.is_awaited = false;
                    return Ok(result);
                }
                Answer::Failed { id: of, message } if of == id => {
                    self.is_awaited = false;
                    return Err(EngineError::Refused { engine: self.engine.clone(), message });
                }
                Answer::Progress { id: of, .. }
                | Answer::Piece { id: of, .. }
                | Answer::Done { id: of, .. }
                | Answer::Failed { id: of, .. } => {
                    let message = format!("answer to request {of} while {id} is the one at work");
                    return Err(protocol(&self.engine, message));
                }
            }
        }
    }

    /// Lets the process end by itself, and kills it when it does not.
    pub(crate) async fn stop(mut self) {
        self.stdin = None;
        if timeout(STOP_GRACE, self.child.wait()).await.is_err() {
            self.kill().await;
        }
    }

    /// Kills the process and waits until it is gone, so that its memory is free before the next one starts.
    pub(crate) async fn kill(&mut self) {
        if let Err(error) = self.child.kill().await {
            tracing::debug!(engine = self.engine, %error, "engine could not be killed");
        }
    }

    async fn order(&mut self, order: &Order) -> Result<(), EngineError> {
        let mut line = serde_json::to_vec(order)
            .map_err(|error| protocol(&self.engine, format!("order cannot be written: {error}")))?;
        line.push(b'\n');
        if self.send(&line).await.is_err() {
            return Err(self.died().await);
        }
        Ok(())
    }

    async fn send(&mut self, line: &[u8]) -> io::Result<()> {
        let stdin = self.stdin.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        stdin.write_all(line).await?;
        stdin.flush().await
    }

    async fn died(&mut self) -> EngineError {
        let ending = end(&mut self.child).await;
        EngineError::Died { engine: self.engine.clone(), ending, stderr_tail: self.log.finish().await }
    }
}

/// The command of an engine: in a process group of its own, because an interrupt from the terminal is for
/// the server, which ends its engines when their work is put back.
fn command(spec: &EngineSpec) -> Command {
    use std::os::unix::process::CommandExt;

    let mut command = Command::new(&spec.executable);
    command.args(&spec.args);
    if spec.nice > 0 {
        command.args(["--nice", &spec.nice.to_string()]);
    }
    if let Some(megabytes) = spec.memory_limit_mb {
        command.args(["--memory-limit-mb", &megabytes.to_string()]);
    }
    command.env_clear();
    for name in INHERITED {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    // OpenMP's threads otherwise burn a core while they wait for each other.
    command.env("OMP_WAIT_POLICY", "passive");
    command.envs(spec.environment.iter().map(|(name, value)| (name, value)));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.process_group(0);
    command
}

fn parse_hello(engine: &str, line: &[u8]) -> Result<Hello, EngineError> {
    let wrong = |error: serde_json::Error| protocol(engine, format!("{error} in {}", excerpt(line)));
    // The version first: another version's hello may differ in everything else.
    let value: serde_json::Value = serde_json::from_slice(line).map_err(wrong)?;
    let version = value.get("protocol").and_then(serde_json::Value::as_u64);
    if version != Some(u64::from(PROTOCOL_VERSION)) {
        let spoken = version.map_or_else(|| "none".to_owned(), |version| version.to_string());
        let message = format!("it speaks version {spoken}, the server version {PROTOCOL_VERSION}");
        return Err(protocol(engine, message));
    }
    serde_json::from_value(value).map_err(wrong)
}

/// Waits for a child that closed its output, and kills it when it stays.
async fn end(child: &mut Child) -> Ending {
    match timeout(STOP_GRACE, child.wait()).await {
        Ok(Ok(status)) => Ending::from(status),
        Ok(Err(_)) => Ending::Unresponsive,
        Err(_) => {
            // An error here means that it ended in this very moment.
            let _ = child.kill().await;
            Ending::Unresponsive
        }
    }
}

fn protocol(engine: &str, message: String) -> EngineError {
    EngineError::Protocol { engine: engine.to_owned(), message }
}

/// The beginning of what a child said, for an error message.
fn excerpt(line: &[u8]) -> String {
    const EXCERPT_BYTES: usize = 80;
    let beginning = String::from_utf8_lossy(&line[..line.len().min(EXCERPT_BYTES)]);
    format!("{beginning:?}{}", if line.len() > EXCERPT_BYTES { "…" } else { "" })
}

/// The child's standard error: passed on to the log, its end kept.
struct ChildLog {
    lines: Arc<Mutex<VecDeque<String>>>,
    follower: JoinHandle<()>,
}

impl ChildLog {
    fn follow(engine: String, stderr: ChildStderr) -> Self {
        let lines = Arc::new(Mutex::new(VecDeque::with_capacity(STDERR_LINES)));
        let kept = Arc::clone(&lines);
        let follower = tokio::spawn(async move {
            let mut log = Lines::new(BufReader::new(stderr), STDERR_LINE_BYTES);
            while let Ok(Line::Whole(line) | Line::TooLong(line)) = log.next().await {
                let line = String::from_utf8_lossy(&line).trim_end().to_owned();
                if line.is_empty() {
                    continue;
                }
                tracing::debug!(engine, "{line}");
                let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
                if kept.len() == STDERR_LINES {
                    kept.pop_front();
                }
                kept.push_back(line);
            }
        });
        Self { lines, follower }
    }

    fn tail(&self) -> Vec<String> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// The last lines of a child that has ended. A grandchild may hold the pipe open: not waited for long.
    async fn finish(&mut self) -> Vec<String> {
        let _ = timeout(Duration::from_millis(200), &mut self.follower).await;
        self.tail()
    }
}

impl Drop for ChildLog {
    fn drop(&mut self) {
        self.follower.abort();
    }
}
