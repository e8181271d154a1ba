//! From a finished transcript to the collection job of the policies that hold for the conversation.

use std::collections::BTreeMap;

use colloquy_domain::call::CallDetails;
use colloquy_domain::conversation::{Conversation, DataSource, Participant};
use colloquy_domain::metric::{
    CollectedMetric, CollectionJob, CollectionStatus, ConditionKind, ConditionOperator, MetricPolicy,
    Modality, PolicyCondition, TriggeredBy,
};
use colloquy_domain::property::{Property, normalised};
use colloquy_domain::{CollectionJobId, Instant, MetricDefinitionId};
use colloquy_store::metrics::{collections, policies};
use colloquy_store::{StoreError, Tx, calls, jobs, participants, properties};

use super::Catalogue;
use super::jobs::item_job;
use super::policies::{system_id, system_metrics};

/// Writes a collection job for the policies that hold for the conversation, if any does. Its row is locked by the
/// caller, in the transaction that ends its transcript. Where no policy holds this costs two look-ups.
pub(crate) async fn start(tx: &Tx, conversation: &Conversation, now: Instant) -> Result<(), StoreError> {
    let (workspace_id, id) = (conversation.workspace_id, conversation.id);
    let details = calls::get(tx, id).await?;
    let waiting = policies::list_active(tx, conversation).await?;
    let is_call = details.is_some() && Modality::of(conversation.kind) == Modality::Call;
    if waiting.is_empty() && !is_call {
        return Ok(());
    }
    let facts = Facts::load(tx, conversation, details, &waiting).await?;
    let holding: Vec<MetricPolicy> = waiting.into_iter().filter(|policy| facts.meets(policy)).collect();
    let mut policy_ids: Vec<_> = holding.iter().map(|policy| policy.id).collect();
    // A client's policy says more than the server's own, and a newer one is the later word.
    let mut wanted: BTreeMap<MetricDefinitionId, _> = BTreeMap::new();
    if is_call {
        policy_ids.insert(0, system_id(workspace_id));
        wanted.extend(system_metrics().into_iter().map(|metric| (metric.definition_id, metric.setting)));
    }
    for metric in holding.into_iter().flat_map(|policy| policy.metrics) {
        let before = wanted.remove(&metric.definition_id).flatten();
        wanted.insert(metric.definition_id, metric.setting.or(before));
    }
    let catalogue = Catalogue::load(tx, workspace_id).await?;
    let metrics: Vec<CollectedMetric> = wanted
        .into_iter()
        .filter_map(|(definition_id, setting)| {
            let variant_id = catalogue.get(definition_id)?.variant_id;
            Some(CollectedMetric { definition_id, variant_id, setting })
        })
        .collect();
    if metrics.is_empty() {
        return Ok(());
    }
    let job = CollectionJob {
        id: CollectionJobId::generate(),
        workspace_id,
        status: CollectionStatus::Pending,
        total_items: metrics.len() as u64,
        completed_items: 0,
        failed_items: 0,
        error: None,
        policy_ids,
        triggered_by: TriggeredBy::Policy,
        metrics,
        started_at: None,
        completed_at: None,
        created_at: now,
        updated_at: now,
    };
    collections::insert(tx, &job, &[id]).await?;
    jobs::enqueue(tx, vec![item_job(&job, id, now)]).await
}

/// What conditions look at.
struct Facts {
    source: &'static str,
    people: Vec<Participant>,
    properties: Vec<Property>,
}

impl Facts {
    /// Reads what the conditions of these policies ask for.
    async fn load(
        tx: &Tx,
        conversation: &Conversation,
        details: Option<CallDetails>,
        policies: &[MetricPolicy],
    ) -> Result<Self, StoreError> {
        let conditions: Vec<&PolicyCondition> =
            policies.iter().flat_map(|policy| policy.conditions.iter().flatten()).collect();
        let asks = |kind| conditions.iter().any(|condition| condition.kind == kind);
        let people = if asks(ConditionKind::Agent) {
            participants::list(tx, conversation.id).await?
        } else {
            Vec::new()
        };
        let properties = if asks(ConditionKind::CallProperty) {
            properties::list(tx, conversation.id).await?
        } else {
            Vec::new()
        };
        let source = match (details, conversation.data_source) {
            (Some(details), _) => details.origin.as_str(),
            (None, DataSource::PublicApi | DataSource::House) => "api",
            (None, DataSource::Dialer) => "dialer",
            (None, DataSource::Dialogue) => "dialogue",
        };
        Ok(Self { source, people, properties })
    }

    fn meets(&self, policy: &MetricPolicy) -> bool {
        policy.conditions.is_empty()
            || policy.conditions.iter().any(|group| group.iter().all(|condition| self.holds(condition)))
    }

    fn holds(&self, condition: &PolicyCondition) -> bool {
        let operator = condition.operator.unwrap_or(ConditionOperator::Equals);
        let is_wanted = |is_equal: bool| (operator != ConditionOperator::NotEquals) == is_equal;
        match condition.kind {
            ConditionKind::Agent => {
                let key = condition.key.to_lowercase();
                let took_part =
                    self.people.iter().filter_map(|one| one.agent_id).any(|id| id.to_string() == key);
                is_wanted(took_part)
            }
            ConditionKind::CallSource | ConditionKind::Integration => {
                is_wanted(condition.key.trim().eq_ignore_ascii_case(self.source))
            }
            ConditionKind::CallProperty => {
                let name = normalised(&condition.key);
                let found = self.properties.iter().find(|property| property.name == name);
                let text = found.map(|property| property.value.to_string());
                operator.holds(text.as_deref(), condition.value.as_deref().unwrap_or_default())
            }
        }
    }
}
