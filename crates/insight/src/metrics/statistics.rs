//! Means and percentiles.

/// The arithmetic mean; none of nothing.
pub(super) fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// A percentile (0 to 100), interpolated linearly between the two nearest ranks (the method of NumPy's default and
/// of PostgreSQL's `percentile_cont`); none of nothing.
pub(super) fn percentile(values: &[f64], percent: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    let rank = percent.clamp(0.0, 100.0) / 100.0 * last as f64;
    let below = sorted.get(rank.floor() as usize)?;
    let above = sorted.get(rank.ceil() as usize)?;
    Some(below + (above - below) * rank.fract())
}

/// The largest; none of nothing.
pub(super) fn largest(values: &[f64]) -> Option<f64> {
    values.iter().copied().reduce(f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_those_of_others() {
        let values = [40.0, 10.0, 30.0, 20.0];
        assert_eq!(percentile(&values, 50.0), Some(25.0));
        assert!((percentile(&values, 95.0).unwrap() - 38.5).abs() < 1e-9);
        assert_eq!((percentile(&values, 0.0), percentile(&values, 100.0)), (Some(10.0), Some(40.0)));
        assert_eq!((percentile(&[7.0], 95.0), percentile(&[], 50.0), mean(&[])), (Some(7.0), None, None));
        assert_eq!((mean(&values), largest(&values)), (Some(25.0), Some(40.0)));
    }
}
