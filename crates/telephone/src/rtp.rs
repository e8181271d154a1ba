//! The header of an RTP packet (RFC 3550, section 5.1).

/// Length of the header that we write, in bytes.
pub const HEADER_BYTES: usize = 12;

/// What the header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Begins a talk spurt, or an event.
    pub marker: bool,
    /// What the payload is, 0 to 127.
    pub payload_type: u8,
    /// One more with each packet; wraps.
    pub sequence: u16,
    /// Where the payload begins, in samples of the sender's clock; wraps.
    pub timestamp: u32,
    /// Who sends.
    pub ssrc: u32,
}

/// A packet that came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Packet<'a> {
    /// Its header.
    pub header: Header,
    /// What it carries, without padding.
    pub payload: &'a [u8],
}

impl Header {
    /// Writes the header and the payload after it in place of what `packet` held.
    pub fn write(&self, payload: &[u8], packet: &mut Vec<u8>) {
        packet.clear();
        packet.push(0x80);
        packet.push((u8::from(self.marker) << 7) | (self.payload_type & 0x7f));
        packet.extend_from_slice(&self.sequence.to_be_bytes());
        packet.extend_from_slice(&self.timestamp.to_be_bytes());
        packet.extend_from_slice(&self.ssrc.to_be_bytes());
        packet.extend_from_slice(payload);
    }
}

impl<'a> Packet<'a> {
    /// Reads a datagram; none where it is no RTP packet of version 2.
    pub fn parse(datagram: &'a [u8]) -> Option<Packet<'a>> {
        let (fixed, mut rest) = datagram.split_first_chunk::<HEADER_BYTES>()?;
        let [first, second, ..] = *fixed;
        if first >> 6 != 2 {
            return None;
        }
        let contributors = usize::from(first & 0x0f);
        rest = rest.get(contributors * 4..)?;
        if first & 0x10 != 0 {
            let (extension, after) = rest.split_first_chunk::<4>()?;
            let words = usize::from(u16::from_be_bytes([extension[2], extension[3]]));
            rest = after.get(words * 4..)?;
        }
        if first & 0x20 != 0 {
            let padding = usize::from(*rest.last()?);
            // A padding of 0 is no padding that the RFC knows.
            let length = rest.len().checked_sub(padding).filter(|_| padding > 0)?;
            rest = rest.get(..length)?;
        }
        let header = Header {
            marker: second & 0x80 != 0,
            payload_type: second & 0x7f,
            sequence: u16::from_be_bytes([fixed[2], fixed[3]]),
            timestamp: u32::from_be_bytes([fixed[4], fixed[5], fixed[6], fixed[7]]),
            ssrc: u32::from_be_bytes([fixed[8], fixed[9], fixed[10], fixed[11]]),
        };
        Some(Packet { header, payload: rest })
    }
}

#[cfg(test)]
mod tests {
    use rand::rngs::StdRng;
    use rand::{Rng, RngCore, SeedableRng};

    use super::*;

    const HEADER: Header =
        Header { marker: true, payload_type: 101, sequence: 0xfffe, timestamp: 0x8000_0001, ssrc: 7 };

    #[test]
    fn what_is_written_is_read() {
        let mut bytes = b"left over".to_vec();
        HEADER.write(&[1, 2, 3], &mut bytes);
        assert_eq!(bytes[..4], [0x80, 0xe5, 0xff, 0xfe]);
        assert_eq!(Packet::parse(&bytes), Some(Packet { header: HEADER, payload: &[1, 2, 3] }));
    }

    #[test]
    fn contributors_extension_and_padding_are_left_out() {
        let mut bytes = Vec::new();
        HEADER.write(&[], &mut bytes);
        bytes[0] = 0x80 | 0x20 | 0x10 | 1;
        bytes.extend_from_slice(&[0; 4]);
        bytes.extend_from_slice(&[0xbe, 0xde, 0, 1, 9, 9, 9, 9]);
        bytes.extend_from_slice(&[42, 43, 0, 2]);
        assert_eq!(Packet::parse(&bytes).map(|packet| packet.payload), Some(&[42, 43][..]));
    }

    #[test]
    fn what_is_no_packet_is_refused() {
        let mut bytes = Vec::new();
        HEADER.write(&[5], &mut bytes);
        // Which byte is spoilt, by what.
        for (position, value) in [(0, 0x40), (0, 0x8f), (0, 0x90), (0, 0xa0)] {
            let mut spoilt = bytes.clone();
            spoilt[position] = value;
            assert_eq!(Packet::parse(&spoilt), None, "{value:#x}");
        }
        assert_eq!(Packet::parse(&bytes[..11]), None);
        assert_eq!(Packet::parse(&[]), None);
    }

    #[test]
    fn noise_never_panics() {
        let mut random = StdRng::seed_from_u64(1);
        for _ in 0..20_000 {
            let mut noise = vec![0; random.random_range(0..64)];
            random.fill_bytes(&mut noise);
            if let Some(first) = noise.first_mut() {
                *first = 0x80 | (*first & 0x3f);
            }
            let _parsed = Packet::parse(&noise);
        }
    }
}
