//! Cuts long pieces, because the model loses its thread after about fifteen seconds.

use std::ops::Range;

/// Samples of a stretch: at most 15 s …
const MOST_SAMPLES: usize = 15 * 16_000;
/// … and, where something follows, at least 8 s.
const FEWEST_SAMPLES: usize = 8 * 16_000;
/// Samples over which loudness is measured: 0.1 s.
const BLOCK_SAMPLES: usize = 1_600;

/// Consecutive stretches that make up `samples`, none longer than 15 s, cut in the middle of the quietest
/// tenth of a second.
pub fn stretches(samples: &[f32]) -> Vec<Range<usize>> {
    let mut stretches = Vec::new();
    let mut start = 0;
    while samples.len() - start > MOST_SAMPLES {
        // Leave enough for the rest, where that is possible.
        let latest = MOST_SAMPLES.min((samples.len() - start).saturating_sub(FEWEST_SAMPLES));
        let candidates = start + FEWEST_SAMPLES.min(latest)..start + latest.max(FEWEST_SAMPLES);
        let end = quietest(samples, candidates);
        stretches.push(start..end);
        start = end;
    }
    if start < samples.len() {
        stretches.push(start..samples.len());
    }
    stretches
}

/// Middle of the quietest block that starts within `candidates`.
fn quietest(samples: &[f32], candidates: Range<usize>) -> usize {
    let energy = |start: usize| -> f32 {
        let block = &samples[start..samples.len().min(start + BLOCK_SAMPLES)];
        block.iter().map(|sample| sample * sample).sum()
    };
    let last_start = candidates.end - BLOCK_SAMPLES;
    (candidates.start..=last_start)
        .step_by(BLOCK_SAMPLES / 4)
        .min_by(|a, b| energy(*a).total_cmp(&energy(*b)))
        .map_or(candidates.end, |start| start + BLOCK_SAMPLES / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_audio_stays_whole_and_long_audio_is_cut_where_it_is_quiet() {
        assert!(stretches(&[]).is_empty());
        assert_eq!(stretches(&vec![0.5; MOST_SAMPLES]), std::slice::from_ref(&(0..MOST_SAMPLES)));

        let mut samples = vec![0.5; 20 * 16_000];
        let quiet = 10 * 16_000..10 * 16_000 + 2 * BLOCK_SAMPLES;
        samples[quiet.clone()].fill(0.0);
        let cut = stretches(&samples);
        assert_eq!(cut.len(), 2);
        assert!(quiet.contains(&cut[0].end), "{cut:?}");
        assert_eq!((cut[0].start, cut[0].end, cut[1].end), (0, cut[1].start, samples.len()));
    }

    #[test]
    fn every_length_gives_stretches_of_bounded_length() {
        for tenths in 150..=310 {
            let samples = vec![0.1; tenths * 1_600];
            let cut = stretches(&samples);
            assert!(cut.iter().all(|stretch| stretch.len() <= MOST_SAMPLES && stretch.len() >= 16_000));
            assert_eq!(cut.iter().map(|stretch| stretch.len()).sum::<usize>(), samples.len());
        }
    }
}
