//! Local speakers: the segmentation network on windows of ten seconds.

use colloquy_engine::protocol::{FrameSpan, SpeakerWindow};
use ort::session::Session;
use ort::value::Tensor;

use crate::error::EngineError;

/// Samples of a window: ten seconds.
pub const WINDOW_SAMPLES: usize = 160_000;
/// Frames of a window.
pub const WINDOW_FRAMES: usize = 589;
/// Samples between frames: the network's stride.
pub const FRAME_STEP_SAMPLES: usize = 270;
/// Samples that a frame sees.
pub const FRAME_FIELD_SAMPLES: usize = 991;

const LOCAL_SPEAKERS: usize = 3;
/// The network says 0 or 1 for each speaker; anything between would mean another export.
const ACTIVE: f32 = 0.5;

/// Who is heard when within `samples`, which are padded with silence to a whole window.
pub fn segment(
    session: &mut Session,
    mut samples: Vec<f32>,
    start_seconds: f64,
) -> Result<SpeakerWindow, EngineError> {
    samples.resize(WINDOW_SAMPLES, 0.0);
    let waveforms = Tensor::from_array(([1_usize, 1, WINDOW_SAMPLES], samples))?;
    let outputs = session.run(ort::inputs! { "waveforms" => waveforms })?;
    let (shape, activity) = outputs[0].try_extract_tensor::<f32>()?;
    if activity.len() != WINDOW_FRAMES * LOCAL_SPEAKERS {
        return Err(EngineError::Shape { model: "segmentation", shape: shape.to_vec() });
    }
    let speakers = (0..LOCAL_SPEAKERS)
        .map(|speaker| spans(activity.chunks_exact(LOCAL_SPEAKERS).map(|frame| frame[speaker] > ACTIVE)))
        .collect();
    Ok(SpeakerWindow { start_seconds, speakers })
}

/// Runs of active frames.
fn spans(active: impl Iterator<Item = bool>) -> Vec<FrameSpan> {
    let mut spans: Vec<FrameSpan> = Vec::new();
    for (frame, _) in (0_u32..).zip(active).filter(|(_, active)| *active) {
        match spans.last_mut() {
            Some(last) if last.end_frame == frame => last.end_frame = frame + 1,
            _ => spans.push(FrameSpan { start_frame: frame, end_frame: frame + 1 }),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_active_frames_become_spans() {
        let active = [true, false, false, true, true, true];
        let expected = [(0, 1), (3, 6)].map(|(start_frame, end_frame)| FrameSpan { start_frame, end_frame });
        assert_eq!(spans(active.into_iter()), expected);
        assert!(spans([false; 4].into_iter()).is_empty());
    }
}
