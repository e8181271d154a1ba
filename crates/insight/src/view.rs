//! A conversation as the insight stages read it.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

use colloquy_domain::conversation::{ConversationKind, Participant, ParticipantRole};
use colloquy_domain::transcript::{Entry, Transcript};
use time::OffsetDateTime;

use crate::text::phrase::Phrase;
use crate::text::sentences::sentences;
use crate::text::stems::{content_stems, stem};

/// What the stages may know of a conversation.
#[derive(Debug, Clone, Copy)]
pub struct ConversationView<'a> {
    /// The words.
    pub transcript: &'a Transcript,
    /// Who takes part.
    pub participants: &'a [Participant],
    /// Start, with the offset of the workspace's zone ([`crate::dates::in_zone`]): "tomorrow" counts from it.
    pub started_at: OffsetDateTime,
    /// What kind of conversation.
    pub kind: ConversationKind,
    /// Title.
    pub title: &'a str,
}

/// A sentence of the transcript.
#[derive(Debug, Clone)]
pub(crate) struct Utterance<'a> {
    /// The entry that it stands in.
    pub entry: &'a Entry,
    /// Number of the turn: entries of one speaker in a row are one turn.
    pub turn: usize,
    /// Its bytes in the entry's text.
    pub range: Range<usize>,
    /// The sentence in both forms.
    pub phrase: Phrase<'a>,
    stems: OnceLock<Vec<String>>,
    subject: OnceLock<BTreeSet<String>>,
}

impl Utterance<'_> {
    /// Who says it.
    pub(crate) fn speaker(&self) -> u32 {
        self.entry.speaker_index
    }

    /// The sentence as rules read it.
    pub(crate) fn normal(&self) -> &str {
        &self.phrase.normal
    }

    /// The stems of its words, in their order.
    pub(crate) fn stems(&self) -> &[String] {
        self.stems.get_or_init(|| self.normal().split_ascii_whitespace().map(stem).collect())
    }

    /// The stems of the words that carry its subject.
    pub(crate) fn subject(&self) -> &BTreeSet<String> {
        self.subject.get_or_init(|| content_stems(self.normal()))
    }
}

impl<'a> ConversationView<'a> {
    /// The participant behind a speaker: the one that the transcript names, else the one with the same address
    /// or name, else the only one in the speaker's role.
    #[must_use]
    pub fn participant(&self, speaker_index: u32) -> Option<&'a Participant> {
        let speaker = self.transcript.speakers.get(speaker_index as usize)?;
        let only = |matches: &dyn Fn(&Participant) -> bool| {
            let mut found = self.participants.iter().filter(|participant| matches(participant));
            found.next().filter(|_| found.next().is_none())
        };
        only(&|participant| speaker.participant_id == Some(participant.id))
            .or_else(|| {
                let email = speaker.email.as_deref()?;
                only(&|participant| same_text(participant.email.as_deref(), Some(email)))
            })
            .or_else(|| {
                let name = speaker.name.as_deref()?;
                only(&|participant| same_text(participant.name.as_deref(), Some(name)))
            })
            .or_else(|| self.participant_named(speaker.name.as_deref()?))
            .or_else(|| {
                let role = speaker.role.filter(|role| *role != ParticipantRole::Other)?;
                only(&|participant| participant.role == role)
            })
    }

    /// The only participant whose name is that name or begins or ends with it ("Dana" for Dana Ortiz).
    #[must_use]
    pub fn participant_named(&self, name: &str) -> Option<&'a Participant> {
        let wanted = name.trim().to_lowercase();
        if wanted.is_empty() {
            return None;
        }
        let mut found = self.participants.iter().filter(|participant| {
            let known = participant.name.as_deref().unwrap_or_default().trim().to_lowercase();
            known == wanted
                || known.strip_prefix(&wanted).is_some_and(|rest| rest.starts_with(' '))
                || known.strip_suffix(&wanted).is_some_and(|rest| rest.ends_with(' '))
        });
        found.next().filter(|_| found.next().is_none())
    }

    /// The part that a speaker plays, as far as transcript or participants tell.
    #[must_use]
    pub fn role(&self, speaker_index: u32) -> ParticipantRole {
        let speaker = self.transcript.speakers.get(speaker_index as usize);
        speaker
            .and_then(|speaker| speaker.role)
            .filter(|role| *role != ParticipantRole::Other)
            .or_else(|| self.participant(speaker_index).map(|participant| participant.role))
            .unwrap_or(ParticipantRole::Other)
    }

    /// The name of a speaker, from the transcript or the participant behind it.
    #[must_use]
    pub fn known_name(&self, speaker_index: u32) -> Option<&'a str> {
        let speaker = self.transcript.speakers.get(speaker_index as usize)?;
        let named = speaker.name.as_deref().filter(|name| !name.trim().is_empty());
        named.or_else(|| self.participant(speaker_index)?.name.as_deref())
    }

    /// Whether the rules can read it: they know English only. Where no language is told, it is taken for English.
    #[must_use]
    pub fn is_english(&self) -> bool {
        self.transcript.language.as_deref().is_none_or(|language| {
            let language = language.trim().to_lowercase();
            let code = language.split(['-', '_']).next().unwrap_or_default();
            matches!(code, "" | "en" | "eng" | "english")
        })
    }

    /// All sentences in the order of the transcript.
    pub(crate) fn utterances(&self) -> Vec<Utterance<'a>> {
        let mut found = Vec::new();
        let mut turn = 0;
        let mut last_speaker = None;
        for entry in &self.transcript.entries {
            if last_speaker.is_some_and(|speaker| speaker != entry.speaker_index) {
                turn += 1;
            }
            last_speaker = Some(entry.speaker_index);
            for range in sentences(&entry.text) {
                let phrase = Phrase::new(&entry.text[range.clone()]);
                found.push(Utterance {
                    entry,
                    turn,
                    range,
                    phrase,
                    stems: OnceLock::new(),
                    subject: OnceLock::new(),
                });
            }
        }
        found
    }
}

fn same_text(one: Option<&str>, other: Option<&str>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.trim().to_lowercase() == other.trim().to_lowercase(),
        _ => false,
    }
}
