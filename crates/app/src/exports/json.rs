//! Rows as a JSON array of objects.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use super::file::{Sink, Unwritten};
use super::rows::Cell;

/// A file of them, each on a line of its own.
pub(super) struct Json {
    file: BufWriter<File>,
    columns: &'static [&'static str],
    is_empty: bool,
}

impl Json {
    pub(super) fn create(path: &Path, columns: &'static [&'static str]) -> Result<Self, Unwritten> {
        let mut file = BufWriter::new(File::create(path)?);
        file.write_all(b"[")?;
        Ok(Self { file, columns, is_empty: true })
    }
}

impl Sink for Json {
    fn row(&mut self, cells: &[Cell]) -> Result<(), Unwritten> {
        let before: &[u8] = if self.is_empty { b"\n{" } else { b",\n{" };
        self.file.write_all(before)?;
        self.is_empty = false;
        for (position, (column, cell)) in self.columns.iter().zip(cells).enumerate() {
            if position > 0 {
                self.file.write_all(b",")?;
            }
            serde_json::to_writer(&mut self.file, column)?;
            self.file.write_all(b":")?;
            match cell {
                Cell::Empty => self.file.write_all(b"null")?,
                Cell::Text(text) => serde_json::to_writer(&mut self.file, text)?,
                Cell::Number(number) => serde_json::to_writer(&mut self.file, number)?,
                Cell::Count(count) => serde_json::to_writer(&mut self.file, count)?,
                Cell::Truth(truth) => serde_json::to_writer(&mut self.file, truth)?,
            }
        }
        Ok(self.file.write_all(b"}")?)
    }

    fn finish(mut self: Box<Self>) -> Result<(), Unwritten> {
        let end: &[u8] = if self.is_empty { b"]\n" } else { b"\n]\n" };
        self.file.write_all(end)?;
        Ok(self.file.flush()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exports::file::tests::written;
    use colloquy_domain::export::ExportFormat;
    use serde_json::{Value, json};

    #[tokio::test]
    async fn every_row_is_an_object() {
        let rows =
            vec![vec![Cell::Text("a \"b\"".into()), Cell::Number(82.5)], vec![Cell::Empty, Cell::Count(3)]];
        let bytes = written(ExportFormat::Json, &["name", "value"], rows).await;
        let value: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(value, json!([{ "name": "a \"b\"", "value": 82.5 }, { "name": null, "value": 3 }]));
        assert_eq!(written(ExportFormat::Json, &["name"], vec![]).await, b"[]\n");
    }
}
