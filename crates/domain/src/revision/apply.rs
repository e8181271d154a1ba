//! From a transcript and what people change in it to the next one.

use std::collections::HashMap;

use super::TranscriptChange;
use super::sentences::sentences;
use super::words::aligned;
use crate::text::one_line;
use crate::transcript::{Entry, EntryId, Speaker, Transcript};

/// Bounds that no transcript reaches; see those of transcripts that clients bring.
const MOST_SPEAKERS: usize = 500;
const LONGEST_ENTRY_BYTES: usize = 100_000;
const LONGEST_TRANSCRIPT_BYTES: usize = 10_000_000;

/// Longest name of a speaker, in characters.
const LONGEST_NAME: usize = 200;

/// Problems told at once.
const MOST_PROBLEMS: usize = 20;

/// What changes come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Applied {
    /// The next transcript; the same where nothing changed.
    pub transcript: Transcript,
    /// Where each speaker of the one before stands in it.
    pub places: Vec<Option<u32>>,
}

/// Why a change cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeProblem {
    /// Position of the change.
    pub position: usize,
    /// The member that is wrong: `entry_id`, `text`, ….
    pub member: &'static str,
    /// Stable code.
    pub code: &'static str,
    /// What it must be.
    pub rule: String,
}

/// Makes all the changes, in this order, or says what is wrong with them.
pub fn apply(before: &Transcript, changes: &[TranscriptChange]) -> Result<Applied, Vec<ChangeProblem>> {
    let mut draft = Draft::of(before);
    let mut problems = Vec::new();
    for (position, change) in changes.iter().enumerate() {
        if let Err(Refused { member, code, rule }) = draft.make(change) {
            problems.push(ChangeProblem { position, member, code, rule });
        }
        if problems.len() >= MOST_PROBLEMS {
            break;
        }
    }
    let bytes: usize = draft.transcript.entries.iter().map(|entry| entry.text.len()).sum();
    if problems.is_empty() && bytes > LONGEST_TRANSCRIPT_BYTES {
        let rule = format!("must leave at most {LONGEST_TRANSCRIPT_BYTES} bytes in all entries together");
        problems.push(ChangeProblem { position: 0, member: "text", code: "too_long", rule });
    }
    if problems.is_empty() { Ok(draft.finished(before.speakers.len())) } else { Err(problems) }
}

/// Where speakers of one state of a transcript stand in another one that was not made of it by changes: of as many
/// speakers each is the one at its place, of others the one who is the same in everything.
#[must_use]
pub fn places_of(before: &[Speaker], after: &[Speaker]) -> Vec<Option<u32>> {
    if before.len() == after.len() {
        return (0..).take(before.len()).map(Some).collect();
    }
    let mut is_free = vec![true; after.len()];
    let place_of = |speaker: &Speaker| {
        let place = (0..after.len()).find(|place| is_free[*place] && after[*place] == *speaker)?;
        is_free[place] = false;
        u32::try_from(place).ok()
    };
    before.iter().map(place_of).collect()
}

struct Refused {
    member: &'static str,
    code: &'static str,
    rule: String,
}

fn refused<T>(member: &'static str, code: &'static str, rule: impl Into<String>) -> Result<T, Refused> {
    Err(Refused { member, code, rule: rule.into() })
}

/// A name as it is kept: one line, of which something is seen.
fn named(name: &str) -> Result<String, Refused> {
    let name = one_line(name).trim().to_owned();
    if (1..=LONGEST_NAME).contains(&name.chars().count()) {
        return Ok(name);
    }
    refused("name", "invalid_length", format!("must have 1 to {LONGEST_NAME} characters, one of them seen"))
}

struct Draft {
    transcript: Transcript,
    /// Positions of entries by their numbers.
    positions: HashMap<EntryId, usize>,
    /// Into whom each speaker was merged.
    merged: Vec<Option<usize>>,
}

impl Draft {
    fn of(before: &Transcript) -> Self {
        let positions = before.entries.iter().enumerate().map(|(position, entry)| (entry.id, position));
        Self {
            transcript: before.clone(),
            positions: positions.collect(),
            merged: vec![None; before.speakers.len()],
        }
    }

    fn make(&mut self, change: &TranscriptChange) -> Result<(), Refused> {
        match change {
            TranscriptChange::Text { entry_id, text } => self.correct(*entry_id, text),
            TranscriptChange::Speaker { entry_ids, speaker_index } => {
                self.speaker(*speaker_index, "speaker_index")?;
                for id in entry_ids {
                    self.entry(*id, "entry_ids")?.speaker_index = *speaker_index;
                }
                Ok(())
            }
            TranscriptChange::Rename { speaker_index, name } => {
                let place = self.speaker(*speaker_index, "speaker_index")?;
                self.transcript.speakers[place].name = Some(named(name)?);
                Ok(())
            }
            TranscriptChange::Merge { from_index, into_index } => self.merge(*from_index, *into_index),
            TranscriptChange::AddSpeaker { name } => {
                if self.transcript.speakers.len() >= MOST_SPEAKERS {
                    return refused("name", "too_many", format!("would be speaker {}", MOST_SPEAKERS + 1));
                }
                self.transcript.speakers.push(Speaker { name: Some(named(name)?), ..Speaker::default() });
                self.merged.push(None);
                Ok(())
            }
        }
    }

    fn correct(&mut self, id: EntryId, text: &str) -> Result<(), Refused> {
        let text = text.trim();
        let entry = self.entry(id, "entry_id")?;
        if text.is_empty() {
            return refused("text", "invalid_length", "must have a character that is seen");
        }
        if text.len() > LONGEST_ENTRY_BYTES {
            let rule = format!("must have at most {LONGEST_ENTRY_BYTES} bytes");
            return refused("text", "too_long", rule);
        }
        if entry.text != text {
            say(entry, text);
        }
        Ok(())
    }

    fn merge(&mut self, from_index: u32, into_index: u32) -> Result<(), Refused> {
        let from = self.speaker(from_index, "from_index")?;
        let into = self.speaker(into_index, "into_index")?;
        if from == into {
            return refused("into_index", "invalid_value", "must be another speaker than from_index");
        }
        let speakers = &mut self.transcript.speakers;
        let is_nobody = speakers[into].name.is_none() && speakers[into].participant_id.is_none();
        if is_nobody {
            // Who is known by anything is the one who stays known.
            speakers[into] = Speaker { channel: speakers[into].channel, ..speakers[from].clone() };
        }
        self.merged[from] = Some(into);
        Ok(())
    }

    fn entry(&mut self, id: EntryId, member: &'static str) -> Result<&mut Entry, Refused> {
        let Some(position) = self.positions.get(&id).copied() else {
            let rule = format!("names entry {}, which is not there", id.0);
            return refused(member, "unknown_value", rule);
        };
        Ok(&mut self.transcript.entries[position])
    }

    /// The speaker at that position, or the one into whom they were merged.
    fn speaker(&self, index: u32, member: &'static str) -> Result<usize, Refused> {
        match usize::try_from(index).ok().filter(|index| *index < self.merged.len()) {
            Some(index) => Ok(self.whole(index)),
            None => {
                let rule = format!("must be the position of one of {} speakers", self.merged.len());
                refused(member, "unknown_speaker", rule)
            }
        }
    }

    /// Nobody is merged into who was merged away, so this ends.
    fn whole(&self, mut index: usize) -> usize {
        while let Some(into) = self.merged.get(index).copied().flatten() {
            index = into;
        }
        index
    }

    /// The transcript without those who were merged into others, of whom it had so many speakers before.
    fn finished(mut self, speakers_before: usize) -> Applied {
        let mut stays = 0_u32;
        let mut new_places: Vec<Option<u32>> = Vec::with_capacity(self.merged.len());
        for merged in &self.merged {
            new_places.push(merged.is_none().then_some(stays));
            stays += u32::from(merged.is_none());
        }
        let place_of = |index: usize| new_places.get(self.whole(index)).copied().flatten();
        let places: Vec<Option<u32>> = (0..self.merged.len()).map(place_of).collect();
        for entry in &mut self.transcript.entries {
            let place = places.get(entry.speaker_index as usize).copied().flatten();
            entry.speaker_index = place.unwrap_or(entry.speaker_index);
        }
        let mut merged = self.merged.iter();
        self.transcript.speakers.retain(|_| merged.next().is_none_or(Option::is_none));
        Applied { transcript: self.transcript, places: places.into_iter().take(speakers_before).collect() }
    }
}

/// The entry says this instead: its words keep their times as far as they stay, and it is cut into sentences again.
fn say(entry: &mut Entry, text: &str) {
    if !entry.words.is_empty() {
        entry.words = aligned(&entry.words, text, entry.start_seconds, entry.end_seconds);
    }
    if !entry.sentences.is_empty() {
        entry.sentences = sentences(text, &entry.words, entry.start_seconds, entry.end_seconds);
    }
    text.clone_into(&mut entry.text);
}

#[cfg(test)]
mod tests;
