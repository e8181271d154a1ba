//! The use cases and workers on a real database, with a real receiver and a clock that is moved by hand.

mod agents;
mod apps;
mod audio_files;
mod automation;
mod calls;
mod configuration;
mod corrections;
mod dialers;
mod dialogues;
mod evaluations;
mod exports;
mod health;
mod knowledge;
mod leases;
mod manner;
mod oauth;
mod races;
mod recording;
mod recovery;
mod schedule;
mod scorecards;
mod search;
mod sessions;
mod support;
mod usage;
mod walks;

/// Makes a test of each function for each database.
macro_rules! on_both_databases {
    ($($test:ident),* $(,)?) => {
        mod sqlite {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() {
                super::$test(colloquy_testkit::TestDatabase::sqlite().await).await;
            }
        )*}
        mod postgres {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() {
                super::$test(colloquy_testkit::TestDatabase::postgres().await).await;
            }
        )*}
    };
}
pub(crate) use on_both_databases;
