//! Answers as clients read them.

use colloquy_app::analytics::{self as app, Outcome};
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

use super::words::{
    AGGREGATIONS, INTERVALS, RoarkAggregation, RoarkInterval, RoarkMeasureType, is_in_capitals, word,
};

/// An answer.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkAnalyticsAnswer)]
pub struct Answer {
    from: String,
    /// Not part of the window itself.
    to: String,
    #[schema(value_type = RoarkInterval)]
    interval: &'static str,
    timezone: String,
    /// Series that were left out because 50 larger ones of their measure are here.
    omitted_series: u64,
    /// One for each measure, or for each of its parts or groups.
    series: Vec<Series>,
}

/// The values of a measure, a part of it, or a group.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkSeries)]
struct Series {
    measure_index: usize,
    #[schema(value_type = RoarkMeasureType)]
    r#type: &'static str,
    /// Slug of the metric.
    #[schema(required)]
    metric: Option<String>,
    #[schema(value_type = RoarkAggregation)]
    aggregation: &'static str,
    /// Of the whole window; 0 where there is nothing (`sampleSize` 0).
    value: f64,
    /// Of how many calls or values it is made.
    #[schema(required)]
    sample_size: Option<u64>,
    buckets: Vec<Bucket>,
    /// The value by which this part is told apart; null where the measure is not split, and for what has no such value.
    #[schema(required)]
    breakdown_value: Option<String>,
    #[schema(required)]
    comparison_group: Option<String>,
    /// Of the window before; null where it was not asked for or has nothing.
    #[schema(required)]
    comparison_value: Option<f64>,
    #[schema(required)]
    percentage_of_baseline: Option<f64>,
}

/// An hour, day, week or month.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkBucket)]
struct Bucket {
    /// When it begins.
    date: String,
    value: f64,
    sample_size: u64,
    /// How many of them pass, under PASS_RATE.
    #[serde(skip_serializing_if = "Option::is_none")]
    passed: Option<u64>,
    /// When the bucket in the same place of the window before begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    comparison_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comparison_value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    percentage_of_baseline: Option<f64>,
}

impl Answer {
    pub fn of(answer: app::Answer) -> Self {
        Self {
            from: iso(answer.window.from),
            to: iso(answer.window.to),
            interval: word(&INTERVALS, &answer.interval),
            timezone: answer.zone.name().to_owned(),
            omitted_series: answer.omitted,
            series: answer.series.into_iter().map(Series::of).collect(),
        }
    }
}

fn shown(outcome: &Outcome) -> f64 {
    outcome.value.unwrap_or(0.0)
}

impl Series {
    fn of(series: app::Series) -> Self {
        let part = |part: String| match &series.breakdown {
            Some(dimension) if is_in_capitals(dimension) => part.to_uppercase(),
            _ => part,
        };
        Self {
            measure_index: series.measure,
            r#type: if series.metric.is_some() { "METRIC" } else { "CONVERSATION" },
            aggregation: word(&AGGREGATIONS, &series.aggregation),
            value: shown(&series.whole),
            sample_size: Some(series.whole.sample),
            breakdown_value: series.part.map(part),
            comparison_group: series.group,
            comparison_value: series.previous,
            percentage_of_baseline: series.share,
            buckets: series.buckets.iter().map(Bucket::of).collect(),
            metric: series.metric,
        }
    }
}

impl Bucket {
    fn of(bucket: &app::Bucket) -> Self {
        Self {
            date: iso(bucket.start),
            value: shown(&bucket.outcome),
            sample_size: bucket.outcome.sample,
            passed: bucket.outcome.passed,
            comparison_date: bucket.previous.map(|(start, _)| iso(start)),
            comparison_value: bucket.previous.and_then(|(_, value)| value),
            percentage_of_baseline: bucket.share,
        }
    }
}
