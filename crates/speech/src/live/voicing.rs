//! Whether what is heard is a human voice, for certain and soon.
//!
//! The detector of speech takes breaths, coughs, wind and traffic for speech for a quarter of a second or longer, and an
//! agent that is to fall silent at the first word would fall silent at each of them. What noise has not is a pitch:
//! within 25 ms a voice repeats itself, a hundred to three hundred times a second, and noise does not. Tones, bells and
//! instruments repeat themselves too, but better than any voice: their pitch does not move at all, or a few
//! sine waves are all there is of them.
//!
//! So every 8 ms are weighed: they speak for a voice by how well they repeat, where the detector hears speech and they
//! are clearly louder than the noise behind; they speak against one where they repeat too well, or not at all. When enough has come
//! together, which takes four to six of them, it is a voice. Words that begin without voice ("she", "five") are certain
//! with their first vowel.

use super::pitch::{Pitch, SPAN, predictability_db, repetition};
use crate::vad::FRAME_SAMPLES;

/// Samples at 8 kHz of one weighing.
const HOP: usize = FRAME_SAMPLES / 4;
/// Likelihood of speech from which a frame is weighed at all, and how much louder than the noise it has to be.
const SPEECH_FROM: f32 = 0.4;
const LOUDER: f32 = 10.0;
/// What is quieter is somebody in the same room, and not the customer.
const QUIETEST_DBFS: f32 = -42.0;
/// Repetition that speaks neither for nor against a voice.
const NEUTRAL: f32 = 0.45;
/// What one weighing can say for a voice, against one, and where a tone is heard.
const MOST_FOR: f32 = 0.25;
const MOST_AGAINST: f32 = 0.15;
const TONE: f32 = 0.5;
/// Evidence that is enough.
const ENOUGH: f32 = 1.0;
/// Decibels by which a few sine waves are foreseen and no voice is.
const FORESEEN_DB: f32 = 27.0;
/// What repeats so well and keeps its pitch so closely from one weighing to the next is an instrument.
const TOO_WELL: f32 = 0.97;
const STEADY: f32 = 0.005;
/// How much of what is below 65 Hz is kept from one sample to the next: no voice is there, and wind, steps and the mains
/// are.
const DEEP: f32 = 0.95;

/// Follows one side of a call.
#[derive(Debug)]
pub struct Voicing {
    /// The last samples, at 8 kHz.
    recent: [i16; SPAN],
    /// The last sample as it came and without what is deep.
    before: (f32, f32),
    last: Option<Pitch>,
    evidence: f32,
}

impl Voicing {
    /// After silence.
    #[must_use]
    pub fn new() -> Self {
        Self { recent: [0; SPAN], before: (0.0, 0.0), last: None, evidence: 0.0 }
    }

    /// Hears a frame at 16 kHz, of which the likelihood of speech and the levels are known. Says whether it is certain
    /// by now that a voice is heard.
    pub fn push(
        &mut self,
        frame: &[i16; FRAME_SAMPLES],
        likelihood: f32,
        level_dbfs: f32,
        floor_dbfs: f32,
    ) -> bool {
        let is_loud = level_dbfs >= (floor_dbfs + LOUDER).max(QUIETEST_DBFS);
        let may_be = likelihood >= SPEECH_FROM && is_loud;
        let mut is_voice = false;
        for half in frame.chunks_exact(HOP * 2) {
            self.recent.copy_within(HOP.., 0);
            for (place, sample) in self.recent[SPAN - HOP..].iter_mut().zip(half.iter().step_by(2)) {
                let new = f32::from(*sample);
                self.before = (new, new - self.before.0 + DEEP * self.before.1);
                *place = self.before.1 as i16;
            }
            let weight = if may_be { self.weigh() } else { self.forget() };
            self.evidence = (self.evidence + weight).clamp(0.0, ENOUGH);
            is_voice |= self.evidence >= ENOUGH;
        }
        is_voice
    }

    fn weigh(&mut self) -> f32 {
        let pitch = repetition(&self.recent);
        let last = self.last.replace(pitch);
        if predictability_db(&self.recent) > FORESEEN_DB {
            return -MOST_AGAINST;
        }
        let is_steady = last.is_some_and(|last| {
            pitch.likeness > TOO_WELL && (pitch.lag - last.lag).abs() < STEADY * (pitch.lag + last.lag) / 2.0
        });
        if is_steady { -TONE } else { (pitch.likeness - NEUTRAL).clamp(-MOST_AGAINST, MOST_FOR) }
    }

    fn forget(&mut self) -> f32 {
        self.last = None;
        -MOST_AGAINST
    }
}
