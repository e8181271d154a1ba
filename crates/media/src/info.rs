//! What a file says about itself, once its header is understood.

use std::path::Path;

use serde::{Deserialize, Serialize};
use symphonia::core::codecs::CodecParameters;
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia::core::codecs::registry::CodecRegistry;
use symphonia::core::errors::Error as DecoderError;
use symphonia::core::formats::{FormatOptions, FormatReader, Track, TrackType};
use symphonia::core::units::Duration;
use symphonia::default::{formats, register_enabled_codecs};

use crate::ending::Ending;
use crate::error::MediaError;
use crate::guard::guarded;
use crate::sniff::Container;
use crate::source::{Source, SourceWatch};

/// More channels than any recorder of conversations writes; each costs memory for every packet.
const MAX_CHANNELS: usize = 64;

/// Sample rates outside are lies or not audio.
const SAMPLE_RATES_HZ: std::ops::RangeInclusive<u32> = 1_000..=768_000;

/// A file's own description, checked only as far as opening it checks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MediaInfo {
    /// The container, by content.
    pub container: Container,
    /// Media type of the whole ("audio/mpeg", "video/mp4"), for download links and players.
    pub media_type: String,
    /// The audio codec's short name ("pcm_mulaw", "opus").
    pub codec: String,
    /// Channels of the audio track.
    pub channels: u16,
    /// Its sample rate.
    pub sample_rate_hz: u32,
    /// Its length by the header; bare streams and live recordings do not say.
    pub duration_seconds: Option<f64>,
    /// Whether there is a video track too.
    pub has_video: bool,
}

/// Reads the description of the file at `path` without decoding it.
///
/// # Errors
///
/// As [`decode`](crate::decode), of which it is the first part; a file may pass here and turn out to be
/// corrupt later.
pub fn probe(path: &Path) -> Result<MediaInfo, MediaError> {
    OpenedMedia::open(path).map(|opened| opened.info)
}

/// A file with its demuxer and decoder, at the first packet.
pub(crate) struct OpenedMedia {
    pub reader: Box<dyn FormatReader>,
    pub decoder: Box<dyn AudioDecoder>,
    pub track: Track,
    pub info: MediaInfo,
    pub shown_bytes: u64,
    pub has_exact_length: bool,
    pub ending: Ending,
    pub watch: std::sync::Arc<SourceWatch>,
}

impl OpenedMedia {
    pub fn open(path: &Path) -> Result<OpenedMedia, MediaError> {
        let Source { stream, container, shown_bytes, has_exact_length, ending, watch } = Source::open(path)?;
        let reader = guarded(|| demuxer(container, stream))?.map_err(|error| {
            match decoder_error(error, &watch, Position::Opening) {
                failure @ MediaError::Io { .. } => failure,
                // What the demuxer misses is in the part that is missing.
                _ if ending == Ending::Cut => {
                    MediaError::Truncated { decoded_seconds: 0.0, expected_seconds: None }
                }
                verdict => verdict,
            }
        })?;
        let (track, parameters) = audio_track(reader.as_ref())?;
        let decoder = guarded(|| make_decoder(&parameters))?
            .map_err(|error| decoder_error(error, &watch, Position::Opening))?;
        let info = describe(container, reader.as_ref(), &track, decoder.as_ref())?;
        Ok(OpenedMedia { reader, decoder, track, info, shown_bytes, has_exact_length, ending, watch })
    }
}

/// The one demuxer for the container that was found. Searching among all of them, as the library offers,
/// would find an MP3 frame in any noise.
fn demuxer(
    container: Container,
    stream: symphonia::core::io::MediaSourceStream<'static>,
) -> Result<Box<dyn FormatReader>, DecoderError> {
    let options = FormatOptions::default();
    Ok(match container {
        Container::Wav => Box::new(formats::WavReader::try_new(stream, options)?),
        Container::Aiff => Box::new(formats::AiffReader::try_new(stream, options)?),
        Container::Caf => Box::new(formats::CafReader::try_new(stream, options)?),
        Container::MpegAudio => Box::new(formats::MpaReader::try_new(stream, options)?),
        Container::Adts => Box::new(formats::AdtsReader::try_new(stream, options)?),
        Container::Flac => Box::new(formats::FlacReader::try_new(stream, options)?),
        Container::Ogg => Box::new(formats::OggReader::try_new(stream, options)?),
        Container::Mp4 => Box::new(formats::IsoMp4Reader::try_new(stream, options)?),
        Container::Matroska | Container::Webm => Box::new(formats::MkvReader::try_new(stream, options)?),
    })
}

/// The track to listen to: the default one, else the first whose codec is known.
pub(crate) fn audio_track(reader: &dyn FormatReader) -> Result<(Track, AudioCodecParameters), MediaError> {
    let track = reader
        .default_track(TrackType::Audio)
        .or_else(|| reader.first_track(TrackType::Audio))
        .ok_or(MediaError::NoAudio)?;
    match &track.codec_params {
        Some(CodecParameters::Audio(parameters)) => Ok((track.clone(), parameters.clone())),
        _ => Err(MediaError::NoAudio),
    }
}

pub(crate) fn make_decoder(parameters: &AudioCodecParameters) -> Result<Box<dyn AudioDecoder>, DecoderError> {
    static CODECS: std::sync::LazyLock<CodecRegistry> = std::sync::LazyLock::new(|| {
        let mut registry = CodecRegistry::new();
        register_enabled_codecs(&mut registry);
        registry.register_audio_decoder::<symphonia_adapter_libopus::OpusDecoder>();
        registry
    });
    let declared_channels = parameters.channels.as_ref().map_or(0, |channels| channels.count());
    if declared_channels > MAX_CHANNELS {
        return Err(DecoderError::Unsupported("more than 64 channels"));
    }
    CODECS.make_audio_decoder(parameters, &AudioDecoderOptions::default())
}

fn describe(
    container: Container,
    reader: &dyn FormatReader,
    track: &Track,
    decoder: &dyn AudioDecoder,
) -> Result<MediaInfo, MediaError> {
    let parameters = decoder.codec_params();
    let channels = parameters.channels.as_ref().map_or(0, |channels| channels.count());
    let sample_rate_hz = parameters.sample_rate.unwrap_or(0);
    check_sample_rate(sample_rate_hz)?;
    // A decoder may learn the channels only from the first packet; one is what it has at least.
    let channels = u16::try_from(channels.max(1))
        .map_err(|_too_many| MediaError::unsupported(format!("{channels} channels")))?;
    let has_video = reader.first_track(TrackType::Video).is_some();
    let codec = decoder.codec_info().short_name.to_owned();
    Ok(MediaInfo {
        container,
        media_type: media_type(container, has_video).to_owned(),
        codec,
        channels,
        sample_rate_hz,
        duration_seconds: declared_seconds(reader, track),
        has_video,
    })
}

pub(crate) fn check_sample_rate(sample_rate_hz: u32) -> Result<(), MediaError> {
    if SAMPLE_RATES_HZ.contains(&sample_rate_hz) {
        Ok(())
    } else {
        Err(MediaError::unsupported(format!("a sample rate of {sample_rate_hz} Hz")))
    }
}

/// The track's own length, else that of the whole file.
fn declared_seconds(reader: &dyn FormatReader, track: &Track) -> Option<f64> {
    let of_track = track.duration.or_else(|| track.num_frames.map(Duration::new)).zip(track.time_base);
    let of_file = || {
        let info = reader.media_info();
        info.duration.zip(info.time_base)
    };
    let (duration, time_base) = of_track.or_else(of_file)?;
    let seconds = time_base.calc_duration(duration)?.as_secs_f64();
    (seconds > 0.0 && seconds.is_finite()).then_some(seconds)
}

/// Registered media types where there is one (IANA), else what players expect.
fn media_type(container: Container, has_video: bool) -> &'static str {
    match (container, has_video) {
        (Container::Wav, _) => "audio/wav",
        (Container::Aiff, _) => "audio/aiff",
        (Container::Caf, _) => "audio/x-caf",
        (Container::MpegAudio, _) => "audio/mpeg",
        (Container::Adts, _) => "audio/aac",
        (Container::Flac, _) => "audio/flac",
        (Container::Ogg, false) => "audio/ogg",
        (Container::Ogg, true) => "video/ogg",
        (Container::Mp4, false) => "audio/mp4",
        (Container::Mp4, true) => "video/mp4",
        (Container::Matroska, false) => "audio/matroska",
        (Container::Matroska, true) => "video/matroska",
        (Container::Webm, false) => "audio/webm",
        (Container::Webm, true) => "video/webm",
    }
}

/// Where in the file an error arose; it decides what an early end means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Position {
    /// Before the first packet.
    Opening,
    /// After this much audio.
    After { decoded_seconds: f64, expected_seconds: Option<f64> },
}

/// Puts the library's error into our words.
pub(crate) fn decoder_error(error: DecoderError, watch: &SourceWatch, position: Position) -> MediaError {
    if let Some(source) = watch.take_failure() {
        return MediaError::Io { action: "read the media file", source };
    }
    match error {
        DecoderError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => match position {
            Position::Opening => MediaError::Truncated { decoded_seconds: 0.0, expected_seconds: None },
            Position::After { decoded_seconds, expected_seconds } => {
                MediaError::Truncated { decoded_seconds, expected_seconds }
            }
        },
        DecoderError::IoError(error) => MediaError::corrupt(error.to_string()),
        DecoderError::Unsupported(what) => MediaError::unsupported(what),
        DecoderError::DecodeError(detail) | DecoderError::LimitError(detail) => MediaError::corrupt(detail),
        other => MediaError::corrupt(other.to_string()),
    }
}
