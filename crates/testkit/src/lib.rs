//! What tests of several crates need: a fresh database of either kind, a clock that can be set, and sample
//! rows.
//!
//! SQLite databases are temporary files. PostgreSQL databases are made in the server that
//! `COLLOQUY_TEST_POSTGRES_URL` names, one per test, and dropped afterwards; without that variable
//! `scripts/test-postgres.sh start` starts a throw-away server or names the one it started before. Where
//! that fails the test fails and says why: no test is left out silently.

mod clock;
mod damage;
mod database;
mod postgres;
pub mod samples;

pub use self::clock::TestClock;
pub use self::damage::hide_table;
pub use self::database::TestDatabase;
