//! When speech begins and when it is over.

/// The times that an ear goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveOptions {
    /// Rate of what is pushed: 8,000, or 16,000 which is taken as it is.
    pub sample_rate_hz: u32,
    /// Shorter sounds are clicks and breaths.
    pub speech_before_start_ms: u64,
    /// So much silence ends what somebody says …
    pub silence_before_end_ms: u64,
    /// … and so much where what was heard until then sounds finished.
    pub silence_after_sentence_ms: u64,
    /// After so much silence recognition begins, in case that it lasts.
    pub silence_before_guess_ms: u64,
    /// Longer speech is ended without silence: nobody holds what a radio says in memory.
    pub longest_ms: u64,
}

impl Default for LiveOptions {
    fn default() -> Self {
        Self {
            sample_rate_hz: 8_000,
            speech_before_start_ms: 100,
            silence_before_end_ms: 600,
            silence_after_sentence_ms: 400,
            silence_before_guess_ms: 250,
            longest_ms: 60_000,
        }
    }
}
