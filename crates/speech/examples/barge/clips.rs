//! Spoken words with the moment at which they begin.

use std::error::Error;
use std::path::{Path, PathBuf};

use colloquy_media::PrepareOptions;
use colloquy_speech::{Spoken, to_telephone};
use serde_json::Value;

use crate::noises::Chance;

/// Samples of 10 ms.
const STEP: usize = 80;
/// Longest clip that is looked at, in samples.
const LONGEST: usize = 16_000;

/// What somebody says, as the telephone carries it.
pub struct Clip {
    pub name: String,
    pub samples: Vec<i16>,
    /// The first sample of the first word.
    pub onset: usize,
}

impl Clip {
    fn new(name: String, samples: &[i16]) -> Option<Self> {
        let spoken = Spoken { samples: samples.to_vec(), sample_rate_hz: 16_000 };
        let mut samples = to_telephone(&spoken);
        samples.truncate(LONGEST);
        let onset = onset(&samples)?;
        Some(Self { name, samples, onset })
    }

    /// In which half it is.
    pub fn half(&self) -> u32 {
        let hash = self
            .name
            .bytes()
            .fold(2_166_136_261_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(16_777_619));
        (hash >> 16) & 1
    }
}

/// All clips of some folders.
pub fn clips(folders: &[PathBuf]) -> Result<Vec<Clip>, Box<dyn Error>> {
    let mut clips = Vec::new();
    for folder in folders {
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
        files.sort();
        for file in files {
            let extension = file.extension().and_then(|extension| extension.to_str());
            if extension == Some("json") {
                turns(&file, &mut clips)?;
            } else if extension == Some("wav") && file.with_extension("txt").exists() {
                let channels = decoded(&file)?;
                clips.extend(channels.first().and_then(|samples| Clip::new(name(&file), samples)));
            }
        }
    }
    Ok(clips)
}

/// The turns of a call, on a channel for each speaker.
fn turns(json: &Path, clips: &mut Vec<Clip>) -> Result<(), Box<dyn Error>> {
    let call: Value = serde_json::from_slice(&std::fs::read(json)?)?;
    let (Some(turns), Some(recordings)) = (call["turns"].as_array(), call["audio"].as_object()) else {
        return Ok(());
    };
    for recording in recordings.values().filter(|recording| recording["channels"] == 2) {
        let file = json.with_file_name(recording["file"].as_str().unwrap_or_default());
        let channels = decoded(&file)?;
        for turn in turns {
            let place = |key: &str| (turn[key].as_f64().unwrap_or(0.0) * 16_000.0) as usize;
            let channel = turn["channel"].as_u64().and_then(|channel| channels.get(channel as usize));
            let samples =
                channel.and_then(|samples| samples.get(place("start")..place("end").min(samples.len())));
            clips.extend(
                samples.and_then(|samples| Clip::new(format!("{}:{}", name(&file), turn["index"]), samples)),
            );
        }
    }
    Ok(())
}

fn name(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The channels of a recording, at 16 kHz.
fn decoded(file: &Path) -> Result<Vec<Vec<i16>>, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let prepared =
        colloquy_media::prepare(file, folder.path(), &PrepareOptions::default(), &mut |_| {}, &|| false)?;
    let read = |path: &PathBuf| -> std::io::Result<Vec<i16>> {
        Ok(std::fs::read(path)?.as_chunks::<2>().0.iter().map(|pair| i16::from_le_bytes(*pair)).collect())
    };
    Ok(prepared.channels.iter().map(|channel| read(&channel.path)).collect::<Result<_, _>>()?)
}

/// Where the first word begins: the first hundredth of a second that is no more than 30 dB below the loudest ones and clearly above the
/// noise, and is followed by such.
fn onset(samples: &[i16]) -> Option<usize> {
    let levels: Vec<f64> = samples.as_chunks::<STEP>().0.iter().map(|step| level_dbfs(step)).collect();
    let mut sorted: Vec<f64> = levels.iter().copied().filter(|level| *level > -90.0).collect();
    sorted.sort_by(f64::total_cmp);
    let at = |share: f64| sorted.get((sorted.len() as f64 * share) as usize).copied();
    let least = (at(0.95)? - 30.0).max(at(0.05)? + 12.0).max(-50.0);
    let begins =
        |window: &[f64]| window[0] >= least && window.iter().filter(|level| **level >= least).count() >= 4;
    levels.windows(5).position(begins).map(|step| step * STEP)
}

pub fn level_dbfs(samples: &[i16]) -> f64 {
    let energy: f64 = samples.iter().map(|sample| (f64::from(*sample) / 32_768.0).powi(2)).sum();
    10.0 * (energy / samples.len() as f64).max(1e-12).log10()
}

/// Six people who speak at once, somewhere else in the room.
pub fn babble(clips: &[Clip], seed: u32, dbfs: f64) -> Vec<i16> {
    let mut chance = Chance::new(seed.wrapping_add(100));
    let mut sound = vec![0.0_f64; 64_000];
    for _ in 0..6 {
        let mut at = 4_000;
        while at < sound.len() && !clips.is_empty() {
            let clip = &clips[chance.between(0.0, clips.len() as f64) as usize];
            let places = sound[at..].iter_mut().zip(&clip.samples);
            places.for_each(|(place, sample)| *place += f64::from(*sample));
            at += clip.samples.len();
        }
    }
    let loud = (sound.iter().map(|sample| sample * sample).sum::<f64>() / sound.len() as f64).sqrt();
    let gain = 32_767.0 * 10_f64.powf(dbfs / 20.0) / loud.max(1e-9);
    sound.iter().map(|sample| (sample * gain) as i16).collect()
}
