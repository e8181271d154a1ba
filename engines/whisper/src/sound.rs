//! Tells sound from silence.

/// Samples of 20 ms.
const BLOCK_SAMPLES: usize = 320;

/// -65 dB of full scale.
const FAINTEST_MEAN_SQUARE: f32 = 3.2e-7;

/// Whether there is anything to hear: 20 ms above -65 dB of full scale. A person at the far end of a quiet line
/// is 20 dB above that.
pub fn has_sound(samples: &[f32]) -> bool {
    samples.chunks(BLOCK_SAMPLES).any(|block| {
        let energy: f32 = block.iter().map(|sample| sample * sample).sum();
        energy > FAINTEST_MEAN_SQUARE * block.len() as f32
    })
}
