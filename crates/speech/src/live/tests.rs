//! Ears on tones, noise and people.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;

use super::noises::noises;
use super::{EarEvent, Hear, LiveEar, LiveOptions, PUSHED_SAMPLES, Watch};
use crate::error::SpeechError;
use crate::rate::converted;

const SECOND: usize = 8_000;

/// Samples of the repository's wave file, as a telephone carries them.
fn sample(name: &str) -> Vec<i16> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/audio").join(name);
    let wav = std::fs::read(path).unwrap();
    let data = wav.windows(4).position(|window| window == b"data").unwrap() + 8;
    let samples: Vec<i16> =
        wav[data..].as_chunks::<2>().0.iter().map(|pair| i16::from_le_bytes(*pair)).collect();
    converted(&samples, 16_000, 8_000)
}

/// Noise between plus and minus `peak`, always the same.
fn noise(peak: i32, samples: usize) -> Vec<i16> {
    let mut state = 12_345_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        ((state >> 8) as i32 % (2 * peak + 1) - peak) as i16
    };
    (0..samples).map(|_| next()).collect()
}

fn tone(hertz: f64, samples: usize) -> Vec<i16> {
    let step = hertz * std::f64::consts::TAU / SECOND as f64;
    (0..samples).map(|n| (6_000.0 * (n as f64 * step).sin()) as i16).collect()
}

fn mixed(one: &[i16], other: &[i16]) -> Vec<i16> {
    one.iter().zip(other).map(|(a, b)| a.saturating_add(*b)).collect()
}

fn frames(samples: &[i16]) -> impl Iterator<Item = [i16; PUSHED_SAMPLES]> {
    samples.as_chunks::<PUSHED_SAMPLES>().0.iter().copied()
}

fn events(samples: &[i16]) -> Vec<EarEvent> {
    let options = LiveOptions::default();
    let silence_ms = options.silence_before_end_ms;
    let mut watch = Watch::new(options);
    frames(samples).filter_map(|frame| watch.push(&frame, silence_ms)).collect()
}

/// Start and end of each thing that was said, in seconds.
fn turns(samples: &[i16]) -> Vec<(f64, f64)> {
    let seconds = |ms: u64| ms as f64 / 1_000.0;
    let ended = |event: EarEvent| match event {
        EarEvent::SpeechEnded { start_ms, end_ms, .. } => Some((seconds(start_ms), seconds(end_ms))),
        _ => None,
    };
    events(samples).into_iter().filter_map(ended).collect()
}

#[test]
fn silence_noise_and_tones_are_no_speech() {
    assert_eq!(events(&vec![0; 5 * SECOND]), []);
    for peak in [30, 300, 3_000] {
        let found = turns(&[vec![0; SECOND], noise(peak, 10 * SECOND)].concat());
        assert_eq!(found, [], "noise of {peak}");
    }
    // Dialling, ringing and the hum of the mains.
    for hertz in [50.0, 350.0, 440.0, 1_000.0] {
        let found = turns(&[vec![0; SECOND], tone(hertz, 10 * SECOND), vec![0; SECOND]].concat());
        assert!(found.iter().all(|(start, end)| end - start < 2.0), "{hertz} Hz: {found:?}");
    }
}

/// When it was certain that a voice was heard, in milliseconds: the end of each first such frame.
fn certain_at(samples: &[i16]) -> Vec<u64> {
    let mut watch = Watch::new(LiveOptions::default());
    let (mut times, mut was_certain) = (Vec::new(), false);
    for (number, frame) in frames(samples).enumerate() {
        let is_certain = match watch.push(&frame, 300) {
            Some(EarEvent::SpeechStarted { voiced_ms, .. } | EarEvent::SpeechGoesOn { voiced_ms, .. }) => {
                voiced_ms > 0
            }
            Some(EarEvent::SpeechEnded { .. }) => false,
            None => was_certain,
        };
        if is_certain && !was_certain {
            times.push((number as u64 + 1) * 20);
        }
        was_certain = is_certain;
    }
    times
}

#[test]
fn no_noise_is_a_voice_for_certain() {
    for peak_dbfs in [-30.0, -10.0] {
        for noise in noises(3, 5, peak_dbfs) {
            let times = certain_at(&noise.samples);
            assert!(times.is_empty(), "{} at {peak_dbfs} dBFS: {times:?}", noise.name);
        }
    }
}

#[test]
fn a_voice_is_certain_with_its_first_vowel() {
    let speech = sample("jfk.wav");
    // "And so my fellow", "ask", "what": first sounds, in milliseconds.
    for (begins_ms, ends_ms) in [(320, 2_200), (3_300, 4_200), (8_200, 9_400)] {
        let begin = begins_ms * SECOND / 1_000;
        let words =
            [vec![0; SECOND], speech[begin..ends_ms * SECOND / 1_000].to_vec(), vec![0; SECOND]].concat();
        let first_sound = SECOND + words[SECOND..].iter().position(|sample| sample.abs() > 400).unwrap();
        let first_sound_ms = (first_sound * 1_000 / SECOND) as u64;
        for words in [words.clone(), mixed(&words, &noise(60, words.len()))] {
            let times = certain_at(&words);
            let after_ms = times[0] - first_sound_ms;
            assert!((20..=160).contains(&after_ms), "{begins_ms}: {after_ms} {times:?}");
        }
    }
}

#[test]
fn people_are_heard_from_start_to_end_also_above_noise() {
    let speech = [vec![0; SECOND], sample("jfk.wav"), vec![0; 2 * SECOND]].concat();
    let quiet = turns(&speech);
    assert!(!quiet.is_empty() && quiet.len() <= 6, "{quiet:?}");
    assert!((1.0..1.8).contains(&quiet[0].0), "{quiet:?}");
    assert!((11.0..12.2).contains(&quiet[quiet.len() - 1].1), "{quiet:?}");
    let noisy = turns(&mixed(&speech, &noise(250, speech.len())));
    let spoken = |turns: &[(f64, f64)]| turns.iter().map(|(start, end)| end - start).sum::<f64>();
    assert!(spoken(&noisy) > spoken(&quiet) * 0.8, "{noisy:?} {quiet:?}");
    assert!((11.0..12.5).contains(&noisy[noisy.len() - 1].1), "{noisy:?}");
}

#[test]
fn events_come_in_order_and_tell_how_long_somebody_spoke() {
    let speech = [vec![0; SECOND], sample("jfk.wav")[..3 * SECOND].to_vec(), vec![0; SECOND]].concat();
    let events = events(&speech);
    let EarEvent::SpeechStarted { at_ms, held_ms, .. } = events[0] else { panic!("{:?}", events[0]) };
    assert!((1_000..1_800).contains(&at_ms) && (100..=132).contains(&held_ms), "{at_ms} {held_ms}");
    let mut last = held_ms;
    for event in &events[1..] {
        match event {
            EarEvent::SpeechGoesOn { held_ms, .. } => {
                assert!(*held_ms > last);
                last = *held_ms;
            }
            EarEvent::SpeechStarted { held_ms, .. } => last = *held_ms,
            EarEvent::SpeechEnded { audio, start_ms, end_ms } => {
                let length_ms = audio.len() as u64 / 16;
                assert!((end_ms - start_ms..end_ms - start_ms + 520).contains(&length_ms), "{length_ms}");
                assert!(audio.iter().any(|sample| sample.abs() > 1_000));
            }
        }
    }
    assert!(matches!(events.last(), Some(EarEvent::SpeechEnded { .. })));
}

#[test]
fn endless_speech_is_cut_and_nothing_is_kept_of_silence() {
    let options = LiveOptions { longest_ms: 4_000, ..LiveOptions::default() };
    let mut watch = Watch::new(options);
    let speech = sample("jfk.wav").repeat(2);
    let ended =
        frames(&speech).filter_map(|frame| watch.push(&frame, 5_000)).filter_map(|event| match event {
            EarEvent::SpeechEnded { audio, .. } => Some(audio.len() / 16_000),
            _ => None,
        });
    let ended: Vec<usize> = ended.collect();
    assert!(ended.len() >= 4 && ended.iter().all(|seconds| *seconds <= 5), "{ended:?}");
}

/// Says the same each time, and counts.
struct Told {
    text: &'static str,
    asked: AtomicUsize,
}

#[async_trait]
impl Hear for Told {
    async fn hear(&self, audio: &[i16]) -> Result<String, SpeechError> {
        assert!(!audio.is_empty());
        self.asked.fetch_add(1, Ordering::Relaxed);
        Ok(self.text.to_owned())
    }
}

/// Silence after the last word at which the end was told, and how often was recognised.
async fn end_of_turn(text: &'static str) -> (u64, usize) {
    let told = Arc::new(Told { text, asked: AtomicUsize::new(0) });
    let mut ear = LiveEar::new(LiveOptions::default(), told.clone());
    let speech = [sample("jfk.wav")[..2 * SECOND].to_vec(), vec![0; 2 * SECOND]].concat();
    for (number, frame) in frames(&speech).enumerate() {
        let event = ear.push(&frame);
        // Lets a guess run.
        tokio::task::yield_now().await;
        if let Some(EarEvent::SpeechEnded { audio, end_ms, .. }) = event {
            if (number as u64 + 1) * 20 < 2_200 {
                continue;
            }
            let heard = tokio::time::timeout(Duration::from_secs(5), ear.recognise(audio)).await.unwrap();
            assert_eq!(heard.unwrap(), text);
            return ((number as u64 + 1) * 20 - end_ms, told.asked.load(Ordering::Relaxed));
        }
    }
    panic!("nothing ended");
}

#[tokio::test]
async fn a_finished_sentence_ends_sooner_and_is_recognised_once() {
    let (finished, asked) = end_of_turn("Ask not.").await;
    assert!((400..460).contains(&finished), "{finished}");
    let (unfinished, asked_too) = end_of_turn("and so my").await;
    assert!((600..660).contains(&unfinished), "{unfinished}");
    // Once for each pause, and never again for what was guessed.
    assert!(asked <= 4 && asked_too <= 4, "{asked} {asked_too}");
}
