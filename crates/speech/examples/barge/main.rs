//! How soon after the first sound of a word it is certain that a voice is heard, and how often noise is taken for one.
//!
//! `barge [FOLDER…]` reads recordings of speech: calls with a JSON of turns beside them (as `samples/bright_desk.json`), and
//! wave files with a text of the same name beside them. Without a folder: `samples` and `samples/audio` of the
//! repository. Frames are pushed as fast as can be; times are those of the audio, the same on every machine.
//!
//! The limits in `live::voicing` were picked with a look at all of these words and noises: the figures say how well they fit,
//! not how well they would do on others.
#![expect(clippy::print_stdout, reason = "the figures are what this program is for")]

mod clips;
#[path = "../../src/live/noises.rs"]
mod noises;

use std::path::PathBuf;

use colloquy_speech::live::{EarEvent, LiveOptions, PUSHED_SAMPLES, Watch};

use self::clips::{Clip, clips};
use self::noises::{Chance, noises, pink};

/// Milliseconds between a frame's place on the call's clock and the next packet that can be silent: two frames in the buffer
/// that evens out arrivals.
const ON_THE_LINE_MS: u64 = 40;
/// The bar: the agent is silent so long after the first word.
const BAR_MS: u64 = 200;
const FRAME_MS: u64 = 20;
/// What is heard before the word, in samples.
const BEFORE: usize = 8_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut folders: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if folders.is_empty() {
        let samples = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../samples");
        folders = vec![samples.clone(), samples.join("audio")];
    }
    let clips = clips(&folders)?;
    for (line, noise_dbfs) in
        [("silent line", None), ("line with noise of -60 dBFS", Some(-60.0)), ("of -50 dBFS", Some(-50.0))]
    {
        for half in [0, 1] {
            let mut delays: Vec<(u64, &str)> = clips
                .iter()
                .filter(|clip| clip.half() == half)
                .map(|clip| (delay_ms(clip, noise_dbfs).unwrap_or(9_999), clip.name.as_str()))
                .collect();
            print_delays(&format!("{line}, half {half}"), &mut delays);
        }
    }
    for seed in [1, 2] {
        print_noises(seed, &clips);
    }
    Ok(())
}

/// From the first sound of a word to the end of the frame with which a voice is certain.
fn delay_ms(clip: &Clip, noise_dbfs: Option<f64>) -> Option<u64> {
    let mut heard = vec![0; BEFORE];
    heard.extend_from_slice(&clip.samples);
    if let Some(dbfs) = noise_dbfs {
        let noise = pink(&mut Chance::new(5), heard.len());
        let loud = (noise.iter().map(|sample| sample * sample).sum::<f64>() / noise.len() as f64).sqrt();
        let gain = 32_767.0 * 10_f64.powf(dbfs / 20.0) / loud;
        heard
            .iter_mut()
            .zip(noise)
            .for_each(|(sample, noise)| *sample = sample.saturating_add((noise * gain) as i16));
    }
    let onset_ms = (BEFORE + clip.onset) as u64 / 8;
    // What is certain before the onset is not this word.
    certain_at(&heard)
        .into_iter()
        .find(|at_ms| *at_ms + FRAME_MS > onset_ms)
        .map(|at_ms| at_ms.saturating_sub(onset_ms))
}

/// When it became certain that a voice was heard, in milliseconds.
fn certain_at(samples: &[i16]) -> Vec<u64> {
    let options = LiveOptions { speech_before_start_ms: 64, ..LiveOptions::default() };
    let mut watch = Watch::new(options);
    let (mut times, mut was_certain) = (Vec::new(), false);
    for (number, frame) in samples.as_chunks::<PUSHED_SAMPLES>().0.iter().enumerate() {
        let is_certain = match watch.push(frame, 300) {
            Some(EarEvent::SpeechStarted { voiced_ms, .. } | EarEvent::SpeechGoesOn { voiced_ms, .. }) => {
                voiced_ms > 0
            }
            Some(EarEvent::SpeechEnded { .. }) => false,
            None => was_certain,
        };
        if is_certain && !was_certain {
            times.push((number as u64 + 1) * FRAME_MS);
        }
        was_certain = is_certain;
    }
    times
}

fn print_delays(title: &str, delays: &mut [(u64, &str)]) {
    delays.sort_unstable();
    let at = |share: f64| {
        delays.get((delays.len().saturating_sub(1) as f64 * share).round() as usize).map_or(0, |(ms, _)| *ms)
    };
    let in_time = delays.iter().filter(|(ms, _)| ms + ON_THE_LINE_MS <= BAR_MS).count();
    println!(
        "{title}: {} words; a voice is certain after p50 {} ms, p90 {}, p95 {}, most {}; silent at the agent's telephone within \
         {BAR_MS} ms: {in_time} of {}",
        delays.len(),
        at(0.5),
        at(0.9),
        at(0.95),
        at(1.0),
        delays.len(),
    );
    let late: Vec<String> = delays
        .iter()
        .filter(|(ms, _)| ms + ON_THE_LINE_MS > BAR_MS)
        .map(|(ms, name)| format!("{name} {ms}"))
        .collect();
    if !late.is_empty() {
        println!("    later: {}", late.join(", "));
    }
}

fn print_noises(seed: u32, clips: &[Clip]) {
    let (mut runs, mut stopped) = (0, Vec::new());
    for peak_dbfs in [-40.0, -30.0, -20.0, -10.0, -3.0] {
        for noise in noises(seed, 8, peak_dbfs) {
            runs += 1;
            let times = certain_at(&noise.samples);
            if !times.is_empty() {
                stopped.push(format!("{} at {peak_dbfs} dBFS ({} times)", noise.name, times.len()));
            }
        }
    }
    for dbfs in [-60.0, -55.0, -50.0] {
        runs += 1;
        let times = certain_at(&clips::babble(clips, seed, dbfs));
        if !times.is_empty() {
            stopped.push(format!("babble of six voices at {dbfs} dBFS ({} times)", times.len()));
        }
    }
    println!("noises of seed {seed}: {} of {runs} stop the agent", stopped.len());
    stopped.iter().for_each(|stopped| println!("    {stopped}"));
}
