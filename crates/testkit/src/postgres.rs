//! Databases in a PostgreSQL server for tests.

use std::path::Path;
use std::process::Command;

use sqlx::{Connection, PgConnection};
use tokio::sync::OnceCell;
use url::Url;
use uuid::Uuid;

/// Names the server. Its user must be allowed to make databases.
const SERVER_VARIABLE: &str = "COLLOQUY_TEST_POSTGRES_URL";

/// Starts a server if need be and prints its address.
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/test-postgres.sh");

/// A database; dropped with this.
#[derive(Debug)]
pub(crate) struct PostgresDatabase {
    server: Url,
    name: String,
}

impl PostgresDatabase {
    pub(crate) async fn create() -> Self {
        let server = server().await;
        let name = format!("test_{}", Uuid::now_v7().simple());
        run(&server, &format!("CREATE DATABASE {name}"))
            .await
            .unwrap_or_else(|error| panic!("cannot make a database in {SERVER_VARIABLE}: {error}"));
        Self { server, name }
    }

    pub(crate) fn url(&self) -> String {
        let mut url = self.server.clone();
        url.set_path(&self.name);
        url.into()
    }
}

impl Drop for PostgresDatabase {
    fn drop(&mut self) {
        let server = self.server.clone();
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        // The test's own runtime may be ending; what fails here is cleaned up with the whole server.
        let dropped = std::thread::spawn(move || {
            if let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() {
                let _ = runtime.block_on(run(&server, &sql));
            }
        });
        let _ = dropped.join();
    }
}

async fn run(server: &Url, sql: &str) -> Result<(), sqlx::Error> {
    let mut conn = PgConnection::connect(server.as_str()).await?;
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut conn).await?;
    conn.close().await
}

async fn server() -> Url {
    static SERVER: OnceCell<Url> = OnceCell::const_new();
    SERVER
        .get_or_init(|| async {
            let text = std::env::var(SERVER_VARIABLE).unwrap_or_else(|_| started_server());
            Url::parse(text.trim()).unwrap_or_else(|error| panic!("{SERVER_VARIABLE} is no address: {error}"))
        })
        .await
        .clone()
}

fn started_server() -> String {
    let script = Path::new(SCRIPT);
    let output = Command::new(script).arg("start").output().unwrap_or_else(|error| {
        panic!("{SERVER_VARIABLE} is not set and {} cannot be run: {error}", script.display())
    });
    assert!(
        output.status.success(),
        "{SERVER_VARIABLE} is not set and no server can be started:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}
