//! Any sample rate to 16 kHz, as a stream.
//!
//! Two methods of rubato. The FFT one is exact and fast, but works in blocks whose length grows with the
//! smallest whole-number ratio of the rates; all rates in use (8, 11.025, 12, 16, 22.05, 24, 32, 44.1, 48,
//! 88.2, 96 kHz) are fine. The windowed-sinc one takes any ratio, and serves the odd rates.
//!
//! Both delay the signal. The delay is cut off at the front and flushed out at the end, so that sample n is
//! n/16,000 s into the recording and the number of samples is the input's length times the ratio, rounded.

use audioadapter_buffers::direct::SequentialSliceOfVecs;
use rubato::{
    Async, Fft, FixedAsync, FixedSync, Indexing, Resampler, SincInterpolationParameters, WindowFunction,
};

use crate::error::MediaError;
use crate::prepare::SAMPLE_RATE_HZ;

/// Input frames per call.
const CHUNK_FRAMES: usize = 4_096;

/// FFT blocks per chunk: about 1,024 frames each, for a filter that is steep and yet short.
const SUB_CHUNKS: usize = 4;

/// The FFT method is used while its smallest block is not longer than this.
const MAX_FFT_BLOCK_FRAMES: u32 = 4_096;

/// Takes planes at one rate, gives planes at 16 kHz.
pub(crate) struct StreamResampler {
    input_rate_hz: u32,
    /// `None` where the rate is right already.
    resampler: Option<Box<dyn Resampler<f32>>>,
    pending: Vec<Vec<f32>>,
    output: Vec<Vec<f32>>,
    delay_frames: usize,
    taken_frames: u64,
    given_frames: u64,
}

/// What receives the resampled planes.
pub(crate) type PlaneSink<'a> = dyn FnMut(&[&[f32]]) -> Result<(), MediaError> + 'a;

impl StreamResampler {
    pub fn new(input_rate_hz: u32, channels: usize) -> Result<StreamResampler, MediaError> {
        let resampler = if input_rate_hz == SAMPLE_RATE_HZ {
            None
        } else {
            Some(make_resampler(input_rate_hz, channels).map_err(|error| {
                MediaError::unsupported(format!("a sample rate of {input_rate_hz} Hz: {error}"))
            })?)
        };
        let output_frames = resampler.as_ref().map_or(0, |resampler| resampler.output_frames_max());
        Ok(StreamResampler {
            input_rate_hz,
            delay_frames: resampler.as_ref().map_or(0, |resampler| resampler.output_delay()),
            resampler,
            pending: vec![Vec::new(); channels],
            output: vec![vec![0.0; output_frames]; channels],
            taken_frames: 0,
            given_frames: 0,
        })
    }

    pub fn input_rate_hz(&self) -> u32 {
        self.input_rate_hz
    }

    /// Takes `planes`, one per channel and all of one length, and passes on what is ready.
    pub fn push(&mut self, planes: &[Vec<f32>], sink: &mut PlaneSink<'_>) -> Result<(), MediaError> {
        self.taken_frames += planes.first().map_or(0, |plane| plane.len() as u64);
        if self.resampler.is_none() {
            let views: Vec<&[f32]> = planes.iter().map(Vec::as_slice).collect();
            return sink(&views);
        }
        for (pending, plane) in self.pending.iter_mut().zip(planes) {
            pending.extend_from_slice(plane);
        }
        self.run(false, sink)
    }

    /// Passes on what is still inside.
    pub fn finish(&mut self, sink: &mut PlaneSink<'_>) -> Result<(), MediaError> {
        if self.resampler.is_none() {
            return Ok(());
        }
        self.run(true, sink)
    }

    fn run(&mut self, is_end: bool, sink: &mut PlaneSink<'_>) -> Result<(), MediaError> {
        let Some(resampler) = self.resampler.as_mut() else { return Ok(()) };
        let due_frames = due_frames(self.taken_frames, self.input_rate_hz);
        let mut start = 0;
        loop {
            let available = self.pending.first().map_or(0, Vec::len) - start;
            let wanted = resampler.input_frames_next();
            let is_flushing = is_end && self.given_frames < due_frames;
            if available < wanted && !is_flushing {
                break;
            }
            let frames = available.min(wanted);
            let indexing = Indexing::new().input_offset(start).partial_len(frames);
            let channels = self.pending.len();
            let (input_frames, output_frames) = (start + frames, self.output.first().map_or(0, Vec::len));
            let input = SequentialSliceOfVecs::new(&self.pending[..], channels, input_frames)
                .map_err(|error| MediaError::corrupt(error.to_string()))?;
            let mut output = SequentialSliceOfVecs::new_mut(&mut self.output[..], channels, output_frames)
                .map_err(|error| MediaError::corrupt(error.to_string()))?;
            let (_, made_frames) = resampler
                .process_into_buffer(&input, &mut output, Some(&indexing))
                .map_err(|error| MediaError::corrupt(format!("cannot resample: {error}")))?;
            start += frames;

            let skipped = self.delay_frames.min(made_frames);
            self.delay_frames -= skipped;
            let mut given = made_frames - skipped;
            if is_end {
                let left = usize::try_from(due_frames - self.given_frames).unwrap_or(usize::MAX);
                given = given.min(left);
            }
            if given > 0 {
                self.given_frames += given as u64;
                let views: Vec<&[f32]> =
                    self.output.iter().map(|plane| &plane[skipped..skipped + given]).collect();
                sink(&views)?;
            }
        }
        for pending in &mut self.pending {
            pending.drain(..start);
        }
        Ok(())
    }
}

/// Output frames for this much input: rounded, like the input's length in seconds.
fn due_frames(taken_frames: u64, input_rate_hz: u32) -> u64 {
    let rate = u64::from(input_rate_hz);
    (taken_frames * u64::from(SAMPLE_RATE_HZ) + rate / 2) / rate
}

fn make_resampler(
    input_rate_hz: u32,
    channels: usize,
) -> Result<Box<dyn Resampler<f32>>, rubato::ResamplerConstructionError> {
    let block_frames = input_rate_hz / greatest_common_divisor(input_rate_hz, SAMPLE_RATE_HZ);
    if block_frames <= MAX_FFT_BLOCK_FRAMES {
        return Ok(Box::new(Fft::<f32>::new_custom(
            input_rate_hz as usize,
            SAMPLE_RATE_HZ as usize,
            CHUNK_FRAMES,
            SUB_CHUNKS,
            channels,
            WindowFunction::BlackmanHarris2,
            FixedSync::Input,
        )?));
    }
    let ratio = f64::from(SAMPLE_RATE_HZ) / f64::from(input_rate_hz);
    let parameters = SincInterpolationParameters::new(128, WindowFunction::BlackmanHarris2);
    Ok(Box::new(Async::<f32>::new_sinc(ratio, 1.0, &parameters, CHUNK_FRAMES, channels, FixedAsync::Input)?))
}

fn greatest_common_divisor(mut a: u32, mut b: u32) -> u32 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Amplitude and phase (in samples of lead) of `frequency` in `samples` at 16 kHz.
    fn measure(samples: &[f32], frequency: f64) -> (f64, f64) {
        let step = frequency * std::f64::consts::TAU / 16_000.0;
        let (mut sine, mut cosine) = (0.0, 0.0);
        for (n, &sample) in samples.iter().enumerate() {
            sine += f64::from(sample) * (n as f64 * step).sin();
            cosine += f64::from(sample) * (n as f64 * step).cos();
        }
        let scale = 2.0 / samples.len() as f64;
        ((sine * scale).hypot(cosine * scale), cosine.atan2(sine) / step)
    }

    fn resample_tone(rate: u32, frequency: f64, seconds: f64) -> Vec<f32> {
        let frames = (f64::from(rate) * seconds) as usize;
        let step = frequency * std::f64::consts::TAU / f64::from(rate);
        let input: Vec<f32> = (0..frames).map(|n| (0.5 * (n as f64 * step).sin()) as f32).collect();
        let mut resampler = StreamResampler::new(rate, 1).expect("a usable rate");
        let mut output = Vec::new();
        let mut sink = |planes: &[&[f32]]| {
            output.extend_from_slice(planes[0]);
            Ok(())
        };
        // Uneven pieces, as packets are.
        for piece in input.chunks(1_153) {
            resampler.push(&[piece.to_vec()], &mut sink).expect("resamples");
        }
        resampler.finish(&mut sink).expect("flushes");
        output
    }

    #[test]
    fn speech_frequencies_keep_level_and_time_and_higher_ones_do_not_fold_back() {
        for rate in [8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000, 44_101, 12_345] {
            let output = resample_tone(rate, 1_000.0, 2.0);
            assert_eq!(output.len(), 32_000, "{rate} Hz: length");
            let (amplitude, lead) = measure(&output[4_000..28_000], 1_000.0);
            assert!((amplitude - 0.5).abs() < 0.002, "{rate} Hz: amplitude {amplitude}");
            // Where the filter's middle falls between two samples, rubato rounds its delay.
            assert!(lead.abs() < 1.0, "{rate} Hz: shifted by {lead} samples");
            if rate > 24_000 {
                let output = resample_tone(rate, 10_000.0, 1.0);
                let (alias, _) = measure(&output[4_000..12_000], 6_000.0);
                assert!(alias < 0.0005, "{rate} Hz: 10 kHz folds to 6 kHz with {alias}");
            }
        }
    }
}
