//! Noise, always the same: a text said twice sounds the same twice.

/// Random numbers with a normal distribution.
pub struct Noise(u64);

impl Noise {
    /// From the start.
    pub fn new() -> Self {
        Self(0x9E37_79B9_7F4A_7C15)
    }

    /// Two independent numbers of variance 1, by the method of Box and Muller.
    pub fn pair(&mut self) -> (f32, f32) {
        let length = (-2.0 * self.uniform().ln()).sqrt();
        let (sine, cosine) = (self.uniform() * std::f32::consts::TAU).sin_cos();
        (length * cosine, length * sine)
    }

    /// Above 0, at most 1.
    fn uniform(&mut self) -> f32 {
        // xorshift64*
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let bits = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 40;
        (bits + 1) as f32 / (1_u64 << 24) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_has_the_mean_and_variance_of_a_normal_distribution() {
        let mut noise = Noise::new();
        let values: Vec<f32> = (0..20_000).flat_map(|_| <[f32; 2]>::from(noise.pair())).collect();
        let mean = values.iter().sum::<f32>() / values.len() as f32;
        let variance = values.iter().map(|value| value * value).sum::<f32>() / values.len() as f32;
        assert!(mean.abs() < 0.03 && (variance - 1.0).abs() < 0.05, "{mean} {variance}");
        assert!(values.iter().all(|value| value.is_finite()));
    }
}
