//! Conversations written down as `Name: what they say`, one line per turn.

use colloquy_domain::conversation::{ConversationKind, Participant, ParticipantRole};
use colloquy_domain::transcript::{Entry, EntryId, Speaker, Transcript, TranscriptSource};
use colloquy_domain::{ConversationId, ParticipantId, TranscriptId, WorkspaceId};
use colloquy_insight::ConversationView;
use time::OffsetDateTime;
use time::macros::datetime;

/// A Wednesday: 14 October 2026, ten in the morning, in Chicago.
pub const WEDNESDAY: OffsetDateTime = datetime!(2026-10-14 10:00 -5);

/// A conversation that owns its parts.
pub struct Sample {
    pub transcript: Transcript,
    pub participants: Vec<Participant>,
    pub kind: ConversationKind,
}

impl Sample {
    /// Reads `Name: text` lines. The first name listed in `people` is the agent, the second the customer,
    /// others are others.
    pub fn read(people: &[&str], text: &str) -> Self {
        let roles = [ParticipantRole::Agent, ParticipantRole::Customer];
        let participants: Vec<Participant> = people
            .iter()
            .enumerate()
            .map(|(position, name)| Participant {
                id: ParticipantId::generate(),
                position: position as u32,
                name: Some((*name).to_owned()),
                email: Some(format!("{}@firm.example", name.to_lowercase().replace(' ', "."))),
                phone: None,
                role: roles.get(position).copied().unwrap_or(ParticipantRole::Other),
                is_owner: position == 0,
                user_id: None,
                contact_id: None,
                label: None,
                agent_id: None,
                agent_endpoint_id: None,
                prompt: None,
            })
            .collect();
        let speakers = people
            .iter()
            .map(|name| Speaker { name: Some((*name).to_owned()), ..Speaker::default() })
            .collect();
        let entries = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .enumerate()
            .map(|(number, line)| {
                let (name, said) = line.split_once(": ").unwrap();
                let speaker = people.iter().position(|person| person.starts_with(name)).unwrap();
                let start_seconds = number as f64 * 5.0;
                Entry {
                    id: EntryId(number as u32),
                    speaker_index: speaker as u32,
                    start_seconds,
                    end_seconds: start_seconds + 4.5,
                    text: said.to_owned(),
                    sentences: Vec::new(),
                    words: Vec::new(),
                }
            })
            .collect();
        let transcript = Transcript {
            id: TranscriptId::generate(),
            workspace_id: WorkspaceId::generate(),
            conversation_id: ConversationId::generate(),
            source: TranscriptSource::Supplied,
            language: Some("en".into()),
            engine: None,
            speakers,
            entries,
            created_at: WEDNESDAY,
        };
        let kind = if people.len() > 2 { ConversationKind::Meeting } else { ConversationKind::Call };
        Self { transcript, participants, kind }
    }

    /// As the stages read it.
    pub fn view(&self) -> ConversationView<'_> {
        ConversationView {
            transcript: &self.transcript,
            participants: &self.participants,
            started_at: WEDNESDAY,
            kind: self.kind,
            title: "A conversation",
        }
    }
}
