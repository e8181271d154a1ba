//! Conversations with values, properties and agents, as good as random.

use std::collections::BTreeMap;

use colloquy_domain::agent::Agent;
use colloquy_domain::call::{CallDetails, CallDirection, CallInterface, CallOrigin, CallStatus};
use colloquy_domain::conversation::ConversationKind;
use colloquy_domain::metric::{CaptureStatus, Measured, MeasuredValue, MetricValue, Place, Role};
use colloquy_domain::property::{Property, PropertyValue};
use colloquy_domain::transcript::EntryId;
use colloquy_domain::{
    AgentId, CollectionJobId, ConversationId, Instant, MetricDefinitionId, MetricValueId, MetricVariantId,
    ParticipantId, WorkspaceId,
};
use colloquy_store::{agents, calls, conversations, metrics, participants, properties};
use colloquy_testkit::{TestDatabase, samples};
use time::Duration;
use time::macros::datetime;

use crate::change;

pub const CONVERSATIONS: usize = 240;
/// Clocks in New York are set back on 1 November 2026.
pub const FROM: Instant = datetime!(2026-10-12 03:30 UTC);
pub const DAYS: i64 = 40;

/// Numbers that look random and are the same in every run.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from((self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % u64::try_from(end).unwrap())
            .unwrap()
    }

    pub fn of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }

    pub fn one_in(&mut self, number: usize) -> bool {
        self.below(number) == 0
    }
}

/// A conversation, and all that filters and breakdowns look at.
pub struct Known {
    pub id: ConversationId,
    pub started_at: Instant,
    pub seconds: Option<f64>,
    pub kind: ConversationKind,
    pub is_private: bool,
    pub is_deleted: bool,
    pub direction: Option<CallDirection>,
    pub agents: Vec<Agent>,
    pub properties: BTreeMap<String, PropertyValue>,
    pub values: Vec<MetricValue>,
}

pub struct World {
    pub workspace_id: WorkspaceId,
    pub numbers: MetricDefinitionId,
    pub truths: MetricDefinitionId,
    pub labels: MetricDefinitionId,
    pub variants: [MetricVariantId; 2],
    pub known: Vec<Known>,
}

pub fn world(random: &mut Random) -> World {
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
pub async fn store(database: &TestDatabase, world: &World) {
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
