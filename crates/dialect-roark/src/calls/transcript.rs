//! `GET /v1/call/{callId}/transcript`.

use axum::Json;
use axum::extract::State;

use colloquy_app::{AppError, calls, read};
use colloquy_domain::ConversationId;
use colloquy_domain::conversation::{Participant, ParticipantRole};
use colloquy_domain::transcript::Transcript;
use colloquy_http::{Authenticated, HttpState, Path, Problem, QueryPairs};

use super::wire::{CallTranscript, TranscriptEntry, TranscriptParticipant};
use crate::envelope::RoarkData;
use crate::{ids, names};

colloquy_http::words! {
    /// Where a transcript comes from.
    SourceName = ["CUSTOMER_AGENT_REALTIME", "SIMULATION_AGENT_REALTIME", "ROARK_POST_CALL"];
}

/// Query of the read.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the field is read by the description only")]
pub struct SourceParams {
    /// Only a transcript from there; the best one where it is left out.
    #[param(inline)]
    source: Option<SourceName>,
}

/// Reads the transcript of a call; an empty one while there is none, or none from where it was asked for.
#[utoipa::path(
    get,
    path = "/v1/call/{callId}/transcript",
    operation_id = "roarkGetCallTranscript",
    tag = "Roark: calls",
    params(("callId" = String, Path, description = "id of the call"), SourceParams),
    security(("key" = ["transcript_timelines:read"])),
    responses((status = 200, description = "the transcript", body = RoarkData<CallTranscript>)),
)]
pub async fn get_transcript(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    pairs: QueryPairs,
) -> Result<Json<RoarkData<CallTranscript>>, Problem> {
    let app = state.app();
    caller.require("transcript_timelines:read")?;
    let wanted = pairs.one("source")?;
    if wanted.is_some_and(|wanted| !names::TRANSCRIPT_SOURCES.contains(&wanted)) {
        let message = format!("source must be one of {}", names::TRANSCRIPT_SOURCES.join(", "));
        return Err(AppError::malformed("source", "invalid_value", message).into());
    }
    let id = ids::in_path(&id, ConversationId, "call")?;
    let conversation = calls::conversation(app, &caller, id).await?;
    if conversation.is_private {
        caller.require("engagements:read")?;
    }
    let transcript = read::transcript(app, id).await?;
    let transcript =
        transcript.filter(|one| wanted.is_none_or(|wanted| wanted == names::transcript_source(one.source)));
    let data = match transcript {
        Some(transcript) => render(&transcript, &read::participants(app, id).await?),
        None => CallTranscript { transcription_source: None, participants: vec![], entries: vec![] },
    };
    Ok(Json(RoarkData { data }))
}

fn render(transcript: &Transcript, participants: &[Participant]) -> CallTranscript {
    let mut in_order: Vec<_> = transcript.entries.iter().collect();
    in_order.sort_by(|one, other| one.start_seconds.total_cmp(&other.start_seconds));
    let entries = in_order.into_iter().map(|entry| {
        let speaker = transcript.speaker_of(entry);
        TranscriptEntry {
            participant_id: speaker.and_then(|speaker| speaker.participant_id).map(|id| id.to_string()),
            role: speaker.and_then(|speaker| speaker.role).and_then(names::speaker_role),
            text: entry.text.clone(),
            start_offset_ms: milliseconds(entry.start_seconds),
            end_offset_ms: milliseconds(entry.end_seconds),
        }
    });
    CallTranscript {
        transcription_source: Some(names::transcript_source(transcript.source)),
        participants: participants.iter().map(participant).collect(),
        entries: entries.collect(),
    }
}

fn participant(participant: &Participant) -> TranscriptParticipant {
    let id = participant.id.to_string();
    match participant.role {
        ParticipantRole::Agent => {
            TranscriptParticipant::Agent { id, agent_id: participant.agent_id.map(|id| id.to_string()) }
        }
        ParticipantRole::Customer | ParticipantRole::Other => TranscriptParticipant::Customer {
            id,
            customer_id: participant.contact_id.map(|id| id.to_string()),
        },
    }
}

fn milliseconds(seconds: f64) -> i64 {
    (seconds * 1_000.0).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::transcript::TranscriptSource;

    #[test]
    fn every_source_has_a_name_of_the_list() {
        for source in [TranscriptSource::Supplied, TranscriptSource::Live, TranscriptSource::Recognised] {
            assert!(names::TRANSCRIPT_SOURCES.contains(&names::transcript_source(source)));
        }
    }
}
