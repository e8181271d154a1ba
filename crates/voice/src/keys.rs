//! Keys that the customer presses: what is typed without a pause is one entry, and `#` ends one.
//!
//! Each entry is something that the agent answers. However fast keys come, there is no more than one entry a second, of so
//! many keys, and so many entries in a call: what is more is not heard.

use std::time::Duration;

/// Time after which an entry is complete.
const PAUSE: Duration = Duration::from_millis(1_500);
/// Least time between two entries.
const APART: Duration = Duration::from_secs(1);
/// Longest entry.
const LONGEST: usize = 64;
/// Entries of one call.
const MOST_ENTRIES: u32 = 500;

/// Gathers keys. Times count from the beginning of the call.
#[derive(Debug, Default)]
pub struct Keys {
    pressed: String,
    last_at: Duration,
    entries: u32,
    /// When the next entry may be complete.
    next_from: Duration,
}

impl Keys {
    /// A key was pressed. Gives the entry where it is complete.
    pub fn press(&mut self, key: char, now: Duration) -> Option<String> {
        if self.pressed.len() < LONGEST && self.entries < MOST_ENTRIES {
            self.pressed.push(key);
            self.last_at = now;
        }
        self.look(now)
    }

    /// Time goes by. Gives the entry where it is complete.
    pub fn look(&mut self, now: Duration) -> Option<String> {
        let is_ended = self.pressed.ends_with('#') || self.pressed.len() >= LONGEST;
        let is_complete = is_ended || (self.is_open() && now.saturating_sub(self.last_at) >= PAUSE);
        (is_complete && now >= self.next_from).then(|| self.take(now))
    }

    /// Whether an entry has begun.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.pressed.is_empty()
    }

    fn take(&mut self, now: Duration) -> String {
        self.entries += 1;
        self.next_from = now + APART;
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
        let entries: Vec<String> = (0..200).filter_map(|_| keys.press('5', ms(0))).collect();
        assert_eq!(entries, ["5".repeat(LONGEST)]);
        // What was pressed meanwhile is the next one, as far as it is heard.
        assert_eq!(keys.look(ms(999)), None);
        assert_eq!(keys.look(ms(1_000)), Some("5".repeat(LONGEST)));
        assert!(!keys.is_open());
    }

    #[test]
    fn a_flood_of_entries_is_one_a_second_and_ends() {
        let mut keys = Keys::default();
        let mut flood =
            |second: u64| (0..1_000).filter_map(|key| keys.press('#', ms(1_000 * second + key))).count();
        assert_eq!(flood(0), 1);
        assert_eq!(flood(1), 1);
        let all = 2 + (2..1_000).map(flood).sum::<usize>();
        assert_eq!(all, MOST_ENTRIES as usize);
    }
}
