//! The customer's side: frames in, words out, in the order in which they were said.

use std::collections::VecDeque;
use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use colloquy_domain::Instant;
use colloquy_speech::SpeechError;
use colloquy_speech::live::{EarEvent, Hear, LiveEar, LiveOptions};
use colloquy_telephone::FRAME_SAMPLES;
use tokio::task::JoinHandle;

/// A frame's length in milliseconds.
const FRAME_MS: u64 = 20;
/// How much later than it arrived a frame is handed out, at the least.
const HELD_BACK: Duration = Duration::from_millis(40);

/// When somebody has begun to speak, and when they have finished. Shorter than for recordings: the agent has to answer
/// within half a second of the last word. Of that these 200 ms are waited; the recogniser works during the second half of
/// them, and the voice needs the rest. Whoever goes on after all is not talked over: until the answer is to be heard it is
/// only thought about, and an answer of which nothing was heard is given up.
fn options() -> LiveOptions {
    LiveOptions {
        speech_before_start_ms: 64,
        silence_before_guess_ms: 100,
        silence_after_sentence_ms: 200,
        silence_before_end_ms: 600,
        ..LiveOptions::default()
    }
}

/// What happens on the customer's side. Times count from the beginning of the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Noticed {
    /// The customer speaks, for so long by now for certain; 0 where it may be noise.
    Speaks { voiced_ms: u64 },
    /// The customer has finished. The words are being recognised.
    Finished,
}

/// What was said, and its circumstances.
#[derive(Debug)]
pub(crate) struct Understood {
    /// The words; empty where there were none, or where they could not be recognised.
    pub text: String,
    /// When it began.
    pub at: Instant,
    /// When it ended.
    pub ended: Duration,
    /// How long it was, in milliseconds.
    pub length_ms: u64,
    /// Whether the agent spoke when it ended.
    pub is_over_agent: bool,
}

struct Work {
    about: Understood,
    text: JoinHandle<Result<String, SpeechError>>,
}

/// Hears one call.
pub(crate) struct Hearing {
    ear: LiveEar,
    frames: u64,
    works: VecDeque<Work>,
}

impl Hearing {
    pub fn new(understands: Arc<dyn Hear>) -> Self {
        Self { ear: LiveEar::new(options(), understands), frames: 0, works: VecDeque::new() }
    }

    /// Whether words are being recognised.
    pub fn is_busy(&self) -> bool {
        !self.works.is_empty()
    }

    /// Hears a frame at `now`; `clock` is the same in the time of days.
    pub fn push(
        &mut self,
        frame: &[i16; FRAME_SAMPLES],
        now: Duration,
        clock: Instant,
        is_over_agent: bool,
    ) -> Option<Noticed> {
        self.frames += 1;
        match self.ear.push(frame)? {
            EarEvent::SpeechStarted { voiced_ms, .. } | EarEvent::SpeechGoesOn { voiced_ms, .. } => {
                Some(Noticed::Speaks { voiced_ms })
            }
            EarEvent::SpeechEnded { audio, start_ms, end_ms } => {
                let ago = |position_ms: u64| {
                    Duration::from_millis((self.frames * FRAME_MS).saturating_sub(position_ms)) + HELD_BACK
                };
                let about = Understood {
                    text: String::new(),
                    at: clock - ago(start_ms),
                    ended: now.saturating_sub(ago(end_ms)),
                    length_ms: end_ms.saturating_sub(start_ms),
                    is_over_agent,
                };
                // A task of its own: an engine that is broken off in the middle loses its process.
                let text = tokio::spawn(self.ear.recognise(audio));
                self.works.push_back(Work { about, text });
                Some(Noticed::Finished)
            }
        }
    }

    /// Waits for what was said next, for good where nothing was. May be dropped at any moment without a loss.
    pub async fn understood(&mut self) -> Understood {
        let text = match self.works.front_mut() {
            None => return pending().await,
            Some(work) => (&mut work.text).await,
        };
        let Some(Work { about, .. }) = self.works.pop_front() else { return pending().await };
        let text = match text {
            Ok(Ok(text)) => text.trim().to_owned(),
            Ok(Err(error)) => {
                tracing::warn!(%error, "what a customer said could not be recognised");
                String::new()
            }
            Err(error) => {
                tracing::error!(%error, "recognition broke off");
                String::new()
            }
        };
        Understood { text, ..about }
    }
}
