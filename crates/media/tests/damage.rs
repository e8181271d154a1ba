//! Broken, odd and hostile files: each ends in an error that says what is wrong, or in the right sound.

mod support;

use std::cell::Cell;
use std::fs;

use colloquy_media::{
    ChannelTreatment, DecodeLimits, MediaError, PrepareOptions, PreparedAudio, decode, prepare,
};
use support::{amplitude, fixture, prepare_bytes, prepare_quietly, samples, tone, wav};

fn read(name: &str) -> Vec<u8> {
    fs::read(fixture(name)).expect("a fixture")
}

fn is_empty(folder: &std::path::Path) -> bool {
    fs::read_dir(folder).expect("the output folder").next().is_none()
}

#[test]
fn a_cut_file_says_so_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for name in [
        "wav_s16.wav",
        "wav_mulaw.wav",
        "mp3_44k.mp3",
        "aac.m4a",
        "aac_fast_start.m4a",
        "aac_fragmented.mp4",
        "vorbis.ogg",
        "opus.ogg",
        "opus.webm",
        "video_h264_aac.mkv",
        "flac_16.flac",
        "video_h264_aac.mp4",
    ] {
        let whole = read(name);
        let error = prepare_bytes(folder.path(), &whole[..whole.len() * 6 / 10]).expect_err(name);
        assert!(matches!(error, MediaError::Truncated { .. }), "{name}: {error}");
        assert!(is_empty(&folder.path().join("out")), "{name}: files are left");
    }
}

#[test]
fn a_live_recording_may_stop_anywhere() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let whole = read("opus_live.webm");
    let prepared = prepare_bytes(folder.path(), &whole).expect("decodes to its end");
    assert!((prepared.duration_seconds - 2.0).abs() < 0.05, "{}", prepared.duration_seconds);
    let prepared = prepare_bytes(folder.path(), &whole[..whole.len() / 2]).expect("decodes what is there");
    assert!((prepared.duration_seconds - 1.0).abs() < 0.2, "{}", prepared.duration_seconds);
}

#[test]
fn a_corrupt_file_is_called_corrupt() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    // Every fourth byte of the audio is wrong.
    for (name, header_bytes) in [("mp3_44k.mp3", 2_000), ("flac_16.flac", 9_000), ("opus.ogg", 200)] {
        let mut file = read(name);
        for byte in file.iter_mut().skip(header_bytes).step_by(4) {
            *byte ^= 0x5a;
        }
        let error = prepare_bytes(folder.path(), &file).expect_err(name);
        let is_verdict = matches!(error, MediaError::Corrupt { .. } | MediaError::Truncated { .. });
        assert!(is_verdict, "{name}: {error}");
    }
}

#[test]
fn a_few_damaged_packets_become_silence_and_keep_the_time() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut file = read("aac.m4a");
    // Two packets in the middle of the media data.
    let middle = file.len() / 2;
    file[middle..middle + 300].fill(0xff);
    let prepared = prepare_bytes(folder.path(), &file).expect("decodes the rest");
    assert!((1..=3).contains(&prepared.damaged_packets), "{}", prepared.damaged_packets);
    assert!((prepared.duration_seconds - 2.0).abs() < 0.05, "{}", prepared.duration_seconds);
}

#[test]
fn headers_that_recorders_leave_unfinished_are_read_to_the_end() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let whole = wav(8_000, &[tone(8_000, 440.0, 0.5, 2.0)]);
    for (riff_size, data_size) in [(0, 0), (u32::MAX, u32::MAX), (0x7fff_ffff, 0x7fff_ffdb), (36, 0)] {
        let mut file = whole.clone();
        file[4..8].copy_from_slice(&riff_size.to_le_bytes());
        file[40..44].copy_from_slice(&data_size.to_le_bytes());
        let prepared = prepare_bytes(folder.path(), &file).expect("a placeholder is not a length");
        assert_eq!(prepared.duration_seconds, 2.0, "{riff_size:#x} {data_size:#x}");
        assert!((amplitude(&samples(&prepared, 0), 440.0) - 0.5).abs() < 0.01);
    }
}

#[test]
fn telephone_wav_with_the_short_format_chunk_and_chunks_in_the_way_is_read() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    // µ-law in mono; 0xff is silence, 0x00 the lowest sample.
    let mut file = b"RIFF\0\0\0\0WAVELIST\x05\0\0\0abcde\0fmt \x10\0\0\0".to_vec();
    file.extend_from_slice(&[7, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x40, 0x1f, 0, 0, 1, 0, 8, 0]);
    file.extend_from_slice(b"fact\x04\0\0\0\x80\x3e\0\0data\x80\x3e\0\0");
    file.extend((0..16_000).map(|n| if n % 2 == 0 { 0x1f } else { 0x9f }));
    // A chunk behind the samples is not audio.
    file.extend_from_slice(b"LIST\x04\0\0\0INFO");
    let prepared = prepare_bytes(folder.path(), &file).expect("decodes");
    assert_eq!((prepared.source.codec.as_str(), prepared.duration_seconds), ("pcm_mulaw", 2.0));
}

#[test]
fn mp3_inside_wav_is_found() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mp3 = read("mp3_44k.mp3");
    let mut file = b"RIFF\0\0\0\0WAVEfmt \x1e\0\0\0".to_vec();
    file.extend_from_slice(&[0x55, 0, 2, 0, 0x44, 0xac, 0, 0, 0x40, 0x1f, 0, 0, 1, 0, 0, 0, 12, 0]);
    file.extend_from_slice(&[0; 12]);
    file.extend_from_slice(b"data");
    file.extend_from_slice(&(mp3.len() as u32).to_le_bytes());
    file.extend_from_slice(&mp3);
    let prepared = prepare_bytes(folder.path(), &file).expect("decodes");
    assert_eq!((prepared.source.codec.as_str(), prepared.channels.len()), ("mp3", 2));
    let level = amplitude(&samples(&prepared, 0), 440.0);
    assert!((level - 0.5).abs() < 0.03, "{level}");
}

#[test]
fn a_mono_recording_written_twice_is_one_channel() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let prepared_of = |left: Vec<i16>, right: Vec<i16>| -> PreparedAudio {
        prepare_bytes(folder.path(), &wav(44_100, &[left, right])).expect("decodes")
    };
    let voice = tone(44_100, 440.0, 0.5, 2.0);

    let same = prepared_of(tone(44_100, 440.0, 0.25, 2.0), voice.clone());
    assert_eq!((same.treatment, same.channels.len()), (ChannelTreatment::DualMono, 1));
    assert_eq!((same.source.channels, same.waveform.channels.len()), (2, 1));
    assert!(same.channels[0].path.ends_with("channel-0.s16"));
    let level = amplitude(&samples(&same, 0), 440.0);
    assert!((level - 0.5).abs() < 0.01, "the stronger one is kept: {level}");
    let files = fs::read_dir(folder.path().join("out")).expect("the output folder").count();
    assert_eq!(files, 1, "the other file is gone");

    let silent_right = prepared_of(voice.clone(), vec![0; voice.len()]);
    assert_eq!((silent_right.treatment, silent_right.channels.len()), (ChannelTreatment::Kept, 2));
    assert_eq!(silent_right.channels[1].level_dbfs, -120.0);
}

#[test]
fn float_samples_that_are_no_numbers_do_not_spread() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut file = read("wav_f32.wav");
    let start = file.len() / 2 / 8 * 8;
    for (index, value) in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 1e30].iter().enumerate() {
        let at = start + index * 4;
        file[at..at + 4].copy_from_slice(&value.to_le_bytes());
    }
    let prepared = prepare_bytes(folder.path(), &file).expect("decodes");
    let level = amplitude(&samples(&prepared, 0), 440.0);
    assert!((level - 0.5).abs() < 0.02, "{level}");
}

#[test]
fn length_is_limited_by_header_and_by_content() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let options = PrepareOptions { limits: DecodeLimits { max_duration_seconds: 1.0 } };
    for name in ["wav_s16.wav", "opus.webm", "mp3_8k_no_xing.mp3", "aac_fragmented.mp4"] {
        let error = prepare(&fixture(name), folder.path(), &options, &mut |_| {}, &|| false).expect_err(name);
        assert!(matches!(error, MediaError::TooLong { .. }), "{name}: {error}");
        assert!(is_empty(folder.path()), "{name}: files are left");
    }
}

#[test]
fn preparing_can_be_watched_and_cancelled() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut seen = Vec::new();
    prepare(
        &fixture("vorbis.ogg"),
        folder.path(),
        &PrepareOptions::default(),
        &mut |fraction| seen.push(fraction),
        &|| false,
    )
    .expect("decodes");
    assert!(seen.len() > 10 && seen.is_sorted(), "{seen:?}");
    assert_eq!((seen.first(), seen.last()), (Some(&0.0), Some(&1.0)));

    let other = tempfile::tempdir().expect("a temporary folder");
    let asked = Cell::new(0);
    let cancelled = || {
        asked.set(asked.get() + 1);
        asked.get() > 5
    };
    let error =
        prepare(&fixture("vorbis.ogg"), other.path(), &PrepareOptions::default(), &mut |_| {}, &cancelled)
            .expect_err("stops");
    assert!(matches!(error, MediaError::Cancelled), "{error}");
    assert!(is_empty(other.path()));
}

#[test]
fn a_sink_may_stop_after_what_it_needs() {
    let mut blocks = 0;
    let summary = decode(&fixture("flac_16.flac"), &DecodeLimits::default(), &mut |_| {
        blocks += 1;
        std::ops::ControlFlow::Break(())
    })
    .expect("stopping is no error");
    assert!(summary.stopped_early && blocks == 1 && summary.duration_seconds < 1.0);
}

#[test]
fn what_is_prepared_survives_being_stored() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let prepared = prepare_quietly(&fixture("opus.webm"), folder.path()).expect("decodes");
    let json = serde_json::to_string(&prepared).expect("serialises");
    assert_eq!(serde_json::from_str::<PreparedAudio>(&json).expect("parses"), prepared);
}
