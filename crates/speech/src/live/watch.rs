//! Tells speech from silence as it comes, and keeps what was said. Pure: the same frames give the same events.
//!
//! A frame of 16 ms is speech where the detector hears a voice in it, it is clearly louder than the noise and not even. A
//! few of them make a start; from then on less is enough, because the ends of words are weak. What was said has a
//! margin on both sides, since first and last sounds are the weakest.
//!
//! Some noise gets so far, and nothing that somebody whispers should be lost. Whoever has to be certain that a voice is
//! heard, and soon, goes by `voiced_ms` ([`Voicing`]): noise has none, whatever the detector says.

use earshot::Detector;

use super::floor::{NoiseFloor, level_dbfs};
use super::options::LiveOptions;
use super::voicing::Voicing;
use crate::rate::Doubler;
use crate::vad::FRAME_SAMPLES;

/// Samples of a pushed frame.
pub const PUSHED_SAMPLES: usize = 160;

const SAMPLES_PER_MS: u64 = 16;
/// Likelihood from which a frame can begin speech, and from which it can go on with it.
const SPEECH_FROM: f32 = 0.5;
const SPEECH_UNTIL: f32 = 0.3;
/// Decibels above the noise for the same.
const LOUDER_FROM: f32 = 8.0;
const LOUDER_UNTIL: f32 = 5.0;
/// Nothing below is speech.
const QUIETEST_DBFS: f32 = -55.0;
const FRAME_MS: u64 = FRAME_SAMPLES as u64 / SAMPLES_PER_MS;
/// What has been voiced when that is certain, and how long ago it began where the detector has not noticed.
const CERTAIN_MS: u64 = 4 * FRAME_MS;
const BEGAN_AGO: u64 = 5 * FRAME_SAMPLES as u64;
/// Margins around what was said.
const MARGIN_BEFORE: usize = 300 * SAMPLES_PER_MS as usize;
const MARGIN_AFTER: u64 = 200 * SAMPLES_PER_MS;

/// What an ear tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EarEvent {
    /// Somebody has begun to speak.
    SpeechStarted {
        /// When, in milliseconds from the first frame pushed.
        at_ms: u64,
        /// For how long they have spoken since.
        held_ms: u64,
        /// For how long of it for certain; 0 where it may still be noise.
        voiced_ms: u64,
    },
    /// They go on.
    SpeechGoesOn {
        /// For how long they have spoken in all; pauses do not count.
        held_ms: u64,
        /// For how long of it for certain; 0 where it may still be noise.
        voiced_ms: u64,
    },
    /// They have stopped.
    SpeechEnded {
        /// What they said, at 16 kHz, with a little silence on both sides.
        audio: Vec<i16>,
        /// When they began.
        start_ms: u64,
        /// When they stopped.
        end_ms: u64,
    },
}

/// Positions are samples at 16 kHz from the first one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nobody speaks; perhaps somebody is about to.
    Quiet { since: u64, speech_ms: u64 },
    /// Somebody speaks, or makes a pause.
    Speaking { start: u64, last: u64, speech_ms: u64, voiced_ms: u64 },
}

const NOBODY: State = State::Quiet { since: 0, speech_ms: 0 };

/// Listens to one side of a call.
pub struct Watch {
    options: LiveOptions,
    doubler: Option<Doubler>,
    detector: Box<Detector>,
    floor: NoiseFloor,
    voicing: Voicing,
    state: State,
    /// What may still be needed, up to the newest sample.
    audio: Vec<i16>,
    /// Samples ever heard.
    heard: u64,
    /// How many of them were looked at.
    looked_at: u64,
}

impl Watch {
    /// Has heard nothing yet.
    #[must_use]
    pub fn new(options: LiveOptions) -> Self {
        Self {
            doubler: (options.sample_rate_hz != 16_000).then(Doubler::new),
            options,
            detector: Detector::default_boxed(),
            floor: NoiseFloor::default(),
            voicing: Voicing::new(),
            state: NOBODY,
            audio: Vec::new(),
            heard: 0,
            looked_at: 0,
        }
    }

    /// Hears a frame. `silence_before_end_ms` is how much silence ends speech now.
    pub fn push(&mut self, frame: &[i16; PUSHED_SAMPLES], silence_before_end_ms: u64) -> Option<EarEvent> {
        let before = self.audio.len();
        match &mut self.doubler {
            Some(doubler) => doubler.push(frame, &mut self.audio),
            None => self.audio.extend_from_slice(frame),
        }
        self.heard += (self.audio.len() - before) as u64;
        let mut event = None;
        while self.heard - self.looked_at >= FRAME_SAMPLES as u64 {
            let mut frame = [0; FRAME_SAMPLES];
            let start = self.index(self.looked_at);
            frame.copy_from_slice(&self.audio[start..start + FRAME_SAMPLES]);
            self.looked_at += FRAME_SAMPLES as u64;
            // Of two in one push the later one tells more.
            event = self.look(&frame, silence_before_end_ms).or(event);
        }
        self.forget();
        event
    }

    /// Milliseconds of silence since somebody's last word, while it is not clear that it was their last.
    #[must_use]
    pub fn silence_ms(&self) -> Option<u64> {
        match self.state {
            State::Speaking { last, .. } => Some((self.looked_at - last) / SAMPLES_PER_MS),
            State::Quiet { .. } => None,
        }
    }

    /// What was said until now by somebody who may not have finished; empty where nobody speaks.
    #[must_use]
    pub fn said(&self) -> &[i16] {
        match self.state {
            State::Speaking { start, last, .. } => self.cut(start, last),
            State::Quiet { .. } => &[],
        }
    }

    fn look(&mut self, frame: &[i16; FRAME_SAMPLES], silence_before_end_ms: u64) -> Option<EarEvent> {
        let level = level_dbfs(frame);
        self.floor.push(level);
        let score = self.detector.predict_i16(frame);
        let is_speaking = matches!(self.state, State::Speaking { .. });
        let (likely, louder) =
            if is_speaking { (SPEECH_UNTIL, LOUDER_UNTIL) } else { (SPEECH_FROM, LOUDER_FROM) };
        let is_loud = level >= (self.floor.dbfs() + louder).max(QUIETEST_DBFS);
        let is_voice = self.voicing.push(frame, score, level, self.floor.dbfs());
        let is_speech = score >= likely && is_loud && !self.floor.is_even();
        let now = self.looked_at;
        match &mut self.state {
            State::Quiet { since, speech_ms } => {
                if !is_speech && !is_voice {
                    // A start may have holes: each takes back as much as a frame of speech gave.
                    *speech_ms = speech_ms.saturating_sub(FRAME_MS);
                    return None;
                }
                if *speech_ms == 0 {
                    *since = now - if is_voice { BEGAN_AGO.min(now) } else { FRAME_SAMPLES as u64 };
                }
                *speech_ms += FRAME_MS;
                if *speech_ms < self.options.speech_before_start_ms && !is_voice {
                    return None;
                }
                let voiced_ms = if is_voice { CERTAIN_MS } else { 0 };
                let (start, speech_ms) = (*since, (*speech_ms).max(voiced_ms));
                self.state = State::Speaking { start, last: now, speech_ms, voiced_ms };
                let at_ms = start / SAMPLES_PER_MS;
                Some(EarEvent::SpeechStarted { at_ms, held_ms: speech_ms, voiced_ms })
            }
            State::Speaking { start, last, speech_ms, voiced_ms } => {
                let mut event = None;
                if is_speech || is_voice {
                    *last = now;
                    *speech_ms += FRAME_MS;
                    *voiced_ms = match *voiced_ms {
                        0 if is_voice => CERTAIN_MS,
                        0 => 0,
                        voiced_ms => voiced_ms + FRAME_MS,
                    };
                    event = Some(EarEvent::SpeechGoesOn { held_ms: *speech_ms, voiced_ms: *voiced_ms });
                }
                let (start, last) = (*start, *last);
                let silence_ms = (now - last) / SAMPLES_PER_MS;
                let length_ms = (now - start) / SAMPLES_PER_MS;
                if silence_ms < silence_before_end_ms && length_ms < self.options.longest_ms {
                    return event;
                }
                let audio = self.cut(start, last).to_vec();
                self.state = NOBODY;
                Some(EarEvent::SpeechEnded {
                    audio,
                    start_ms: start / SAMPLES_PER_MS,
                    end_ms: last / SAMPLES_PER_MS,
                })
            }
        }
    }

    /// Speech between two positions with its margins, as far as they were heard and are not forgotten.
    fn cut(&self, start: u64, last: u64) -> &[i16] {
        let from = self.index(start).saturating_sub(MARGIN_BEFORE);
        let until = self.index((last + MARGIN_AFTER).min(self.looked_at));
        self.audio.get(from..until).unwrap_or_default()
    }

    /// Where a position lies in what is kept.
    fn index(&self, position: u64) -> usize {
        let first = self.heard - self.audio.len() as u64;
        usize::try_from(position.saturating_sub(first)).unwrap_or(usize::MAX)
    }

    /// Lets go of what no speech can need any more.
    fn forget(&mut self) {
        let needed_from = match self.state {
            State::Speaking { start, .. } => start,
            State::Quiet { since, speech_ms } if speech_ms > 0 => since,
            State::Quiet { .. } => self.looked_at,
        };
        let old = self.index(needed_from).saturating_sub(MARGIN_BEFORE);
        // Not sample by sample: moving the rest costs more than keeping a second.
        if old > 16_000 {
            self.audio.drain(..old);
        }
    }
}
