//! What the customer does: speaks, is understood or not, presses keys. And what becomes of the voice.

use std::time::Duration;

use colloquy_agent::rules::{cutoff_response, is_goodbye, is_not_understood};
use colloquy_speech::SpeechError;
use colloquy_telephone::Verdict;

use super::Session;
use crate::barge::{Agent, Step};
use crate::end::Over;
use crate::hearing::{Noticed, Understood};
use crate::keys::told;

/// Shorter sounds that are no words are not asked about.
const WORTH_ASKING_MS: u64 = 500;
/// How often in a row is asked what was said: noise is not to be talked to for ever.
const MOST_QUESTIONS: usize = 2;
/// More words than this never mean "go on".
const GO_ON_WORDS: usize = 2;
/// So many sentences in a row that cannot be spoken, and the call is over.
const VOICE_MAY_FAIL: u32 = 3;

impl Session {
    pub(super) fn notice(&mut self, noticed: Noticed, now: Duration) {
        let step = match noticed {
            Noticed::Speaks { voiced_ms } => {
                if voiced_ms > 0 {
                    self.go_on();
                }
                let agent = self.agent();
                self.barge.speaks(voiced_ms, now, agent)
            }
            Noticed::Finished => self.barge.falls_silent(),
        };
        self.take_step(step);
    }

    pub(super) fn take_step(&mut self, step: Step) {
        match step {
            Step::Nothing => {}
            Step::Pause => self.mouth.pause(),
            Step::Resume => self.mouth.resume(),
            Step::Stop => self.interrupt(),
        }
    }

    pub(super) fn take_words(&mut self, understood: Understood) {
        if is_not_understood(&understood.text) {
            self.take_noise(&understood);
            return;
        }
        if let Some(detector) = &mut self.voicemail
            && detector.read(&understood.text) != Verdict::Unknown
        {
            self.pen.heard(understood.text, understood.at);
            self.over = Some(Over::Voicemail);
            return;
        }
        self.not_understood = 0;
        self.silence.broken();
        let is_last = is_goodbye(&understood.text, &self.behaviour.goodbye_phrases);
        let words = understood.text.split_whitespace().count();
        let means_go_on = words <= GO_ON_WORDS && !is_last && self.barge.is_allowed();
        let agent = self.agent();
        self.pen.heard(understood.text, understood.at);
        if agent == Agent::Speaking && understood.is_over_agent && means_go_on {
            self.beside = Some(understood.ended);
        } else {
            self.ask(understood.ended, agent);
        }
        self.consider();
    }

    /// The customer said or did something that has to be answered.
    fn ask(&mut self, ended: Duration, agent: Agent) {
        if agent == Agent::Thinking {
            // The turn that is being taken does not know of it.
            self.interrupt();
        }
        self.is_asked = true;
        self.timing.asked(ended);
    }

    fn take_noise(&mut self, understood: &Understood) {
        let responses = &self.behaviour.cutoff_responses;
        let asks = understood.length_ms >= WORTH_ASKING_MS
            && !responses.is_empty()
            && self.not_understood < MOST_QUESTIONS
            && self.message.is_none()
            && self.over.is_none()
            && !self.is_asked
            && !self.barge.is_speaking();
        if asks {
            let words = cutoff_response(responses, self.not_understood).to_owned();
            self.not_understood += 1;
            self.say_words(&words, None);
        }
        self.consider();
    }

    /// Keys are pressed to be done with what is being said.
    pub(super) fn take_keys(&mut self, entry: Option<String>) {
        let is_pressing = self.keys.is_open() || entry.is_some();
        if is_pressing && self.barge.is_allowed() && self.agent() == Agent::Speaking {
            self.interrupt();
        }
        let Some(entry) = entry else { return };
        let (now, agent) = (self.now(), self.agent());
        self.go_on();
        self.silence.broken();
        self.pen.heard(told(&entry), self.app.now());
        self.ask(now, agent);
        self.consider();
    }

    pub(super) fn note_voice(&mut self, made: Result<(), SpeechError>) {
        match made {
            Ok(()) => self.voice_failed = 0,
            Err(error) => {
                tracing::warn!(conversation.id = %self.id, %error, "a sentence could not be spoken");
                self.voice_failed += 1;
                if self.voice_failed >= VOICE_MAY_FAIL {
                    self.over = Some(Over::VoiceFailed(error.to_string()));
                }
            }
        }
    }
}
