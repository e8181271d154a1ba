//! `POST /api/colloquy/v1/workflows/{workflow_id}/preview`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::workflows::{self, PreviewedAction};
use colloquy_app::{AppError, read};
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Path, Problem};

use super::answer::method;
use super::body::CallMethod;
use crate::ids;

/// For which conversation.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct PreviewWorkflow {
    /// Any spelling of its id.
    conversation_id: String,
}

/// What a rule would do.
#[derive(Serialize, ToSchema)]
pub struct WorkflowPreview {
    /// Whether the conversation is one of those that the rule is for.
    fits_filter: bool,
    /// Each action, in order.
    actions: Vec<ActionPreview>,
}

/// What an action would do.
#[derive(Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ActionPreview {
    /// A mail, as a colleague would get it; others get no signals and no links.
    RecapMail {
        /// Everybody who would get one.
        recipients: Vec<String>,
        /// null where there is nothing to tell yet.
        subject: Option<String>,
        text: Option<String>,
        html: Option<String>,
    },
    /// A call.
    HttpCall {
        method: CallMethod,
        url: String,
        /// null where it cannot be made.
        body: Option<String>,
        /// Why not.
        error: Option<String>,
    },
    /// A tag.
    Tag {
        /// null where it is gone.
        name: Option<String>,
    },
}

/// Writes everything that the rule would send for a conversation, and sends nothing.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/workflows/{workflow_id}/preview",
    tag = "Workflows",
    params(("workflow_id" = String, Path, description = "its id")),
    request_body = PreviewWorkflow,
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 200, description = "what it would do", body = WorkflowPreview),
    )
)]
pub async fn preview_workflow(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<WorkflowPreview>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let body = body.value()?;
    let app = state.app();
    let workflow = workflows::get(app, caller.workspace_id(), ids::workflow(&id)?).await?;
    let mut fields = Fields::of_body(&body)?;
    fields.require("conversation_id");
    let conversation_id = fields.string("conversation_id", 0, 100).unwrap_or_default().to_owned();
    fields.finish()?;
    let unknown = || AppError::invalid("conversation_id", "unknown", "conversation_id names no conversation");
    let conversation_id = ids::conversation(&conversation_id).map_err(|_| unknown())?;
    let conversation = match read::conversation(app, &caller, conversation_id).await {
        Err(AppError::NotFound(_)) => return Err(unknown().into()),
        other => other?,
    };
    let preview = workflows::preview(app, &workflow, conversation).await?;
    let actions = preview.actions.into_iter().map(action).collect();
    Ok(Json(WorkflowPreview { fits_filter: preview.fits_filter, actions }))
}

fn action(action: PreviewedAction) -> ActionPreview {
    match action {
        PreviewedAction::RecapMail { recipients, subject, text, html } => {
            ActionPreview::RecapMail { recipients, subject, text, html }
        }
        PreviewedAction::HttpCall { method: verb, url, body, error } => {
            ActionPreview::HttpCall { method: method(verb), url, body, error }
        }
        PreviewedAction::Tag { name } => ActionPreview::Tag { name },
    }
}
