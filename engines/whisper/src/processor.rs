//! Whether this processor has the instructions that whisper.cpp was compiled for.
//!
//! ggml chooses its instructions when it is compiled. On a processor without them the process would die of an
//! illegal instruction in the middle of the first request; asking first gives a sentence instead.

/// Names the instruction sets that are missing, none where all are there.
pub fn missing() -> Vec<&'static str> {
    #[cfg(target_arch = "x86_64")]
    {
        let needed = [
            ("AVX2", std::arch::is_x86_feature_detected!("avx2")),
            ("FMA", std::arch::is_x86_feature_detected!("fma")),
            ("F16C", std::arch::is_x86_feature_detected!("f16c")),
            ("BMI2", std::arch::is_x86_feature_detected!("bmi2")),
        ];
        needed.into_iter().filter(|(_, present)| !present).map(|(name, _)| name).collect()
    }
    // Elsewhere ggml takes the architecture's baseline.
    #[cfg(not(target_arch = "x86_64"))]
    Vec::new()
}
