//! Histograms that the server keeps of itself, read from `/metrics`.

use anyhow::Context;
use hyper::{Method, StatusCode};

use crate::api::Connection;

/// Bounds of the buckets and how many values lie at or below each.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Histogram {
    buckets: Vec<(f64, f64)>,
}

impl Histogram {
    /// The histogram of that name, over all its labels; empty while it has no values.
    pub async fn read(connection: &mut Connection, name: &str) -> anyhow::Result<Self> {
        let text = connection.expect(StatusCode::OK, Method::GET, "/metrics", None).await?;
        Ok(Self::parse(std::str::from_utf8(&text).context("/metrics")?, name))
    }

    fn parse(text: &str, name: &str) -> Self {
        let mut buckets: Vec<(f64, f64)> = Vec::new();
        for line in text.lines() {
            let Some(labels) = line.strip_prefix(name).and_then(|rest| rest.strip_prefix("_bucket{")) else {
                continue;
            };
            let bound = labels.split("le=\"").nth(1).and_then(|rest| rest.split('"').next());
            let count = labels.rsplit(' ').next().and_then(|count| count.parse::<f64>().ok());
            let Some((bound, count)) = bound.and_then(|bound| Some((bound.parse().ok()?, count?))) else {
                continue;
            };
            match buckets.iter_mut().find(|(known, _)| *known == bound) {
                Some((_, sum)) => *sum += count,
                None => buckets.push((bound, count)),
            }
        }
        buckets.sort_by(|one, other| one.0.total_cmp(&other.0));
        Self { buckets }
    }

    /// What was added since `earlier`.
    pub fn since(&self, earlier: &Self) -> Self {
        let before = |bound: f64| {
            earlier.buckets.iter().find(|(known, _)| *known == bound).map_or(0.0, |(_, count)| *count)
        };
        Self { buckets: self.buckets.iter().map(|(bound, count)| (*bound, count - before(*bound))).collect() }
    }

    /// How many values there are.
    pub fn count(&self) -> f64 {
        self.buckets.last().map_or(0.0, |(_, count)| *count)
    }

    /// Estimated value below which a fraction `share` lies, as evenly spread within its bucket; NaN where
    /// there are none.
    pub fn quantile(&self, share: f64) -> f64 {
        let Some(bucket) = self.bucket_of(share) else { return f64::NAN };
        if bucket.to.is_infinite() {
            bucket.from
        } else {
            bucket.from + bucket.part * (bucket.to - bucket.from)
        }
    }

    /// What that value is at most: the bound of its bucket; NaN where there are none.
    pub fn quantile_at_most(&self, share: f64) -> f64 {
        self.bucket_of(share).map_or(f64::NAN, |bucket| bucket.to)
    }

    fn bucket_of(&self, share: f64) -> Option<Bucket> {
        let wanted = self.count() * share;
        let (mut from, mut count_before) = (0.0, 0.0);
        for (to, count) in &self.buckets {
            if *count >= wanted && *count > count_before {
                return Some(Bucket {
                    from,
                    to: *to,
                    part: (wanted - count_before) / (count - count_before),
                });
            }
            (from, count_before) = (*to, *count);
        }
        None
    }
}

/// Where a value lies: between these bounds, so far on the way from one to the other.
struct Bucket {
    from: f64,
    to: f64,
    part: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "x_seconds_bucket{queue=\"a\",le=\"0.01\"} 10\nx_seconds_bucket{queue=\"b\",le=\"0.01\"} 30\n\
                        x_seconds_bucket{queue=\"a\",le=\"0.02\"} 80\nx_seconds_bucket{queue=\"a\",le=\"+Inf\"} 80\n\
                        x_seconds_sum 3\ny_seconds_bucket{le=\"1\"} 5\n";

    #[test]
    fn quantiles_lie_within_their_bucket() {
        let histogram = Histogram::parse(TEXT, "x_seconds");
        assert!((histogram.quantile(0.25) - 0.005).abs() < 1e-9);
        assert!((histogram.quantile(0.75) - 0.015).abs() < 1e-9);
        let bounds = (histogram.quantile_at_most(0.5), histogram.quantile_at_most(0.51));
        assert_eq!((histogram.count(), bounds), (80.0, (0.01, 0.02)));
        assert!(histogram.since(&histogram).quantile(0.5).is_nan());
        assert!(Histogram::default().quantile(0.5).is_nan());
    }
}
