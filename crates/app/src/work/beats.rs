//! Signs of life of the workers' loops.
//!
//! A loop that hangs or panicked takes no other with it, so that nothing else would show it: each notes its
//! rounds here, and `/health` looks at the one that has been silent for the longest time.

use std::sync::atomic::{AtomicI64, Ordering};

use colloquy_domain::Instant;
use colloquy_domain::job::Queue;

/// When each loop last began a round.
pub struct Beats {
    queues: Vec<(Queue, AtomicI64)>,
    leases: AtomicI64,
}

impl Beats {
    /// Loops that begin now.
    pub(super) fn new(now: Instant) -> Self {
        let now = now.unix_timestamp();
        let queues = Queue::ALL.into_iter().map(|queue| (queue, AtomicI64::new(now))).collect();
        Self { queues, leases: AtomicI64::new(now) }
    }

    /// The loop of that queue begins a round.
    pub(super) fn note_queue(&self, queue: Queue, now: Instant) {
        if let Some((_, beat)) = self.queues.iter().find(|(known, _)| *known == queue) {
            beat.store(now.unix_timestamp(), Ordering::Relaxed);
        }
    }

    /// The renewal of leases begins a round.
    pub(super) fn note_leases(&self, now: Instant) {
        self.leases.store(now.unix_timestamp(), Ordering::Relaxed);
    }

    /// The loop that has been silent for the longest time, and since when.
    #[must_use]
    pub fn oldest(&self) -> (&'static str, Instant) {
        let queues = self.queues.iter().map(|(queue, beat)| (queue.as_str(), beat));
        let all = queues.chain([("leases", &self.leases)]);
        let (name, seconds) = all
            .map(|(name, beat)| (name, beat.load(Ordering::Relaxed)))
            .min_by_key(|(_, seconds)| *seconds)
            .unwrap_or(("leases", 0));
        // Every beat came from an instant.
        (name, Instant::from_unix_timestamp(seconds).unwrap_or(Instant::UNIX_EPOCH))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_silent_loop_is_told_whatever_the_others_do() {
        let start = Instant::UNIX_EPOCH;
        let later = start + time::Duration::minutes(5);
        let beats = Beats::new(start);
        for queue in Queue::ALL.into_iter().filter(|queue| *queue != Queue::Insight) {
            beats.note_queue(queue, later);
        }
        beats.note_leases(later);
        assert_eq!(beats.oldest(), ("insight", start));
        beats.note_queue(Queue::Insight, later);
        assert_eq!(beats.oldest().1, later);
    }
}
