//! What a file is, by its first bytes: never by its name or by the header it came with.

use std::io::{Read, Seek, SeekFrom};

use serde::{Deserialize, Serialize};

use crate::error::MediaError;
use crate::mpeg_frame::{StreamKind, find_first_frame};

/// How many leading bytes [`sniff`] makes use of; fewer work when the format has a signature.
pub const SNIFF_BYTES: usize = 8192;

/// How many ID3 tags may stand before the audio; some taggers add a second one instead of replacing.
const MAX_LEADING_TAGS: usize = 4;

/// A container format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Container {
    /// RIFF WAVE, and its 64-bit form RF64/BW64.
    Wav,
    /// AIFF and AIFF-C.
    Aiff,
    /// Apple Core Audio.
    Caf,
    /// A bare MPEG audio stream (MP1, MP2, MP3), with or without tags.
    MpegAudio,
    /// AAC in ADTS frames.
    Adts,
    /// Native FLAC.
    Flac,
    /// Ogg (Vorbis, Opus, FLAC inside).
    Ogg,
    /// ISO base media: MP4, M4A, QuickTime, 3GP.
    Mp4,
    /// Matroska.
    Matroska,
    /// WebM, the subset of Matroska.
    Webm,
}

/// Says which container the file that begins with `head` is; `None` when it is none that can be read.
///
/// An answer means that the signature is there, not that the file is whole. A file that begins with an ID3
/// tag longer than `head` counts as MPEG audio, its usual bearer; [`probe`](crate::probe) looks behind it.
pub fn sniff(head: &[u8]) -> Option<Container> {
    if let Some(tag_bytes) = id3_tag_bytes(head) {
        return match usize::try_from(tag_bytes).ok().and_then(|start| head.get(start..)) {
            Some(rest) if rest.len() >= 8 => sniff(rest),
            _ => Some(Container::MpegAudio),
        };
    }
    signature(head).or_else(|| {
        if named_unsupported(head).is_some() {
            return None;
        }
        find_first_frame(head).map(|(_, kind)| container_of(kind))
    })
}

/// Where a container was found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Location {
    /// Offset of its first byte, behind tags and padding.
    pub start: u64,
    pub container: Container,
    /// Whether the length it gives is written in it. Bare streams are measured by their bit rate, which is a
    /// guess when the bit rate varies, unless an encoder left its note in the first frame.
    pub has_exact_length: bool,
}

/// Looks for a container in `file`, from `start` on.
pub(crate) fn locate(file: &mut (impl Read + Seek), start: u64) -> Result<Location, MediaError> {
    let read_error = MediaError::io("read the media file");
    let mut position = start;
    for _ in 0..=MAX_LEADING_TAGS {
        file.seek(SeekFrom::Start(position)).map_err(&read_error)?;
        let mut head = Vec::with_capacity(SNIFF_BYTES);
        file.by_ref().take(SNIFF_BYTES as u64).read_to_end(&mut head).map_err(&read_error)?;
        if let Some(tag_bytes) = id3_tag_bytes(&head) {
            position += tag_bytes;
            continue;
        }
        if head.is_empty() {
            return Err(if position == start {
                MediaError::corrupt("the file is empty")
            } else {
                MediaError::Truncated { decoded_seconds: 0.0, expected_seconds: None }
            });
        }
        if let Some(container) = signature(&head) {
            return Ok(Location { start: position, container, has_exact_length: true });
        }
        if let Some(what) = named_unsupported(&head) {
            return Err(MediaError::unsupported(what));
        }
        let Some((skipped, kind)) = find_first_frame(&head) else {
            return Err(MediaError::unsupported("not a known audio or video format"));
        };
        return Ok(Location {
            start: position + skipped as u64,
            container: container_of(kind),
            has_exact_length: has_encoder_note(&head[skipped..]),
        });
    }
    Err(MediaError::corrupt("more ID3 tags than a file has reason to have"))
}

/// Encoders of MP3 write the number of frames into a first frame that is otherwise silent: behind the side
/// information, which is at most 32 bytes long (Xing, Info), or 36 bytes into the frame (VBRI).
fn has_encoder_note(frame: &[u8]) -> bool {
    let start = &frame[..frame.len().min(48)];
    start.windows(4).any(|word| matches!(word, b"Xing" | b"Info" | b"VBRI"))
}

fn container_of(kind: StreamKind) -> Container {
    match kind {
        StreamKind::MpegLayer(_) => Container::MpegAudio,
        StreamKind::Adts => Container::Adts,
    }
}

fn signature(head: &[u8]) -> Option<Container> {
    let form = head.get(8..12);
    match head.get(..4)? {
        b"RIFF" | b"RF64" | b"BW64" if form == Some(b"WAVE") => Some(Container::Wav),
        b"FORM" if form == Some(b"AIFF") || form == Some(b"AIFC") => Some(Container::Aiff),
        b"caff" => Some(Container::Caf),
        b"fLaC" => Some(Container::Flac),
        b"OggS" => Some(Container::Ogg),
        [0x1a, 0x45, 0xdf, 0xa3] => Some(ebml_document(head)),
        _ => match head.get(4..8)? {
            // QuickTime files of old begin with any of these.
            b"ftyp" | b"moov" | b"mdat" | b"free" | b"skip" | b"wide" | b"pnot" => Some(Container::Mp4),
            _ => None,
        },
    }
}

/// WebM says so in its EBML header, within the first few dozen bytes.
fn ebml_document(head: &[u8]) -> Container {
    let header = &head[..head.len().min(128)];
    if header.windows(4).any(|window| window == b"webm") { Container::Webm } else { Container::Matroska }
}

/// Names what is often sent and cannot be read, so that the error helps its reader.
fn named_unsupported(head: &[u8]) -> Option<&'static str> {
    const ASF: &[u8] = &[0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11];
    const TABLE: &[(&[u8], &str)] = &[
        (ASF, "windows media (asf, wma)"),
        (b"#!AMR", "amr"),
        (b".snd", "sun au"),
        (b".RMF", "realmedia"),
        (b"FLV\x01", "flash video"),
        (b"riff\x2e\x91\xcf\x11", "wave64"),
        (b"MAC ", "monkey's audio"),
        (b"wvpk", "wavpack"),
        (b"MThd", "midi"),
        (&[0x00, 0x00, 0x01, 0xba], "mpeg program stream"),
        (&[0x00, 0x00, 0x01, 0xb3], "mpeg video"),
        (b"#EXTM3U", "a playlist (m3u)"),
        (b"PK\x03\x04", "a zip archive"),
        (&[0x1f, 0x8b], "a gzip archive"),
        (b"%PDF", "a pdf document"),
        (b"\x89PNG", "an image"),
        (&[0xff, 0xd8, 0xff], "an image"),
        (b"GIF8", "an image"),
    ];
    if let Some((_, name)) = TABLE.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(name);
    }
    if head.starts_with(b"RIFF") {
        return Some(if head.get(8..11) == Some(b"AVI") { "avi" } else { "a riff file that is not wave" });
    }
    let is_transport_stream = head.first() == Some(&0x47) && head.get(188) == Some(&0x47);
    if is_transport_stream {
        return Some("mpeg transport stream");
    }
    // A sign-in page or an error message in place of the recording.
    let text = head.trim_ascii_start();
    match text.first() {
        Some(b'<') if text.get(..64.min(text.len()))?.is_ascii() => Some("a web page or xml document"),
        Some(b'{' | b'[') if text.get(..64.min(text.len()))?.is_ascii() => Some("a json document"),
        _ => None,
    }
}

/// Length of the ID3v2 tag at the start of `head`, its header and footer included.
fn id3_tag_bytes(head: &[u8]) -> Option<u64> {
    let [b'I', b'D', b'3', major, _, flags, a, b, c, d, ..] = *head else { return None };
    if major == 0xff || [a, b, c, d].iter().any(|&byte| byte >= 0x80) {
        return None;
    }
    let body = [a, b, c, d].iter().fold(0_u64, |size, &byte| (size << 7) | u64::from(byte));
    let footer = if flags & 0x10 != 0 { 10 } else { 0 };
    Some(10 + body + footer)
}
