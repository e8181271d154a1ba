//! The beginning of a call that is told of once the call is there: its end came first.

use std::sync::Arc;

use colloquy_domain::call::CallDetails;
use colloquy_domain::conversation::{Participant, ParticipantRole};
use colloquy_domain::{ConversationId, Instant};
use colloquy_store::{Durability, Tx, calls, participants, transcripts};

use super::Beginning;
use crate::again::again;
use crate::calls::{agent_participant, name_voice};
use crate::conversations::{to_complete, write_changed};
use crate::events::EventDialects;
use crate::keys::Caller;
use crate::search::{self, Heard};
use crate::{App, AppError, agents};

/// Gives the call what only its beginning tells: agent, prompt, names, whether it is a test. One that has an agent was
/// told of in its turn and stays as it is.
pub(super) async fn add(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    beginning: Beginning,
) -> Result<(), AppError> {
    if has_agent(&participants::list(app.store.reader(), id).await?) {
        return Ok(());
    }
    let heard = Arc::new(search::heard(app, id).await?);
    let late = Late { caller: caller.clone(), beginning, heard, now: app.now() };
    again(|| {
        let (late, dialects) = (late.clone(), app.dialects.clone());
        app.store
            .write(Durability::Full, move |tx| Box::pin(async move { late.write(tx, &dialects, id).await }))
    })
    .await
}

#[derive(Clone)]
struct Late {
    caller: Caller,
    beginning: Beginning,
    heard: Arc<Heard>,
    now: Instant,
}

impl Late {
    async fn write(self, tx: &Tx, dialects: &EventDialects, id: ConversationId) -> Result<(), AppError> {
        let Self { caller, beginning, heard, now } = self;
        let before = to_complete(tx, &caller, id).await?;
        let people = participants::list(tx, id).await?;
        if has_agent(&people) {
            return Ok(());
        }
        let details = calls::get(tx, id).await?.ok_or(AppError::NotFound("call"))?;
        let found = agents::find_or_create(tx, before.workspace_id, &[beginning.agent], now).await?;
        let first = people.iter().map(|one| one.position + 1).max().unwrap_or_default();
        let added: Vec<Participant> =
            (first..).zip(&found).map(|(position, one)| agent_participant(position, one)).collect();
        participants::insert_many(tx, id, &added).await?;
        if let (Some(agent), Some(mut transcript)) = (added.first(), transcripts::get(tx, id).await?) {
            for voice in &mut transcript.speakers {
                if voice.role == Some(ParticipantRole::Agent) {
                    name_voice(voice, agent);
                }
            }
            transcripts::put(tx, &transcript).await?;
        }
        calls::insert_keys(tx, before.workspace_id, id, &beginning.more_keys).await?;
        calls::update(tx, &CallDetails { is_test: details.is_test || beginning.is_test, ..details }).await?;
        calls::add_extra(tx, id, beginning.extra).await?;
        let mut after = before.clone();
        // Where the end did not tell of the start, it stands for it.
        if before.ended_at == Some(before.started_at) {
            after.started_at = before.started_at.min(beginning.at);
        }
        write_changed(tx, dialects, &before, after, now).await?;
        Ok(search::rewrite(tx, id, &heard).await?)
    }
}

fn has_agent(people: &[Participant]) -> bool {
    people.iter().any(|one| one.role == ParticipantRole::Agent)
}
