//! What a rule would do for a conversation, without doing it.

use colloquy_domain::conversation::Conversation;
use colloquy_domain::workflow::{Action, HttpMethod, Workflow};
use colloquy_store::{lists, tags};

use super::facts::Facts;
use super::recap::{Audience, recap};
use super::recipients::recipients;
use super::template::render_body_aside;
use crate::{App, AppError};

/// What would be done.
#[derive(Debug)]
pub struct Preview {
    /// Whether the conversation is one of those that the rule is for.
    pub fits_filter: bool,
    /// Each action, in order.
    pub actions: Vec<PreviewedAction>,
}

/// What an action would do.
#[derive(Debug)]
pub enum PreviewedAction {
    /// A mail, as a colleague would get it.
    RecapMail {
        /// Everybody who would get one.
        recipients: Vec<String>,
        /// Its subject; none where there is nothing to tell yet.
        subject: Option<String>,
        /// Its text.
        text: Option<String>,
        /// Its HTML.
        html: Option<String>,
    },
    /// A call.
    HttpCall {
        /// The verb.
        method: HttpMethod,
        /// The address.
        url: String,
        /// The body; none where it cannot be made.
        body: Option<String>,
        /// Why not, or what it lacks.
        error: Option<String>,
    },
    /// A tag.
    Tag {
        /// Its name; none where it is gone.
        name: Option<String>,
    },
}

/// Writes everything that would be sent, and sends nothing.
pub async fn preview(
    app: &App,
    workflow: &Workflow,
    conversation: Conversation,
) -> Result<Preview, AppError> {
    let reader = app.store.reader();
    let workspace_id = workflow.workspace_id;
    let (facts, sources) = Facts::load(app, conversation).await?;
    let fits_filter =
        lists::has_conversation(reader, workspace_id, sources.conversation.id, &workflow.filter).await?;
    let mut actions = Vec::with_capacity(workflow.actions.len());
    for action in &workflow.actions {
        actions.push(match action {
            Action::RecapMail(mail) => {
                let written = recap(&facts, &sources, Audience::Inside).map_err(AppError::internal)?;
                let recipients =
                    recipients(mail, &sources).found.into_iter().map(|one| one.address).collect();
                let (subject, text, html) = match written {
                    Some(recap) => (Some(recap.subject), Some(recap.text), Some(recap.html)),
                    None => (None, None, None),
                };
                PreviewedAction::RecapMail { recipients, subject, text, html }
            }
            Action::HttpCall(call) => {
                let (body, error) = match render_body_aside(call.clone(), facts.clone()).await {
                    Ok(body) => {
                        let note = body.note();
                        (Some(body.text), note)
                    }
                    Err(error) => (None, Some(error)),
                };
                PreviewedAction::HttpCall { method: call.method, url: call.url.clone(), body, error }
            }
            Action::Tag { tag_id } => {
                let tag = tags::get(reader, workspace_id, *tag_id).await?;
                PreviewedAction::Tag { name: tag.map(|tag| tag.name) }
            }
        });
    }
    Ok(Preview { fits_filter, actions })
}
