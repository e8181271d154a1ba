//! Voice prints as probabilistic linear discriminant analysis (PLDA) sees them.
//!
//! A linear map, learned with the voice-print network, after which the spread of one speaker's prints is the
//! identity matrix and the spread between speakers is diagonal, with the variances `psi`. There the server
//! can weigh by likelihood whether two prints are of one person. The transform is the one of pyannote's
//! `vbx_setup`: centre, scale to the length √256, LDA to 128 dimensions, centre, scale to √128, whiten.

use std::fs;
use std::path::Path;

use crate::error::EngineError;
use crate::speakers::embedding::PRINT_DIMENSIONS;

/// Dimensions after the transform.
pub const PLDA_DIMENSIONS: usize = 128;

/// The transform's matrices.
pub struct Plda {
    first_mean: Vec<f64>,
    /// `PRINT_DIMENSIONS` rows of `PLDA_DIMENSIONS`.
    discriminant: Vec<f64>,
    second_mean: Vec<f64>,
    mean: Vec<f64>,
    /// `PLDA_DIMENSIONS` rows of `PLDA_DIMENSIONS`; each row makes one value of the result.
    whitening: Vec<f64>,
    between_variances: Vec<f64>,
}

impl Plda {
    /// Reads the matrices from the model's folder.
    pub fn load(folder: &Path) -> Result<Self, EngineError> {
        Ok(Self {
            first_mean: read_f64(&folder.join("xvec_mean1.f64"), PRINT_DIMENSIONS)?,
            discriminant: read_f32(&folder.join("xvec_lda.f32"), PRINT_DIMENSIONS * PLDA_DIMENSIONS)?,
            second_mean: read_f32(&folder.join("xvec_mean2.f32"), PLDA_DIMENSIONS)?,
            mean: read_f64(&folder.join("plda_mu.f64"), PLDA_DIMENSIONS)?,
            whitening: read_f64(&folder.join("plda_tr.f64"), PLDA_DIMENSIONS * PLDA_DIMENSIONS)?,
            between_variances: read_f64(&folder.join("plda_psi.f64"), PLDA_DIMENSIONS)?,
        })
    }

    /// Variance between speakers in each dimension of [`transform`](Self::transform)'s results.
    pub fn between_variances(&self) -> Vec<f32> {
        self.between_variances.iter().map(|variance| *variance as f32).collect()
    }

    /// A raw voice print in the whitened space.
    pub fn transform(&self, print: &[f32]) -> Vec<f32> {
        let mut centred: Vec<f64> =
            print.iter().zip(&self.first_mean).map(|(value, mean)| f64::from(*value) - mean).collect();
        scale_to_root_of_length(&mut centred);

        let mut discriminated: Vec<f64> = self.second_mean.iter().map(|mean| -mean).collect();
        for (value, row) in centred.iter().zip(self.discriminant.chunks_exact(PLDA_DIMENSIONS)) {
            for (sum, weight) in discriminated.iter_mut().zip(row) {
                *sum += value * weight;
            }
        }
        scale_to_root_of_length(&mut discriminated);

        for (value, mean) in discriminated.iter_mut().zip(&self.mean) {
            *value -= mean;
        }
        self.whitening
            .chunks_exact(PLDA_DIMENSIONS)
            .map(|row| row.iter().zip(&discriminated).map(|(a, b)| a * b).sum::<f64>() as f32)
            .collect()
    }
}

/// Scales a vector of n values to the length √n, so that a value is 1 in the root mean square.
fn scale_to_root_of_length(vector: &mut [f64]) {
    let length = vector.iter().map(|value| value * value).sum::<f64>().sqrt();
    if length > 0.0 {
        let scale = (vector.len() as f64).sqrt() / length;
        vector.iter_mut().for_each(|value| *value *= scale);
    }
}

fn read_f64(path: &Path, values: usize) -> Result<Vec<f64>, EngineError> {
    let bytes = read_exact_size(path, values * size_of::<f64>())?;
    let (values, _) = bytes.as_chunks::<8>();
    Ok(values.iter().map(|value| f64::from_le_bytes(*value)).collect())
}

fn read_f32(path: &Path, values: usize) -> Result<Vec<f64>, EngineError> {
    let bytes = read_exact_size(path, values * size_of::<f32>())?;
    let (values, _) = bytes.as_chunks::<4>();
    Ok(values.iter().map(|value| f64::from(f32::from_le_bytes(*value))).collect())
}

fn read_exact_size(path: &Path, expected_bytes: usize) -> Result<Vec<u8>, EngineError> {
    let bytes = fs::read(path).map_err(|source| EngineError::File { path: path.to_owned(), source })?;
    if bytes.len() == expected_bytes {
        Ok(bytes)
    } else {
        let message = format!("{} bytes instead of {expected_bytes}", bytes.len());
        Err(EngineError::Model { path: path.to_owned(), message })
    }
}
