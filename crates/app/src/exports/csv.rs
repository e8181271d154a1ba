//! Rows as comma-separated values (RFC 4180) in UTF-8.

use std::fs::File;
use std::path::Path;

use super::file::{Sink, Unwritten};
use super::rows::Cell;

/// Signs with which a text begins that spreadsheets take for a formula.
const FORMULA_SIGNS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A file of them.
pub(super) struct Csv(::csv::Writer<File>);

impl Csv {
    pub(super) fn create(path: &Path, columns: &[&str]) -> Result<Self, Unwritten> {
        let file = File::create(path)?;
        let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(file);
        writer.write_record(columns)?;
        Ok(Self(writer))
    }
}

impl Sink for Csv {
    fn row(&mut self, cells: &[Cell]) -> Result<(), Unwritten> {
        Ok(self.0.write_record(cells.iter().map(text))?)
    }

    fn finish(mut self: Box<Self>) -> Result<(), Unwritten> {
        Ok(self.0.flush()?)
    }
}

/// A text that a spreadsheet would take for a formula gets an apostrophe before it.
fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) if text.starts_with(FORMULA_SIGNS) => format!("'{text}"),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Count(count) => count.to_string(),
        Cell::Truth(truth) => truth.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exports::file::tests::written;
    use colloquy_domain::export::ExportFormat;

    #[tokio::test]
    async fn cells_are_quoted_where_they_must_be_and_never_a_formula() {
        let rows = vec![
            vec![Cell::Text("a, \"b\"\r\nc".into()), Cell::Number(-1.5), Cell::Empty],
            vec![Cell::Text("=HYPERLINK(1)".into()), Cell::Count(7), Cell::Truth(true)],
            vec![Cell::Text("-".into()), Cell::Text("\tx".into()), Cell::Text("ü".into())],
        ];
        let bytes = written(ExportFormat::Csv, &["a", "b", "c"], rows).await;
        let expected = "a,b,c\r\n\
                        \"a, \"\"b\"\"\r\nc\",-1.5,\r\n\
                        '=HYPERLINK(1),7,true\r\n\
                        '-,'\tx,ü\r\n";
        assert_eq!(String::from_utf8(bytes).unwrap(), expected);
    }
}
