//! From what is asked to what is measured: defaults, and what cannot be answered.

use colloquy_domain::Instant;
use colloquy_domain::analytics::{
    Aggregation, Dimension, Filter, Fold, Interval, Judgement, Measure, Operator, Question, Subject, Value,
    ValueKind,
};
use colloquy_domain::metric::{MetricDefinition, Place, SupportedContext};

use super::{AggregationKind, Asked, AskedMeasure, value_kind};
use crate::{AppError, FieldProblem};

/// A question, with what is told of its measures and not measured.
pub(super) struct Planned {
    pub question: Question,
    /// Slug of each measure's metric, and how it was asked to become one.
    pub told: Vec<(Option<String>, AggregationKind)>,
}

/// How values of a kind can become one; the first is the usual way.
#[must_use]
pub fn aggregations(kind: ValueKind) -> &'static [AggregationKind] {
    use AggregationKind::{Average, Count, Maximum, Median, Minimum, PassRate, Percentile, Sum};
    match kind {
        ValueKind::Number => &[Average, Count, Minimum, Maximum, Sum, Median, Percentile, PassRate],
        // A share of what is true, rather than a mean of ones and zeros.
        ValueKind::Boolean => &[PassRate, Average, Count, Minimum, Maximum, Sum, Median, Percentile],
        ValueKind::Text => &[Count, PassRate],
    }
}

pub(super) fn plan(
    asked: Asked,
    definitions: &[MetricDefinition],
    now: Instant,
) -> Result<Planned, AppError> {
    let mut problems = Vec::new();
    let window = asked
        .range
        .window(now, &asked.zone)
        .map_err(|error| AppError::invalid("time_range", "invalid_range", format!("time_range {error}")))?;
    let is_grouped = !asked.groups.is_empty();
    let has_conversations = asked.measures.iter().any(|measure| measure.metric.is_none());
    let mut check_filters = |place: &str, filters: &[Filter], counts_conversations: bool| {
        for (position, filter) in filters.iter().enumerate() {
            if let Some(rule) = refused(filter, counts_conversations) {
                let field = format!("{place}filters[{position}]");
                problems.push(FieldProblem::new(
                    field.clone(),
                    "cannot_be_answered",
                    format!("{field} {rule}"),
                ));
            }
        }
    };
    check_filters("", &asked.filters, has_conversations);
    for (position, group) in asked.groups.iter().enumerate() {
        check_filters(&format!("groups[{position}]."), &group.filters, has_conversations);
    }
    for (position, measure) in asked.measures.iter().enumerate() {
        check_filters(&format!("measures[{position}]."), &measure.filters, measure.metric.is_none());
    }
    let mut told = Vec::with_capacity(asked.measures.len());
    let mut measures = Vec::with_capacity(asked.measures.len());
    for (position, measure) in asked.measures.into_iter().enumerate() {
        match planned(measure, definitions, is_grouped) {
            Ok((measure, slug, kind)) => {
                measures.push(measure);
                told.push((slug, kind));
            }
            Err((part, rule)) => {
                let field = format!("measures[{position}].{part}");
                problems.push(FieldProblem::new(
                    field.clone(),
                    "cannot_be_answered",
                    format!("{field} {rule}"),
                ));
            }
        }
    }
    if !problems.is_empty() {
        return Err(AppError::Invalid(problems));
    }
    let question = Question {
        measures,
        filters: asked.filters,
        groups: asked.groups,
        window,
        interval: asked.interval.unwrap_or_else(|| Interval::usual(&window)),
        zone: asked.zone,
        with_previous: asked.with_previous,
        with_buckets: asked.with_buckets,
    };
    Ok(Planned { question, told })
}

/// Why a filter cannot be applied.
fn refused(filter: &Filter, counts_conversations: bool) -> Option<&'static str> {
    let orders = filter.operator.orders();
    match &filter.dimension {
        dimension if dimension.is_of_metric() && counts_conversations => {
            Some("is about values of a metric; conversations that are counted have none")
        }
        Dimension::Conversation | Dimension::MetricVariant | Dimension::Modality
            if orders || matches!(filter.operator, Operator::Contains | Operator::StartsWith) =>
        {
            Some("can only be asked to be equal, or not to be")
        }
        _ if orders && filter.value.as_ref().is_some_and(|value| value.number().is_none()) => {
            Some("needs a number as its value: only numbers are more or less")
        }
        _ => None,
    }
}

/// Why a measure cannot be answered: the part of it, and what is the matter.
type Refusal = (&'static str, String);

fn planned(
    asked: AskedMeasure,
    definitions: &[MetricDefinition],
    is_grouped: bool,
) -> Result<(Measure, Option<String>, AggregationKind), Refusal> {
    let Some(name) = &asked.metric else { return conversations(asked, is_grouped) };
    let is_it = |definition: &&MetricDefinition| {
        definition.slug == *name || definition.id.to_string().eq_ignore_ascii_case(name)
    };
    let definition = definitions
        .iter()
        .find(is_it)
        .ok_or_else(|| ("metric", format!("must be the slug or id of a metric, and none is {name:?}")))?;
    let kind = value_kind(definition.output);
    let possible = aggregations(kind);
    let aggregation =
        asked.aggregation.or_else(|| possible.first().copied()).unwrap_or(AggregationKind::Count);
    if !possible.contains(&aggregation) {
        let rule = format!("cannot be made of texts: {name:?} has values of that kind");
        return Err(("aggregation", rule));
    }
    let splits_by_value = kind == ValueKind::Text && aggregation == AggregationKind::Count;
    let breakdown = asked.breakdown.or(splits_by_value.then_some(Dimension::MetricValue));
    let fold = match (asked.counts_every_value, asked.fold) {
        (true, _) => None,
        (false, Some(fold)) => Some(fold),
        (false, None) if aggregation == AggregationKind::Sum => Some(Fold::Sum),
        (false, None) => Some(Fold::Average),
    };
    let aggregation_with_values = match aggregation {
        AggregationKind::Count => Aggregation::Count,
        AggregationKind::Average => Aggregation::Average,
        AggregationKind::Minimum => Aggregation::Minimum,
        AggregationKind::Maximum => Aggregation::Maximum,
        AggregationKind::Sum => Aggregation::Sum,
        AggregationKind::Median => Aggregation::Percentile(50),
        AggregationKind::Percentile => Aggregation::Percentile(
            asked.percentile.ok_or_else(|| ("percentile", "is required for a percentile".to_owned()))?,
        ),
        AggregationKind::PassRate => Aggregation::PassRate(judgement(asked.judgement, kind)?),
    };
    let measure = Measure {
        subject: Subject::Metric { definition_id: definition.id, kind },
        aggregation: aggregation_with_values,
        fold,
        filters: asked.filters,
        usual: usual(definition, asked.counts_every_value),
        // Groups take the place of parts.
        breakdown: breakdown.filter(|_| !is_grouped),
        is_baseline: asked.is_baseline,
    };
    Ok((measure, Some(definition.slug.clone()), aggregation))
}

/// Of a metric that has values of conversations and of their parts: one for each conversation is that of itself; where
/// every value counts, it is those of the parts.
fn usual(definition: &MetricDefinition, counts_every_value: bool) -> Option<Filter> {
    let is_of_call = |context: &SupportedContext| *context == SupportedContext::Call;
    let has_both = definition.contexts.iter().any(is_of_call) && !definition.contexts.iter().all(is_of_call);
    has_both.then(|| Filter {
        dimension: Dimension::MetricContext,
        operator: if counts_every_value { Operator::NotEquals } else { Operator::Equals },
        value: Some(Value::Text(Place::Call.as_str().to_owned())),
    })
}

fn conversations(
    asked: AskedMeasure,
    is_grouped: bool,
) -> Result<(Measure, Option<String>, AggregationKind), Refusal> {
    if asked.aggregation.is_some_and(|aggregation| aggregation != AggregationKind::Count) {
        return Err(("aggregation", "must be a count: conversations are counted".to_owned()));
    }
    if asked.breakdown.as_ref().is_some_and(Dimension::is_of_metric) {
        return Err(("breakdown", "is about values of a metric; conversations have none".to_owned()));
    }
    let measure = Measure {
        subject: Subject::Conversations,
        aggregation: Aggregation::Count,
        fold: None,
        filters: asked.filters,
        usual: None,
        breakdown: asked.breakdown.filter(|_| !is_grouped),
        is_baseline: asked.is_baseline,
    };
    Ok((measure, None, AggregationKind::Count))
}

/// What passes; of what is true or false, what is true.
fn judgement(asked: Option<Judgement>, kind: ValueKind) -> Result<Judgement, Refusal> {
    let Some(judgement) = asked else {
        return match kind {
            ValueKind::Boolean => Ok(Judgement { operator: Operator::Equals, value: Value::Boolean(true) }),
            _ => Err(("pass_operator", "is required, with a value, for this metric's pass rate".to_owned())),
        };
    };
    let fits = match (kind, &judgement.value) {
        (ValueKind::Number, Value::Number(_)) | (ValueKind::Text, Value::Text(_)) => true,
        (ValueKind::Boolean, Value::Boolean(_)) => true,
        (ValueKind::Boolean, Value::Number(number)) => *number == 0.0 || *number == 1.0,
        _ => false,
    };
    if !fits {
        let what = match kind {
            ValueKind::Number => "a number",
            ValueKind::Boolean => "true or false",
            ValueKind::Text => "a string",
        };
        return Err(("pass_value", format!("must be {what}, as this metric's values are")));
    }
    let possible = match judgement.operator {
        Operator::Equals | Operator::NotEquals => true,
        Operator::Contains | Operator::StartsWith => kind == ValueKind::Text,
        Operator::IsSet | Operator::IsNotSet => false,
        _ => kind == ValueKind::Number,
    };
    if possible {
        Ok(judgement)
    } else {
        Err(("pass_operator", "cannot be applied to this metric's values".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use colloquy_domain::analytics::{TimeRange, Unit, Zone};
    use time::macros::datetime;

    use super::*;
    use crate::analytics::rows;

    /// The contexts whose values are looked at: all of them where nothing is said.
    fn contexts(measure: AskedMeasure) -> Vec<(Operator, Option<Value>)> {
        let asked = Asked {
            measures: vec![measure],
            filters: Vec::new(),
            groups: Vec::new(),
            range: TimeRange::Last(7, Unit::Days),
            interval: None,
            zone: Zone::parse("UTC").expect("a zone"),
            with_previous: false,
            with_buckets: true,
        };
        let definitions: Vec<MetricDefinition> =
            colloquy_domain::metric::builtin().iter().map(MetricDefinition::of_builtin).collect();
        let planned = plan(asked, &definitions, datetime!(2026-06-01 00:00 UTC)).expect("a question");
        let wanted = rows::wanted(&planned.question);
        let filters = wanted.first().map(rows::Wanted::filters).unwrap_or_default().iter();
        let contexts = filters.filter(|filter| filter.dimension == Dimension::MetricContext);
        contexts.map(|filter| (filter.operator, filter.value.clone())).collect()
    }

    #[test]
    fn values_of_calls_and_of_segments_are_not_added_up() {
        let measure = |metric: &str, counts_every_value| AskedMeasure {
            metric: Some(metric.to_owned()),
            aggregation: Some(AggregationKind::Sum),
            percentile: None,
            counts_every_value,
            fold: None,
            judgement: None,
            filters: Vec::new(),
            breakdown: None,
            is_baseline: false,
        };
        let of_call = || Some(Value::Text("call".to_owned()));
        assert_eq!(contexts(measure("response_time", false)), [(Operator::Equals, of_call())]);
        assert_eq!(contexts(measure("response_time", true)), [(Operator::NotEquals, of_call())]);
        // What has values of calls alone, and a question that says itself which it means.
        assert!(contexts(measure("talk_time", true)).is_empty());
        let by_context =
            AskedMeasure { breakdown: Some(Dimension::MetricContext), ..measure("response_time", false) };
        assert!(contexts(by_context).is_empty());
        let segments = Filter {
            dimension: Dimension::MetricContext,
            operator: Operator::Equals,
            value: Some(Value::Text("segment".to_owned())),
        };
        let filtered = AskedMeasure { filters: vec![segments.clone()], ..measure("response_time", false) };
        assert_eq!(contexts(filtered), [(Operator::Equals, segments.value)]);
    }
}
