//! Stretches of time and what they have in common.

use serde::{Deserialize, Serialize};

/// A stretch of time, in seconds from the conversation's start.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Span {
    /// Where it begins.
    pub start: f64,
    /// Where it ends, not before `start`.
    pub end: f64,
}

impl Span {
    /// From there to there.
    #[must_use]
    pub fn new(start: f64, end: f64) -> Self {
        Self { start, end }
    }

    /// Length in seconds.
    #[must_use]
    pub fn seconds(self) -> f64 {
        self.end - self.start
    }

    /// How long both go on at once, in seconds.
    #[must_use]
    pub fn overlap(self, other: Self) -> f64 {
        (self.end.min(other.end) - self.start.max(other.start)).max(0.0)
    }
}

/// In order, without what is no stretch, those with less than `gap` seconds between them as one.
#[must_use]
pub fn joined(mut spans: Vec<Span>, gap: f64) -> Vec<Span> {
    spans.retain(|span| span.start.is_finite() && span.end.is_finite() && span.end > span.start);
    spans.sort_by(|one, other| one.start.total_cmp(&other.start));
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start - last.end < gap => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}

/// The sum of the lengths.
pub(super) fn total(spans: &[Span]) -> f64 {
    spans.iter().map(|span| span.seconds()).sum()
}

/// The stretches that lie in both; each list in order and without overlaps within.
pub(super) fn intersection(one: &[Span], other: &[Span]) -> Vec<Span> {
    let (mut first, mut second) = (0, 0);
    let mut found = Vec::new();
    while let (Some(a), Some(b)) = (one.get(first), other.get(second)) {
        if a.overlap(*b) > 0.0 {
            found.push(Span::new(a.start.max(b.start), a.end.min(b.end)));
        }
        if a.end < b.end { first += 1 } else { second += 1 }
    }
    found
}

/// The stretches that lie in one of them or in both.
pub(super) fn union(one: &[Span], other: &[Span]) -> Vec<Span> {
    joined(one.iter().chain(other).copied().collect(), f64::MIN_POSITIVE)
}

/// The stretches between them.
pub(super) fn gaps(spans: &[Span]) -> impl Iterator<Item = Span> + '_ {
    spans.windows(2).map(|pair| Span::new(pair[0].end, pair[1].start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(pairs: &[(f64, f64)]) -> Vec<Span> {
        pairs.iter().map(|(start, end)| Span::new(*start, *end)).collect()
    }

    #[test]
    fn stretches_are_joined_united_and_cut() {
        let odd = spans(&[(5.0, 6.0), (1.0, 2.0), (2.1, 3.0), (4.0, 4.0), (f64::NAN, 9.0), (8.0, 7.0)]);
        let a = joined(odd, 0.2);
        assert_eq!(a, spans(&[(1.0, 3.0), (5.0, 6.0)]));
        let b = spans(&[(0.0, 1.5), (2.5, 5.5)]);
        assert_eq!(intersection(&a, &b), spans(&[(1.0, 1.5), (2.5, 3.0), (5.0, 5.5)]));
        assert_eq!(union(&a, &b), spans(&[(0.0, 6.0)]));
        assert_eq!(gaps(&a).collect::<Vec<_>>(), spans(&[(3.0, 5.0)]));
        assert!((total(&a) - 3.0).abs() < 1e-9 && intersection(&a, &[]).is_empty());
    }
}
