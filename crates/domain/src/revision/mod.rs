//! Corrections of transcripts by people.
//!
//! A transcript is never changed in place: each correction makes a new [`Revision`] of it, and the ones before stay
//! readable. What people may change is a [`TranscriptChange`]; [`apply`] makes the next transcript of the last one and of
//! several of them, without asking anybody. Entries keep their numbers and their times, so that whatever refers to one
//! (evidence, comments, subtitles) still finds it. The words of an entry whose text was changed keep their times as far
//! as they are the same words.
//!
//! Positions of speakers are those of the transcript as it was, all through one list of changes: a speaker that is added
//! has the next one, and those that were merged into others go when everything else is done.

mod apply;
mod sentences;
mod tokens;
mod words;

pub use self::apply::{Applied, ChangeProblem, apply, places_of};

use serde::{Deserialize, Serialize};

use crate::transcript::EntryId;
use crate::{Instant, UserId};

/// A state of a transcript, without what was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// From 1.
    pub number: u64,
    /// Who made it; none where no person did, or a key without a user.
    pub made_by: Option<UserId>,
    /// When.
    pub made_at: Instant,
    /// What people changed, in a few words; none where it was heard, brought along or written down as it is.
    pub summary: Option<String>,
    /// Whether it differs from what was heard, brought along or written down: an original that was restored does not.
    pub is_edited: bool,
}

impl Revision {
    /// Whether no person made it: an engine heard it, a client brought it, or it was written down while the conversation
    /// went on.
    #[must_use]
    pub fn is_original(&self) -> bool {
        self.summary.is_none()
    }
}

/// One thing that a person changes in a transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TranscriptChange {
    /// What was said is something else.
    Text {
        /// Where.
        entry_id: EntryId,
        /// What was said.
        text: String,
    },
    /// Somebody else said it.
    Speaker {
        /// Which entries.
        entry_ids: Vec<EntryId>,
        /// Who said them.
        speaker_index: u32,
    },
    /// The speaker has another name.
    Rename {
        /// Who.
        speaker_index: u32,
        /// Their name.
        name: String,
    },
    /// Two speakers are one.
    Merge {
        /// Who is nobody of their own.
        from_index: u32,
        /// Who said all of it.
        into_index: u32,
    },
    /// There is one more speaker.
    AddSpeaker {
        /// Their name.
        name: String,
    },
}

/// What changes come to, in a few words for people.
#[must_use]
pub fn describe(changes: &[TranscriptChange]) -> String {
    let (mut texts, mut moved) = (Vec::new(), Vec::new());
    let (mut renamed, mut merged, mut added) = (0_usize, 0_usize, 0_usize);
    for change in changes {
        match change {
            TranscriptChange::Text { entry_id, .. } => texts.push(*entry_id),
            TranscriptChange::Speaker { entry_ids, .. } => moved.extend(entry_ids.iter().copied()),
            TranscriptChange::Rename { .. } => renamed += 1,
            TranscriptChange::Merge { .. } => merged += 1,
            TranscriptChange::AddSpeaker { .. } => added += 1,
        }
    }
    for entries in [&mut texts, &mut moved] {
        entries.sort_unstable();
        entries.dedup();
    }
    let parts = [
        counted(texts.len(), "text corrected", "texts corrected"),
        counted(moved.len(), "entry given to another speaker", "entries given to other speakers"),
        counted(renamed, "speaker renamed", "speakers renamed"),
        counted(merged, "speaker merged", "speakers merged"),
        counted(added, "speaker added", "speakers added"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn counted(count: usize, one: &str, several: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {several}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_told_in_a_few_words() {
        let text = |entry: u32| TranscriptChange::Text { entry_id: EntryId(entry), text: "x".into() };
        let renamed = TranscriptChange::Rename { speaker_index: 0, name: "Rae".into() };
        let moved = TranscriptChange::Speaker { entry_ids: vec![EntryId(1), EntryId(1)], speaker_index: 0 };
        assert_eq!(describe(&[text(1), text(1), text(2), renamed]), "2 texts corrected, 1 speaker renamed");
        assert_eq!(describe(&[moved]), "1 entry given to another speaker");
        let merged = TranscriptChange::Merge { from_index: 1, into_index: 0 };
        let added = TranscriptChange::AddSpeaker { name: "Kim".into() };
        assert_eq!(describe(&[merged, added]), "1 speaker merged, 1 speaker added");
    }
}
