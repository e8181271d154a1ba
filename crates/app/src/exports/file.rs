//! Writing an export's file: on a thread of its own, which takes page after page.

use std::path::{Path, PathBuf};

use colloquy_domain::export::ExportFormat;
use rust_xlsxwriter::XlsxError;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::csv::Csv;
use super::json::Json;
use super::rows::{Cell, Row};
use super::xlsx::Xlsx;
use crate::work::WorkError;

/// Pages that wait for the thread.
const PAGES_AHEAD: usize = 2;

/// What writes rows in one format. The column names were written when it was made.
pub(super) trait Sink {
    /// Writes a row.
    fn row(&mut self, cells: &[Cell]) -> Result<(), Unwritten>;

    /// Ends the file.
    fn finish(self: Box<Self>) -> Result<(), Unwritten>;
}

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unwritten {
    #[error("a sheet holds at most {0} rows: ask for csv")]
    TooManyRows(u32),
    #[error("the file could not be written: {0}")]
    Io(#[from] std::io::Error),
    #[error("the file could not be written: {0}")]
    Csv(#[from] ::csv::Error),
    #[error("the file could not be written: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the file could not be written: {0}")]
    Xlsx(#[from] XlsxError),
    #[error("the thread that writes the file has ended")]
    Thread,
}

impl From<Unwritten> for WorkError {
    fn from(error: Unwritten) -> Self {
        match error {
            Unwritten::TooManyRows(_) => Self::Permanent(error.to_string()),
            other => Self::Transient(other.to_string()),
        }
    }
}

/// A file that is being written.
pub(crate) struct Writing {
    pages: mpsc::Sender<Vec<Row>>,
    thread: JoinHandle<Result<u64, Unwritten>>,
}

impl Writing {
    /// Begins the file at `path`. What a format needs beside it on the way stands in `scratch`.
    pub(crate) fn begin(
        format: ExportFormat,
        path: &Path,
        scratch: &Path,
        columns: &'static [&'static str],
    ) -> Self {
        let (pages, taken) = mpsc::channel(PAGES_AHEAD);
        let (path, scratch) = (path.to_owned(), scratch.to_owned());
        let thread = tokio::task::spawn_blocking(move || write(format, path, &scratch, columns, taken));
        Self { pages, thread }
    }

    /// Hands a page over.
    pub(crate) async fn page(&mut self, page: Vec<Row>) -> Result<(), Unwritten> {
        if self.pages.send(page).await.is_ok() {
            return Ok(());
        }
        // The thread has ended, and tells why.
        match (&mut self.thread).await {
            Ok(Err(error)) => Err(error),
            Ok(Ok(_)) | Err(_) => Err(Unwritten::Thread),
        }
    }

    /// Ends the file; returns how many rows it has.
    pub(crate) async fn finish(self) -> Result<u64, Unwritten> {
        drop(self.pages);
        self.thread.await.map_err(|_| Unwritten::Thread)?
    }
}

fn write(
    format: ExportFormat,
    path: PathBuf,
    scratch: &Path,
    columns: &'static [&'static str],
    mut pages: mpsc::Receiver<Vec<Row>>,
) -> Result<u64, Unwritten> {
    let mut sink: Box<dyn Sink> = match format {
        ExportFormat::Csv => Box::new(Csv::create(&path, columns)?),
        ExportFormat::Json => Box::new(Json::create(&path, columns)?),
        ExportFormat::Xlsx => Box::new(Xlsx::create(path, scratch, columns)?),
    };
    let mut rows = 0;
    while let Some(page) = pages.blocking_recv() {
        for row in &page {
            sink.row(row)?;
            rows += 1;
        }
    }
    sink.finish()?;
    Ok(rows)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The bytes of a file with these rows.
    pub async fn written(format: ExportFormat, columns: &'static [&'static str], rows: Vec<Row>) -> Vec<u8> {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("export");
        let mut writing = Writing::begin(format, &path, scratch.path(), columns);
        let count = rows.len() as u64;
        writing.page(rows).await.unwrap();
        assert_eq!(writing.finish().await.unwrap(), count);
        std::fs::read(&path).unwrap()
    }

    #[tokio::test]
    async fn a_file_that_cannot_be_written_is_told_of() {
        let nowhere = Path::new("/nonexistent/export");
        let mut writing = Writing::begin(ExportFormat::Csv, nowhere, Path::new("/nonexistent"), &["a"]);
        let mut refused = Ok(());
        for _ in 0..=PAGES_AHEAD + 1 {
            refused = writing.page(vec![vec![Cell::Empty]]).await;
            if refused.is_err() {
                break;
            }
            tokio::task::yield_now().await;
        }
        assert!(refused.is_err() || writing.finish().await.is_err());
    }
}
