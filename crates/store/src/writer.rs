//! The one writer of a SQLite database.
//!
//! SQLite has one write lock, and a commit that survives a power failure waits for the disk: some 250 a
//! second, one by one. So changes of concurrent callers share commits. A task owns the only connection that
//! writes. It takes what has been submitted, runs the changes one after the other, each within a savepoint,
//! commits all of them, and answers the callers after that. While it waits for the disk the next batch
//! gathers; nobody waits for a batch to fill.
//!
//! The task has a thread to itself: each statement is a round trip to the thread that sqlx gives the
//! connection, and behind the requests of a busy server each of them would wait its turn.
//!
//! Changes that may be lost in a power failure ([`Durability::Relaxed`]) do not wait for the disk: they form
//! batches of their own, which go first and are committed with `synchronous = NORMAL`. In WAL mode a later
//! full commit makes them durable too, as it waits for the whole log.
//!
//! A change that fails is rolled back to its savepoint and does not touch its neighbours. If the commit
//! itself fails, nobody's change has happened, everybody is told so, and the connection is opened anew.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use sqlx::sqlite::SqliteConnectOptions;
use tokio::sync::{mpsc, oneshot, watch};
use tracing::error;

use crate::connect::sqlite_writer;
use crate::error::StoreError;
use crate::store::Shared;
use crate::tx::{AfterCommit, Durability, Tx};
use crate::write::Change;

/// A batch ends at so many changes…
const BATCH_CHANGES: usize = 64;

/// …or after so long, so that the first in it does not wait for the last.
const BATCH_TIME: Duration = Duration::from_millis(15);

/// Changes that may wait; more callers wait to submit theirs.
const SUBMITTED_CHANGES: usize = 1024;

/// Where changes are submitted.
pub(crate) struct Writer {
    submissions: mpsc::Sender<Submission>,
    /// Resolves when the thread is done.
    done: watch::Receiver<()>,
}

enum Submission {
    Change(Durability, Box<dyn Change>),
    Stop,
}

impl Writer {
    pub(crate) async fn start(
        options: SqliteConnectOptions,
        shared: Arc<Shared>,
    ) -> Result<Self, StoreError> {
        let (submissions, submitted) = mpsc::channel(SUBMITTED_CHANGES);
        let (opened, is_open) = oneshot::channel();
        let (still_running, done) = watch::channel(());
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| StoreError::Unavailable(error.to_string()))?;
        let run = move || {
            runtime.block_on(async move {
                match sqlite_writer(&options).await {
                    Ok(conn) => {
                        let task = Task::new(options, conn, shared, submitted);
                        // Nobody waits any more if the caller has gone; then nothing is ever submitted.
                        let _ = opened.send(Ok(()));
                        task.run().await;
                    }
                    Err(error) => {
                        let _ = opened.send(Err(error));
                    }
                }
            });
            drop(still_running);
        };
        std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(run)
            .map_err(|error| StoreError::Unavailable(error.to_string()))?;
        is_open.await.map_err(|_| closed())??;
        Ok(Self { submissions, done })
    }

    pub(crate) async fn submit(
        &self,
        durability: Durability,
        change: Box<dyn Change>,
    ) -> Result<(), StoreError> {
        self.submissions.send(Submission::Change(durability, change)).await.map_err(|_| closed())
    }

    /// Finishes what was submitted and closes the connection.
    pub(crate) async fn stop(&self) {
        // An error means that it has stopped already.
        let _ = self.submissions.send(Submission::Stop).await;
        let mut done = self.done.clone();
        while done.changed().await.is_ok() {}
    }
}

fn closed() -> StoreError {
    StoreError::Unavailable("the store was closed".to_owned())
}

struct Task {
    options: SqliteConnectOptions,
    /// None after a failure, until it is opened again.
    conn: Option<DatabaseConnection>,
    shared: Arc<Shared>,
    submitted: mpsc::Receiver<Submission>,
    full: VecDeque<Box<dyn Change>>,
    relaxed: VecDeque<Box<dyn Change>>,
    /// How the connection commits at present.
    synchronous: Durability,
}

/// A change that has run, and what follows if it is committed; none if it is rolled back.
type HasRun = (Box<dyn Change>, Option<AfterCommit>);

impl Task {
    fn new(
        options: SqliteConnectOptions,
        conn: DatabaseConnection,
        shared: Arc<Shared>,
        submitted: mpsc::Receiver<Submission>,
    ) -> Self {
        Self {
            options,
            conn: Some(conn),
            shared,
            submitted,
            full: VecDeque::new(),
            relaxed: VecDeque::new(),
            synchronous: Durability::Full,
        }
    }

    async fn run(mut self) {
        let mut is_stopping = false;
        loop {
            if self.full.is_empty() && self.relaxed.is_empty() {
                if is_stopping {
                    break;
                }
                match self.submitted.recv().await {
                    Some(submission) => is_stopping |= self.sort_in(submission),
                    None => break,
                }
            }
            while let Ok(submission) = self.submitted.try_recv() {
                is_stopping |= self.sort_in(submission);
            }
            let durability = if self.relaxed.is_empty() { Durability::Full } else { Durability::Relaxed };
            self.commit_batch(durability).await;
            // After each relaxed batch a full one has its turn, so that neither starves.
            if durability == Durability::Relaxed && !self.full.is_empty() {
                self.commit_batch(Durability::Full).await;
            }
        }
        if let Some(conn) = self.conn
            && let Err(error) = conn.close().await
        {
            error!(%error, "could not close the database");
        }
    }

    /// Puts a submission where it belongs; true if it asks to stop.
    fn sort_in(&mut self, submission: Submission) -> bool {
        match submission {
            Submission::Change(Durability::Full, change) => self.full.push_back(change),
            Submission::Change(Durability::Relaxed, change) => self.relaxed.push_back(change),
            Submission::Stop => {
                self.submitted.close();
                return true;
            }
        }
        false
    }

    /// Runs and commits one batch and answers those who wait for it.
    async fn commit_batch(&mut self, durability: Durability) {
        let mut members: Vec<HasRun> = Vec::new();
        let outcome = self.try_batch(durability, &mut members).await;
        if let Err(failure) = &outcome {
            error!(error = %failure, changes = members.len(), "a commit failed");
            // What state the connection is in is anybody's guess.
            if let Some(conn) = self.conn.take() {
                let _ = conn.close().await;
            }
        }
        for (change, after_commit) in members {
            match &outcome {
                Ok(()) => {
                    if let Some(after_commit) = after_commit {
                        after_commit.run(&self.shared);
                    }
                    change.answer(None);
                }
                Err(failure) => change.answer(Some(failure.clone())),
            }
        }
    }

    async fn try_batch(
        &mut self,
        durability: Durability,
        members: &mut Vec<HasRun>,
    ) -> Result<(), StoreError> {
        let waiting = match durability {
            Durability::Full => &mut self.full,
            Durability::Relaxed => &mut self.relaxed,
        };
        waiting.retain(|change| !change.is_abandoned());
        let Some(first) = waiting.pop_front() else { return Ok(()) };
        // From here on the change is a member: whatever fails, it is answered.
        members.push((first, None));
        let is_alone = waiting.is_empty();

        let conn = self.connection(durability).await?;
        let mut transaction = conn.begin_with_options(IMMEDIATE).await?;
        let began = Instant::now();
        loop {
            let waiting = match durability {
                Durability::Full => &mut self.full,
                Durability::Relaxed => &mut self.relaxed,
            };
            let Some((change, after_commit)) = members.last_mut() else { break };
            if is_alone {
                // The usual case of a quiet server: no savepoint.
                let tx = Tx::new(transaction, Arc::clone(&self.shared));
                let is_ok = change.run(&tx).await;
                let (own, follows) = tx.into_parts();
                if !is_ok {
                    return Ok(own.rollback().await?);
                }
                *after_commit = Some(follows);
                transaction = own;
                break;
            }
            *after_commit = run_in_savepoint(&transaction, &self.shared, change.as_mut()).await?;
            if members.len() >= BATCH_CHANGES || began.elapsed() >= BATCH_TIME {
                break;
            }
            let Some(next) = waiting.pop_front() else { break };
            members.push((next, None));
        }
        Ok(transaction.commit().await?)
    }

    /// The connection, opened if need be, set to commit in the way asked for.
    async fn connection(&mut self, durability: Durability) -> Result<DatabaseConnection, StoreError> {
        let conn = match self.conn.take() {
            Some(conn) => conn,
            None => {
                self.synchronous = Durability::Full;
                sqlite_writer(&self.options).await?
            }
        };
        let conn = self.conn.insert(conn).clone();
        if self.synchronous != durability {
            // Only possible between transactions.
            conn.execute_unprepared(match durability {
                Durability::Full => "PRAGMA synchronous = FULL",
                Durability::Relaxed => "PRAGMA synchronous = NORMAL",
            })
            .await?;
            self.synchronous = durability;
        }
        Ok(conn)
    }
}

/// A transaction that is to write takes the lock at once: one that read first would fail if another process
/// wrote in between.
const IMMEDIATE: TransactionOptions = TransactionOptions {
    isolation_level: None,
    access_mode: None,
    sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
};

/// What follows the change's commit; none if it was rolled back. An error concerns the whole batch.
async fn run_in_savepoint(
    transaction: &DatabaseTransaction,
    shared: &Arc<Shared>,
    change: &mut dyn Change,
) -> Result<Option<AfterCommit>, StoreError> {
    let tx = Tx::new(transaction.begin().await?, Arc::clone(shared));
    let is_ok = change.run(&tx).await;
    let (savepoint, after_commit) = tx.into_parts();
    if is_ok {
        savepoint.commit().await?;
        Ok(Some(after_commit))
    } else {
        savepoint.rollback().await?;
        Ok(None)
    }
}
