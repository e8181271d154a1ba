//! What is done when nobody says anything. Decided by times alone.
//!
//! The agent has finished and the customer says nothing: after as many seconds as the agent allows it asks whether
//! somebody is there, again and again as often as it may, and then ends the call. What the customer says begins it anew.

use std::time::Duration;

use colloquy_domain::agent_profile::Behaviour;

/// What is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Nothing.
    Nothing,
    /// To ask whether somebody is there, for the n-th time (from 0).
    Ask(u32),
    /// To end the call.
    End,
}

/// See the module.
#[derive(Debug)]
pub struct Silence {
    allowed: Duration,
    checks: u32,
    asked: u32,
    since: Option<Duration>,
}

impl Silence {
    /// For an agent that behaves so.
    #[must_use]
    pub fn new(behaviour: &Behaviour) -> Self {
        let allowed = Duration::try_from_secs_f64(behaviour.idle_seconds).unwrap_or(Duration::MAX);
        Self { allowed, checks: behaviour.presence_checks, asked: 0, since: None }
    }

    /// Looks at `now` whether something is due, where `is_quiet` says that neither side speaks nor is about to. What is
    /// due is told once; then the silence counts anew.
    pub fn look(&mut self, now: Duration, is_quiet: bool) -> Due {
        if !is_quiet {
            self.since = None;
            return Due::Nothing;
        }
        let since = *self.since.get_or_insert(now);
        if now.saturating_sub(since) < self.allowed {
            return Due::Nothing;
        }
        self.since = None;
        if self.asked >= self.checks {
            return Due::End;
        }
        self.asked += 1;
        Due::Ask(self.asked - 1)
    }

    /// The customer has said something.
    pub fn broken(&mut self) {
        self.asked = 0;
        self.since = None;
    }
}

#[cfg(test)]
mod tests {
    use colloquy_domain::agent_profile::AgentSettings;

    use super::*;

    fn silence(seconds: f64, checks: Option<u32>) -> Silence {
        Silence::new(&Behaviour::of(&AgentSettings {
            allowed_idle_seconds: Some(seconds),
            check_human_presence: Some(checks.is_some()),
            check_human_presence_count: checks,
            ..AgentSettings::default()
        }))
    }

    const fn s(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn it_asks_as_often_as_it_may_and_then_ends() {
        let mut silence = silence(10.0, Some(2));
        assert_eq!(silence.look(s(0), true), Due::Nothing);
        assert_eq!(silence.look(s(9), true), Due::Nothing);
        assert_eq!(silence.look(s(10), true), Due::Ask(0));
        // The question is asked.
        assert_eq!(silence.look(s(11), false), Due::Nothing);
        assert_eq!(silence.look(s(12), true), Due::Nothing);
        assert_eq!(silence.look(s(21), true), Due::Nothing);
        assert_eq!(silence.look(s(22), true), Due::Ask(1));
        assert_eq!(silence.look(s(23), true), Due::Nothing);
        assert_eq!(silence.look(s(33), true), Due::End);
    }

    #[test]
    fn an_answer_begins_it_anew() {
        let mut silence = silence(5.0, Some(1));
        silence.look(s(0), true);
        assert_eq!(silence.look(s(5), true), Due::Ask(0));
        silence.broken();
        silence.look(s(6), true);
        assert_eq!(silence.look(s(10), true), Due::Nothing);
        assert_eq!(silence.look(s(11), true), Due::Ask(0));
    }

    #[test]
    fn without_questions_it_ends_at_once() {
        let mut silence = silence(0.5, None);
        silence.look(Duration::ZERO, true);
        assert_eq!(silence.look(Duration::from_millis(499), true), Due::Nothing);
        assert_eq!(silence.look(Duration::from_millis(500), true), Due::End);
    }

    #[test]
    fn an_endless_patience_is_none_that_breaks() {
        let mut silence = silence(1e300, Some(1));
        silence.look(s(0), true);
        assert_eq!(silence.look(s(1_000_000), true), Due::Nothing);
    }
}
