//! What the database adds up, against a plain computation over the same values.

use std::collections::{BTreeMap, BTreeSet};

use colloquy_domain::agent::Agent;
use colloquy_domain::analytics::{
    AgentProperty, Calendar, CallProperty, Dimension, Filter, Fold, Interval, Judgement, Operator, Selection,
    Subject, Tally, Value, ValueKind, Window, Zone, percentile,
};
use colloquy_domain::call::{CallDetails, CallDirection, CallInterface, CallOrigin, CallStatus};
use colloquy_domain::conversation::ConversationKind;
use colloquy_domain::metric::{CaptureStatus, Measured, MeasuredValue, MetricValue, Place, Role};
use colloquy_domain::property::{Property, PropertyValue};
use colloquy_domain::transcript::EntryId;
use colloquy_domain::{
    AgentId, CollectionJobId, ConversationId, Instant, MetricDefinitionId, MetricValueId, MetricVariantId,
    ParticipantId, WorkspaceId,
};
use colloquy_store::analytics::{Sight, parts, singles};
use colloquy_store::{Store, agents, calls, conversations, metrics, participants, properties};
use colloquy_testkit::{TestDatabase, samples};
use time::Duration;
use time::macros::datetime;

use crate::{change, on_both_databases};

on_both_databases! { selections_equal_a_plain_computation }

const CONVERSATIONS: usize = 240;
const QUESTIONS: usize = 260;
/// Clocks in New York are set back on 1 November 2026.
const FROM: Instant = datetime!(2026-10-12 03:30 UTC);
const DAYS: i64 = 40;

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from((self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % u64::try_from(end).unwrap())
            .unwrap()
    }

    fn of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }

    fn one_in(&mut self, number: usize) -> bool {
        self.below(number) == 0
    }
}

/// A conversation, and all that filters and breakdowns look at.
struct Known {
    id: ConversationId,
    started_at: Instant,
    seconds: Option<f64>,
    kind: ConversationKind,
    is_private: bool,
    is_deleted: bool,
    direction: Option<CallDirection>,
    agents: Vec<Agent>,
    properties: BTreeMap<String, PropertyValue>,
    values: Vec<MetricValue>,
}

/// What a conversation or value is compared by.
#[derive(Clone, Debug)]
enum Seen {
    Text(String),
    Number(f64),
    Boolean(bool),
}

struct World {
    workspace_id: WorkspaceId,
    numbers: MetricDefinitionId,
    truths: MetricDefinitionId,
    labels: MetricDefinitionId,
    variants: [MetricVariantId; 2],
    known: Vec<Known>,
}

fn world(random: &mut Random) -> World {
    let workspace_id = WorkspaceId::generate();
    let (numbers, truths, labels) =
        (MetricDefinitionId::generate(), MetricDefinitionId::generate(), MetricDefinitionId::generate());
    let variants = [MetricVariantId::generate(), MetricVariantId::generate()];
    let some_agents: Vec<Agent> = ["Ada", "Bo", "Ada"]
        .iter()
        .enumerate()
        .map(|(number, name)| Agent {
            id: AgentId::generate(),
            workspace_id,
            name: (*name).to_owned(),
            custom_id: (number > 0).then(|| format!("agent-{number}")),
            description: None,
            created_at: FROM,
            updated_at: FROM,
        })
        .collect();
    let long = "all that was said ".repeat(20);
    let known = (0..CONVERSATIONS)
        .map(|_| {
            let (id, job_id) = (ConversationId::generate(), CollectionJobId::generate());
            let minutes = i64::try_from(random.below(usize::try_from(DAYS * 24 * 60).unwrap())).unwrap();
            // Some at the same microsecond as others.
            let started_at = FROM + Duration::minutes(minutes / 7 * 7);
            let mut properties = BTreeMap::new();
            if !random.one_in(4) {
                let plan = random.of(&["free", "pro", "pro plus", "3"]);
                properties.insert("plan".to_owned(), PropertyValue::Text(plan.to_owned()));
            }
            if !random.one_in(3) {
                let score = random.of(&[serde_json::json!(3), serde_json::json!(4.5), serde_json::json!(-2)]);
                properties.insert("score".to_owned(), PropertyValue::of(&score).unwrap());
            }
            if random.one_in(2) {
                properties.insert("vip".to_owned(), PropertyValue::Boolean(random.one_in(2)));
            }
            let mut agents: Vec<Agent> = (0..random.below(3)).map(|_| random.of(&some_agents)).collect();
            agents.truncate(2);
            let values = (0..random.below(9))
                .map(|number| {
                    let definition_id = random.of(&[numbers, truths, labels]);
                    let value = match definition_id {
                        one if one == numbers => MeasuredValue::Number(
                            f64::from(u32::try_from(random.below(900)).unwrap()) / 7.0 - 20.0,
                        ),
                        one if one == truths => MeasuredValue::Boolean(random.one_in(3)),
                        _ => MeasuredValue::Text(
                            random.of(&["resolved", "open", "Größe", "re solved", &long]).to_owned(),
                        ),
                    };
                    let status =
                        if random.one_in(8) { CaptureStatus::NotApplicable } else { CaptureStatus::Success };
                    let entry = EntryId(u32::try_from(number).unwrap());
                    MetricValue {
                        id: MetricValueId::generate(),
                        workspace_id,
                        conversation_id: id,
                        definition_id,
                        variant_id: random.of(&variants),
                        collection_job_id: job_id,
                        measured: Measured {
                            status,
                            value: (status == CaptureStatus::Success).then_some(value),
                            role: random.of(&[None, Some(Role::Agent), Some(Role::Customer)]),
                            place: random.of(&[Place::Call, Place::Segment { entry }]),
                            confidence: 1.0,
                            reasoning: None,
                            error: None,
                            evidence: Vec::new(),
                            property_verdicts: Vec::new(),
                        },
                        started_at,
                        computed_at: started_at,
                    }
                })
                .collect();
            Known {
                id,
                started_at,
                seconds: (!random.one_in(5)).then(|| f64::from(u32::try_from(random.below(600)).unwrap())),
                kind: random.of(&[
                    ConversationKind::Call,
                    ConversationKind::Meeting,
                    ConversationKind::Chat,
                    ConversationKind::Email,
                ]),
                is_private: random.one_in(6),
                is_deleted: random.one_in(9),
                direction: (!random.one_in(4))
                    .then(|| random.of(&[CallDirection::Inbound, CallDirection::Outbound])),
                agents,
                properties,
                values,
            }
        })
        .collect();
    World { workspace_id, numbers, truths, labels, variants, known }
}

/// Writes it all, and a stranger's workspace with the same metrics beside it.
async fn store(database: &TestDatabase, world: &World) {
    for known in &world.known {
        let mut conversation =
            samples::conversation(world.workspace_id, &known.id.to_string(), known.started_at);
        conversation.id = known.id;
        conversation.kind = known.kind;
        conversation.is_private = known.is_private;
        conversation.ended_at =
            known.seconds.map(|seconds| known.started_at + Duration::seconds_f64(seconds));
        let details = known.direction.map(|direction| CallDetails {
            conversation_id: known.id,
            workspace_id: world.workspace_id,
            origin: CallOrigin::Api,
            direction,
            interface: CallInterface::Phone,
            status: CallStatus::Ended,
            ended_status: None,
            is_test: false,
        });
        let mut people = samples::participants();
        let template = people[0].clone();
        for (agent, position) in known.agents.iter().zip(2..) {
            people.push(colloquy_domain::conversation::Participant {
                id: ParticipantId::generate(),
                position,
                agent_id: Some(agent.id),
                is_owner: false,
                ..template.clone()
            });
        }
        let (agents_of_it, values, is_deleted) =
            (known.agents.clone(), known.values.clone(), known.is_deleted);
        let properties_of_it: Vec<Property> = known
            .properties
            .iter()
            .map(|(name, value)| Property { name: name.clone(), value: value.clone() })
            .collect();
        let workspace_id = world.workspace_id;
        change!(database.store(), |tx| {
            conversations::insert(tx, &conversation).await?;
            for agent in &agents_of_it {
                if agents::get(tx, workspace_id, agent.id).await?.is_none() {
                    agents::insert(tx, agent).await?;
                }
            }
            participants::insert_many(tx, conversation.id, &people).await?;
            if let Some(details) = &details {
                calls::insert(tx, details, &serde_json::json!({})).await?;
            }
            properties::put(tx, workspace_id, conversation.id, &properties_of_it).await?;
            if let Some(first) = values.first() {
                metrics::values::replace(tx, conversation.id, first.collection_job_id, &values).await?;
            }
            if is_deleted {
                conversations::delete(tx, workspace_id, conversation.id, conversation.started_at).await?;
            }
            Ok::<_, colloquy_store::StoreError>(())
        })
        .await
        .unwrap();
    }
}

/// One thing that counts: a conversation, or a value of one.
struct Row<'a> {
    known: &'a Known,
    value: Option<&'a MetricValue>,
}

impl Row<'_> {
    /// What a dimension shows of it; several of agents, none of what is not there.
    fn seen(&self, dimension: &Dimension) -> Vec<Seen> {
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

    fn passes(&self, filter: &Filter) -> bool {
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

fn spelled(seen: &Seen) -> String {
    match seen {
        Seen::Text(text) => text.clone(),
        Seen::Number(number) if number.fract() == 0.0 => format!("{number:.0}"),
        Seen::Number(number) => number.to_string(),
        Seen::Boolean(truth) => truth.to_string(),
    }
}

fn holds(seen: &Seen, operator: Operator, value: Option<&Value>) -> bool {
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

type ByPart = BTreeMap<(i64, Option<String>), Vec<f64>>;

/// The folded values by slot and part, as anybody would compute them.
fn plainly(
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

fn filter(random: &mut Random, world: &World, of_metric: bool) -> Filter {
    let text = |text: &str| Some(Value::Text(text.to_owned()));
    let comparisons = [
        Operator::Equals,
        Operator::NotEquals,
        Operator::GreaterThan,
        Operator::GreaterThanOrEqualTo,
        Operator::LessThan,
        Operator::LessThanOrEqualTo,
    ];
    let of_texts = [Operator::Equals, Operator::NotEquals, Operator::Contains, Operator::StartsWith];
    let equality = [Operator::Equals, Operator::NotEquals];
    let presence = [Operator::IsSet, Operator::IsNotSet];
    let with = |dimension, operator, value| Filter { dimension, operator, value };
    let property = |name: &str| Dimension::Property(name.to_owned());
    match random.below(if of_metric { 15 } else { 10 }) {
        0 => with(property("plan"), random.of(&of_texts), text(random.of(&["pro", "free", "3", "%"]))),
        1 => with(
            property("score"),
            random.of(&comparisons),
            random.of(&[Some(Value::Number(3.0)), text("4.5")]),
        ),
        2 => with(property("vip"), random.of(&equality), Some(Value::Boolean(random.one_in(2)))),
        3 => with(property(random.of(&["plan", "score", "nobody"])), random.of(&presence), None),
        4 => with(Dimension::Call(CallProperty::Direction), random.of(&equality), text("inbound")),
        5 => with(
            Dimension::Call(CallProperty::DurationSeconds),
            random.of(&comparisons),
            Some(Value::Number(300.0)),
        ),
        6 => with(Dimension::Call(CallProperty::DurationSeconds), random.of(&presence), None),
        7 => with(
            Dimension::Agent(AgentProperty::Name),
            random.of(&of_texts),
            text(random.of(&["Ada", "B", "o"])),
        ),
        8 => with(Dimension::Modality, random.of(&equality), text(random.of(&["call", "chat"]))),
        9 => {
            let known = &world.known[random.below(CONVERSATIONS)];
            let agent = known.agents.first().map(|agent| agent.id.to_string());
            match agent.filter(|_| random.one_in(2)) {
                Some(id) => with(Dimension::Agent(AgentProperty::Id), random.of(&equality), text(&id)),
                None => {
                    let id =
                        random.of(&[known.id.to_string().to_uppercase(), "none".to_owned()]).to_lowercase();
                    with(Dimension::Conversation, random.of(&equality), text(&id))
                }
            }
        }
        10 => with(Dimension::MetricRole, random.of(&equality), text("agent")),
        11 => with(Dimension::MetricContext, random.of(&equality), text("segment")),
        12 => with(Dimension::MetricVariant, random.of(&equality), text(&world.variants[0].to_string())),
        13 => with(Dimension::MetricValue, random.of(&comparisons), Some(Value::Number(1.0))),
        _ => with(
            Dimension::MetricValue,
            random.of(&of_texts),
            text(random.of(&["resolved", "re", "Gr", "true"])),
        ),
    }
}

fn selection(random: &mut Random, world: &World) -> Selection {
    let metric = |definition_id, kind| Subject::Metric { definition_id, kind };
    let subject = random.of(&[
        Subject::Conversations,
        metric(world.numbers, ValueKind::Number),
        metric(world.numbers, ValueKind::Number),
        metric(world.truths, ValueKind::Boolean),
        metric(world.labels, ValueKind::Text),
    ]);
    let of_metric = subject != Subject::Conversations;
    let mut dimensions = vec![
        None,
        None,
        Some(Dimension::Property("plan".to_owned())),
        Some(Dimension::Property("score".to_owned())),
        Some(Dimension::Call(CallProperty::Direction)),
        Some(Dimension::Call(CallProperty::DurationSeconds)),
        Some(Dimension::Agent(AgentProperty::Id)),
        Some(Dimension::Agent(AgentProperty::Name)),
        Some(Dimension::Agent(AgentProperty::CustomId)),
    ];
    if of_metric {
        dimensions.extend([
            Some(Dimension::MetricValue),
            Some(Dimension::MetricRole),
            Some(Dimension::MetricContext),
            Some(Dimension::MetricVariant),
        ]);
    }
    let judge = |operator, value| Some(Judgement { operator, value });
    let judgement = match subject {
        Subject::Metric { kind: ValueKind::Number, .. } => judge(
            random.of(&[
                Operator::GreaterThan,
                Operator::LessThanOrEqualTo,
                Operator::Equals,
                Operator::NotEquals,
            ]),
            Value::Number(5.03),
        ),
        Subject::Metric { kind: ValueKind::Boolean, .. } => {
            judge(random.of(&[Operator::Equals, Operator::NotEquals]), Value::Boolean(random.one_in(2)))
        }
        Subject::Metric { kind: ValueKind::Text, .. } => judge(
            random.of(&[Operator::Equals, Operator::NotEquals, Operator::Contains, Operator::StartsWith]),
            Value::Text("re".to_owned()),
        ),
        Subject::Conversations => None,
    };
    let folds = [
        None,
        Some(Fold::Average),
        Some(Fold::Average),
        Some(Fold::Sum),
        Some(Fold::Count),
        Some(Fold::Minimum),
        Some(Fold::Maximum),
        Some(Fold::Percentile(90)),
    ];
    Selection {
        subject,
        filters: (0..random.below(3)).map(|_| filter(random, world, of_metric)).collect(),
        fold: random.of(&folds).filter(|_| of_metric),
        breakdown: random.of(&dimensions),
        judgement: judgement.filter(|_| random.one_in(3)),
    }
}

async fn selections_equal_a_plain_computation(database: TestDatabase) {
    let mut random = Random(0x5eed);
    let world = world(&mut random);
    store(&database, &world).await;
    let new_york = Zone::parse("America/New_York").unwrap();
    let (mut with_values, mut wrong) = (BTreeSet::new(), Vec::new());
    for number in 0..QUESTIONS {
        let selection = selection(&mut random, &world);
        let begins = FROM + Duration::hours(i64::try_from(random.below(200)).unwrap());
        let window = Window { from: begins, to: begins + Duration::days(random.of(&[1, 5, 30, 60])) };
        let interval = random.of(&[Interval::Hour, Interval::Day, Interval::Week, Interval::Month]);
        let calendar = Calendar::new(&window, interval, &new_york).unwrap();
        let sight = Sight { workspace_id: world.workspace_id, includes_private: random.one_in(2) };
        let expected = plainly(&world, &selection, sight.includes_private, &window, &calendar);
        if !expected.is_empty() {
            with_values.insert(format!("{:?} {:?}", selection.fold, selection.breakdown));
        }
        if let Err(what) = compare(database.store(), sight, &selection, &window, &calendar, &expected).await {
            wrong.push(format!("question {number}: {what}: {selection:?} {window:?} {interval:?} {sight:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {QUESTIONS}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(with_values.len() > 30, "the questions hardly find anything: {with_values:?}");
}

/// Says where the database's answer is another one.
async fn compare(
    store: &Store,
    sight: Sight,
    selection: &Selection,
    window: &Window,
    calendar: &Calendar,
    expected: &ByPart,
) -> Result<(), String> {
    let found = singles(store, sight, selection, window, Some(calendar)).await;
    let mut by_part = ByPart::new();
    for single in found.map_err(|error| format!("{error:?}"))? {
        by_part.entry((single.slot, single.key)).or_default().push(single.value);
    }
    if !by_part.keys().eq(expected.keys()) {
        return Err(format!("parts {:?}, not {:?}", by_part.keys(), expected.keys()));
    }
    for (key, expected) in expected {
        let (mut expected, mut found) = (expected.clone(), by_part[key].clone());
        expected.sort_by(f64::total_cmp);
        found.sort_by(f64::total_cmp);
        let is_same = found.len() == expected.len()
            && found.iter().zip(&expected).all(|(found, expected)| is_near(*found, *expected));
        if !is_same {
            return Err(format!("{key:?}: {found:?}, not {expected:?}"));
        }
    }
    if matches!(selection.fold, Some(Fold::Percentile(_))) {
        return Ok(());
    }
    let added = parts(store, sight, selection, window, Some(calendar)).await;
    let added = added.map_err(|error| format!("added up: {error:?}"))?;
    let tallies: BTreeMap<(i64, Option<String>), Tally> =
        added.into_iter().map(|part| ((part.slot, part.key), part.tally)).collect();
    if !tallies.keys().eq(expected.keys()) {
        return Err(format!("added up: parts {:?}, not {:?}", tallies.keys(), expected.keys()));
    }
    let mut all = Tally::default();
    for (key, values) in expected {
        let mut plain = Tally::default();
        for value in values {
            plain.add_value(*value);
            let judgement = selection.judgement.as_ref();
            plain.passed +=
                u64::from(judgement.is_some_and(|judgement| judgement.passes(selection.subject, *value)));
        }
        if !is_same(&tallies[key], &plain) {
            return Err(format!("added up, {key:?}: {:?}, not {plain:?}", tallies[key]));
        }
        all.add(&plain);
    }
    // The same without buckets.
    let whole =
        parts(store, sight, selection, window, None).await.map_err(|error| format!("whole: {error:?}"))?;
    let mut found = Tally::default();
    whole.iter().for_each(|part| found.add(&part.tally));
    if is_same(&found, &all) { Ok(()) } else { Err(format!("whole: {found:?}, not {all:?}")) }
}

fn is_near(one: f64, other: f64) -> bool {
    one == other || (one - other).abs() <= 1e-9 * one.abs().max(other.abs()).max(1.0)
}

fn is_same(found: &Tally, plain: &Tally) -> bool {
    (found.count, found.passed) == (plain.count, plain.passed)
        && is_near(found.sum, plain.sum)
        && is_near(found.min, plain.min)
        && is_near(found.max, plain.max)
}
