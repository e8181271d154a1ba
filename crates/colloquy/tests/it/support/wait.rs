//! Waiting for what a server does in its own time: asked again and again until a deadline, never slept for.

use std::time::{Duration, Instant};

/// Pause between two looks.
const PAUSE: Duration = Duration::from_millis(20);

/// Looks until `look` sees something, at most a minute.
pub async fn eventually<T>(what: &str, look: impl AsyncFnMut() -> Option<T>) -> T {
    eventually_within(Duration::from_secs(60), what, look).await
}

/// Looks until `look` sees something.
pub async fn eventually_within<T>(
    longest: Duration,
    what: &str,
    mut look: impl AsyncFnMut() -> Option<T>,
) -> T {
    let deadline = Instant::now() + longest;
    loop {
        if let Some(seen) = look().await {
            return seen;
        }
        assert!(Instant::now() < deadline, "not within {longest:?}: {what}");
        tokio::time::sleep(PAUSE).await;
    }
}
