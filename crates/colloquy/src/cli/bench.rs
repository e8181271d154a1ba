//! Commands that measure.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{BenchSpeechArgs, Json};

#[derive(Subcommand)]
pub enum BenchCommand {
    /// Word error rate, speed, memory and speakers on recordings with references.
    Speech(BenchSpeechArgs),
    /// How well calls with labels are scored by the default scorecards.
    Evaluate(BenchEvaluateArgs),
}

#[derive(Args)]
pub struct BenchEvaluateArgs {
    /// Folder of labelled calls; those below a folder named held_out are counted apart, too.
    pub dir: PathBuf,
    /// Engines to compare, comma-separated: basic, embedded, remote.
    #[arg(long, value_delimiter = ',', default_value = "embedded,basic")]
    pub engines: Vec<String>,
    #[command(flatten)]
    pub output: Json,
}
