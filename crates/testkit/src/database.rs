//! A fresh database per test.

use colloquy_store::{Store, StoreError, StoreOptions};
use tempfile::TempDir;

use crate::clock::TestClock;
use crate::postgres::PostgresDatabase;

/// A database of its own, with its tables; it is removed when this is dropped.
#[derive(Debug)]
pub struct TestDatabase {
    store: Store,
    url: String,
    clock: TestClock,
    /// Last, so that connections are gone first.
    _place: Place,
}

#[derive(Debug)]
enum Place {
    File(#[expect(dead_code, reason = "removes the folder when it is dropped")] TempDir),
    Server(#[expect(dead_code, reason = "drops the database when it is dropped")] PostgresDatabase),
}

impl TestDatabase {
    /// A SQLite file in a folder of its own.
    ///
    /// # Panics
    /// If it cannot be made, as everything here: a test cannot go on.
    pub async fn sqlite() -> Self {
        Self::empty_sqlite().await.migrated().await
    }

    /// The same without tables.
    ///
    /// # Panics
    /// If it cannot be made.
    pub async fn empty_sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let url = format!("sqlite://{}", folder.path().join("test.db").display());
        Self::at(url, Place::File(folder)).await
    }

    /// A database in the PostgreSQL server for tests.
    ///
    /// # Panics
    /// If there is no such server and none can be started.
    pub async fn postgres() -> Self {
        Self::empty_postgres().await.migrated().await
    }

    /// The same without tables.
    ///
    /// # Panics
    /// If there is no such server and none can be started.
    pub async fn empty_postgres() -> Self {
        let database = PostgresDatabase::create().await;
        Self::at(database.url(), Place::Server(database)).await
    }

    async fn at(url: String, place: Place) -> Self {
        let clock = TestClock::new();
        let store = connect(&url, &clock).await.expect("the test database can be opened");
        Self { store, url, clock, _place: place }
    }

    async fn migrated(self) -> Self {
        self.store.migrate().await.expect("the test database can be migrated");
        self
    }

    /// The store.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The database's address, for a process of its own.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The clock that the store goes by.
    #[must_use]
    pub fn clock(&self) -> &TestClock {
        &self.clock
    }

    /// The same database once more, as another process would open it.
    ///
    /// # Panics
    /// If it cannot be opened.
    pub async fn open_again(&self) -> Store {
        connect(&self.url, &self.clock).await.expect("the test database can be opened again")
    }
}

async fn connect(url: &str, clock: &TestClock) -> Result<Store, StoreError> {
    let options = StoreOptions { clock: clock.for_store(), ..StoreOptions::default() };
    Store::connect(url, options).await
}
