//! Rows with believable content, to be changed where a test cares.

use colloquy_domain::conversation::{
    Conversation, ConversationKind, DataSource, Participant, ParticipantRole, ProcessingStatus,
};
use colloquy_domain::directory::Workspace;
use colloquy_domain::stage::{Stage, StageName};
use colloquy_domain::transcript::{Entry, EntryId, Speaker, Transcript, TranscriptSource};
use colloquy_domain::{ConversationId, Instant, ParticipantId, TranscriptId, WorkspaceId};

/// A workspace.
#[must_use]
pub fn workspace(now: Instant) -> Workspace {
    let id = WorkspaceId::generate();
    Workspace {
        id,
        // Unique in the installation.
        name: format!("Northwind Sales {id}"),
        private_by_default: false,
        own_domains: vec!["northwind.example".to_owned()],
        time_zone: "Europe/Berlin".to_owned(),
        created_at: now,
    }
}

/// A call that has been accepted.
#[must_use]
pub fn conversation(workspace_id: WorkspaceId, external_id: &str, now: Instant) -> Conversation {
    Conversation {
        id: ConversationId::generate(),
        workspace_id,
        kind: ConversationKind::Call,
        title: "Renewal call".to_owned(),
        description: None,
        meeting_url: None,
        processing_status: ProcessingStatus::Pending,
        is_private: false,
        is_internal: false,
        data_source: DataSource::PublicApi,
        started_at: now,
        ended_at: None,
        owner_user_id: None,
        host_user_id: None,
        source_system: Some("dialer".to_owned()),
        external_id: Some(external_id.to_owned()),
        external_url: None,
        run_workflows: false,
        crm_association: None,
        created_by: None,
        created_at: now,
        updated_at: now,
    }
}

/// An agent and a customer.
#[must_use]
pub fn participants() -> Vec<Participant> {
    [("Maya Lindt", ParticipantRole::Agent), ("Jonas Weber", ParticipantRole::Customer)]
        .into_iter()
        .zip(0..)
        .map(|((name, role), position)| Participant {
            id: ParticipantId::generate(),
            position,
            name: Some(name.to_owned()),
            email: None,
            phone: None,
            role,
            is_owner: position == 0,
            user_id: None,
            contact_id: None,
            label: None,
            agent_id: None,
            agent_endpoint_id: None,
            prompt: None,
        })
        .collect()
}

/// All stages, none begun.
#[must_use]
pub fn stages(conversation: &Conversation) -> Vec<Stage> {
    StageName::COMMON
        .into_iter()
        .map(|name| Stage::pending(conversation.workspace_id, conversation.id, name))
        .collect()
}

/// A transcript with so many entries of some ten words.
#[must_use]
pub fn transcript(conversation: &Conversation, entries: u32) -> Transcript {
    Transcript {
        id: TranscriptId::generate(),
        workspace_id: conversation.workspace_id,
        conversation_id: conversation.id,
        source: TranscriptSource::Supplied,
        language: Some("en".to_owned()),
        engine: None,
        speakers: vec![Speaker::default(), Speaker::default()],
        entries: (0..entries)
            .map(|number| Entry {
                id: EntryId(number),
                speaker_index: number % 2,
                start_seconds: f64::from(number) * 4.0,
                end_seconds: f64::from(number) * 4.0 + 3.5,
                text: "I will send you the renewal offer by Friday afternoon.".to_owned(),
                sentences: Vec::new(),
                words: Vec::new(),
            })
            .collect(),
        created_at: conversation.created_at,
    }
}
