//! Reads WAV headers the way recorders write them, and hands the demuxer one that is by the book.
//!
//! Telephone systems write WAV that strict readers refuse: G.711 with the short 16-byte format chunk, sizes
//! of 0 or all ones because the recorder streamed or was killed, RF64 because there was more than 4 GiB, MP3
//! inside. So the chunks are walked here, and the demuxer is shown a fresh header followed by the samples.
//!
//! Where the size of the samples is a placeholder, they run to the end of the file. A size that is merely
//! larger than the file is passed on: that file was cut, and will be found so.

use std::io::{self, Read, Seek, SeekFrom};

use crate::error::MediaError;

/// Sizes at and above this one are placeholders when the file is shorter.
const PLACEHOLDER_FROM: u64 = 0x7fff_0000;

/// Chunks looked at before `data`; real files have fewer than ten.
const MAX_CHUNKS: usize = 256;

/// More than any format chunk holds that can be read.
const MAX_FORMAT_BYTES: u64 = 1024;

const PCM: u16 = 0x0001;
const ADPCM_MICROSOFT: u16 = 0x0002;
const IEEE_FLOAT: u16 = 0x0003;
const A_LAW: u16 = 0x0006;
const MU_LAW: u16 = 0x0007;
const ADPCM_IMA: u16 = 0x0011;
const MPEG: u16 = 0x0050;
const MP3: u16 = 0x0055;
const EXTENSIBLE: u16 = 0xfffe;

/// What the file holds, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WavLayout {
    /// Offset of the first sample in the file.
    pub data_start: u64,
    /// Length of the samples in the file.
    pub data_bytes: u64,
    pub content: WavContent,
}

/// How to read the samples.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum WavContent {
    /// With this header in front, as WAV.
    Wav { header: Vec<u8> },
    /// As a bare MPEG audio stream.
    Mpeg,
}

/// Walks the chunks of the WAV that begins at `start` of `file`.
pub(crate) fn read_layout(
    file: &mut (impl Read + Seek),
    start: u64,
    file_bytes: u64,
) -> Result<WavLayout, MediaError> {
    let read_error = MediaError::io("read the media file");
    let mut position = start + 12;
    let mut format = None;
    let mut long_data_bytes = None;
    for _ in 0..MAX_CHUNKS {
        let header = read_at(file, position, 8).map_err(&read_error)?;
        let Some((name, size)) = header
            .split_first_chunk::<4>()
            .and_then(|(name, size)| Some((*name, u64::from(u32::from_le_bytes(size.try_into().ok()?)))))
        else {
            return Err(MediaError::Truncated { decoded_seconds: 0.0, expected_seconds: None });
        };
        let body = position + 8;
        match &name {
            b"ds64" => {
                let sizes = read_at(file, body, 16).map_err(&read_error)?;
                long_data_bytes =
                    sizes.get(8..16).and_then(|size| size.try_into().ok()).map(u64::from_le_bytes);
            }
            b"fmt " => {
                format = Some(read_at(file, body, size.min(MAX_FORMAT_BYTES)).map_err(&read_error)?);
            }
            b"data" => {
                let format = format.ok_or_else(|| MediaError::corrupt("wav without a format chunk"))?;
                let declared_bytes = long_data_bytes.filter(|_| size == u64::from(u32::MAX)).unwrap_or(size);
                return layout(&format, body, declared_bytes, file_bytes);
            }
            _ => {}
        }
        // Chunks are padded to even lengths.
        position = body + size + (size & 1);
    }
    Err(MediaError::corrupt("wav without samples"))
}

/// Up to `count` bytes at `offset`; fewer at the end of the file.
fn read_at(file: &mut (impl Read + Seek), offset: u64, count: u64) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(offset))?;
    let mut bytes = Vec::new();
    file.by_ref().take(count).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn layout(
    format: &[u8],
    data_start: u64,
    declared_bytes: u64,
    file_bytes: u64,
) -> Result<WavLayout, MediaError> {
    let available_bytes = file_bytes.saturating_sub(data_start);
    let is_placeholder =
        declared_bytes == 0 || (declared_bytes >= PLACEHOLDER_FROM && declared_bytes > available_bytes);
    let shown_bytes = if is_placeholder { available_bytes } else { declared_bytes };
    let content = content(format, u32::try_from(shown_bytes).unwrap_or(u32::MAX))?;
    Ok(WavLayout { data_start, data_bytes: shown_bytes.min(available_bytes), content })
}

fn content(format: &[u8], shown_bytes: u32) -> Result<WavContent, MediaError> {
    let Some((tag, common)) = format.split_first_chunk::<2>().filter(|(_, common)| common.len() >= 14) else {
        return Err(MediaError::corrupt("wav with a format chunk that is too short"));
    };
    let mut tag = u16::from_le_bytes(*tag);
    let is_extensible = tag == EXTENSIBLE;
    if is_extensible {
        // The GUID's first two bytes are the plain tag, the rest is the same for all.
        let Some(sub_format) = format.get(24..26).and_then(|bytes| bytes.try_into().ok()) else {
            return Err(MediaError::corrupt("wav with an extensible format that is too short"));
        };
        tag = u16::from_le_bytes(sub_format);
    }
    let format = match tag {
        // The channel mask is in the extension.
        PCM | IEEE_FLOAT if is_extensible => format[..format.len().min(40)].to_vec(),
        PCM | IEEE_FLOAT => format[..16].to_vec(),
        A_LAW | MU_LAW => {
            let mut plain = tag.to_le_bytes().to_vec();
            plain.extend_from_slice(&common[..14]);
            plain.extend_from_slice(&[0, 0]);
            plain
        }
        ADPCM_MICROSOFT | ADPCM_IMA => format.to_vec(),
        MPEG | MP3 => return Ok(WavContent::Mpeg),
        other => return Err(MediaError::unsupported(codec_name(other))),
    };
    let mut header = b"RIFF\xff\xff\xff\xffWAVEfmt ".to_vec();
    // At most MAX_FORMAT_BYTES.
    header.extend_from_slice(&(format.len() as u32).to_le_bytes());
    header.extend_from_slice(&format);
    if format.len() % 2 == 1 {
        header.push(0);
    }
    header.extend_from_slice(b"data");
    header.extend_from_slice(&shown_bytes.to_le_bytes());
    Ok(WavContent::Wav { header })
}

/// The codecs that telephone recorders put into WAV and that cannot be read.
fn codec_name(tag: u16) -> String {
    let name = match tag {
        0x0022 => "truespeech",
        0x0031 => "gsm 6.10",
        0x0040 | 0x0045 | 0x0064 => "g.726 adpcm",
        0x0028 | 0x0065 => "g.722",
        0x0042 => "g.723.1",
        0x0083 | 0x0133 => "g.729",
        0x0160..=0x0163 => "windows media audio",
        other => return format!("wav with codec {other:#06x}"),
    };
    format!("wav with {name}")
}
