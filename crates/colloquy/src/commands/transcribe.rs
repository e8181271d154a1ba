//! `colloquy transcribe FILE`.

use std::io::IsTerminal;

use anyhow::{Context, bail};
use colloquy_speech::{Heard, ListenRequest, formats};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::cli::{TranscribeArgs, TranscriptFormat};
use crate::output;
use crate::settings::{Settings, SpeechEngine};
use crate::speech::Engines;

/// Steps of the progress bar.
const STEPS: u64 = 1_000;

pub async fn run(mut settings: Settings, arguments: TranscribeArgs) -> anyhow::Result<()> {
    if let Some(engine) = &arguments.engine {
        settings.speech.engine = match engine.as_str() {
            "whisper" => SpeechEngine::Whisper { model: None },
            "moonshine" => SpeechEngine::Moonshine,
            other => bail!("--engine {other}: must be whisper or moonshine"),
        };
    }
    if !arguments.file.is_file() {
        bail!("{} is no file", arguments.file.display());
    }
    let scratch = tempfile::tempdir().context("a scratch folder could not be made")?;
    let request = ListenRequest {
        source: arguments.file.clone(),
        scratch_dir: scratch.path().to_owned(),
        language: arguments.language.clone(),
        expected_speakers: arguments.speakers,
        cancelled: CancellationToken::new(),
    };
    let engines = Engines::new(&settings)?;
    let bar = progress_bar();
    let heard = engines
        .listener
        .listen(request, &|fraction| bar.set_position((fraction * STEPS as f32) as u64))
        .await;
    bar.finish_and_clear();
    engines.shutdown().await;
    let heard = heard?;
    match arguments.format {
        _ if arguments.json => output::print(true, &rendered(&heard), |_| Vec::new()),
        TranscriptFormat::Json => output::print(true, &rendered(&heard), |_| Vec::new()),
        TranscriptFormat::Text => {
            output::text(&formats::plain_text(&heard.speakers, &heard.entries));
            Ok(())
        }
        TranscriptFormat::Srt => {
            output::text(&formats::srt(&heard.speakers, &heard.entries));
            Ok(())
        }
        TranscriptFormat::Vtt => {
            output::text(&formats::vtt(&heard.speakers, &heard.entries));
            Ok(())
        }
    }
}

/// A bar on a terminal, nothing in a pipe.
fn progress_bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(STEPS);
    if let Ok(style) = ProgressStyle::with_template("transcribing {wide_bar} {percent:>3} %  {eta} left") {
        bar.set_style(style);
    }
    bar
}

fn rendered(heard: &Heard) -> Value {
    let speakers: Vec<Value> = heard
        .speakers
        .iter()
        .enumerate()
        .map(|(position, speaker)| {
            let name = speaker.name.clone().unwrap_or_else(|| format!("Speaker {}", position + 1));
            json!({ "name": name, "channel": speaker.channel })
        })
        .collect();
    let entries: Vec<Value> = heard
        .entries
        .iter()
        .map(|entry| {
            json!({
                "speaker_index": entry.speaker_index,
                "start_seconds": entry.start_seconds,
                "end_seconds": entry.end_seconds,
                "text": entry.text,
                "words": entry.words.iter().map(|word| json!({
                    "text": word.text,
                    "start_seconds": word.start_seconds,
                    "end_seconds": word.end_seconds,
                })).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "language": heard.language,
        "duration_seconds": heard.duration_seconds,
        "speakers": speakers,
        "entries": entries,
        "engine": heard.engine,
    })
}
