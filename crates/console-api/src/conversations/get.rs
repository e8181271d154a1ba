//! `GET /api/colloquy/v1/conversations/{conversation_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::keys::Caller;
use colloquy_app::links::Disposition;
use colloquy_app::{App, AppError, read};
use colloquy_domain::ConversationId;
use colloquy_domain::conversation::Conversation as DomainConversation;
use colloquy_domain::credential::READ_TRANSCRIPTS;
use colloquy_domain::stage::Stage as DomainStage;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;
use crate::wire::Addresses;
use crate::wire::conversation::{Conversation, FullConversation, Participant, Recording, Stage};
use crate::wire::insight::{ActionItem, GivenTag, Sentiment, Signal, Summary};
use crate::wire::transcript::Transcript;

/// A conversation with everything that belongs to it. A private one needs `engagements:private:read`, too, or a
/// key of somebody who took part. E-mail addresses and telephone numbers are null without `contacts:read`, the
/// transcript without `transcript_timelines:read`.
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
    full(app, caller, &conversation, &stages).await
}

async fn full(
    app: &App,
    caller: &Caller,
    conversation: &DomainConversation,
    stages: &[DomainStage],
) -> Result<FullConversation, AppError> {
    let (id, addresses) = (conversation.id, Addresses::of(caller));
    let participants = read::participants(app, id).await?;
    let recordings = read::recordings(app, id).await?;
    let transcript = match caller.may(READ_TRANSCRIPTS) {
        true => read::transcript(app, id).await?,
        false => None,
    };
    let summary = read::summary(app, id).await?;
    let action_items = read::action_items(app, id).await?;
    let signals = read::signals(app, id).await?;
    let tags = read::tags(app, id).await?;
    let sentiment = read::sentiment(app, id).await?;
    let recording =
        |recording| Recording::of(recording, read::media_link(app, recording, Disposition::Inline));
    Ok(FullConversation {
        conversation: Conversation::of(conversation),
        participants: participants.iter().map(|one| Participant::of(one, addresses)).collect(),
        stages: stages.iter().map(Stage::of).collect(),
        recordings: recordings.iter().map(recording).collect(),
        transcript: transcript.as_ref().map(|transcript| Transcript::of(transcript, addresses)),
        summary: summary.as_ref().map(Summary::of),
        action_items: action_items
            .iter()
            .map(|(item, found_at)| ActionItem::of(item, *found_at, addresses))
            .collect(),
        signals: signals.iter().map(Signal::of).collect(),
        tags: tags.iter().map(|(assignment, tag)| GivenTag::of(assignment, tag)).collect(),
        sentiment: sentiment.as_ref().map(Sentiment::of),
    })
}
