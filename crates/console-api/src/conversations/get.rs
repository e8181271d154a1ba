//! `GET /api/colloquy/v1/conversations/{conversation_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::conversations::insights::{self, CorrectedInsights};
use colloquy_app::keys::Caller;
use colloquy_app::links::Disposition;
use colloquy_app::tools::{self, ToolUsed};
use colloquy_app::{App, AppError, read};
use colloquy_domain::ConversationId;
use colloquy_domain::conversation::{Conversation as DomainConversation, Participant as DomainParticipant};
use colloquy_domain::credential::READ_TRANSCRIPTS;
use colloquy_domain::recording::Recording as DomainRecording;
use colloquy_domain::revision::Revision;
use colloquy_domain::stage::Stage as DomainStage;
use colloquy_domain::trace::TraceId;
use colloquy_domain::transcript::Transcript as DomainTranscript;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;
use crate::wire::Addresses;
use crate::wire::conversation::{Conversation, FullConversation, Participant, Recording, Stage};
use crate::wire::insight::{ActionItem, GivenTag, Sentiment, Signal, Summary};
use crate::wire::tool::ToolInvocation;
use crate::wire::transcript::Transcript;

/// A conversation with everything that belongs to it, as people corrected it. A private one needs
/// `engagements:private:read`, too, or a key of somebody who took part. E-mail addresses and telephone numbers are null
/// without `contacts:read`, the transcript without `transcript_timelines:read`.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/conversations/{conversation_id}",
    tag = "Conversations",
    params(("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    security(("key" = ["engagements:read"])),
    responses(
        (status = 200, description = "the conversation", body = FullConversation),
    )
)]
pub async fn get_conversation(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<FullConversation>, Problem> {
    caller.require("engagements:read")?;
    Ok(Json(everything(state.app(), &caller, ids::conversation(&id)?).await?))
}

/// A conversation with everything that belongs to it, as far as the caller may see it.
pub async fn everything(
    app: &App,
    caller: &Caller,
    id: ConversationId,
) -> Result<FullConversation, AppError> {
    read::conversation(app, caller, id).await?;
    // Stages before everything else: what a finished stage changed is then sure to be in the answer.
    let stages = read::stages(app, id).await?;
    let conversation = read::conversation(app, caller, id).await?;
    let whole = Whole::load(app, conversation, stages, caller.may(READ_TRANSCRIPTS)).await?;
    let recording = |one: &DomainRecording| read::media_link(app, one, Disposition::Inline);
    Ok(whole.shown(Addresses::of(caller), recording))
}

/// A conversation with everything that belongs to it.
pub struct Whole {
    pub conversation: DomainConversation,
    pub participants: Vec<DomainParticipant>,
    pub stages: Vec<DomainStage>,
    pub recordings: Vec<DomainRecording>,
    pub transcript: Option<(DomainTranscript, Revision)>,
    pub insights: CorrectedInsights,
    pub tools: Vec<ToolUsed>,
    pub traces: Vec<TraceId>,
}

impl Whole {
    /// Reads the rest of it; who may see it is the caller's question.
    pub async fn load(
        app: &App,
        conversation: DomainConversation,
        stages: Vec<DomainStage>,
        with_transcript: bool,
    ) -> Result<Self, AppError> {
        let (id, workspace_id) = (conversation.id, conversation.workspace_id);
        let transcript = match with_transcript {
            true => read::revised_transcript(app, id).await?,
            false => None,
        };
        Ok(Self {
            conversation,
            participants: read::participants(app, id).await?,
            stages,
            recordings: read::recordings(app, id).await?,
            transcript,
            insights: insights::load(app, id).await?,
            tools: tools::used(app, workspace_id, id).await?,
            traces: read::trace_ids(app, id).await?,
        })
    }

    /// As an answer; `link` is where a recording can be heard.
    pub fn shown(&self, addresses: Addresses, link: impl Fn(&DomainRecording) -> String) -> FullConversation {
        let found = &self.insights;
        let is_transcript_edited = self.transcript.as_ref().is_some_and(|(_, revision)| revision.is_edited);
        let transcript = self
            .transcript
            .as_ref()
            .map(|(transcript, revision)| Transcript::of(transcript, revision, addresses));
        let items = found.action_items.iter();
        FullConversation {
            conversation: Conversation::of(&self.conversation),
            participants: self.participants.iter().map(|one| Participant::of(one, addresses)).collect(),
            stages: self.stages.iter().map(Stage::of).collect(),
            recordings: self.recordings.iter().map(|one| Recording::of(one, link(one))).collect(),
            transcript,
            summary: found.summary.as_ref().map(Summary::of),
            action_items: items.map(|(item, since)| ActionItem::of(item, *since, addresses)).collect(),
            signals: found.signals.iter().map(Signal::of).collect(),
            tags: found.tags.iter().map(|(assignment, tag)| GivenTag::of(assignment, tag)).collect(),
            sentiment: found.sentiment.as_ref().map(Sentiment::of),
            tool_invocations: self.tools.iter().map(ToolInvocation::of).collect(),
            trace_ids: self.traces.iter().map(|id| id.hex()).collect(),
            is_edited: is_transcript_edited || found.are_edited(),
        }
    }
}
