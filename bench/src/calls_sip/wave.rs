//! Recordings of calls as samples: where somebody speaks in them, how long a caller waits for an answer, and whether both
//! sides lie where they belong. Channel 0 is the caller of an agent, channel 1 the agent.

use std::ops::Range;

use anyhow::{Context, bail, ensure};
use colloquy_telephone::g711::Codec;

/// Both channels of a call.
pub type Channels = [Vec<i16>; 2];

/// Samples of a second.
pub const SECOND: usize = 8_000;
/// PCM, two channels, 8 kHz: how a wave file says so.
const FORMAT: [u8; 8] = [1, 0, 2, 0, 0x40, 0x1f, 0, 0];
/// Loudness is looked at so many samples at a time: 10 ms.
const WINDOW: usize = SECOND / 100;
/// A shorter pause belongs to what is said.
const JOINED: usize = SECOND / 2;
/// A shorter sound is none that somebody says.
const SHORTEST: usize = SECOND / 10;
/// An agent whose line is quieter than this says nothing: it is silent without noise.
const QUIET_AGENT: f64 = 100.0;
/// So much quieter than its loudest moment somebody says nothing who is recorded with noise: 30 dB.
const QUIET_SHARE: f64 = 0.03;
/// Samples by which a place in two recordings is known to be the same.
const PROBE: usize = SECOND / 5;
/// No noise is as loud.
const LOUD: u16 = 1_000;

/// How long a caller waited.
#[derive(Debug, Default, PartialEq)]
pub struct Turns {
    /// From the end of each question to the beginning of its answer.
    pub waits_ms: Vec<f64>,
    /// Questions into which the agent spoke.
    pub spoken_into: usize,
    /// Questions that have no answer.
    pub unanswered: usize,
}

/// Both channels of a wave file as the telephone records it.
pub fn channels(wav: &[u8]) -> anyhow::Result<Channels> {
    ensure!(wav.starts_with(b"RIFF"), "no wave file");
    let mut rest = wav.get(12..).context("a wave file without an end")?;
    let mut is_of_telephone = false;
    while let Some((head, after)) = rest.split_first_chunk::<8>() {
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let body = &after[..length.min(after.len())];
        match &head[..4] {
            b"fmt " => is_of_telephone = body.starts_with(&FORMAT),
            b"data" => {
                ensure!(is_of_telephone, "not two channels of 8 kHz");
                return Ok(split(body));
            }
            _ => {}
        }
        rest = after.get(length + length % 2..).unwrap_or_default();
    }
    bail!("a wave file without samples")
}

fn split(bytes: &[u8]) -> Channels {
    let sample = |bytes: &[u8]| i16::from_le_bytes([bytes[0], bytes[1]]);
    let (left, right) = bytes.chunks_exact(4).map(|pair| (sample(&pair[..2]), sample(&pair[2..]))).unzip();
    [left, right]
}

/// How loud some samples are: the root of their mean square.
pub fn loudness(samples: &[i16]) -> f64 {
    let energy: f64 = samples.iter().map(|sample| f64::from(*sample).powi(2)).sum();
    (energy / samples.len().max(1) as f64).sqrt()
}

/// Where something is said on a channel.
fn said(channel: &[i16], quiet_below: f64) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (number, window) in channel.chunks_exact(WINDOW).enumerate() {
        if loudness(window) < quiet_below {
            continue;
        }
        let here = number * WINDOW..(number + 1) * WINDOW;
        match found.last_mut() {
            Some(last) if here.start - last.end <= JOINED => last.end = here.end,
            _ => found.push(here),
        }
    }
    found.retain(|part| part.len() >= SHORTEST);
    found
}

impl Turns {
    /// By the recording alone: each question of the caller ends where its channel falls silent, and its answer begins where
    /// the agent's does not stay so.
    pub fn of([caller, agent]: &Channels) -> Self {
        let loudest = caller.chunks_exact(WINDOW).map(loudness).fold(0.0, f64::max);
        let questions = said(caller, (loudest * QUIET_SHARE).max(1.0));
        let answers = said(agent, QUIET_AGENT);
        let mut turns = Turns::default();
        for (number, question) in questions.iter().enumerate() {
            let next = questions.get(number + 1).map_or(usize::MAX, |next| next.start);
            let mut begun = answers
                .iter()
                .map(|answer| answer.start)
                .filter(|start| (question.start..next).contains(start));
            match begun.next() {
                Some(start) if start < question.end => turns.spoken_into += 1,
                Some(start) => turns.waits_ms.push((start - question.end) as f64 * 1e3 / SECOND as f64),
                None => turns.unanswered += 1,
            }
        }
        turns
    }
}

/// By how many milliseconds a side lies off its place, at most one recording as the other: both ends of one call recorded
/// it, ours as the agent's server and the other one as the caller, and each says how long it is from the agent's first words
/// to the first question. On loopback both should say the same; what they differ by is the fault of four sides. None where
/// the same sounds are not in both.
pub fn off_place_ms(of_agent: &Channels, of_caller: &Channels, question: &[i16]) -> Option<f64> {
    // Each end records what it says itself as it is, and the other side as it comes out of the law.
    let asked = probe(question)?;
    let greeted = probe(&of_agent[1])?;
    let between = |asked: usize, greeted: usize| asked as f64 - greeted as f64;
    let at_agent = between(place(&of_agent[0], &after_law(asked))?, place(&of_agent[1], greeted)?);
    let at_caller = between(place(&of_caller[1], asked)?, place(&of_caller[0], &after_law(greeted))?);
    Some((at_agent - at_caller).abs() / 2.0 * 1e3 / SECOND as f64)
}

fn probe(channel: &[i16]) -> Option<&[i16]> {
    let start = channel.iter().position(|sample| sample.unsigned_abs() > LOUD)?;
    channel.get(start..start + PROBE)
}

fn place(channel: &[i16], sound: &[i16]) -> Option<usize> {
    channel.windows(sound.len()).position(|window| window == sound)
}

/// What is left of samples after µ-law, which both ends name first.
fn after_law(samples: &[i16]) -> Vec<i16> {
    samples.iter().map(|sample| Codec::Pcmu.decode(Codec::Pcmu.encode(*sample))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A channel that is silent but for a sound from each of these milliseconds to the other, each sound another one.
    fn channel(length_ms: usize, sounds: &[(usize, usize)]) -> Vec<i16> {
        let mut channel = vec![0; length_ms * 8];
        for (number, (from, to)) in sounds.iter().enumerate() {
            for (at, sample) in channel[from * 8..to * 8].iter_mut().enumerate() {
                *sample = 3_000 + ((at * at + number * 7) % 2_000) as i16;
            }
        }
        channel
    }

    #[test]
    fn waits_run_from_the_end_of_a_question_to_its_answer() {
        let caller = channel(
            20_000,
            &[(1_000, 2_000), (2_300, 3_000), (6_000, 7_000), (10_000, 11_000), (15_000, 16_000)],
        );
        let agent =
            channel(20_000, &[(100, 800), (3_420, 4_000), (4_300, 5_000), (7_300, 8_000), (10_500, 12_000)]);
        let turns = Turns::of(&[caller, agent]);
        assert_eq!(turns, Turns { waits_ms: vec![420.0, 300.0], spoken_into: 1, unanswered: 1 });
    }

    #[test]
    fn what_is_written_is_read() {
        let mut wav = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0".to_vec();
        wav.extend(FORMAT);
        wav.extend([0; 8]);
        wav.extend(b"LIST\x03\0\0\0abc\0data\0\0\0\0");
        assert_eq!(channels(&wav).unwrap(), [Vec::<i16>::new(), Vec::new()]);
        let end = wav.len();
        wav[end - 4] = 8;
        wav.extend([1, 0, 2, 0, 3, 0, 0xff, 0xff]);
        assert_eq!(channels(&wav).unwrap(), [vec![1, 3], vec![2, -1]]);
        assert!(channels(b"RIFF").is_err() && channels(b"OggS").is_err());
    }

    #[test]
    fn sides_that_lie_off_their_places_are_seen() {
        let question = channel(1_000, &[(100, 900)]);
        let greeting = channel(1_000, &[(0, 500)]);
        let lay = |sound: &[i16], at_ms: usize| {
            let mut channel = vec![0; 8 * 10_000];
            channel[at_ms * 8..at_ms * 8 + sound.len()].copy_from_slice(sound);
            channel
        };
        let of_caller = [lay(&after_law(&greeting), 300), lay(&question, 3_000)];
        for (late_ms, off_ms) in [(0, 0.0), (20, 10.0), (80, 40.0)] {
            let of_agent = [lay(&after_law(&question), 3_100 + late_ms), lay(&greeting, 400)];
            assert_eq!(off_place_ms(&of_agent, &of_caller, &question), Some(off_ms));
        }
        let silent = [vec![0; 80_000], vec![0; 80_000]];
        assert_eq!(off_place_ms(&silent, &of_caller, &question), None);
    }
}
