//! The same answers, as anybody would compute them.

use std::collections::{BTreeMap, BTreeSet};

use colloquy_domain::agent::Agent;
use colloquy_domain::analytics::{
    AgentProperty, Calendar, CallProperty, Dimension, Filter, Fold, Operator, Selection, Subject, Value,
    Window, percentile,
};
use colloquy_domain::conversation::ConversationKind;
use colloquy_domain::metric::{CaptureStatus, MeasuredValue, MetricValue};
use colloquy_domain::{AgentId, ConversationId};

use super::world::{Known, World};

/// What a conversation or value is compared by.
#[derive(Clone, Debug)]
pub enum Seen {
    Text(String),
    Number(f64),
    Boolean(bool),
}

/// One thing that counts: a conversation, or a value of one.
pub struct Row<'a> {
    pub known: &'a Known,
    pub value: Option<&'a MetricValue>,
}

impl Row<'_> {
    /// What a dimension shows of it; several of agents, none of what is not there.
    pub fn seen(&self, dimension: &Dimension) -> Vec<Seen> {
        let text = |text: &str| vec![Seen::Text(text.to_owned())];
        let known = self.known;
        match dimension {
            Dimension::MetricValue => match &self.value.unwrap().measured.value {
                Some(MeasuredValue::Number(number)) => vec![Seen::Number(*number)],
                Some(MeasuredValue::Boolean(truth)) => vec![Seen::Boolean(*truth)],
                Some(MeasuredValue::Text(found)) => text(found),
                None => vec![],
            },
            Dimension::MetricRole => {
                self.value.unwrap().measured.role.map_or(vec![], |role| text(role.as_str()))
            }
            Dimension::MetricContext => text(self.value.unwrap().measured.place.as_str()),
            Dimension::MetricVariant => text(&self.value.unwrap().variant_id.to_string()),
            Dimension::Call(CallProperty::Direction) => {
                known.direction.map_or(vec![], |direction| text(direction.as_str()))
            }
            Dimension::Call(CallProperty::DurationSeconds) => {
                known.seconds.map_or(vec![], |seconds| vec![Seen::Number(seconds)])
            }
            Dimension::Property(name) => match known.properties.get(name) {
                Some(value) => match value.number() {
                    Some(number) => vec![Seen::Number(number)],
                    None => text(&value.to_string()),
                },
                None => vec![],
            },
            Dimension::Agent(property) => {
                let distinct: BTreeMap<AgentId, &Agent> =
                    known.agents.iter().map(|agent| (agent.id, agent)).collect();
                let shown = distinct.values().filter_map(|agent| match property {
                    AgentProperty::Id => Some(agent.id.to_string()),
                    AgentProperty::Name => Some(agent.name.clone()),
                    AgentProperty::CustomId => agent.custom_id.clone(),
                });
                shown.map(Seen::Text).collect()
            }
            Dimension::Conversation => text(&known.id.to_string()),
            Dimension::Modality => match known.kind {
                ConversationKind::Call | ConversationKind::Meeting => text("call"),
                ConversationKind::Chat => text("chat"),
                ConversationKind::Email => vec![],
            },
            Dimension::Call(_) => unreachable!("not asked for in this test"),
        }
    }

    pub fn passes(&self, filter: &Filter) -> bool {
        let seen = self.seen(&filter.dimension);
        let any = |operator| seen.iter().any(|one| holds(one, operator, filter.value.as_ref()));
        match filter.operator {
            Operator::IsSet => !seen.is_empty(),
            Operator::IsNotSet => seen.is_empty(),
            Operator::NotEquals => !any(Operator::Equals),
            operator => any(operator),
        }
    }
}

pub fn spelled(seen: &Seen) -> String {
    match seen {
        Seen::Text(text) => text.clone(),
        Seen::Number(number) if number.fract() == 0.0 => format!("{number:.0}"),
        Seen::Number(number) => number.to_string(),
        Seen::Boolean(truth) => truth.to_string(),
    }
}

pub fn holds(seen: &Seen, operator: Operator, value: Option<&Value>) -> bool {
    let Some(value) = value else { return false };
    let wanted = match value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => spelled(&Seen::Number(*number)),
        Value::Boolean(truth) => truth.to_string(),
    };
    let order = match (seen, value.number()) {
        (Seen::Number(number), Some(wanted)) => number.partial_cmp(&wanted),
        (Seen::Boolean(truth), Some(wanted)) => f64::from(u8::from(*truth)).partial_cmp(&wanted),
        _ => None,
    };
    match operator {
        Operator::Equals => order.map_or(spelled(seen) == wanted, |order| order.is_eq()),
        Operator::GreaterThan => order.is_some_and(|order| order.is_gt()),
        Operator::GreaterThanOrEqualTo => order.is_some_and(|order| order.is_ge()),
        Operator::LessThan => order.is_some_and(|order| order.is_lt()),
        Operator::LessThanOrEqualTo => order.is_some_and(|order| order.is_le()),
        Operator::Contains => matches!(seen, Seen::Text(text) if text.contains(&wanted)),
        Operator::StartsWith => matches!(seen, Seen::Text(text) if text.starts_with(&wanted)),
        Operator::NotEquals => !holds(seen, Operator::Equals, Some(value)),
        Operator::IsSet | Operator::IsNotSet => false,
    }
}

pub type ByPart = BTreeMap<(i64, Option<String>), Vec<f64>>;

/// The folded values by slot and part, as anybody would compute them.
pub fn plainly(
    world: &World,
    selection: &Selection,
    private: bool,
    window: &Window,
    calendar: &Calendar,
) -> ByPart {
    let mut rows = Vec::new();
    for known in &world.known {
        let is_within = known.started_at >= window.from && known.started_at < window.to;
        if !is_within || known.is_deleted || (known.is_private && !private) {
            continue;
        }
        match selection.subject {
            Subject::Conversations if known.kind != ConversationKind::Email => {
                rows.push(Row { known, value: None });
            }
            Subject::Conversations => {}
            Subject::Metric { definition_id, .. } => {
                let of_it = known.values.iter().filter(|value| {
                    value.definition_id == definition_id && value.measured.status == CaptureStatus::Success
                });
                rows.extend(of_it.map(|value| Row { known, value: Some(value) }));
            }
        }
    }
    rows.retain(|row| selection.filters.iter().all(|filter| row.passes(filter)));
    // Values by conversation and part, then folded.
    type Place = (ConversationId, Option<String>, usize);
    let mut of_conversation: BTreeMap<Place, (i64, Vec<f64>)> = BTreeMap::new();
    for (number, row) in rows.iter().enumerate() {
        let micros = i64::try_from(row.known.started_at.unix_timestamp_nanos() / 1_000).unwrap();
        // Two agents of one name are one part.
        let seen = selection.breakdown.as_ref().map(|dimension| row.seen(dimension)).unwrap_or_default();
        let mut keys: BTreeSet<Option<String>> = seen.iter().map(|seen| Some(spelled(seen))).collect();
        if keys.is_empty() {
            keys.insert(None);
        }
        let counted = match (&row.value.map(|value| &value.measured.value), &selection.judgement) {
            (Some(Some(MeasuredValue::Number(number))), _) => *number,
            (Some(Some(_)), Some(judgement)) => {
                let filter = Filter {
                    dimension: Dimension::MetricValue,
                    operator: judgement.operator,
                    value: Some(judgement.value.clone()),
                };
                f64::from(u8::from(row.passes(&filter)))
            }
            (Some(Some(MeasuredValue::Boolean(truth))), None) => f64::from(u8::from(*truth)),
            _ => 1.0,
        };
        for key in keys {
            let alone = if selection.fold.is_some() { 0 } else { number };
            let entry = of_conversation.entry((row.known.id, key, alone));
            entry.or_insert((calendar.slot(micros), Vec::new())).1.push(counted);
        }
    }
    let mut found = ByPart::new();
    for ((_, key, _), (slot, mut values)) in of_conversation {
        let count = values.len() as f64;
        let sum: f64 = values.iter().sum();
        let folded = match selection.fold {
            None => values[0],
            Some(Fold::Count) => count,
            Some(Fold::Average) => sum / count,
            Some(Fold::Minimum) => values.iter().copied().fold(f64::INFINITY, f64::min),
            Some(Fold::Maximum) => values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            Some(Fold::Sum) => sum,
            Some(Fold::Percentile(percent)) => percentile(&mut values, f64::from(percent)).unwrap(),
        };
        found.entry((slot, key)).or_default().push(folded);
    }
    found
}
