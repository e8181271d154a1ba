//! Waking those who wait for jobs, without polling.
//!
//! Within a process a counter per queue goes up at each commit that enqueued something. A [`Wakeups`] that
//! was made before looking for work cannot miss what was committed after the look.
//!
//! Between processes on one PostgreSQL, LISTEN and NOTIFY carry the same. NOTIFY inside a transaction makes
//! commits wait for each other (it holds a lock on the whole database until the commit is on the disk), so a
//! task of its own sends it after the commit, several commits at once. If the process dies in between, the
//! other one finds the job at its next look: waking is quick, not certain, and workers look every few
//! seconds anyway.

use std::sync::Weak;
use std::time::Duration;

use colloquy_domain::job::Queue;
use sea_orm::{ConnectionTrait, DatabaseConnection};
use sqlx::postgres::{PgListener, PgPool};
use tokio::sync::watch;
use tracing::{debug, warn};

use crate::sql::{execute, values};

/// Channel of LISTEN and NOTIFY; the payload is the queue's name.
const CHANNEL: &str = "colloquy_jobs";

/// Several commits within this time are told to other processes as one.
const NOTIFY_PAUSE: Duration = Duration::from_millis(2);

const RECONNECT_PAUSE: Duration = Duration::from_secs(1);

/// One counter per queue for commits of this process, one for those to be told to others.
pub(crate) struct Signals {
    local: [watch::Sender<u64>; Queue::ALL.len()],
    to_others: [watch::Sender<u64>; Queue::ALL.len()],
}

impl Signals {
    pub(crate) fn new() -> Self {
        Self {
            local: Queue::ALL.map(|_| watch::Sender::new(0)),
            to_others: Queue::ALL.map(|_| watch::Sender::new(0)),
        }
    }

    /// There may be jobs: tells this process and the others.
    pub(crate) fn wake(&self, queue: Queue) {
        self.wake_here(queue);
        self.to_others[position(queue)].send_modify(|count| *count = count.wrapping_add(1));
    }

    fn wake_here(&self, queue: Queue) {
        self.local[position(queue)].send_modify(|count| *count = count.wrapping_add(1));
    }

    pub(crate) fn subscribe(&self, queue: Queue) -> Wakeups {
        Wakeups(self.local[position(queue)].subscribe())
    }
}

fn position(queue: Queue) -> usize {
    match queue {
        Queue::Transcribe => 0,
        Queue::Insight => 1,
        Queue::Deliver => 2,
        Queue::Workflow => 3,
        Queue::Fetch => 4,
        Queue::Metric => 5,
        Queue::Evaluate => 6,
        Queue::Export => 7,
        Queue::Converse => 8,
        Queue::Send => 9,
        Queue::Call => 10,
    }
}

/// Tells when to look for jobs. Make it before the first look.
#[derive(Debug)]
pub struct Wakeups(watch::Receiver<u64>);

impl Wakeups {
    /// Resolves when jobs may have been enqueued since the last time it resolved (or since it was made),
    /// at once if that is the case already.
    pub async fn next(&mut self) {
        if self.0.changed().await.is_err() {
            // The store is gone: there will never be another job.
            std::future::pending::<()>().await;
        }
    }
}

/// Tells other processes; ends with the store.
pub(crate) fn spawn_notifiers(signals: &Signals, conn: &DatabaseConnection) {
    for queue in Queue::ALL {
        let mut commits = signals.to_others[position(queue)].subscribe();
        let conn = conn.clone();
        tokio::spawn(async move {
            while commits.changed().await.is_ok() {
                let sent = notify(&conn, queue).await;
                if let Err(error) = sent {
                    debug!(queue = queue.as_str(), %error, "could not tell other processes of jobs");
                }
                tokio::time::sleep(NOTIFY_PAUSE).await;
            }
        });
    }
}

async fn notify(conn: &impl ConnectionTrait, queue: Queue) -> Result<u64, crate::StoreError> {
    execute(conn, "SELECT pg_notify($1, $2)", values![CHANNEL, queue.as_str()]).await
}

/// Listens to other processes; ends with the store.
pub(crate) fn spawn_listener(signals: Weak<crate::store::Shared>, pool: PgPool) {
    tokio::spawn(async move {
        while signals.strong_count() > 0 {
            if let Err(error) = listen(&signals, &pool).await {
                if pool.is_closed() {
                    return;
                }
                warn!(%error, "lost the database connection that tells of jobs; connecting again");
                tokio::time::sleep(RECONNECT_PAUSE).await;
            }
        }
    });
}

async fn listen(signals: &Weak<crate::store::Shared>, pool: &PgPool) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    wake_all(signals);
    loop {
        // `None`: the connection was lost and made again, and something may have been said in between.
        match listener.try_recv().await? {
            Some(notification) => {
                let Some(shared) = signals.upgrade() else { return Ok(()) };
                if let Some(queue) = Queue::parse(notification.payload()) {
                    shared.signals.wake_here(queue);
                }
            }
            None => wake_all(signals),
        }
    }
}

fn wake_all(signals: &Weak<crate::store::Shared>) {
    if let Some(shared) = signals.upgrade() {
        for queue in Queue::ALL {
            shared.signals.wake_here(queue);
        }
    }
}
