//! A customer's telephone on loopback. The server under test calls its customers through it, as through a provider.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use colloquy_speech::to_telephone;
use colloquy_telephone::{Ended, IncomingCall, SipSettings, Speaker, Telephone};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::tones;

/// Nothing here takes longer, but for a machine that stands still.
const PATIENCE: Duration = Duration::from_secs(60);

/// Samples of a second.
const RATE: f64 = 8_000.0;

/// The telephone. It is closed when this is dropped.
pub struct Callee {
    telephone: Telephone,
    calls: mpsc::Receiver<IncomingCall>,
    _open: DropGuard,
}

/// A customer who has answered, and who listens until the call is over.
pub struct Customer {
    speaker: Speaker,
    has_heard: Arc<AtomicBool>,
    hang_up: CancellationToken,
    over: JoinHandle<Ended>,
}

impl Callee {
    pub async fn open() -> Self {
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        let open = CancellationToken::new();
        let settings = SipSettings { listen, ..SipSettings::default() };
        let (telephone, calls) = Telephone::open(settings, open.clone()).await.expect("a telephone");
        Self { telephone, calls, _open: open.drop_guard() }
    }

    /// The settings of a server that calls through this telephone.
    pub fn settings(&self) -> [(&'static str, String); 2] {
        [
            ("COLLOQUY_SIP__SERVER", self.telephone.address().to_string()),
            ("COLLOQUY_SIP__LISTEN", "127.0.0.1:0".to_owned()),
        ]
    }

    /// Waits until somebody calls.
    pub async fn called(&mut self) -> IncomingCall {
        soon("a call", self.calls.recv()).await.expect("an open telephone")
    }

    /// Whether nobody calls whom [`Callee::called`] has not told of.
    pub fn is_quiet(&mut self) -> bool {
        self.calls.try_recv().is_err()
    }
}

impl Customer {
    /// Answers.
    pub async fn of(call: IncomingCall) -> Self {
        let mut call = soon("the answered call", call.answer()).await.expect("a call");
        let (speaker, hang_up) = (call.speaker(), CancellationToken::new());
        let has_heard = Arc::new(AtomicBool::new(false));
        let (asked, hears) = (hang_up.clone(), has_heard.clone());
        let over = tokio::spawn(async move {
            loop {
                let heard = tokio::select! {
                    () = asked.cancelled() => break,
                    heard = call.audio().recv() => heard,
                };
                let Some(heard) = heard else { break };
                if heard.samples.iter().any(|sample| sample.unsigned_abs() > 1_000) {
                    hears.store(true, Ordering::SeqCst);
                }
            }
            // Of a call that the other side has ended this says nothing more.
            call.hang_up().await;
            let ended = call.ended();
            let how = ended.borrow().clone();
            how.expect("a call that is over")
        });
        Self { speaker, has_heard, hang_up, over }
    }

    /// Whether anything was to be heard so far.
    pub fn has_heard(&self) -> bool {
        self.has_heard.load(Ordering::SeqCst)
    }

    /// Says it, and waits until it was sent.
    pub async fn says(&self, samples: Vec<i16>) {
        self.speaker.play(samples);
        let spoken = soon("the last word", self.speaker.mark().ended()).await;
        assert!(spoken.is_whole, "the call ended in the middle of a word");
    }

    /// The same, where the other side may hang up meanwhile.
    pub fn begins_to_say(&self, samples: Vec<i16>) {
        self.speaker.play(samples);
    }

    /// Hangs up; how the call ended.
    pub async fn hangs_up(self) -> Ended {
        self.hang_up.cancel();
        self.over().await
    }

    /// Waits until the call is over.
    pub async fn over(self) -> Ended {
        soon("the end of the call", self.over).await.expect("no panic")
    }
}

/// Waits, but not for ever.
pub async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    match tokio::time::timeout(PATIENCE, future).await {
        Ok(value) => value,
        Err(_elapsed) => panic!("waited in vain: {what}"),
    }
}

/// "And so, my fellow Americans", as a president said it, in the telephone's sound.
pub fn fellow_americans() -> Vec<i16> {
    let wav = tones::sample("jfk.wav");
    let data = wav.windows(4).position(|window| window == b"data").expect("a wave file") + 8;
    let samples = wav[data..].as_chunks::<2>().0.iter().map(|pair| i16::from_le_bytes(*pair)).collect();
    let mut speech = to_telephone(&colloquy_speech::Spoken { samples, sample_rate_hz: 16_000 });
    // He takes a third of a second to begin, and pauses for a whole one after these words.
    let begin = speech.iter().position(|sample| sample.unsigned_abs() > 1_500).expect("speech");
    speech.drain(..begin);
    speech.truncate((1.9 * RATE) as usize);
    speech
}

/// What a machine lets be heard when it is ready for a message.
pub fn beep() -> Vec<i16> {
    let wave = |number: u32| (f64::from(number) / RATE * 1_000.0 * std::f64::consts::TAU).sin();
    (0..(0.5 * RATE) as u32).map(|number| (wave(number) * 8_000.0) as i16).collect()
}
