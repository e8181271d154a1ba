//! `colloquy bench speech`.
use crate::settings::Settings;
use std::path::Path;
pub async fn run(_settings: &Settings, _dir: &Path, _engines: &[String], _json: bool) -> anyhow::Result<()> {
    anyhow::bail!("being written")
}
