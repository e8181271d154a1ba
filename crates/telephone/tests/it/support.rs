//! Telephones and sounds.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use colloquy_telephone::g711::Codec;
use colloquy_telephone::{Call, FRAME_SAMPLES, Heard, IncomingCall, SipSettings, Telephone, Transport};
use tokio::sync::mpsc;
use tokio_util::sync::{CancellationToken, DropGuard};

/// Nothing here takes longer, but for a machine that stands still.
const PATIENCE: Duration = Duration::from_secs(30);

/// On a free port of the loopback address.
pub fn settings() -> SipSettings {
    SipSettings { listen: SocketAddr::from(([127, 0, 0, 1], 0)), ..SipSettings::default() }
}

/// Waits, but not for ever.
pub async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    match tokio::time::timeout(PATIENCE, future).await {
        Ok(value) => value,
        Err(_elapsed) => panic!("waited in vain: {what}"),
    }
}

/// An open telephone, and who calls it. Closed when dropped.
pub struct Phone {
    pub telephone: Telephone,
    pub calls: mpsc::Receiver<IncomingCall>,
    _stop: DropGuard,
}

impl Phone {
    pub async fn open(settings: SipSettings) -> Phone {
        let stop = CancellationToken::new();
        let (telephone, calls) = Telephone::open(settings, stop.clone()).await.expect("a telephone");
        Phone { telephone, calls, _stop: stop.drop_guard() }
    }

    /// Its SIP address.
    pub fn uri(&self, user: &str) -> String {
        format!("sip:{user}@{}", self.telephone.address())
    }

    pub async fn next_call(&mut self) -> IncomingCall {
        soon("a call", self.calls.recv()).await.expect("an open telephone")
    }
}

/// Two telephones.
pub async fn pair(transport: Transport) -> (Phone, Phone) {
    let one = Phone::open(SipSettings { transport, ..settings() }).await;
    let other = Phone::open(SipSettings { transport, ..settings() }).await;
    (one, other)
}

/// `one` calls `other`, who answers. Both ends.
pub async fn connect(one: &Phone, other: &mut Phone) -> (Call, Call) {
    let uri = other.uri("+15550199");
    let calling = one.telephone.call("+15550100", &uri, |_progress| {});
    let answering = async { other.next_call().await.answer().await };
    let (here, there) = soon("an answer", async { tokio::join!(calling, answering) }).await;
    (here.expect("a call"), there.expect("a call"))
}

/// Loud noise without a zero in it; each seed another one.
pub fn sound(seconds: f64, seed: u32) -> Vec<i16> {
    let mut state = seed.wrapping_mul(2_654_435_761).max(1);
    (0..(seconds * 8_000.0) as usize)
        .map(|_| {
            // Xorshift.
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            let loudness = 2_000 + (state % 10_000) as i16;
            if state & 0x10000 == 0 { loudness } else { -loudness }
        })
        .collect()
}

/// What is left of samples after µ-law.
pub fn after_law(samples: &[i16]) -> Vec<i16> {
    samples.iter().map(|sample| Codec::Pcmu.decode(Codec::Pcmu.encode(*sample))).collect()
}

pub fn is_loud(samples: &[i16]) -> bool {
    samples.iter().any(|sample| sample.unsigned_abs() > 1_000)
}

/// The next frames from the first loud one on.
pub async fn hear_frames(audio: &mut mpsc::Receiver<Heard>, frames: usize) -> Vec<Heard> {
    let mut heard: Vec<Heard> = Vec::new();
    while heard.len() < frames {
        let frame = soon("a frame", audio.recv()).await.expect("a call that goes on");
        if !heard.is_empty() || is_loud(&frame.samples) {
            heard.push(frame);
        }
    }
    heard
}

/// The next samples from the first loud frame on. None of them is made up.
pub async fn hear(audio: &mut mpsc::Receiver<Heard>, samples: usize) -> Vec<i16> {
    let frames = hear_frames(audio, samples.div_ceil(FRAME_SAMPLES)).await;
    assert!(frames.iter().all(|frame| !frame.is_lost), "a frame was lost");
    assert!(frames.windows(2).all(|pair| pair[1].at_frame == pair[0].at_frame + 1));
    let mut heard: Vec<i16> = frames.iter().flat_map(|frame| frame.samples).collect();
    heard.truncate(samples);
    heard
}
