//! What every engine is told when it is started, and what it looks at before it loads native code.

use crate::limits::{self, LimitError};

/// Arguments that every engine takes beside its own.
#[derive(Debug, Clone, clap::Args)]
pub struct ProcessArguments {
    /// Threads of one computation. More than one make each other wait on a busy machine.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: u16,
    /// Added to the process's niceness.
    #[arg(long, default_value_t = 0)]
    pub nice: i32,
    /// Most private memory in MiB; none when absent. A model file that is mapped does not count.
    #[arg(long)]
    pub memory_limit_mb: Option<u64>,
}

impl ProcessArguments {
    /// Sets the bounds; see [`limits::apply`].
    pub fn apply(&self) -> Result<(), LimitError> {
        limits::apply(self.nice, self.memory_limit_mb)
    }
}

/// The processor is older than what the native code was compiled for.
#[derive(Debug, thiserror::Error)]
#[error(
    "this processor lacks {missing}, which the engine was built for; build it on this machine with GGML_NATIVE=ON"
)]
pub struct OldProcessor {
    missing: String,
}

/// Whether this processor has the instructions that ggml, which is in whisper.cpp and in llama.cpp, was compiled
/// for. It chooses them when it is compiled; without them the process would die of an illegal instruction in
/// the middle of its work, where this gives a sentence instead.
pub fn check_processor() -> Result<(), OldProcessor> {
    #[cfg(target_arch = "x86_64")]
    let needed = [
        ("AVX2", std::arch::is_x86_feature_detected!("avx2")),
        ("FMA", std::arch::is_x86_feature_detected!("fma")),
        ("F16C", std::arch::is_x86_feature_detected!("f16c")),
        ("BMI2", std::arch::is_x86_feature_detected!("bmi2")),
    ];
    // Elsewhere ggml takes the architecture's baseline.
    #[cfg(not(target_arch = "x86_64"))]
    let needed: [(&str, bool); 0] = [];
    let missing: Vec<&str> =
        needed.into_iter().filter(|(_, is_there)| !is_there).map(|(name, _)| name).collect();
    if missing.is_empty() { Ok(()) } else { Err(OldProcessor { missing: missing.join(", ") }) }
}
