//! How well a piece of sound repeats itself, and how well it can be foreseen. Pure arithmetic on 40 ms at 8 kHz.

/// Samples that are looked at: the compared ones and the longest lag before them.
pub const SPAN: usize = COMPARED + LONGEST;
/// Samples that are compared with those before them: 24 ms.
const COMPARED: usize = 192;
/// Distances at which a voice can repeat itself: 444 down to 62.5 times a second.
const SHORTEST: usize = 18;
const LONGEST: usize = 128;
/// Of lags that fit nearly as well the shortest is the pitch; the others are its multiples.
const NEARLY: f32 = 0.93;
/// Added to both sides, so that the last bits of silence do not repeat themselves.
const DITHER: f64 = 1_000.0;
/// Samples from which the next one is foreseen.
const ORDER: usize = 10;

/// Where a sound repeats itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pitch {
    /// How alike it is to itself at that distance: 1 where it is the same, 0 where it has nothing in common.
    pub likeness: f32,
    /// The distance in samples, with a fraction.
    pub lag: f32,
}

/// At which distance the newest part is most like what was before it.
pub fn repetition(recent: &[i16; SPAN]) -> Pitch {
    let newest = &recent[LONGEST..];
    let own = Moments::of(newest);
    let mut before = Moments::of(&recent[LONGEST - SHORTEST..SPAN - SHORTEST]);
    let mut likeness = [0.0_f32; LONGEST - SHORTEST + 1];
    for (index, place) in likeness.iter_mut().enumerate() {
        let start = LONGEST - SHORTEST - index;
        if index > 0 {
            before.put(recent[start]);
            before.take(recent[start + COMPARED]);
        }
        let together: i64 = newest
            .iter()
            .zip(&recent[start..start + COMPARED])
            .map(|(now, then)| i64::from(i32::from(*now) * i32::from(*then)))
            .sum();
        let common = together as f64 - own.sum as f64 * before.sum as f64 / COMPARED as f64;
        *place = (common / ((own.spread() * before.spread()).sqrt() + DITHER)) as f32;
    }
    let best = likeness.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let peak = (0..likeness.len()).find(|index| is_peak(&likeness, *index, best)).unwrap_or(0);
    Pitch { likeness: best, lag: (SHORTEST + peak) as f32 + between(&likeness, peak) }
}

fn is_peak(likeness: &[f32], index: usize, best: f32) -> bool {
    let here = likeness[index];
    let is_above = |other: Option<&f32>| other.is_none_or(|other| here >= *other);
    let left = index.checked_sub(1).and_then(|left| likeness.get(left));
    here >= best * NEARLY && is_above(left) && is_above(likeness.get(index + 1))
}

/// Where the top of the parabola through a peak and its neighbours lies, from the peak.
fn between(likeness: &[f32], peak: usize) -> f32 {
    let Some(left) = peak.checked_sub(1).and_then(|left| likeness.get(left)) else { return 0.0 };
    let Some(right) = likeness.get(peak + 1) else { return 0.0 };
    let bend = left - 2.0 * likeness[peak] + right;
    if bend < 0.0 { 0.5 * (left - right) / bend } else { 0.0 }
}

struct Moments {
    sum: i64,
    squares: i64,
}

impl Moments {
    fn of(samples: &[i16]) -> Self {
        let mut moments = Self { sum: 0, squares: 0 };
        samples.iter().for_each(|sample| moments.put(*sample));
        moments
    }

    fn put(&mut self, sample: i16) {
        self.sum += i64::from(sample);
        self.squares += i64::from(sample).pow(2);
    }

    fn take(&mut self, sample: i16) {
        self.sum -= i64::from(sample);
        self.squares -= i64::from(sample).pow(2);
    }

    /// Sum of the squared distances from the mean.
    fn spread(&self) -> f64 {
        (self.squares as f64 - (self.sum as f64).powi(2) / COMPARED as f64).max(0.0)
    }
}

/// By how many decibels what cannot be foreseen of a sound from its last ten samples is quieter than the sound: 5 to 25 for
/// a voice, more for a few sine waves, 0 for white noise and for silence.
pub fn predictability_db(recent: &[i16; SPAN]) -> f32 {
    // Hann's window.
    let step = std::f32::consts::TAU / (SPAN - 1) as f32;
    let mut shaped = [0.0_f32; SPAN];
    for (index, (place, sample)) in shaped.iter_mut().zip(recent).enumerate() {
        *place = f32::from(*sample) * 0.5 * (1.0 - (index as f32 * step).cos());
    }
    let mut alike = [0.0_f64; ORDER + 1];
    for (lag, place) in alike.iter_mut().enumerate() {
        *place = shaped.iter().zip(&shaped[lag..]).map(|(one, other)| f64::from(one * other)).sum();
    }
    let energy = alike[0];
    if energy < 10_000.0 {
        return 0.0;
    }
    alike.iter_mut().for_each(|value| *value /= energy);
    alike[0] = 1.0 + 1e-5;
    (-10.0 * unforeseen(&alike).log10()) as f32
}

/// The share of the energy that linear prediction leaves (Levinson's and Durbin's recursion).
fn unforeseen(alike: &[f64; ORDER + 1]) -> f64 {
    let mut error = alike[0];
    let mut weights = [0.0_f64; ORDER + 1];
    for order in 1..=ORDER {
        let known: f64 = (1..order).map(|index| weights[index] * alike[order - index]).sum();
        let reflection = -(alike[order] + known) / error;
        let before = weights;
        for index in 1..order {
            weights[index] = before[index] + reflection * before[order - index];
        }
        weights[order] = reflection;
        error = (error * (1.0 - reflection * reflection)).max(1e-9);
    }
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(sample: impl Fn(f64) -> f64) -> [i16; SPAN] {
        std::array::from_fn(|index| sample(index as f64 / 8_000.0) as i16)
    }

    /// A pulse train through nothing: all harmonics of a pitch.
    fn buzz(hertz: f64) -> [i16; SPAN] {
        span(|time| {
            let harmonics = 1..(3_400.0 / hertz) as u32;
            harmonics.map(|n| 600.0 * (std::f64::consts::TAU * hertz * f64::from(n) * time).cos()).sum()
        })
    }

    fn noise() -> [i16; SPAN] {
        let mut state = 7_u32;
        std::array::from_fn(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 18) as i16 - 8_192
        })
    }

    #[test]
    fn pitches_are_found_and_noise_has_none() {
        for hertz in [80.0, 100.0, 133.0, 210.0, 320.0] {
            let pitch = repetition(&buzz(hertz));
            assert!(pitch.likeness > 0.9, "{hertz}: {pitch:?}");
            assert!((f64::from(pitch.lag) * hertz / 8_000.0 - 1.0).abs() < 0.02, "{hertz}: {pitch:?}");
        }
        assert!(repetition(&noise()).likeness < 0.35, "{:?}", repetition(&noise()));
        assert!(repetition(&[0; SPAN]).likeness.abs() < 0.01);
        assert!(repetition(&[i16::MIN; SPAN]).likeness.abs() < 0.01, "loud, and always the same");
    }

    #[test]
    fn sine_waves_are_foreseen_and_noise_is_not() {
        let two = |one: f64, other: f64| {
            let wave = move |hertz: f64, time: f64| 8_000.0 * (std::f64::consts::TAU * hertz * time).sin();
            predictability_db(&span(move |time| wave(one, time) + wave(other, time)))
        };
        assert!(two(350.0, 440.0) > 27.0 && two(1_000.0, 1_000.0) > 27.0);
        assert!(predictability_db(&noise()) < 3.0);
        assert_eq!(predictability_db(&[0; SPAN]), 0.0);
    }
}
