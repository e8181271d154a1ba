//! The mel filter bank that Whisper was trained with: triangles on Slaney's mel scale, each of unit area.
//! (M. Slaney, "Auditory Toolbox", 1998; linear below 1 kHz, logarithmic above.)

/// Samples of one Fourier transform.
const FFT_SIZE: usize = 400;
/// Bins of one spectrum.
pub const BINS: usize = FFT_SIZE / 2 + 1;
const SAMPLE_RATE_HZ: f64 = 16_000.0;

/// Mels per hertz in the linear part are 3 in 200; it ends at 1 kHz.
const LINEAR_STEP_HZ: f64 = 200.0 / 3.0;
const LOGARITHMIC_FROM_HZ: f64 = 1_000.0;
/// 27 steps of the logarithmic part make a factor of 6.4.
const LOGARITHMIC_STEPS: f64 = 27.0;
const LOGARITHMIC_FACTOR: f64 = 6.4;

/// `bands` rows of [`BINS`] weights.
pub fn filters(bands: usize) -> Vec<f32> {
    let highest = hertz_to_mel(SAMPLE_RATE_HZ / 2.0);
    let edges_hz: Vec<f64> =
        (0..bands + 2).map(|edge| mel_to_hertz(highest * edge as f64 / (bands + 1) as f64)).collect();
    let mut weights = Vec::with_capacity(bands * BINS);
    for edges in edges_hz.windows(3) {
        let (low, centre, high) = (edges[0], edges[1], edges[2]);
        let unit_area = 2.0 / (high - low);
        for bin in 0..BINS {
            let frequency = bin as f64 * SAMPLE_RATE_HZ / FFT_SIZE as f64;
            let rising = (frequency - low) / (centre - low);
            let falling = (high - frequency) / (high - centre);
            weights.push((rising.min(falling).max(0.0) * unit_area) as f32);
        }
    }
    weights
}

fn hertz_to_mel(hertz: f64) -> f64 {
    if hertz < LOGARITHMIC_FROM_HZ {
        return hertz / LINEAR_STEP_HZ;
    }
    LOGARITHMIC_FROM_HZ / LINEAR_STEP_HZ
        + (hertz / LOGARITHMIC_FROM_HZ).ln() * LOGARITHMIC_STEPS / LOGARITHMIC_FACTOR.ln()
}

fn mel_to_hertz(mel: f64) -> f64 {
    let linear_mels = LOGARITHMIC_FROM_HZ / LINEAR_STEP_HZ;
    if mel < linear_mels {
        return mel * LINEAR_STEP_HZ;
    }
    LOGARITHMIC_FROM_HZ * ((mel - linear_mels) * LOGARITHMIC_FACTOR.ln() / LOGARITHMIC_STEPS).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_equal_those_of_the_published_model() {
        let filters = filters(80);
        assert_eq!(filters.len(), 80 * BINS);
        // From the table in OpenAI's package: first weight, two peaks.
        let peak = |band: usize| filters[band * BINS..][..BINS].iter().copied().fold(0.0, f32::max);
        assert!((filters[1] - 0.024_862_594).abs() < 1e-7, "{}", filters[1]);
        assert!((peak(40) - 0.014_735_566).abs() < 1e-7, "{}", peak(40));
        assert!((peak(79) - 0.003_164_711_7).abs() < 1e-8, "{}", peak(79));
    }
}
