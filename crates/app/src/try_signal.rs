//! Trying a question on a conversation before it is asked of all: the same engines, the same rules, and nothing is kept.

use colloquy_domain::ConversationId;
use colloquy_domain::SignalDefinitionId;
use colloquy_domain::credential::READ_TRANSCRIPTS;
use colloquy_domain::insight::Signal;
use colloquy_domain::signal::SignalDefinition;
use colloquy_insight::dates::in_zone;
use colloquy_insight::{ConversationView, InsightError};

use crate::keys::Caller;
use crate::signals::{SignalContent, check};
use crate::{App, AppError, read};

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum TryError {
    /// The engine that answers questions failed.
    #[error("the engine failed: {0}")]
    Engine(#[source] InsightError),
    /// Anything else.
    #[error(transparent)]
    App(#[from] AppError),
}

/// A name that says nothing: the question has none yet.
const NAME: &str = "try_out";

/// What comes out where a question is asked of a conversation.
///
/// # Errors
/// [`AppError::Invalid`] by the rules on questions, and naming `conversation_id` where nothing was said in it or the engine
/// does not know its language.
pub async fn try_signal(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    content: SignalContent,
) -> Result<Signal, TryError> {
    let now = app.now();
    let definition = SignalDefinition {
        id: SignalDefinitionId::generate(),
        workspace_id: caller.workspace_id(),
        name: NAME.to_owned(),
        question: content.question,
        guidance: content.guidance,
        kind: content.kind,
        keywords: content.keywords,
        enabled: true,
        created_at: now,
        updated_at: now,
    };
    check(&definition)?;
    caller.require(READ_TRANSCRIPTS)?;
    let conversation = read::conversation(app, caller, id).await?;
    let transcript = read::transcript(app, id).await?.ok_or_else(|| unheard("it has no transcript"))?;
    let people = read::participants(app, id).await?;
    let workspace = read::workspace(app, caller).await?;
    let started_at = in_zone(conversation.started_at, &workspace.time_zone).map_err(AppError::internal)?;
    let view = ConversationView {
        transcript: &transcript,
        participants: &people,
        started_at,
        kind: conversation.kind,
        title: &conversation.title,
    };
    let answers = app.analyst.signals(&view, std::slice::from_ref(&definition)).await.map_err(refused)?;
    Ok(answers.into_iter().next().ok_or_else(|| AppError::internal("a question was not answered"))?)
}

fn unheard(reason: &str) -> AppError {
    let message = format!("conversation_id: nothing can be found in this conversation: {reason}");
    AppError::invalid("conversation_id", "nothing_to_do", message)
}

fn refused(error: InsightError) -> TryError {
    if error.is_nothing_to_do() { unheard(&error.to_string()).into() } else { TryError::Engine(error) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_conversation_lacks_is_its_fault_and_what_the_engine_lacks_is_not() {
        let silent = refused(InsightError::NothingSaid);
        assert!(matches!(silent, TryError::App(AppError::Invalid(_))), "{silent}");
        let away = refused(InsightError::EndpointUnavailable("connection refused".to_owned()));
        assert_eq!(away.to_string(), "the engine failed: language endpoint: connection refused");
    }
}
