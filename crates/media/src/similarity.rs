//! Tells a two-channel call from a mono one that was written twice.
//!
//! Two channels count as one when one is the other times a constant, but for a residue 30 dB below: what
//! joint-stereo coding leaves of an exact copy is smaller, and what two microphones in one room, or the echo
//! of the far side, have in common leaves more. The constant may differ from one by 12 dB; beyond, the weaker
//! channel is cross-talk into a line where nobody spoke, and the channels still say who did.
//!
//! With L and R the samples, the part of L's energy that no multiple of R explains is
//! 1 − (Σ L·R)² / (Σ L² · Σ R²): one minus the squared correlation.

const MAX_RESIDUE: f64 = 1e-3;
const MAX_ENERGY_RATIO: f64 = 16.0;

/// Running sums over two channels.
#[derive(Debug, Default)]
pub(crate) struct Similarity {
    left_energy: f64,
    right_energy: f64,
    product: f64,
}

impl Similarity {
    pub fn add(&mut self, left: &[f32], right: &[f32]) {
        let (mut left_energy, mut right_energy, mut product) = (0.0_f64, 0.0_f64, 0.0_f64);
        for (&l, &r) in left.iter().zip(right) {
            let (l, r) = (f64::from(l), f64::from(r));
            left_energy += l * l;
            right_energy += r * r;
            product += l * r;
        }
        self.left_energy += left_energy;
        self.right_energy += right_energy;
        self.product += product;
    }

    /// Whether both channels carry one signal. Two silent channels do.
    pub fn is_same(&self) -> bool {
        let (smaller, larger) = if self.left_energy < self.right_energy {
            (self.left_energy, self.right_energy)
        } else {
            (self.right_energy, self.left_energy)
        };
        if smaller == 0.0 {
            return larger == 0.0;
        }
        let residue = 1.0 - self.product * self.product / (smaller * larger);
        // A negative product is one channel with its wires crossed: still one signal.
        residue < MAX_RESIDUE && larger / smaller < MAX_ENERGY_RATIO
    }

    /// Whether the right channel is the stronger.
    pub fn right_is_stronger(&self) -> bool {
        self.right_energy > self.left_energy
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(frequency: f32, gain: f32) -> Vec<f32> {
        (0..16_000).map(|n| gain * (n as f32 * frequency * std::f32::consts::TAU / 16_000.0).sin()).collect()
    }

    fn same(left: &[f32], right: &[f32]) -> bool {
        let mut similarity = Similarity::default();
        for (left, right) in left.chunks(100).zip(right.chunks(100)) {
            similarity.add(left, right);
        }
        similarity.is_same()
    }

    #[test]
    fn copies_are_one_and_speakers_are_two() {
        let voice = tone(300.0, 0.5);
        let other = tone(410.0, 0.5);
        let with = |gain: f32| voice.iter().zip(&other).map(|(v, o)| v + gain * o).collect::<Vec<_>>();
        let silence = vec![0.0; voice.len()];

        assert!(same(&voice, &voice));
        assert!(same(&voice, &tone(300.0, 0.25)), "a copy 6 dB down is a copy");
        assert!(same(&voice, &with(0.01)), "coding noise 40 dB down does not count");
        assert!(same(&silence, &silence));
        assert!(!same(&voice, &other));
        assert!(!same(&voice, &with(0.1)), "a second voice 20 dB down does");
        assert!(!same(&voice, &tone(300.0, 0.01)), "cross-talk into a silent line keeps two channels");
        assert!(!same(&voice, &silence));
    }
}
