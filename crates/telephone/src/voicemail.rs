//! Whether a person answered, or a machine. An approximation, by what machines do and people seldom do:
//!
//! - a *beep* after words: one steady tone of 400 to 2000 Hz for 150 ms or more,
//! - a *greeting*: more than six seconds without a pause,
//! - *words* of a greeting ("leave a message"), where somebody recognises words.
//!
//! It errs both ways. A person who reads out a text is taken for a machine; a machine with a short greeting full of
//! pauses and without a beep, or with a beep of several tones, for a person. It listens for a minute; after that
//! whoever is there is a person. Nothing here knows a call or a clock: frames and words are put in.

mod tone;

use crate::FRAME_SAMPLES;
use tone::tone_of;

/// How much is listened to, in frames: one minute.
const LISTENING_FRAMES: u32 = 3_000;
/// Root mean square from which a frame is sound.
const SOUND_LEVEL: f64 = 250.0;
/// Sound before a beep, in frames: a beep alone is a fax or a ring.
const SPEECH_BEFORE_BEEP: u32 = 25;
/// Frames of one tone that are a beep. One of 150 ms may begin and end inside a frame.
const BEEP_FRAMES: u32 = 7;
/// Frames of quiet that are a pause: 400 ms.
const PAUSE_FRAMES: u32 = 20;
/// Frames without a pause that are a greeting: six seconds.
const GREETING_FRAMES: u32 = 300;
/// How far a tone may wander between two frames, in hertz.
const STEADY_HZ: f64 = 60.0;

/// What machines say, in lower case.
const PHRASES: [&str; 14] = [
    "leave a message",
    "leave me a message",
    "leave your message",
    "leave your name",
    "record your message",
    "after the tone",
    "after the beep",
    "at the tone",
    "at the beep",
    "voicemail",
    "voice mail",
    "mailbox",
    "answering machine",
    "cannot take your call",
];

/// What gave a machine away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// A tone after words.
    Beep,
    /// Speech without a pause.
    Greeting,
    /// Words of a greeting.
    Words,
}

/// What is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing yet; taken for a person.
    Unknown,
    /// A machine. Does not change any more.
    Voicemail(Sign),
}

/// Listens to the beginning of a call. See the module.
#[derive(Debug, Default)]
pub struct VoicemailDetector {
    found: Option<Sign>,
    frames: u32,
    sound_frames: u32,
    /// Frames since the last pause, and quiet ones at their end.
    without_pause: u32,
    quiet: u32,
    tone_hz: Option<f64>,
    tone_frames: u32,
}

impl VoicemailDetector {
    /// Nothing heard yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Hears the customer's next 20 ms.
    pub fn hear(&mut self, samples: &[i16; FRAME_SAMPLES]) -> Verdict {
        if self.found.is_some() || self.frames >= LISTENING_FRAMES {
            return self.verdict();
        }
        self.frames += 1;
        let energy: f64 = samples.iter().map(|sample| f64::from(*sample).powi(2)).sum();
        let is_sound = (energy / FRAME_SAMPLES as f64).sqrt() >= SOUND_LEVEL;
        let tone = if is_sound { tone_of(samples, energy) } else { None };
        self.note_tone(tone);
        self.note_speech(is_sound, tone.is_some());
        if self.tone_frames >= BEEP_FRAMES && self.sound_frames >= SPEECH_BEFORE_BEEP {
            self.found = Some(Sign::Beep);
        } else if self.without_pause >= GREETING_FRAMES {
            self.found = Some(Sign::Greeting);
        }
        self.verdict()
    }

    /// Reads words that were recognised; each time all of the utterance so far, or a piece of it.
    pub fn read(&mut self, words: &str) -> Verdict {
        if self.found.is_none() && self.frames < LISTENING_FRAMES {
            let plain = words.to_lowercase().replace('’', "'").replace("can't", "cannot");
            let spaced: String = plain.split_whitespace().collect::<Vec<_>>().join(" ");
            if PHRASES.iter().any(|phrase| spaced.contains(phrase)) {
                self.found = Some(Sign::Words);
            }
        }
        self.verdict()
    }

    /// What is known.
    pub fn verdict(&self) -> Verdict {
        self.found.map_or(Verdict::Unknown, Verdict::Voicemail)
    }

    fn note_tone(&mut self, tone: Option<f64>) {
        let is_same = match (self.tone_hz, tone) {
            (Some(before), Some(now)) => (before - now).abs() <= STEADY_HZ,
            _ => false,
        };
        self.tone_frames = match tone {
            Some(_) if is_same => self.tone_frames + 1,
            Some(_) => 1,
            None => 0,
        };
        self.tone_hz = tone;
    }

    /// Tones are neither speech nor pause.
    fn note_speech(&mut self, is_sound: bool, is_tone: bool) {
        if is_tone {
            return;
        }
        if is_sound {
            self.sound_frames += 1;
            self.quiet = 0;
            self.without_pause += 1;
        } else {
            self.quiet += 1;
            if self.quiet >= PAUSE_FRAMES {
                self.without_pause = 0;
            } else if self.without_pause > 0 {
                self.without_pause += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests;
