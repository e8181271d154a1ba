//! Sample conversations, for whoever looks at an empty system: a recorded call and a chat, both made up.
//!
//! They come with their transcripts, so that there is something to look at within a moment, whether or not this machine
//! has a model that hears. From there on they are any conversation: what is found in them is found by the engines that are
//! set. Who asks for them owns them, in the place of the agent who speaks. Their ids in the system that "sent" them make
//! asking again change nothing.

use std::io::Write;
use std::path::Path;

use colloquy_domain::ConversationId;
use colloquy_domain::conversation::{ConversationKind, DataSource};
use colloquy_store::users;
use serde::Deserialize;
use time::Duration;

use crate::directory::first_active_user;
use crate::ingest::{
    self, MediaSource, NewConversation, NewParticipant, SuppliedEntry, SuppliedSpeaker, SuppliedTranscript,
};
use crate::keys::Caller;
use crate::{App, AppError};

/// A sample as it is embedded.
struct Sample {
    /// Participants and turns.
    text: &'static str,
    recording: Option<&'static [u8]>,
    kind: ConversationKind,
    /// How long ago it is said to have been: what was promised in it lies ahead.
    ago: Duration,
}

const SAMPLES: [Sample; 2] = [
    Sample {
        text: include_str!("../../../samples/bright_desk.json"),
        recording: Some(include_bytes!("../../../samples/bright_desk.ogg")),
        kind: ConversationKind::Call,
        ago: Duration::hours(3),
    },
    Sample {
        text: include_str!("../../../samples/late_delivery.json"),
        recording: None,
        kind: ConversationKind::Chat,
        ago: Duration::hours(26),
    },
];

#[derive(Deserialize)]
struct Written {
    id: String,
    title: String,
    participants: Vec<Person>,
    turns: Vec<Turn>,
}

#[derive(Deserialize)]
struct Person {
    name: String,
    email: String,
    role: String,
}

#[derive(Deserialize)]
struct Turn {
    name: String,
    start: f64,
    end: f64,
    text_written: String,
}

impl Person {
    fn is_agent(&self) -> bool {
        self.role == "agent"
    }
}

/// Takes the samples in for the caller, or finds those that are there; one that was deleted stays away.
pub async fn take_in(app: &App, caller: &Caller) -> Result<Vec<ConversationId>, AppError> {
    let owner = match caller.user_id() {
        Some(id) => users::get(app.store.reader(), caller.workspace_id(), id).await?,
        None => None,
    };
    let owner = match owner {
        Some(user) => user,
        None => first_active_user(app, caller.workspace_id()).await?,
    };
    let mut ids = Vec::new();
    for sample in SAMPLES {
        let written: Written = serde_json::from_str(sample.text).map_err(AppError::internal)?;
        // Lives until the recording is stored.
        let file = match sample.recording {
            None => None,
            Some(bytes) => Some(on_disk(app, bytes).await?),
        };
        let media = file.as_ref().map(|file| MediaSource::File(file.path().to_owned()));
        let new = NewConversation {
            started_at: Some(app.now() - sample.ago),
            ..conversation(written, sample.kind, &owner.email, media)
        };
        match ingest::create(app, caller, new).await {
            Ok(created) => ids.push(created.conversation.id),
            Err(AppError::Conflict(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(ids)
}

async fn on_disk(app: &App, bytes: &'static [u8]) -> Result<tempfile::NamedTempFile, AppError> {
    let scratch: &Path = app.scratch_dir.as_ref();
    let folder = scratch.to_owned();
    let written = tokio::task::spawn_blocking(move || {
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(bytes)?;
        file.flush()?;
        Ok::<_, std::io::Error>(file)
    });
    written.await.map_err(AppError::internal)?.map_err(AppError::internal)
}

fn conversation(
    written: Written,
    kind: ConversationKind,
    owner_email: &str,
    media: Option<MediaSource>,
) -> NewConversation {
    let address = |person: &Person| match person.is_agent() {
        true => owner_email.to_owned(),
        false => person.email.clone(),
    };
    let participants = written.participants.iter().map(|person| NewParticipant {
        name: Some(person.name.clone()),
        email: Some(address(person)),
        phone: None,
        is_owner: person.is_agent(),
    });
    let speakers = written
        .participants
        .iter()
        .map(|person| SuppliedSpeaker { name: Some(person.name.clone()), email: Some(address(person)) });
    let index_of = |name: &str| written.participants.iter().position(|person| person.name == name);
    let entries = written.turns.iter().map(|turn| SuppliedEntry {
        // A speaker that nobody is would be refused by name.
        speaker_index: index_of(&turn.name).and_then(|index| i64::try_from(index).ok()).unwrap_or(-1),
        start_seconds: turn.start,
        end_seconds: turn.end,
        text: Some(turn.text_written.clone()),
        sentences: Vec::new(),
    });
    let transcript = SuppliedTranscript { speakers: speakers.collect(), entries: entries.collect() };
    NewConversation {
        kind,
        title: written.title.clone(),
        source_system: "colloquy".to_owned(),
        external_id: format!("colloquy:sample:{}", written.id),
        run_workflows: false,
        media,
        transcript: Some(transcript),
        started_at: None,
        is_private: Some(false),
        participants: participants.collect(),
        external_url: None,
        supplied_text: None,
        data_source: DataSource::House,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_is_whole() {
        for sample in SAMPLES {
            let written: Written = serde_json::from_str(sample.text).expect("readable");
            let turns = written.turns.len();
            let new = conversation(written, sample.kind, "rae@acme.example", None);
            let owners = new.participants.iter().filter(|participant| participant.is_owner);
            let owners: Vec<_> = owners.filter_map(|owner| owner.email.as_deref()).collect();
            assert_eq!(owners, ["rae@acme.example"], "{}", new.title);
            let transcript = new.transcript.expect("a transcript");
            assert!(transcript.entries.len() == turns && turns > 10, "{}", new.title);
            let is_spoken_by_somebody = |entry: &SuppliedEntry| (0..2).contains(&entry.speaker_index);
            assert!(transcript.entries.iter().all(is_spoken_by_somebody), "{}", new.title);
        }
    }
}
