//! A caller in this process: asks, listens until the answer is over, asks again, and records the call at its end.

use std::time::Duration;

use anyhow::{Context, bail};
use colloquy_telephone::{Call, CallStats, SipSettings, Telephone};
use tempfile::TempDir;
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::{CancellationToken, DropGuard};

use super::wave::{Channels, channels, loudness};

/// Frames of 20 ms in a row: so many are loud where somebody speaks, and so many quiet where somebody has finished.
const SPEAKS: usize = 3;
const HAS_FINISHED: usize = 50;
/// A frame is loud from here on.
const LOUD: f64 = 200.0;
/// Longest wait for an answer, the question included.
const PATIENCE: Duration = Duration::from_secs(30);

/// A telephone that calls the server.
pub struct Caller {
    telephone: Telephone,
    folder: TempDir,
    _open: DropGuard,
}

/// A call that is over, seen from the caller.
pub struct Talked {
    /// SIP's name of it.
    pub call_id: String,
    /// What the caller recorded: channel 0 is what it heard, channel 1 what it said.
    pub recorded: Channels,
    /// What it sent and received.
    pub stats: CallStats,
}

impl Caller {
    /// Opens it on a free port of the loopback address.
    pub async fn open() -> anyhow::Result<Self> {
        let settings = SipSettings { listen: ([127, 0, 0, 1], 0).into(), ..SipSettings::default() };
        let stop = CancellationToken::new();
        let (telephone, _nobody_calls) = Telephone::open(settings, stop.clone()).await?;
        Ok(Self { telephone, folder: tempfile::tempdir()?, _open: stop.drop_guard() })
    }

    /// Calls, hears the greeting, and asks so many times, each time the next question.
    pub async fn talk(
        &self,
        from: &str,
        to: &str,
        questions: &[Vec<i16>],
        turns: usize,
    ) -> anyhow::Result<Talked> {
        let mut call = self.telephone.call(from, to, |_progress| {}).await.context(
            "no agent answers; `colloquy doctor` tells what is missing, and server.log in --data-dir",
        )?;
        let path = self.folder.path().join(format!("{from}.wav"));
        let recorder = call.record(&path)?;
        if !listen(&mut call, true, SPEAKS).await? {
            bail!("the agent does not greet");
        }
        listen(&mut call, false, HAS_FINISHED).await?;
        for question in questions.iter().cycle().take(turns) {
            call.speaker().play(question.clone());
            // A question without an answer is one; what came of each is seen on the recording.
            if listen(&mut call, true, SPEAKS).await? {
                listen(&mut call, false, HAS_FINISHED).await?;
            }
        }
        call.hang_up().await;
        recorder.finish().await?;
        let recorded = channels(&std::fs::read(&path)?)?;
        Ok(Talked { call_id: call.call_id().to_owned(), recorded, stats: call.stats() })
    }
}

/// Listens until so many frames in a row were loud, or quiet. False where that takes too long.
async fn listen(call: &mut Call, is_loud: bool, in_a_row: usize) -> anyhow::Result<bool> {
    let give_up_at = Instant::now() + PATIENCE;
    let mut run = 0;
    while run < in_a_row {
        match timeout_at(give_up_at, call.audio().recv()).await {
            Ok(Some(heard)) => {
                run = if (loudness(&heard.samples) > LOUD) == is_loud { run + 1 } else { 0 };
            }
            Ok(None) => bail!("the agent hung up: {:?}", *call.ended().borrow()),
            Err(_elapsed) => return Ok(false),
        }
    }
    Ok(true)
}
