//! Rows as CSV (RFC 4180).

use serde_json::Value;

/// Signs with which a cell begins that spreadsheets take for a formula.
const FORMULA_SIGNS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The line of column names.
pub fn head(columns: &[&str]) -> Result<Vec<u8>, ::csv::Error> {
    lines([columns.iter().map(|column| (*column).to_owned()).collect()].into_iter())
}

/// A line for each row: the members that the columns name. Null is an empty cell, a list stands in one cell with `; `
/// between its items, and a text that a spreadsheet would take for a formula gets an apostrophe before it.
pub fn rows(columns: &[&str], rows: &[Value]) -> Result<Vec<u8>, ::csv::Error> {
    // A name with a dot is that of a member's member; one of null is null.
    let value = |row: &Value, column: &str| {
        let member = column.split('.').try_fold(row, |value, name| value.get(name));
        member.map_or_else(String::new, cell)
    };
    lines(rows.iter().map(|row| columns.iter().map(|column| value(row, column)).collect()))
}

fn lines(rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>, ::csv::Error> {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row)?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => guarded(text.clone()),
        Value::Array(items) => guarded(items.iter().map(plain).collect::<Vec<_>>().join("; ")),
        other => other.to_string(),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn guarded(text: String) -> String {
    if text.starts_with(FORMULA_SIGNS) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be_and_never_a_formula() {
        let columns = ["a", "b", "c", "d.e"];
        let values = [
            json!({ "a": "plain", "b": 7, "c": true }),
            json!({ "a": "a, \"b\"\r\nc", "b": -1.5, "c": null }),
            json!({ "a": "=HYPERLINK(\"http://x\")", "b": ["+1", "2"], "c": "@x" }),
            json!({ "a": "-", "b": [], "c": "\tx", "d": { "e": "inside", "f": "is no column" } }),
        ];
        let text =
            String::from_utf8([head(&columns).unwrap(), rows(&columns, &values).unwrap()].concat()).unwrap();
        let expected = "a,b,c,d.e\r\n\
                        plain,7,true,\r\n\
                        \"a, \"\"b\"\"\r\nc\",-1.5,,\r\n\
                        \"'=HYPERLINK(\"\"http://x\"\")\",'+1; 2,'@x,\r\n\
                        '-,,'\tx,inside\r\n";
        assert_eq!(text, expected);
    }
}
