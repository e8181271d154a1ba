//! The way from a recording to its turns.

use std::num::TryFromIntError;
use std::sync::Arc;

use colloquy_engine::EngineError;
use colloquy_engine::protocol::{AudioRange, SAMPLE_RATE_HZ, SpeakerWindow};

use crate::diarize::cluster::{Print, people};
use crate::diarize::model::VoiceModel;
use crate::diarize::pairing::best_pairs;
use crate::diarize::voices::{FrameClock, LocalVoice, local_voices};
use crate::diarize::{SpeakerCount, SpeakerTurn, frames};

/// Samples from one window to the next: 2.5 s. Four windows see each moment; twice as far apart cost half
/// and gave about a third more of the time to the wrong person.
const HOP_SAMPLES: u64 = 40_000;
/// Samples of a window: 10 s.
const WINDOW_SAMPLES: u64 = 160_000;
/// Windows of one segmentation request: five minutes of audio.
const WINDOWS_PER_REQUEST: u64 = 120;
/// Voices of one request for prints: about a minute of audio, a few seconds of work.
const VOICES_PER_REQUEST: usize = 24;
/// Share of the work that segmentation is.
const SEGMENT_SHARE: f32 = 0.15;

/// A headerless 16 kHz file, see `colloquy_engine::protocol`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    /// Path of the file.
    pub path: String,
    /// Samples in it.
    pub samples: u64,
}

/// What is known beforehand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DiarizeOptions {
    /// How many people are expected.
    pub speakers: SpeakerCount,
}

/// Why a recording could not be diarized.
#[derive(Debug, thiserror::Error)]
pub enum DiarizeError {
    /// The engine failed.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The engine's answer does not fit the request.
    #[error("speaker model answered {what}")]
    Answer {
        /// What was answered.
        what: String,
    },
    /// The clustering was lost.
    #[error("clustering of voices stopped: {0}")]
    Clustering(#[from] tokio::task::JoinError),
}

/// Tells who speaks when. `progress` is given the share of the work that is done, 0 to 1.
///
/// Silence gives no turns. The recording must not change meanwhile.
pub async fn diarize(
    model: &dyn VoiceModel,
    recording: &Recording,
    options: &DiarizeOptions,
    progress: &(dyn Fn(f32) + Send + Sync),
) -> Result<Vec<SpeakerTurn>, DiarizeError> {
    let Some((windows, clock)) = segment(model, recording, progress).await? else {
        return Ok(Vec::new());
    };
    let voices = Arc::new(local_voices(&windows, clock));
    let window_starts: Vec<f64> = windows.iter().map(|window| window.start_seconds).collect();
    let (prints, between_variances) = prints(model, recording, &voices, progress).await?;

    let count = options.speakers;
    let turns = tokio::task::spawn_blocking(move || {
        let speakers = name_voices(&voices, &prints, &between_variances, count);
        frames::turns(&window_starts, &voices, &speakers, clock)
    })
    .await?;
    progress(1.0);
    Ok(turns)
}

/// The windows of the whole recording, asked for in parts; nothing where it is empty.
async fn segment(
    model: &dyn VoiceModel,
    recording: &Recording,
    progress: &(dyn Fn(f32) + Send + Sync),
) -> Result<Option<(Vec<SpeakerWindow>, FrameClock)>, DiarizeError> {
    let hop_seconds = HOP_SAMPLES as f64 / f64::from(SAMPLE_RATE_HZ);
    let mut found: Option<(Vec<SpeakerWindow>, FrameClock)> = None;
    let mut start_sample = 0;
    while start_sample < recording.samples {
        let next_start = start_sample + WINDOWS_PER_REQUEST * HOP_SAMPLES;
        let full_end = next_start - HOP_SAMPLES + WINDOW_SAMPLES;
        let is_last = full_end >= recording.samples;
        let end_sample = full_end.min(recording.samples);
        let range = AudioRange { path: recording.path.clone(), start_sample, end_sample };
        let mut answer = model.segment(range, hop_seconds).await?;
        let clock = FrameClock {
            step_seconds: answer.frame_step_seconds,
            field_seconds: answer.frame_field_seconds,
            frames_per_window: usize::try_from(answer.frames_per_window).map_err(unlikely_frames)?,
        };
        check_clock(clock)?;
        let offset_seconds = start_sample as f64 / f64::from(SAMPLE_RATE_HZ);
        for window in &mut answer.windows {
            window.start_seconds += offset_seconds;
            check_window(window, recording)?;
        }
        found.get_or_insert_with(|| (Vec::new(), clock)).0.append(&mut answer.windows);
        progress(SEGMENT_SHARE * end_sample as f32 / recording.samples as f32);
        if is_last {
            break;
        }
        start_sample = next_start;
    }
    Ok(found)
}

fn unlikely_frames(_: TryFromIntError) -> DiarizeError {
    DiarizeError::Answer { what: "more frames than can be counted".to_owned() }
}

fn check_clock(clock: FrameClock) -> Result<(), DiarizeError> {
    let sensible = 0.001..=1.0;
    let frames = 1..=100_000;
    if sensible.contains(&clock.step_seconds)
        && sensible.contains(&clock.field_seconds)
        && frames.contains(&clock.frames_per_window)
    {
        Ok(())
    } else {
        Err(DiarizeError::Answer { what: format!("with frames like {clock:?}") })
    }
}

fn check_window(window: &SpeakerWindow, recording: &Recording) -> Result<(), DiarizeError> {
    let seconds = recording.samples as f64 / f64::from(SAMPLE_RATE_HZ);
    if (0.0..=seconds).contains(&window.start_seconds) {
        Ok(())
    } else {
        Err(DiarizeError::Answer { what: format!("with a window at {} s", window.start_seconds) })
    }
}

/// A print for each voice, where its audio is long enough, and the variances that prints are judged by.
async fn prints(
    model: &dyn VoiceModel,
    recording: &Recording,
    voices: &[LocalVoice],
    progress: &(dyn Fn(f32) + Send + Sync),
) -> Result<(Vec<Option<Print>>, Vec<f32>), DiarizeError> {
    let sample =
        |seconds: f64| ((seconds * f64::from(SAMPLE_RATE_HZ)).max(0.0) as u64).min(recording.samples);
    let range = |(start, end): &(f64, f64)| AudioRange {
        path: recording.path.clone(),
        start_sample: sample(*start),
        end_sample: sample(*end),
    };
    let mut prints = Vec::with_capacity(voices.len());
    let mut between_variances = Vec::new();
    for batch in voices.chunks(VOICES_PER_REQUEST) {
        let ranges = batch.iter().map(|voice| voice.stretches.iter().map(range).collect()).collect();
        let answer = model.embed(ranges).await?;
        if answer.voices.len() != batch.len() {
            let what = format!("{} prints for {} voices", answer.voices.len(), batch.len());
            return Err(DiarizeError::Answer { what });
        }
        let named = answer.voices.into_iter().zip(batch);
        prints.extend(named.map(|(print, voice)| {
            print.map(|print| Print {
                vector: print.vector,
                plda: print.plda,
                solo_seconds: voice.solo_seconds,
            })
        }));
        between_variances = answer.between_variances;
        let done = prints.len() as f32 / voices.len() as f32;
        progress(SEGMENT_SHARE + (1.0 - SEGMENT_SHARE) * done * 0.99);
    }
    Ok((prints, between_variances))
}

/// The person of each voice. The voices of one window are different people, as long as there are enough.
fn name_voices(
    voices: &[LocalVoice],
    prints: &[Option<Print>],
    between_variances: &[f32],
    count: SpeakerCount,
) -> Vec<Option<usize>> {
    let known: Vec<Print> = prints.iter().flatten().cloned().collect();
    let hop_seconds = HOP_SAMPLES as f64 / f64::from(SAMPLE_RATE_HZ);
    let centres = people(&known, between_variances, hop_seconds, count);
    let likeness = |print: &Print, centre: usize| -> f64 {
        print.vector.iter().zip(&centres[centre]).map(|(a, b)| f64::from(a * b)).sum()
    };

    let mut named = vec![None; voices.len()];
    let mut first = 0;
    for window in voices.chunk_by(|a, b| a.window == b.window) {
        let with_print: Vec<(usize, &Print)> = (first..first + window.len())
            .filter_map(|index| prints[index].as_ref().map(|print| (index, print)))
            .collect();
        first += window.len();
        for (row, centre) in
            best_pairs(with_print.len(), centres.len(), |row, centre| likeness(with_print[row].1, centre))
        {
            named[with_print[row].0] = Some(centre);
        }
        for (index, print) in
            with_print.iter().filter(|(index, _)| named[*index].is_none()).collect::<Vec<_>>()
        {
            named[*index] =
                (0..centres.len()).max_by(|a, b| likeness(print, *a).total_cmp(&likeness(print, *b)));
        }
    }
    named
}
