//! Cuts a channel into pieces of speech that a recogniser takes whole.
//!
//! A stretch of speech begins where the detector is sure and ends where it is sure of the opposite, so that
//! it does not flicker. Stretches with a short pause between them are one. Each gets a margin on both sides,
//! since the first and last sounds of a sentence are the weakest. What is then longer than a recogniser
//! takes is cut at its quietest moment.

use crate::vad::{FRAME_SAMPLES, FRAME_SECONDS, VoiceActivity};

/// How to cut.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentOptions {
    /// Likelihood from which speech begins.
    pub speech_from: f32,
    /// Likelihood under which it may end; not above `speech_from`.
    pub speech_until: f32,
    /// Pauses shorter than this do not end a piece.
    pub pause_seconds: f64,
    /// Stretches shorter than this are taken for a click or a breath.
    pub shortest_seconds: f64,
    /// Margin on both sides.
    pub margin_seconds: f64,
    /// Longest piece.
    pub longest_seconds: f64,
}

impl Default for SegmentOptions {
    fn default() -> Self {
        Self {
            speech_from: 0.5,
            speech_until: 0.3,
            pause_seconds: 0.5,
            shortest_seconds: 0.1,
            margin_seconds: 0.25,
            longest_seconds: 28.0,
        }
    }
}

/// A piece of a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// First sample.
    pub start_sample: u64,
    /// One past the last sample.
    pub end_sample: u64,
}

impl Piece {
    /// Length.
    #[must_use]
    pub fn samples(&self) -> u64 {
        self.end_sample - self.start_sample
    }

    /// Start in seconds from the channel's start.
    #[must_use]
    pub fn start_seconds(&self) -> f64 {
        self.start_sample as f64 / 16_000.0
    }

    /// End in seconds from the channel's start.
    #[must_use]
    pub fn end_seconds(&self) -> f64 {
        self.end_sample as f64 / 16_000.0
    }
}

/// A run of frames; the end is one past the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    start: usize,
    end: usize,
}

/// The pieces of speech of a channel, in order, without overlap. Frames for which `is_speech` says no are
/// never taken for speech; it gets the frame's number.
#[must_use]
pub fn pieces(
    activity: &VoiceActivity,
    options: &SegmentOptions,
    is_speech: impl Fn(usize) -> bool,
) -> Vec<Piece> {
    let shortest = frames(options.shortest_seconds);
    let pause = frames(options.pause_seconds);
    let margin = frames(options.margin_seconds);
    let longest = frames(options.longest_seconds).max(1);

    let mut joined: Vec<Stretch> = Vec::new();
    for stretch in stretches(activity, options, is_speech) {
        if stretch.end - stretch.start < shortest {
            continue;
        }
        match joined.last_mut() {
            Some(last) if stretch.start - last.end < pause => last.end = stretch.end,
            _ => joined.push(stretch),
        }
    }
    let mut output = Vec::new();
    for (index, stretch) in joined.iter().enumerate() {
        // Half of a short pause belongs to either side.
        let before = match index.checked_sub(1).map(|before| joined[before].end) {
            Some(last_end) => margin.min((stretch.start - last_end) / 2),
            None => margin.min(stretch.start),
        };
        let after = match joined.get(index + 1) {
            Some(next) => margin.min((next.start - stretch.end).div_ceil(2)),
            None => margin,
        };
        let whole =
            Stretch { start: stretch.start - before, end: (stretch.end + after).min(activity.frames()) };
        cut(activity, whole, longest, &mut output);
    }
    output
        .into_iter()
        .map(|stretch| Piece {
            start_sample: (stretch.start * FRAME_SAMPLES) as u64,
            end_sample: ((stretch.end * FRAME_SAMPLES) as u64).min(activity.samples()),
        })
        .filter(|piece| piece.end_sample > piece.start_sample)
        .collect()
}

fn stretches(
    activity: &VoiceActivity,
    options: &SegmentOptions,
    is_speech: impl Fn(usize) -> bool,
) -> Vec<Stretch> {
    let mut found = Vec::new();
    let mut start = None;
    for frame in 0..=activity.frames() {
        let score = if is_speech(frame) { activity.speech(frame) } else { 0.0 };
        match start {
            None if score >= options.speech_from => start = Some(frame),
            Some(from) if score < options.speech_until || frame == activity.frames() => {
                found.push(Stretch { start: from, end: frame });
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Cuts `stretch` into parts of at most `longest` frames, each cut in the quietest moment of the part's second half.
fn cut(activity: &VoiceActivity, mut stretch: Stretch, longest: usize, output: &mut Vec<Stretch>) {
    while stretch.end - stretch.start > longest {
        let from = stretch.start + longest / 2;
        let until = stretch.start + longest;
        let loudness = |frame: &usize| {
            // A quarter of a second around the frame: the pause between words, not the closure within one.
            (frame.saturating_sub(8)..frame + 8)
                .map(|near| i32::from(activity.level_dbfs(near)) + (activity.speech(near) * 20.0) as i32)
                .sum::<i32>()
        };
        let at = (from..until).min_by_key(loudness).unwrap_or(until).max(stretch.start + 1);
        output.push(Stretch { start: stretch.start, end: at });
        stretch.start = at;
    }
    output.push(stretch);
}

fn frames(seconds: f64) -> usize {
    (seconds.max(0.0) / FRAME_SECONDS).round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEECH: (i8, u8) = (-25, 250);
    const PAUSE: (i8, u8) = (-80, 5);

    /// Runs of frames: how long, and what is heard.
    fn activity(runs: &[(f64, (i8, u8))]) -> VoiceActivity {
        let all: Vec<(i8, u8)> =
            runs.iter().flat_map(|(seconds, frame)| vec![*frame; frames(*seconds)]).collect();
        VoiceActivity::of_frames(&all)
    }

    fn cut(runs: &[(f64, (i8, u8))]) -> Vec<(f64, f64)> {
        pieces(&activity(runs), &SegmentOptions::default(), |_| true)
            .iter()
            .map(|piece| (piece.start_seconds(), piece.end_seconds()))
            .collect()
    }

    fn near(found: &[(f64, f64)], expected: &[(f64, f64)]) {
        let is_near = found.len() == expected.len()
            && found.iter().zip(expected).all(|(a, b)| (a.0 - b.0).abs() < 0.05 && (a.1 - b.1).abs() < 0.05);
        assert!(is_near, "{found:?} is not {expected:?}");
    }

    #[test]
    fn speech_gets_a_margin_short_pauses_join_and_clicks_are_dropped() {
        let runs = [
            (1.0, PAUSE),
            (2.0, SPEECH),
            (0.3, PAUSE),
            (1.0, SPEECH),
            (3.0, PAUSE),
            (0.03, SPEECH),
            (2.0, PAUSE),
        ];
        near(&cut(&runs), &[(0.75, 4.55)]);
        near(&cut(&[(1.0, SPEECH), (0.6, PAUSE), (1.0, SPEECH)]), &[(0.0, 1.25), (1.35, 2.6)]);
        near(&cut(&[(0.5, PAUSE)]), &[]);
        near(&cut(&[]), &[]);
    }

    #[test]
    fn long_speech_is_cut_at_its_quietest_moment_and_loses_nothing() {
        let runs = [(20.0, SPEECH), (0.3, (-60, 200)), (20.0, SPEECH), (0.3, (-60, 200)), (20.0, SPEECH)];
        let found = cut(&runs);
        near(&found, &[(0.0, 20.15), (20.15, 40.45), (40.45, 60.6)]);
        assert!(found.windows(2).all(|pair| pair[0].1 == pair[1].0));
        let endless = cut(&[(3600.0, SPEECH)]);
        assert!(endless.iter().all(|(start, end)| end - start <= 28.0));
        assert_eq!(endless.last().map(|last| last.1.round()), Some(3600.0));
    }

    #[test]
    fn what_is_said_not_to_be_speech_is_not() {
        let all = activity(&[(10.0, SPEECH)]);
        let second_half = pieces(&all, &SegmentOptions::default(), |frame| frame >= 312);
        assert_eq!(second_half.len(), 1);
        assert!(second_half[0].start_seconds() > 4.5);
    }
}
