//! Finds out from outside whether a file was cut.
//!
//! Some demuxers do not say so themselves. Ogg has no length in its header, and an incomplete last page passes
//! for the end. MP4 may keep its index behind the samples; without it the file is merely "not supported".
//! Matroska that is shorter than it says is refused as malformed. All consist of pieces that begin with their
//! length, so it is enough to see whether the last one is whole.

use std::io::{self, Read, Seek, SeekFrom};

use crate::error::MediaError;
use crate::sniff::Container;

/// An Ogg page is at most 65,307 bytes (RFC 3533, section 6), so that one begins in this much.
const OGG_TAIL_BYTES: u64 = 65_307 + 27;

/// More boxes than this at the top of an MP4 are fragments; their cut ends are found while decoding.
const MAX_MP4_BOXES: usize = 100_000;

/// How a file ends, as far as it can be told without decoding it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Between two pieces, or the format does not tell.
    Unremarkable,
    /// Inside a piece: the rest is missing.
    Cut,
    /// A live recording, which has no end of its own; it may stop anywhere.
    Open,
}

/// How the file, of `container` from `start` on, ends.
pub(crate) fn find_ending(
    file: &mut (impl Read + Seek),
    container: Container,
    start: u64,
    file_bytes: u64,
) -> Result<Ending, MediaError> {
    match container {
        Container::Ogg => ends_inside_ogg_page(file, file_bytes).map(cut_if),
        Container::Mp4 => ends_inside_mp4_box(file, start, file_bytes).map(cut_if),
        Container::Matroska | Container::Webm => ebml_segment_ending(file, start, file_bytes),
        _ => Ok(Ending::Unremarkable),
    }
    .map_err(MediaError::io("read the media file"))
}

fn cut_if(is_cut: bool) -> Ending {
    if is_cut { Ending::Cut } else { Ending::Unremarkable }
}

fn read_at(file: &mut (impl Read + Seek), offset: u64, count: u64) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(offset))?;
    let mut bytes = Vec::new();
    file.by_ref().take(count).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn ends_inside_ogg_page(file: &mut (impl Read + Seek), file_bytes: u64) -> io::Result<bool> {
    let tail = read_at(file, file_bytes.saturating_sub(OGG_TAIL_BYTES), OGG_TAIL_BYTES)?;
    // The pattern may occur inside a page by chance, in one of 10^12 places.
    let last = tail.windows(5).rposition(|bytes| bytes == b"OggS\0");
    Ok(last.is_some_and(|last| {
        ogg_page_bytes(&tail[last..]).is_none_or(|page_bytes| last + page_bytes > tail.len())
    }))
}

fn ogg_page_bytes(page: &[u8]) -> Option<usize> {
    let segments = usize::from(*page.get(26)?);
    let lengths = page.get(27..27 + segments)?;
    Some(27 + segments + lengths.iter().map(|&length| usize::from(length)).sum::<usize>())
}

/// Walks the boxes at the top of the file (ISO 14496-12, section 4.2).
fn ends_inside_mp4_box(file: &mut (impl Read + Seek), start: u64, file_bytes: u64) -> io::Result<bool> {
    let mut position = start;
    for _ in 0..MAX_MP4_BOXES {
        let header = read_at(file, position, 16)?;
        let Some((short, rest)) = header.split_first_chunk::<4>() else { return Ok(false) };
        let box_bytes = match u32::from_be_bytes(*short) {
            1 => match rest.get(4..12).and_then(|long| long.try_into().ok()) {
                Some(long) => u64::from_be_bytes(long),
                None => return Ok(true),
            },
            // The box runs to the end of the file.
            0 => return Ok(false),
            short => u64::from(short),
        };
        // Not a box: something was put behind the file.
        if box_bytes < 8 {
            return Ok(false);
        }
        let Some(next) = position.checked_add(box_bytes) else { return Ok(true) };
        if next >= file_bytes {
            return Ok(next > file_bytes);
        }
        position = next;
    }
    Ok(false)
}

/// Reads the EBML header and the size of the segment behind it, which is all the rest (RFC 8794, RFC 9559).
/// Live recordings leave the size open.
fn ebml_segment_ending(file: &mut (impl Read + Seek), start: u64, file_bytes: u64) -> io::Result<Ending> {
    const ID_BYTES: u64 = 4;
    let mut position = start;
    // The header, at times an empty element, the segment.
    for _ in 0..4 {
        let head = read_at(file, position, ID_BYTES + 8)?;
        let Some((id, size)) = head.split_first_chunk::<4>() else { break };
        let Some((element_bytes, size_bytes)) = ebml_size(size) else { break };
        let body = position + ID_BYTES + size_bytes;
        let Some(element_bytes) = element_bytes else { return Ok(Ending::Open) };
        let Some(end) = body.checked_add(element_bytes) else { return Ok(Ending::Cut) };
        let is_segment = *id == [0x18, 0x53, 0x80, 0x67];
        if is_segment || end > file_bytes {
            return Ok(cut_if(end > file_bytes));
        }
        position = end;
    }
    Ok(Ending::Unremarkable)
}

/// The size at the start of `bytes`, `None` inside when it is left open, and how many bytes it takes.
fn ebml_size(bytes: &[u8]) -> Option<(Option<u64>, u64)> {
    let (&first, rest) = bytes.split_first()?;
    let following = first.leading_zeros();
    let rest = rest.get(..usize::try_from(following).ok().filter(|&count| count < 8)?)?;
    let value = rest.iter().fold(u64::from(first), |value, &byte| (value << 8) | u64::from(byte));
    // The marker bit stands before 7 bits for each byte.
    let value_bits = 7 * (following + 1);
    let value = value & ((1 << value_bits) - 1);
    let is_open = value == (1 << value_bits) - 1;
    Some(((!is_open).then_some(value), u64::from(following) + 1))
}
