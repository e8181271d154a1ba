//! Measures as clients write them.

use colloquy_app::analytics::{AggregationKind, AskedMeasure};
use colloquy_domain::analytics::{Fold, Judgement, Operator};
use colloquy_http::Fields;

use super::filters::{breakdown, filters, one_of, value};
use super::words::{AGGREGATIONS, OPERATORS};

/// Longest slug or id of a metric.
const LONGEST_NAME: usize = 255;

const COLORS: [(&str, ()); 12] = [
    ("GREEN", ()),
    ("RED", ()),
    ("ORANGE", ()),
    ("PURPLE", ()),
    ("GREY", ()),
    ("BLUE", ()),
    ("PEACH", ()),
    ("TEAL", ()),
    ("INDIGO", ()),
    ("AMBER", ()),
    ("ROSE", ()),
    ("CYAN", ()),
];

/// What a measure is of.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Metric,
    Conversation,
    Uptime,
}

const KINDS: [(&str, Kind); 3] =
    [("METRIC", Kind::Metric), ("CONVERSATION", Kind::Conversation), ("UPTIME", Kind::Uptime)];

/// One measure; what is wrong with it is noted.
pub fn measure(fields: &mut Fields<'_>) -> AskedMeasure {
    let kind = one_of(fields, "type", &KINDS).unwrap_or(Kind::Metric);
    if kind == Kind::Uptime {
        let rule = "cannot be UPTIME: this server makes no health checks of agents";
        fields.refuse("type", "cannot_be_answered", rule);
    }
    let metric = fields.string("metric", 1, LONGEST_NAME).map(str::to_owned);
    if kind == Kind::Metric {
        fields.require("metric");
    }
    let aggregation = one_of(fields, "aggregation", &AGGREGATIONS);
    let percentile = percentile(fields, "percentile");
    if aggregation == Some(AggregationKind::Percentile) {
        fields.require("percentile");
    }
    let counts_every_value = one_of(fields, "distinctBy", &[("NONE", true), ("CALL", false)]);
    let fold = fold(fields);
    let judgement = judgement(fields);
    color(fields);
    AskedMeasure {
        metric: metric.filter(|_| kind == Kind::Metric),
        aggregation,
        percentile,
        counts_every_value: counts_every_value.unwrap_or(false),
        fold,
        judgement,
        filters: filters(fields, "filters"),
        breakdown: breakdown(fields, "breakdown"),
        is_baseline: fields.boolean("isBaseline").unwrap_or(false),
    }
}

/// Colours change nothing, but have to be such.
pub fn color(fields: &mut Fields<'_>) {
    one_of(fields, "color", &COLORS);
}

fn percentile(fields: &mut Fields<'_>, name: &str) -> Option<u8> {
    let number = fields.integer(name)?;
    let found = u8::try_from(number).ok().filter(|number| *number <= 100);
    if found.is_none() {
        fields.refuse(name, "invalid_range", "must be a whole number from 0 to 100");
    }
    found
}

fn fold(fields: &mut Fields<'_>) -> Option<Fold> {
    let asked = one_of(fields, "nestedAggregation", &AGGREGATIONS);
    let percent = percentile(fields, "nestedAggregationPercentile");
    Some(match asked? {
        AggregationKind::Count => Fold::Count,
        AggregationKind::Average => Fold::Average,
        AggregationKind::Minimum => Fold::Minimum,
        AggregationKind::Maximum => Fold::Maximum,
        AggregationKind::Sum => Fold::Sum,
        AggregationKind::Median => Fold::Percentile(50),
        AggregationKind::Percentile => {
            fields.require("nestedAggregationPercentile");
            Fold::Percentile(percent?)
        }
        AggregationKind::PassRate => {
            let rule = "cannot be PASS_RATE: values of a call are judged one by one or when they are folded";
            fields.refuse("nestedAggregation", "cannot_be_answered", rule);
            return None;
        }
    })
}

/// The condition of a pass rate. Without an operator, what equals the value passes.
fn judgement(fields: &mut Fields<'_>) -> Option<Judgement> {
    let operator = one_of(fields, "passOperator", &OPERATORS);
    let value = value(fields, "passValue");
    if operator.is_some() {
        fields.require("passValue");
    }
    Some(Judgement { operator: operator.unwrap_or(Operator::Equals), value: value? })
}
