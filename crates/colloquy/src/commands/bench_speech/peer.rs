//! The reference runtime of an engine's model, run by Python beside it.

use std::collections::BTreeMap;
use std::process::Stdio;

use anyhow::{Context, bail};
use serde::Deserialize;
use tokio::process::Command;

use super::Row;
use super::reference::Sample;
use super::score::Score;
use super::usage::Usage;
use crate::cli::BenchSpeechArgs;
use crate::output;

/// What a script prints for each file; see `bench/peers/measured.py`.
#[derive(Deserialize)]
struct Line {
    file: String,
    channels: Vec<String>,
    cpu_seconds: f64,
    peak_mb: f64,
}

/// A runtime of the same model: its name, its script, and what it is told by the environment.
type Peer = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

fn peers(engine: &str) -> &'static [Peer] {
    match engine {
        "whisper" => &[
            ("faster-whisper", "whisper_peer.py", &[]),
            ("faster-whisper, greedy", "whisper_peer.py", &[("BEAM_SIZE", "1")]),
        ],
        "moonshine" => &[("moonshine-voice", "moonshine_peer.py", &[])],
        _ => &[],
    }
}

/// Has the peers of an engine recognise everything whose text is known.
pub async fn run(arguments: &BenchSpeechArgs, engine: &str, samples: &[Sample]) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (name, script, environment) in peers(engine) {
        output::note(&format!("{name}: all files"));
        let mut command = Command::new(&arguments.python);
        command.arg(arguments.peers_dir.join(script)).envs(environment.iter().copied());
        for sample in samples.iter().filter(|sample| !sample.texts.is_empty()) {
            let option = if sample.texts.len() > 1 { "--split" } else { "--whole" };
            command.arg(option).arg(&sample.path);
        }
        command.stdin(Stdio::null()).stderr(Stdio::inherit()).kill_on_drop(true);
        let output = command.output().await.with_context(|| arguments.python.display().to_string())?;
        if !output.status.success() {
            bail!("{script} ended with {}", output.status);
        }
        let by_path: BTreeMap<String, usize> = samples
            .iter()
            .enumerate()
            .map(|(index, sample)| (sample.path.to_string_lossy().into_owned(), index))
            .collect();
        for line in output.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            let line: Line =
                serde_json::from_slice(line).with_context(|| format!("{script} printed no result"))?;
            let index = *by_path.get(&line.file).with_context(|| format!("{script}: {}", line.file))?;
            rows.push(Row {
                engine: (*name).to_owned(),
                sample: index,
                score: Score::of_texts(&samples[index], &line.channels),
                usage: Usage {
                    recognise_seconds: line.cpu_seconds,
                    recognise_mb: line.peak_mb,
                    ..Usage::default()
                },
            });
        }
    }
    Ok(rows)
}
