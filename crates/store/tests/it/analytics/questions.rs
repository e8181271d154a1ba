//! Questions, as good as random.

use colloquy_domain::analytics::{
    AgentProperty, CallProperty, Dimension, Filter, Fold, Judgement, Operator, Selection, Subject, Value,
    ValueKind,
};

use super::world::{CONVERSATIONS, Random, World};

pub fn filter(random: &mut Random, world: &World, of_metric: bool) -> Filter {
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

pub fn selection(random: &mut Random, world: &World) -> Selection {
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
