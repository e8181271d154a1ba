//! What commands print: one JSON value with `--json`, otherwise lines for people.
#![expect(clippy::print_stderr, reason = "commands speak to the terminal here")]

use std::io::Write;
use std::process::ExitCode;

use serde::Serialize;

/// Prints `value` as JSON, or what `lines` makes of it.
pub fn print<T: Serialize>(
    json: bool,
    value: &T,
    lines: impl FnOnce(&T) -> Vec<String>,
) -> anyhow::Result<()> {
    let mut printed = if json { serde_json::to_string_pretty(value)? } else { lines(value).join("\n") };
    if !printed.is_empty() {
        printed.push('\n');
    }
    text(&printed);
    Ok(())
}

/// Prints a text as it is. A reader that is gone is no error.
pub fn text(text: &str) {
    let mut output = std::io::stdout().lock();
    let _ = output.write_all(text.as_bytes()).and_then(|()| output.flush());
}

/// Prints a line for people, on standard error, where it does not mix with what a script reads.
pub fn note(line: &str) {
    eprintln!("{line}");
}

/// Prints why a command failed.
#[must_use]
pub fn failure(reason: &str) -> ExitCode {
    eprintln!("colloquy: {reason}");
    ExitCode::FAILURE
}
