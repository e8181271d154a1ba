//! The engine's side: hello, then one request after the other until standard input ends.

use std::io::{self, BufRead, Write};

use crate::protocol::{Answer, Hello, Request};

/// Lets a method tell how far it is.
pub struct Progress<'a> {
    id: u64,
    output: &'a mut dyn Write,
}

impl Progress<'_> {
    /// Tells the server that `fraction` (0 to 1) of the request is done.
    pub fn report(&mut self, fraction: f32) -> io::Result<()> {
        write_line(self.output, &Answer::Progress { id: self.id, fraction })
    }
}

/// Speaks the protocol on `input` and `output` until `input` ends. `answer` gets the method's name and
/// parameters; its error message goes to the server as [`Answer::Failed`].
pub fn serve(
    input: impl BufRead,
    mut output: impl Write,
    hello: &Hello,
    mut answer: impl FnMut(&str, serde_json::Value, &mut Progress<'_>) -> Result<serde_json::Value, String>,
) -> io::Result<()> {
    write_line(&mut output, hello)?;
    for line in input.lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let request: Request = serde_json::from_str(&line)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, format!("request: {error}")))?;
        let id = request.id;
        let result = answer(&request.method, request.params, &mut Progress { id, output: &mut output });
        let last = match result {
            Ok(result) => Answer::Done { id, result },
            Err(message) => Answer::Failed { id, message },
        };
        write_line(&mut output, &last)?;
    }
    Ok(())
}

fn write_line(output: &mut (impl Write + ?Sized), value: &impl serde::Serialize) -> io::Result<()> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    output.write_all(&line)?;
    output.flush()
}
