//! The source of voiced speech: a train of pulses with the pitch that the model gives, of which each holds all
//! harmonics below 11 kHz at the same level.

use super::{HOP_SAMPLES, SAMPLE_RATE_HZ};

/// Below this pitch nothing is voiced, hertz.
const LOWEST_HZ: f32 = 40.0;
/// Harmonics above are left out, hertz.
const HIGHEST_HZ: f32 = 11_000.0;
/// Below, the quotient of sines is too near to 0/0.
const SMALLEST_SINE: f32 = 2e-3;

/// The train for a pitch per frame; [`HOP_SAMPLES`] samples a frame.
pub fn pulses(pitch: &[f32]) -> Vec<f32> {
    let mut samples = Vec::with_capacity(pitch.len() * HOP_SAMPLES);
    let mut phase = 0.0_f64;
    for frame in 0..pitch.len() {
        for index in 0..HOP_SAMPLES {
            let hertz = pitch_at(pitch, frame, index);
            let is_voiced = hertz > LOWEST_HZ;
            let hertz = hertz.max(LOWEST_HZ);
            phase = (phase + f64::from(hertz) / f64::from(SAMPLE_RATE_HZ)).fract();
            samples.push(if is_voiced { pulse(hertz, (phase * std::f64::consts::TAU) as f32) } else { 0.0 });
        }
    }
    samples
}

/// The pitch at a sample, on a line between the middles of two frames.
fn pitch_at(pitch: &[f32], frame: usize, index: usize) -> f32 {
    let at = (index as f32 + 0.5) / HOP_SAMPLES as f32 - 0.5;
    let own = pitch[frame];
    let (near, share) = if at < 0.0 {
        (frame.checked_sub(1).map_or(own, |before| pitch[before]), -at)
    } else {
        (pitch.get(frame + 1).copied().unwrap_or(own), at)
    };
    own * (1.0 - share) + near * share
}

/// The sum of all harmonics' cosines, in closed form.
fn pulse(hertz: f32, phase: f32) -> f32 {
    let harmonics = (HIGHEST_HZ / hertz).floor() + 0.5;
    let sine = 2.0 * (phase * 0.5).sin();
    let sum = if sine.abs() <= SMALLEST_SINE { harmonics } else { (harmonics * phase).sin() / sine };
    sum - 0.5
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pulses_come_as_often_as_the_pitch_says_and_never_without_one() {
        assert!(pulses(&[0.0; 4]).iter().all(|sample| *sample == 0.0));
        let train = pulses(&[100.0; 80]);
        assert_eq!(train.len(), 24_000);
        let peak = train.iter().copied().fold(0.0, f32::max);
        assert!((peak - 110.0).abs() < 1.0, "{peak}");
        let peaks = train.windows(3).filter(|near| near[1] > 60.0 && near[1] >= near[0] && near[1] > near[2]);
        assert!((98..=101).contains(&peaks.count()));
    }
}
