//! Reads a model file of CTranslate2, version 6: a header, then tensors with their names.
//!
//! ```text
//! u32 version · string specification · u32 revision · u32 count
//! count × { string name · u8 rank · u32 × rank dimensions · u8 type · u32 bytes · data }
//! ```
//!
//! A string is a u16 length and that many bytes, the last of which is zero. Little-endian throughout.

use std::collections::HashMap;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::PathBuf;

use half::f16;

use super::ConvertError;

const VERSION: u32 = 6;
const SPECIFICATION: &str = "WhisperSpec";
/// The largest published Whisper has 1,300 tensors.
const MOST_TENSORS: u32 = 100_000;
/// Largest tensor that is taken; the largest of the largest Whisper has 265 MB in 32 bits.
const MOST_TENSOR_BYTES: u64 = 1 << 30;
const MOST_RANK: u8 = 4;

/// Type of the numbers, as CTranslate2 counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Numbers {
    F32,
    F16,
    /// Any other: only read where it is a whole number.
    Whole(u8),
}

#[derive(Debug)]
struct Tensor {
    dimensions: Vec<usize>,
    numbers: Numbers,
    offset: u64,
    size_bytes: u64,
}

/// An open model: where its tensors lie.
#[derive(Debug)]
pub struct Model {
    parts: Parts,
    tensors: HashMap<String, Tensor>,
}

impl Model {
    /// Opens the model that `paths` make when read one after the other.
    pub fn open(paths: Vec<PathBuf>) -> Result<Model, ConvertError> {
        let parts = Parts::open(paths)?;
        let mut cursor = Cursor { parts: &parts, offset: 0 };
        let version = cursor.u32()?;
        if version != VERSION {
            return Err(ConvertError::Model(format!("format version {version}, only {VERSION} is read")));
        }
        let specification = cursor.string()?;
        if specification != SPECIFICATION {
            return Err(ConvertError::Model(format!("holds {specification:?}, not {SPECIFICATION:?}")));
        }
        let _revision = cursor.u32()?;
        let count = cursor.u32()?;
        if count > MOST_TENSORS {
            return Err(ConvertError::Model(format!("claims {count} tensors")));
        }
        let mut tensors = HashMap::new();
        for _ in 0..count {
            let (name, tensor) = cursor.tensor()?;
            tensors.insert(name, tensor);
        }
        Ok(Model { parts, tensors })
    }

    /// Dimensions of a tensor, outermost first.
    pub fn dimensions(&self, name: &str) -> Result<&[usize], ConvertError> {
        Ok(&self.tensor(name)?.dimensions)
    }

    /// Whether there is such a tensor.
    pub fn has(&self, name: &str) -> bool {
        self.tensors.contains_key(name)
    }

    /// Numbers of a tensor of floating-point numbers; exact, as the file has at most 32 bits.
    pub fn floats(&self, name: &str) -> Result<Vec<f32>, ConvertError> {
        let tensor = self.tensor(name)?;
        let bytes = self.parts.read(tensor.offset, tensor.size_bytes as usize)?;
        match tensor.numbers {
            Numbers::F32 => Ok(bytes.as_chunks().0.iter().map(|chunk| f32::from_le_bytes(*chunk)).collect()),
            Numbers::F16 => {
                Ok(bytes.as_chunks().0.iter().map(|chunk| f16::from_le_bytes(*chunk).to_f32()).collect())
            }
            Numbers::Whole(code) => Err(ConvertError::Model(format!(
                "tensor {name} is quantised (type {code}); only models in 16 or 32 bits can be converted"
            ))),
        }
    }

    /// Value of a tensor that is one whole number.
    pub fn whole_number(&self, name: &str) -> Result<usize, ConvertError> {
        let tensor = self.tensor(name)?;
        let bytes = self.parts.read(tensor.offset, tensor.size_bytes.min(8) as usize)?;
        let mut wide = [0; 8];
        wide[..bytes.len()].copy_from_slice(&bytes);
        usize::try_from(u64::from_le_bytes(wide))
            .map_err(|_| ConvertError::Model(format!("tensor {name} holds no sensible number")))
    }

    fn tensor(&self, name: &str) -> Result<&Tensor, ConvertError> {
        self.tensors.get(name).ok_or_else(|| ConvertError::Model(format!("has no tensor {name}")))
    }
}

/// Files that make one when read one after the other.
#[derive(Debug)]
struct Parts {
    files: Vec<(PathBuf, File, u64)>,
    size_bytes: u64,
}

impl Parts {
    fn open(paths: Vec<PathBuf>) -> Result<Parts, ConvertError> {
        let mut parts = Parts { files: Vec::new(), size_bytes: 0 };
        for path in paths {
            let opened = File::open(&path).and_then(|file| Ok((file.metadata()?.len(), file)));
            match opened {
                Ok((size_bytes, file)) => {
                    parts.size_bytes += size_bytes;
                    parts.files.push((path, file, size_bytes));
                }
                Err(source) => return Err(ConvertError::Read { path, source }),
            }
        }
        Ok(parts)
    }

    fn read(&self, mut offset: u64, length: usize) -> Result<Vec<u8>, ConvertError> {
        if offset.saturating_add(length as u64) > self.size_bytes {
            return Err(ConvertError::Model(format!("ends at {} bytes, in the middle", self.size_bytes)));
        }
        let mut bytes = vec![0; length];
        let mut filled = 0;
        for (path, file, size_bytes) in &self.files {
            if offset >= *size_bytes {
                offset -= size_bytes;
                continue;
            }
            let here = (size_bytes - offset).min((length - filled) as u64) as usize;
            file.read_exact_at(&mut bytes[filled..filled + here], offset)
                .map_err(|source| ConvertError::Read { path: path.clone(), source })?;
            filled += here;
            offset = 0;
            if filled == length {
                break;
            }
        }
        Ok(bytes)
    }
}

struct Cursor<'a> {
    parts: &'a Parts,
    offset: u64,
}

impl Cursor<'_> {
    fn take<const LENGTH: usize>(&mut self) -> Result<[u8; LENGTH], ConvertError> {
        let bytes = self.parts.read(self.offset, LENGTH)?;
        self.offset += LENGTH as u64;
        let mut array = [0; LENGTH];
        array.copy_from_slice(&bytes);
        Ok(array)
    }

    fn u32(&mut self) -> Result<u32, ConvertError> {
        Ok(u32::from_le_bytes(self.take()?))
    }

    fn u8(&mut self) -> Result<u8, ConvertError> {
        Ok(u8::from_le_bytes(self.take()?))
    }

    fn string(&mut self) -> Result<String, ConvertError> {
        let length = u16::from_le_bytes(self.take()?);
        let mut bytes = self.parts.read(self.offset, usize::from(length))?;
        self.offset += u64::from(length);
        if bytes.last() == Some(&0) {
            bytes.pop();
        }
        String::from_utf8(bytes).map_err(|_| ConvertError::Model("a name in it is no text".to_owned()))
    }

    fn tensor(&mut self) -> Result<(String, Tensor), ConvertError> {
        let name = self.string()?;
        let rank = self.u8()?;
        if rank > MOST_RANK {
            return Err(ConvertError::Model(format!("tensor {name} claims {rank} dimensions")));
        }
        let dimensions = (0..rank).map(|_| Ok(self.u32()? as usize)).collect::<Result<Vec<_>, _>>()?;
        let numbers = match self.u8()? {
            0 => Numbers::F32,
            4 => Numbers::F16,
            other => Numbers::Whole(other),
        };
        let size_bytes = u64::from(self.u32()?);
        let element_bytes = match numbers {
            Numbers::F32 => Some(4),
            Numbers::F16 => Some(2),
            Numbers::Whole(_) => None,
        };
        let elements = dimensions.iter().try_fold(1_u64, |all, one| all.checked_mul(*one as u64));
        let expected = element_bytes.map(|one| elements.and_then(|elements| elements.checked_mul(one)));
        let size_is_wrong = expected.is_some_and(|expected| expected != Some(size_bytes));
        if size_is_wrong || size_bytes > MOST_TENSOR_BYTES {
            return Err(ConvertError::Model(format!("tensor {name} {dimensions:?} has {size_bytes} bytes")));
        }
        let offset = self.offset;
        self.offset += size_bytes;
        Ok((name, Tensor { dimensions, numbers, offset, size_bytes }))
    }
}
