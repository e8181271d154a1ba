//! The same numbers, added up by plain loops over what was written.

use std::collections::BTreeMap;

use colloquy_domain::evaluation::{EvaluationState, Feeling};
use colloquy_domain::quality::{Granularity, MILLISECONDS, Mean, TENTHS};
use serde_json::{Value, json};

use super::world::{Row, World, criterion_id, executive};

/// Which evaluations.
#[derive(Clone, Copy, Default)]
pub struct Selection {
    /// Of the campaign with this number.
    pub campaign: Option<u64>,
    /// From this day to that one, both included, counted from the first.
    pub days: Option<(i64, i64)>,
}

impl Selection {
    fn holds(self, world: &World, row: &Row) -> bool {
        let day = world.day_of(row.recorded_at);
        self.campaign.is_none_or(|campaign| row.campaign == campaign)
            && self.days.is_none_or(|(first, last)| (first..=last).contains(&day))
    }
}

/// Whether the answer has every member that is expected, at any depth; else the first that differs.
pub fn same(answer: &Value, expected: &Value) -> Result<(), String> {
    match (answer, expected) {
        (Value::Object(answer), Value::Object(expected)) => {
            for (name, value) in expected {
                let found = answer.get(name).unwrap_or(&Value::Null);
                same(found, value).map_err(|difference| format!("{name}: {difference}"))?;
            }
            Ok(())
        }
        (Value::Array(answer), Value::Array(expected)) if answer.len() == expected.len() => {
            for (position, (found, value)) in answer.iter().zip(expected).enumerate() {
                same(found, value).map_err(|difference| format!("[{position}]: {difference}"))?;
            }
            Ok(())
        }
        (Value::Number(one), Value::Number(other)) if one.as_f64() == other.as_f64() => Ok(()),
        _ if answer == expected => Ok(()),
        _ => Err(format!("{answer} and not {expected}")),
    }
}

/// The same answer with groups of equal size in the order of their names: which of them the server tells first is its own.
pub fn with_ties_by_name(mut answer: Value) -> Value {
    let rows =
        answer.get_mut("data").and_then(Value::as_array_mut).map(Vec::as_mut_slice).unwrap_or_default();
    for equals in rows.chunk_by_mut(|one, other| one["evaluationCount"] == other["evaluationCount"]) {
        equals.sort_by(|one, other| name(one).cmp(&name(other)));
    }
    answer
}

fn name(group: &Value) -> Option<&str> {
    ["campaignId", "callCenterId", "executiveName"].into_iter().find_map(|member| group[member].as_str())
}

#[derive(Default)]
struct Sums {
    total: u64,
    completed: u64,
    failed: u64,
    pending: u64,
    ai: u64,
    notes: Mean,
    durations: Mean,
    feelings: [u64; 3],
}

impl Sums {
    fn of<'r>(rows: impl Iterator<Item = &'r Row>) -> Self {
        let mut sums = Self::default();
        for row in rows {
            sums.total += 1;
            sums.ai += u64::from(row.is_ai_call);
            match row.state {
                EvaluationState::Completed => sums.completed += 1,
                EvaluationState::Failed => sums.failed += 1,
                EvaluationState::Pending | EvaluationState::Processing => sums.pending += 1,
            }
            let Some(outcome) = row.outcome else { continue };
            sums.durations = sums.durations.plus(Mean { sum: row.duration_ms, count: 1 });
            if let Some(note) = outcome.average_note {
                sums.notes = sums.notes.plus(Mean { sum: (note * TENTHS).round() as i64, count: 1 });
            }
            if let Some(feeling) = outcome.sentiment {
                let place = match feeling {
                    Feeling::Positive => 0,
                    Feeling::Neutral => 1,
                    Feeling::Negative => 2,
                };
                sums.feelings[place] += 1;
            }
        }
        sums
    }

    fn sentiment(&self) -> Value {
        let [positive, neutral, negative] = self.feelings;
        json!({ "positive": positive, "neutral": neutral, "negative": negative })
    }
}

/// `/analytics/summary`.
pub fn summary(world: &World, selection: Selection) -> Value {
    let sums = Sums::of(world.rows.iter().filter(|row| selection.holds(world, row)));
    json!({
        "totalEvaluations": sums.total,
        "completedEvaluations": sums.completed,
        "failedEvaluations": sums.failed,
        "pendingEvaluations": sums.pending,
        "averageNote": sums.notes.rounded(TENTHS),
        "averageDurationInSeconds": sums.durations.rounded(MILLISECONDS),
        "aiCalls": sums.ai,
        "humanCalls": sums.total - sums.ai,
        "sentiment": sums.sentiment(),
    })
}

fn grouped(world: &World, selection: Selection, name: &str, key: impl Fn(&Row) -> Option<String>) -> Value {
    let mut groups: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for row in world.rows.iter().filter(|row| selection.holds(world, row)) {
        if let Some(key) = key(row) {
            groups.entry(key).or_default().push(row);
        }
    }
    let mut rows: Vec<(u64, String, Value)> = groups
        .into_iter()
        .map(|(key, rows)| {
            let sums = Sums::of(rows.into_iter());
            let numbers = json!({
                name: key,
                "evaluationCount": sums.total,
                "averageNote": sums.notes.rounded(TENTHS),
                "averageDurationInSeconds": sums.durations.rounded(MILLISECONDS),
                "sentiment": sums.sentiment(),
            });
            (sums.total, key, numbers)
        })
        .collect();
    rows.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    json!({ "data": rows.into_iter().map(|(_, _, numbers)| numbers).collect::<Vec<_>>() })
}

/// `/analytics/campaigns`.
pub fn campaigns(world: &World, selection: Selection) -> Value {
    grouped(world, selection, "campaignId", |row| Some(world.campaign_key(row.campaign).to_owned()))
}

/// `/analytics/call-centers`.
pub fn call_centers(world: &World, selection: Selection) -> Value {
    grouped(world, selection, "callCenterId", |row| {
        row.call_center.map(|number| world.call_center_key(number).to_owned())
    })
}

/// `/analytics/executives`.
pub fn executives(world: &World, selection: Selection) -> Value {
    grouped(world, selection, "executiveName", |row| Some(executive(row.executive)))
}

/// `/analytics/trends`, without bounds: from the first evaluation's step to the last one's.
pub fn trends(world: &World, selection: Selection, granularity: &str) -> Value {
    let step = Granularity::parse(granularity).unwrap_or(Granularity::Daily);
    let mut buckets: BTreeMap<time::Date, Vec<&Row>> = BTreeMap::new();
    for row in world.rows.iter().filter(|row| selection.holds(world, row)) {
        buckets.entry(step.start(row.recorded_at.date())).or_default().push(row);
    }
    let (first, last) = match (buckets.keys().next(), buckets.keys().next_back()) {
        (Some(first), Some(last)) => (*first, *last),
        _ => return json!({ "data": [] }),
    };
    let rows: Vec<Value> = step
        .steps(first, last, 2_000)
        .unwrap_or_default()
        .into_iter()
        .map(|start| {
            let sums = Sums::of(buckets.get(&start).into_iter().flatten().copied());
            json!({
                "date": start.to_string(),
                "evaluationCount": sums.total,
                "averageNote": sums.notes.rounded(TENTHS),
                "sentiment": sums.sentiment(),
            })
        })
        .collect();
    json!({ "granularity": granularity, "data": rows })
}

/// `/api/colloquy/v1/quality/criteria`.
pub fn criteria(world: &World) -> Value {
    let count = |number: usize, wanted: bool| {
        let said = world.rows.iter().filter_map(|row| row.passed.get(number).copied().flatten());
        said.filter(|passed| *passed == wanted).count() as u64
    };
    let rows: Vec<Value> = (0..world.criteria())
        .map(|number| {
            let (passed, failed) = (count(number, true), count(number, false));
            let notes = Mean { sum: passed as i64 * 1_000, count: passed + failed };
            json!({
                "criterion_id": criterion_id(number),
                "average_note": notes.rounded(TENTHS),
                "scored": passed + failed,
                "passed": passed,
            })
        })
        .collect();
    json!({ "data": rows })
}
