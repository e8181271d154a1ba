//! What was said in a dialogue by messages, as a transcript.

use colloquy_domain::conversation::{Participant, ParticipantRole};
use colloquy_domain::dialogue::Dialogue;
use colloquy_domain::dialogue_message::{DialogueMessage, MessageStatus, Sender};
use colloquy_domain::transcript::{Entry, EntryId, Speaker, Transcript, TranscriptSource};
use colloquy_domain::{Instant, TranscriptId};

use crate::calls::name_voice;

/// How fast people speak who say what is written: words a second.
const WORDS_A_SECOND: f64 = 2.5;

/// Whether a message of ours never reached the customer: then nobody said it.
pub(super) fn was_lost(message: &DialogueMessage) -> bool {
    let is_undone = matches!(message.status, MessageStatus::Failed | MessageStatus::Undelivered);
    message.sender == Sender::Agent && is_undone
}

/// An entry for each message, as if it were spoken: it takes as long as its words do, but not into the next one. None
/// where nothing was said.
pub(super) fn of(
    dialogue: &Dialogue,
    started_at: Instant,
    messages: &[DialogueMessage],
    participants: &[Participant],
    now: Instant,
) -> Option<Transcript> {
    let was_said = |message: &&DialogueMessage| !message.content.trim().is_empty() && !was_lost(message);
    let said: Vec<&DialogueMessage> = messages.iter().filter(was_said).collect();
    if said.is_empty() {
        return None;
    }
    let mut latest = 0.0_f64;
    let starts: Vec<f64> = said
        .iter()
        .map(|message| {
            latest = latest.max((message.created_at - started_at).as_seconds_f64());
            latest
        })
        .collect();
    let entries = said.iter().zip(0_u32..).zip(&starts).map(|((message, number), &start)| Entry {
        id: EntryId(number),
        speaker_index: if message.sender == Sender::Agent { 0 } else { 1 },
        start_seconds: start,
        end_seconds: end(&message.content, start, starts.get(number as usize + 1).copied()),
        text: message.content.clone(),
        sentences: Vec::new(),
        words: Vec::new(),
    });
    let speakers = [ParticipantRole::Agent, ParticipantRole::Customer].map(|role| {
        let mut speaker = Speaker { role: Some(role), ..Speaker::default() };
        if let Some(participant) = participants.iter().find(|one| one.role == role) {
            name_voice(&mut speaker, participant);
        }
        speaker
    });
    Some(Transcript {
        id: TranscriptId::generate(),
        workspace_id: dialogue.workspace_id,
        conversation_id: dialogue.conversation_id,
        source: TranscriptSource::Live,
        language: dialogue.brief.language.as_deref().and_then(language),
        engine: None,
        speakers: speakers.into(),
        entries: entries.collect(),
        created_at: now,
    })
}

fn end(text: &str, start: f64, next: Option<f64>) -> f64 {
    let end = start + text.split_whitespace().count() as f64 / WORDS_A_SECOND;
    match next {
        Some(next) if next > start => end.min(next),
        _ => end,
    }
}

/// The two letters of ISO 639-1 at the beginning of a language tag.
fn language(tag: &str) -> Option<String> {
    let primary = tag.split(['-', '_']).next()?;
    let is_code = primary.len() == 2 && primary.bytes().all(|letter| letter.is_ascii_alphabetic());
    is_code.then(|| primary.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_takes_as_long_as_its_words_and_ends_before_the_next() {
        assert_eq!(end("one two three four five", 10.0, None), 12.0);
        assert_eq!(end("one two three four five", 10.0, Some(11.0)), 11.0);
        assert_eq!(end("one two three four five", 10.0, Some(10.0)), 12.0);
        assert_eq!(end("one two three four five", 10.0, Some(20.0)), 12.0);
    }
}
