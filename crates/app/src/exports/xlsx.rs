//! Rows as a workbook with one sheet. Texts are written as such, so that none becomes a formula.

use std::path::{Path, PathBuf};

use rust_xlsxwriter::{Format, Workbook};

use super::file::{Sink, Unwritten};
use super::rows::Cell;

/// Rows that a sheet holds, that of the column names among them.
const MOST_ROWS: u32 = 1_048_576;

/// Characters that a cell holds, counted as the format counts them.
const MOST_CHARACTERS: usize = 32_767;

/// A workbook that is being written.
pub(super) struct Xlsx {
    workbook: Workbook,
    path: PathBuf,
    next_row: u32,
}

impl Xlsx {
    /// Rows go to an unnamed file in `scratch` until the workbook is put together.
    pub(super) fn create(path: PathBuf, scratch: &Path, columns: &[&str]) -> Result<Self, Unwritten> {
        let mut workbook = Workbook::new();
        workbook.set_tempdir(scratch)?;
        let head = Format::new().set_bold();
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name("Export")?;
        sheet.set_freeze_panes(1, 0)?;
        for (position, column) in (0_u16..).zip(columns) {
            sheet.write_string_with_format(0, position, *column, &head)?;
        }
        Ok(Self { workbook, path, next_row: 1 })
    }
}

impl Sink for Xlsx {
    fn row(&mut self, cells: &[Cell]) -> Result<(), Unwritten> {
        if self.next_row >= MOST_ROWS {
            return Err(Unwritten::TooManyRows(MOST_ROWS - 1));
        }
        let sheet = self.workbook.worksheet_from_index(0)?;
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => {
                    sheet.write_string(self.next_row, column, cut(text))?;
                }
                Cell::Number(number) => {
                    sheet.write_number(self.next_row, column, *number)?;
                }
                Cell::Count(count) => {
                    sheet.write_number(self.next_row, column, *count as f64)?;
                }
                Cell::Truth(truth) => {
                    sheet.write_boolean(self.next_row, column, *truth)?;
                }
            }
        }
        self.next_row += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), Unwritten> {
        Ok(self.workbook.save(&self.path)?)
    }
}

/// As much of a text as a cell holds.
fn cut(text: &str) -> String {
    let mut units = 0;
    text.chars()
        .take_while(|character| {
            units += character.len_utf16();
            units <= MOST_CHARACTERS
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exports::file::tests::written;
    use colloquy_domain::export::ExportFormat;

    #[test]
    fn a_cell_takes_no_more_than_it_holds() {
        assert_eq!(cut("short"), "short");
        assert_eq!(cut(&"x".repeat(40_000)).len(), MOST_CHARACTERS);
        assert_eq!(cut(&"😀".repeat(20_000)).chars().count(), MOST_CHARACTERS / 2);
    }

    #[tokio::test]
    async fn a_workbook_is_a_zip() {
        let rows = vec![vec![Cell::Text("=1+1".into()), Cell::Number(1.0), Cell::Truth(false)]];
        let bytes = written(ExportFormat::Xlsx, &["a", "b", "c"], rows).await;
        assert!(bytes.starts_with(b"PK\x03\x04"));
    }
}
