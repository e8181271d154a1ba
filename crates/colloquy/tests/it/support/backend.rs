//! Where a server under test keeps things.

use std::path::Path;

use colloquy_testkit::TestDatabase;

/// An S3 bucket in which objects may be made; credentials stand in `AWS_*`.
const STORAGE_VARIABLE: &str = "COLLOQUY_TEST_STORAGE_URL";

/// A fresh place for one server, or for several that share it.
pub struct Backend {
    /// Settings that name it.
    pub settings: Vec<(String, String)>,
    /// Dropped with it.
    _database: Option<TestDatabase>,
}

/// Whether the tests run on PostgreSQL and S3.
pub fn is_postgres() -> bool {
    match std::env::var("COLLOQUY_TEST_BACKEND").as_deref() {
        Err(_) | Ok("sqlite") => false,
        Ok("postgres-s3") => true,
        Ok(other) => panic!("COLLOQUY_TEST_BACKEND is {other}: must be sqlite or postgres-s3"),
    }
}

impl Backend {
    /// As the environment asks for.
    pub async fn fresh(data_dir: &Path) -> Self {
        let data_dir = ("COLLOQUY_DATA_DIR".to_owned(), data_dir.display().to_string());
        if !is_postgres() {
            return Self { settings: vec![data_dir], _database: None };
        }
        let database = TestDatabase::empty_postgres().await;
        let settings = vec![
            data_dir,
            ("COLLOQUY_DATABASE_URL".to_owned(), database.url().to_owned()),
            ("COLLOQUY_STORAGE_URL".to_owned(), storage_url()),
        ];
        Self { settings, _database: Some(database) }
    }
}

/// A prefix of its own in the bucket.
fn storage_url() -> String {
    let Ok(bucket) = std::env::var(STORAGE_VARIABLE) else {
        panic!("{STORAGE_VARIABLE} must name an S3 bucket for tests; scripts/test.sh starts a server for it");
    };
    let mut url = url::Url::parse(&bucket).expect("an address");
    url.set_path(&format!("{}/{}", url.path().trim_end_matches('/'), uuid::Uuid::now_v7()));
    url.into()
}
