//! Numbers that several others come down to.

/// What is kept of some values: enough for all that needs no order among them. Two become one by [`Tally::add`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tally {
    /// How many.
    pub count: u64,
    /// Their sum.
    pub sum: f64,
    /// The smallest; infinite where there is none.
    pub min: f64,
    /// The largest; infinite where there is none.
    pub max: f64,
    /// How many of them pass the judgement that was asked for.
    pub passed: u64,
}

impl Default for Tally {
    fn default() -> Self {
        Self { count: 0, sum: 0.0, min: f64::INFINITY, max: f64::NEG_INFINITY, passed: 0 }
    }
}

impl Tally {
    /// Adds what another one holds.
    pub fn add(&mut self, other: &Self) {
        self.count += other.count;
        self.sum += other.sum;
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
        self.passed += other.passed;
    }

    /// Adds one value that was not judged.
    pub fn add_value(&mut self, value: f64) {
        self.add(&Self { count: 1, sum: value, min: value, max: value, passed: 0 });
    }

    /// The arithmetic mean; none of nothing.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum / self.count as f64)
    }

    /// Which share passed, 0 to 1; none of nothing.
    #[must_use]
    pub fn pass_rate(&self) -> Option<f64> {
        (self.count > 0).then(|| self.passed as f64 / self.count as f64)
    }
}

/// The value below which `percent` of a hundred of the values lie, interpolated between the two next to that place
/// (definition 7 of Hyndman and Fan, 1996, the `percentile_cont` of SQL). None of nothing. Puts the values in order.
#[must_use]
pub fn percentile(values: &mut [f64], percent: f64) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    let place = last as f64 * percent.clamp(0.0, 100.0) / 100.0;
    let below = *values.get(place.floor() as usize)?;
    let above = *values.get(place.ceil() as usize)?;
    Some(below + (above - below) * place.fract())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_interpolated() {
        // Values, percent, expected: by hand, and the examples of NumPy's `percentile`.
        let rows: [(&[f64], f64, Option<f64>); 9] = [
            (&[], 50.0, None),
            (&[7.0], 95.0, Some(7.0)),
            (&[3.0, 1.0], 50.0, Some(2.0)),
            (&[3.0, 1.0, 2.0], 50.0, Some(2.0)),
            (&[10.0, 7.0, 4.0, 3.0, 2.0, 1.0], 50.0, Some(3.5)),
            (&[1.0, 2.0, 3.0, 4.0], 25.0, Some(1.75)),
            (&[1.0, 2.0, 3.0, 4.0], 0.0, Some(1.0)),
            (&[1.0, 2.0, 3.0, 4.0], 100.0, Some(4.0)),
            (&[0.0, 10.0], 95.0, Some(9.5)),
        ];
        for (values, percent, expected) in rows {
            assert_eq!(percentile(&mut values.to_vec(), percent), expected, "{values:?} {percent}");
        }
    }

    #[test]
    fn tallies_add_up() {
        let mut both = Tally::default();
        both.add(&Tally { count: 2, sum: 5.0, min: 1.0, max: 4.0, passed: 1 });
        both.add_value(-3.0);
        assert_eq!(both, Tally { count: 3, sum: 2.0, min: -3.0, max: 4.0, passed: 1 });
        assert_eq!(both.mean(), Some(2.0 / 3.0));
        assert_eq!((Tally::default().mean(), Tally::default().pass_rate()), (None, None));
    }
}
