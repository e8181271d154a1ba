//! Webhook events: their names, their envelope, and how they are signed and repeated.
//!
//! There are two generations of names. Of the older one only `evaluation.created` happens here; the others can be
//! subscribed to, as clients do that, and none of them is ever sent.

use std::time::Duration as StdDuration;

use colloquy_app::events::EventDialect;
use colloquy_domain::event::{AudioFileTold, EvaluationTold, Event, EventKind, Subject};
use colloquy_webhook::{Manner, Signing};
use serde::Serialize;
use serde_json::{Value, json};
use time::Duration;

use crate::evaluations::wire::EvaluationFacts;
use crate::exports::Job;
use crate::usage::KEY;
use crate::voice_calls::VoiceCall;
use crate::wire::iso;
use crate::{NAME, ids, names};

/// Before the id of an event.
pub const EVENT: &str = "evt_";

/// Every name that can be subscribed to.
pub const TYPES: [&str; 13] = [
    "evaluation.completed",
    "audio.transcribed",
    "audio.processed",
    "voice-call.completed",
    "export.ready",
    "usage.quota_warning",
    "api-key.rotated",
    "evaluation.created",
    "conversation.created",
    "conversation.completed",
    "analysis.completed",
    "alert.triggered",
    "agent.completed",
];

/// What a test message is called: nothing that can be subscribed to.
const TEST: &str = "webhook.test";

/// The delay before each attempt: the first at once, then five more.
const DELAYS: [Duration; 6] = [
    Duration::ZERO,
    Duration::minutes(1),
    Duration::minutes(5),
    Duration::minutes(30),
    Duration::hours(2),
    Duration::hours(12),
];

/// Tells events as Auralytik does.
#[derive(Debug, Clone, Copy, Default)]
pub struct AuralytikEvents;

impl EventDialect for AuralytikEvents {
    fn name(&self) -> &'static str {
        NAME
    }

    fn event_types(&self) -> Vec<&'static str> {
        TYPES.to_vec()
    }

    fn event_type(&self, kind: EventKind) -> Option<&'static str> {
        match kind {
            EventKind::EvaluationCreated => Some("evaluation.created"),
            EventKind::EvaluationCompleted => Some("evaluation.completed"),
            EventKind::AudioTranscribed => Some("audio.transcribed"),
            EventKind::AudioProcessed => Some("audio.processed"),
            EventKind::CallCompleted => Some("voice-call.completed"),
            EventKind::ExportReady => Some("export.ready"),
            EventKind::KeyRotated => Some("api-key.rotated"),
            EventKind::QuotaWarning => Some("usage.quota_warning"),
            EventKind::Test => Some(TEST),
            _ => None,
        }
    }

    fn render(&self, event: &Event) -> Vec<u8> {
        let envelope = json!({
            "id": ids::render(EVENT, event.id.0),
            "event": self.event_type(event.kind),
            "timestamp": iso(event.created_at),
            "data": data(event),
        });
        envelope.to_string().into_bytes()
    }

    fn manner(&self) -> Manner {
        Manner {
            signing: Signing::TimestampedBase64 {
                signature_header: "X-Signature",
                timestamp_header: "X-Timestamp",
                id_header: "X-Webhook-Id",
            },
            timeout: StdDuration::from_secs(10),
            delays: &DELAYS,
            obeys_answers: false,
        }
    }
}

fn data(event: &Event) -> Value {
    match &event.snapshot.subject {
        Some(Subject::Evaluation(told)) if event.kind == EventKind::EvaluationCreated => {
            in_both_spellings(evaluation(told))
        }
        Some(Subject::Evaluation(told)) => evaluation(told),
        Some(Subject::AudioFile(told)) => audio_file(told),
        Some(Subject::Call(told)) => value(&VoiceCall::told(told)),
        Some(Subject::Export(told)) => value(&Job::told(told)),
        Some(Subject::Key(told)) => json!({ "keyId": ids::render(KEY, told.credential_id.0) }),
        Some(Subject::Usage(told)) => json!({
            "billingPeriod": told.billing_period,
            "resource": told.resource,
            "used": told.used,
            "quota": told.quota,
        }),
        None => json!({ "message": "a test message from Colloquy" }),
        // No event of this API is about one of them.
        Some(
            Subject::Conversation(_)
            | Subject::Contact(_)
            | Subject::Company(_)
            | Subject::Tag(_)
            | Subject::Collection(_),
        ) => json!({}),
    }
}

fn evaluation(told: &EvaluationTold) -> Value {
    let EvaluationTold { evaluation, project_name, campaign_key, call_center_key } = told.clone();
    value(&EvaluationFacts::of(&evaluation, project_name, campaign_key, call_center_key))
}

fn audio_file(told: &AudioFileTold) -> Value {
    let file = &told.file;
    json!({
        "audioFileId": ids::render(ids::AUDIO_FILE, file.id.0),
        "engagementId": ids::render(ids::ENGAGEMENT, file.project_id.0),
        "campaignId": told.campaign_key,
        "evaluationId": file.evaluation_id.map(|id| ids::render(ids::EVALUATION, id.0)),
        "state": names::file_state(file.state),
    })
}

fn value(shown: &impl Serialize) -> Value {
    // What is shown has names as keys and finite numbers, and so can be written.
    serde_json::to_value(shown).unwrap_or_default()
}

/// The object with each of its members also in snake_case, as events of the older generation had them: so receivers of
/// either generation find what they read.
fn in_both_spellings(object: Value) -> Value {
    match object {
        Value::Object(mut members) => {
            let older = members.iter().map(|(name, value)| (snake_case(name), value.clone()));
            let older: Vec<(String, Value)> = older.collect();
            members.extend(older);
            Value::Object(members)
        }
        other => other,
    }
}

/// `isAICall` as `is_ai_call`.
fn snake_case(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut text = String::with_capacity(name.len() + 4);
    for (place, letter) in letters.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| letters.get(before));
        let after_a_small_one = before.is_some_and(|before| before.is_lowercase());
        let before_a_small_one = letters.get(place + 1).is_some_and(|after| after.is_lowercase());
        if letter.is_uppercase() && before.is_some() && (after_a_small_one || before_a_small_one) {
            text.push('_');
        }
        text.extend(letter.to_lowercase());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::attribution::Attribution;
    use colloquy_domain::audio_file::{AudioFile, AudioFileState};
    use colloquy_domain::evaluation::{Evaluation, EvaluationState};
    use colloquy_domain::event::{KeyTold, Snapshot, UsageTold};
    use colloquy_domain::{
        AudioFileId, ConversationId, CredentialId, EvaluationId, EventId, Instant, ProjectId, ScorecardId,
        WorkspaceId,
    };
    use time::macros::datetime;

    const AT: Instant = datetime!(2026-03-30 14:30:00.5 UTC);

    fn event(kind: EventKind, subject: Option<Subject>) -> Event {
        Event {
            id: EventId(uuid::Uuid::from_u128(1)),
            workspace_id: WorkspaceId::generate(),
            kind,
            conversation_id: None,
            snapshot: Snapshot { subject, previous: None, error: None },
            created_at: AT,
        }
    }

    fn rendered(kind: EventKind, subject: Option<Subject>) -> Value {
        serde_json::from_slice(&AuralytikEvents.render(&event(kind, subject))).unwrap()
    }

    fn told() -> EvaluationTold {
        let evaluation = Evaluation {
            id: EvaluationId(uuid::Uuid::from_u128(2)),
            workspace_id: WorkspaceId::generate(),
            project_id: ProjectId::generate(),
            conversation_id: ConversationId::generate(),
            audio_file_id: None,
            scorecard_id: ScorecardId::generate(),
            scorecard_version: 1,
            state: EvaluationState::Pending,
            error: None,
            is_current: true,
            is_private: false,
            name: "call.wav".into(),
            recorded_at: AT,
            duration_seconds: None,
            attribution: Attribution { is_ai_call: true, ..Attribution::default() },
            outcome: None,
            created_by: None,
            created_at: AT,
            updated_at: AT,
            completed_at: None,
        };
        EvaluationTold {
            evaluation,
            project_name: "Q1".into(),
            campaign_key: Some("camp_7".into()),
            call_center_key: None,
        }
    }

    #[test]
    fn every_name_that_is_sent_can_be_subscribed_to() {
        let sent = [
            EventKind::EvaluationCreated,
            EventKind::EvaluationCompleted,
            EventKind::AudioTranscribed,
            EventKind::AudioProcessed,
            EventKind::CallCompleted,
            EventKind::ExportReady,
            EventKind::KeyRotated,
            EventKind::QuotaWarning,
        ];
        for kind in sent {
            let name = AuralytikEvents.event_type(kind).unwrap();
            assert!(TYPES.contains(&name), "{name}");
        }
        assert_eq!(AuralytikEvents.event_type(EventKind::EvaluationFailed), None);
        assert_eq!(AuralytikEvents.event_type(EventKind::Test), Some("webhook.test"));
    }

    #[test]
    fn an_envelope_holds_the_evaluation_without_its_results() {
        let told = rendered(EventKind::EvaluationCompleted, Some(told().into()));
        assert_eq!(told["id"], "evt_00000000000000000000000001");
        assert_eq!(
            (&told["event"], &told["timestamp"]),
            (&json!("evaluation.completed"), &json!("2026-03-30T14:30:00Z"))
        );
        let data = told["data"].as_object().unwrap();
        assert_eq!(data["id"], "eval_00000000000000000000000002");
        assert_eq!((&data["engagementName"], &data["campaignId"]), (&json!("Q1"), &json!("camp_7")));
        assert_eq!(data["isAICall"], true);
        assert!(!data.contains_key("results") && !data.contains_key("is_ai_call"));
    }

    #[test]
    fn the_older_event_has_its_members_in_both_spellings() {
        let data = rendered(EventKind::EvaluationCreated, Some(told().into()))["data"].take();
        for (name, older) in [
            ("engagementId", "engagement_id"),
            ("isAICall", "is_ai_call"),
            ("durationInSeconds", "duration_in_seconds"),
            ("state", "state"),
        ] {
            assert_eq!(data.get(name), data.get(older));
            assert!(data.get(older).is_some(), "{older}");
        }
    }

    #[test]
    fn other_things_are_told_by_their_ids() {
        let file = AudioFile {
            id: AudioFileId(uuid::Uuid::from_u128(3)),
            workspace_id: WorkspaceId::generate(),
            project_id: ProjectId(uuid::Uuid::from_u128(4)),
            scorecard_id: None,
            file_name: "call.wav".into(),
            attribution: Attribution::default(),
            recorded_at: AT,
            upload: None,
            state: AudioFileState::Completed,
            error: None,
            conversation_id: None,
            evaluation_id: Some(EvaluationId(uuid::Uuid::from_u128(2))),
            duration_seconds: None,
            is_private: false,
            created_by: None,
            created_at: AT,
            updated_at: AT,
        };
        let told = AudioFileTold { file, campaign_key: None };
        let expected = json!({
            "audioFileId": "af_00000000000000000000000003",
            "engagementId": "eng_00000000000000000000000004",
            "campaignId": null,
            "evaluationId": "eval_00000000000000000000000002",
            "state": "Completed",
        });
        assert_eq!(rendered(EventKind::AudioProcessed, Some(told.into()))["data"], expected);

        let workspace_id = WorkspaceId::generate();
        let key = KeyTold { workspace_id, credential_id: CredentialId(uuid::Uuid::from_u128(5)) };
        let told = rendered(EventKind::KeyRotated, Some(key.into()));
        assert_eq!(told["data"], json!({ "keyId": "key_00000000000000000000000005" }));
        let usage = UsageTold {
            workspace_id,
            billing_period: "2026-03".into(),
            resource: "calls".into(),
            used: 80,
            quota: 100,
        };
        let told = rendered(EventKind::QuotaWarning, Some(usage.into()));
        let expected = json!({ "billingPeriod": "2026-03", "resource": "calls", "used": 80, "quota": 100 });
        assert_eq!((&told["event"], &told["data"]), (&json!("usage.quota_warning"), &expected));
        assert_eq!(rendered(EventKind::Test, None)["event"], "webhook.test");
    }

    #[test]
    fn members_are_spelled_with_underscores_once() {
        for (name, expected) in [
            ("id", "id"),
            ("audioFileName", "audio_file_name"),
            ("isAICall", "is_ai_call"),
            ("callCenterId", "call_center_id"),
        ] {
            assert_eq!(snake_case(name), expected);
        }
    }
}
