//! Labelled calls of a folder.
//!
//! One JSON file for each: who takes part, what is said in which turn, and under `gold.qa` what is right for each
//! criterion.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use colloquy_domain::conversation::{ConversationKind, Participant, ParticipantRole};
use colloquy_domain::scorecard::{SALES, SUPPORT, ScorecardVersion, default_scorecards};
use colloquy_domain::transcript::{Entry, EntryId, Speaker, Transcript, TranscriptSource};
use colloquy_domain::{ConversationId, Instant, ParticipantId, ScorecardId, TranscriptId, WorkspaceId};
use colloquy_insight::ConversationView;
use serde::Deserialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::tally::Label;

/// Calls below a folder of this name are counted apart.
const HELD_OUT: &str = "held_out";

/// A call with what is right for it.
pub struct LabelledCall {
    /// Its name.
    pub id: String,
    /// Its file.
    pub path: PathBuf,
    /// Whether nothing was made to fit it.
    pub is_held_out: bool,
    /// By what it is scored.
    pub version: ScorecardVersion,
    /// What is right, by criterion, for those that the scorecard has.
    pub gold: BTreeMap<String, Label>,
    /// Labels without a criterion, and criteria without a label.
    pub left_out: usize,
    transcript: Transcript,
    participants: Vec<Participant>,
    started_at: Instant,
    title: String,
}

impl LabelledCall {
    /// As it is scored.
    pub fn view(&self) -> ConversationView<'_> {
        ConversationView {
            transcript: &self.transcript,
            participants: &self.participants,
            started_at: self.started_at,
            kind: ConversationKind::Call,
            title: &self.title,
        }
    }
}

#[derive(Deserialize)]
struct Document {
    id: String,
    title: Option<String>,
    kind: String,
    started_at: String,
    language: Option<String>,
    participants: Vec<Person>,
    turns: Vec<Turn>,
    gold: Gold,
}

#[derive(Deserialize)]
struct Person {
    name: Option<String>,
    email: Option<String>,
    role: ParticipantRole,
}

#[derive(Deserialize)]
struct Turn {
    speaker: ParticipantRole,
    start: f64,
    end: f64,
    text: String,
    /// The same in usual spelling.
    text_written: Option<String>,
}

#[derive(Deserialize)]
struct Gold {
    qa: BTreeMap<String, GoldLabel>,
}

#[derive(Deserialize)]
struct GoldLabel {
    value: String,
}

/// All calls below a folder, in the order of their paths.
pub fn read(dir: &Path) -> anyhow::Result<Vec<LabelledCall>> {
    let mut paths = Vec::new();
    collect(dir, &mut paths)?;
    paths.sort();
    if paths.is_empty() {
        bail!("{} holds no call (.json)", dir.display());
    }
    paths.into_iter().map(call).collect()
}

fn collect(dir: &Path, paths: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(dir).with_context(|| dir.display().to_string())? {
        let path = entry.with_context(|| dir.display().to_string())?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|extension| extension == "json") {
            paths.push(path);
        }
    }
    Ok(())
}

fn call(path: PathBuf) -> anyhow::Result<LabelledCall> {
    let parsed = std::fs::read(&path)
        .map_err(anyhow::Error::from)
        .and_then(|bytes| Ok(serde_json::from_slice::<Document>(&bytes)?))
        .and_then(|document| labelled(document, &path));
    parsed.with_context(|| path.display().to_string())
}

fn labelled(document: Document, path: &Path) -> anyhow::Result<LabelledCall> {
    let started_at = OffsetDateTime::parse(&document.started_at, &Rfc3339).context("started_at")?;
    let version = version(&document.kind, started_at)?;
    let mut gold = BTreeMap::new();
    let mut left_out = 0;
    for (criterion, label) in &document.gold.qa {
        let known = Label::parse(&label.value);
        let known = known.with_context(|| format!("gold.qa.{criterion}.value must be yes, no or na"))?;
        if version.criterion(criterion).is_some() {
            gold.insert(criterion.clone(), known);
        } else {
            left_out += 1;
        }
    }
    left_out += version.criteria().filter(|criterion| !gold.contains_key(&criterion.id)).count();
    let participants: Vec<Participant> = (0..).zip(&document.participants).map(participant).collect();
    Ok(LabelledCall {
        path: path.to_owned(),
        is_held_out: path.components().any(|part| part.as_os_str() == HELD_OUT),
        version,
        gold,
        left_out,
        transcript: transcript(&document, &participants, started_at),
        participants,
        started_at,
        title: document.title.unwrap_or_else(|| document.id.clone()),
        id: document.id,
    })
}

fn version(kind: &str, created_at: Instant) -> anyhow::Result<ScorecardVersion> {
    let wanted = match kind {
        "support" => SUPPORT,
        "sales" => SALES,
        other => bail!("kind {other}: must be support or sales"),
    };
    let mut scorecards = default_scorecards().into_iter();
    let scorecard = scorecards.find(|scorecard| scorecard.name == wanted);
    let scorecard = scorecard.with_context(|| format!("there is no default scorecard {wanted}"))?;
    Ok(ScorecardVersion {
        scorecard_id: ScorecardId::generate(),
        number: 1,
        sections: scorecard.sections,
        created_at,
    })
}

fn participant((position, person): (u32, &Person)) -> Participant {
    Participant {
        id: ParticipantId::generate(),
        position,
        name: person.name.clone(),
        email: person.email.clone(),
        phone: None,
        role: person.role,
        is_owner: person.role == ParticipantRole::Agent,
        user_id: None,
        contact_id: None,
        label: None,
        agent_id: None,
        agent_endpoint_id: None,
        prompt: None,
    }
}

/// The transcript, with one voice for each part that is played.
fn transcript(document: &Document, participants: &[Participant], created_at: Instant) -> Transcript {
    let mut roles: Vec<ParticipantRole> = Vec::new();
    let mut entries = Vec::with_capacity(document.turns.len());
    for (number, turn) in (0..).zip(&document.turns) {
        let voice = roles.iter().position(|role| *role == turn.speaker).unwrap_or_else(|| {
            roles.push(turn.speaker);
            roles.len() - 1
        });
        entries.push(Entry {
            id: EntryId(number),
            // There are three parts at most.
            speaker_index: voice as u32,
            start_seconds: turn.start,
            end_seconds: turn.end,
            text: turn.text_written.as_ref().unwrap_or(&turn.text).clone(),
            sentences: Vec::new(),
            words: Vec::new(),
        });
    }
    let speaker = |role: &ParticipantRole| {
        let person = participants.iter().find(|person| person.role == *role);
        Speaker {
            name: person.and_then(|person| person.name.clone()),
            role: Some(*role),
            participant_id: person.map(|person| person.id),
            ..Speaker::default()
        }
    };
    Transcript {
        id: TranscriptId::generate(),
        workspace_id: WorkspaceId::generate(),
        conversation_id: ConversationId::generate(),
        source: TranscriptSource::Supplied,
        language: document.language.clone(),
        engine: None,
        speakers: roles.iter().map(speaker).collect(),
        entries,
        created_at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALL: &str = r#"{
        "id": "one", "kind": "sales", "started_at": "2026-06-10T08:12:00-04:00", "language": "en",
        "participants": [{"name": "Ann", "email": null, "role": "agent"}],
        "turns": [
            {"speaker": "customer", "start": 0.5, "end": 1.0, "text": "Hello?"},
            {"speaker": "agent", "start": 1.2, "end": 3.0, "text": "ten euros", "text_written": "10 euros"}
        ],
        "gold": {"qa": {"greeted": {"value": "no", "turns": [1]}, "verified_identity": {"value": "na", "turns": []}}}
    }"#;

    #[test]
    fn calls_are_found_below_the_folder_and_labels_go_with_criteria() {
        let dir = tempfile::tempdir().unwrap();
        let below = dir.path().join(HELD_OUT);
        std::fs::create_dir(&below).unwrap();
        std::fs::write(below.join("one.json"), CALL).unwrap();
        std::fs::write(dir.path().join("README.md"), "no call").unwrap();
        let calls = read(dir.path()).unwrap();
        let call = &calls[0];
        assert!(calls.len() == 1 && call.is_held_out && call.id == "one");
        assert_eq!(call.gold, BTreeMap::from([("greeted".to_owned(), Label::No)]));
        // One label has no criterion in the scorecard for sales, and six criteria have no label.
        assert_eq!(call.left_out, 1 + 6);
        assert_eq!(call.view().role(0), ParticipantRole::Customer);
        assert_eq!(call.view().transcript.entries[1].text, "10 euros");

        std::fs::write(dir.path().join("two.json"), CALL.replace("\"no\"", "\"perhaps\"")).unwrap();
        let refused = format!("{:#}", read(dir.path()).err().unwrap());
        assert!(refused.contains("two.json") && refused.contains("gold.qa.greeted.value"), "{refused}");
    }
}
