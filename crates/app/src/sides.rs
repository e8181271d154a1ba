//! Who speaks for the house in a transcript, for readers who have to be told of everybody.

use colloquy_domain::ConversationId;
use colloquy_domain::conversation::{ConversationKind, Participant, ParticipantRole};
use colloquy_domain::transcript::Transcript;
use colloquy_insight::ConversationView;
use colloquy_store::{StoreError, attributions};

use crate::App;

/// The transcript with the sides of its speakers as scoring takes them, as far as these can be told.
pub(crate) async fn told(
    app: &App,
    id: ConversationId,
    transcript: Option<Transcript>,
    participants: &[Participant],
) -> Result<Option<Transcript>, StoreError> {
    let Some(mut transcript) = transcript else { return Ok(None) };
    let attribution = attributions::get(app.store.reader(), id).await?;
    let agent_name = attribution.and_then(|attribution| attribution.executive_name);
    let view = ConversationView {
        transcript: &transcript,
        participants,
        // Neither tells who is who.
        started_at: transcript.created_at,
        kind: ConversationKind::Call,
        title: "",
    };
    let sides = colloquy_insight::sides(&view, agent_name.as_deref());
    for (speaker, side) in transcript.speakers.iter_mut().zip(sides) {
        if side != ParticipantRole::Other {
            speaker.role = Some(side);
        }
    }
    Ok(Some(transcript))
}
