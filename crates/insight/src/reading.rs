//! A conversation with all that several stages need to know of it, worked out once.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use colloquy_domain::conversation::ParticipantRole;
use colloquy_domain::insight::ActionItem;

use crate::actions;
use crate::view::{ConversationView, Utterance};

/// A conversation that was read.
pub(crate) struct Reading<'a> {
    /// The conversation.
    pub view: ConversationView<'a>,
    /// Its sentences.
    pub utterances: Vec<Utterance<'a>>,
    /// Who says something, by position.
    voices: Vec<u32>,
    /// Of each speaker of the transcript.
    roles: Vec<ParticipantRole>,
    /// The parts of all names of people who speak or take part, in small letters.
    names: BTreeSet<String>,
    items: OnceLock<Vec<ActionItem>>,
}

impl<'a> Reading<'a> {
    /// Reads the conversation.
    pub(crate) fn new(view: &ConversationView<'a>) -> Self {
        let voices: BTreeSet<u32> = view.transcript.entries.iter().map(|entry| entry.speaker_index).collect();
        let speakers = view.transcript.speakers.iter().filter_map(|speaker| speaker.name.as_deref());
        let people = view.participants.iter().filter_map(|participant| participant.name.as_deref());
        let names = speakers.chain(people).flat_map(str::split_whitespace).map(str::to_lowercase).collect();
        Self {
            view: *view,
            utterances: view.utterances(),
            voices: voices.into_iter().collect(),
            roles: (0..view.transcript.speakers.len() as u32).map(|speaker| view.role(speaker)).collect(),
            names,
            items: OnceLock::new(),
        }
    }

    /// The part that a speaker plays, as far as transcript or participants tell.
    pub(crate) fn role(&self, speaker_index: u32) -> ParticipantRole {
        self.roles.get(speaker_index as usize).copied().unwrap_or(ParticipantRole::Other)
    }

    /// The other speaker of a conversation of two.
    pub(crate) fn counterpart(&self, speaker_index: u32) -> Option<u32> {
        match self.voices.as_slice() {
            [one, other] if *one == speaker_index => Some(*other),
            [one, other] if *other == speaker_index => Some(*one),
            _ => None,
        }
    }

    /// Three or more speak: much is said that nobody means as a promise.
    pub(crate) fn is_open_meeting(&self) -> bool {
        self.voices.len() > 2
    }

    /// The name is that of somebody who speaks or takes part, or of their own firm ("Lindahl Works" for Gregor
    /// Lindahl).
    pub(crate) fn is_somebody_here(&self, name: &str) -> bool {
        name.split_whitespace().any(|word| self.names.contains(&word.to_lowercase()))
    }

    /// What was agreed; nothing where the rules do not know the language.
    pub(crate) fn items(&self) -> &[ActionItem] {
        self.items.get_or_init(|| actions::items(self))
    }
}
