//! Calls with programs, read as a contact center looks at them: with their campaign, their survey, and how long somebody
//! spoke.

use std::collections::HashMap;

use colloquy_domain::attribution::Attribution;
use colloquy_domain::call::{CallDetails, VoiceCallFilter};
use colloquy_domain::conversation::{Conversation, Participant};
use colloquy_domain::credential::READ_PRIVATE;
use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::recording::Recording;
use colloquy_domain::survey::Survey;
use colloquy_domain::transcript::Transcript;
use colloquy_domain::{CampaignId, ConversationId};
use colloquy_store::{attributions, calls, campaigns, lists, surveys, transcripts};

use crate::keys::Caller;
use crate::{App, AppError, read};

/// Transcripts that are looked at together: one of a long call is megabytes.
const TRANSCRIPTS_AT_ONCE: usize = 10;

/// A call with a program.
#[derive(Debug, Clone)]
pub struct VoiceCall {
    /// The conversation.
    pub conversation: Conversation,
    /// What it has as a call.
    pub details: CallDetails,
    /// The name by which clients refer to its campaign.
    pub campaign_key: Option<String>,
    /// The survey after it.
    pub survey: Option<Survey>,
    /// What was said and by whom; where a single call is read, and there is a transcript.
    pub transcript: Option<(Transcript, Vec<Participant>)>,
    /// Seconds in which somebody spoke, as the transcript tells.
    pub talk_seconds: Option<f64>,
}

/// Calls with programs that satisfy the filter, newest first. Private ones are left out for callers without
/// [`READ_PRIVATE`].
pub async fn list(
    app: &App,
    caller: &Caller,
    filter: &VoiceCallFilter,
    slice: Slice,
) -> Result<Sliced<VoiceCall>, AppError> {
    let reader = app.store.reader();
    let include_private = caller.may(READ_PRIVATE);
    let found = lists::voice_calls(reader, caller.workspace_id(), filter, include_private, slice).await?;
    let ids: Vec<ConversationId> = found.rows.iter().map(|(conversation, _)| conversation.id).collect();
    let mut campaign_keys = campaign_keys(app, &ids).await?;
    let mut surveys = surveys::get_many(reader, &ids).await?;
    let mut talked: HashMap<ConversationId, f64> = HashMap::new();
    for some in ids.chunks(TRANSCRIPTS_AT_ONCE) {
        for (id, transcript) in transcripts::get_many(reader, some).await? {
            talked.insert(id, talk_seconds(&transcript));
        }
    }
    let rows = found.rows.into_iter().map(|(conversation, details)| VoiceCall {
        details,
        campaign_key: campaign_keys.remove(&conversation.id),
        survey: surveys.remove(&conversation.id),
        transcript: None,
        talk_seconds: talked.get(&conversation.id).copied(),
        conversation,
    });
    Ok(Sliced { rows: rows.collect(), total: found.total })
}

/// The keys of the campaigns of those conversations that belong to one.
pub(crate) async fn campaign_keys(
    app: &App,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, String>, AppError> {
    let reader = app.store.reader();
    let own: HashMap<ConversationId, Attribution> = attributions::get_many(reader, ids).await?;
    let mut campaign_ids: Vec<CampaignId> = own.values().filter_map(|one| one.campaign_id).collect();
    campaign_ids.sort();
    campaign_ids.dedup();
    let keys = campaigns::keys(reader, &campaign_ids).await?;
    let of_one = |(id, own): (ConversationId, Attribution)| Some((id, keys.get(&own.campaign_id?)?.clone()));
    Ok(own.into_iter().filter_map(of_one).collect())
}

/// A call with a program.
///
/// # Errors
/// [`AppError::NotFound`] also where the conversation did not come in as such a call.
pub async fn get(app: &App, caller: &Caller, id: ConversationId) -> Result<VoiceCall, AppError> {
    let (conversation, details) = own(app, caller, id).await?;
    let transcript = read::transcript(app, id).await?;
    let talk_seconds = transcript.as_ref().map(talk_seconds);
    let transcript = match transcript {
        Some(transcript) => Some((transcript, read::participants(app, id).await?)),
        None => None,
    };
    Ok(VoiceCall {
        conversation,
        details,
        campaign_key: campaign_keys(app, &[id]).await?.remove(&id),
        survey: surveys::get(app.store.reader(), id).await?,
        transcript,
        talk_seconds,
    })
}

/// The recording of a call with a program.
///
/// # Errors
/// [`AppError::NotFound`] also where it has none, or none yet.
pub async fn recording(app: &App, caller: &Caller, id: ConversationId) -> Result<Recording, AppError> {
    own(app, caller, id).await?;
    let recordings = read::recordings(app, id).await?;
    recordings.into_iter().next().ok_or(AppError::NotFound("recording"))
}

async fn own(
    app: &App,
    caller: &Caller,
    id: ConversationId,
) -> Result<(Conversation, CallDetails), AppError> {
    let conversation = match read::conversation(app, caller, id).await {
        Err(AppError::NotFound(_)) => return Err(AppError::NotFound("call")),
        other => other?,
    };
    let details = calls::get(app.store.reader(), id).await?.ok_or(AppError::NotFound("call"))?;
    Ok((conversation, details))
}

/// Seconds in which somebody spoke: what several say at the same time counts once.
pub(crate) fn talk_seconds(transcript: &Transcript) -> f64 {
    let mut turns: Vec<(f64, f64)> =
        transcript.entries.iter().map(|entry| (entry.start_seconds, entry.end_seconds)).collect();
    turns.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (mut talked, mut until) = (0.0, 0.0_f64);
    for (start, end) in turns {
        talked += (end - start.max(until)).max(0.0);
        until = until.max(end);
    }
    talked
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::transcript::{Entry, EntryId, TranscriptSource};
    use colloquy_domain::{Instant, TranscriptId, WorkspaceId};

    #[test]
    fn what_is_said_at_the_same_time_counts_once() {
        let turn = |(start_seconds, end_seconds): (f64, f64)| Entry {
            id: EntryId(0),
            speaker_index: 0,
            start_seconds,
            end_seconds,
            text: String::new(),
            sentences: Vec::new(),
            words: Vec::new(),
        };
        let of = |turns: &[(f64, f64)]| {
            talk_seconds(&Transcript {
                id: TranscriptId::generate(),
                workspace_id: WorkspaceId::generate(),
                conversation_id: ConversationId::generate(),
                source: TranscriptSource::Supplied,
                language: None,
                engine: None,
                speakers: Vec::new(),
                entries: turns.iter().copied().map(turn).collect(),
                created_at: Instant::UNIX_EPOCH,
            })
        };
        assert!(of(&[]).abs() < 1e-9);
        assert!((of(&[(10.0, 14.0), (0.0, 4.0), (2.0, 3.0), (3.0, 6.0)]) - 10.0).abs() < 1e-9);
    }
}
