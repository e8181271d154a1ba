//! Keeps a panic inside a decoder from leaving it.
//!
//! Decoders are written against the standard's valid streams; an index that a hostile stream pushes out of
//! range is a panic there and a corrupt file here. Nothing that was inside the closure is used afterwards.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::error::MediaError;

/// Runs `work`; a panic inside becomes [`MediaError::Corrupt`]. The caller then drops the decoder.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, MediaError> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        let message = panic_message(payload.as_ref());
        tracing::warn!(panic.message = message, "a media decoder panicked on its input");
        MediaError::corrupt(format!("the decoder gave up: {message}"))
    })
}

fn panic_message(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_corrupt_file() {
        let outcome = guarded(|| {
            let samples: Vec<u8> = Vec::new();
            samples[std::hint::black_box(3)]
        });
        assert!(matches!(outcome, Err(MediaError::Corrupt { .. })), "{outcome:?}");
    }
}
