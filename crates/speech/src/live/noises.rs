//! What is heard on telephones and is nobody's voice: made by arithmetic, the same each time. Beside the tests the example `barge` uses it.

use std::f64::consts::TAU;

/// Samples of a second.
pub const RATE: usize = 8_000;
/// Silence before each of them.
const LEAD: usize = 2_400;

/// One noise: how it is called and how it sounds.
pub struct Noise {
    pub name: &'static str,
    pub samples: Vec<i16>,
}

/// Makes so many samples of a kind of noise.
type Make = fn(&mut Chance, usize) -> Vec<f64>;

/// All of them, `seconds` long, as loud as that where they are loudest (decibels below full scale). Another seed gives
/// other ones of the same kinds.
pub fn noises(seed: u32, seconds: usize, peak_dbfs: f64) -> Vec<Noise> {
    let length = seconds * RATE;
    let kinds: [(&'static str, Make); 22] = [
        ("white noise", |chance, length| times(length, |_| chance.noise())),
        ("pink noise", pink),
        ("brown noise", brown),
        ("mains hum", |_, length| tones(length, &[50.0, 100.0, 150.0, 250.0, 350.0], always)),
        ("fan", |chance, length| swelling(&pink(chance, length), 7.0, 0.5)),
        ("traffic", |chance, length| swelling(&low(&white(chance, length), 600.0), 0.3, 0.8)),
        ("rain", |chance, length| added(&white(chance, length), &crackle(chance, length), 3.0)),
        ("keyboard", |chance, length| {
            events(chance, length, (0.08, 0.3), |chance| {
                let ms = chance.between(3.0, 10.0);
                fading(&high(&white(chance, 480), 800.0), ms)
            })
        }),
        ("clicks", |chance, length| {
            events(chance, length, (0.1, 0.8), |chance| vec![1.0; chance.between(2.0, 12.0) as usize])
        }),
        ("slamming doors", |chance, length| {
            events(chance, length, (0.7, 1.5), |chance| fading(&low(&white(chance, 4_000), 400.0), 80.0))
        }),
        ("knocking", |chance, length| {
            events(chance, length, (0.2, 0.5), |chance| {
                let hertz = chance.between(120.0, 300.0);
                let wood = fading(&tones(1_200, &[hertz], always), 25.0);
                added(&wood, &fading(&high(&white(chance, 1_200), 500.0), 6.0), 0.3)
            })
        }),
        ("coughs", |chance, length| {
            events(chance, length, (0.6, 1.5), |chance| {
                let mut cough = fading(&band(&white(chance, 400), 200.0, 3_400.0), 25.0);
                let tail = chance.between(960.0, 1_760.0) as usize;
                cough.extend(
                    humped(&band(&white(chance, tail), 400.0, 2_500.0)).iter().map(|sample| sample * 0.5),
                );
                cough
            })
        }),
        ("breath", |chance, length| {
            events(chance, length, (0.9, 2.0), |chance| {
                let breath = chance.between(3_200.0, 7_200.0) as usize;
                humped(&band(&white(chance, breath), 300.0, 2_500.0))
            })
        }),
        ("paper", |chance, length| {
            events(chance, length, (0.3, 1.0), |chance| {
                let paper = chance.between(1_600.0, 4_800.0) as usize;
                let crumpling = low(&white(chance, paper), 25.0);
                let rustle = high(&white(chance, paper), 1_000.0);
                rustle.iter().zip(crumpling).map(|(sample, loud)| sample * loud.abs()).collect()
            })
        }),
        ("crackle", crackle),
        ("dial tone", |_, length| tones(length, &[350.0, 440.0], always)),
        ("ringing tone", |_, length| tones(length, &[440.0, 480.0], |at| at % 6.0 < 2.0)),
        ("busy tone", |_, length| tones(length, &[480.0, 620.0], |at| at % 1.0 < 0.5)),
        ("keys", |_, length| tones(length, &[770.0, 1_336.0], |at| at % 0.2 < 0.1)),
        ("siren", |_, length| {
            let mut turn = 0.0;
            times(length, |at| {
                turn += (700.0 + 300.0 * (TAU * 0.4 * at).sin()) / RATE as f64;
                (TAU * turn).sin()
            })
        }),
        ("flute", |chance, length| {
            music(chance, length, 1, |at, hertz, left| {
                (TAU * hertz * at + 0.4 * (TAU * 5.0 * at).sin()).sin()
                    * (at * 30.0).min(left * 30.0).min(1.0)
            })
        }),
        ("guitar", |chance, length| {
            music(chance, length, 1, |at, hertz, _| {
                (1..6).map(f64::from).map(|n| (TAU * hertz * n * at).sin() / n * (-3.0 * n * at).exp()).sum()
            })
        }),
    ];
    let make = |(number, (name, kind)): (usize, (&'static str, Make))| {
        let mut sound = kind(&mut Chance::new(seed.wrapping_mul(977).wrapping_add(number as u32)), length);
        sound.truncate(length);
        sound[..LEAD].fill(0.0);
        let loudest = sound.iter().fold(0.0_f64, |loudest, sample| loudest.max(sample.abs()));
        let gain = 32_767.0 * 10_f64.powf(peak_dbfs / 20.0) / loudest.max(1e-9);
        Noise { name, samples: sound.iter().map(|sample| (sample * gain) as i16).collect() }
    };
    kinds.into_iter().enumerate().map(make).collect()
}

/// Numbers that look like chance and are always the same.
pub struct Chance(u32);

impl Chance {
    /// One row of numbers for each seed.
    pub fn new(seed: u32) -> Self {
        Self(seed.wrapping_mul(2_654_435_761).wrapping_add(12_345))
    }

    /// From 0 to 1.
    pub fn number(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(self.0 >> 8) / f64::from(1_u32 << 24)
    }

    pub fn between(&mut self, least: f64, most: f64) -> f64 {
        least + (most - least) * self.number()
    }

    /// Near enough to what nature makes.
    fn noise(&mut self) -> f64 {
        (0..4).map(|_| self.number() - 0.5).sum()
    }
}

fn always(_at: f64) -> bool {
    true
}

fn times(length: usize, mut sample: impl FnMut(f64) -> f64) -> Vec<f64> {
    (0..length).map(|index| sample(index as f64 / RATE as f64)).collect()
}

fn white(chance: &mut Chance, length: usize) -> Vec<f64> {
    times(length, |_| chance.noise())
}

/// Three decibels less with each octave (Kellet's filter).
pub fn pink(chance: &mut Chance, length: usize) -> Vec<f64> {
    let mut state = [0.0_f64; 3];
    times(length, |_| {
        let new = chance.noise();
        state = [
            0.99765 * state[0] + new * 0.099046,
            0.963 * state[1] + new * 0.2965164,
            0.57 * state[2] + new * 1.0526913,
        ];
        state.iter().sum::<f64>() + new * 0.1848
    })
}

fn brown(chance: &mut Chance, length: usize) -> Vec<f64> {
    let mut state = 0.0;
    times(length, |_| {
        state = 0.995 * state + chance.noise();
        state
    })
}

fn tones(length: usize, hertz: &[f64], sounds: fn(f64) -> bool) -> Vec<f64> {
    times(length, |at| {
        let wave = || hertz.iter().map(|hertz| (TAU * hertz * at).sin()).sum();
        if sounds(at) { wave() } else { 0.0 }
    })
}

fn swelling(sound: &[f64], hertz: f64, depth: f64) -> Vec<f64> {
    let loud = |index: usize| 1.0 + depth * (TAU * hertz * index as f64 / RATE as f64).sin();
    sound.iter().enumerate().map(|(index, sample)| sample * loud(index)).collect()
}

fn added(one: &[f64], other: &[f64], share: f64) -> Vec<f64> {
    one.iter().zip(other).map(|(one, other)| one + share * other).collect()
}

fn crackle(chance: &mut Chance, length: usize) -> Vec<f64> {
    times(length, |_| if chance.number() < 0.0025 { chance.between(-1.0, 1.0) } else { 0.0 })
}

/// What is above is weaker (two poles).
fn low(sound: &[f64], hertz: f64) -> Vec<f64> {
    let share = 1.0 - (-TAU * hertz / RATE as f64).exp();
    let (mut first, mut second) = (0.0, 0.0);
    let pass = |sample: &f64| {
        first += share * (sample - first);
        second += share * (first - second);
        second
    };
    sound.iter().map(pass).collect()
}

fn high(sound: &[f64], hertz: f64) -> Vec<f64> {
    added(sound, &low(sound, hertz), -1.0)
}

fn band(sound: &[f64], from_hertz: f64, to_hertz: f64) -> Vec<f64> {
    high(&low(sound, to_hertz), from_hertz)
}

fn fading(sound: &[f64], ms: f64) -> Vec<f64> {
    sound.iter().enumerate().map(|(index, sample)| sample * (-(index as f64) / (8.0 * ms)).exp()).collect()
}

fn humped(sound: &[f64]) -> Vec<f64> {
    let hump = |index: usize| 0.5 * (1.0 - (TAU * index as f64 / sound.len() as f64).cos());
    sound.iter().enumerate().map(|(index, sample)| sample * hump(index)).collect()
}

/// The same kind of sound again and again, with pauses between such seconds.
fn events(
    chance: &mut Chance,
    length: usize,
    pauses: (f64, f64),
    make: fn(&mut Chance) -> Vec<f64>,
) -> Vec<f64> {
    let mut sound = vec![0.0; length];
    let mut at = LEAD;
    while at < length {
        let loud = chance.between(0.5, 1.0);
        let event = make(chance);
        sound[at..].iter_mut().zip(event).for_each(|(place, sample)| *place += loud * sample);
        at += (chance.between(pauses.0, pauses.1) * RATE as f64) as usize;
    }
    sound
}

/// Notes of a scale, of a quarter of a second to a second; `note` tells the sample at a time of a note of that pitch of which so
/// many seconds are left.
fn music(chance: &mut Chance, length: usize, voices: usize, note: fn(f64, f64, f64) -> f64) -> Vec<f64> {
    const SCALE: [f64; 10] = [110.0, 123.5, 146.8, 164.8, 220.0, 246.9, 277.2, 329.6, 440.0, 493.9];
    let mut sound = vec![0.0; length];
    let mut at = LEAD;
    while at < length {
        let seconds = [0.25, 0.5, 0.5, 1.0][chance.between(0.0, 4.0) as usize];
        let samples = (seconds * RATE as f64) as usize;
        for _ in 0..voices {
            let hertz = SCALE[chance.between(0.0, 10.0) as usize];
            let places = sound[at..].iter_mut().take(samples).enumerate();
            places.for_each(|(index, place)| {
                let time = index as f64 / RATE as f64;
                *place += note(time, hertz, seconds - time);
            });
        }
        at += samples;
    }
    sound
}
