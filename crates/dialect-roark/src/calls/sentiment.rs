//! `GET /v1/call/{callId}/sentiment-run`.

use axum::Json;
use axum::extract::State;

use colloquy_app::{calls, read};
use colloquy_domain::ConversationId;
use colloquy_domain::insight::Sentiment;
use colloquy_domain::stage::{Stage, StageName, StageStatus};
use colloquy_domain::transcript::Transcript;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::wire::{SentimentRun, SpeakerSentiment};
use crate::envelope::RoarkData;
use crate::{ids, names};

/// Reads how people felt in a call, as a whole and each speaker (the latter is an addition of this server).
#[utoipa::path(
    get,
    path = "/v1/call/{callId}/sentiment-run",
    operation_id = "roarkGetCallSentimentRun",
    tag = "Roark: calls",
    params(("callId" = String, Path, description = "id of the call")),
    security(("key" = ["engagements:read"])),
    responses((status = 200, description = "the sentiment", body = RoarkData<SentimentRun>)),
)]
pub async fn get_sentiment_run(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<RoarkData<SentimentRun>>, Problem> {
    let app = state.app();
    caller.require("engagements:read")?;
    let id = ids::in_path(&id, ConversationId, "call")?;
    calls::conversation(app, &caller, id).await?;
    // The stage before what it found: a finished one is then sure to have its values in the answer.
    let stages = read::stages(app, id).await?;
    let found = read::sentiment(app, id).await?;
    let transcript = read::transcript(app, id).await?;
    let data = SentimentRun {
        status: status(&stages),
        average_sentiment: found.as_ref().map(|found| names::sentiment_share(found.overall)),
        average_categorical_sentiment: found.as_ref().map(|found| names::sentiment_category(found.overall)),
        common_emotion: None,
        speakers: speakers(found.as_ref(), transcript.as_ref()),
    };
    Ok(Json(RoarkData { data }))
}

/// Where nothing was said there is nothing to find out; where nothing was heard it could not be found out.
fn status(stages: &[Stage]) -> &'static str {
    let of = |name| stages.iter().find(|stage| stage.name == name).map(|stage| stage.status);
    match of(StageName::Sentiment) {
        None | Some(StageStatus::Pending) => "PENDING",
        Some(StageStatus::Running) => "PROCESSING",
        Some(StageStatus::Failed) => "FAILED",
        Some(StageStatus::Skipped) if of(StageName::Transcript) != Some(StageStatus::Done) => "FAILED",
        Some(StageStatus::Done | StageStatus::Skipped) => "COMPLETED",
    }
}

fn speakers(found: Option<&Sentiment>, transcript: Option<&Transcript>) -> Vec<SpeakerSentiment> {
    let Some((found, transcript)) = found.zip(transcript) else { return Vec::new() };
    let rendered = found.speakers.iter().map(|one| {
        let speaker = transcript.speakers.get(one.speaker_index as usize);
        SpeakerSentiment {
            participant_id: speaker.and_then(|speaker| speaker.participant_id).map(|id| id.to_string()),
            role: speaker.and_then(|speaker| speaker.role).and_then(names::speaker_role),
            average_sentiment: names::sentiment_share(one.score),
            average_categorical_sentiment: names::sentiment_category(one.score),
        }
    });
    rendered.collect()
}
