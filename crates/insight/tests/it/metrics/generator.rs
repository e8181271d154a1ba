//! Two-channel calls whose times are known because they were made so.
//!
//! Sounds stand at given times on two channels above a noise floor: noise in the shape of syllables, or pieces of real
//! speech (cut within loud vowels, so that their edges are those of the cut).

use std::f64::consts::{PI, TAU};
use std::fs;
use std::path::{Path, PathBuf};

/// From when to when somebody speaks, in seconds.
pub type Turns = &'static [(f64, f64)];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sound {
    Syllables,
    Speech,
}

/// How a call sounds; the first of two is channel 0.
#[derive(Debug, Clone)]
pub struct Conditions {
    pub rate_hz: u32,
    pub sound: Sound,
    /// Mean level of speech in decibels below full scale.
    pub levels_dbfs: [f64; 2],
    /// Level of the noise; none for digital silence.
    pub noise_dbfs: [Option<f64>; 2],
    /// How much weaker each channel is heard in the other.
    pub leak_db: Option<f64>,
    /// Hum of the mains on top.
    pub hum_dbfs: Option<f64>,
}

impl Default for Conditions {
    fn default() -> Self {
        Self {
            rate_hz: 16_000,
            sound: Sound::Syllables,
            levels_dbfs: [-20.0, -20.0],
            noise_dbfs: [Some(-60.0), Some(-60.0)],
            leak_db: None,
            hum_dbfs: None,
        }
    }
}

/// Writes a call of `seconds` with those turns on its channels, and returns where.
pub fn write_call(
    folder: &Path,
    name: &str,
    conditions: &Conditions,
    turns: [Turns; 2],
    seconds: f64,
) -> PathBuf {
    let mut random = Random(7);
    let dry: Vec<Vec<f64>> = (0..2)
        .map(|channel| {
            let mut plane = vec![0.0; (seconds * f64::from(conditions.rate_hz)) as usize];
            for turn in turns[channel] {
                speak(&mut plane, conditions, conditions.levels_dbfs[channel], *turn, &mut random);
            }
            plane
        })
        .collect();
    let planes: Vec<Vec<f64>> = (0..2)
        .map(|channel| {
            let leak = conditions.leak_db.map_or(0.0, |decibels| amplitude(-decibels));
            let noise = conditions.noise_dbfs[channel].map_or(0.0, amplitude);
            let hum = conditions.hum_dbfs.map_or(0.0, amplitude) * 2.0_f64.sqrt();
            let samples = dry[channel].iter().zip(&dry[1 - channel]).enumerate();
            samples
                .map(|(position, (own, other))| {
                    let time = position as f64 / f64::from(conditions.rate_hz);
                    own + other * leak + noise * random.gaussian() + hum * (TAU * 50.0 * time).sin()
                })
                .collect()
        })
        .collect();
    let path = folder.join(name);
    fs::write(&path, wav(conditions.rate_hz, &planes)).unwrap();
    path
}

/// Both channels on one, or twice the same.
pub fn write_mixed(
    folder: &Path,
    name: &str,
    conditions: &Conditions,
    turns: [Turns; 2],
    channels: usize,
) -> PathBuf {
    let seconds = turns.iter().flat_map(|turns| turns.iter()).map(|turn| turn.1).fold(0.0, f64::max) + 1.0;
    let mut random = Random(9);
    let mut plane = vec![0.0; (seconds * f64::from(conditions.rate_hz)) as usize];
    for (channel, turns) in turns.iter().enumerate() {
        for turn in *turns {
            speak(&mut plane, conditions, conditions.levels_dbfs[channel], *turn, &mut random);
        }
    }
    let path = folder.join(name);
    fs::write(&path, wav(conditions.rate_hz, &vec![plane; channels])).unwrap();
    path
}

fn speak(plane: &mut [f64], conditions: &Conditions, level_dbfs: f64, turn: (f64, f64), random: &mut Random) {
    let rate = f64::from(conditions.rate_hz);
    let (first, last) = ((turn.0 * rate).round() as usize, (turn.1 * rate).round() as usize);
    let length = last - first;
    let sound: Vec<f64> = match conditions.sound {
        Sound::Syllables => {
            let syllables = (4.0 * (turn.1 - turn.0)).round().max(1.0);
            let mut low = 0.0;
            (0..length)
                .map(|position| {
                    // More low than high, as voices are.
                    low = 0.7 * low + random.gaussian();
                    let phase = PI * syllables * position as f64 / length as f64;
                    low * (0.15 + 0.85 * phase.cos().abs())
                })
                .collect()
        }
        Sound::Speech => real_speech(conditions.rate_hz, length),
    };
    let energy = sound.iter().map(|sample| sample * sample).sum::<f64>() / length.max(1) as f64;
    let gain = amplitude(level_dbfs) / energy.sqrt().max(1e-9);
    for (target, sample) in plane[first..last].iter_mut().zip(sound) {
        *target += sample * gain;
    }
}

/// "And so, my fellow Americans", again and again, from a loud moment to a loud moment.
fn real_speech(rate_hz: u32, length: usize) -> Vec<f64> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/audio/jfk.wav");
    let wav = fs::read(path).unwrap();
    let samples: Vec<f64> = wav[44..]
        .chunks_exact(2)
        .map(|pair| f64::from(i16::from_le_bytes([pair[0], pair[1]])) / 32_768.0)
        .collect();
    let at = |seconds: f64| -> Vec<f64> {
        // Every second or every sample: 8 kHz without a filter is rough, as telephones are.
        let step = (16_000 / rate_hz) as usize;
        let from = (seconds * 16_000.0) as usize;
        samples[from..].iter().step_by(step).copied().collect()
    };
    let phrase = &at(0.38)[..(1.6 * f64::from(rate_hz)) as usize];
    let vowel = &at(0.76)[..(0.2 * f64::from(rate_hz)) as usize];
    let body = length.saturating_sub(vowel.len());
    let mut sound: Vec<f64> = phrase.iter().cycle().take(body).copied().collect();
    sound.extend(vowel.iter().take(length - body));
    sound
}

fn amplitude(decibels: f64) -> f64 {
    10.0_f64.powf(decibels / 20.0)
}

/// Numbers that look random and are the same each time.
struct Random(u64);

impl Random {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Mean 0, deviation 1 (the sum of twelve).
    fn gaussian(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }
}

fn wav(rate_hz: u32, planes: &[Vec<f64>]) -> Vec<u8> {
    let channels = planes.len() as u32;
    let frames = planes[0].len();
    let data_bytes = frames as u32 * channels * 2;
    let mut file = Vec::new();
    file.extend_from_slice(b"RIFF");
    file.extend_from_slice(&(36 + data_bytes).to_le_bytes());
    file.extend_from_slice(b"WAVEfmt ");
    file.extend_from_slice(&16_u32.to_le_bytes());
    file.extend_from_slice(&1_u16.to_le_bytes());
    file.extend_from_slice(&(channels as u16).to_le_bytes());
    file.extend_from_slice(&rate_hz.to_le_bytes());
    file.extend_from_slice(&(rate_hz * channels * 2).to_le_bytes());
    file.extend_from_slice(&(channels as u16 * 2).to_le_bytes());
    file.extend_from_slice(&16_u16.to_le_bytes());
    file.extend_from_slice(b"data");
    file.extend_from_slice(&data_bytes.to_le_bytes());
    for frame in 0..frames {
        for plane in planes {
            let sample = (plane[frame].clamp(-1.0, 1.0) * 32_767.0).round() as i16;
            file.extend_from_slice(&sample.to_le_bytes());
        }
    }
    file
}
