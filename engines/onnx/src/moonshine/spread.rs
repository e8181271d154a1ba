//! Times for words of a model that has none: the words are laid over the moments in which somebody speaks,
//! each as long as its letters ask for.

use colloquy_engine::protocol::RecognisedWord;

/// Samples over which loudness is measured: 20 ms.
const BLOCK_SAMPLES: usize = 320;
const BLOCK_SECONDS: f64 = BLOCK_SAMPLES as f64 / 16_000.0;
/// A block is speech where it is at least this loud against the loud blocks of its piece (-30 dB).
const SPEECH_ENERGY: f32 = 0.001;
/// The loud blocks: the loudest twentieth is left out, it may be a click.
const LOUD_QUANTILE: f64 = 0.95;
/// Time that a word takes beside its letters, in letters.
const WORD_LETTERS: f64 = 1.5;

/// The words of `text` with times from the start of `samples`, `offset_seconds` added.
pub fn spread(text: &str, samples: &[f32], offset_seconds: f64) -> Vec<RecognisedWord> {
    let speech = speech_blocks(samples);
    let letters = |word: &str| word.chars().filter(|letter| letter.is_alphanumeric()).count() as f64;
    let weights: Vec<f64> = text.split_whitespace().map(|word| letters(word) + WORD_LETTERS).collect();
    let total: f64 = weights.iter().sum();

    let mut passed = 0.0;
    text.split_whitespace()
        .zip(weights)
        .map(|(word, weight)| {
            let start = passed / total;
            passed += weight;
            RecognisedWord {
                text: word.to_owned(),
                start_seconds: offset_seconds + moment(&speech, start, Edge::Start),
                end_seconds: offset_seconds + moment(&speech, passed / total, Edge::End),
                probability: None,
            }
        })
        .collect()
}

/// Indexes of the blocks in which somebody speaks; all of them where none stands out.
fn speech_blocks(samples: &[f32]) -> Vec<usize> {
    let energies: Vec<f32> = samples
        .chunks(BLOCK_SAMPLES)
        .map(|block| block.iter().map(|sample| sample * sample).sum::<f32>() / block.len() as f32)
        .collect();
    let mut sorted = energies.clone();
    sorted.sort_by(f32::total_cmp);
    let loud = sorted.get((sorted.len() as f64 * LOUD_QUANTILE) as usize).copied().unwrap_or_default();
    (0..energies.len()).filter(|index| energies[*index] >= loud * SPEECH_ENERGY).collect()
}

enum Edge {
    Start,
    End,
}

/// The moment at which `share` (0 to 1) of the speech has passed. At a pause, a start lies behind it and an
/// end before it.
fn moment(speech: &[usize], share: f64, edge: Edge) -> f64 {
    let blocks = share.clamp(0.0, 1.0) * speech.len() as f64;
    let index = match edge {
        Edge::Start => blocks.floor(),
        Edge::End => blocks.ceil() - 1.0,
    };
    let last = speech.len().saturating_sub(1);
    let index = (index.max(0.0) as usize).min(last);
    let block = speech.get(index).copied().unwrap_or_default();
    (block as f64 + (blocks - index as f64)) * BLOCK_SECONDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lie_on_speech_in_order_and_skip_pauses() {
        // One second of silence, one of speech, one of silence, one of speech.
        let loud = |second: usize| if second % 2 == 1 { 0.5 } else { 0.0 };
        let samples: Vec<f32> = (0..4 * 16_000).map(|i| loud(i / 16_000)).collect();
        let words = spread("yes, hello there Eve", &samples, 10.0);
        assert_eq!(words.len(), 4);
        assert!((words[0].start_seconds - 11.0).abs() < 0.03, "{words:?}");
        assert!((words[3].end_seconds - 14.0).abs() < 0.03, "{words:?}");
        for word in &words {
            assert!(word.start_seconds < word.end_seconds, "{word:?}");
        }
        for pair in words.windows(2) {
            assert!(pair[0].end_seconds <= pair[1].start_seconds + 1e-9, "{pair:?}");
        }
        assert!(spread("  ", &samples, 0.0).is_empty());
        assert_eq!(spread("word", &[], 0.0).len(), 1);
    }
}
