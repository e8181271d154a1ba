//! The best one-to-one pairing of rows and columns (Hungarian algorithm).

use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

/// The algorithm wants whole numbers: weights are multiplied by this and rounded.
const SCALE: f64 = 1e6;
/// Larger weights are cut to this, so that sums cannot overflow.
const LARGEST_WEIGHT: f64 = 1e9;

/// Pairs of (row, column) with the largest sum of `weight(row, column)`. Each row and each column is used at
/// most once, and as many pairs are made as the smaller side allows. A weight that is no number counts as 0.
pub fn best_pairs(rows: usize, columns: usize, weight: impl Fn(usize, usize) -> f64) -> Vec<(usize, usize)> {
    if rows == 0 || columns == 0 {
        return Vec::new();
    }
    // The algorithm wants no more rows than columns: where there are more, the table is turned.
    let turned = rows > columns;
    let matrix = Matrix::from_fn(rows.min(columns), rows.max(columns), |(short, long)| {
        let weight = if turned { weight(long, short) } else { weight(short, long) };
        // A conversion from float to integer turns "not a number" into 0.
        (weight.clamp(-LARGEST_WEIGHT, LARGEST_WEIGHT) * SCALE) as i64
    });
    let (_, long_of_short) = kuhn_munkres(&matrix);
    let pairs = long_of_short.into_iter().enumerate();
    if turned { pairs.map(|(short, long)| (long, short)).collect() } else { pairs.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_counts_and_not_the_largest_weight() {
        let weights = [[10.0, 9.0], [9.0, 1.0]];
        assert_eq!(best_pairs(2, 2, |row, column| weights[row][column]), [(0, 1), (1, 0)]);
    }

    #[test]
    fn the_longer_side_is_left_over_and_odd_weights_do_no_harm() {
        let mut pairs = best_pairs(3, 1, |row, _| [0.1, 0.9, f64::NAN][row]);
        assert_eq!(pairs, [(1, 0)]);
        pairs = best_pairs(1, 2, |_, _| f64::INFINITY);
        assert_eq!(pairs.len(), 1);
        assert!(best_pairs(0, 5, |_, _| 1.0).is_empty());
    }
}
