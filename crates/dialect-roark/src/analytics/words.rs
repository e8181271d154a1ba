//! Words of questions and answers, and what they mean.

use colloquy_app::analytics::AggregationKind;
use colloquy_domain::analytics::{
    AgentProperty, CalendarPeriod, CallProperty, Dimension, Interval, Operator, Unit,
};

colloquy_http::words! {
    /// How values become one.
    RoarkAggregation = ["COUNT", "AVG", "MIN", "MAX", "SUM", "MEDIAN", "PERCENTILE", "PASS_RATE"];
    /// How two values are compared.
    RoarkAnalyticsOperator = [
        "EQUALS",
        "NOT_EQUALS",
        "GREATER_THAN",
        "GREATER_THAN_OR_EQUAL_TO",
        "LESS_THAN",
        "LESS_THAN_OR_EQUAL_TO",
        "CONTAINS",
        "STARTS_WITH",
        "IS_SET",
        "IS_NOT_SET",
    ];
    /// What a filter looks at. DATASET cannot be answered: there are no data sets here.
    RoarkAnalyticsFilterType = [
        "METRIC_PROPERTY",
        "CALL_PROPERTY",
        "AGENT_PROPERTY",
        "CALL_ID",
        "MODALITY",
        "DATASET",
        "METRIC_VALUE",
    ];
    /// By what a measure is split. DATASET cannot be answered: there are no data sets here.
    RoarkBreakdownType = ["METRIC_PROPERTY", "CALL_PROPERTY", "AGENT_PROPERTY", "DATASET"];
    /// What a measure is of. UPTIME cannot be answered: this server makes no health checks of agents.
    RoarkMeasureType = ["METRIC", "CONVERSATION", "UPTIME"];
    /// Whether the values of a call become one first.
    RoarkDistinctBy = ["NONE", "CALL"];
    /// Whether the window before is measured as well.
    RoarkComparisonMode = ["NONE", "PREVIOUS_PERIOD"];
    /// How long a bucket is.
    RoarkInterval = ["HOUR", "DAY", "WEEK", "MONTH"];
    /// Units of a window that ends now.
    RoarkRangeUnit = ["DAYS", "WEEKS", "MONTHS"];
    /// Periods of the calendar; those that are not over end now, and weeks begin on Monday.
    RoarkCalendarPeriod = [
        "TODAY",
        "YESTERDAY",
        "THIS_WEEK",
        "LAST_WEEK",
        "THIS_MONTH",
        "LAST_MONTH",
        "THIS_YEAR",
        "LAST_YEAR",
    ];
    /// Colours of charts; they change nothing here.
    RoarkChartColor = [
        "GREEN", "RED", "ORANGE", "PURPLE", "GREY", "BLUE", "PEACH", "TEAL", "INDIGO", "AMBER", "ROSE", "CYAN",
    ];
    /// Kinds of charts.
    RoarkDisplayType = ["LINE", "NUMBER", "RADAR", "STACKED_BAR", "TABLE"];
}

/// Words with what they mean.
pub type Table<T, const N: usize> = [(&'static str, T); N];

pub const AGGREGATIONS: Table<AggregationKind, 8> = [
    ("COUNT", AggregationKind::Count),
    ("AVG", AggregationKind::Average),
    ("MIN", AggregationKind::Minimum),
    ("MAX", AggregationKind::Maximum),
    ("SUM", AggregationKind::Sum),
    ("MEDIAN", AggregationKind::Median),
    ("PERCENTILE", AggregationKind::Percentile),
    ("PASS_RATE", AggregationKind::PassRate),
];

pub const OPERATORS: Table<Operator, 10> = [
    ("EQUALS", Operator::Equals),
    ("NOT_EQUALS", Operator::NotEquals),
    ("GREATER_THAN", Operator::GreaterThan),
    ("GREATER_THAN_OR_EQUAL_TO", Operator::GreaterThanOrEqualTo),
    ("LESS_THAN", Operator::LessThan),
    ("LESS_THAN_OR_EQUAL_TO", Operator::LessThanOrEqualTo),
    ("CONTAINS", Operator::Contains),
    ("STARTS_WITH", Operator::StartsWith),
    ("IS_SET", Operator::IsSet),
    ("IS_NOT_SET", Operator::IsNotSet),
];

pub const INTERVALS: Table<Interval, 4> =
    [("HOUR", Interval::Hour), ("DAY", Interval::Day), ("WEEK", Interval::Week), ("MONTH", Interval::Month)];

pub const UNITS: Table<Unit, 3> = [("DAYS", Unit::Days), ("WEEKS", Unit::Weeks), ("MONTHS", Unit::Months)];

pub const PERIODS: Table<CalendarPeriod, 8> = [
    ("TODAY", CalendarPeriod::Today),
    ("YESTERDAY", CalendarPeriod::Yesterday),
    ("THIS_WEEK", CalendarPeriod::ThisWeek),
    ("LAST_WEEK", CalendarPeriod::LastWeek),
    ("THIS_MONTH", CalendarPeriod::ThisMonth),
    ("LAST_MONTH", CalendarPeriod::LastMonth),
    ("THIS_YEAR", CalendarPeriod::ThisYear),
    ("LAST_YEAR", CalendarPeriod::LastYear),
];

/// Properties of calls that the server sets itself, with the types of their values.
pub const CALL_PROPERTIES: [(&str, CallProperty, &str); 6] = [
    ("direction", CallProperty::Direction, "string"),
    ("status", CallProperty::Status, "string"),
    ("ended_status", CallProperty::EndedStatus, "string"),
    ("interface_type", CallProperty::Interface, "string"),
    ("duration_seconds", CallProperty::DurationSeconds, "number"),
    ("source", CallProperty::Source, "string"),
];

/// Properties of agents.
pub const AGENT_PROPERTIES: Table<AgentProperty, 3> =
    [("id", AgentProperty::Id), ("name", AgentProperty::Name), ("customId", AgentProperty::CustomId)];

/// Properties of the values of a metric.
pub const METRIC_PROPERTIES: Table<Dimension, 4> = [
    ("value", Dimension::MetricValue),
    ("participantRole", Dimension::MetricRole),
    ("context", Dimension::MetricContext),
    ("variantId", Dimension::MetricVariant),
];

/// What a word means.
pub fn meaning<T: Clone>(table: &[(&'static str, T)], word: &str) -> Option<T> {
    table.iter().find(|(known, _)| *known == word).map(|(_, meaning)| meaning.clone())
}

/// The word that means this.
pub fn word<T: PartialEq>(table: &[(&'static str, T)], meaning: &T) -> &'static str {
    table.iter().find(|(_, known)| known == meaning).map_or("", |(word, _)| *word)
}

/// The words, as a rule names them.
pub fn list<T>(table: &[(&'static str, T)]) -> String {
    table.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ")
}

/// Whether values of this are words of the server's own, which clients write in capitals.
pub fn is_in_capitals(dimension: &Dimension) -> bool {
    match dimension {
        Dimension::Call(property) => *property != CallProperty::DurationSeconds,
        Dimension::MetricContext => true,
        _ => false,
    }
}
