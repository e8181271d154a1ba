//! The recording of a call: two channels side by side on the call's own clock.
//!
//! Channel 0 is the customer, each frame at the place at which it arrived; channel 1 is the agent, each frame at the
//! place at which it was sent, and nothing that was not sent. A thread of its own writes, so that a slow disk delays
//! no call.
//!
//! The file is a WAV from its first byte on. Until it is finished its header gives no length, which readers take as
//! "to the end of the file"; [`repair`] puts the length in after a crash.

mod timeline;
mod wav;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Weak};

use parking_lot::Mutex;
use tokio::sync::oneshot;

use crate::FRAME_SAMPLES;
pub use wav::repair;

/// What was recorded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RecordingInfo {
    /// Its length.
    pub seconds: f64,
    /// The file's size.
    pub bytes: u64,
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
    sender: Arc<Mutex<Option<Sender<Taken>>>>,
}

impl Tap {
    /// Records a frame, if anybody records.
    pub fn give(&self, side: Side, at_frame: u64, samples: &[i16; FRAME_SAMPLES]) {
        if let Some(sender) = &*self.sender.lock() {
            // The writer ended early: the recording's owner is told when it finishes.
            let _is_writing = sender.send(Taken { side, at_frame, samples: *samples });
        }
    }
}

/// A recording that goes on. Dropping it ends it, as [`Recorder::finish`] does.
#[derive(Debug)]
pub struct Recorder {
    sender: Weak<Mutex<Option<Sender<Taken>>>>,
    done: oneshot::Receiver<io::Result<RecordingInfo>>,
}

impl Recorder {
    /// Begins to record what the tap gives. One recording at a time: another one before is ended.
    pub(crate) fn start(tap: &Tap, path: PathBuf) -> io::Result<Recorder> {
        let file = wav::WavFile::create(&path)?;
        let (sender, receiver) = mpsc::channel();
        let (tell, done) = oneshot::channel();
        std::thread::Builder::new().name("recorder".to_owned()).spawn(move || {
            let ended = write_all(file, &receiver);
            if let Err(error) = &ended {
                tracing::error!(error = error as &dyn std::error::Error, "a recording broke off");
            }
            let _is_awaited = tell.send(ended);
        })?;
        *tap.sender.lock() = Some(sender);
        Ok(Recorder { sender: Arc::downgrade(&tap.sender), done })
    }

    /// Ends the recording; the file is complete and on the disk.
    pub async fn finish(mut self) -> io::Result<RecordingInfo> {
        self.end();
        let done = std::mem::replace(&mut self.done, oneshot::channel().1);
        done.await.unwrap_or_else(|_closed| Err(io::Error::other("the recording's writer died")))
    }

    fn end(&self) {
        if let Some(sender) = self.sender.upgrade() {
            sender.lock().take();
        }
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.end();
    }
}

fn write_all(mut file: wav::WavFile, frames: &Receiver<Taken>) -> io::Result<RecordingInfo> {
    let mut timeline = timeline::Timeline::default();
    while let Ok(taken) = frames.recv() {
        timeline.put(&taken);
        if let Some(block) = timeline.take_settled() {
            file.write(&block)?;
        }
    }
    file.write(&timeline.take_rest())?;
    file.finish()
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
