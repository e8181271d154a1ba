//! Audio and video files in, speech-ready samples out.
//!
//! A recording arrives as whatever a recorder made of it, with a name and a header that may lie. This crate
//! says by content what it is ([`sniff`], [`probe`]), and reads it once ([`prepare`]) into what the rest of
//! the house needs: a 16 kHz mono file per speaker channel for the recognisers, and waveform peaks for a
//! player. [`decode`] is the road underneath, for those who want the samples themselves.
//!
//! Everything here blocks and computes; callers put it on a worker thread. Memory does not grow with the
//! length of the audio. Files are hostile until read to the end: a decoder that panics, lies or stalls ends
//! in a [`MediaError`], never in a panic of the caller (see `source` and `decode` for the guards).
//!
//! Not here: fetching (netguard), storing (store), GSM, AMR, Windows Media, AVI, AAC beyond the Low
//! Complexity profile, and AAC or Opus of more than two channels, for which there is no decoder in Rust;
//! they are refused by name.

mod channels;
mod decode;
mod ending;
mod error;
mod guard;
mod info;
mod mpeg_frame;
mod pcm_file;
mod prepare;
mod resample;
mod similarity;
mod sniff;
mod source;
mod timeline;
mod wav_header;
mod waveform;

pub use channels::ChannelTreatment;
pub use decode::{Block, DecodeLimits, DecodeSummary, decode};
pub use error::MediaError;
pub use info::{MediaInfo, probe};
pub use prepare::{PrepareOptions, PreparedAudio, PreparedChannel, SAMPLE_RATE_HZ, prepare};
pub use sniff::{Container, SNIFF_BYTES, sniff};
pub use waveform::Waveform;
