//! Puts pieces of speech into windows that the model hears at once.

use std::ops::Range;

/// Samples of a second.
pub const SECOND: usize = colloquy_engine::protocol::SAMPLE_RATE_HZ as usize;

/// The longest that a window of the model is.
pub const LONGEST_SECONDS: usize = 30;

/// Pieces that share a window: their numbers, and where the samples of each lie in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// Numbers of the pieces.
    pub pieces: Range<usize>,
    /// Where each lies, in samples from the window's start.
    pub places: Vec<Range<usize>>,
}

impl Window {
    /// Length in samples.
    pub fn length(&self) -> usize {
        self.places.last().map_or(0, |place| place.end)
    }
}

/// Divides pieces of the given `lengths` (in samples) into windows, in order. A window is filled up to
/// `fill_to` samples, with `silence` samples between pieces; a piece that is longer has a window of its own.
#[expect(clippy::single_range_in_vec_init, reason = "a window begins with a single piece")]
pub fn pack(lengths: &[usize], fill_to: usize, silence: usize) -> Vec<Window> {
    let mut windows: Vec<Window> = Vec::new();
    for (number, length) in lengths.iter().enumerate() {
        if let Some(window) = windows.last_mut() {
            let start = window.length() + silence;
            if start + length <= fill_to {
                window.pieces.end = number + 1;
                window.places.push(start..start + length);
                continue;
            }
        }
        windows.push(Window { pieces: number..number + 1, places: vec![0..*length] });
    }
    windows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::single_range_in_vec_init, reason = "a window may hold a single piece")]
    fn short_pieces_share_a_window_and_long_ones_do_not() {
        let windows = pack(&[4, 3, 9, 1, 1], 10, 2);
        let places: Vec<_> =
            windows.iter().map(|window| (window.pieces.clone(), window.places.clone())).collect();
        assert_eq!(places, [(0..2, vec![0..4, 6..9]), (2..3, vec![0..9]), (3..5, vec![0..1, 3..4])],);
    }
}
