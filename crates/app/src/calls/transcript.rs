//! The transcript of a call, as its agent's software wrote it down.

use colloquy_domain::agent::Agent;
use colloquy_domain::call::LONGEST_MS;
use colloquy_domain::conversation::{Participant, ParticipantRole};
use colloquy_domain::transcript::{Entry, EntryId, Speaker, Transcript, TranscriptSource};
use colloquy_domain::{ConversationId, Instant, TranscriptId, WorkspaceId};

use super::channels::channel_of;
use super::new::{CallRecording, NewCustomer, NewTurn, Speaks};
use crate::agents::AgentReference;
use crate::{AppError, FieldProblem};

/// Bounds that no call reaches; see those of transcripts in [`crate::ingest`].
const MOST_TURNS: usize = 100_000;
const LONGEST_TURN_BYTES: usize = 100_000;
const LONGEST_TRANSCRIPT_BYTES: usize = 10_000_000;

/// Problems reported at once.
const MOST_PROBLEMS: usize = 20;

/// Refuses what no call can hold.
pub(super) fn check(turns: &[NewTurn]) -> Result<(), AppError> {
    let mut problems = Vec::new();
    if turns.len() > MOST_TURNS {
        let message = format!("transcript must have at most {MOST_TURNS} entries");
        problems.push(FieldProblem::new("transcript", "too_many", message));
    }
    if turns.iter().map(|turn| turn.text.len()).sum::<usize>() > LONGEST_TRANSCRIPT_BYTES {
        let message = format!("transcript must hold at most {LONGEST_TRANSCRIPT_BYTES} bytes of text");
        problems.push(FieldProblem::new("transcript", "too_long", message));
    }
    for turn in turns {
        let mut refuse = |code, rule: &str| {
            problems.push(FieldProblem::new(turn.place.clone(), code, format!("{} {rule}", turn.place)));
        };
        if turn.text.len() > LONGEST_TURN_BYTES {
            refuse("too_long", "must hold at most 100000 bytes of text");
        }
        if turn.end_ms < turn.start_ms {
            refuse("invalid_range", "must not end before it starts");
        }
        if turn.end_ms > LONGEST_MS.unsigned_abs() {
            refuse("invalid_range", "must end within 7 days (604800000 ms)");
        }
        if problems.len() >= MOST_PROBLEMS {
            break;
        }
    }
    problems.truncate(MOST_PROBLEMS);
    if problems.is_empty() { Ok(()) } else { Err(AppError::Invalid(problems)) }
}

/// The transcript without its voices, in the order of the starts; none where nothing was written down. Made before the
/// transaction, which others wait for.
pub(super) fn draft(
    turns: &mut [NewTurn],
    workspace_id: WorkspaceId,
    conversation_id: ConversationId,
    now: Instant,
) -> Option<Transcript> {
    if turns.is_empty() {
        return None;
    }
    turns.sort_by_key(|turn| turn.start_ms);
    let seconds = |ms: u64| ms as f64 / 1_000.0;
    let entries = (0..).zip(turns.iter()).map(|(number, turn)| Entry {
        id: EntryId(number),
        speaker_index: 0,
        start_seconds: seconds(turn.start_ms),
        end_seconds: seconds(turn.end_ms),
        text: turn.text.clone(),
        sentences: Vec::new(),
        words: Vec::new(),
    });
    Some(Transcript {
        id: TranscriptId::generate(),
        workspace_id,
        conversation_id,
        source: TranscriptSource::Supplied,
        language: turns.iter().find_map(|turn| language(turn.language.as_deref()?)),
        engine: None,
        speakers: Vec::new(),
        entries: entries.collect(),
        created_at: now,
    })
}

/// The two letters of ISO 639-1 at the beginning of a language tag.
fn language(tag: &str) -> Option<String> {
    let primary = tag.split(['-', '_']).next()?;
    let is_code = primary.len() == 2 && primary.bytes().all(|letter| letter.is_ascii_alphabetic());
    is_code.then(|| primary.to_ascii_lowercase())
}

/// Gives each turn its voice; `agents` are those behind the first participants, in the same order. Which channel of the
/// recording a voice is on is noted where that is known: metrics hear there when who speaks.
///
/// # Errors
/// [`AppError::Invalid`] where a turn names somebody who does not take part.
pub(super) fn bind(
    transcript: &mut Transcript,
    turns: &[NewTurn],
    agents: &[Agent],
    participants: &[Participant],
    recording: &CallRecording,
) -> Result<(), AppError> {
    let mut problems = Vec::new();
    let mut voices: Vec<(ParticipantRole, Option<usize>)> = Vec::new();
    for (entry, turn) in transcript.entries.iter_mut().zip(turns) {
        let (role, found) = match &turn.by {
            Speaks::Agent(reference) => (ParticipantRole::Agent, agent(reference, agents)),
            Speaks::Customer(customer) => (ParticipantRole::Customer, customer_at(customer, participants)),
        };
        let Some(position) = found else {
            let who = if role == ParticipantRole::Agent { "agent" } else { "customer" };
            let field = format!("{}.{who}", turn.place);
            let message = format!("{field} names nobody who takes part in the call");
            problems.push(FieldProblem::new(field, "unknown_value", message));
            if problems.len() >= MOST_PROBLEMS {
                break;
            }
            continue;
        };
        let voice = (role, position);
        let index = voices.iter().position(|known| *known == voice).unwrap_or_else(|| {
            voices.push(voice);
            voices.len() - 1
        });
        entry.speaker_index = u32::try_from(index).unwrap_or_default();
    }
    if !problems.is_empty() {
        return Err(AppError::Invalid(problems));
    }
    transcript.speakers = voices
        .into_iter()
        .map(|(role, position)| {
            let mut speaker =
                Speaker { role: Some(role), channel: channel_of(recording, role), ..Speaker::default() };
            if let Some(participant) = position.and_then(|position| participants.get(position)) {
                name(&mut speaker, participant);
            }
            speaker
        })
        .collect();
    Ok(())
}

/// The position among the participants, within it: none where there is no agent at all; the outer one is none where
/// one is named that is not there.
#[expect(clippy::option_option, reason = "nobody is something else than somebody who is not there")]
fn agent(reference: &AgentReference, agents: &[Agent]) -> Option<Option<usize>> {
    if reference.is_empty() {
        return Some((!agents.is_empty()).then_some(0));
    }
    let found = reference.find(agents.iter())?;
    agents.iter().position(|agent| agent.id == found.id).map(Some)
}

#[expect(clippy::option_option, reason = "nobody is something else than somebody who is not there")]
fn customer_at(wanted: &NewCustomer, participants: &[Participant]) -> Option<Option<usize>> {
    let mut customers =
        participants.iter().enumerate().filter(|(_, one)| one.role == ParticipantRole::Customer);
    if *wanted == NewCustomer::default() {
        return Some(customers.next().map(|(position, _)| position));
    }
    let is_same = |given: &Option<String>, own: &Option<String>| given.is_none() || given == own;
    customers
        .find(|(_, one)| is_same(&wanted.label, &one.label) && is_same(&wanted.phone, &one.phone))
        .map(|(position, _)| Some(position))
}

/// The voice is that participant's.
pub(crate) fn name(speaker: &mut Speaker, participant: &Participant) {
    speaker.name.clone_from(&participant.name);
    speaker.email.clone_from(&participant.email);
    speaker.role = Some(participant.role);
    speaker.participant_id = Some(participant.id);
    speaker.user_id = participant.user_id;
    speaker.contact_id = participant.contact_id;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_two_letters() {
        for (tag, code) in [("en", Some("en")), ("DE-at", Some("de")), ("pt_BR", Some("pt"))] {
            assert_eq!(language(tag).as_deref(), code, "{tag}");
        }
        for tag in ["", "eng", "e", "12", "-en"] {
            assert_eq!(language(tag), None, "{tag}");
        }
    }
}
