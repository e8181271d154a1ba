//! Values as this API spells them.

use colloquy_domain::Instant;
use colloquy_domain::conversation::{Participant, ParticipantRole};
use colloquy_domain::transcript::{Speaker, Transcript};
use serde::Serialize;
use utoipa::ToSchema;

/// ISO 8601 in UTC without fractions of a second.
pub fn iso(instant: Instant) -> String {
    let instant = instant.to_offset(time::UtcOffset::UTC);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        instant.year(),
        u8::from(instant.month()),
        instant.day(),
        instant.hour(),
        instant.minute(),
        instant.second()
    )
}

/// A place in a recording, `00:00:04`: whole seconds, those begun not counted.
pub fn timestamp(seconds: f64) -> String {
    // Of what is no number, and of what lies before the start, this makes 0.
    let seconds = seconds as u64;
    format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = AuralytikTranscriptEntry)]
pub struct TranscriptEntry {
    /// The side that said it.
    #[schema(value_type = AuralytikSide)]
    pub role: &'static str,
    /// The words.
    pub text: String,
    /// From the start of the recording.
    #[schema(pattern = "^[0-9]{2,}:[0-9]{2}:[0-9]{2}$")]
    pub timestamp: String,
}

colloquy_http::words! {
    /// A side of a call.
    AuralytikSide = ["agent", "customer"];
}

/// What was said, in order; nothing where there is no transcript.
pub fn transcript(transcript: Option<&Transcript>, participants: &[Participant]) -> Vec<TranscriptEntry> {
    let Some(transcript) = transcript else { return Vec::new() };
    let sides = sides(transcript, participants);
    let entries = transcript.entries.iter().map(|entry| TranscriptEntry {
        role: sides.get(entry.speaker_index as usize).copied().unwrap_or(CUSTOMER),
        text: entry.text.clone(),
        timestamp: timestamp(entry.start_seconds),
    });
    entries.collect()
}

const AGENT: &str = "agent";
const CUSTOMER: &str = "customer";

/// The side of each voice. An entry has to name one of the two, also where nobody told whose a voice is. Our choice:
/// beside a known agent all others are customers; beside a known customer, and where nothing is known, the first
/// unknown voice that is heard is the agent, who takes or makes the call.
fn sides(transcript: &Transcript, participants: &[Participant]) -> Vec<&'static str> {
    let known: Vec<Option<&'static str>> =
        transcript.speakers.iter().map(|speaker| known_side(speaker, participants)).collect();
    let mut heard = transcript.entries.iter().map(|entry| entry.speaker_index as usize);
    let has_agent = known.contains(&Some(AGENT));
    let agent = heard.find(|index| !has_agent && known.get(*index) == Some(&None));
    let side = |(index, known): (usize, &Option<&'static str>)| match known {
        Some(side) => *side,
        None if agent == Some(index) => AGENT,
        None => CUSTOMER,
    };
    known.iter().enumerate().map(side).collect()
}

fn known_side(speaker: &Speaker, participants: &[Participant]) -> Option<&'static str> {
    let of_participant =
        || participants.iter().find(|one| Some(one.id) == speaker.participant_id).map(|one| one.role);
    let role = speaker.role.filter(|role| *role != ParticipantRole::Other).or_else(of_participant)?;
    match role {
        ParticipantRole::Agent => Some(AGENT),
        ParticipantRole::Customer => Some(CUSTOMER),
        ParticipantRole::Other => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::transcript::{Entry, EntryId, TranscriptSource};
    use colloquy_domain::{ConversationId, TranscriptId, WorkspaceId};
    use time::macros::datetime;

    /// Speakers with these roles, and who speaks when.
    fn said(roles: &[Option<ParticipantRole>], turns: &[u32]) -> Vec<&'static str> {
        let entry = |(number, speaker): (usize, &u32)| Entry {
            id: EntryId(number as u32),
            speaker_index: *speaker,
            start_seconds: number as f64,
            end_seconds: number as f64,
            text: "Hello".into(),
            sentences: vec![],
            words: vec![],
        };
        let speaker = |role: &Option<ParticipantRole>| Speaker { role: *role, ..Speaker::default() };
        let whole = Transcript {
            id: TranscriptId::generate(),
            workspace_id: WorkspaceId::generate(),
            conversation_id: ConversationId::generate(),
            source: TranscriptSource::Recognised,
            language: None,
            engine: None,
            speakers: roles.iter().map(speaker).collect(),
            entries: turns.iter().enumerate().map(entry).collect(),
            created_at: Instant::UNIX_EPOCH,
        };
        transcript(Some(&whole), &[]).into_iter().map(|entry| entry.role).collect()
    }

    #[test]
    fn instants_have_no_fractions_and_places_whole_seconds() {
        assert_eq!(iso(datetime!(2024-01-10 11:00:00.999 +2)), "2024-01-10T09:00:00Z");
        assert_eq!(timestamp(4.9), "00:00:04");
        assert_eq!(timestamp(3_600.0 * 100.0 + 61.0), "100:01:01");
        assert_eq!(timestamp(-1.0), "00:00:00");
        assert_eq!(timestamp(f64::NAN), "00:00:00");
    }

    #[test]
    fn every_voice_is_on_one_side() {
        let (agent, customer) = (Some(ParticipantRole::Agent), Some(ParticipantRole::Customer));
        assert_eq!(said(&[customer, agent], &[0, 1]), [CUSTOMER, AGENT]);
        assert_eq!(said(&[None, None], &[1, 0, 1]), [AGENT, CUSTOMER, AGENT]);
        assert_eq!(said(&[None, agent], &[0, 1]), [CUSTOMER, AGENT]);
        assert_eq!(said(&[None, customer], &[1, 0]), [CUSTOMER, AGENT]);
        assert_eq!(said(&[Some(ParticipantRole::Other)], &[0]), [AGENT]);
        assert!(transcript(None, &[]).is_empty());
    }
}
