//! Commands that hear a file without a server.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Json;

#[derive(Args)]
pub struct TranscribeArgs {
    /// Audio or video.
    pub file: PathBuf,
    /// Form of the output.
    #[arg(long, value_enum, default_value = "text")]
    pub format: TranscriptFormat,
    /// The same as `--format json`.
    #[arg(long)]
    pub json: bool,
    /// ISO 639-1 code; heard where it is left out.
    #[arg(long)]
    pub language: Option<String>,
    /// Number of speakers on a single channel, where known.
    #[arg(long)]
    pub speakers: Option<usize>,
    /// Engine for this file only.
    #[arg(long)]
    pub engine: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TranscriptFormat {
    Text,
    Srt,
    Vtt,
    Json,
}

#[derive(Args)]
pub struct BenchSpeechArgs {
    /// Folder of recordings with references beside them.
    pub dir: PathBuf,
    /// Engines to compare, comma-separated.
    #[arg(long, value_delimiter = ',', default_value = "whisper")]
    pub engines: Vec<String>,
    /// Measure the reference runtimes of the same models, too; see bench/peers.
    #[arg(long)]
    pub peer: bool,
    /// Python that has the packages of bench/peers/requirements.txt.
    #[arg(long, default_value = "python3")]
    pub python: PathBuf,
    /// Folder of the peers' scripts.
    #[arg(long, default_value = "bench/peers")]
    pub peers_dir: PathBuf,
    #[command(flatten)]
    pub output: Json,
}
