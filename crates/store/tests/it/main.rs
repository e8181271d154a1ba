//! The store, on both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where something fails")]
#![expect(clippy::cloned_ref_to_slice_refs, reason = "lists of one read better as lists")]

mod analytics;
mod contact_center;
mod deliveries;
mod dialogues;
mod directory;
mod fairness;
mod handover;
mod jobs;
mod knowledge;
mod leases;
mod lists;
mod objects;
mod quality;
mod rows;
mod search;
mod traces;
mod transactions;

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

/// Runs a change whose only errors are the store's.
macro_rules! change {
    ($store:expr, |$tx:ident| $work:expr) => {
        $store.write(colloquy_store::Durability::Full, move |$tx| Box::pin(async move { $work }))
    };
}
pub(crate) use change;
