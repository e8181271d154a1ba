//! When the agent stops because the customer speaks. Decided by times alone.
//!
//! The customer has to speak for as long as the agent's sensitivity says (0.3, 0.6 or 1 s) before the agent gives up
//! what it was saying. Waiting for that aloud would make it late: so the agent falls silent for the last
//! `SOFT` of it. At high sensitivity it is silent as soon as it is certain that a voice is heard, about 70 ms after the
//! first sound of most words (another 60 go by until that was heard and what was sent is over), at medium after 360, at
//! low after 760. Where the customer stops before the time is up ("mhm"), the agent goes on where it fell silent, after
//! `RESUME_AFTER`. Sounds that may be noise do not even do that: they only keep the agent from beginning.
//!
//! Who answers a telephone says hello into the agent's first words. Speech that begins in the first `GREETING` of the
//! call stops the agent only after a second, whatever its sensitivity.
//!
//! An agent that has not begun to answer gives way after `THINKING_MS` in any case: the customer has not finished. An
//! agent that may not be interrupted always finishes what it has begun to say.

use std::time::Duration;

use colloquy_domain::agent_profile::{Behaviour, Sensitivity};

/// For so long is waited in silence.
const SOFT: Duration = Duration::from_millis(240);
/// Speech that has not gone on for so long has not stopped the agent.
const RESUME_AFTER: Duration = Duration::from_millis(200);
/// In this time after the beginning people say hello.
const GREETING: Duration = Duration::from_millis(2_000);
/// Speech after which an answer that is being made is not the answer any more, milliseconds.
const THINKING_MS: u64 = 300;

/// What the agent does at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agent {
    /// Neither speaks nor is about to.
    Silent,
    /// Makes an answer of which nothing was heard.
    Thinking,
    /// Is to be heard.
    Speaking,
    /// Says its last words, whatever happens.
    Leaving,
}

/// What the agent has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Go on as it does.
    Nothing,
    /// Fall silent, and be ready to go on.
    Pause,
    /// Go on where it fell silent.
    Resume,
    /// Give up what it says, or was about to say.
    Stop,
}

/// See the module.
#[derive(Debug)]
pub struct Barge {
    interrupted_after_ms: Option<u64>,
    /// Whether something is heard of the customer, a voice or not.
    is_heard: bool,
    /// When the customer began to speak, from the beginning of the call; none in silence.
    began_at: Option<Duration>,
    last_at: Duration,
    is_paused: bool,
    has_stopped: bool,
}

impl Barge {
    /// For an agent that behaves so.
    #[must_use]
    pub fn new(behaviour: &Behaviour) -> Self {
        let interrupted_after_ms = behaviour.interrupted_after_ms;
        Self {
            interrupted_after_ms,
            is_heard: false,
            began_at: None,
            last_at: Duration::ZERO,
            is_paused: false,
            has_stopped: false,
        }
    }

    /// Whether customers can interrupt at all.
    #[must_use]
    pub fn is_allowed(&self) -> bool {
        self.interrupted_after_ms.is_some()
    }

    /// Whether the customer speaks, or may do so.
    #[must_use]
    pub fn is_speaking(&self) -> bool {
        self.is_heard
    }

    /// At `now` the customer has spoken for `held_ms` for certain; 0 where it may be noise.
    pub fn speaks(&mut self, held_ms: u64, now: Duration, agent: Agent) -> Step {
        self.is_heard = true;
        if held_ms == 0 {
            return Step::Nothing;
        }
        let held = Duration::from_millis(held_ms);
        let began_at = *self.began_at.get_or_insert(now.saturating_sub(held));
        self.last_at = now;
        if self.has_stopped {
            return Step::Nothing;
        }
        let Some(after) = self.after(agent, began_at) else { return Step::Nothing };
        if held >= after {
            self.has_stopped = true;
            self.is_paused = false;
            return Step::Stop;
        }
        if held >= after.saturating_sub(SOFT) && !self.is_paused {
            self.is_paused = true;
            return Step::Pause;
        }
        Step::Nothing
    }

    /// Time goes by.
    pub fn look(&mut self, now: Duration) -> Step {
        let is_held_up = self.is_paused && now.saturating_sub(self.last_at) >= RESUME_AFTER;
        if !is_held_up {
            return Step::Nothing;
        }
        self.is_paused = false;
        Step::Resume
    }

    /// The customer has fallen silent, for certain.
    pub fn falls_silent(&mut self) -> Step {
        self.is_heard = false;
        self.began_at = None;
        self.has_stopped = false;
        if std::mem::take(&mut self.is_paused) { Step::Resume } else { Step::Nothing }
    }

    /// After how much speech the agent stops; none where it does not.
    fn after(&self, agent: Agent, began_at: Duration) -> Option<Duration> {
        let after = match agent {
            Agent::Silent | Agent::Leaving => return None,
            Agent::Thinking => THINKING_MS,
            Agent::Speaking => self.interrupted_after_ms?,
        };
        let after = Duration::from_millis(after);
        let is_greeting = agent == Agent::Speaking && began_at < GREETING;
        Some(if is_greeting { after.max(Sensitivity::Low.speech_before_stop()) } else { after })
    }
}

#[cfg(test)]
mod tests {
    use colloquy_domain::agent_profile::AgentSettings;

    use super::*;

    fn barge(sensitivity: Sensitivity) -> Barge {
        let settings =
            AgentSettings { interruption_sensitivity: Some(sensitivity), ..AgentSettings::default() };
        Barge::new(&Behaviour::of(&settings))
    }

    /// What happens at which length of speech that begins 10 s into the call.
    fn steps(barge: &mut Barge, agent: Agent, held_to_ms: u64) -> Vec<(u64, Step)> {
        let mut steps = Vec::new();
        for held_ms in (20..=held_to_ms).step_by(20) {
            let step = barge.speaks(held_ms, Duration::from_millis(10_000 + held_ms), agent);
            if step != Step::Nothing {
                steps.push((held_ms, step));
            }
        }
        steps
    }

    #[test]
    fn the_agent_is_silent_first_and_stops_when_the_time_is_up() {
        for (sensitivity, silent_at, stops_at) in
            [(Sensitivity::High, 60, 300), (Sensitivity::Medium, 360, 600), (Sensitivity::Low, 760, 1_000)]
        {
            let mut barge = barge(sensitivity);
            let expected = [(silent_at, Step::Pause), (stops_at, Step::Stop)];
            assert_eq!(steps(&mut barge, Agent::Speaking, 3_000), expected, "{sensitivity:?}");
            assert_eq!(barge.falls_silent(), Step::Nothing, "what was given up does not come back");
            assert_eq!(steps(&mut barge, Agent::Speaking, 3_000), expected, "again");
        }
    }

    #[test]
    fn a_cough_holds_the_agent_up_and_no_more() {
        let mut barge = barge(Sensitivity::High);
        assert_eq!(steps(&mut barge, Agent::Speaking, 240), [(60, Step::Pause)]);
        assert_eq!(barge.look(Duration::from_millis(10_439)), Step::Nothing);
        assert_eq!(barge.look(Duration::from_millis(10_440)), Step::Resume);
        assert_eq!(barge.look(Duration::from_millis(10_460)), Step::Nothing);
        // What goes on after all stops it.
        assert_eq!(barge.speaks(260, Duration::from_millis(10_480), Agent::Speaking), Step::Pause);
        assert_eq!(barge.speaks(300, Duration::from_millis(10_520), Agent::Speaking), Step::Stop);
        assert_eq!(barge.falls_silent(), Step::Nothing);
        assert_eq!(steps(&mut barge, Agent::Speaking, 80), [(60, Step::Pause)]);
        assert_eq!(barge.falls_silent(), Step::Resume);
        assert_eq!(steps(&mut barge, Agent::Speaking, 40), []);
        assert_eq!(barge.falls_silent(), Step::Nothing);
    }

    #[test]
    fn what_may_be_noise_stops_nothing_and_keeps_the_agent_from_beginning() {
        let mut barge = barge(Sensitivity::High);
        for agent in [Agent::Speaking, Agent::Thinking] {
            for at_ms in (10_000..15_000).step_by(20) {
                assert_eq!(barge.speaks(0, Duration::from_millis(at_ms), agent), Step::Nothing, "{at_ms}");
            }
            assert!(barge.is_speaking());
        }
        // A voice in the middle of it counts from where it is certain.
        assert_eq!(barge.speaks(64, Duration::from_millis(15_000), Agent::Speaking), Step::Pause);
        assert_eq!(barge.look(Duration::from_millis(15_200)), Step::Resume);
        assert_eq!(barge.falls_silent(), Step::Nothing);
        assert!(!barge.is_speaking());
    }

    #[test]
    fn a_hello_into_the_first_words_is_let_pass() {
        let mut barge = barge(Sensitivity::High);
        for held_ms in (20..760).step_by(20) {
            let now = Duration::from_millis(500 + held_ms);
            assert_eq!(barge.speaks(held_ms, now, Agent::Speaking), Step::Nothing, "{held_ms}");
        }
        assert_eq!(barge.speaks(760, Duration::from_millis(1_260), Agent::Speaking), Step::Pause);
        assert_eq!(barge.speaks(1_000, Duration::from_millis(1_500), Agent::Speaking), Step::Stop);
    }

    #[test]
    fn who_may_not_be_interrupted_finishes_but_does_not_begin() {
        let off = AgentSettings { allow_interruption: Some(false), ..AgentSettings::default() };
        let mut barge = Barge::new(&Behaviour::of(&off));
        assert!(!barge.is_allowed());
        assert_eq!(steps(&mut barge, Agent::Speaking, 5_000), []);
        barge.falls_silent();
        assert_eq!(steps(&mut barge, Agent::Thinking, 400), [(60, Step::Pause), (300, Step::Stop)]);
        barge.falls_silent();
        assert_eq!(steps(&mut barge, Agent::Silent, 5_000), []);
        assert!(barge.is_speaking());
        barge.falls_silent();
        assert_eq!(steps(&mut barge, Agent::Leaving, 5_000), []);
    }

    #[test]
    fn an_agent_that_begins_to_think_while_the_customer_speaks_gives_way() {
        let mut barge = barge(Sensitivity::Low);
        assert_eq!(steps(&mut barge, Agent::Silent, 2_000), []);
        assert_eq!(barge.speaks(2_020, Duration::from_millis(12_020), Agent::Thinking), Step::Stop);
    }
}
