//! The database as a whole.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use colloquy_domain::job::Queue;
use parking_lot::Mutex;
use sea_orm::DatabaseConnection;
use tokio::sync::mpsc;

use crate::clock::Clock;
use crate::connect::{self, Address};
use crate::error::StoreError;
use crate::jobs::{Attachments, LaneTurns, LeasedJob, WorkerId};
use crate::schema;
use crate::sql::{execute, query_one, values};
use crate::tx::Durability;
use crate::wakeup::{self, Signals, Wakeups};
use crate::writer::Writer;

/// How to open a database.
#[derive(Debug, Clone)]
pub struct StoreOptions {
    /// Connections that read at the same time.
    pub read_connections: u32,
    /// Transactions that write at the same time, on PostgreSQL. SQLite has one writer.
    pub write_connections: u32,
    /// Jobs of one lane that may be handed to a worker of this process without its asking, and not yet be
    /// done: more wait in the database, so that a lane that hangs does not fill the worker.
    pub handed_over_per_lane: usize,
    /// Tells whether a job that is being enqueued is due.
    pub clock: Clock,
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self { read_connections: 4, write_connections: 16, handed_over_per_lane: 4, clock: Clock::default() }
    }
}

/// The database. Clones share it.
#[derive(Clone)]
pub struct Store {
    pub(crate) shared: Arc<Shared>,
    pub(crate) engine: Arc<Engine>,
}

/// What transactions need too.
pub(crate) struct Shared {
    pub(crate) signals: Signals,
    pub(crate) attachments: Attachments,
    pub(crate) lane_turns: Mutex<LaneTurns>,
    pub(crate) clock: Clock,
}

/// The engine behind it. Apart from [`Shared`], so that the writer's task does not keep itself alive.
pub(crate) struct Engine {
    pub(crate) reader: DatabaseConnection,
    pub(crate) writes: Writes,
}

/// Where changes go.
pub(crate) enum Writes {
    /// To the writer's task.
    Sqlite(Writer),
    /// To a connection of the pool.
    Postgres(DatabaseConnection),
}

impl Store {
    /// Opens the database: `sqlite:///absolute/path.db`, `sqlite://relative/path.db` or `postgres://…`. A
    /// SQLite file and its folder are created where missing. [`Self::migrate`] makes the tables.
    pub async fn connect(database_url: &str, options: StoreOptions) -> Result<Self, StoreError> {
        let shared = Arc::new(Shared {
            signals: Signals::new(),
            attachments: Attachments::new(options.handed_over_per_lane),
            lane_turns: Mutex::default(),
            clock: options.clock,
        });
        let engine = match Address::parse(database_url)? {
            Address::Sqlite(address) => {
                connect::create_sqlite_folder(&address)?;
                // First the writer: it makes the file and switches it to WAL.
                let writer = Writer::start(*address.clone(), Arc::clone(&shared)).await?;
                let reader = connect::sqlite_readers(&address, options.read_connections).await?;
                Engine { reader, writes: Writes::Sqlite(writer) }
            }
            Address::Postgres(address) => {
                let writers = connect::postgres_connection(
                    connect::postgres_pool(&address, options.write_connections).await?,
                );
                // One more than asked for: the listener keeps one to itself.
                let readers = connect::postgres_pool(&address, options.read_connections + 1).await?;
                wakeup::spawn_notifiers(&shared.signals, &writers);
                wakeup::spawn_listener(Arc::downgrade(&shared), readers.clone());
                Engine { reader: connect::postgres_connection(readers), writes: Writes::Postgres(writers) }
            }
        };
        Ok(Self { shared, engine: Arc::new(engine) })
    }

    /// Brings the tables up to this version. Two processes may do so at once; one does it, the other waits.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        schema::migrate(self).await
    }

    /// Reads something and writes something, as `/health` has to know.
    pub async fn ping(&self) -> Result<(), StoreError> {
        query_one(self.reader(), "SELECT 1", vec![], |_| Ok(())).await?;
        let now = crate::sql::micros(self.shared.clock.now());
        self.write(Durability::Relaxed, move |tx| {
            Box::pin(async move {
                execute(tx, "UPDATE health SET checked_at = $1 WHERE id = 1", values![now]).await?;
                Ok(())
            })
        })
        .await
    }

    /// The pool for reading. A change through it fails on SQLite and is wrong everywhere.
    #[must_use]
    pub fn reader(&self) -> &DatabaseConnection {
        &self.engine.reader
    }

    /// Whether it is SQLite.
    #[must_use]
    pub fn is_sqlite(&self) -> bool {
        matches!(self.engine.writes, Writes::Sqlite(_))
    }

    /// Has jobs of `queue` that are due when they are enqueued handed to `sender` as soon as they are
    /// committed, already leased to `worker` for `lease`, while the channel has room: that saves the commit
    /// of a claim. What finds no room, and what other processes enqueue, is claimed as usual.
    pub fn attach(&self, queue: Queue, worker: WorkerId, sender: mpsc::Sender<LeasedJob>, lease: Duration) {
        self.shared.attachments.attach(queue, worker, sender, lease);
    }

    /// Ends what [`Self::attach`] began.
    pub fn detach(&self, queue: Queue) {
        self.shared.attachments.detach(queue);
    }

    /// Tells when jobs of `queue` may have been enqueued, here or, on PostgreSQL, by another process. Make it
    /// before looking for jobs, so that none is missed in between.
    #[must_use]
    pub fn wakeups(&self, queue: Queue) -> Wakeups {
        self.shared.signals.subscribe(queue)
    }

    /// Closes all connections; what is being written is finished first. Later calls fail.
    pub async fn close(&self) {
        if let Writes::Sqlite(writer) = &self.engine.writes {
            writer.stop().await;
        }
        let others = match &self.engine.writes {
            Writes::Sqlite(_) => None,
            Writes::Postgres(conn) => Some(conn),
        };
        for conn in std::iter::once(&self.engine.reader).chain(others) {
            if let Err(error) = conn.close_by_ref().await {
                tracing::warn!(%error, "could not close the database");
            }
        }
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_sqlite() { "Store(SQLite)" } else { "Store(PostgreSQL)" })
    }
}
