//! What a conversation is measured by.

use colloquy_domain::conversation::{Conversation, ConversationKind, Participant};
use colloquy_domain::insight::Sentiment;
use colloquy_domain::tool::{ToolInvocation, parameter_value};
use colloquy_domain::transcript::{Transcript, TranscriptSource};
use colloquy_domain::{ConversationId, Instant, TranscriptId};
use colloquy_insight::ConversationView;
use colloquy_insight::dates::in_zone;
use colloquy_insight::metrics::{Activity, ExpectedProperty, Subject, ToolUse};
use colloquy_store::{
    StoreError, agents, insights, participants, properties, recordings, tools, transcripts, workspaces,
};
use serde_json::Value;

use super::heard;
use crate::App;
use crate::work::failure::WorkError;

/// Everything that is known of a conversation, in one place.
pub struct Material {
    conversation: Conversation,
    transcript: Transcript,
    people: Vec<Participant>,
    started_at: Instant,
    activity: Option<Activity>,
    duration_seconds: Option<f64>,
    tools: Vec<ToolUse>,
    properties: Vec<ExpectedProperty>,
    sentiment: Option<Sentiment>,
    instructions: Option<String>,
}

impl Material {
    /// Reads it; a recording is listened to where nobody did before.
    pub async fn load(app: &App, conversation: Conversation) -> Result<Self, WorkError> {
        let (reader, id) = (app.store.reader(), conversation.id);
        let workspace = workspaces::get(reader, conversation.workspace_id).await?;
        let gone = || WorkError::Permanent("the conversation's project is gone".into());
        let time_zone = workspace.ok_or_else(gone)?.time_zone;
        let started_at = in_zone(conversation.started_at, &time_zone)
            .map_err(|error| WorkError::Permanent(format!("the workspace's time zone: {error}")))?;
        let found = transcripts::get(reader, id).await?;
        let is_transcribed = found.is_some();
        let transcript = found.unwrap_or_else(|| empty(&conversation, app.now()));
        let people = participants::list(reader, id).await?;
        let recording = recordings::list_for(reader, id).await?.into_iter().next();
        let mut material = Self {
            duration_seconds: recording
                .as_ref()
                .and_then(|recording| recording.duration_seconds)
                .or_else(|| conversation.duration_seconds().map(|seconds| seconds as f64)),
            transcript,
            started_at,
            activity: None,
            tools: tools::list(reader, id).await?.into_iter().map(tool_use).collect(),
            properties: expected(app, id).await?,
            sentiment: insights::get_sentiment(reader, id).await?,
            instructions: instructions(app, &people).await?,
            people,
            conversation,
        };
        if let Some(recording) = recording {
            material.activity = heard::activity(app, &recording, &material, is_transcribed).await?;
        }
        if let Some(activity) = &material.activity {
            material.duration_seconds = Some(activity.duration_seconds);
        }
        Ok(material)
    }

    /// The words and who takes part.
    pub fn view(&self) -> ConversationView<'_> {
        ConversationView {
            transcript: &self.transcript,
            participants: &self.people,
            started_at: self.started_at,
            kind: self.conversation.kind,
            title: &self.conversation.title,
        }
    }

    /// All of it, as metrics are computed from it.
    pub fn subject(&self) -> Subject<'_> {
        Subject {
            view: self.view(),
            activity: self.activity.as_ref(),
            duration_seconds: self.duration_seconds,
            tools: &self.tools,
            properties: &self.properties,
            sentiment: self.sentiment.as_ref(),
            instructions: self.instructions.as_deref(),
        }
    }

    /// What is needed to listen to the recording: whose voice is whose.
    pub fn words(&self) -> (Transcript, Vec<Participant>) {
        (self.transcript.clone(), self.people.clone())
    }

    /// When it began, and of what kind it is.
    pub fn frame(&self) -> (Instant, ConversationKind) {
        (self.started_at, self.conversation.kind)
    }
}

/// A transcript in which nobody says anything.
fn empty(conversation: &Conversation, now: Instant) -> Transcript {
    Transcript {
        id: TranscriptId::generate(),
        workspace_id: conversation.workspace_id,
        conversation_id: conversation.id,
        source: TranscriptSource::Supplied,
        language: None,
        engine: None,
        speakers: Vec::new(),
        entries: Vec::new(),
        created_at: now,
    }
}

fn tool_use(invocation: ToolInvocation) -> ToolUse {
    let values = invocation
        .parameters
        .iter()
        .map(|(name, given)| (name.clone(), parameter_value(given).cloned().unwrap_or(Value::Null)));
    ToolUse {
        parameters: Value::Object(values.collect()),
        name: invocation.name,
        description: invocation.description,
        result: invocation.result,
        start_ms: i64::try_from(invocation.start_ms).unwrap_or(i64::MAX),
        end_ms: invocation.end_ms.map(|end| i64::try_from(end).unwrap_or(i64::MAX)),
    }
}

async fn expected(app: &App, id: ConversationId) -> Result<Vec<ExpectedProperty>, StoreError> {
    let found = properties::list(app.store.reader(), id).await?;
    Ok(found
        .into_iter()
        .map(|property| ExpectedProperty { value: property.value.to_string(), name: property.name })
        .collect())
}

/// What the first agent that was told to be something was told for this conversation. Later conversations may have
/// brought other versions, which are none of its business.
async fn instructions(app: &App, people: &[Participant]) -> Result<Option<String>, StoreError> {
    match people.iter().find_map(|one| one.prompt) {
        Some(version) => agents::prompts::text(app.store.reader(), version).await,
        None => Ok(None),
    }
}
