//! An engine that misbehaves on request. Its methods are the ways in which engines fail; its arguments the
//! ways in which they fail before they are ready.

use std::error::Error;
use std::io::{self, BufReader, Read, Write};
use std::{env, fs, process, thread};

use colloquy_engine::limits;
use colloquy_engine::protocol::{Hello, PROTOCOL_VERSION};
use colloquy_engine::serve::serve;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let flag = |name: &str| arguments.iter().any(|argument| argument == name);
    let value = |name: &str| {
        let position = arguments.iter().position(|argument| argument == name)?;
        arguments.get(position + 1).cloned()
    };
    if let Some(path) = value("--count-starts") {
        fs::OpenOptions::new().create(true).append(true).open(path)?.write_all(b"x")?;
    }
    if flag("--fail-start") {
        writeln!(io::stderr(), "cannot load model.bin: no such file")?;
        process::exit(3);
    }
    if flag("--silent-start") {
        hang();
    }
    let hello = Hello {
        protocol: if flag("--other-protocol") { PROTOCOL_VERSION + 1 } else { PROTOCOL_VERSION },
        engine: "double".to_owned(),
        version: "1".to_owned(),
        model: "none".to_owned(),
        methods: vec!["echo".to_owned()],
        can_cancel: flag("--can-cancel"),
    };
    let nice = value("--nice").map_or(Ok(0), |nice| nice.parse())?;
    let memory_limit_mb = value("--memory-limit-mb").map(|megabytes| megabytes.parse()).transpose()?;
    limits::apply(nice, memory_limit_mb)?;
    let mut handled = 0_u64;
    serve(BufReader::new(io::stdin()), io::stdout().lock(), &hello, |method, params, progress| {
        handled += 1;
        match method {
            "echo" => Ok(params),
            "handled" => Ok(json!(handled)),
            "process_id" => Ok(json!(process::id())),
            "arguments" => Ok(json!(arguments)),
            "environment" => Ok(env::vars().map(|(name, value)| (name, Value::from(value))).collect()),
            "refuse" => Err("no such language".to_owned()),
            "crash" => process::abort(),
            "exit" => {
                let _ = writeln!(io::stderr(), "out of tokens");
                process::exit(7)
            }
            "hang" => hang(),
            "hang_after_progress" => {
                progress.report(0.25).map_err(|error| error.to_string())?;
                hang()
            }
            "until_cancelled" => {
                progress.report(0.25).map_err(|error| error.to_string())?;
                while !progress.is_cancelled() {
                    thread::yield_now();
                }
                Err("stopped".to_owned())
            }
            "answer_after_progress" => {
                progress.report(0.25).map_err(|error| error.to_string())?;
                Ok(json!("too late"))
            }
            "write" => {
                for piece in ["One ", "two ", "three."] {
                    progress.piece(piece).map_err(|error| error.to_string())?;
                }
                Ok(json!("One two three."))
            }
            "steps" => {
                for step in 1..=4_u8 {
                    progress.report(f32::from(step) / 4.0).map_err(|error| error.to_string())?;
                }
                Ok(json!("done"))
            }
            "babble" => {
                raw(b"llama_model_load: loading...\n").map_err(|error| error.to_string())?;
                Ok(Value::Null)
            }
            "wrong_id" => {
                raw(b"{\"kind\":\"done\",\"id\":999,\"result\":null}\n")
                    .map_err(|error| error.to_string())?;
                Ok(Value::Null)
            }
            "endless_line" => {
                while raw(&[b'x'; 1 << 16]).is_ok() {}
                process::exit(1)
            }
            "flood_log" => {
                let mut error_output = io::stderr().lock();
                let _ = io::copy(&mut io::repeat(b'y').take(8 << 20), &mut error_output);
                let _ = writeln!(error_output, "\nlast words");
                process::exit(1)
            }
            "allocate" => {
                let megabytes = params.as_u64().unwrap_or(0);
                let block = vec![1_u8; usize::try_from(megabytes << 20).unwrap_or(usize::MAX)];
                Ok(json!(block.iter().map(|byte| u64::from(*byte)).sum::<u64>()))
            }
            other => Err(format!("unknown method {other}")),
        }
    })?;
    Ok(())
}

/// Does nothing until the server has enough of it.
fn hang() -> ! {
    loop {
        thread::park();
    }
}

/// Writes past the protocol. The lock on standard output is held by the protocol's side, so the file behind
/// it is opened anew.
fn raw(bytes: &[u8]) -> io::Result<()> {
    fs::OpenOptions::new().append(true).open("/dev/stdout")?.write_all(bytes)
}
