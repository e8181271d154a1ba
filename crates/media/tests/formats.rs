//! Every format decodes to the sound that was put in: right length, right channels, right level.

mod support;

use std::fs;

use colloquy_media::{ChannelTreatment, Container, MediaError, PreparedAudio, probe, sniff};
use support::{amplitude, fixture, prepare_quietly, samples};

/// File, container, codec, rate, media type, whether the header gives the length, whether there is video.
type Row = (&'static str, Container, &'static str, u32, &'static str, bool, bool);

const ROWS: &[Row] = &[
    ("wav_u8.wav", Container::Wav, "pcm_u8", 8_000, "audio/wav", true, false),
    ("wav_s16.wav", Container::Wav, "pcm_s16le", 8_000, "audio/wav", true, false),
    ("wav_s24.wav", Container::Wav, "pcm_s24le", 8_000, "audio/wav", true, false),
    ("wav_s32.wav", Container::Wav, "pcm_s32le", 8_000, "audio/wav", true, false),
    ("wav_f32.wav", Container::Wav, "pcm_f32le", 8_000, "audio/wav", true, false),
    ("wav_mulaw.wav", Container::Wav, "pcm_mulaw", 8_000, "audio/wav", true, false),
    ("wav_alaw.wav", Container::Wav, "pcm_alaw", 8_000, "audio/wav", true, false),
    ("wav_ima_adpcm.wav", Container::Wav, "adpcm_ima_wav", 8_000, "audio/wav", true, false),
    ("wav_rf64.wav", Container::Wav, "pcm_mulaw", 8_000, "audio/wav", true, false),
    ("mp3_44k.mp3", Container::MpegAudio, "mp3", 44_100, "audio/mpeg", true, false),
    ("mp3_8k_no_xing.mp3", Container::MpegAudio, "mp3", 8_000, "audio/mpeg", true, false),
    ("aac.aac", Container::Adts, "aac", 44_100, "audio/aac", true, false),
    ("aac.m4a", Container::Mp4, "aac", 44_100, "audio/mp4", true, false),
    ("aac_fast_start.m4a", Container::Mp4, "aac", 16_000, "audio/mp4", true, false),
    ("aac_fragmented.mp4", Container::Mp4, "aac", 48_000, "audio/mp4", false, false),
    ("alac.m4a", Container::Mp4, "alac", 8_000, "audio/mp4", true, false),
    ("vorbis.ogg", Container::Ogg, "vorbis", 44_100, "audio/ogg", true, false),
    ("opus.ogg", Container::Ogg, "opus", 48_000, "audio/ogg", true, false),
    ("opus.webm", Container::Webm, "opus", 48_000, "audio/webm", true, false),
    ("opus_live.webm", Container::Webm, "opus", 48_000, "audio/webm", false, false),
    ("vorbis.mka", Container::Matroska, "vorbis", 22_050, "audio/matroska", true, false),
    ("flac_16.flac", Container::Flac, "flac", 16_000, "audio/flac", true, false),
    ("flac_24.flac", Container::Flac, "flac", 22_050, "audio/flac", true, false),
    ("flac.ogg", Container::Ogg, "flac", 16_000, "audio/ogg", true, false),
    ("pcm.aiff", Container::Aiff, "pcm_s16be", 8_000, "audio/aiff", true, false),
    ("pcm.caf", Container::Caf, "pcm_s16le", 8_000, "audio/x-caf", true, false),
    ("video_h264_aac.mp4", Container::Mp4, "aac", 44_100, "video/mp4", true, true),
    ("video_h264_aac.mov", Container::Mp4, "aac", 44_100, "video/mp4", true, true),
    ("video_vp8_opus.webm", Container::Webm, "opus", 48_000, "video/webm", true, true),
    ("video_h264_aac.mkv", Container::Matroska, "aac", 48_000, "video/matroska", true, true),
];

#[test]
fn every_format_is_recognised_by_content_and_decodes_to_what_was_put_in() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut failures = Vec::new();
    for row in ROWS {
        if let Err(failure) = check_row(row, folder.path()) {
            failures.push(format!("{}: {failure}", row.0));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn check_row(row: &Row, folder: &std::path::Path) -> Result<(), String> {
    let &(name, container, codec, rate, media_type, has_length, has_video) = row;
    // Copied under a name that says nothing.
    let path = folder.join("upload");
    fs::copy(fixture(name), &path).map_err(|error| error.to_string())?;
    let head = fs::read(&path).map_err(|error| error.to_string())?;
    if sniff(&head[..head.len().min(4096)]) != Some(container) {
        return Err(format!("sniffed as {:?}", sniff(&head)));
    }
    let info = probe(&path).map_err(|error| error.to_string())?;
    let described = (info.container, info.codec.as_str(), info.sample_rate_hz, info.media_type.as_str());
    if described != (container, codec, rate, media_type) || info.channels != 2 || info.has_video != has_video
    {
        return Err(format!("described as {info:?}"));
    }
    if info.duration_seconds.is_some_and(|seconds| (seconds - 2.0).abs() > 0.2) {
        return Err(format!("claims {:?} s", info.duration_seconds));
    }
    if info.duration_seconds.is_some() != has_length {
        return Err(format!("header length {:?}", info.duration_seconds));
    }
    let prepared = prepare_quietly(&path, &folder.join("out")).map_err(|error| error.to_string())?;
    check_sound(&prepared)
}

fn check_sound(prepared: &PreparedAudio) -> Result<(), String> {
    if prepared.channels.len() != 2 || prepared.treatment != ChannelTreatment::Kept {
        return Err(format!("{:?}, {} channels", prepared.treatment, prepared.channels.len()));
    }
    // Bare streams carry the encoder's padding.
    if !(1.98..2.2).contains(&prepared.duration_seconds) {
        return Err(format!("{} s", prepared.duration_seconds));
    }
    if prepared.damaged_packets > 0 {
        return Err(format!("{} damaged packets", prepared.damaged_packets));
    }
    for (channel, own, other, expected) in [(0, 440.0, 1_000.0, 0.5), (1, 1_000.0, 440.0, 0.25)] {
        let samples = samples(prepared, channel);
        let written = &prepared.channels[channel];
        if samples.len() as u64 != written.samples {
            return Err(format!("{} samples in the file, {} reported", samples.len(), written.samples));
        }
        if (samples.len() as f64 / 16_000.0 - prepared.duration_seconds).abs() > 0.001 {
            return Err(format!("channel {channel}: {} samples", samples.len()));
        }
        let (level, leak) = (amplitude(&samples, own), amplitude(&samples, other));
        if (level / expected - 1.0).abs() > 0.06 || leak > 0.02 {
            return Err(format!("channel {channel}: {own} Hz at {level}, {other} Hz at {leak}"));
        }
        let level_dbfs = 20.0 * (expected / std::f64::consts::SQRT_2).log10();
        if (f64::from(written.level_dbfs) - level_dbfs).abs() > 1.0 {
            return Err(format!("channel {channel}: {} dBFS", written.level_dbfs));
        }
        let peaks = &prepared.waveform.channels[channel];
        let middle = f64::from(peaks[peaks.len() / 2]) / 255.0;
        if prepared.waveform.bucket_seconds != 0.05
            || !(40..=44).contains(&peaks.len())
            // The AAC encoder adds noise to tones: the peak stands above the level.
            || !(0.95..1.6).contains(&(middle / expected))
        {
            return Err(format!("channel {channel}: {} peaks, {middle} in the middle", peaks.len()));
        }
    }
    Ok(())
}

#[test]
fn tags_before_the_audio_do_not_hide_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, container) in [
        ("mp3_44k.mp3", Container::MpegAudio),
        ("flac_16.flac", Container::Flac),
        ("aac.aac", Container::Adts),
    ] {
        // An ID3 tag with a picture of 100,000 bytes: longer than what is sniffed.
        let mut file = b"ID3\x04\x00\x00\x00\x06\x0d\x20".to_vec();
        file.resize(10 + 100_000, 0);
        file.extend_from_slice(&fs::read(fixture(name)).expect("a fixture"));
        let prepared = support::prepare_bytes(folder.path(), &file).expect("decodes behind a tag");
        assert_eq!(prepared.source.container, container);
        check_sound(&prepared).unwrap_or_else(|failure| panic!("{name}: {failure}"));
    }
}

#[test]
fn six_channels_become_one_in_which_the_voice_is_heard() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let prepared = prepare_quietly(&fixture("wav_six_channels.wav"), folder.path()).expect("decodes");
    assert_eq!(prepared.source.channels, 6);
    assert_eq!((prepared.channels.len(), prepared.treatment), (1, ChannelTreatment::MixedDown));
    // The five full-range channels are weighed by 1/√5.
    let level = amplitude(&samples(&prepared, 0), 440.0);
    assert!((level - 0.5 / 5.0_f64.sqrt()).abs() < 0.01, "{level}");
}

#[test]
fn what_cannot_be_read_is_refused_by_name() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let wma = fs::read(fixture("unsupported_wma.wma")).expect("a fixture");
    let page = b"<!DOCTYPE html><html><body>Please sign in</body></html>".to_vec();
    for (bytes, expected) in [
        (wma, "unsupported media: windows media (asf, wma)"),
        (page, "unsupported media: a web page or xml document"),
        (vec![b'x'; 5_000], "unsupported media: not a known audio or video format"),
        (Vec::new(), "corrupt media: the file is empty"),
    ] {
        let error = support::prepare_bytes(folder.path(), &bytes).expect_err("refused");
        assert_eq!(error.to_string(), expected);
        assert!(!error.is_retryable());
    }
    assert!(matches!(probe(&fixture("video_only.mp4")), Err(MediaError::NoAudio)));
    let missing = probe(&fixture("no_such_file.wav")).expect_err("there is no such file");
    assert!(missing.is_retryable(), "{missing}");
}
