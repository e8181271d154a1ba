//! Checking a transcript that a client brought, and turning it into ours.

use colloquy_domain::text::one_line;
use colloquy_domain::transcript::{Entry, EntryId, Sentence, Speaker, Transcript, TranscriptSource};
use colloquy_domain::{ConversationId, Instant, TranscriptId, WorkspaceId};

use crate::FieldProblem;

/// Longest conversation and latest moment in one, in seconds: seven days.
const LONGEST_SECONDS: f64 = 604_800.0;

/// Bounds that no conversation reaches: seven days without a pause are some 1.3 million words. What is larger than
/// this would only keep the workers from everybody else's conversations.
const MOST_SPEAKERS: usize = 500;
const MOST_ENTRIES: usize = 100_000;
const LONGEST_ENTRY_BYTES: usize = 100_000;
const LONGEST_TRANSCRIPT_BYTES: usize = 10_000_000;

/// Problems reported at once; a client that has more sees the rest next time.
const MOST_PROBLEMS: usize = 20;

/// A transcript as a client brings it. Times are seconds from the conversation's start.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SuppliedTranscript {
    /// Who speaks.
    pub speakers: Vec<SuppliedSpeaker>,
    /// What was said, in any order.
    pub entries: Vec<SuppliedEntry>,
}

/// A voice.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SuppliedSpeaker {
    /// Name.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
}

/// A turn.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SuppliedEntry {
    /// Position in the speakers.
    pub speaker_index: i64,
    /// Start.
    pub start_seconds: f64,
    /// End.
    pub end_seconds: f64,
    /// Text; may be left out where there are sentences.
    pub text: Option<String>,
    /// Sentences; may be left out where there is a text.
    pub sentences: Vec<SuppliedSentence>,
}

/// A sentence of a turn.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SuppliedSentence {
    /// Text.
    pub text: String,
    /// Start.
    pub start_seconds: f64,
    /// End.
    pub end_seconds: f64,
}

/// Every rule that `transcript` breaks; fields are named from `entries[…]` and `speakers` on.
pub fn check(transcript: &SuppliedTranscript) -> Result<(), Vec<FieldProblem>> {
    let mut problems = Vec::new();
    if transcript.speakers.is_empty() {
        problems.push(FieldProblem::new("speakers", "required", "speakers must name at least one speaker"));
    }
    if transcript.entries.is_empty() {
        problems.push(FieldProblem::new("entries", "required", "entries must hold at least one entry"));
    }
    check_size(transcript, &mut problems);
    for (position, entry) in transcript.entries.iter().enumerate() {
        check_entry(&format!("entries[{position}]"), entry, transcript.speakers.len(), &mut problems);
        if problems.len() >= MOST_PROBLEMS {
            break;
        }
    }
    problems.truncate(MOST_PROBLEMS);
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn check_size(transcript: &SuppliedTranscript, problems: &mut Vec<FieldProblem>) {
    if transcript.speakers.len() > MOST_SPEAKERS {
        let message = format!("speakers must be at most {MOST_SPEAKERS}");
        problems.push(FieldProblem::new("speakers", "too_many", message));
    }
    if transcript.entries.len() > MOST_ENTRIES {
        let message = format!("entries must be at most {MOST_ENTRIES}");
        problems.push(FieldProblem::new("entries", "too_many", message));
    }
    let bytes: usize = transcript.entries.iter().map(text_bytes).sum();
    if bytes > LONGEST_TRANSCRIPT_BYTES {
        let message = format!(
            "entries must hold at most {LONGEST_TRANSCRIPT_BYTES} bytes of text together, not {bytes}"
        );
        problems.push(FieldProblem::new("entries", "too_long", message));
    }
}

/// All text of an entry, which sentences may say once more.
fn text_bytes(entry: &SuppliedEntry) -> usize {
    let sentences: usize = entry.sentences.iter().map(|sentence| sentence.text.len()).sum();
    entry.text.as_ref().map_or(0, String::len).max(sentences)
}

fn check_entry(field: &str, entry: &SuppliedEntry, speakers: usize, problems: &mut Vec<FieldProblem>) {
    let is_declared = usize::try_from(entry.speaker_index).is_ok_and(|index| index < speakers);
    if !is_declared {
        problems.push(FieldProblem::new(
            format!("{field}.speaker_index"),
            "unknown_speaker",
            format!(
                "{field}.speaker_index {} is none of the {speakers} declared speakers",
                entry.speaker_index
            ),
        ));
    }
    let before = problems.len();
    check_range(field, entry.start_seconds, entry.end_seconds, problems);
    let entry_range_is_sound = problems.len() == before;
    if entry.text.is_none() && entry.sentences.is_empty() {
        problems.push(FieldProblem::new(
            format!("{field}.text"),
            "required",
            format!("{field} must have a text or sentences"),
        ));
    }
    if text_bytes(entry) > LONGEST_ENTRY_BYTES {
        problems.push(FieldProblem::new(
            format!("{field}.text"),
            "too_long",
            format!("{field} must hold at most {LONGEST_ENTRY_BYTES} bytes of text"),
        ));
    }
    for (position, sentence) in entry.sentences.iter().enumerate() {
        if problems.len() >= MOST_PROBLEMS {
            return;
        }
        let field = format!("{field}.sentences[{position}]");
        let before = problems.len();
        check_range(&field, sentence.start_seconds, sentence.end_seconds, problems);
        let is_inside =
            sentence.start_seconds >= entry.start_seconds && sentence.end_seconds <= entry.end_seconds;
        if problems.len() == before && entry_range_is_sound && !is_inside {
            problems.push(FieldProblem::new(
                field.clone(),
                "outside_entry",
                format!("{field} must lie within its entry's start_seconds and end_seconds"),
            ));
        }
    }
}

fn check_range(field: &str, start: f64, end: f64, problems: &mut Vec<FieldProblem>) {
    let mut refuse = |name: &str, message: String| {
        problems.push(FieldProblem::new(format!("{field}.{name}"), "invalid_range", message));
    };
    if !start.is_finite() || start < 0.0 {
        refuse("start_seconds", format!("{field}.start_seconds must be a number of at least 0"));
    } else if !end.is_finite() || end < start {
        refuse("end_seconds", format!("{field}.end_seconds must not be before start_seconds"));
    } else if end > LONGEST_SECONDS {
        refuse("end_seconds", format!("{field}.end_seconds must be at most 604800 (7 days)"));
    }
}

/// Our transcript of a checked one. Entries keep the order in which they came.
#[must_use]
pub fn accept(
    supplied: SuppliedTranscript,
    workspace_id: WorkspaceId,
    conversation_id: ConversationId,
    now: Instant,
) -> Transcript {
    Transcript {
        id: TranscriptId::generate(),
        workspace_id,
        conversation_id,
        source: TranscriptSource::Supplied,
        language: None,
        engine: None,
        speakers: supplied
            .speakers
            .into_iter()
            .map(|speaker| Speaker {
                name: speaker.name.as_deref().map(one_line),
                email: speaker.email,
                ..Speaker::default()
            })
            .collect(),
        entries: (0..)
            .zip(supplied.entries)
            .map(|(number, entry)| accept_entry(EntryId(number), entry))
            .collect(),
        created_at: now,
    }
}

fn accept_entry(id: EntryId, entry: SuppliedEntry) -> Entry {
    let text = entry.text.unwrap_or_else(|| {
        entry.sentences.iter().map(|sentence| sentence.text.as_str()).collect::<Vec<_>>().join(" ")
    });
    Entry {
        id,
        // Checked against the number of speakers.
        speaker_index: u32::try_from(entry.speaker_index).unwrap_or_default(),
        start_seconds: entry.start_seconds,
        end_seconds: entry.end_seconds,
        text,
        sentences: entry
            .sentences
            .into_iter()
            .map(|sentence| Sentence {
                text: sentence.text,
                start_seconds: sentence.start_seconds,
                end_seconds: sentence.end_seconds,
            })
            .collect(),
        words: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(start_seconds: f64, end_seconds: f64) -> SuppliedEntry {
        SuppliedEntry { start_seconds, end_seconds, text: Some("hello".into()), ..SuppliedEntry::default() }
    }

    fn problems(entry: SuppliedEntry) -> Vec<(String, &'static str)> {
        let transcript =
            SuppliedTranscript { speakers: vec![SuppliedSpeaker::default()], entries: vec![entry] };
        check(&transcript)
            .err()
            .unwrap_or_default()
            .into_iter()
            .map(|problem| (problem.field, problem.code))
            .collect()
    }

    #[test]
    fn bounds_are_closed() {
        let mut whole = entry(1.0, LONGEST_SECONDS);
        whole.sentences =
            vec![SuppliedSentence { text: "hello".into(), start_seconds: 1.0, end_seconds: LONGEST_SECONDS }];
        assert_eq!(problems(whole), vec![]);
        assert_eq!(problems(entry(2.0, 2.0)), vec![]);
    }

    #[test]
    fn a_turn_of_many_wrong_sentences_makes_no_huge_list() {
        let wrong = SuppliedSentence { text: "hello".into(), start_seconds: 3.0, end_seconds: 4.0 };
        let entry = SuppliedEntry { sentences: vec![wrong; 100_000], ..entry(1.0, 2.0) };
        assert_eq!(problems(entry).len(), MOST_PROBLEMS);
    }

    #[test]
    fn what_is_larger_than_any_conversation_is_refused() {
        let text = |bytes: usize| SuppliedEntry { text: Some("a".repeat(bytes)), ..entry(0.0, 1.0) };
        let told = |speakers: usize, entries: Vec<SuppliedEntry>| -> Vec<(String, &'static str)> {
            let speakers = vec![SuppliedSpeaker::default(); speakers];
            let checked = check(&SuppliedTranscript { speakers, entries });
            let problems = checked.err().unwrap_or_default();
            problems.into_iter().map(|problem| (problem.field, problem.code)).collect()
        };
        assert_eq!(told(MOST_SPEAKERS, vec![text(LONGEST_ENTRY_BYTES)]), vec![]);
        assert_eq!(told(MOST_SPEAKERS + 1, vec![text(1)]), vec![("speakers".into(), "too_many")]);
        assert_eq!(told(1, vec![text(1); MOST_ENTRIES]), vec![]);
        assert_eq!(told(1, vec![text(1); MOST_ENTRIES + 1]), vec![("entries".into(), "too_many")]);
        let too_long = vec![("entries[0].text".into(), "too_long")];
        assert_eq!(told(1, vec![text(LONGEST_ENTRY_BYTES + 1)]), too_long);
        let sentence = SuppliedSentence { text: "a".repeat(60_000), start_seconds: 0.0, end_seconds: 1.0 };
        let in_sentences = SuppliedEntry { sentences: vec![sentence; 2], ..text(1) };
        assert_eq!(told(1, vec![in_sentences]), too_long);
        assert_eq!(told(1, vec![text(100_000); 100]), vec![]);
        assert_eq!(told(1, vec![text(100_000); 101]), vec![("entries".into(), "too_long")]);
    }

    #[test]
    fn each_broken_rule_names_its_field() {
        let with_speaker = SuppliedEntry { speaker_index: 1, ..entry(0.0, 1.0) };
        assert_eq!(problems(with_speaker), vec![("entries[0].speaker_index".into(), "unknown_speaker")]);
        assert_eq!(problems(entry(-0.1, 1.0)), vec![("entries[0].start_seconds".into(), "invalid_range")]);
        assert_eq!(
            problems(entry(0.0, 604_800.001)),
            vec![("entries[0].end_seconds".into(), "invalid_range")]
        );
        assert_eq!(problems(entry(2.0, 1.0)), vec![("entries[0].end_seconds".into(), "invalid_range")]);
        assert_eq!(
            problems(entry(f64::NAN, 1.0)),
            vec![("entries[0].start_seconds".into(), "invalid_range")]
        );
        let without_text = SuppliedEntry { text: None, ..entry(0.0, 1.0) };
        assert_eq!(problems(without_text), vec![("entries[0].text".into(), "required")]);
        let mut outside = entry(1.0, 2.0);
        outside.sentences =
            vec![SuppliedSentence { text: "hello".into(), start_seconds: 0.9, end_seconds: 2.0 }];
        assert_eq!(problems(outside), vec![("entries[0].sentences[0]".into(), "outside_entry")]);
    }
}
