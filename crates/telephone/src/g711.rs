//! G.711: 8 bits a sample, µ-law and A-law (ITU-T G.711).
//!
//! Both spend their bits on the quiet: a sign, three bits that say how large the step is, four that count steps.
//! Decoding is a table of 256; encoding finds the step by the position of the highest bit.

/// One of the two laws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Codec {
    /// µ-law, of North America and Japan: payload type 0.
    Pcmu,
    /// A-law, of the rest: payload type 8.
    Pcma,
}

impl Codec {
    /// Both, the one that we prefer first.
    pub(crate) const ALL: [Codec; 2] = [Codec::Pcmu, Codec::Pcma];

    /// The name in SDP.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Codec::Pcmu => "PCMU",
            Codec::Pcma => "PCMA",
        }
    }

    /// The payload type that RFC 3551 gives it.
    pub fn payload_type(self) -> u8 {
        match self {
            Codec::Pcmu => 0,
            Codec::Pcma => 8,
        }
    }

    /// One sample in 8 bits.
    pub fn encode(self, sample: i16) -> u8 {
        match self {
            Codec::Pcmu => encode_mu_law(sample),
            Codec::Pcma => encode_a_law(sample),
        }
    }

    /// The sample that 8 bits stand for.
    pub fn decode(self, byte: u8) -> i16 {
        let table = match self {
            Codec::Pcmu => &MU_LAW,
            Codec::Pcma => &A_LAW,
        };
        table[usize::from(byte)]
    }
}

static MU_LAW: [i16; 256] = table(true);
static A_LAW: [i16; 256] = table(false);

/// Added before the logarithm of µ-law, so that its first segment begins at a power of two.
const BIAS: i32 = 0x84;
/// The loudest that µ-law can say.
const CLIP: i32 = 32_635;

const fn table(is_mu_law: bool) -> [i16; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = if is_mu_law { decode_mu_law(byte as u8) } else { decode_a_law(byte as u8) };
        byte += 1;
    }
    table
}

const fn decode_mu_law(byte: u8) -> i16 {
    let inverted = !byte;
    let segment = (inverted >> 4) & 0x07;
    let magnitude = ((((inverted & 0x0f) as i32) << 3) + BIAS) << segment;
    let value = magnitude - BIAS;
    if inverted & 0x80 == 0 { value as i16 } else { -value as i16 }
}

const fn decode_a_law(byte: u8) -> i16 {
    let plain = byte ^ 0x55;
    let segment = (plain >> 4) & 0x07;
    let steps = ((plain & 0x0f) as i32) << 4;
    let value = if segment == 0 { steps + 8 } else { (steps + 0x108) << (segment - 1) };
    if plain & 0x80 == 0 { -value as i16 } else { value as i16 }
}

fn encode_mu_law(sample: i16) -> u8 {
    let sign: u8 = if sample < 0 { 0x80 } else { 0 };
    let magnitude = i32::from(sample).abs().min(CLIP) + BIAS;
    // Between 0x84 and 0x7fff: its highest bit is one of 7 to 14.
    let segment = 31 - magnitude.leading_zeros() - 7;
    let steps = ((magnitude >> (segment + 3)) & 0x0f) as u8;
    !(sign | ((segment as u8) << 4) | steps)
}

fn encode_a_law(sample: i16) -> u8 {
    let shifted = i32::from(sample) >> 3;
    let (mask, magnitude) = if shifted < 0 { (0x55, -shifted - 1) } else { (0xd5, shifted) };
    // Magnitudes below 0x20 are the first segment; each further bit is one more. At most 4095: segment 7.
    let segment = if magnitude < 0x20 { 0 } else { 31 - magnitude.leading_zeros() - 4 };
    let steps = (magnitude >> segment.max(1)) & 0x0f;
    (((segment as u8) << 4) | steps as u8) ^ mask
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        // Law, sample, byte, what the byte says.
        let rows = [
            (Codec::Pcmu, 0, 0xff, 0),
            (Codec::Pcmu, 8, 0xfe, 8),
            (Codec::Pcmu, 1_000, 0xce, 988),
            (Codec::Pcmu, -1_000, 0x4e, -988),
            (Codec::Pcmu, 32_767, 0x80, 32_124),
            (Codec::Pcmu, -32_768, 0x00, -32_124),
            (Codec::Pcma, 0, 0xd5, 8),
            (Codec::Pcma, -1, 0x55, -8),
            (Codec::Pcma, 1_000, 0xfa, 1_008),
            (Codec::Pcma, 32_767, 0xaa, 32_256),
            (Codec::Pcma, -32_768, 0x2a, -32_256),
        ];
        for (codec, sample, byte, decoded) in rows {
            assert_eq!(codec.encode(sample), byte, "{codec:?} of {sample}");
            assert_eq!(codec.decode(byte), decoded, "{codec:?} of {byte:#x}");
        }
    }

    #[test]
    fn every_byte_survives_a_round() {
        for codec in Codec::ALL {
            for byte in 0..=255_u8 {
                let again = codec.encode(codec.decode(byte));
                // µ-law has two zeros; the negative one becomes the other.
                let expected = if codec == Codec::Pcmu && byte == 0x7f { 0xff } else { byte };
                assert_eq!(again, expected, "{codec:?} {byte:#x}");
            }
        }
    }

    #[test]
    fn no_sample_is_off_by_more_than_its_step() {
        for codec in Codec::ALL {
            for sample in i16::MIN..=i16::MAX {
                let error = (i32::from(codec.decode(codec.encode(sample))) - i32::from(sample)).abs();
                let allowed = (i32::from(sample).abs() >> 4).max(16) + 12;
                assert!(error <= allowed, "{codec:?} {sample}: off by {error}");
            }
        }
    }
}
