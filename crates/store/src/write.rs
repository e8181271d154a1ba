//! Running a change in a transaction.
//!
//! A change is a closure; it becomes a [`Change`], whose types are hidden, so that the writer of SQLite can
//! put changes of different callers into one commit. The closure's error rolls back its own change only. A
//! panic or a change that takes too long does the same, and the caller gets [`StoreError::GivenUp`].

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures::FutureExt;
use futures::future::BoxFuture;
use sea_orm::{DatabaseConnection, TransactionTrait};
use tokio::sync::oneshot;

use crate::error::StoreError;
use crate::sql::execute;
use crate::store::{Shared, Store, Writes};
use crate::tx::{Durability, Tx};

/// A change holds up others on SQLite: one that waits for something else than the database is a mistake.
const CHANGE_TIMEOUT: Duration = Duration::from_secs(30);

impl Store {
    /// Runs `work` in one transaction and commits it if it returns `Ok`.
    ///
    /// On SQLite changes run one after the other: `work` must not wait for anything but the database.
    ///
    /// # Errors
    /// What `work` returned, or a [`StoreError`] from beginning or committing.
    pub async fn write<T, E, F>(&self, durability: Durability, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let change = Box::new(TypedChange { work: Some(work), result: None, answer });
        match &self.engine.writes {
            Writes::Sqlite(writer) => writer.submit(durability, change).await?,
            Writes::Postgres(conn) => commit_alone(conn, &self.shared, durability, change).await,
        }
        answered.await.map_err(|_| StoreError::Unavailable("the store was closed".to_owned()))?
    }
}

/// A change whose result type is hidden.
#[async_trait]
pub(crate) trait Change: Send {
    /// Runs it; false if it is to be rolled back. Never panics.
    async fn run(&mut self, tx: &Tx) -> bool;

    /// Answers the caller: with the result of [`Self::run`], or with `failure` where the result did not
    /// last (or never came to be).
    fn answer(self: Box<Self>, failure: Option<StoreError>);

    /// Whether nobody waits for it any more.
    fn is_abandoned(&self) -> bool;
}

struct TypedChange<T, E, F> {
    work: Option<F>,
    result: Option<Result<T, E>>,
    answer: oneshot::Sender<Result<T, E>>,
}

#[async_trait]
impl<T, E, F> Change for TypedChange<T, E, F>
where
    F: for<'t> FnOnce(&'t Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    async fn run(&mut self, tx: &Tx) -> bool {
        let Some(work) = self.work.take() else { return false };
        let guarded = AssertUnwindSafe(async move { work(tx).await }).catch_unwind();
        let result = match tokio::time::timeout(CHANGE_TIMEOUT, guarded).await {
            Ok(Ok(result)) => result,
            Ok(Err(_panic)) => Err(StoreError::GivenUp("it panicked").into()),
            Err(_elapsed) => Err(StoreError::GivenUp("it took too long").into()),
        };
        let is_ok = result.is_ok();
        self.result = Some(result);
        is_ok
    }

    fn answer(self: Box<Self>, failure: Option<StoreError>) {
        let result = match (self.result, failure) {
            // An error of the work's own says more than the failure to roll it back.
            (Some(Err(error)), _) => Err(error),
            (_, Some(failure)) => Err(failure.into()),
            (Some(Ok(value)), None) => Ok(value),
            (None, None) => Err(StoreError::GivenUp("it did not run").into()),
        };
        // The caller may have gone; what is committed stays committed.
        let _ = self.answer.send(result);
    }

    fn is_abandoned(&self) -> bool {
        self.answer.is_closed()
    }
}

/// One change, one transaction: PostgreSQL.
async fn commit_alone(
    conn: &DatabaseConnection,
    shared: &Arc<Shared>,
    durability: Durability,
    mut change: Box<dyn Change>,
) {
    let failure = run_alone(conn, shared, durability, change.as_mut()).await.err();
    change.answer(failure);
}

async fn run_alone(
    conn: &DatabaseConnection,
    shared: &Arc<Shared>,
    durability: Durability,
    change: &mut dyn Change,
) -> Result<(), StoreError> {
    let tx = Tx::new(conn.begin().await?, Arc::clone(shared));
    if durability == Durability::Relaxed {
        execute(&tx, "SET LOCAL synchronous_commit TO OFF", vec![]).await?;
    }
    let is_ok = change.run(&tx).await;
    let (transaction, after_commit) = tx.into_parts();
    if is_ok {
        transaction.commit().await?;
        after_commit.run(shared);
    } else {
        transaction.rollback().await?;
    }
    Ok(())
}
