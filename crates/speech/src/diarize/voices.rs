//! Local voices: what the segmentation network heard in one window, and which audio stands for each voice.

use colloquy_engine::protocol::{FrameSpan, SpeakerWindow};

/// Audio that a voice print is made from, in seconds: the longest stretches first. Prints of three seconds
/// clustered as well as prints of all there was, at less than half the cost.
const PRINT_SECONDS: f64 = 3.0;
/// Shorter stretches say nothing about a voice.
const SHORTEST_STRETCH_SECONDS: f64 = 0.05;
/// Where a voice is alone for less, the moments in which others speak too are taken as well.
const FEWEST_SOLO_SECONDS: f64 = 0.3;

/// How the network's frames lie in time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FrameClock {
    /// Seconds from one frame to the next.
    pub step_seconds: f64,
    /// Seconds of audio that one frame sees.
    pub field_seconds: f64,
    /// Frames of a window.
    pub frames_per_window: usize,
}

impl FrameClock {
    /// Time of the boundary before frame `frame`, from the start of its window: half a step before the middle
    /// of what the frame sees.
    pub fn boundary_seconds(&self, frame: usize) -> f64 {
        frame as f64 * self.step_seconds + (self.field_seconds - self.step_seconds) / 2.0
    }
}

/// One voice of one window.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalVoice {
    /// Index of the window.
    pub window: usize,
    /// Frames in which it is heard.
    pub active: Vec<FrameSpan>,
    /// Seconds in which it alone is heard.
    pub solo_seconds: f64,
    /// Stretches for the voice print, in seconds from the start of the recording.
    pub stretches: Vec<(f64, f64)>,
}

/// The voices of all windows. `windows` carry times from the start of the recording.
pub fn local_voices(windows: &[SpeakerWindow], clock: FrameClock) -> Vec<LocalVoice> {
    let voices_of = |(index, window): (usize, &SpeakerWindow)| {
        let heard = heard_together(window, clock.frames_per_window);
        let heard_speakers = window.speakers.iter().filter(|active| !active.is_empty());
        heard_speakers
            .map(move |active| voice(index, window.start_seconds, active, &heard, clock))
            .collect::<Vec<_>>()
    };
    windows.iter().enumerate().flat_map(voices_of).collect()
}

/// How many voices are heard in each frame of a window.
fn heard_together(window: &SpeakerWindow, frames: usize) -> Vec<u8> {
    let mut heard = vec![0_u8; frames];
    for span in window.speakers.iter().flatten() {
        let end = (span.end_frame as usize).min(frames);
        let start = (span.start_frame as usize).min(end);
        heard[start..end].iter_mut().for_each(|count| *count = count.saturating_add(1));
    }
    heard
}

fn voice(
    window: usize,
    window_seconds: f64,
    active: &[FrameSpan],
    heard: &[u8],
    clock: FrameClock,
) -> LocalVoice {
    let solo = solo_spans(active, heard);
    let frames = |spans: &[FrameSpan]| -> usize {
        spans.iter().map(|span| span.end_frame.saturating_sub(span.start_frame) as usize).sum()
    };
    let solo_seconds = frames(&solo) as f64 * clock.step_seconds;
    let source = if solo_seconds >= FEWEST_SOLO_SECONDS { &solo } else { active };
    LocalVoice {
        window,
        active: active.to_vec(),
        solo_seconds,
        stretches: longest_stretches(source, window_seconds, clock),
    }
}

/// The parts of `active` in which nobody else is heard.
fn solo_spans(active: &[FrameSpan], heard: &[u8]) -> Vec<FrameSpan> {
    let mut solo: Vec<FrameSpan> = Vec::new();
    for frame in active.iter().flat_map(|span| span.start_frame..span.end_frame.min(heard.len() as u32)) {
        if heard[frame as usize] > 1 {
            continue;
        }
        match solo.last_mut() {
            Some(last) if last.end_frame == frame => last.end_frame += 1,
            _ => solo.push(FrameSpan { start_frame: frame, end_frame: frame + 1 }),
        }
    }
    solo
}

/// The longest of `spans`, together at most [`PRINT_SECONDS`], in the order of time.
fn longest_stretches(spans: &[FrameSpan], window_seconds: f64, clock: FrameClock) -> Vec<(f64, f64)> {
    let mut by_length: Vec<&FrameSpan> = spans.iter().collect();
    by_length.sort_by_key(|span| std::cmp::Reverse(span.end_frame.saturating_sub(span.start_frame)));
    let mut left_seconds = PRINT_SECONDS;
    let mut stretches = Vec::new();
    for span in by_length {
        let start = window_seconds + clock.boundary_seconds(span.start_frame as usize);
        let end = window_seconds + clock.boundary_seconds(span.end_frame as usize);
        let end = end.min(start + left_seconds);
        if end - start < SHORTEST_STRETCH_SECONDS {
            break;
        }
        left_seconds -= end - start;
        stretches.push((start, end));
    }
    stretches.sort_by(|a, b| a.0.total_cmp(&b.0));
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLOCK: FrameClock = FrameClock { step_seconds: 0.1, field_seconds: 0.1, frames_per_window: 100 };

    fn span(start_frame: u32, end_frame: u32) -> FrameSpan {
        FrameSpan { start_frame, end_frame }
    }

    #[test]
    fn a_print_is_made_of_moments_without_others_longest_first() {
        let window = SpeakerWindow {
            start_seconds: 20.0,
            speakers: vec![vec![span(0, 30), span(40, 60)], vec![span(20, 45)], vec![]],
        };
        let voices = local_voices(&[window], CLOCK);
        assert_eq!(voices.len(), 2, "a voice that is never heard is none");
        assert!((voices[0].solo_seconds - 3.5).abs() < 1e-9);
        // Alone from 20.0 to 22.0 and from 24.5 to 26.0, of which 1.0 is still wanted.
        let rounded: Vec<(i64, i64)> = voices[0]
            .stretches
            .iter()
            .map(|(a, b)| ((a * 10.0).round() as i64, (b * 10.0).round() as i64))
            .collect();
        assert_eq!(rounded, [(200, 220), (245, 255)]);
    }

    #[test]
    fn a_voice_that_is_never_alone_is_heard_with_others() {
        let speakers = vec![vec![span(0, 20)], vec![span(0, 20)]];
        let voices = local_voices(&[SpeakerWindow { start_seconds: 0.0, speakers }], CLOCK);
        assert_eq!(voices[0].solo_seconds, 0.0);
        assert_eq!(voices[0].stretches.len(), 1);
    }

    #[test]
    fn frames_outside_the_window_are_left_out() {
        let speakers = vec![vec![span(90, 400)]];
        let voices = local_voices(&[SpeakerWindow { start_seconds: 0.0, speakers }], CLOCK);
        assert!((voices[0].solo_seconds - 1.0).abs() < 1e-9);
    }
}
