//! A call that goes on.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::UdpSocket;
use tokio::sync::{OwnedSemaphorePermit, mpsc, watch};
use tokio::time::timeout;

use crate::dtmf::event_of;
use crate::jitter::Heard;
use crate::line::{CallStats, Ended, Line, Party};
use crate::media::{self, Media};
use crate::recorder::Recorder;
use crate::sip::dialog::Dialog;
use crate::sip::station::Station;
use crate::speaker::Speaker;

/// Frames that wait to be heard: ten seconds.
const HEARD_FRAMES: usize = 500;
/// How long a goodbye may take.
const GOODBYE: Duration = Duration::from_secs(8);

/// A call that goes on. Dropping it hangs up.
#[derive(Debug)]
pub struct Call {
    /// Keys that the other side presses.
    pub dtmf: mpsc::Receiver<char>,
    audio: mpsc::Receiver<Heard>,
    speaker: Speaker,
    line: Arc<Line>,
    keys: mpsc::UnboundedSender<u8>,
    call_id: String,
}

/// Why keys were not pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DtmfError {
    /// Keys are 0 to 9, `*`, `#` and A to D.
    #[error("no key of a telephone: {0:?}")]
    NoKey(char),
    /// The other side did not agree to keys as events (RFC 4733).
    #[error("the other side does not take keys")]
    NotAgreed,
    /// The call is over.
    #[error("the call is over")]
    Over,
}

impl Call {
    /// Starts the audio of a call that was answered, and sees to its end.
    pub(crate) fn start(
        station: &Arc<Station>,
        dialog: Arc<Dialog>,
        socket: UdpSocket,
        slot: OwnedSemaphorePermit,
        dtmf: mpsc::Receiver<char>,
    ) -> Call {
        let (heard, audio) = mpsc::channel(HEARD_FRAMES);
        let (keys, keys_to_press) = mpsc::unbounded_channel();
        let speaker = Speaker::default();
        let line = Arc::clone(&dialog.line);
        let call_id = dialog.call_id.clone();
        let media =
            Media { socket, line: Arc::clone(&line), speaker: speaker.clone(), heard, keys: keys_to_press };
        tokio::spawn(media::run(media));
        tokio::spawn(see_to_its_end(Arc::clone(station), dialog, slot));
        Call { dtmf, audio, speaker, line, keys, call_id }
    }

    /// What the other side says, 20 ms at a time, from its first packet on. Ends with the call.
    pub fn audio(&mut self) -> &mut mpsc::Receiver<Heard> {
        &mut self.audio
    }

    /// What the other side says and which keys it presses, to wait for both at once.
    pub fn audio_and_dtmf(&mut self) -> (&mut mpsc::Receiver<Heard>, &mut mpsc::Receiver<char>) {
        (&mut self.audio, &mut self.dtmf)
    }

    /// What our side says.
    pub fn speaker(&self) -> Speaker {
        self.speaker.clone()
    }

    /// Presses keys, one after the other. What the speaker has waits for them.
    pub fn send_dtmf(&self, keys: &str) -> Result<(), DtmfError> {
        if self.line.remote().event_type.is_none() {
            return Err(DtmfError::NotAgreed);
        }
        let events: Result<Vec<u8>, DtmfError> =
            keys.chars().map(|key| event_of(key).ok_or(DtmfError::NoKey(key))).collect();
        for event in events? {
            self.keys.send(event).map_err(|_closed| DtmfError::Over)?;
        }
        Ok(())
    }

    /// Records both sides from now on, into a new WAV file. One recording at a time: another one is ended.
    pub fn record(&self, path: &Path) -> io::Result<Recorder> {
        Recorder::start(&self.line.tap, path.to_owned())
    }

    /// Ends the call and waits until the other side knows, for some seconds at most. Nothing happens where it is over.
    pub async fn hang_up(&self) {
        self.line.end(Party::Us, "hung up");
        self.line.gone.cancelled().await;
    }

    /// Tells when and how the call ends.
    pub fn ended(&self) -> watch::Receiver<Option<Ended>> {
        self.line.ended()
    }

    /// What was sent and received so far.
    pub fn stats(&self) -> CallStats {
        *self.line.stats.lock()
    }

    /// SIP's name of the call, for logs and to find it at the other side.
    pub fn call_id(&self) -> &str {
        &self.call_id
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        self.line.end(Party::Us, "hung up");
    }
}

/// Waits for the end, tells the other side, and frees the call's slot.
async fn see_to_its_end(station: Arc<Station>, dialog: Arc<Dialog>, slot: OwnedSemaphorePermit) {
    let line = &dialog.line;
    tokio::select! {
        () = line.over.cancelled() => {}
        () = station.stop.cancelled() => line.end(Party::Us, "the telephone was shut down"),
    }
    if line.is_ended_by_us() {
        match timeout(GOODBYE, dialog.bye(&station)).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::info!(call_id = dialog.call_id, %error, "a call ends without goodbye"),
            Err(_elapsed) => tracing::info!(call_id = dialog.call_id, "a goodbye is not answered"),
        }
    }
    station.remove_dialog(&dialog);
    drop(slot);
    line.gone.cancel();
}
