//! An ear: what is heard, and what it means, with as little waiting as can be.
//!
//! Whether somebody has finished is only known after a while of silence. That while is used: after a quarter of a
//! second recognition begins with what was said until then (a guess). If the silence lasts, the words are there when
//! it is long enough; if they sound finished, it need not even be that long. If the person goes on, the guess is
//! thrown away; it is not broken off, because breaking an engine's work off ends its process. At most one guess of
//! an ear is at work, so that a hesitant speaker costs no more than a fluent one.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use super::finished::sounds_finished;
use super::hearing::Hear;
use super::options::LiveOptions;
use super::watch::{EarEvent, PUSHED_SAMPLES, Watch};
use crate::error::SpeechError;

/// Words that are being recognised.
pub type Recognising = Pin<Box<dyn Future<Output = Result<String, SpeechError>> + Send>>;

/// Listens to one side of a call and understands it.
pub struct LiveEar {
    watch: Watch,
    options: LiveOptions,
    hearing: Arc<dyn Hear>,
    guess: Option<Guess>,
    /// A guess that somebody's going on made worthless and that is still at work.
    stale: Option<JoinHandle<Result<String, SpeechError>>>,
    /// The guess at what was said last, and the length of that audio.
    ended: Option<(usize, Guess)>,
}

struct Guess {
    work: JoinHandle<Result<String, SpeechError>>,
    is_finished_sentence: Arc<AtomicBool>,
}

impl LiveEar {
    /// Understands by `hearing`.
    #[must_use]
    pub fn new(options: LiveOptions, hearing: Arc<dyn Hear>) -> Self {
        Self { watch: Watch::new(options.clone()), options, hearing, guess: None, stale: None, ended: None }
    }

    /// Hears a frame: 20 ms at 8 kHz, also where nothing is said. Never waits. Guesses are made where this runs within
    /// tokio.
    pub fn push(&mut self, frame: &[i16; PUSHED_SAMPLES]) -> Option<EarEvent> {
        let sounds_finished =
            self.guess.as_ref().is_some_and(|guess| guess.is_finished_sentence.load(Ordering::Acquire));
        let silence_ms = if sounds_finished {
            self.options.silence_after_sentence_ms.min(self.options.silence_before_end_ms)
        } else {
            self.options.silence_before_end_ms
        };
        let event = self.watch.push(frame, silence_ms);
        match &event {
            Some(EarEvent::SpeechStarted { .. } | EarEvent::SpeechGoesOn { .. }) => self.drop_guess(),
            Some(EarEvent::SpeechEnded { audio, .. }) => {
                let length = audio.len();
                self.ended = self.guess.take().map(|guess| (length, guess));
            }
            None => self.begin_guess(),
        }
        event
    }

    /// The words of what was said: `audio` as the last [`EarEvent::SpeechEnded`] gave it. Frames can be pushed
    /// meanwhile.
    pub fn recognise(&mut self, audio: Vec<i16>) -> Recognising {
        let hearing = self.hearing.clone();
        let guess = self.ended.take().filter(|(length, _)| *length == audio.len());
        Box::pin(async move {
            if let Some((_, guess)) = guess
                && let Ok(Ok(text)) = guess.work.await
            {
                return Ok(text);
            }
            // There was no guess, or it failed.
            hearing.hear(&audio).await
        })
    }

    fn begin_guess(&mut self) {
        let is_pause = self
            .watch
            .silence_ms()
            .is_some_and(|silence_ms| silence_ms >= self.options.silence_before_guess_ms);
        if self.stale.as_ref().is_some_and(JoinHandle::is_finished) {
            self.stale = None;
        }
        if !is_pause || self.guess.is_some() || self.stale.is_some() {
            return;
        }
        let Ok(runtime) = Handle::try_current() else { return };
        let (hearing, audio) = (self.hearing.clone(), self.watch.said().to_vec());
        let is_finished_sentence = Arc::new(AtomicBool::new(false));
        let told = is_finished_sentence.clone();
        let work = runtime.spawn(async move {
            let text = hearing.hear(&audio).await?;
            told.store(sounds_finished(&text), Ordering::Release);
            Ok(text)
        });
        self.guess = Some(Guess { work, is_finished_sentence });
    }

    fn drop_guess(&mut self) {
        if let Some(guess) = self.guess.take() {
            self.stale = Some(guess.work);
        }
    }
}
