//! Keeps work of the processor from holding up what waits for the network.

use tokio::runtime::{Handle, RuntimeFlavor};

/// Does work that may take long: on this thread, while the runtime moves everything else off it. A transcript of
/// hours takes the rules seconds, and the same runtime answers requests and renews leases.
///
/// A runtime of one thread has nowhere to move anything; there, and outside of any, the work is simply done.
pub(crate) fn offloaded<T>(work: impl FnOnce() -> T) -> T {
    let has_threads =
        Handle::try_current().is_ok_and(|runtime| runtime.runtime_flavor() == RuntimeFlavor::MultiThread);
    if has_threads { tokio::task::block_in_place(work) } else { work() }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::offloaded;

    #[test]
    fn work_leaves_the_runtime_to_others() {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().unwrap();
        let answer = runtime.block_on(async {
            tokio::spawn(async {
                let (sender, receiver) = mpsc::channel();
                tokio::spawn(async move { sender.send("done").unwrap() });
                // The only thread waits here for what another task has to do; a minute is for ever.
                offloaded(move || receiver.recv_timeout(Duration::from_secs(60)))
            })
            .await
            .unwrap()
        });
        assert_eq!(answer, Ok("done"));
    }

    #[tokio::test]
    async fn a_single_thread_does_the_work_itself() {
        assert_eq!(offloaded(|| 7), 7);
    }
}
