//! Webhook events: their types and their envelope.

use colloquy_app::events::EventDialect;
use colloquy_domain::event::{Event, EventKind, Subject};
use colloquy_domain::stage::StageName;
use colloquy_http::problem::iso;
use serde_json::{Map, Value, json};

use crate::wire::{directory, engagement};
use crate::{NAME, ids, names};

/// Tells events as AskElephant does, and under the prefix `colloquy.` what AskElephant has no type for: each
/// insight stage that is finished or given up, and test messages.
#[derive(Debug, Clone, Copy, Default)]
pub struct AskElephantEvents;

/// Every kind that is told.
const KINDS: [EventKind; 24] = [
    EventKind::ConversationCreated,
    EventKind::ConversationUpdated,
    EventKind::ConversationDeleted,
    EventKind::TranscriptCompleted,
    EventKind::ContactCreated,
    EventKind::ContactUpdated,
    EventKind::ContactDeleted,
    EventKind::CompanyCreated,
    EventKind::CompanyUpdated,
    EventKind::CompanyDeleted,
    EventKind::TagCreated,
    EventKind::TagUpdated,
    EventKind::TagDeleted,
    EventKind::InsightCompleted(StageName::Summary),
    EventKind::InsightCompleted(StageName::ActionItems),
    EventKind::InsightCompleted(StageName::Signals),
    EventKind::InsightCompleted(StageName::Tags),
    EventKind::InsightCompleted(StageName::Sentiment),
    EventKind::InsightFailed(StageName::Summary),
    EventKind::InsightFailed(StageName::ActionItems),
    EventKind::InsightFailed(StageName::Signals),
    EventKind::InsightFailed(StageName::Tags),
    EventKind::InsightFailed(StageName::Sentiment),
    EventKind::Test,
];

impl EventDialect for AskElephantEvents {
    fn name(&self) -> &'static str {
        NAME
    }

    fn event_types(&self) -> Vec<&'static str> {
        KINDS.into_iter().filter_map(|kind| self.event_type(kind)).collect()
    }

    fn event_type(&self, kind: EventKind) -> Option<&'static str> {
        Some(match kind {
            EventKind::ConversationCreated => "v1.engagement.created",
            EventKind::ConversationUpdated => "v1.engagement.updated",
            EventKind::ConversationDeleted => "v1.engagement.deleted",
            EventKind::ContactCreated => "v1.contact.created",
            EventKind::ContactUpdated => "v1.contact.updated",
            EventKind::ContactDeleted => "v1.contact.deleted",
            EventKind::CompanyCreated => "v1.company.created",
            EventKind::CompanyUpdated => "v1.company.updated",
            EventKind::CompanyDeleted => "v1.company.deleted",
            EventKind::TagCreated => "v1.tag.created",
            EventKind::TagUpdated => "v1.tag.updated",
            EventKind::TagDeleted => "v1.tag.deleted",
            EventKind::TranscriptCompleted => "v1.engagement.transcript_timeline.completed",
            EventKind::InsightCompleted(stage) => match stage {
                StageName::Summary => "colloquy.summary.completed",
                StageName::ActionItems => "colloquy.action_items.completed",
                StageName::Signals => "colloquy.signals.completed",
                StageName::Tags => "colloquy.tags.completed",
                StageName::Sentiment => "colloquy.sentiment.completed",
                StageName::Recording | StageName::Transcript | StageName::Evaluation => return None,
            },
            EventKind::InsightFailed(stage) => match stage {
                StageName::Summary => "colloquy.summary.failed",
                StageName::ActionItems => "colloquy.action_items.failed",
                StageName::Signals => "colloquy.signals.failed",
                StageName::Tags => "colloquy.tags.failed",
                StageName::Sentiment => "colloquy.sentiment.failed",
                StageName::Recording | StageName::Transcript | StageName::Evaluation => return None,
            },
            // This API knows no metrics, no evaluations, and nothing of what goes along with these.
            EventKind::MetricsCollected | EventKind::MetricsFailed => return None,
            EventKind::EvaluationCreated | EventKind::EvaluationCompleted | EventKind::EvaluationFailed => {
                return None;
            }
            EventKind::AudioTranscribed | EventKind::AudioProcessed | EventKind::CallCompleted => {
                return None;
            }
            EventKind::ExportReady | EventKind::KeyRotated | EventKind::QuotaWarning => return None,
            EventKind::Test => "colloquy.test",
            // This API tells of each stage.
            EventKind::AnalysisCompleted | EventKind::AnalysisFailed | EventKind::AnalysisCancelled => {
                return None;
            }
        })
    }

    fn render(&self, event: &Event) -> Vec<u8> {
        let mut data = Map::new();
        let object = match &event.snapshot.subject {
            Some(subject) => resource(subject),
            None => json!({ "object": "test", "message": "a test message from Colloquy" }),
        };
        if let Some(previous) = &event.snapshot.previous {
            data.insert("previous_attributes".to_owned(), changed(&resource(previous), &object));
        }
        if let Some(error) = &event.snapshot.error {
            data.insert("error".to_owned(), json!(error));
        }
        data.insert("object".to_owned(), object);
        let envelope = json!({
            "id": ids::event(event.id),
            "type": self.event_type(event.kind),
            "api_version": names::EVENT_API_VERSION,
            "created_at": iso(event.created_at),
            "workspace_id": ids::workspace(event.workspace_id),
            "data": data,
        });
        envelope.to_string().into_bytes()
    }
}

/// The resource as its own route shows it.
fn resource(subject: &Subject) -> Value {
    match subject {
        Subject::Conversation(conversation) => engagement::render(conversation),
        Subject::Contact(contact) => directory::contact(contact),
        Subject::Company(company) => directory::company(company),
        Subject::Tag(tag) => directory::tag(tag),
        // No event of this API is about one.
        Subject::Collection(job) => json!({ "object": "metric_collection_job", "id": job.id }),
        Subject::Evaluation(told) => json!({ "object": "evaluation", "id": told.evaluation.id }),
        Subject::AudioFile(told) => json!({ "object": "audio_file", "id": told.file.id }),
        Subject::Call(told) => json!({ "object": "call", "id": told.conversation.id }),
        Subject::Export(told) => json!({ "object": "export", "id": told.job.id }),
        Subject::Key(told) => json!({ "object": "key", "id": told.credential_id }),
        Subject::Usage(told) => json!({ "object": "usage", "billing_period": told.billing_period }),
    }
}

/// Old values of the members that differ; null where there was none.
fn changed(before: &Value, after: &Value) -> Value {
    let (Some(before), Some(after)) = (before.as_object(), after.as_object()) else { return json!({}) };
    let names: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differing = names.into_iter().filter(|name| before.get(*name) != after.get(*name));
    Value::Object(
        differing.map(|name| (name.clone(), before.get(name).cloned().unwrap_or(Value::Null))).collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn previous_attributes_hold_old_values_of_what_changed() {
        let before = json!({ "id": "ngmt_1", "processing_status": "PENDING", "updated_at": "1" });
        let after =
            json!({ "id": "ngmt_1", "processing_status": "COMPLETED", "updated_at": "2", "end_at": "3" });
        assert_eq!(
            changed(&before, &after),
            json!({ "processing_status": "PENDING", "updated_at": "1", "end_at": null })
        );
    }

    #[test]
    fn every_kind_has_a_type_of_its_own() {
        let types = AskElephantEvents.event_types();
        let different: std::collections::BTreeSet<_> = types.iter().collect();
        assert_eq!(different.len(), KINDS.len());
    }
}
