//! Recordings of a folder with what is known of them.
//!
//! A recording's reference has its name with another ending: `.txt` (what is said), `.rttm` (who speaks when)
//! or `.json` (both, as `turns`). A JSON file may also name recordings of the same talk under `audio`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use colloquy_speech::diarize::measure::{ReferenceTurn, parse_rttm};
use serde::Deserialize;

/// A recording with its reference.
pub struct Sample {
    /// File name.
    pub name: String,
    /// The file.
    pub path: PathBuf,
    /// Length in seconds.
    pub seconds: f64,
    /// Channels of the recording.
    pub channels: u16,
    /// What is said: a text for each channel where each person has one, otherwise one; empty where only the
    /// speakers are known.
    pub texts: Vec<String>,
    /// Who speaks when; empty where only the text is known.
    pub turns: Vec<ReferenceTurn>,
    /// Who says what, in the order of time; empty where only one of the two is known.
    pub said: Vec<Said>,
}

/// A turn with its words.
pub struct Said {
    /// Name of the speaker.
    pub speaker: String,
    /// What they say.
    pub text: String,
}

#[derive(Deserialize)]
struct Labels {
    turns: Vec<Turn>,
    /// Recordings of the talk beside the one of the same name.
    #[serde(default)]
    audio: BTreeMap<String, Audio>,
}

#[derive(Deserialize)]
struct Audio {
    file: String,
}

#[derive(Deserialize)]
struct Turn {
    speaker: String,
    channel: u16,
    start: f64,
    end: f64,
    text: String,
}

#[derive(Default)]
struct Reference {
    text: Option<String>,
    turns: Vec<ReferenceTurn>,
    labelled: Vec<Turn>,
}

/// All recordings with a reference, by name.
pub fn samples(dir: &Path) -> anyhow::Result<Vec<Sample>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(dir).with_context(|| dir.display().to_string())? {
        paths.push(entry?.path());
    }
    paths.sort();
    let mut found: BTreeMap<PathBuf, Reference> = BTreeMap::new();
    for path in &paths {
        read_reference(path, &paths, &mut found).with_context(|| path.display().to_string())?;
    }
    if found.is_empty() {
        bail!("{} holds no recording with a reference (.txt, .json or .rttm) beside it", dir.display());
    }
    found.into_iter().map(|(path, reference)| sample(path, reference)).collect()
}

fn read_reference(
    path: &Path,
    paths: &[PathBuf],
    found: &mut BTreeMap<PathBuf, Reference>,
) -> anyhow::Result<()> {
    let kind = path.extension().unwrap_or_default().to_string_lossy();
    if !["txt", "json", "rttm"].contains(&&*kind) {
        return Ok(());
    }
    let is_recording = |other: &&PathBuf| {
        !["txt", "json", "rttm", "md"].contains(&&*other.extension().unwrap_or_default().to_string_lossy())
    };
    let own = paths.iter().filter(is_recording).filter(|other| other.file_stem() == path.file_stem());
    match &*kind {
        "txt" => {
            let text = std::fs::read_to_string(path)?;
            own.for_each(|recording| found.entry(recording.clone()).or_default().text = Some(text.clone()));
        }
        "rttm" => {
            let turns = parse_rttm(&std::fs::read_to_string(path)?);
            own.for_each(|recording| found.entry(recording.clone()).or_default().turns = turns.clone());
        }
        _ => {
            let bytes = std::fs::read(path)?;
            // A folder may hold JSON that is no reference.
            let Ok(labels) = serde_json::from_slice::<Labels>(&bytes) else { return Ok(()) };
            let named = labels.audio.values().map(|audio| path.with_file_name(&audio.file));
            for recording in own.cloned().chain(named) {
                if paths.contains(&recording) {
                    let turns = serde_json::from_slice::<Labels>(&bytes)?.turns;
                    found.entry(recording).or_default().labelled = turns;
                }
            }
        }
    }
    Ok(())
}

fn sample(path: PathBuf, reference: Reference) -> anyhow::Result<Sample> {
    let info = colloquy_media::probe(&path).with_context(|| path.display().to_string())?;
    let channels = info.channels;
    let seconds =
        info.duration_seconds.with_context(|| format!("{} does not tell its length", path.display()))?;
    let mut labelled = reference.labelled;
    labelled.sort_by(|one, other| one.start.total_cmp(&other.start));
    let joined = |wanted: Option<u16>| {
        let of_channel = labelled.iter().filter(|turn| wanted.is_none_or(|channel| turn.channel == channel));
        of_channel.map(|turn| turn.text.as_str()).collect::<Vec<_>>().join(" ")
    };
    let texts = match reference.text {
        _ if channels > 1 && !labelled.is_empty() => {
            (0..channels).map(|channel| joined(Some(channel))).collect()
        }
        _ if !labelled.is_empty() => vec![joined(None)],
        Some(text) => vec![text],
        None => Vec::new(),
    };
    let turns = if reference.turns.is_empty() {
        let turn = |turn: &Turn| ReferenceTurn {
            speaker: turn.speaker.clone(),
            start_seconds: turn.start,
            end_seconds: turn.end,
        };
        labelled.iter().map(turn).collect()
    } else {
        reference.turns
    };
    let said = labelled.into_iter().map(|turn| Said { speaker: turn.speaker, text: turn.text }).collect();
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Sample { name, seconds, channels, texts, turns, said, path })
}
