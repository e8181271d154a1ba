//! Writes the model file of whisper.cpp: magic number, eleven sizes, mel filters, tokens, tensors.

use std::io::{self, Write};

use half::f16;

/// "ggml" as a little-endian number.
const MAGIC: u32 = 0x6767_6d6c;
/// Revision of ggml's quantised layouts, which a quantised file carries in its type: `revision * 1000 + type`.
const QUANTISATION_REVISION: u32 = 2;
const REVISION_FACTOR: u32 = 1000;

/// Numbers that share a scale in `q8_0`.
pub const BLOCK: usize = 32;
const LARGEST_BYTE: f32 = 127.0;

/// How the large matrices are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum WeightType {
    /// 16-bit floating point: as published.
    #[value(name = "f16")]
    F16,
    /// 8-bit whole numbers, with a 16-bit scale for every 32.
    #[value(name = "q8_0")]
    Q8,
}

impl WeightType {
    /// `ftype` of the file's header.
    pub fn file_type(self) -> u32 {
        match self {
            Self::F16 => 1,
            Self::Q8 => QUANTISATION_REVISION * REVISION_FACTOR + 7,
        }
    }
}

/// How the numbers of one tensor are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    F32,
    F16,
    Q8,
}

impl From<WeightType> for Stored {
    fn from(weights: WeightType) -> Self {
        match weights {
            WeightType::F16 => Self::F16,
            WeightType::Q8 => Self::Q8,
        }
    }
}

/// The header's sizes, in its order.
#[derive(Debug)]
pub struct Sizes {
    pub vocabulary: usize,
    pub audio_context: usize,
    pub audio_state: usize,
    pub audio_heads: usize,
    pub audio_layers: usize,
    pub text_context: usize,
    pub text_state: usize,
    pub text_heads: usize,
    pub text_layers: usize,
    pub mels: usize,
}

/// Writes everything before the tensors.
pub fn write_header(
    writer: &mut impl Write,
    sizes: &Sizes,
    file_type: u32,
    bins: usize,
    filters: &[f32],
    tokens: &[Vec<u8>],
) -> io::Result<()> {
    writer.write_all(&MAGIC.to_le_bytes())?;
    let Sizes {
        vocabulary,
        audio_context,
        audio_state,
        audio_heads,
        audio_layers,
        text_context,
        text_state,
        text_heads,
        text_layers,
        mels,
    } = *sizes;
    for size in [
        vocabulary,
        audio_context,
        audio_state,
        audio_heads,
        audio_layers,
        text_context,
        text_state,
        text_heads,
        text_layers,
        mels,
    ] {
        write_size(writer, size)?;
    }
    writer.write_all(&file_type.to_le_bytes())?;
    write_size(writer, mels)?;
    write_size(writer, bins)?;
    for weight in filters {
        writer.write_all(&weight.to_le_bytes())?;
    }
    write_size(writer, tokens.len())?;
    for token in tokens {
        write_size(writer, token.len())?;
        writer.write_all(token)?;
    }
    Ok(())
}

/// Writes one tensor. `dimensions` are outermost first; the file has them the other way round.
pub fn write_tensor(
    writer: &mut impl Write,
    name: &str,
    dimensions: &[usize],
    stored: Stored,
    numbers: &[f32],
) -> io::Result<()> {
    write_size(writer, dimensions.len())?;
    write_size(writer, name.len())?;
    let type_code: u32 = match stored {
        Stored::F32 => 0,
        Stored::F16 => 1,
        Stored::Q8 => 8,
    };
    writer.write_all(&type_code.to_le_bytes())?;
    for dimension in dimensions.iter().rev() {
        write_size(writer, *dimension)?;
    }
    writer.write_all(name.as_bytes())?;
    match stored {
        Stored::F32 => numbers.iter().try_for_each(|number| writer.write_all(&number.to_le_bytes())),
        Stored::F16 => {
            numbers.iter().try_for_each(|number| writer.write_all(&f16::from_f32(*number).to_le_bytes()))
        }
        Stored::Q8 => numbers.chunks(BLOCK).try_for_each(|block| write_block(writer, block)),
    }
}

/// The largest number of a block becomes 127 or -127; the others keep their proportion to it.
fn write_block(writer: &mut impl Write, block: &[f32]) -> io::Result<()> {
    let largest = block.iter().fold(0.0_f32, |largest, number| largest.max(number.abs()));
    let scale = largest / LARGEST_BYTE;
    let inverse = if scale == 0.0 { 0.0 } else { 1.0 / scale };
    writer.write_all(&f16::from_f32(scale).to_le_bytes())?;
    for number in block {
        writer.write_all(&((number * inverse).round() as i8).to_le_bytes())?;
    }
    Ok(())
}

fn write_size(writer: &mut impl Write, size: usize) -> io::Result<()> {
    let size = i32::try_from(size)
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidInput, format!("{size} is too large")))?;
    writer.write_all(&size.to_le_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantised_block_comes_back_within_half_a_step() {
        let numbers: Vec<f32> = (0..BLOCK).map(|index| (index as f32 * 0.7).sin() * 0.3).collect();
        let mut bytes = Vec::new();
        write_block(&mut bytes, &numbers).unwrap();
        assert_eq!(bytes.len(), BLOCK + 2);
        let scale = f16::from_le_bytes([bytes[0], bytes[1]]).to_f32();
        for (number, byte) in numbers.iter().zip(&bytes[2..]) {
            let restored = f32::from(i8::from_le_bytes([*byte])) * scale;
            assert!((restored - number).abs() <= scale * 0.52, "{number} became {restored}");
        }
        let mut zeros = Vec::new();
        write_block(&mut zeros, &[0.0; BLOCK]).unwrap();
        assert_eq!(zeros, [0; BLOCK + 2]);
    }
}
