//! The file as the demuxer sees it.
//!
//! Between file and demuxer stands [`BoundedSource`]. It shows the part of the file that holds the container,
//! for WAV behind a fresh header (see `wav_header`). It ends the reading when a demuxer that was led in
//! circles has read the file several times over. And it keeps a true I/O error, which in the demuxer's own
//! error type cannot be told from a malformed file.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use symphonia::core::io::{MediaSource, MediaSourceStream, MediaSourceStreamOptions};

use crate::ending::{Ending, find_ending};
use crate::error::MediaError;
use crate::sniff::{Container, Location, locate};
use crate::wav_header::{WavContent, read_layout};

/// How often the whole file may be read, on average: once for the samples, more for indexes and look-back.
const MAX_PASSES: u64 = 4;

/// Read on top of that, so that seeking in small files is not held against them.
const SLACK_BYTES: u64 = 64 * 1024 * 1024;

/// How often a demuxer may ask for more at the end before it is stopped.
const MAX_EMPTY_READS: u64 = 10_000;

/// A file, located, ready for its demuxer.
pub(crate) struct Source {
    pub stream: MediaSourceStream<'static>,
    pub container: Container,
    /// Bytes shown to the demuxer.
    pub shown_bytes: u64,
    /// Whether a length that the demuxer reports was written by the encoder, and not estimated.
    pub has_exact_length: bool,
    /// How the file ends, seen from outside.
    pub ending: Ending,
    pub watch: Arc<SourceWatch>,
}

/// What happened below the demuxer.
#[derive(Debug, Default)]
pub(crate) struct SourceWatch {
    read_bytes: AtomicU64,
    empty_reads: AtomicU64,
    furthest_byte: AtomicU64,
    failure: Mutex<Option<io::Error>>,
}

impl SourceWatch {
    /// Bytes read so far, those read again included.
    pub fn read_bytes(&self) -> u64 {
        self.read_bytes.load(Ordering::Relaxed)
    }

    /// How far into the shown bytes the reading has come.
    pub fn furthest_byte(&self) -> u64 {
        self.furthest_byte.load(Ordering::Relaxed)
    }

    /// The file system's error, if there was one. Gives it once.
    pub fn take_failure(&self) -> Option<io::Error> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Source {
    /// Opens `path` and says what it is.
    pub fn open(path: &Path) -> Result<Source, MediaError> {
        let mut file = File::open(path).map_err(MediaError::io("open the media file"))?;
        let metadata = file.metadata().map_err(MediaError::io("read the media file"))?;
        if !metadata.is_file() {
            return Err(MediaError::unsupported("not a regular file"));
        }
        let file_bytes = metadata.len();
        let Location { mut start, mut container, mut has_exact_length } = locate(&mut file, 0)?;
        let mut end = file_bytes;
        let mut header = Vec::new();
        if container == Container::Wav {
            let layout = read_layout(&mut file, start, file_bytes)?;
            start = layout.data_start;
            end = start + layout.data_bytes;
            match layout.content {
                WavContent::Wav { header: fresh } => header = fresh,
                WavContent::Mpeg => {
                    let inner = locate(&mut file, start)?;
                    if inner.container != Container::MpegAudio {
                        return Err(MediaError::corrupt("wav with mp3 inside, which is not mp3"));
                    }
                    (start, container, has_exact_length) =
                        (inner.start, inner.container, inner.has_exact_length);
                }
            }
        }
        let ending = find_ending(&mut file, container, start, file_bytes)?;
        let watch = Arc::new(SourceWatch::default());
        let mut bounded = BoundedSource {
            file,
            header,
            start,
            body_bytes: end.saturating_sub(start),
            position: 0,
            budget_bytes: file_bytes.saturating_mul(MAX_PASSES).saturating_add(SLACK_BYTES),
            watch: Arc::clone(&watch),
        };
        bounded.seek(SeekFrom::Start(0)).map_err(MediaError::io("read the media file"))?;
        let shown_bytes = bounded.shown_bytes();
        let stream = MediaSourceStream::new(Box::new(bounded), MediaSourceStreamOptions::default());
        Ok(Source { stream, container, shown_bytes, has_exact_length, ending, watch })
    }
}

/// `header`, followed by `body_bytes` of `file` from `start`.
struct BoundedSource {
    file: File,
    header: Vec<u8>,
    start: u64,
    body_bytes: u64,
    /// In what is shown. The file stands at the same place, or at `start` while inside the header.
    position: u64,
    budget_bytes: u64,
    watch: Arc<SourceWatch>,
}

impl BoundedSource {
    fn header_bytes(&self) -> u64 {
        self.header.len() as u64
    }

    fn shown_bytes(&self) -> u64 {
        self.header_bytes() + self.body_bytes
    }

    fn read_some(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.position < self.header_bytes() {
            // Smaller than the header's length, so it fits.
            let rest = &self.header[self.position as usize..];
            let count = rest.len().min(buffer.len());
            buffer[..count].copy_from_slice(&rest[..count]);
            return Ok(count);
        }
        let left = self.shown_bytes().saturating_sub(self.position);
        let wanted = usize::try_from(left).unwrap_or(usize::MAX).min(buffer.len());
        loop {
            match self.file.read(&mut buffer[..wanted]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.note(error)),
                Ok(count) => return Ok(count),
            }
        }
    }

    /// Keeps the file system's error for the end report; the demuxer gets a copy.
    fn note(&self, error: io::Error) -> io::Error {
        let copy = io::Error::new(error.kind(), error.to_string());
        *self.watch.failure.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
        copy
    }
}

impl Read for BoundedSource {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.watch.read_bytes() > self.budget_bytes
            || self.watch.empty_reads.load(Ordering::Relaxed) > MAX_EMPTY_READS
        {
            return Err(io::Error::other("the demuxer reads in circles"));
        }
        let count = self.read_some(buffer)?;
        self.position += count as u64;
        if count == 0 && !buffer.is_empty() {
            self.watch.empty_reads.fetch_add(1, Ordering::Relaxed);
        }
        self.watch.read_bytes.fetch_add(count as u64, Ordering::Relaxed);
        self.watch.furthest_byte.fetch_max(self.position, Ordering::Relaxed);
        Ok(count)
    }
}

impl Seek for BoundedSource {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(offset) => Some(offset),
            SeekFrom::Current(delta) => self.position.checked_add_signed(delta),
            SeekFrom::End(delta) => self.shown_bytes().checked_add_signed(delta),
        };
        let target =
            target.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "seek before the start"))?;
        let file_offset = self.start.saturating_add(target.saturating_sub(self.header_bytes()));
        self.file.seek(SeekFrom::Start(file_offset)).map_err(|error| {
            // Only an offset beyond what the system can count fails; it came from the demuxer.
            io::Error::new(io::ErrorKind::InvalidInput, error.to_string())
        })?;
        self.position = target;
        Ok(target)
    }
}

impl MediaSource for BoundedSource {
    fn is_seekable(&self) -> bool {
        true
    }

    fn byte_len(&self) -> Option<u64> {
        Some(self.shown_bytes())
    }
}
