//! The files that speech engines read: 16-bit signed little-endian samples, one channel, no header.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file being written. It is removed when dropped before [`PcmFile::keep`].
#[derive(Debug)]
pub(crate) struct PcmFile {
    path: PathBuf,
    writer: BufWriter<File>,
    samples: u64,
    energy: f64,
    bytes: Vec<u8>,
    is_kept: bool,
}

impl PcmFile {
    /// Creates, or empties, the file.
    pub fn create(path: PathBuf) -> io::Result<PcmFile> {
        let writer = BufWriter::with_capacity(1 << 16, File::create(&path)?);
        Ok(PcmFile { path, writer, samples: 0, energy: 0.0, bytes: Vec::new(), is_kept: false })
    }

    /// Appends samples of full scale ±1; what is louder is clipped.
    pub fn write(&mut self, samples: &[f32]) -> io::Result<()> {
        self.bytes.clear();
        let mut energy = 0.0_f64;
        for &sample in samples {
            let clipped = sample.clamp(-1.0, 1.0);
            energy += f64::from(clipped) * f64::from(clipped);
            // Within ±32767 after the clamp.
            self.bytes.extend_from_slice(&((clipped * 32767.0).round() as i16).to_le_bytes());
        }
        self.energy += energy;
        self.samples += samples.len() as u64;
        self.writer.write_all(&self.bytes)
    }

    /// Samples written so far.
    pub fn samples(&self) -> u64 {
        self.samples
    }

    /// Mean level so far in decibels below full scale; −120 for silence.
    pub fn level_dbfs(&self) -> f32 {
        let mean_square = self.energy / self.samples.max(1) as f64;
        (10.0 * mean_square.max(1e-12).log10()) as f32
    }

    /// Writes out what is buffered and keeps the file, under `path`.
    pub fn keep(mut self, path: &Path) -> io::Result<PathBuf> {
        self.writer.flush()?;
        if path != self.path {
            fs::rename(&self.path, path)?;
        }
        self.is_kept = true;
        Ok(path.to_owned())
    }
}

impl Drop for PcmFile {
    fn drop(&mut self) {
        if !self.is_kept
            && let Err(error) = fs::remove_file(&self.path)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "an unfinished sample file is left behind"
            );
        }
    }
}
