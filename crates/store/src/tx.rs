//! A transaction, and what is to happen once it is committed.

use std::fmt;

use async_trait::async_trait;
use colloquy_domain::Instant;
use colloquy_domain::job::Queue;
use parking_lot::Mutex;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use crate::store::Shared;

/// What a power failure may take away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Nothing: once the call has returned, the change is on the disk.
    Full,
    /// The last moments, but never the order or the integrity. A process that is killed loses nothing. For
    /// claims, heartbeats and delivery results: losing them only repeats work. A later change that is [`Self::Full`]
    /// puts them on the disk, too.
    Relaxed,
}

/// A transaction. Statements run on it; it is committed when the closure that was given it returns `Ok`.
pub struct Tx {
    pub(crate) transaction: DatabaseTransaction,
    pub(crate) shared: std::sync::Arc<Shared>,
    after_commit: Mutex<AfterCommit>,
}

/// What the store does once a transaction is committed, and forgets when it is rolled back.
#[derive(Default)]
pub(crate) struct AfterCommit {
    /// Queues with jobs that somebody has to look for.
    pub(crate) wake: Vec<Queue>,
    /// Jobs that go to a worker of this process directly. The places in the channel are reserved.
    pub(crate) handed_over: Vec<crate::jobs::HandedOver>,
}

impl AfterCommit {
    pub(crate) fn run(self, shared: &Shared) {
        for job in self.handed_over {
            job.send();
        }
        for queue in self.wake {
            shared.signals.wake(queue);
        }
    }
}

impl Tx {
    pub(crate) fn new(transaction: DatabaseTransaction, shared: std::sync::Arc<Shared>) -> Self {
        Self { transaction, shared, after_commit: Mutex::default() }
    }

    /// The time, as the store's clock shows it. SQLite writes one transaction at a time: what one asks here is not
    /// before what those asked that are committed.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.shared.clock.now()
    }

    /// Has workers of that queue look for jobs once this is committed.
    pub(crate) fn wake_after_commit(&self, queue: Queue) {
        let mut after = self.after_commit.lock();
        if !after.wake.contains(&queue) {
            after.wake.push(queue);
        }
    }

    pub(crate) fn hand_over_after_commit(&self, job: crate::jobs::HandedOver) {
        self.after_commit.lock().handed_over.push(job);
    }

    pub(crate) fn into_parts(self) -> (DatabaseTransaction, AfterCommit) {
        (self.transaction, self.after_commit.into_inner())
    }
}

impl fmt::Debug for Tx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tx")
    }
}

#[async_trait]
impl ConnectionTrait for Tx {
    fn get_database_backend(&self) -> DbBackend {
        self.transaction.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.transaction.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.transaction.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.transaction.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.transaction.query_all_raw(statement).await
    }
}
