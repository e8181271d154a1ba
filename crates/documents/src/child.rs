//! Reading in a process of its own.
//!
//! The process is the program that is named, with [`SUBCOMMAND`] and the kind as arguments, and nothing of this
//! process's environment. It gets the document on its standard input, limits its own memory, and answers with the last
//! line of its standard output. It is ended when its time is up, and when whoever waits for it goes away.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::{Document, DocumentError, DocumentKind, extract};

/// What the program is called with before the kind of document.
pub const SUBCOMMAND: &str = "read-document";

/// Largest document.
pub(crate) const MOST_BYTES: usize = 20 << 20;
/// Longest reading.
pub(crate) const LONGEST: Duration = Duration::from_secs(20);
/// Longest answer that is read: the longest text with every character escaped, and something to spare.
const MOST_ANSWER_BYTES: u64 = 40 << 20;

/// How many such processes run at once; others wait for their turn, however many documents there are.
static PLACES: Semaphore = Semaphore::const_new(2);

/// Reads a document: text without any marks on a thread of this process, everything else in a process of `program`.
///
/// # Errors
/// See [`DocumentError`].
pub async fn read(program: &Path, kind: DocumentKind, bytes: Vec<u8>) -> Result<Document, DocumentError> {
    if bytes.len() > MOST_BYTES {
        return Err(DocumentError::TooLarge);
    }
    if kind == DocumentKind::Text {
        let read = tokio::task::spawn_blocking(move || extract(kind, &bytes)).await;
        return read.unwrap_or(Err(DocumentError::ReaderDied));
    }
    // The semaphore is never closed.
    let _place = PLACES.acquire().await.map_err(|error| DocumentError::NoReader(error.to_string()))?;
    let mut child = Command::new(program)
        .arg(SUBCOMMAND)
        .arg(kind.as_str())
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| DocumentError::NoReader(error.to_string()))?;
    match timeout(LONGEST, answer(&mut child, bytes)).await {
        Ok(answered) => answered,
        Err(_elapsed) => {
            // Without waiting: it is ended for certain, and reaped in the background.
            let _ = child.start_kill();
            Err(DocumentError::TooSlow)
        }
    }
}

async fn answer(child: &mut Child, bytes: Vec<u8>) -> Result<Document, DocumentError> {
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let give = async move {
        if let Some(mut stdin) = stdin {
            // A reader that has seen enough may close its end; what it says counts.
            let _ = stdin.write_all(&bytes).await;
            let _ = stdin.shutdown().await;
        }
    };
    let take = async move {
        let mut answer = Vec::new();
        if let Some(stdout) = stdout {
            let _ = stdout.take(MOST_ANSWER_BYTES).read_to_end(&mut answer).await;
        }
        answer
    };
    let ((), answer) = tokio::join!(give, take);
    let has_ended_well = child.wait().await.is_ok_and(|status| status.success());
    let line = answer.split(|byte| *byte == b'\n').rfind(|line| !line.is_empty());
    match line.map(serde_json::from_slice::<Result<Document, DocumentError>>) {
        Some(Ok(read)) if has_ended_well => read,
        _ => Err(DocumentError::ReaderDied),
    }
}
