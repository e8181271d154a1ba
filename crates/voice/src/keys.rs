//! Keys that the customer presses: what is typed without a pause is one entry, and `#` ends one.

use std::time::Duration;

/// Time after which an entry is complete.
const PAUSE: Duration = Duration::from_millis(1_500);
/// Longest entry; more keys begin another.
const LONGEST: usize = 64;

/// Gathers keys. Times count from the beginning of the call.
#[derive(Debug, Default)]
pub struct Keys {
    pressed: String,
    last_at: Duration,
}

impl Keys {
    /// A key was pressed. Gives the entry where it is complete.
    pub fn press(&mut self, key: char, now: Duration) -> Option<String> {
        self.pressed.push(key);
        self.last_at = now;
        let is_complete = key == '#' || self.pressed.len() >= LONGEST;
        is_complete.then(|| self.take())
    }

    /// Time goes by. Gives the entry where it is complete.
    pub fn look(&mut self, now: Duration) -> Option<String> {
        let is_complete = self.is_open() && now.saturating_sub(self.last_at) >= PAUSE;
        is_complete.then(|| self.take())
    }

    /// Whether an entry has begun.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.pressed.is_empty()
    }

    fn take(&mut self) -> String {
        std::mem::take(&mut self.pressed)
    }
}

/// An entry as the agent reads it.
#[must_use]
pub fn told(entry: &str) -> String {
    format!("[pressed the keys {entry}]")
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    #[test]
    fn entries_end_by_a_pause_or_the_hash_key() {
        let mut keys = Keys::default();
        assert_eq!(keys.look(ms(0)), None);
        assert_eq!(keys.press('1', ms(0)), None);
        assert_eq!(keys.press('2', ms(1_400)), None);
        assert_eq!(keys.look(ms(2_800)), None);
        assert!(keys.is_open());
        assert_eq!(keys.look(ms(2_900)).as_deref(), Some("12"));
        assert_eq!(keys.look(ms(9_000)), None);
        assert_eq!(keys.press('*', ms(9_000)), None);
        assert_eq!(keys.press('#', ms(9_100)).as_deref(), Some("*#"));
        assert!(!keys.is_open());
        assert_eq!(told("12#"), "[pressed the keys 12#]");
        assert!(!colloquy_agent::rules::is_not_understood(&told("12#")));
    }

    #[test]
    fn endless_keys_are_cut() {
        let mut keys = Keys::default();
        let entries = (0..200).filter_map(|_| keys.press('5', ms(0))).count();
        assert_eq!(entries, 3);
    }
}
