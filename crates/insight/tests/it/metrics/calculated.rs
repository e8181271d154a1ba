//! Thresholds and patterns on given values.

use colloquy_domain::MetricDefinitionId;
use colloquy_domain::metric::{
    Aggregation, CaptureStatus, Combinator, Comparison, Condition, Measured, MeasuredValue, Outcome, Pattern,
    PatternOperation, Place, Role, Source, Threshold, WindowMode, builtin_by_slug,
};
use colloquy_domain::transcript::EntryId;
use colloquy_insight::metrics::{number_of_call, pattern, threshold};

use super::talk;

fn source(slug: &str) -> Source {
    Source { definition_id: builtin_by_slug(slug).unwrap().id, variant_id: None, role: None }
}

fn condition(slug: &str, comparison: Comparison, value: &str) -> Condition {
    Condition { source: source(slug), comparison, value: value.into() }
}

fn at(entry: u32, value: f64) -> Measured {
    Measured::number(value).at(Place::Segment { entry: EntryId(entry) }).of(Role::Agent)
}

fn passes(aggregation: Aggregation, comparison: Comparison, value: &str, values: &[Measured]) -> Measured {
    let condition = condition("response_time", comparison, value);
    threshold(&Threshold { condition, aggregation, count_threshold: Some(2) }, values)
}

#[test]
fn thresholds_gather_values_as_they_are_told() {
    use Aggregation::{Average, Count, Each, Max, Median, Min, P95, P99, Sum};
    use Comparison::{Equals, GreaterThan, GreaterThanOrEquals, LessThan, LessThanOrEquals, NotEquals};
    // The mean of the call does not count beside the segments.
    let values = [Measured::number(9_999.0), at(0, 100.0), at(1, 200.0), at(2, 300.0), at(3, 1_000.0)];
    for (aggregation, comparison, value, expected) in [
        (Each, LessThanOrEquals, "1000", true),
        (Each, LessThan, "1000", false),
        (Count, GreaterThan, "250", true),
        (Count, GreaterThan, "300", false),
        (Average, Equals, "400", true),
        (Min, LessThan, "100", false),
        (Max, GreaterThanOrEquals, "1000", true),
        (Median, Equals, "250", true),
        (P95, GreaterThan, "890", true),
        (P95, GreaterThan, "896", false),
        (P99, GreaterThan, "970", true),
        (Sum, NotEquals, "1600", false),
    ] {
        let found = passes(aggregation, comparison, value, &values);
        assert_eq!(
            found.value,
            Some(MeasuredValue::Boolean(expected)),
            "{aggregation:?} {comparison:?} {value}: {found:?}"
        );
    }
    let failing = passes(Each, LessThan, "300", &values);
    assert_eq!(failing.evidence.iter().map(|span| span.from.0).collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn thresholds_without_values_and_with_odd_ones_say_so() {
    let each =
        |value: &str, values: &[Measured]| passes(Aggregation::Each, Comparison::Equals, value, values);
    assert_eq!(each("1", &[]).status, CaptureStatus::DataMissing);
    assert_eq!(each("1", &[Measured::not_applicable("…")]).status, CaptureStatus::NotApplicable);
    assert_eq!(each("1", &[Measured::failed("…")]).status, CaptureStatus::DataMissing);
    assert_eq!(each("true", &[Measured::boolean(true)]).as_number(), Some(1.0));
    assert_eq!(each("Resolved", &[Measured::text("resolved")]).as_number(), Some(1.0));
    assert_eq!(each("fast", &[Measured::number(1.0)]).status, CaptureStatus::Error);
    let greater = passes(Aggregation::Max, Comparison::GreaterThan, "1", &[Measured::text("resolved")]);
    assert_eq!(greater.status, CaptureStatus::Error);
    let unsure = each("1", &[Measured::number(1.0).sure(0.5), Measured::number(1.0)]);
    assert_eq!(unsure.confidence, 0.5);
    let mut of_customer = condition("talk_time", Comparison::GreaterThan, "0");
    of_customer.source.role = Some(Role::Customer);
    let threshold_of_customer =
        Threshold { condition: of_customer, aggregation: Aggregation::Each, count_threshold: None };
    let sides = [Measured::number(0.0).of(Role::Agent), Measured::number(5.0).of(Role::Customer)];
    assert_eq!(threshold(&threshold_of_customer, &sides).as_number(), Some(1.0));
    assert_eq!(number_of_call(&sides), Some(2.5));
    assert_eq!(number_of_call(&[at(0, 4.0), Measured::number(7.0)]), Some(7.0));
    assert_eq!(number_of_call(&[at(0, 4.0), at(1, 6.0)]), Some(5.0));
    assert_eq!(number_of_call(&[Measured::text("x")]), None);
}

/// Entries begin every five seconds and last four and a half.
fn found(change: impl Fn(&mut Pattern)) -> Measured {
    let sample = talk("Ann: a\nCarl: b\nAnn: c\nCarl: d\nAnn: e\nCarl: f\nAnn: g");
    let slow = condition("response_time", Comparison::GreaterThan, "2000");
    let cold = condition("sentiment_score", Comparison::LessThan, "0.4");
    let mut asked = Pattern {
        operation: PatternOperation::Count,
        triggers: vec![slow],
        combinator: None,
        window_mode: WindowMode::Segments,
        outcome: Outcome { condition: cold, window_after: 1, window_before: 0 },
    };
    change(&mut asked);
    let slow = [at(0, 2_500.0), at(2, 900.0), at(4, 3_000.0)];
    let cold = [at(1, 0.1), at(3, 0.2), at(6, 0.3)];
    let of_call = [Measured::boolean(true)];
    let values = |source: &Source| -> &[Measured] {
        let is = |slug: &str| -> bool {
            let id: MetricDefinitionId = builtin_by_slug(slug).unwrap().id;
            source.definition_id == id
        };
        if is("response_time") {
            &slow
        } else if is("sentiment_score") {
            &cold
        } else if is("agent_spoke") {
            &of_call
        } else {
            &[]
        }
    };
    pattern(&asked, &sample.transcript, values)
}

#[test]
fn patterns_look_around_their_triggers() {
    let number = |change: &dyn Fn(&mut Pattern)| found(change).as_number();
    assert_eq!(number(&|_| {}), Some(1.0), "entry 1 follows on 0; 6 is two after 4");
    assert_eq!(number(&|asked| asked.outcome.window_after = 2), Some(2.0));
    assert_eq!(number(&|asked| asked.outcome.window_before = 1), Some(2.0), "3 is before 4");
    assert_eq!(
        number(&|asked| asked.window_mode = WindowMode::Seconds),
        Some(1.0),
        "half a second between entries"
    );
    let seconds = |after| {
        move |asked: &mut Pattern| {
            asked.window_mode = WindowMode::Seconds;
            asked.outcome.window_after = after;
        }
    };
    assert_eq!((number(&seconds(0)), number(&seconds(6))), (Some(0.0), Some(2.0)));
    assert_eq!(number(&|asked| asked.operation = PatternOperation::Exists), Some(1.0));
    let mean = number(&|asked| {
        asked.operation = PatternOperation::OutcomeAggregate;
        asked.outcome.window_after = 2;
    });
    assert!((mean.unwrap() - 0.2).abs() < 1e-9, "0.1 and 0.3");
    let none = found(|asked| {
        asked.operation = PatternOperation::OutcomeAggregate;
        asked.outcome.condition.value = "0".into();
    });
    assert_eq!(none.status, CaptureStatus::NotApplicable);
    assert_eq!(found(|_| {}).evidence[0].from, EntryId(0));
}

#[test]
fn triggers_go_together_or_stand_for_each_other() {
    let with = |second: Condition, combinator| {
        found(move |asked: &mut Pattern| {
            asked.triggers.push(second.clone());
            asked.combinator = Some(combinator);
        })
    };
    let spoke = || condition("agent_spoke", Comparison::Equals, "true");
    let quick = || condition("response_time", Comparison::LessThan, "1000");
    assert_eq!(with(spoke(), Combinator::And).as_number(), Some(1.0), "true of the whole call");
    assert_eq!(with(quick(), Combinator::And).as_number(), Some(0.0), "never slow and quick at once");
    assert_eq!(with(quick(), Combinator::Or).as_number(), Some(2.0), "0 and 2");
    let unknown = condition("loop_count", Comparison::GreaterThan, "0");
    assert_eq!(with(unknown, Combinator::Or).status, CaptureStatus::DataMissing);
}
