//! Frame headers of MPEG audio (ISO 11172-3, 13818-3, and the 2.5 extension) and of AAC in ADTS.
//!
//! Both streams have no file header, only a 12-bit sync word that occurs by chance in any data. A frame
//! counts as found when the frame that must follow it is there too.

const BIT_RATES_KBPS: [[[u32; 16]; 3]; 2] = [
    // MPEG 1: layers I, II, III.
    [
        [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448, 0],
        [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 0],
        [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0],
    ],
    // MPEG 2 and 2.5: layers I, II, III.
    [
        [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256, 0],
        [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0],
        [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0],
    ],
];

/// What two frames of one stream have in common, and the length of this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct FrameHeader {
    kind: StreamKind,
    sample_rate_hz: u32,
    frame_bytes: usize,
}

/// The stream a frame belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StreamKind {
    /// MPEG audio of this layer (1, 2 or 3).
    MpegLayer(u8),
    /// AAC in ADTS frames.
    Adts,
}

fn parse_mpeg(bytes: &[u8]) -> Option<FrameHeader> {
    let [0xff, second, third, ..] = *bytes else { return None };
    if second & 0xe0 != 0xe0 {
        return None;
    }
    let (version, rates) = match (second >> 3) & 3 {
        3 => (1, [44_100, 48_000, 32_000]),
        2 => (2, [22_050, 24_000, 16_000]),
        0 => (2, [11_025, 12_000, 8_000]),
        _ => return None,
    };
    let layer = match (second >> 1) & 3 {
        3 => 1,
        2 => 2,
        1 => 3,
        _ => return None,
    };
    let sample_rate_hz = *rates.get(usize::from((third >> 2) & 3))?;
    let kbps = BIT_RATES_KBPS[version - 1][layer - 1][usize::from(third >> 4)];
    if kbps == 0 {
        return None;
    }
    let padding = u32::from((third >> 1) & 1);
    let frame_bytes = match (layer, version) {
        (1, _) => (12_000 * kbps / sample_rate_hz + padding) * 4,
        (3, 2) => 72_000 * kbps / sample_rate_hz + padding,
        _ => 144_000 * kbps / sample_rate_hz + padding,
    };
    let layer = u8::try_from(layer).ok()?;
    Some(FrameHeader {
        kind: StreamKind::MpegLayer(layer),
        sample_rate_hz,
        frame_bytes: usize::try_from(frame_bytes).ok()?,
    })
}

fn parse_adts(bytes: &[u8]) -> Option<FrameHeader> {
    const RATES_HZ: [u32; 13] = [
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
    ];
    let [0xff, second, third, fourth, fifth, sixth, ..] = *bytes else { return None };
    if second & 0xf6 != 0xf0 {
        return None;
    }
    let frame_bytes = (usize::from(fourth & 3) << 11) | (usize::from(fifth) << 3) | (usize::from(sixth) >> 5);
    let sample_rate_hz = *RATES_HZ.get(usize::from((third >> 2) & 15))?;
    (frame_bytes > 7).then_some(FrameHeader { kind: StreamKind::Adts, sample_rate_hz, frame_bytes })
}

fn parse(bytes: &[u8]) -> Option<FrameHeader> {
    parse_adts(bytes).or_else(|| parse_mpeg(bytes))
}

/// Finds the first frame in `head`: where it starts and of which stream it is.
///
/// Recorders put padding before the first frame; as much as `head` holds is skipped. A frame at the very
/// start whose successor lies beyond `head` is believed when `head` is all there is or the frame is larger.
pub(crate) fn find_first_frame(head: &[u8]) -> Option<(usize, StreamKind)> {
    (0..head.len()).filter(|&start| head[start] == 0xff).find_map(|start| {
        let first = parse(&head[start..])?;
        let next_start = start + first.frame_bytes;
        let followed = match head.get(next_start..) {
            Some(next) if next.len() >= 6 => parse(next)
                .is_some_and(|next| next.kind == first.kind && next.sample_rate_hz == first.sample_rate_hz),
            _ => start == 0,
        };
        followed.then_some((start, first.kind))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_sync_word_inside_other_data_is_not_a_stream() {
        let mut text = vec![b'x'; 4000];
        // 128 kbit/s, 44.1 kHz, layer III: 417 bytes; nothing follows it.
        text[100..104].copy_from_slice(&[0xff, 0xfb, 0x90, 0x00]);
        assert_eq!(find_first_frame(&text), None);
        text[517..521].copy_from_slice(&[0xff, 0xfb, 0x90, 0x00]);
        assert_eq!(find_first_frame(&text), Some((100, StreamKind::MpegLayer(3))));
    }
}
