//! The body of a question.

use std::collections::BTreeSet;

use colloquy_app::AppError;
use colloquy_app::analytics::Asked;
use colloquy_domain::analytics::{Group, TimeRange, Unit, Zone};
use colloquy_http::Fields;
use serde_json::Value;
use utoipa::ToSchema;

use super::filters::{filters, one_of};
use super::measures::{color, measure};
use super::words::{
    INTERVALS, PERIODS, RoarkAggregation, RoarkAnalyticsFilterType, RoarkAnalyticsOperator,
    RoarkBreakdownType, RoarkCalendarPeriod, RoarkChartColor, RoarkComparisonMode, RoarkDistinctBy,
    RoarkInterval, RoarkMeasureType, RoarkRangeUnit, UNITS,
};

const MOST_MEASURES: usize = 10;
const MOST_GROUPS: usize = 5;
const FEWEST_GROUPS: usize = 2;
/// Longest name of a group or zone.
const LONGEST_NAME: usize = 255;
/// Days of the window where none is asked for.
const USUAL_DAYS: i64 = 30;

/// A string, a number, true or false.
#[derive(ToSchema)]
#[schema(as = RoarkFilterValue)]
#[serde(untagged)]
#[expect(dead_code, reason = "read by the schema derive only")]
enum FilterValue {
    Text(String),
    Number(f64),
    Boolean(bool),
}

/// What a measure is limited to.
#[derive(ToSchema)]
#[schema(as = RoarkAnalyticsFilter)]
#[expect(dead_code, reason = "read by the schema derive only")]
struct Filter {
    r#type: RoarkAnalyticsFilterType,
    /// EQUALS where it is left out. IS_SET and IS_NOT_SET are for CALL_PROPERTY only and take no value. NOT_EQUALS
    /// also keeps what has no such value.
    operator: Option<RoarkAnalyticsOperator>,
    /// Required for CALL_PROPERTY and METRIC_PROPERTY.
    #[schema(min_length = 1, max_length = 255)]
    property: Option<String>,
    value: Option<FilterValue>,
}

/// One series for each value; the largest 50 are told. Not looked at where there are comparison groups.
#[derive(ToSchema)]
#[schema(as = RoarkBreakdown)]
#[expect(dead_code, reason = "read by the schema derive only")]
struct Breakdown {
    r#type: RoarkBreakdownType,
    /// Required for CALL_PROPERTY and METRIC_PROPERTY; `id` for agents where it is left out.
    #[schema(min_length = 1, max_length = 255)]
    property: Option<String>,
}

/// One thing that is measured.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkMeasure)]
#[expect(dead_code, reason = "read by the schema derive only")]
struct Measure {
    /// METRIC where it is left out.
    r#type: Option<RoarkMeasureType>,
    /// Slug or id of the metric; required for METRIC.
    #[schema(min_length = 1, max_length = 255)]
    metric: Option<String>,
    /// By the kind of the metric's values where it is left out: AVG of numbers, PASS_RATE of what is true or false,
    /// COUNT by value of classifications and texts.
    aggregation: Option<RoarkAggregation>,
    /// Required with PERCENTILE.
    #[schema(minimum = 0, maximum = 100)]
    percentile: Option<i64>,
    /// CALL where it is left out. Of a metric that has values of calls and of segments CALL takes those of calls and
    /// NONE those of segments, unless a filter or the breakdown is about the context.
    distinct_by: Option<RoarkDistinctBy>,
    /// How the values of a call become one: SUM under SUM, else AVG.
    nested_aggregation: Option<RoarkAggregation>,
    #[schema(minimum = 0, maximum = 100)]
    nested_aggregation_percentile: Option<i64>,
    /// What passes under PASS_RATE: numbers are folded before they are judged, everything else after.
    pass_operator: Option<RoarkAnalyticsOperator>,
    pass_value: Option<FilterValue>,
    #[schema(max_items = 20)]
    filters: Option<Vec<Filter>>,
    breakdown: Option<Breakdown>,
    /// At most one measure is the baseline of the others.
    is_baseline: Option<bool>,
    color: Option<RoarkChartColor>,
}

/// Calls that are measured together, under a name.
#[derive(ToSchema)]
#[schema(as = RoarkComparisonGroup)]
#[expect(dead_code, reason = "read by the schema derive only")]
struct ComparisonGroup {
    /// No two groups have the same.
    #[schema(min_length = 1, max_length = 255)]
    name: String,
    #[schema(max_items = 20)]
    filters: Vec<Filter>,
    color: Option<RoarkChartColor>,
}

colloquy_http::words! {
    /// So many units up to now.
    RoarkRangeLast = ["LAST"];
    /// A period of the calendar.
    RoarkRangeAligned = ["CALENDAR_ALIGNED"];
    /// From one instant to another.
    RoarkRangeFixed = ["FIXED"];
    /// From an instant to now.
    RoarkRangeSince = ["SINCE"];
}

/// The window; at most 731 days.
#[derive(ToSchema)]
#[schema(as = RoarkTimeRange)]
#[serde(untagged)]
#[expect(dead_code, reason = "read by the schema derive only")]
enum Range {
    Last {
        r#type: RoarkRangeLast,
        unit: RoarkRangeUnit,
        #[schema(minimum = 1, maximum = 731)]
        value: i64,
    },
    Aligned {
        r#type: RoarkRangeAligned,
        period: RoarkCalendarPeriod,
    },
    Fixed {
        r#type: RoarkRangeFixed,
        #[schema(format = "date-time")]
        from: String,
        #[schema(format = "date-time")]
        to: String,
    },
    Since {
        r#type: RoarkRangeSince,
        #[schema(format = "date-time")]
        from: String,
    },
}

/// A question.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkAnalyticsQuery)]
#[expect(dead_code, reason = "read by the schema derive only")]
pub struct Question {
    #[schema(min_items = 1, max_items = 10)]
    measures: Vec<Measure>,
    /// Apply to every measure, beside its own.
    #[schema(max_items = 20)]
    filters: Option<Vec<Filter>>,
    /// Each measure once for each group.
    #[schema(min_items = 2, max_items = 5)]
    comparison_groups: Option<Vec<ComparisonGroup>>,
    comparison_mode: Option<RoarkComparisonMode>,
    /// The last 30 days where it is left out.
    time_range: Option<Range>,
    /// By the length of the window where it is left out; the next longer one where there would be more than 500 buckets.
    interval: Option<RoarkInterval>,
    /// IANA time zone; UTC where it is left out.
    #[schema(min_length = 1, max_length = 255)]
    timezone: Option<String>,
    /// true where it is left out.
    include_buckets: Option<bool>,
}

/// Reads a question.
pub fn read(body: &Value) -> Result<Asked, AppError> {
    let mut fields = Fields::of_body(body)?;
    fields.require("measures");
    let measures = fields.items("measures", MOST_MEASURES, measure);
    if fields.value("measures").and_then(Value::as_array).is_some_and(Vec::is_empty) {
        fields.refuse("measures", "invalid_length", "must have 1 to 10 items");
    }
    if measures.iter().filter(|measure| measure.is_baseline).count() > 1 {
        fields.refuse("measures", "cannot_be_answered", "must have at most one baseline");
    }
    let own_filters = filters(&mut fields, "filters");
    let groups = groups(&mut fields);
    let mode = one_of(&mut fields, "comparisonMode", &[("NONE", false), ("PREVIOUS_PERIOD", true)]);
    let interval = one_of(&mut fields, "interval", &INTERVALS);
    let zone = fields.string("timezone", 1, LONGEST_NAME).unwrap_or("UTC");
    let zone = Zone::parse(zone);
    if let Err(error) = &zone {
        fields.refuse("timezone", "unknown_value", &error.to_string());
    }
    let range = range(&mut fields);
    let with_buckets = fields.boolean("includeBuckets").unwrap_or(true);
    fields.finish()?;
    let unknown = || AppError::malformed("timezone", "unknown_value", "timezone must be an IANA time zone");
    Ok(Asked {
        measures,
        filters: own_filters,
        groups,
        range: range.unwrap_or(TimeRange::Last(USUAL_DAYS, Unit::Days)),
        interval,
        zone: zone.map_err(|_| unknown())?,
        with_previous: mode.unwrap_or(false),
        with_buckets,
    })
}

fn groups(fields: &mut Fields<'_>) -> Vec<Group> {
    const NAME: &str = "comparisonGroups";
    let groups: Vec<Group> = fields.items(NAME, MOST_GROUPS, |item| {
        item.require("name");
        item.require("filters");
        color(item);
        Group {
            name: item.string("name", 1, LONGEST_NAME).unwrap_or_default().to_owned(),
            filters: filters(item, "filters"),
        }
    });
    if fields.value(NAME).is_some() && groups.len() < FEWEST_GROUPS {
        fields.refuse(NAME, "invalid_length", "must have 2 to 5 items");
    }
    let names: BTreeSet<&str> = groups.iter().map(|group| group.name.as_str()).collect();
    if names.len() < groups.len() {
        fields.refuse(NAME, "invalid_value", "must have different names");
    }
    groups
}

fn range(fields: &mut Fields<'_>) -> Option<TimeRange> {
    let value = fields.value("timeRange")?;
    let Some(mut part) = Fields::of(value, "timeRange") else {
        fields.refuse("timeRange", "invalid_type", "must be an object");
        return None;
    };
    let found = range_of(&mut part);
    fields.adopt(part);
    found
}

fn range_of(part: &mut Fields<'_>) -> Option<TimeRange> {
    part.require("type");
    match part.string("type", 0, LONGEST_NAME)? {
        "LAST" => {
            part.require("unit");
            part.require("value");
            let unit = one_of(part, "unit", &UNITS);
            let value = part.integer("value");
            if value.is_some_and(|value| !(1..=731).contains(&value)) {
                part.refuse("value", "invalid_range", "must be a whole number from 1 to 731");
            }
            Some(TimeRange::Last(value?, unit?))
        }
        "CALENDAR_ALIGNED" => {
            part.require("period");
            Some(TimeRange::Period(one_of(part, "period", &PERIODS)?))
        }
        "FIXED" => {
            part.require("from");
            part.require("to");
            let (from, to) = (part.instant("from"), part.instant("to"));
            Some(TimeRange::Fixed(from?, to?))
        }
        "SINCE" => {
            part.require("from");
            Some(TimeRange::Since(part.instant("from")?))
        }
        _ => {
            part.refuse("type", "unknown_value", "must be one of LAST, CALENDAR_ALIGNED, FIXED, SINCE");
            None
        }
    }
}
