//! From named local voices to turns: the windows that see a moment vote on who speaks in it.
//!
//! For each frame of the recording, the number of people who speak is the mean of what its windows say,
//! rounded, and those with most votes are taken. Then short gaps in one person's speech are closed and
//! flickers taken out.

use crate::diarize::SpeakerTurn;
use crate::diarize::voices::{FrameClock, LocalVoice};

/// A pause of one person that is no longer is part of their turn.
const SHORTEST_GAP_SECONDS: f64 = 0.2;
/// A turn that is shorter is a flicker.
const SHORTEST_TURN_SECONDS: f64 = 0.1;

/// Turns of all speakers by start, numbered by first appearance. `speakers` has for each of `voices` the
/// number of its cluster, where it has one.
pub fn turns(
    window_starts_seconds: &[f64],
    voices: &[LocalVoice],
    speakers: &[Option<usize>],
    clock: FrameClock,
) -> Vec<SpeakerTurn> {
    let speaker_count = speakers.iter().flatten().max().map_or(0, |largest| largest + 1);
    let votes = Votes::count(window_starts_seconds, voices, speakers, speaker_count, clock);
    let mut turns: Vec<SpeakerTurn> =
        (0..speaker_count).flat_map(|speaker| smooth(votes.runs(speaker), speaker, clock)).collect();
    turns.sort_by(|a, b| a.start_seconds.total_cmp(&b.start_seconds));
    number_by_appearance(&mut turns);
    turns
}

/// Votes for each frame of the recording.
struct Votes {
    speaker_count: usize,
    /// Windows that see the frame.
    windows: Vec<u16>,
    /// Votes for each speaker, frame by frame.
    votes: Vec<u16>,
}

impl Votes {
    fn count(
        window_starts_seconds: &[f64],
        voices: &[LocalVoice],
        speakers: &[Option<usize>],
        speaker_count: usize,
        clock: FrameClock,
    ) -> Self {
        let first_frame = |window: usize| {
            let start = window_starts_seconds.get(window).copied().unwrap_or_default();
            (start / clock.step_seconds).round() as usize
        };
        let last_start = (0..window_starts_seconds.len()).map(first_frame).max();
        let frames = last_start.map_or(0, |start| start + clock.frames_per_window);
        let mut votes =
            Self { speaker_count, windows: vec![0; frames], votes: vec![0; frames * speaker_count] };
        for window in 0..window_starts_seconds.len() {
            let start = first_frame(window);
            for count in &mut votes.windows[start..start + clock.frames_per_window] {
                *count = count.saturating_add(1);
            }
        }
        for (voice, speaker) in voices.iter().zip(speakers) {
            let Some(speaker) = speaker else { continue };
            let start = first_frame(voice.window);
            let active = voice.active.iter().flat_map(|span| span.start_frame..span.end_frame);
            for frame in active.map(|frame| start + frame as usize).take_while(|frame| *frame < frames) {
                let vote = &mut votes.votes[frame * speaker_count + speaker];
                *vote = vote.saturating_add(1);
            }
        }
        votes
    }

    /// Runs of frames in which `speaker` is heard.
    fn runs(&self, speaker: usize) -> Vec<(usize, usize)> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for (frame, votes) in self.votes.chunks_exact(self.speaker_count.max(1)).enumerate() {
            if !self.is_heard(frame, votes, speaker) {
                continue;
            }
            match runs.last_mut() {
                Some((_, end)) if *end == frame => *end += 1,
                _ => runs.push((frame, frame + 1)),
            }
        }
        runs
    }

    fn is_heard(&self, frame: usize, votes: &[u16], speaker: usize) -> bool {
        let windows = u32::from(self.windows[frame]).max(1);
        let all_votes: u32 = votes.iter().map(|vote| u32::from(*vote)).sum();
        let speaking = (2 * all_votes + windows) / (2 * windows);
        let own = votes[speaker];
        // Of equal votes, the speaker with the lower number comes first.
        let ahead = votes
            .iter()
            .enumerate()
            .filter(|(other, vote)| **vote > own || (**vote == own && *other < speaker));
        own > 0 && (ahead.count() as u32) < speaking
    }
}

/// Runs of frames as turns, with short gaps closed and flickers left out.
fn smooth(runs: Vec<(usize, usize)>, speaker: usize, clock: FrameClock) -> Vec<SpeakerTurn> {
    let mut turns: Vec<SpeakerTurn> = Vec::new();
    for (start, end) in runs {
        let (start_seconds, end_seconds) = (clock.boundary_seconds(start), clock.boundary_seconds(end));
        match turns.last_mut() {
            Some(last) if start_seconds - last.end_seconds < SHORTEST_GAP_SECONDS => {
                last.end_seconds = end_seconds;
            }
            _ => turns.push(SpeakerTurn { speaker, start_seconds, end_seconds }),
        }
    }
    turns.retain(|turn| turn.end_seconds - turn.start_seconds >= SHORTEST_TURN_SECONDS);
    turns
}

/// Renumbers speakers so that the first to be heard is 0.
fn number_by_appearance(turns: &mut [SpeakerTurn]) {
    let mut order: Vec<usize> = Vec::new();
    for turn in turns {
        let known = order.iter().position(|speaker| *speaker == turn.speaker);
        turn.speaker = known.unwrap_or_else(|| {
            order.push(turn.speaker);
            order.len() - 1
        });
    }
}

#[cfg(test)]
mod tests {
    use colloquy_engine::protocol::FrameSpan;

    use super::*;

    const CLOCK: FrameClock = FrameClock { step_seconds: 0.1, field_seconds: 0.1, frames_per_window: 100 };

    fn voice(window: usize, spans: &[(u32, u32)]) -> LocalVoice {
        let active = spans
            .iter()
            .map(|(start_frame, end_frame)| FrameSpan { start_frame: *start_frame, end_frame: *end_frame });
        LocalVoice { window, active: active.collect(), solo_seconds: 0.0, stretches: Vec::new() }
    }

    fn tenths(turns: &[SpeakerTurn]) -> Vec<(usize, i64, i64)> {
        let tenth = |seconds: f64| (seconds * 10.0).round() as i64;
        turns.iter().map(|turn| (turn.speaker, tenth(turn.start_seconds), tenth(turn.end_seconds))).collect()
    }

    #[test]
    fn windows_vote_and_speakers_are_numbered_as_they_come() {
        // Both windows hear the second cluster first; they disagree by one second on where it ends.
        let voices =
            [voice(0, &[(0, 60)]), voice(0, &[(60, 100)]), voice(1, &[(0, 10)]), voice(1, &[(10, 100)])];
        let turns = turns(&[0.0, 5.0], &voices, &[Some(1), Some(0), Some(1), Some(0)], CLOCK);
        assert_eq!(tenths(&turns), [(0, 0, 60), (1, 60, 150)]);
    }

    #[test]
    fn people_who_speak_at_once_are_both_heard_and_a_lonely_vote_is_not() {
        let voices = [voice(0, &[(0, 40)]), voice(0, &[(30, 60)]), voice(1, &[]), voice(1, &[(90, 91)])];
        let turns = turns(&[0.0, 0.0], &voices, &[Some(0), Some(1), None, Some(0)], CLOCK);
        // One of two windows hears each of them: half a person counts as one, half of two as one.
        assert_eq!(tenths(&turns), [(0, 0, 40), (1, 40, 60)]);
        let alone = super::turns(&[0.0], &voices[..2], &[Some(0), Some(1)], CLOCK);
        assert_eq!(tenths(&alone), [(0, 0, 40), (1, 30, 60)]);
    }

    #[test]
    fn short_gaps_close_and_nothing_gives_nothing() {
        let turns_found = turns(&[0.0], &[voice(0, &[(0, 20), (21, 40), (60, 70)])], &[Some(0)], CLOCK);
        assert_eq!(tenths(&turns_found), [(0, 0, 40), (0, 60, 70)]);
        assert!(turns(&[], &[], &[], CLOCK).is_empty());
        assert!(turns(&[0.0], &[voice(0, &[(0, 20)])], &[None], CLOCK).is_empty());
    }
}
