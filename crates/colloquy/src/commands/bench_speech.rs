//! `colloquy bench speech DIR`: how well and how fast recordings with references are heard.
//!
//! Every recording takes the way that it takes in the server: the same decoding, voice activity, engine
//! processes and speaker models. Beside the errors it is measured what that cost: processor time of this
//! process and of its engines, and the most memory that each engine held. Loading models is not counted: each
//! engine hears the shortest recording once before.
//!
//! - Word error rate: by channel where each person has one, otherwise over everything in the order of time.
//! - Diarization error rate: of the turns that the speaker models find where all share a channel, otherwise of
//!   the words; without a collar and with one of 0.25 s. The number of speakers is not told.
//! - Words on the right speaker: of the transcript's words, by who says the word of the reference that each is
//!   aligned with, or, where the words are not known, by who speaks at that time.

mod aligned;
mod peer;
mod reference;
mod score;
mod table;
mod usage;

use std::path::Path;

use anyhow::{Context, bail};
use colloquy_speech::diarize::{DiarizeOptions, Recording, SpeakerTurn, diarize};
use colloquy_speech::{Heard, ListenRequest};
use tokio_util::sync::CancellationToken;

use self::reference::{Sample, samples};
use self::score::Score;
use self::usage::Usage;
use crate::cli::BenchSpeechArgs;
use crate::output;
use crate::settings::{Settings, SpeechEngine};
use crate::speech::Engines;

/// How often a recording is heard when its engine ends in between.
const MOST_TRIES: usize = 3;

/// One recording as one engine heard it.
struct Row {
    engine: String,
    sample: usize,
    score: Score,
    usage: Usage,
}

pub async fn run(settings: &Settings, arguments: &BenchSpeechArgs) -> anyhow::Result<()> {
    let samples = samples(&arguments.dir)?;
    let mut rows = Vec::new();
    for engine in &arguments.engines {
        rows.extend(with_engine(settings, engine, &samples).await?);
        if arguments.peer {
            rows.extend(peer::run(arguments, engine, &samples).await?);
        }
    }
    table::print(&samples, &rows, arguments.output.json)
}

async fn with_engine(settings: &Settings, engine: &str, samples: &[Sample]) -> anyhow::Result<Vec<Row>> {
    let mut settings = settings.clone();
    settings.speech.engine = match engine {
        "whisper" => SpeechEngine::Whisper { model: None },
        "moonshine" => SpeechEngine::Moonshine,
        other => bail!("--engines {other}: must be whisper or moonshine"),
    };
    let engines = Engines::new(&settings)?;
    let measured = measure(&engines, engine, samples).await;
    engines.shutdown().await;
    measured
}

async fn measure(engines: &Engines, engine: &str, samples: &[Sample]) -> anyhow::Result<Vec<Row>> {
    // Once on one channel and once on two, as far as there are both: other models serve them.
    for channels in [1, 2] {
        let shortest = samples
            .iter()
            .filter(|sample| sample.channels.min(2) == channels)
            .min_by(|one, other| one.seconds.total_cmp(&other.seconds));
        if let Some(sample) = shortest {
            listen(engines, &sample.path).await?;
        }
    }
    let mut rows = Vec::new();
    for (index, sample) in samples.iter().enumerate() {
        output::note(&format!("{engine}: {}", sample.name));
        let (heard, usage) = listen_measured(engines, &sample.path).await?;
        let turns = turns(engines, sample).await?;
        rows.push(Row {
            engine: engine.to_owned(),
            sample: index,
            score: Score::of(sample, &heard, turns.as_deref()),
            usage,
        });
    }
    Ok(rows)
}

/// Listens, again where an engine was replaced meanwhile (one that idles is stopped): then nobody knows what it
/// used.
async fn listen_measured(engines: &Engines, path: &Path) -> anyhow::Result<(Heard, Usage)> {
    for _ in 0..MOST_TRIES {
        let begun = Usage::begin();
        let heard = listen(engines, path).await?;
        if let Some(usage) = begun.end() {
            return Ok((heard, usage));
        }
    }
    bail!("{}: its engine ended each time", path.display())
}

async fn listen(engines: &Engines, path: &Path) -> anyhow::Result<Heard> {
    let scratch = tempfile::tempdir().context("a scratch folder could not be made")?;
    let request = ListenRequest {
        source: path.to_owned(),
        scratch_dir: scratch.path().to_owned(),
        language: None,
        expected_speakers: None,
        cancelled: CancellationToken::new(),
    };
    engines.listener.listen(request, &|_| {}).await.with_context(|| path.display().to_string())
}

/// The turns that the speaker models find, where they are asked at all. The transcript tells only those in
/// which words were recognised.
async fn turns(engines: &Engines, sample: &Sample) -> anyhow::Result<Option<Vec<SpeakerTurn>>> {
    let Some(voices) = engines.voices.as_ref().filter(|_| sample.channels == 1 && !sample.turns.is_empty())
    else {
        return Ok(None);
    };
    let scratch = tempfile::tempdir().context("a scratch folder could not be made")?;
    let prepared = colloquy_speech::prepare(&sample.path, scratch.path(), CancellationToken::new()).await?;
    let Some(channel) = prepared.channels.first() else { return Ok(None) };
    let recording = Recording { path: channel.path.to_string_lossy().into_owned(), samples: channel.samples };
    Ok(Some(diarize(voices.as_ref(), &recording, &DiarizeOptions::default(), &|_| {}).await?))
}
