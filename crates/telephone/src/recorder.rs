//! The recording of a call: two channels side by side on the call's own clock.
//!
//! Channel 0 is the customer, each frame at the place at which it arrived; channel 1 is the agent, each frame at the
//! place at which it was sent, and nothing that was not sent. A thread of its own writes, so that a slow disk delays
//! no call. A disk that stands still does not gather frames without end either: what there is no room for any more is lost
//! and counted, and in its place is silence on both channels, so that what follows lies where it belongs.
//!
//! The file is a WAV from its first byte on. Until it is finished its header gives no length, which readers take as
//! "to the end of the file"; [`repair`] puts the length in after a crash.

mod timeline;
mod wav;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender, TrySendError};
use std::sync::{Arc, Weak};
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::oneshot;
use tokio::time::timeout;

use crate::FRAME_SAMPLES;
pub use wav::repair;

/// Frames that wait to be written: a minute of both sides, in two megabytes.
const QUEUE_FRAMES: usize = 6_000;
/// How long what waits may take to be on the disk once the recording has ended.
const FINISH_WITHIN: Duration = Duration::from_secs(60);

/// What was recorded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RecordingInfo {
    /// Its length.
    pub seconds: f64,
    /// The file's size.
    pub bytes: u64,
    /// Frames of both sides together in whose place is silence, because the disk stood still; 0 of one that was repaired.
    pub lost_frames: u64,
}

/// Which side a frame is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Customer,
    Agent,
}

/// A frame on its way to the file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Taken {
    pub side: Side,
    pub at_frame: u64,
    pub samples: [i16; FRAME_SAMPLES],
}

/// Where a call gives its frames while it is recorded.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tap {
    feed: Arc<Mutex<Option<Feed>>>,
}

impl Tap {
    /// Records a frame, if anybody records. It never waits.
    pub fn give(&self, side: Side, at_frame: u64, samples: &[i16; FRAME_SAMPLES]) {
        if let Some(feed) = &*self.feed.lock() {
            feed.give(Taken { side, at_frame, samples: *samples });
        }
    }
}

/// The way to a recording's writer.
#[derive(Debug)]
struct Feed {
    frames: SyncSender<Box<Taken>>,
    lost: Arc<Lost>,
}

/// What there was no room for.
#[derive(Debug, Default)]
struct Lost {
    frames: AtomicU64,
    /// One more than the last frame of ours among them; 0 where there is none.
    ours_before: AtomicU64,
}

impl Feed {
    fn give(&self, taken: Taken) {
        match self.frames.try_send(Box::new(taken)) {
            // Where the writer ended early the recording's owner is told when it finishes.
            Ok(()) | Err(TrySendError::Disconnected(_)) => {}
            Err(TrySendError::Full(taken)) => {
                if self.lost.frames.fetch_add(1, Ordering::Relaxed) == 0 {
                    tracing::warn!("the disk stands still, and a recording loses frames");
                }
                if taken.side == Side::Agent {
                    self.lost.ours_before.store(taken.at_frame + 1, Ordering::Relaxed);
                }
            }
        }
    }
}

/// Where a recording is written to.
trait Sink: Send + 'static {
    /// Appends whole samples of both channels.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Completes it.
    fn finish(self) -> io::Result<RecordingInfo>;
}

/// A recording that goes on. Dropping it ends it, as [`Recorder::finish`] does.
#[derive(Debug)]
pub struct Recorder {
    feed: Weak<Mutex<Option<Feed>>>,
    done: oneshot::Receiver<io::Result<RecordingInfo>>,
}

impl Recorder {
    /// Begins to record what the tap gives. One recording at a time: another one before is ended.
    pub(crate) fn start(tap: &Tap, path: PathBuf) -> io::Result<Recorder> {
        Self::start_into(tap, wav::WavFile::create(&path)?)
    }

    fn start_into(tap: &Tap, sink: impl Sink) -> io::Result<Recorder> {
        let (frames, to_write) = mpsc::sync_channel(QUEUE_FRAMES);
        let (tell, done) = oneshot::channel();
        let lost = Arc::new(Lost::default());
        let feed = Feed { frames, lost: Arc::clone(&lost) };
        std::thread::Builder::new().name("recorder".to_owned()).spawn(move || {
            let ended = write_all(sink, &to_write, &lost);
            if let Err(error) = &ended {
                tracing::error!(error = error as &dyn std::error::Error, "a recording broke off");
            }
            let _is_awaited = tell.send(ended);
        })?;
        *tap.feed.lock() = Some(feed);
        Ok(Recorder { feed: Arc::downgrade(&tap.feed), done })
    }

    /// Ends the recording; the file is complete and on the disk. A disk that stands still is waited for, but not for ever.
    pub async fn finish(mut self) -> io::Result<RecordingInfo> {
        self.end();
        let done = std::mem::replace(&mut self.done, oneshot::channel().1);
        match timeout(FINISH_WITHIN, done).await {
            Ok(Ok(ended)) => ended,
            Ok(Err(_closed)) => Err(io::Error::other("the recording's writer died")),
            Err(_elapsed) => {
                Err(io::Error::new(io::ErrorKind::TimedOut, "the disk does not take the recording"))
            }
        }
    }

    fn end(&self) {
        if let Some(feed) = self.feed.upgrade() {
            feed.lock().take();
        }
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.end();
    }
}

fn write_all(mut sink: impl Sink, frames: &Receiver<Box<Taken>>, lost: &Lost) -> io::Result<RecordingInfo> {
    let mut timeline = timeline::Timeline::default();
    let mut write = |timeline: &mut timeline::Timeline, taken: &Taken| -> io::Result<()> {
        while let Some(silence) = timeline.skip_towards(taken) {
            sink.write(&silence)?;
        }
        timeline.put(taken);
        timeline.take_settled().map_or(Ok(()), |block| sink.write(&block))
    };
    while let Ok(taken) = frames.recv() {
        write(&mut timeline, &taken)?;
    }
    // Frames that were lost at the very end are silence, too.
    if let Some(last) = lost.ours_before.load(Ordering::Relaxed).checked_sub(1)
        && !timeline.reaches(last)
    {
        write(&mut timeline, &Taken { side: Side::Agent, at_frame: last, samples: [0; FRAME_SAMPLES] })?;
    }
    sink.write(&timeline.take_rest())?;
    let lost_frames = lost.frames.load(Ordering::Relaxed);
    if lost_frames > 0 {
        tracing::warn!(frames = lost_frames, "there is silence in a recording: the disk stood still");
    }
    Ok(RecordingInfo { lost_frames, ..sink.finish()? })
}

/// Puts the lengths into the header of a recording that was not finished. One that was stays as it is.
///
/// Fails where the file is no recording of this module.
pub async fn repair_in_background(path: &Path) -> io::Result<RecordingInfo> {
    let path = path.to_owned();
    tokio::task::spawn_blocking(move || repair(&path)).await.map_err(io::Error::other)?
}

#[cfg(test)]
mod tests;
