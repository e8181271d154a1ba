//! Prints how fast files are prepared, in times real time, on one core.
//!
//! `cargo run --release -p colloquy-media --example media_speed -- FILE...`
//! Short files are repeated until two seconds have passed.

use std::path::Path;
use std::time::{Duration, Instant};

use colloquy_media::{PrepareOptions, prepare};

#[expect(clippy::print_stdout, reason = "printing is what this program is for")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::temp_dir().join(format!("media-speed-{}", std::process::id()));
    for file in std::env::args().skip(1) {
        let started = Instant::now();
        let mut audio_seconds = 0.0;
        while started.elapsed() < Duration::from_secs(2) {
            let prepared =
                prepare(Path::new(&file), &folder, &PrepareOptions::default(), &mut |_| {}, &|| false)?;
            audio_seconds += prepared.duration_seconds;
        }
        println!("{:8.0} x  {file}", audio_seconds / started.elapsed().as_secs_f64());
    }
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}
